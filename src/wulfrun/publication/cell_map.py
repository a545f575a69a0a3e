"""Maps of cells by kind over the outlines of areas: cells that are not marked are not drawn at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Cells, Chart, listed
from wulfrun.publication.kind_maps import Kind
from wulfrun.publication.maps import box_of, fitted, rounded


@dataclass(frozen=True)
class Cell:
    """A marked cell: its corners in National Grid metres, the area it lies in, and its kind's word."""

    corners: Sequence[Sequence[float]]
    area: str
    word: str


def cell_map(
    caption: Caption,
    shapes: dict[str, Any],
    cells: Sequence[Cell],
    kinds: Sequence[Kind],
    columns: Cells,
    rows: Sequence[Cells],
) -> Chart:
    """Marked cells in the colour of their kind, outlined kinds on top; `columns` and `rows` are the table.

    `shapes` is a GeoJSON FeatureCollection in National Grid metres. Raises ValueError without a shape.
    """
    geometries = [each["geometry"] for each in shapes["features"] if each["geometry"]]
    room, projection, metres = fitted(box_of(geometries))
    ground = [{"type": "Feature", "geometry": rounded(each, metres)} for each in geometries]
    land = {"type": "geoshape", "clip": False, "fill": style.LAND, "stroke": "#7d8a96", "strokeWidth": 0.7}
    layers = [{**style.layer(ground, land), "projection": projection}]
    used = [each for each in kinds if any(cell.word == each.word for cell in cells)]
    for kind in sorted(used, key=lambda each: each.outlined):
        drawn = [
            {"type": "Feature", "geometry": rounded(_polygon(each.corners), metres)}
            for each in cells
            if each.word == kind.word
        ]
        pen = {"stroke": style.INK, "strokeWidth": 1.6 if kind.outlined else 0.5}
        mark = {"type": "geoshape", "clip": False, "fill": kind.colour, **pen}
        layers.append({**style.layer(drawn, mark), "projection": projection})
    keys = [Key("bar", each.colour, each.word) for each in used]
    spec = framing.frame(layers, room, caption.units, keys)
    return parts.make(caption, _alt(caption, cells, used), spec, columns, rows)


def _polygon(corners: Sequence[Sequence[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def _alt(caption: Caption, cells: Sequence[Cell], used: Sequence[Kind]) -> str:
    text = f"Map of {parts.what(caption)}: {len(cells)} marked."
    for kind in used:
        own = [each.area for each in cells if each.word == kind.word]
        most = sorted(set(own), key=lambda area: (-own.count(area), area))
        named = [each for each in most if each]
        text += f" {kind.word}: {len(own)}{f', most in {listed(named, 3)}' if named else ''}."
    return text
