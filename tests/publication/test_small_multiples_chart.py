"""Small multiples: one scale for all areas, gaps where nothing may be shown, and the same in words."""

import json
from typing import Any

import pytest

from wulfrun.assessment.headlines import areas_headline
from wulfrun.data.release import Release
from wulfrun.publication.area_charts import each_area
from wulfrun.publication.chart_model import Caption, Chart, Value, Year
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.small_multiples_chart import Panel, small_multiples

CAPTION = Caption("many", "Fell in two areas", "2005/06 to 2007/08", "Per 1,000 residents", "Police")
YEARS = ("2005/06", "2006/07", "2007/08")
SECRET = 3.125


def panel(name: str, *values: Value, marked: bool = False) -> Panel:
    return Panel(name, [Year(year, value) for year, value in zip(YEARS, values, strict=True)], marked)


HIGH = panel("Ashmere", Value(30, 27, 33), Value(28, 25, 31), Value(20, 18, 22), marked=True)
LOW = panel("Thornbeck", Value(6, 5, 7), Value(SECRET, why="suppressed"), Value(4, 3, 5))
WHOLE = [Year(year, Value(value)) for year, value in zip(YEARS, (15, 14, 12), strict=True)]


def drawn(*panels: Panel) -> Chart:
    return small_multiples(CAPTION, panels, WHOLE, "Northbank")


def lines(chart: Chart) -> list[list[dict[str, Any]]]:
    return [each["data"]["values"] for each in chart.spec["layer"] if each["mark"]["type"] == "line"]


def test_all_areas_are_drawn_on_one_scale() -> None:
    rows = lines(drawn(HIGH, LOW))[1]
    places: dict[str, list[float]] = {}
    for row in rows:
        places.setdefault(row["run"].split()[0], []).append(row["y"])
    high, low = places.values()
    assert max(high) < min(low)  # larger values stand higher in every panel
    assert high[0] - low[0] == pytest.approx((6 - 30) * (high[0] - high[-1]) / (20 - 30), rel=1e-9)


def test_a_suppressed_figure_is_a_gap_and_nowhere_told() -> None:
    chart = drawn(HIGH, LOW)
    assert str(SECRET) not in json.dumps([chart.spec, chart.alt, chart.rows])
    assert chart.rows[1] == ("Thornbeck", "6", "suppressed", "4")
    own = [row for row in lines(chart)[1] if not row["run"].startswith("0 ")]
    assert len({row["run"] for row in own}) == 2  # the line is cut


def test_the_alternative_text_tells_the_first_and_last_figure_of_every_area() -> None:
    alt = drawn(HIGH, LOW).alt
    assert alt.startswith(
        "2 small line charts, per 1,000 residents, one for each area, on one scale from 0 to"
    )
    assert "In 2005/06 and 2007/08: Ashmere 30 and 20; Thornbeck 6 and 4; Northbank 15" in alt


def test_priority_areas_are_told_by_shape_as_well() -> None:
    def diamonds(chart: Chart) -> list[Any]:
        return [each for each in chart.spec["layer"] if each["mark"].get("shape") == "diamond"]

    assert diamonds(drawn(HIGH, LOW))
    assert not diamonds(drawn(LOW))


@pytest.mark.parametrize("count", [0, 17])
def test_no_panel_or_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} panels; expected 1 to 16"):
        drawn(*[HIGH] * count)


@pytest.mark.parametrize("count", [1, 4, 5, 16])
def test_no_panel_leaves_the_plot(count: int) -> None:
    chart = drawn(*[HIGH] * count)
    for row in (each for line in lines(chart) for each in line):
        assert 0 <= row["x"] <= chart.spec["width"]
        assert 0 <= row["y"] <= chart.spec["height"]


@pytest.fixture(scope="module")
def shelf(release: Release) -> Shelf:
    return shelve(release, page_figures(release))


def test_the_neighbourhoods_of_a_release_are_set_side_by_side(shelf: Shelf) -> None:
    found = each_area(shelf, "psa1", "neighbourhood")
    assert found is not None
    assert [row[0] for row in found.table.rows[:-1]] == [
        area["name"] for area in shelf.by_level["neighbourhood"]
    ]
    assert found.chart.title.startswith("PSA1 basket of ten crime types: surely lower in ")


def test_years_on_both_sides_of_a_break_are_not_compared(shelf: Shelf) -> None:
    found = each_area(shelf, "asb", "neighbourhood")
    assert found is None or "surely" not in found.chart.title


def test_intervals_that_meet_are_no_change() -> None:
    then = {"period": "2003/04", "lower": 8.0, "upper": 12.0}
    now = {"period": "2007/08", "lower": 12.0, "upper": 15.0}
    told = areas_headline({"title": "Burglary"}, [(then, now)])
    assert told.endswith("in none of 1 areas, surely higher in none")
    assert areas_headline({"title": "Burglary"}, [(then, now)], joined=False).endswith("year by year")
