"""Months that stand out, in series that are whole and large enough."""

import numpy as np
from book_by_hand import APRIL_2003, CITY, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.signals import find_signals
from wulfrun.data.tables import SIGNALS
from wulfrun.words.periods import month_index, month_name

CALM = [100.0, 104, 98, 102, 97, 103, 99, 101] * 4


def test_a_month_outside_the_limits_stands_out() -> None:
    counts = [*CALM]
    counts[20] = 160.0
    rows = find_signals(definition_of(), book_of(rows_of(counts)))
    assert [row["period"] for row in rows if row["rule"]] == [month_name(APRIL_2003 + 20)]
    assert len(rows) == len(counts)
    assert set(rows[0]) == set(SIGNALS.names)
    assert rows[20]["rule"] == "point outside the limits" and rows[20]["value"] > rows[20]["upper"]


def test_limits_start_afresh_at_a_break() -> None:
    counts = CALM[:16] + [value * 2 for value in CALM[:16]]
    joined = find_signals(definition_of(), book_of(rows_of(counts)))
    parted = find_signals(
        definition_of(), book_of(rows_of(counts)), [a_break(f"{month_name(APRIL_2003 + 16)}-01")]
    )
    assert any(row["rule"] for row in joined)
    assert not any(row["rule"] for row in parted)
    assert [row["segment"] for row in parted] == [0] * 16 + [1] * 16


def test_a_break_inside_a_month_leaves_that_month_before_it() -> None:
    rows = find_signals(definition_of(), book_of(rows_of(CALM)), [a_break("2004-07-10")])
    assert {row["period"]: row["segment"] for row in rows}["2004-07"] == 0
    assert {row["period"]: row["segment"] for row in rows}["2004-08"] == 1


def test_a_missing_month_is_a_gap_and_no_signal() -> None:
    counts = [*CALM]
    counts[10] = np.nan
    rows = find_signals(definition_of(), book_of(rows_of(counts)))
    assert rows[10]["value"] is None and rows[10]["rule"] is None
    assert rows[10]["period"] == month_name(APRIL_2003 + 10)


def test_small_counts_have_limits_but_no_rules() -> None:
    rows = find_signals(definition_of(), book_of(rows_of([0.0] * 23 + [9.0])))
    assert not any(row["rule"] for row in rows)
    assert rows[0]["lower"] == 0.0 and rows[0]["upper"] is not None


def test_less_than_a_year_has_no_limits() -> None:
    rows = find_signals(definition_of(), book_of(rows_of(CALM[:10])))
    assert all(row["centre"] is None for row in rows)


def test_city_and_neighbourhoods_are_looked_at_but_not_smaller_places() -> None:
    book = book_of(
        rows_of(CALM),
        rows_of(CALM, area="N1", level="neighbourhood"),
        rows_of(CALM, area="L1", level="lsoa"),
        rows_of(CALM, "burglary.rate", residents=1000),
    )
    rows = find_signals(definition_of(), book)
    assert {(row["measure"], row["area_code"]) for row in rows} == {("burglary", CITY), ("burglary", "N1")}
    assert month_index(rows[0]["period"]) == APRIL_2003
