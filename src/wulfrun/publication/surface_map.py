"""Maps of a whole ground by kind: cells of one kind are one shape, cut off at the boundary.

Where no cell lies the ground is of a kind of its own, such as the lowest class or too little to say.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.cell_map import Cell
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, number
from wulfrun.publication.kind_maps import Kind
from wulfrun.publication.maps import box_of, fitted, rounded


def surface_map(
    caption: Caption, shapes: Mapping[str, Any], cells: Sequence[Cell], kinds: Sequence[Kind], rest: Kind
) -> Chart:
    """The ground in the colours of its kinds, under the borders of areas; outlined kinds lie on top.

    `shapes` is a GeoJSON FeatureCollection in National Grid metres; cells fit together without overlaps, and
    those outside it are not drawn. The key and the table are in the order of `kinds`, `rest` last. Raises
    ValueError without a shape and for a cell of no kind.
    """
    import shapely

    own = [each["geometry"] for each in shapes["features"] if each["geometry"]]
    room, projection, metres = fitted(box_of(own))
    ground = shapely.union_all(shapely.make_valid(shapely.from_geojson([json.dumps(each) for each in own])))
    shape = _by_kind(cells, kinds, ground)
    square_metres = {kind: float(each.area) for kind, each in shape.items()}
    square_metres[rest] = max(0.0, float(ground.area) - sum(square_metres.values()))
    used = [each for each in (*kinds, rest) if square_metres.get(each, 0.0) > 0]
    looks = {kind: _feature(each, kind.colour, metres) for kind, each in shape.items()}
    fill = {"field": "fill", "type": "nominal", "scale": None}
    painted = {"type": "geoshape", "clip": False, "stroke": None}
    layers = [style.layer([_feature(ground, rest.colour, metres), *looks.values()], painted, fill=fill)]
    borders = [{"type": "Feature", "geometry": rounded(each, metres)} for each in own]
    top = [look for kind, look in looks.items() if kind.outlined]
    for rows, colour, width in ((borders, style.REST, 0.7), (top, style.INK, 2)):
        line = {"type": "geoshape", "clip": False, "filled": False, "stroke": colour, "strokeWidth": width}
        layers.append(style.layer(rows, line))
    placed = [{**each, "projection": projection} for each in layers if each["data"]["values"]]
    spec = framing.frame(placed, room, caption.units, [Key("bar", each.colour, each.word) for each in used])
    whole = sum(square_metres.values())
    share = {each: _percent(square_metres[each] / whole) for each in used}
    rows_of = [(each.word, number(square_metres[each] / 1e6, 1), share[each]) for each in used]
    said = "; ".join(f"{each.word}: {share[each]} of the area" for each in used)
    alt = f"Map of {parts.what(caption)}. {said}."
    columns = (caption.units or "Kind", "Square kilometres", "Share of the area")
    return parts.make(caption, alt, spec, columns, rows_of)


def _by_kind(cells: Sequence[Cell], kinds: Sequence[Kind], ground: Any) -> dict[Kind, Any]:
    """For each kind that occurs on the ground the shape of all its cells there."""
    import shapely

    if strange := sorted({each.word for each in cells} - {each.word for each in kinds}):
        raise ValueError(f"cells are of the kinds {strange}; expected {[each.word for each in kinds]}")
    found = {}
    for kind in kinds:
        own = [np.asarray(each.corners, float) for each in cells if each.word == kind.word]
        if own:
            of = np.repeat(np.arange(len(own)), [len(each) for each in own])
            # Corners that are the same but for rounding must be the same, or no border between cells goes.
            rings = shapely.linearrings(np.round(np.concatenate(own), 3), indices=of)
            shape = shapely.intersection(shapely.coverage_union_all(shapely.polygons(rings)), ground)
            if shape.area > 0:
                found[kind] = shape
    return found


def _feature(shape: Any, colour: str, metres: float) -> dict[str, Any]:
    import shapely

    # Where cells only touch the boundary, lines remain beside the polygons.
    areas = [each for each in shapely.get_parts(shape) if each.geom_type == "Polygon"]
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(shapely.multipolygons(areas)))
    return {"type": "Feature", "fill": colour, "geometry": rounded(geometry, metres)}


def _percent(share: float) -> str:
    return f"{number(100 * share, 1)}%" if share >= 0.001 else "under 0.1%"
