"""The chart of what to expect: the past as a line, the year ahead as two ranges, and both in words."""

import pytest

from wulfrun.publication.chart_model import BreakMark, Caption, Month, Value
from wulfrun.publication.charts import target_path
from wulfrun.publication.drawing import draw
from wulfrun.publication.forecast_chart import Expected, forecast_fan

CAPTION = Caption("fan", "No clear change is expected", "", "Offences", "Police")
START = 2007 * 12 + 3
PAST = [Month(START + at, Value(100 + at)) for at in range(24)]
AHEAD = [Expected(START + 24 + at, 110, 100, 120, 95, 130) for at in range(12)]


def test_both_ranges_and_the_middle_are_drawn_after_the_past() -> None:
    chart = forecast_fan(CAPTION, PAST, AHEAD)
    areas = [each for each in chart.spec["layer"] if each["mark"]["type"] == "area"]
    assert [each["encoding"]["y2"]["field"] for each in areas] == ["upper95", "upper80"]
    assert min(row["x"] for row in areas[0]["data"]["values"]) == PAST[-1].month + 1
    assert "<svg" in str(draw(chart))


def test_the_table_has_the_last_year_and_every_month_ahead() -> None:
    rows = forecast_fan(CAPTION, PAST, AHEAD).rows
    assert len(rows) == 24
    assert rows[0] == ("Apr 2008", "112", "", "", "")
    assert rows[-1] == ("Mar 2010", "", "110", "100 to 120", "95 to 130")


def test_the_alternative_text_gives_the_end_with_its_range() -> None:
    alt = forecast_fan(CAPTION, PAST, AHEAD, [BreakMark(START + 5, "New rules")]).alt
    assert "Expected for Mar 2010: 110, with a range of 100 to 120" in alt
    assert "New rules" in alt


def test_a_month_without_data_is_a_gap_and_a_suppressed_one_shows_nothing() -> None:
    past = [*PAST[:5], Month(START + 5, Value(3, why="suppressed")), *PAST[7:]]
    chart = forecast_fan(CAPTION, past, AHEAD)
    assert "No data for Oct 2007" in chart.alt and "suppressed for Sep 2007" in chart.alt
    line = next(each for each in chart.spec["layer"] if each["mark"]["type"] == "line")
    assert START + 5 not in {row["x"] for row in line["data"]["values"]}


def test_nothing_counted_or_nothing_ahead_is_refused() -> None:
    for past, ahead in (([], AHEAD), (PAST, [])):
        with pytest.raises(ValueError, match="at least one of each"):
            forecast_fan(CAPTION, past, ahead)


def test_the_way_to_a_target_begins_at_the_latest_figure() -> None:
    actual = [Month(START + at, Value(1000 - at)) for at in range(12)]
    ends = Month(START, Value(1000)), Month(START + 14, Value(900))
    plain = target_path(CAPTION, *ends, actual)
    needed = target_path(CAPTION, *ends, actual, needed=[Month(START + 12, Value(960)), ends[1]])
    assert "Needed from here" in str(needed.spec) and "Needed from here" not in str(plain.spec)
    ways = [
        [(row["x"], row["value"]) for row in each["data"]["values"]]
        for each in needed.spec["layer"]
        if each["mark"]["type"] == "line"
    ]
    assert [(START + 11, 989), (START + 12, 960), (START + 14, 900)] in ways
