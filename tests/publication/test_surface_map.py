"""Maps of a whole ground: each kind one shape, cut off at the boundary, told in the key and the table."""

import json
from collections.abc import Callable

import numpy as np
import pytest
import shapely

from wulfrun.methods.grid import Grid, hexagons, square_grid
from wulfrun.publication.cell_map import Cell
from wulfrun.publication.chart_model import Caption, Chart
from wulfrun.publication.chart_style import CLASSES, GAP, INK, ORANGE
from wulfrun.publication.drawing import draw
from wulfrun.publication.kind_maps import Kind
from wulfrun.publication.surface_map import surface_map

CAPTION = Caption("map", "Violence is densest in the centre", "2007/08", "Offences a square kilometre")
MIDDLE = (391_000, 291_000)
CITY = shapely.Point(MIDDLE).buffer(1500)
GRID = square_grid(CITY, 150)
KINDS = [Kind("10 or more", ORANGE, True), Kind("5 to under 10", CLASSES[1])]
REST = Kind("under 5", CLASSES[0])


def ground() -> dict[str, object]:
    """The city in two halves."""
    west, south, east, north = CITY.bounds
    halves = [shapely.box(west, south, MIDDLE[0], north), shapely.box(MIDDLE[0], south, east, north)]
    shapes = [json.loads(shapely.to_geojson(CITY.intersection(half))) for half in halves]
    return {"features": [{"properties": {"code": str(n)}, "geometry": each} for n, each in enumerate(shapes)]}


def cells(grid: Grid, word: Callable[[float], str]) -> list[Cell]:
    away = np.hypot(*(grid.centres - MIDDLE).T).tolist()
    pairs = zip(grid.corners.tolist(), map(word, away), strict=True)
    return [Cell(corners, "", kind) for corners, kind in pairs if kind]


def rings(away: float) -> str:
    return "10 or more" if away < 400 else "5 to under 10" if away < 900 else ""


def drawn_area(chart: Chart) -> dict[str, float]:
    features = chart.spec["layer"][0]["data"]["values"]
    return {each["fill"]: shapely.from_geojson(json.dumps(each["geometry"])).area for each in features}


@pytest.mark.parametrize("grid", [GRID, hexagons(CITY, 150)], ids=["squares", "hexagons"])
def test_the_ground_is_covered_and_each_kind_told_in_the_table_with_its_area(grid: Grid) -> None:
    chart = surface_map(CAPTION, ground(), cells(grid, rings), KINDS, REST)
    assert [row[0] for row in chart.rows] == ["10 or more", "5 to under 10", "under 5"]
    areas = [float(row[1]) for row in chart.rows]
    assert areas[0] == pytest.approx(np.pi * 0.4**2, abs=0.1)
    assert sum(areas) == pytest.approx(CITY.area / 1e6, abs=0.1)
    drawn = drawn_area(chart)
    # Points are rounded to a third of a drawn unit, some 1.7 metres here.
    assert drawn[CLASSES[0]] == pytest.approx(CITY.area, rel=0.005)
    assert drawn[CLASSES[1]] / 1e6 == pytest.approx(areas[1], abs=0.1)
    assert "Map of offences a square kilometre. 10 or more: 7" in chart.alt


def test_nothing_is_drawn_outside_the_boundary_and_borders_of_areas_lie_on_top() -> None:
    chart = surface_map(CAPTION, ground(), cells(GRID, lambda away: "5 to under 10"), KINDS, REST)
    assert drawn_area(chart)[CLASSES[1]] == pytest.approx(CITY.area, rel=0.005)
    assert [row[0] for row in chart.rows] == ["5 to under 10"]
    assert chart.rows[0][2] == "100.0%"
    assert len(chart.spec["layer"][1]["data"]["values"]) == 2


def test_an_outlined_kind_is_told_without_colour_too() -> None:
    chart = surface_map(CAPTION, ground(), cells(GRID, rings), KINDS, REST)
    outline = chart.spec["layer"][2]
    assert outline["mark"]["stroke"] == INK
    assert [each["fill"] for each in outline["data"]["values"]] == [ORANGE]


def test_without_cells_the_whole_ground_is_the_rest() -> None:
    chart = surface_map(CAPTION, ground(), [], KINDS, Kind("Too few to say", GAP))
    assert [(row[0], row[2]) for row in chart.rows] == [("Too few to say", "100.0%")]
    text = draw(chart).decode()
    assert "<title>Violence is densest in the centre</title>" in text and "Too few to say" in text


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match=r"of the kinds \['odd'\]"):
        surface_map(CAPTION, ground(), cells(GRID, lambda away: "odd"), KINDS, REST)
    with pytest.raises(ValueError, match="needs at least one shape"):
        surface_map(CAPTION, {"features": []}, [], KINDS, REST)
