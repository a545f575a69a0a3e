"""The chart of those to whom it has not happened again: steps, intervals, and words made of the data."""

import pytest

from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.drawing import draw
from wulfrun.publication.survival_chart import Step, SurvivalCurve, survival_curves

CAPTION = Caption("time", "Half of them again within a year", "", "Percent without another", "Police")
FIRST = SurvivalCurve("2003/04", [Step(30, Value(90, 88, 92)), Step(365, Value(70, 66, 74))])
LAST = SurvivalCurve("2007/08", [Step(30, Value(80, 77, 83)), Step(60, Value(75, 72, 78))])


def test_a_curve_begins_at_a_hundred_and_falls_in_steps() -> None:
    chart = survival_curves(CAPTION, [FIRST])
    (line,) = [each for each in chart.spec["layer"] if each["mark"]["type"] == "line"]
    assert [(row["x"], row["value"]) for row in line["data"]["values"]] == [(0, 100), (30, 90), (365, 70)]
    assert line["mark"]["interpolate"] == "step-after"


def test_two_curves_differ_in_colour_shape_and_dash_and_do_not_cover_each_others_intervals() -> None:
    chart = survival_curves(CAPTION, [FIRST, LAST])
    lines = [each["mark"] for each in chart.spec["layer"] if each["mark"]["type"] == "line"]
    assert lines[0]["color"] != lines[1]["color"] and ("strokeDash" in lines[0]) != ("strokeDash" in lines[1])
    rules = [
        each["data"]["values"][0]["x"]
        for each in chart.spec["layer"]
        if each["mark"]["type"] == "rule" and each["data"]["values"] and "lower" in each["data"]["values"][0]
    ]
    assert len(set(rules)) == 2


def test_the_table_has_every_day_of_either_curve_and_says_where_one_is_silent() -> None:
    chart = survival_curves(CAPTION, [FIRST, LAST])
    assert chart.columns[1:] == ("2003/04", "2003/04: 95% interval", "2007/08", "2007/08: 95% interval")
    assert chart.rows == (
        ("30", "90%", "88 to 92", "80%", "77 to 83"),
        ("60", "not told", "", "75%", "72 to 78"),
        ("365", "70%", "66 to 74", "not told", ""),
    )


def test_the_alternative_text_says_what_the_curves_say() -> None:
    alt = survival_curves(CAPTION, [FIRST, LAST]).alt
    assert "2003/04: 70% after 365 days." in alt and "2007/08: 75% after 60 days." in alt


@pytest.mark.parametrize("curves", [[], [FIRST, LAST, FIRST], [SurvivalCurve("none", [])]])
def test_no_curve_or_too_many_are_refused(curves: list[SurvivalCurve]) -> None:
    with pytest.raises(ValueError, match="expected one or two"):
        survival_curves(CAPTION, curves)


def test_it_can_be_drawn() -> None:
    assert "<svg" in str(draw(survival_curves(CAPTION, [FIRST, LAST])))
