"""Prolific offenders before and after, who could be told, and those in treatment as a count alone."""

from datetime import date
from typing import Any

from lives import episode, event, gathered, months

from wulfrun.data.derived._offending import shifted
from wulfrun.data.derived.derivation import Derived
from wulfrun.data.derived.prolific_offenders import derive
from wulfrun.words.periods import month_name

COHORT, EVENT, EPISODE = "offender-cohort", "offender-event", "treatment-episode"


def shown(who: int, offence: str, disposal: str) -> dict[str, Any]:
    return event(who, "conviction", offence, disposal, proven="yes", month=disposal[:7])


def derived(members: list[dict[str, Any]], events: list[dict[str, Any]], treated: Any = ()) -> Derived:
    end = shown(999, "2008-01-01", "2008-06-29")
    rows = {
        COHORT: members,
        EVENT: [*events, end],
        EPISODE: [*treated, episode(998, "2008-01-01", "2008-06-30")],
    }
    own = {
        COHORT: months(COHORT, "2004-07", "2008-06"),
        EVENT: months(EVENT, "2003-06", "2008-06", 3),
        EPISODE: months(EPISODE, "2003-04", "2008-06"),
    }
    return derive(gathered(rows, own))


def pairs(found: Derived) -> list[tuple[int | None, int | None]]:
    return [(row["before"], row["after"]) for row in found.judged["prolific-before-after"].to_pylist()]


def test_the_same_persons_proven_offences_of_12_months_before_and_after() -> None:
    offences = [
        shown(1, "2005-01-10", "2005-03-01"),
        shown(1, "2005-06-10", "2005-09-01"),
        shown(1, "2006-03-10", "2006-05-01"),
        shown(1, "2004-05-10", "2004-09-01"),  # more than a year before
        shown(1, "2006-08-10", "2006-09-01"),  # more than a year after
    ]
    assert pairs(derived([event(1, "PPO", "2005-07-05")], offences)) == [(2, 1)]


def test_trap_6_whoever_came_onto_the_scheme_too_lately_has_no_after_rather_than_none() -> None:
    assert pairs(derived([event(1, "PPO", "2007-01-15")], [])) == [(0, None)]
    assert pairs(derived([event(1, "PPO", "2006-12-15")], [])) == [(0, 0)]


def test_whoever_came_before_the_lists_reach_back_a_year_has_no_before() -> None:
    assert pairs(derived([event(1, "PPO", "2004-03-15", month="2004-07")], [])) == [(None, 0)]


def test_the_first_stay_counts_for_before_and_after() -> None:
    members = [event(1, "PPO", "2005-07-05", "2006-01-01"), event(1, "IOM", "2006-07-05")]
    assert len(pairs(derived(members, []))) == 1


def test_members_in_treatment_are_a_count_by_whole_year_matched_by_pseudonym_alone() -> None:
    members = [
        event(1, "PPO", "2005-07-05", other="501"),
        event(2, "PPO", "2005-07-05", "2006-02-01", other="502"),
        event(3, "PPO", "2005-07-05"),
        event(4, "PPO", "2005-07-05", other="504"),
    ]
    treated = [
        episode(501, "2006-05-01", "2006-09-01"),
        episode(502, "2006-05-01", "2006-09-01"),  # no longer on the scheme
        episode(3, "2006-05-01", "2006-09-01"),  # under one pseudonym in both lists
        episode(504, "2004-05-01", "2004-09-01"),  # before
    ]
    rows = derived(members, [], treated).judged["prolific-in-treatment"].to_pylist()
    found = {row["period"]: (row["members"], row["in_treatment"]) for row in rows}
    assert found == {"2005/06": (4, 0), "2006/07": (3, 2), "2007/08": (3, 0)}


def test_members_are_counted_in_every_month_on_the_scheme() -> None:
    found = derived([event(1, "PPO", "2005-07-05", "2005-09-10"), event(2, "PPO", "2008-05-05")], [])
    rows = sorted((row["who"], month_name(row["month"])) for row in found.people.to_pylist())
    assert rows == [(1, "2005-07"), (1, "2005-08"), (1, "2005-09"), (2, "2008-05"), (2, "2008-06")]


def test_the_restricted_list_has_those_on_the_scheme_now_sealed() -> None:
    members = [event(1, "PPO", "2005-07-05", "2005-09-10"), event(2, "IOM", "2006-05-05")]
    found = derived(members, [shown(2, "2007-11-01", "2007-12-01")], [episode(2, "2008-03-01")])
    (row,) = found.restricted["prolific-offenders"].to_pylist()
    assert row == {
        "sealed": b"sealed 2",
        "scheme": "IOM",
        "scheme_start": date(2006, 5, 5),
        "offences_before": 0,
        "offences_last_12_months": 1,
        "in_treatment": True,
    }


def test_no_table_for_the_topic_says_who() -> None:
    found = derived([event(1, "PPO", "2005-07-05", other="501")], [shown(1, "2005-01-10", "2005-03-01")])
    columns = {name for table in found.judged.values() for name in table.column_names}
    assert columns == {"scheme", "before", "after", "offences", "period", "members", "in_treatment"}


def test_without_lists_of_events_or_treatment_members_are_still_counted() -> None:
    found = derive(
        gathered({COHORT: [event(1, "PPO", "2005-07-05")]}, {COHORT: months(COHORT, "2005-07", "2005-12")})
    )
    assert len(found.people) == 6
    assert pairs(found) == [(None, None)]
    assert len(found.judged["prolific-in-treatment"]) == 0


def test_a_month_that_has_no_such_day_ends_on_its_last() -> None:
    day = (date(2007, 8, 31) - date(1970, 1, 1)).days
    assert shifted(day, -18) == (date(2006, 2, 28) - date(1970, 1, 1)).days
