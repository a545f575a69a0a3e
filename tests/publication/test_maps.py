"""Maps: classes from what is published, and areas that may not be shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.publication.chart_model import Area, Caption, Value
from wulfrun.publication.chart_style import CLASSES, GAP, HATCH, ORANGE
from wulfrun.publication.maps import area_map, class_breaks, class_of, class_words

CAPTION = Caption("map", "Highest in the centre", "2007/08", "Offences per 1,000 residents")


def square(code: str, east: float, hole: bool = False) -> dict[str, object]:
    def ring(x: float, size: float) -> list[list[float]]:
        return [[x, x], [x + size, x], [x + size, x + size], [x, x + size], [x, x]]

    rings = [ring(390_000 + east, 900.0)] + ([ring(390_300 + east, 200.0)] if hole else [])
    geometry = {"type": "Polygon", "coordinates": rings}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def shapes(*codes: str) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": [square(c, 1000.0 * i) for i, c in enumerate(codes)]}


@given(st.lists(st.floats(0, 1e5, allow_nan=False), min_size=1, max_size=60))
def test_every_published_figure_falls_in_one_of_at_most_five_classes(values: list[float]) -> None:
    breaks = class_breaks(values)
    assert list(breaks) == sorted(breaks) and breaks[0] <= min(values) and breaks[-1] >= max(values)
    assert len(class_words(breaks)) <= 5
    assert all(0 <= class_of(value, breaks) < len(class_words(breaks)) for value in values)


def test_classes_come_from_published_figures_only() -> None:
    published = [Area(f"A{i}", f"A{i}", Value(float(10 * i))) for i in range(1, 6)]
    hidden = Area("S", "S", Value(4321.5, why="suppressed"))
    with_it = area_map(CAPTION, shapes("A1", "A2", "A3", "A4", "A5", "S"), [*published, hidden])
    without = area_map(CAPTION, shapes("A1", "A2", "A3", "A4", "A5", "S"), published)
    assert "4321" not in json.dumps([with_it.spec, with_it.alt, with_it.rows]).replace(",", "")
    fills = [[f["fill"] for f in each.spec["layer"][0]["data"]["values"]] for each in (with_it, without)]
    assert fills[0][:5] == fills[1][:5] == list(CLASSES)
    assert (fills[0][5], fills[1][5]) == (HATCH, GAP)


def test_what_is_not_shown_has_its_own_entry_in_the_key() -> None:
    areas = [
        Area("A", "A", Value(1.5), True),
        Area("B", "B", Value(None, why="suppressed")),
        Area("C", "C", Value(2)),
    ]
    spec = json.dumps(area_map(CAPTION, shapes("A", "B", "C", "D"), areas).spec)
    for label in ("Suppressed", "No data", "Priority area", "1.50 to under"):
        assert label in spec
    plain = json.dumps(
        area_map(CAPTION, shapes("A", "C"), [Area("A", "A", Value(1)), Area("C", "C", Value(2))]).spec
    )
    assert not any(label in plain for label in ("Suppressed", "No data", "Priority area"))


def test_a_priority_area_is_outlined() -> None:
    areas = [Area("A", "A", Value(1), True), Area("B", "B", Value(2))]
    outline = area_map(CAPTION, shapes("A", "B"), areas).spec["layer"][1]
    assert outline["mark"]["stroke"] == ORANGE and len(outline["data"]["values"]) == 1


def test_the_map_says_highest_lowest_and_classes() -> None:
    areas = [Area("A", "Low Hill", Value(90.5)), Area("B", "Penn", Value(10.25))]
    assert (
        "Highest: Low Hill 90.5 and Penn 10.2. Lowest: Penn 10.2."
        in area_map(CAPTION, shapes("A", "B"), areas).alt
    )


def test_a_hole_is_turned_against_its_shell() -> None:
    made = area_map(CAPTION, {"features": [square("A", 0, hole=True)]}, [Area("A", "A", Value(1))])
    shell, hole = made.spec["layer"][0]["data"]["values"][0]["geometry"]["coordinates"][0]

    def turn(ring: list[list[float]]) -> float:
        x, y = ring[0]
        near = [(a - x, b - y) for a, b in ring]
        return sum(near[i][0] * near[i + 1][1] - near[i + 1][0] * near[i][1] for i in range(len(near) - 1))

    assert turn(shell) * turn(hole) < 0


def test_a_map_without_shapes_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one shape"):
        area_map(CAPTION, {"features": []}, [])
