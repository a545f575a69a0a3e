"""What is expected of the measures a partnership named, and what its targets need from here."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from book_by_hand import APRIL_2003, CITY, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.topics.forecasts import AHEAD, NEEDED, TABLES, TESTS, assess, measures_of, needed_rows
from wulfrun.assessment.topics.topic import Known
from wulfrun.words.periods import month_index

AIM = {"measure": "burglary", "baseline": "2003/04", "end": "2007/08", "change_percent": -20}


def known(counts: list[float], breaks: Any = (), target: Any = AIM, **changed: Any) -> Known:
    return cast(
        Known,
        SimpleNamespace(
            definition=definition_of(target, **changed),
            book=book_of(rows_of(counts)),
            through=APRIL_2003 + len(counts) - 1,
            breaks=breaks,
        ),
    )


def steady(months: int, level: float = 200) -> list[float]:
    return list(np.random.default_rng(1).poisson(level, months).astype(float))


def test_a_measure_of_a_target_has_twelve_months_ahead_in_ranges_within_each_other() -> None:
    found = assess(known(steady(54)))
    rows = found[AHEAD]
    assert [row["month"] for row in rows][::11] == ["2007-10", "2008-09"]
    for row in rows:
        assert row["lower95"] < row["lower80"] < row["mean"] < row["upper80"] < row["upper95"]
    assert {name: set(table.names) for name, table in TABLES.items()}[AHEAD] == set(rows[0])


def test_how_the_method_did_is_told_beside_the_two_years() -> None:
    counts = steady(54)
    (row,) = assess(known(counts))[TESTS]
    assert row["last_total"] == sum(counts[-12:])
    assert row["lower80"] < row["total"] < row["upper80"]
    assert row["origins"] >= 3 and 0 < row["inside"] <= row["months_tried"]
    assert row["scaled_error"] < 1


def test_what_a_target_needs_ends_at_its_goal() -> None:
    counts = steady(54)
    found = assess(known(counts))[NEEDED]
    goal = 0.8 * sum(counts[:12])
    assert [row["month"] for row in found] == [f"2007-{m}" for m in (10, 11, 12)] + [
        "2008-01", "2008-02", "2008-03",
    ]  # fmt: skip
    assert found[-1]["rolling"] == pytest.approx(goal)
    assert sum(counts[48:54]) + sum(row["needed"] for row in found) == pytest.approx(goal)


def test_months_before_the_end_period_are_as_expected_and_need_nothing() -> None:
    rows = list(needed_rows("aim", np.full(24, 10.0), 23, np.full(18, 10.0), 6, 60.0, 0.0))
    assert [row["needed"] for row in rows[:6]] == [None] * 6
    assert rows[5]["rolling"] == 120 and rows[-1]["rolling"] == pytest.approx(60)


def test_a_goal_already_passed_draws_no_way_to_it() -> None:
    counts = [100.0] * 48 + [200.0] * 8
    rows = assess(known(counts))[NEEDED]
    assert all(row["needed"] is None and row["rolling"] is None for row in rows)


def test_only_the_months_since_a_break_are_used() -> None:
    (row,) = assess(known(steady(60), breaks=[a_break("2005-04-01")]))[TESTS]
    assert (row["first_month"], row["months_known"]) == ("2005-04", 36)
    assert assess(known(steady(60), breaks=[a_break("2006-10-01")]))[TESTS] == []


def test_two_years_are_the_least_and_a_gap_is_counted_as_none() -> None:
    counts = steady(30)
    assert assess(known(counts[:23], target=None, measure={"where": {"basket": "b"}}))[TESTS] == []
    counts[5] = np.nan
    (row,) = assess(known(counts, target=None, measure={"where": {"basket": "b"}}))[TESTS]
    assert row["months_known"] == 29


def test_a_measure_that_nobody_named_is_not_forecast() -> None:
    assert measures_of(known(steady(30), target=None)) == []
    assert measures_of(known(steady(30))) == [("burglary", CITY)]
    assert month_index("2005-09") == APRIL_2003 + 29
