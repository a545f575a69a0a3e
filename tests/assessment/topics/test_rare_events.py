"""Rare events: gaps in days only where every day is known, nothing of what is kept back, crowds are seen."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.assessment.book_by_hand import APRIL_2003, CITY, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.rare_gaps import DAYS, MONTHS, counts_as, gaps_between
from wulfrun.assessment.topics.rare_events import (
    CHARTED,
    EVENTS,
    G_CHART,
    KEPT_BACK,
    SUMMARY,
    T_CHART,
    TOO_FEW,
    assess,
)
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.tables import POINTS
from wulfrun.methods.rare_events import LONG, g_chart, t_chart, waiting_chance

EPOCH = date(1970, 1, 1)
PLACES = [3, 9, 10, 14, 20, 26, 31, 37, 45, 52]


def counts(places: list[int], months: int = 60) -> list[float]:
    found = np.zeros(months)
    np.add.at(found, places, 1)
    return found.tolist()


def points(places: list[int], day: int = 15, start: bool = True, window: int | None = None) -> pa.Table:
    rows = []
    for number, at in enumerate(places):
        month = APRIL_2003 + at
        minutes = (date(month // 12, month % 12 + 1, day) - EPOCH).days * 1440 + 100 * number
        end = None if window is None else minutes + window
        rows.append(
            {"code": "1", "flags": 0, "month": month, "start": minutes if start else None, "end": end}
        )
    return pa.Table.from_pylist(rows, schema=POINTS)


def days_apart() -> Any:
    return np.diff([minutes // 1440 for minutes in points(PLACES)["start"].to_pylist()])


def known(series: list[float], table: pa.Table | None = None, breaks: Any = (), **measure: Any) -> Known:
    declared = {"title": "Homicide", "where": {"code": ["1"]}} | measure
    geography: Any = SimpleNamespace(areas=[])
    empty: Any = None
    return Known(
        definition_of(measure=declared), empty, book_of(rows_of(series)), 0, geography, empty, {}, [], empty,
        {}, list(breaks), lambda record: POINTS.empty_table() if table is None else table,
    )  # fmt: skip


def test_gaps_are_in_days_where_the_day_of_every_event_is_known() -> None:
    found = assess(known(counts(PLACES), points(PLACES)))
    (about,) = found[SUMMARY]
    assert (about["what"], about["unit"], about["events"]) == (CHARTED, DAYS, 10)
    # Half a year and a month, to the nearest week: 184 and 31 days.
    assert [row["gap"] for row in found[EVENTS]][:2] == [182, 28]
    # The data end on 31 March 2008, the last event was on 15 August 2007, 229 days before.
    assert about["waiting"] == 231
    assert 0.2 < about["chance"] < 0.6
    assert set(found[EVENTS][0]) == {
        "measure",
        "event",
        "month",
        "gap",
        "unit",
        "median",
        "lower",
        "upper",
        "rule",
    }


@pytest.mark.parametrize("window", [0, 60])
def test_where_every_moment_is_known_to_the_hour_the_times_between_are_charted(window: int) -> None:
    found = assess(known(counts(PLACES), points(PLACES, window=window)))
    (about,), rows = found[SUMMARY], found[EVENTS]
    assert (about["chart"], about["unit"]) == (T_CHART, DAYS)
    assert [row["gap"] for row in rows][:2] == [182, 28]
    exact = np.diff(sorted(points(PLACES, window=window)["start"].to_pylist())) / 1440
    chart = t_chart(exact)
    assert [row["median"] for row in rows] == np.round(chart.centre).tolist()
    assert [row["upper"] for row in rows] == np.round(chart.upper).tolist()
    assert about["waiting"] == 231
    assert about["chance"] == pytest.approx(waiting_chance(np.round(exact * 1440), 231 * 1440), abs=6e-4)


def test_one_event_known_to_the_day_alone_makes_it_a_chart_of_days() -> None:
    mixed = pa.concat_tables([points(PLACES[:-1], window=10), points(PLACES[-1:], window=61)])
    found = assess(known(counts(PLACES), mixed))
    assert (found[SUMMARY][0]["chart"], found[SUMMARY][0]["unit"]) == (G_CHART, DAYS)
    assert [row["upper"] for row in found[EVENTS]] == g_chart(days_apart()).upper.tolist()


def test_a_long_quiet_time_between_moments_is_said_to_be_longer_than_chance_gives() -> None:
    places = [*range(0, 30, 2), 59]
    draw = np.random.default_rng(3)
    table = points(places, window=0)
    moved = np.array(table["start"]) + draw.integers(0, 14 * 1440, len(places))
    table = table.set_column(table.schema.get_field_index("start"), "start", pa.array(moved))
    table = table.set_column(table.schema.get_field_index("end"), "end", pa.array(moved))
    rows = assess(known(counts(places), table))[EVENTS]
    assert [row["rule"] == LONG for row in rows] == [False] * (len(rows) - 1) + [True]


@pytest.mark.parametrize("window", [None, 0])
def test_the_day_of_no_event_can_be_worked_out(window: int | None) -> None:
    def told(day: int, moved: int) -> Any:
        rows = points(PLACES, day, window=window).to_pylist()
        for name in ("start", "end") if window is not None else ("start",):
            rows[5][name] += moved * 1440
        found = assess(known(counts(PLACES), pa.Table.from_pylist(rows, schema=POINTS)))
        return [row["gap"] for row in found[EVENTS]], found[SUMMARY]

    gaps, about = told(15, 0)
    assert all(gap % 7 == 0 for gap in (*gaps, about[0]["waiting"]))
    # Whatever day it was of these three, and whether all were a day earlier, the same is told.
    assert told(15, -1) == told(15, 1) == (gaps, about)
    assert told(14, 0) == (gaps, about)


@pytest.mark.parametrize("table", [None, points(PLACES[:-1]), points(PLACES, start=False)])
def test_where_some_day_is_not_known_all_gaps_are_in_months(table: pa.Table | None) -> None:
    found = assess(known(counts(PLACES), table))
    assert found[SUMMARY][0]["unit"] == MONTHS
    assert [row["gap"] for row in found[EVENTS]] == np.diff(PLACES).tolist()


def test_of_a_measure_under_suppression_no_event_is_told() -> None:
    for measure in ({"suppress_below": 5}, {"where": {"flag": ["domestic"]}}):
        found = assess(known(counts(PLACES), points(PLACES), **measure))
        assert found[SUMMARY][0]["what"] == KEPT_BACK and found[EVENTS] == []
        assert "events" not in found[SUMMARY][0]


def test_common_events_are_left_to_charts_of_counts_and_few_have_none() -> None:
    assert assess(known([1.0] * 60)) == {EVENTS: [], SUMMARY: []}
    few = assess(known(counts([5, 50])))
    assert few[SUMMARY][0]["what"] == TOO_FEW and few[EVENTS] == []
    assert assess(known(counts([]))) == {EVENTS: [], SUMMARY: []}


def test_a_crowd_after_quiet_years_is_a_signal() -> None:
    places = [0, 9, 18, 30, 41, 47, 55, 59, 59, 59, 59, 59]
    found = assess(known(counts(places)))
    assert found[EVENTS][-1]["rule"].startswith("four gaps in a row")
    assert not any(row["rule"] for row in found[EVENTS][:6])


def test_no_gap_reaches_across_a_missing_month_or_a_break() -> None:
    series = counts(PLACES)
    series[16] = float("nan")
    rows = assess(known(series, breaks=[a_break("2006-01-01")]))[EVENTS]
    assert [row["gap"] for row in rows] == [6, 1, 4, 6, 5, 8, 7]


def test_codes_groups_and_flags_say_which_records_count() -> None:
    definition = definition_of(
        group={"guns": {"title": "G", "spans": [{"codes": ["8"], "valid_from": "2005-04-01"}]}},
        measure={"where": {"group": ["guns"], "flag": ["firearm"]}},
    )
    measure = definition.measure["burglary"]
    april = 2005 * 12 + 3
    assert counts_as("8", 64, april, measure, definition)
    assert not counts_as("8", 64, april - 1, measure, definition)
    assert not counts_as("8", 0, april, measure, definition)
    assert not counts_as("9", 64, april, measure, definition)


def test_two_events_of_one_month_have_no_gap_between_them() -> None:
    found = gaps_between(book_of(rows_of([2.0, 0, 1])).monthly("burglary", CITY), None, ())
    assert found.gaps.tolist() == [0, 2] and found.waiting == 0
