"""Maps of areas by kind: told by an outline as well as by colour, and by words for who sees neither."""

import json

import pytest

from wulfrun.publication.chart_model import Caption
from wulfrun.publication.chart_style import GAP, HATCH
from wulfrun.publication.kind_maps import Kind, Kinded, kind_map

CAPTION = Caption("m", "One is high", "2007/08", "Both per resident")
KINDS = (Kind("High", "#d55e00", outlined=True), Kind("Low", "#f3f2f1"), Kind("Odd", "#6aa5d4"))


def shapes(*codes: str) -> dict[str, object]:
    features = []
    for place, code in enumerate(codes):
        x = 390_000.0 + 1000 * place
        ring = [[x, x], [x + 900, x], [x + 900, x + 900], [x, x + 900], [x, x]]
        features.append(
            {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return {"type": "FeatureCollection", "features": features}


def test_each_area_has_its_kinds_colour_and_the_outlined_ones_lie_on_top() -> None:
    areas = [Kinded("A", "Alpha", "High"), Kinded("B", "Beta", "Low"), Kinded("C", "Gamma", "")]
    drawn = kind_map(CAPTION, shapes("A", "B", "C", "D"), areas, KINDS)
    first, second = drawn.spec["layer"][:2]
    assert [each["fill"] for each in first["data"]["values"]] == ["#d55e00", "#f3f2f1", HATCH, GAP]
    assert len(second["data"]["values"]) == 1
    assert drawn.rows == (("Alpha", "High"), ("Beta", "Low"), ("Gamma", "suppressed"))
    assert drawn.alt == (
        "Map of both per resident for 3 areas. High: 1 (Alpha). Low: 1. Suppressed small numbers: 1."
    )


def test_the_key_names_only_what_is_on_the_map() -> None:
    spec = json.dumps(kind_map(CAPTION, shapes("A"), [Kinded("A", "Alpha", "Low")], KINDS).spec)
    assert '"Low"' in spec
    assert not any(f'"{word}"' in spec for word in ("High", "Odd", "Suppressed", "No data"))


def test_without_a_shape_there_is_no_map() -> None:
    with pytest.raises(ValueError, match="at least one shape"):
        kind_map(CAPTION, shapes(), [], KINDS)
