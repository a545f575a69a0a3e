"""Maps of cells: classes told in the key and the table, cells cut off at the boundary, outlines on top."""

import json

import numpy as np
import pytest
import shapely

from wulfrun.methods.grid import hexagons, square_grid
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.chart_style import CLASSES, GAP, INK, ORANGE
from wulfrun.publication.density_map import cell_map, density_map, ratio_map
from wulfrun.publication.drawing import draw
from wulfrun.publication.kind_maps import Kind

CAPTION = Caption("map", "Violence is densest in the centre", "2007/08", "Offences a square kilometre")
CITY = shapely.Point(391_000, 291_000).buffer(1500)
GRID = square_grid(CITY, 150)


def drawn_area(chart) -> dict[str, float]:
    features = chart.spec["layer"][0]["data"]["values"]
    return {each["fill"]: shapely.from_geojson(json.dumps(each["geometry"])).area for each in features}


def test_every_cell_is_drawn_once_and_none_outside_the_boundary() -> None:
    values = np.hypot(*(GRID.centres - (391_000, 291_000)).T)
    chart = density_map(CAPTION, CITY, GRID.corners, values, (0, 300, 600, 900, 1200, 2000))
    areas = drawn_area(chart)
    assert set(areas) == set(CLASSES)
    # Points are rounded to a third of a drawn unit, some 1.7 metres here.
    assert sum(areas.values()) == pytest.approx(CITY.area, rel=0.005)
    assert chart.rows[0][0] == "0 to under 300"
    assert sum(int(row[1].replace(",", "")) for row in chart.rows) == len(GRID.cells)
    assert (
        "0 to under 300: 4.5% of the area" in chart.alt and "Map of offences a square kilometre" in chart.alt
    )


def test_a_value_is_in_the_class_whose_lower_bound_it_is() -> None:
    values = np.full(len(GRID.cells), 10.0)
    chart = density_map(CAPTION, CITY, GRID.corners, values, (0, 10, 20))
    assert [row[0] for row in chart.rows] == ["10 to 20"]


def test_cells_that_may_not_be_told_are_apart() -> None:
    values = np.where(GRID.share < 1, np.nan, 4.0)
    chart = density_map(CAPTION, CITY, GRID.corners, values, (0, 5))
    assert set(drawn_area(chart)) == {CLASSES[0], GAP}
    assert chart.rows[-1][0] == "Too few to say" and "Too few to say" in json.dumps(chart.spec)


def test_a_ratio_is_coloured_only_where_it_is_more_than_chance() -> None:
    ratio, adjusted = np.full(len(GRID.cells), 3.0), np.full(len(GRID.cells), 0.5)
    ratio[:4], adjusted[:4] = [2, 1.5, 0.5, np.nan], [0.01, 0.05, 0.01, np.nan]
    chart = ratio_map(CAPTION, CITY, GRID.corners, ratio, adjusted)
    told = {row[0]: row[1] for row in chart.rows}
    assert told == {
        "At least twice as dense": "1",
        "Denser": "1",
        "No clear difference": str(len(GRID.cells) - 4),
        "Less dense": "1",
        "Too few to say": "1",
    }
    outline = chart.spec["layer"][2]
    assert outline["mark"]["stroke"] == INK and outline["data"]["values"][0]["fill"] == ORANGE


def test_hexagons_of_any_kinds_are_drawn_with_title_and_description() -> None:
    grid = hexagons(CITY, 200)
    hot = (np.hypot(*(grid.centres - (391_000, 291_000)).T) > 400).astype(int)
    chart = cell_map(CAPTION, CITY, grid.corners, hot, [Kind("Hot", ORANGE, True), Kind("Not", "#f3f2f1")])
    text = draw(chart).decode()
    assert "<title>Violence is densest in the centre</title>" in text and "Hot" in text


def test_what_cannot_be_drawn_is_refused() -> None:
    values = np.ones(len(GRID.cells))
    with pytest.raises(ValueError, match="there are 6 classes"):
        density_map(CAPTION, CITY, GRID.corners, values, range(7))
    with pytest.raises(ValueError, match="outside the classes"):
        density_map(CAPTION, CITY, GRID.corners, values, (2, 3))
    with pytest.raises(ValueError, match="expected one of 1 for each"):
        cell_map(CAPTION, CITY, GRID.corners, values, [Kind("Hot", ORANGE)])
