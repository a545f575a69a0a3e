"""Repeats are told by the calendar, per victim and per address, and never for what the data cannot know."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import event, gathered, months, number

from wulfrun.data.derived._domestic_incidents import by_victim, incidents_of, waits
from wulfrun.data.derived._within_a_year import LACKS_THE_YEAR, anniversary, repeats, with_history
from wulfrun.data.derived.derivation import Derived
from wulfrun.data.derived.domestic import ADDRESSES, INCIDENT, VICTIMS, WAITS, derive
from wulfrun.data.tables import FLAGS
from wulfrun.words.periods import month_index, month_name


def incident(who: int, day: str, **more: str) -> dict[str, Any]:
    return event(who, "crime", day, **more) | {"key": number(day) * 100 + who}


def derived(*rows: dict[str, Any], first: str = "2004-04", last: str = "2006-12") -> Derived:
    end = incident(999, "2006-12-31")
    return derive(gathered({INCIDENT: [*rows, end]}, {INCIDENT: months(INCIDENT, first, last)}))


def told(found: Derived, record: str) -> Counter[tuple[str, bool]]:
    counted: Counter[tuple[str, bool]] = Counter()
    for row in found.cube.to_pylist():
        if row["record"] == record:
            counted[month_name(row["month"]), bool(row["flags"] & FLAGS["repeat"])] += row["n"]
    return counted


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        ("2005-03-15", "2006-03-15", True),  # 365 days: the anniversary
        ("2005-03-15", "2006-03-16", False),  # 366 days, a day too late
        ("2003-04-15", "2004-04-15", True),  # 366 days too, over a 29 February: the anniversary
        ("2003-04-15", "2004-04-16", False),
        ("2004-02-29", "2005-02-28", True),
        ("2004-02-29", "2005-03-01", False),
        ("2003-02-28", "2004-02-29", False),
        ("2005-03-15", "2005-03-15", True),  # two on one day: the second is a repeat
    ],
)
def test_within_twelve_months_is_told_by_the_calendar_not_by_365_days(
    before: str, after: str, again: bool
) -> None:
    assert repeats([(number(before), "a"), (number(after), "a")]) == [False, again]


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)))
def test_an_anniversary_is_the_same_day_of_the_next_year(day: date) -> None:
    found = date.fromordinal(anniversary((day - date(1970, 1, 1)).days) + date(1970, 1, 1).toordinal())
    assert found.year == day.year + 1 and found.month == day.month
    assert found.day == day.day or (day.month, day.day, found.day) == (2, 29, 28)


@given(st.lists(st.tuples(st.integers(12_000, 13_500), st.integers(1, 6)), max_size=40))
def test_a_repeat_is_what_looking_at_every_earlier_incident_says(happened: list[tuple[int, int]]) -> None:
    ordered = sorted(happened)
    plain = [
        any(who == whose and day <= anniversary(before) for before, who in ordered[:place])
        for place, (day, whose) in enumerate(ordered)
    ]
    assert repeats(ordered) == plain


def test_victims_and_addresses_are_counted_apart() -> None:
    found = derived(
        incident(1, "2005-05-01", address_reference="A"),
        incident(2, "2005-06-01", address_reference="A"),
        incident(1, "2005-07-01", address_reference="B"),
    )
    assert told(found, VICTIMS)["2005-06", True] == 0 and told(found, VICTIMS)["2005-07", True] == 1
    assert told(found, ADDRESSES)["2005-06", True] == 1 and told(found, ADDRESSES)["2005-07", True] == 0


def test_an_incident_without_a_victim_is_in_no_figure_of_repeats_and_is_told() -> None:
    found = derived(incident(0, "2005-05-01"), incident(0, "2005-05-02"), incident(1, "2005-06-01"))
    assert sum(told(found, VICTIMS).values()) == 2
    assert any("2 of 4 incidents name no victim" in note for note in found.notes)


def test_the_first_twelve_months_are_cut_off_and_not_shown_as_a_low_rate() -> None:
    found = derived(incident(1, "2005-05-01"))
    by_status = {month_name(each.month): each.status for each in found.months[VICTIMS]}
    assert by_status["2005-03"] == LACKS_THE_YEAR and by_status["2005-04"] == "complete"
    assert next(name for name, status in by_status.items() if status == LACKS_THE_YEAR) == "2004-04"
    reason = next(each.reason for each in found.months[VICTIMS] if each.status == LACKS_THE_YEAR)
    assert "the data begin in April 2004" in reason


def test_a_missing_month_hides_the_twelve_after_it() -> None:
    every = [
        each if month_name(each.month) != "2005-08" else type(each)(
            each.record, each.month, "missing", "nothing was received", 0, 1.0
        )
        for each in months(INCIDENT, "2004-04", "2006-12")
    ]  # fmt: skip
    told_of = {month_name(each.month): each for each in with_history(every, VICTIMS, "who was a victim")}
    assert told_of["2005-07"].status == "complete" and told_of["2005-08"].status == "missing"
    assert {told_of[f"2006-{n:02d}"].status for n in range(1, 9)} == {LACKS_THE_YEAR}
    assert "months before it are missing" in told_of["2006-08"].reason
    assert told_of["2006-09"].status == "complete"


def test_time_to_repeat_is_to_the_next_whenever_it_was_and_censored_at_the_end_of_the_data() -> None:
    rows = [incident(1, "2005-05-01"), incident(1, "2005-05-11"), incident(1, "2006-12-01"),
            incident(2, "2005-06-01")]  # fmt: skip
    year_of = {month_index(f"{y}-{m:02d}"): y + (m > 3) for y in (2005, 2006) for m in range(1, 13)}
    found = list(waits(by_victim(incidents_of(rows)), year_of, number("2006-12-31")))
    # 2005/06: ten days; 2006/07: only the incident of December, watched for 30 days; the second: never.
    assert [(each.month, each.days, each.repeated) for each in found] == [
        (2006, 10, True), (2007, 30, False), (2006, number("2006-12-31") - number("2005-06-01"), False),
    ]  # fmt: skip


def test_what_is_left_for_the_topic_says_nobody() -> None:
    found = derived(incident(1, "2005-05-01"), incident(1, "2005-05-11"), first="2004-04", last="2006-12")
    assert found.judged[WAITS].column_names == ["month", "days", "repeated"]
    rows = [tuple(row.values()) for row in found.judged[WAITS].to_pylist()]
    assert (month_index("2006-03"), 10, True) in rows


def test_an_incident_mistyped_into_the_future_moves_no_end_of_the_data() -> None:
    found = derived(incident(1, "2005-05-01"), incident(1, "2016-05-11"))
    assert any("1 incidents are dated after 31 December 2006" in note for note in found.notes)
    assert json.dumps(found.judged[WAITS].to_pylist()).count("true") == 0
