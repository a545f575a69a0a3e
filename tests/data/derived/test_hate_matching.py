"""Reports of hate to several agencies: which are one incident, by which rule, and that none is lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.derived._hate_matching import (
    AGENCIES,
    COUNCIL,
    PLACE,
    PLACE_DAYS,
    POLICE,
    REFERENCE,
    THIRD,
    VICTIM,
    VICTIM_DAYS,
    Report,
    matched,
)
from wulfrun.data.tables import FLAGS

RACE, FAITH, DISABILITY = FLAGS["hate_race"], FLAGS["hate_faith"], FLAGS["hate_disability"]
DAY = 13_500


def police(key: int = 1, day: int = DAY, flags: int = RACE, **more: object) -> Report:
    return Report(POLICE, key, day, flags, **{"police": f"HI-{key}", **more})  # type: ignore[arg-type]


def council(key: int = 1, day: int = DAY, flags: int = RACE, **more: object) -> Report:
    return Report(COUNCIL, key, day, flags, **more)  # type: ignore[arg-type]


def third(key: int = 1, day: int = DAY, flags: int = RACE, **more: object) -> Report:
    return Report(THIRD, key, day, flags, **{"third": f"TPR-{key}", **more})  # type: ignore[arg-type]


def rules(*reports: Report) -> list[tuple[str, ...]]:
    """The rules of every incident of several reports."""
    return [each.rules for each in matched(reports) if each.rules]


def test_the_polices_number_in_another_agencys_row_makes_them_one_whatever_the_day() -> None:
    assert rules(police(), council(day=DAY + 40, police="HI-1")) == [(REFERENCE,)]
    assert rules(police(), council(police="HI-2")) == []


def test_a_report_that_the_police_say_was_passed_on_is_one_with_theirs() -> None:
    assert rules(police(third="TPR-7"), third(7)) == [(REFERENCE,)]


def test_of_two_centres_that_number_alike_nobody_knows_which_passed_it_on() -> None:
    assert rules(police(third="TPR-7"), third(7), third(8, third="TPR-7")) == []


def test_a_row_that_names_another_police_number_is_not_the_one_passed_on() -> None:
    assert rules(police(1, third="TPR-7"), third(7, police="HI-9")) == []


def test_two_agencies_that_name_one_number_which_the_police_did_not_send_know_of_one_incident() -> None:
    (found,) = matched([council(police="HI-9"), third(police="HI-9", day=DAY + 20)])
    assert (found.agencies, found.rules) == ({COUNCIL, THIRD}, (REFERENCE,))


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 1), (VICTIM_DAYS, 1), (-VICTIM_DAYS, 1), (VICTIM_DAYS + 1, 2)]
)
def test_the_same_victim_within_three_days_is_one_incident_and_on_the_fourth_another(
    days: int, expected: int
) -> None:
    assert len(matched([police(victim=5), council(day=DAY + days, victim=5)])) == expected


def test_of_two_incidents_of_one_victim_the_nearer_is_the_one_told_of() -> None:
    found = matched([police(1, victim=5), police(2, day=DAY + 3, victim=5), council(day=DAY + 2, victim=5)])
    assert [len(each.reports) for each in found] == [1, 2]


@pytest.mark.parametrize(("days", "expected"), [(0, 1), (PLACE_DAYS, 1), (PLACE_DAYS + 1, 2)])
def test_one_place_and_strand_within_a_day_is_probably_one_incident(days: int, expected: int) -> None:
    found = matched([police(lsoa="E1"), third(day=DAY + days, lsoa="E1")])
    assert len(found) == expected
    assert [each.rules for each in found if each.rules] == [(PLACE,)] * (expected == 1)


def test_by_place_a_strand_in_common_is_enough_and_another_strand_is_not() -> None:
    assert rules(police(flags=RACE | FAITH, lsoa="E1"), third(flags=FAITH, lsoa="E1")) == [(PLACE,)]
    assert rules(police(lsoa="E1"), third(flags=DISABILITY, lsoa="E1")) == []


def test_by_place_two_candidates_are_no_match_on_either_side() -> None:
    assert rules(police(lsoa="E1"), council(1, lsoa="E1"), council(2, lsoa="E1")) == []
    assert rules(police(1, lsoa="E1"), police(2, lsoa="E1"), council(lsoa="E1")) == []


def test_without_a_place_nothing_is_matched_by_place() -> None:
    assert rules(police(), third()) == []


def test_by_place_two_victims_are_two_incidents() -> None:
    assert rules(police(lsoa="E1", victim=5), third(lsoa="E1", victim=6)) == []
    assert rules(police(lsoa="E1", victim=5), third(lsoa="E1")) == [(PLACE,)]


def test_different_police_numbers_are_never_one_incident() -> None:
    assert rules(police(1, victim=5, lsoa="E1"), council(victim=5, lsoa="E1", police="HI-9")) == []


def test_two_rows_of_one_agency_are_two_incidents_unless_both_name_one_police_number() -> None:
    assert rules(council(1, victim=5), council(2, victim=5)) == []
    assert rules(council(1, police="HI-1"), council(2, police="HI-1")) == [(REFERENCE,)]


def test_what_three_agencies_know_by_three_rules_is_one_incident_and_the_police_date_it() -> None:
    (found,) = matched(
        [third(day=DAY + 1, lsoa="E1"), council(day=DAY - 3, victim=5), police(victim=5, lsoa="E1")]
    )
    assert found.lead.agency == POLICE
    assert [each.agency for each in found.reports] == list(AGENCIES)
    assert found.rules == (VICTIM, PLACE)


REPORTS = st.lists(
    st.builds(
        Report,
        agency=st.sampled_from(AGENCIES),
        key=st.integers(1, 10**6),
        day=st.integers(DAY, DAY + 6),
        flags=st.sampled_from([RACE, FAITH, RACE | FAITH, DISABILITY]),
        lsoa=st.sampled_from(["", "E1", "E2"]),
        victim=st.integers(0, 3),
        police=st.sampled_from(["", "HI-1", "HI-2", "HI-3"]),
        third=st.sampled_from(["", "TPR-1", "TPR-2"]),
    ),
    max_size=12,
    unique_by=lambda each: each.key,
)


@given(REPORTS)
def test_reports_received_are_incidents_and_reports_matched(reports: list[Report]) -> None:
    found = matched(reports)
    assert len(reports) == len(found) + sum(len(each.rules) for each in found)
    assert Counter(each.key for one in found for each in one.reports) == Counter(each.key for each in reports)


@given(REPORTS)
def test_the_police_never_have_one_incident_under_two_numbers(reports: list[Report]) -> None:
    for each in matched(reports):
        assert sum(report.agency == POLICE for report in each.reports) <= 1


@given(REPORTS, st.randoms())
def test_the_order_in_which_files_come_changes_nothing(reports: list[Report], random: object) -> None:
    other = list(reports)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert matched(reports) == matched(other)
