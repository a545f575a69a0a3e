"""Maps of the cells of a grid: a density in classes, a ratio of two densities, or cells of a few kinds.

Cells of one class are drawn as one shape, cut off at the boundary. What is given is published: cells too
few events speak for must be NaN before they come here.
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, number
from wulfrun.publication.kind_maps import Kind
from wulfrun.publication.maps import box_of, class_words, fitted, rounded

UNTOLD = Kind("Too few to say", style.GAP)
TWICE = Kind("At least twice as dense", style.ORANGE, True)
DENSER = Kind("Denser", "#f3b27a")
ALIKE = Kind("No clear difference", "#f3f2f1")
LESS = Kind("Less dense", "#6aa5d4")


def density_map(
    caption: Caption, boundary: Any, corners: npt.ArrayLike, values: npt.ArrayLike, breaks: Sequence[float]
) -> Chart:
    """Cells (k, corners, 2) in metres shaded by values (k,) in up to five classes, NaN apart.

    `boundary`: a Shapely polygon in metres. `breaks`: the lower bounds of the classes and the upper end of
    the last, ascending (`maps.class_breaks`, or round numbers that a series of maps shares). Raises
    ValueError for other than one to five classes or a value outside them.
    """
    known = np.asarray(values, float)
    classes = len(breaks) - 1
    if not 1 <= classes <= len(style.CLASSES):
        raise ValueError(f"there are {classes} classes; expected one to {len(style.CLASSES)}")
    told = ~np.isnan(known)
    if told.any() and not (breaks[0] <= known[told].min() and known[told].max() <= breaks[-1]):
        raise ValueError(f"a value lies outside the classes, which go from {breaks[0]} to {breaks[-1]}")
    chosen = [style.CLASSES[round(at)] for at in np.linspace(0, len(style.CLASSES) - 1, classes)]
    kinds = [Kind(word, colour) for word, colour in zip(class_words(breaks), chosen, strict=True)]
    place = np.where(told, np.searchsorted(np.asarray(breaks[1:-1], float), known, "right"), classes)
    return cell_map(caption, boundary, corners, place, [*kinds, UNTOLD])


def ratio_map(
    caption: Caption,
    boundary: Any,
    corners: npt.ArrayLike,
    ratio: npt.ArrayLike,
    adjusted: npt.ArrayLike,
    level: float = 0.05,
) -> Chart:
    """Where one kind of event is denser than another: coloured only where `adjusted` is at most `level`.

    `ratio` and `adjusted` (k,), NaN where too few events speak for a cell (`methods.relative_risk`).
    """
    value, chance = np.asarray(ratio, float), np.asarray(adjusted, float)
    called = chance <= level
    place = np.select([np.isnan(chance), ~called, value >= 2, value > 1], [4, 2, 0, 1], 3)
    return cell_map(caption, boundary, corners, place, [TWICE, DENSER, ALIKE, LESS, UNTOLD])


def cell_map(
    caption: Caption,
    boundary: Any,
    corners: npt.ArrayLike,
    place: npt.ArrayLike,
    kinds: Sequence[Kind],
) -> Chart:
    """Cells (k, corners, 2) in metres in the colour of their kind; `place` (k,): which of `kinds` each is.

    Outlined kinds lie on top. Raises ValueError where there is no cell or a cell is of no kind.
    """
    import shapely

    cells, of = shapely.polygons(np.asarray(corners, float)), np.asarray(place, np.int64)
    if not len(cells) or len(cells) != len(of) or not ((of >= 0) & (of < len(kinds))).all():
        raise ValueError(f"{len(cells)} cells and {len(of)} kinds; expected one of {len(kinds)} for each")
    whole = _geometry(boundary)
    room, projection, metres = fitted(box_of([whole]))
    used = [at for at in range(len(kinds)) if (of == at).any()]
    shapes = {at: shapely.intersection(shapely.union_all(cells[of == at]), boundary) for at in used}
    drawn = [
        {"type": "Feature", "fill": kinds[at].colour, "geometry": rounded(_geometry(shapes[at]), metres)}
        for at in used
    ]
    paint = {"field": "fill", "type": "nominal", "scale": None}
    fill = {"type": "geoshape", "clip": False, "stroke": None}
    layers = [style.layer(drawn, fill, fill=paint)]
    top = [shape for at, shape in zip(used, drawn, strict=True) if kinds[at].outlined]
    around = [{"type": "Feature", "geometry": rounded(whole, metres)}]
    for rows, colour, width in ((around, style.GREY, 1.5), (top, style.INK, 2)):
        line = {"type": "geoshape", "clip": False, "filled": False, "stroke": colour, "strokeWidth": width}
        layers.append(style.layer(rows, line))
    keys = [Key("bar", kinds[at].colour, kinds[at].word) for at in used]
    placed = [{**each, "projection": projection} for each in layers if each["data"]["values"]]
    spec = framing.frame(placed, room, caption.units, keys)
    ground = {at: float(shape.area) / 1e6 for at, shape in shapes.items()}
    rows_of = [
        (kinds[at].word, number(float((of == at).sum())), number(ground[at], 2), _percent(ground, at))
        for at in used
    ]
    columns = (caption.units or "Kind", "Cells", "Square kilometres", "Share of the area")
    alt = _alt(caption, len(cells), [(kinds[at].word, _percent(ground, at)) for at in used])
    return parts.make(caption, alt, spec, columns, rows_of)


def _geometry(shape: Any) -> dict[str, Any]:
    import shapely

    # Where cells only touch the boundary, lines remain beside the polygons.
    areas = [each for each in shapely.get_parts(shape) if each.geom_type == "Polygon"]
    found: dict[str, Any] = json.loads(shapely.to_geojson(shapely.multipolygons(areas)))
    return found


def _percent(ground: dict[int, float], at: int) -> str:
    share = 100 * ground[at] / sum(ground.values())
    return f"{number(share, 1)}%" if share >= 0.1 else "under 0.1%"


def _alt(caption: Caption, cells: int, shares: Sequence[tuple[str, str]]) -> str:
    said = "; ".join(f"{word}: {share} of the area" for word, share in shares)
    return f"Map of {parts.what(caption)} in {number(float(cells))} cells. {said}."
