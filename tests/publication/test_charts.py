"""What charts say, and what they must never give away."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from wulfrun.publication import charts
from wulfrun.publication.chart_frame import Key, frame, room_beside
from wulfrun.publication.chart_model import (
    Area,
    BreakMark,
    Caption,
    Chart,
    ControlMonth,
    Month,
    TargetProgress,
    Value,
    Year,
)
from wulfrun.publication.chart_style import BLUE, CLASSES, ORANGE, REST, month_labels, scale_over, shorten
from wulfrun.words.periods import month_index

SECRET = 3.125
START = month_index("2003-04")
CAPTION = Caption("x", "Offences fell", "April 2003 to March 2008", "Offences a month", "Police")
HIDDEN = Value(SECRET, SECRET / 2, SECRET * 2, why="suppressed")


def everything(chart: Chart) -> str:
    return json.dumps([chart.spec, chart.alt, chart.rows])


def layers_of(chart: Chart, kind: str) -> list[list[dict[str, object]]]:
    return [each["data"]["values"] for each in chart.spec["layer"] if each["mark"]["type"] == kind]


def trend(figures: list[Value], **given: object) -> Chart:
    months = [ControlMonth(START + place, each, 100, 80, 120) for place, each in enumerate(figures)]
    return charts.trend_with_limits(CAPTION, [replace(months[0], **given), *months[1:]])  # type: ignore[arg-type]


def test_a_suppressed_number_is_nowhere_in_any_chart() -> None:
    shown = Value(50, 40, 60)
    years = [Year("2003/04", shown), Year("2004/05", HIDDEN), Year("2005/06", shown)]
    made = [
        trend([shown, HIDDEN, shown]),
        charts.yearly_bars(CAPTION, years),
        charts.gap_lines(CAPTION, years, years),
        charts.ranked_bars(CAPTION, [Area("a", "A", shown), Area("b", "B", HIDDEN, True)], HIDDEN),
        charts.status_bars(CAPTION, [TargetProgress("Arson", HIDDEN, -10, "cannot be said")]),
        charts.target_path(
            CAPTION,
            Month(START, shown),
            Month(START + 24, Value(30)),
            [Month(START, shown), Month(START + 12, HIDDEN)],
            Month(START + 24, HIDDEN),
        ),
    ]
    for chart in made:
        assert "3.1" not in everything(chart) and "6.25" not in everything(chart), chart.alt
        assert any("suppressed" in row for row in chart.rows)


def test_a_month_without_data_cuts_the_line_and_is_shaded() -> None:
    chart = trend([Value(100), Value(101), Value(None), Value(99), Value(98)])
    line = layers_of(chart, "line")[0]
    assert [(row["value"], row["run"]) for row in line] == [(100, 0), (101, 0), (99, 1), (98, 1)]
    assert "No data for Jun 2003, shown as a gap." in chart.alt
    assert chart.rows[2][1] == "no data"
    assert {"x": START + 1.5, "to": START + 2.5, "fill": "#d9dbdd"} in layers_of(chart, "rect")[0]


def test_a_month_that_was_left_out_is_a_gap_too() -> None:
    months = [ControlMonth(START + place, Value(10)) for place in (0, 1, 4)]
    chart = charts.trend_with_limits(CAPTION, months)
    assert [row[1] for row in chart.rows] == ["10", "10", "no data", "no data", "10"]
    assert "No data for Jun 2003 to Jul 2003" in chart.alt


def test_a_signal_has_its_own_shape_and_colour_and_is_named() -> None:
    chart = trend([Value(150), Value(100), Value(100)], rule="point outside the limits")
    diamonds = [each for each in chart.spec["layer"] if each["mark"].get("shape") == "diamond"]
    assert diamonds[0]["mark"]["color"] == ORANGE and [
        row["value"] for row in diamonds[0]["data"]["values"]
    ] == [150]
    assert "Signals: Apr 2003 (point outside the limits)." in chart.alt
    assert "usual variation between 80 and 120" in chart.alt


def test_limits_change_only_where_the_segment_does() -> None:
    months = [ControlMonth(START + i, Value(100), 100 + i // 3, 80, 120, None, i // 3) for i in range(6)]
    chart = charts.trend_with_limits(CAPTION, months)
    band = next(rows for rows in layers_of(chart, "rect") if rows and "centre" in rows[0])
    assert [(row["x"], row["to"], row["centre"]) for row in band] == [
        (START - 0.5, START + 2.5, 100),
        (START + 2.5, START + 5.5, 101),
    ]


def test_limits_that_follow_the_month_are_drawn_as_steps_under_one_centre_line() -> None:
    months = [ControlMonth(START + i, Value(100), 100, 80 + i, 120 - i) for i in range(3)]
    months[1] = replace(months[1], figure=HIDDEN, lower=None, upper=None)
    chart = charts.trend_with_limits(CAPTION, [*months, ControlMonth(START + 3, Value(100), 100, 83, 117)])
    band = next(rows for rows in layers_of(chart, "rect") if rows and "centre" in rows[0])
    assert [(row["x"] - START, row["to"] - START, row["lower"], row["upper"]) for row in band] == [
        (-0.5, 0.5, 80, 120), (1.5, 2.5, 82, 118), (2.5, 3.5, 83, 117)
    ]  # fmt: skip
    edges, centre = layers_of(chart, "rule")[:2]
    assert len(edges) == 6
    assert [(row["x"] - START, row["to"] - START) for row in centre] == [(-0.5, 0.5), (1.5, 3.5)]
    assert "usual variation between 83 and 117 in Jul 2003; limits differ by month." in chart.alt
    assert [row[3:5] for row in chart.rows] == [("80", "120"), ("", ""), ("82", "118"), ("83", "117")]


def test_a_break_is_a_labelled_rule_only_on_the_chart_that_crosses_it() -> None:
    months = [ControlMonth(START + place, Value(10)) for place in range(24)]
    inside, outside = BreakMark(START + 12, "Counting rules"), BreakMark(START + 40, "Later")
    chart = charts.trend_with_limits(CAPTION, months, [inside, outside])
    assert "Counting rules (Apr 2004)" in chart.alt and "Later" not in everything(chart)
    assert [row["x"] for row in layers_of(chart, "rule")[-1]] == [START + 11.5]


def test_progress_to_a_target_says_baseline_target_latest_and_projection() -> None:
    actual = [Month(START + 12 * place, Value(1000.0 - 50 * place)) for place in range(4)]
    chart = charts.target_path(
        CAPTION, actual[0], Month(START + 48, Value(760)), actual, Month(START + 48, Value(800, 750, 850))
    )
    for words in ("From 1,000", "target is 760 by Apr 2007", "Apr 2006, is 850", "between 750 and 850"):
        assert words in chart.alt
    cone = layers_of(chart, "area")[0]
    assert [(row["lower"], row["upper"]) for row in cone] == [(850, 850), (750, 850)]
    assert chart.rows[-1] == ("Apr 2007", "760", "", "800 (750 to 850)")


def test_a_year_missing_from_a_target_is_not_bridged() -> None:
    actual = [Month(START + 12 * place, Value(100)) for place in (0, 1, 3, 4)]
    chart = charts.target_path(CAPTION, actual[0], Month(START + 60, Value(80)), actual)
    line = next(rows for rows in layers_of(chart, "line") if len(rows) == 4)
    assert [row["run"] for row in line] == [0, 0, 1, 1]
    assert "No data for Apr 2005" in chart.alt


def test_bars_begin_at_zero_and_keep_a_missing_year_empty() -> None:
    chart = charts.yearly_bars(CAPTION, [Year("2003/04", Value(900, 880, 920)), Year("2005/06", Value(890))])
    assert chart.rows == (
        ("2003/04", "900", "880 to 920"),
        ("2004/05", "no data", ""),
        ("2005/06", "890", ""),
    )
    bars = next(each for each in chart.spec["layer"] if each["mark"].get("color") == BLUE)
    assert len(bars["data"]["values"]) == 2
    assert bars["encoding"]["y"]["scale"]["domain"][0] == 0


def test_the_two_groups_of_a_gap_differ_in_shape_and_dash() -> None:
    years = [Year("2003/04", Value(62.1)), Year("2004/05", Value(58.0))]
    chart = charts.gap_lines(CAPTION, years, years, ("Priority", "Rest"))
    lines = [each["mark"] for each in chart.spec["layer"] if each["mark"]["type"] == "line"]
    assert [mark.get("strokeDash") for mark in lines] == [None, [7, 4]]
    shapes = {each["mark"].get("shape") for each in chart.spec["layer"]} - {None}
    assert shapes == {"diamond", "circle"}
    assert "Priority: From 62.1 in 2003/04 to 58.0 in 2004/05." in chart.alt


def test_areas_are_ranked_and_at_most_forty_are_drawn() -> None:
    areas = [Area(f"E{place}", f"Area {place}", Value(float(place)), place == 44) for place in range(45)]
    chart = charts.ranked_bars(CAPTION, areas, Value(22), "City average")
    bars = next(rows for rows in layers_of(chart, "rect") if rows and "top" in rows[0])
    assert [row["value"] for row in bars] == [float(place) for place in range(44, 4, -1)]
    assert bars[0]["fill"] == BLUE and bars[1]["fill"] == REST
    assert len(chart.rows) == 45 and chart.rows[0] == ("Area 44", "44", "", "yes")
    assert "City average: 22; 22 of 45 areas are above it." in chart.alt
    assert "Priority area: Area 44 (rank 1)." in chart.alt


def test_each_target_shows_its_status_in_words() -> None:
    chart = charts.status_bars(CAPTION, [TargetProgress("Burglary", Value(-24.1, -26, -22), -20, "achieved")])
    assert "Burglary: −24.1%, target −20.0%, achieved." in chart.alt
    assert chart.rows == (("Burglary", "−24.1%", "−26.0 to −22.0", "−20.0%", "achieved"),)


@pytest.mark.parametrize("figures", [[Value(0)], [Value(None), Value(None)], [Value(float("nan")), Value(2)]])
def test_series_of_nothing_or_of_one_number_still_make_a_chart(figures: list[Value]) -> None:
    chart = charts.trend_with_limits(
        CAPTION, [ControlMonth(START + i, each) for i, each in enumerate(figures)]
    )
    assert "NaN" not in json.dumps(chart.spec) and len(chart.rows) == len(figures)


def test_a_chart_of_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        charts.trend_with_limits(CAPTION, [])


def test_a_scale_holds_its_values_between_round_ticks() -> None:
    assert scale_over([16200.0, 21500.0]).ticks == (16000, 18000, 20000, 22000)
    assert scale_over([100.0, 950.0]).low == 0
    assert scale_over([-31.0, 18.0], zero=True).ticks == (-40, -30, -20, -10, 0, 10, 20)
    assert month_labels(START, START + 59) == [START + 12 * place for place in range(5)]
    assert shorten("Bushbury South and Low Hill", 100).endswith("…")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_marks_stand_out_from_white_and_classes_darken_steadily() -> None:
    for colour in (BLUE, ORANGE, REST):
        assert 1.05 / (luminance(colour) + 0.05) >= 3
    shades = [luminance(colour) for colour in CLASSES]
    assert all(a > b * 1.2 for a, b in pairwise(shades))


def test_a_long_key_goes_on_in_a_second_row() -> None:
    room = room_beside(scale_over([1.0, 5.0]), 100)
    one = frame([], room, "", [Key("bar", BLUE, "Short")])
    two = frame([], room, "", [Key("bar", BLUE, "A rather long label for a key")] * 3)
    assert two["padding"]["top"] > one["padding"]["top"]
