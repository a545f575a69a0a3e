"""People, starts, retention, exits and effective treatment, counted from journeys and never from rows."""

from collections import Counter
from typing import Any

from lives import episode, gathered, months
from street_world import HERE, WHOLE

from wulfrun.data.derived.derivation import Derived
from wulfrun.data.derived.treatment import DERIVATION, derive
from wulfrun.data.tables import FLAGS
from wulfrun.words.periods import month_index, month_name

EPISODE = "treatment-episode"
# One who is there on the last day, so that the data reach it.
LAST = episode(99, "2006-03-01", "2006-06-30", code="alcohol")


def derived(*rows: dict[str, Any], first: str = "2005-04", last: str = "2006-06") -> Derived:
    return derive(gathered({EPISODE: [*rows, LAST]}, {EPISODE: months(EPISODE, first, last)}))


def cells(found: Derived, record: str) -> list[tuple[str, int, int]]:
    """Month, flags and count of a record's drug clients."""
    return [
        (month_name(row["month"]), row["flags"], row["n"])
        for row in found.cube.to_pylist()
        if row["record"] == record and row["code"] != "alcohol"
    ]


def seen(found: Derived, record: str) -> list[tuple[str, int]]:
    return sorted(
        (month_name(row["month"]), row["who"])
        for row in found.people.to_pylist()
        if row["record"] == record and row["who"] != 99
    )


def mature(found: Derived, record: str) -> list[str]:
    return [month_name(each.month) for each in found.months[record] if each.status == "complete"]


def test_trap_5_those_who_began_too_late_to_be_judged_are_neither_retained_nor_lost() -> None:
    late = episode(1, "2006-04-20")
    found = derived(late, episode(2, "2006-01-10"))
    assert mature(found, "treatment-journey")[-1] == "2006-03"
    young = [each for each in found.months["treatment-journey"] if each.status == "not yet mature"]
    assert [month_name(each.month) for each in young] == ["2006-04", "2006-05", "2006-06"]
    assert "12 weeks later" in young[0].reason
    # Whether they began is known at once.
    assert mature(found, "treatment-start")[-1] == "2006-06"


def test_trap_5_a_person_at_two_agencies_is_counted_once_in_a_month_and_once_in_a_year() -> None:
    found = derived(
        episode(1, "2005-05-10", "2005-07-20"), episode(1, "2005-06-01", "2005-07-01", agency="B")
    )
    assert seen(found, "treatment") == [("2005-05", 1), ("2005-06", 1), ("2005-07", 1)]
    assert cells(found, "treatment-start") == [("2005-05", 0, 1)]


def test_trap_5_of_several_journeys_in_one_year_only_the_last_counts_for_retention() -> None:
    found = derived(
        episode(1, "2005-05-10", "2005-06-01", "dropped out"),
        episode(1, "2005-06-23", "2005-12-01", "dropped out", agency="B"),
    )
    assert cells(found, "treatment-start") == [("2005-05", 0, 1), ("2005-06", 0, 1)]
    assert cells(found, "treatment-journey") == [("2005-06", FLAGS["retained"], 1)]


def test_a_planned_exit_before_12_weeks_is_retained_and_an_exit_is_dated_at_its_end() -> None:
    found = derived(episode(1, "2005-05-10", "2005-06-20", "treatment completed"))
    both = FLAGS["retained"] | FLAGS["planned_exit"]
    assert cells(found, "treatment-journey") == [("2005-05", both, 1)]
    assert cells(found, "treatment-exit") == [("2005-06", FLAGS["planned_exit"], 1)]


def test_an_exit_is_final_only_after_21_days() -> None:
    assert mature(derived(), "treatment-exit")[-1] == "2006-05"


def test_waiting_runs_from_referral_to_the_first_modality_and_unknown_referrals_are_left_out() -> None:
    found = derived(
        episode(1, "2005-05-23", referral="2005-05-02"),
        episode(2, "2005-05-24", referral="2005-05-02"),
        episode(3, "2005-05-24"),
    )
    assert cells(found, "treatment-wait") == [("2005-05", 0, 1), ("2005-05", FLAGS["waited_3_weeks"], 1)]
    assert sum(n for _, _, n in cells(found, "treatment-start")) == 3


def test_whoever_was_in_treatment_when_the_data_begin_is_counted_but_began_nothing() -> None:
    found = derived(episode(1, "2004-11-10", "2005-05-20", month="2005-04"))
    assert seen(found, "treatment") == [("2005-04", 1), ("2005-05", 1)]
    assert cells(found, "treatment-start") == cells(found, "treatment-journey") == []
    assert [month for month, _, _ in cells(found, "treatment-exit")] == ["2005-05"]


def test_an_episode_that_ended_just_before_the_data_begin_can_still_carry_a_journey_on() -> None:
    found = derived(
        episode(1, "2004-11-10", "2005-03-25", month="2005-04"), episode(1, "2005-04-10", "2005-05-20")
    )
    assert cells(found, "treatment-start") == []


def test_effective_treatment_is_judged_by_the_last_journey_that_reaches_into_the_year() -> None:
    found = derived(
        episode(1, "2005-01-10", "2005-08-01", month="2005-04"),
        episode(1, "2005-10-01", "2005-10-20", "dropped out", agency="B"),
        episode(2, "2005-06-01"),
    )
    own = Counter(who for _, who in seen(found, "treatment-effective"))
    assert own[1] == 0
    assert own[2] == len(range(month_index("2005-06"), month_index("2006-06") + 1))
    assert mature(found, "treatment-effective")[-1] == "2006-03"


def test_whoever_has_no_place_counts_for_the_partnership_alone() -> None:
    found = derived(episode(1, "2005-05-10", "2005-05-20", area=""), episode(2, "2005-05-10", "2005-05-20"))
    places = {row["who"]: row["area"] for row in found.people.to_pylist()}
    assert (places[1], places[2]) == (WHOLE, HERE[0])


def test_whoever_moves_within_a_year_is_counted_where_they_were_last_so_that_areas_add_up() -> None:
    found = derived(
        episode(1, "2005-05-10", "2005-06-20", area=HERE[0]),
        episode(1, "2005-09-10", "2006-05-20", agency="B", area=HERE[1]),
        episode(1, "2006-06-20", agency="C", area=HERE[2]),
    )
    rows = [row for row in found.people.to_pylist() if row["record"] == "treatment" and row["who"] == 1]
    assert {row["area"] for row in rows if row["month"] <= month_index("2006-03")} == {HERE[1]}
    assert {row["area"] for row in rows if row["month"] > month_index("2006-03")} == {HERE[2]}


def test_nothing_that_names_a_client_leaves_the_derivation_for_publication() -> None:
    found = derived(episode(1, "2005-05-10", "2005-05-20"))
    assert "sealed" not in str(found.cube.to_pylist()) + str(found.judged["treatment-stays"].to_pylist())
    assert found.restricted == {}


def test_an_empty_file_gives_no_months() -> None:
    found = derive(gathered({EPISODE: []}, {EPISODE: []}))
    assert found.months == {record: [] for record in DERIVATION.gives}


def test_days_after_the_last_whole_month_are_said_and_not_counted() -> None:
    found = derived(episode(1, "2005-05-10", "2079-01-01"))
    assert "1 episodes tell of days after 30 June 2006" in found.notes[0]
