"""Re-offending by cohorts of three months, followed for 12, with 6 more for the courts."""

from typing import Any

from lives import event, gathered, months, number

from wulfrun.data.derived._offending import offenders
from wulfrun.data.derived.derivation import Derived
from wulfrun.data.derived.reoffending import derive
from wulfrun.data.tables import FLAGS
from wulfrun.words.periods import month_name, period

EVENT = "offender-event"
AGAIN = FLAGS["reoffended"]


def shown(
    who: int, offence: str, disposal: str, kind: str = "conviction", proven: str = "yes"
) -> dict[str, Any]:
    return event(who, kind, offence, disposal, proven=proven, month=disposal[:7])


def derived(*rows: dict[str, Any], first: str = "2015-12", last: str = "2017-06") -> Derived:
    """Quarters stand at their last month; somebody is convicted on the last day."""
    end = shown(999, "2017-01-01", "2017-06-30")
    return derive(gathered({EVENT: [*rows, end]}, {EVENT: months(EVENT, first, last, 3)}))


def cells(found: Derived, month: str) -> dict[tuple[str, int], int]:
    return {
        (row["code"], row["flags"]): row["n"]
        for row in found.cube.to_pylist()
        if month_name(row["month"]) == month
    }


def test_trap_6_the_cohort_of_october_to_december_2015_is_mature_once_june_2017_is_whole() -> None:
    found = derived(shown(1, "2015-09-01", "2015-11-10"))
    states = {month_name(each.month): each.status for each in found.months["reoffending"]}
    assert states["2015-12"] == "complete"
    assert states["2016-03"] == states["2017-06"] == "not yet mature"
    assert cells(found, "2015-12") == {("conviction", 0): 1}
    assert cells(found, "2016-03") == {}


def test_trap_6_a_month_less_of_data_and_it_is_not_yet_mature_however_few_have_reoffended() -> None:
    rows = [shown(1, "2015-09-01", "2015-11-10"), shown(2, "2017-01-01", "2017-05-20")]
    found = derive(gathered({EVENT: rows}, {EVENT: months(EVENT, "2015-12", "2017-06", 3)}))
    (cohort,) = (each for each in found.months["reoffending"] if month_name(each.month) == "2015-12")
    assert cohort.status == "not yet mature"
    assert "at the end of June 2017" in cohort.reason
    assert len(found.cube) == 0


def test_an_offence_counts_when_committed_within_12_months_and_proven_within_18() -> None:
    index = shown(1, "2015-09-01", "2015-11-10")
    for offence, disposal, counts in (
        ("2015-11-11", "2016-01-01", True),
        ("2016-11-10", "2017-05-10", True),
        ("2016-11-11", "2017-01-01", False),  # committed too late
        ("2016-11-10", "2017-05-11", False),  # proven too late
        ("2015-11-10", "2016-01-01", False),  # before or on the day itself
    ):
        found = derived(index, shown(1, offence, disposal))
        again = sum(n for (_, flags), n in cells(found, "2015-12").items() if flags == AGAIN)
        assert again == counts, (offence, disposal)


def test_a_charge_that_is_not_proven_is_no_reoffence_and_brings_nobody_into_a_cohort() -> None:
    found = derived(
        shown(1, "2015-09-01", "2015-11-10"),
        shown(1, "2016-02-01", "2016-04-01", "charge", "no"),
        shown(2, "2015-09-01", "2015-11-10", "charge", "no"),
    )
    assert cells(found, "2015-12") == {("conviction", 0): 1}


def test_a_person_is_in_a_cohort_once_by_the_first_event_and_in_the_next_cohort_again() -> None:
    found = derived(
        shown(1, "2015-08-01", "2015-10-10", "caution"),
        shown(1, "2015-09-01", "2015-11-10"),
        event(1, "release", None, "2015-12-20", proven="no", month="2015-12"),
    )
    assert cells(found, "2015-12") == {("caution", 0): 1}


def test_a_release_from_custody_brings_a_person_in() -> None:
    found = derived(
        event(1, "release", None, "2015-10-20", proven="no", month="2015-12"),
        shown(1, "2016-05-01", "2016-08-01"),
    )
    assert cells(found, "2015-12") == {("release", AGAIN): 1}


def test_a_row_sent_again_is_one() -> None:
    rows = [shown(1, "2015-09-01", "2015-11-10")] * 2
    (found,) = offenders(rows, number("2017-06-30"))
    assert (len(found.index), len(found.committed)) == (1, 1)


def test_the_table_for_the_topic_has_young_cohorts_too_and_nobody_in_it() -> None:
    found = derived(shown(1, "2015-09-01", "2015-11-10"), shown(2, "2016-01-01", "2016-02-10"))
    rows = found.judged["reoffending-cohorts"].to_pylist()
    assert set(rows[0]) == {"month", "mature", "reoffences"}
    assert {month_name(row["month"]): row["mature"] for row in rows} == {
        "2015-12": True,
        "2016-03": False,
        "2017-06": False,
    }
    assert period("2015/16 Q3").last == rows[0]["month"]
