"""Maps of areas on the British National Grid, in classes made from published figures only."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import (
    NO_DATA,
    SUPPRESSED,
    Area,
    Caption,
    Chart,
    Value,
    decimals,
    listed,
    number,
    shared_places,
)
from wulfrun.publication.chart_style import Spec

Box = tuple[float, float, float, float]
_TALLEST = 640.0


def class_breaks(values: Iterable[float], classes: int = 5) -> tuple[float, ...]:
    """The lower bounds of up to five classes and the upper end of the last, from quantiles.

    Bounds are rounded as they are printed, so that a figure falls in the class its number says;
    equal bounds are merged, so that few or equal figures give fewer classes.
    """
    known = np.asarray(sorted(values), dtype=float)
    if not known.size:
        return ()
    places = decimals(known.tolist())
    edges = [round(float(edge), places) for edge in np.quantile(known, np.linspace(0, 1, classes + 1))]
    low, high = min(edges[0], float(known[0])), max(edges[-1], float(known[-1]))
    inner = sorted({edge for edge in edges[1:-1] if low < edge < high})
    return (low, *inner, high)


def class_of(value: float, breaks: Sequence[float]) -> int:
    """The class a value falls in: from its lower bound to under the next one's."""
    return sum(value >= edge for edge in breaks[1:-1])


def area_map(caption: Caption, shapes: dict[str, Any], areas: Sequence[Area]) -> Chart:
    """Areas shaded in up to five classes; suppressed and missing ones apart, priority areas outlined.

    `shapes` is a GeoJSON FeatureCollection in National Grid metres whose features have the property
    `code`; a shape without a figure is shown as without data. Raises ValueError where there is no shape.
    """
    figures = {each.code: each for each in areas}
    values = [each.figure.shown for each in areas if each.figure.shown is not None]
    breaks = class_breaks(values)
    colours = _colours(max(0, len(breaks) - 1))
    fills = {code: _fill(each.figure, breaks, colours) for code, each in figures.items()}
    features = [
        (str(each["properties"]["code"]), each["geometry"]) for each in shapes["features"] if each["geometry"]
    ]
    priority = {each.code for each in areas if each.priority}
    room, projection, metres = fitted(box_of(geometry for _, geometry in features))
    drawn = [
        {"type": "Feature", "fill": fills.get(code, style.GAP), "priority": code in priority,
         "geometry": rounded(geometry, metres)}
        for code, geometry in features
    ]  # fmt: skip
    outlined = [feature for feature in drawn if feature["priority"]]
    paint = {"field": "fill", "type": "nominal", "scale": None}
    border = {"type": "geoshape", "clip": False, "stroke": "#7d8a96", "strokeWidth": 0.7}
    outline = {"type": "geoshape", "clip": False, "filled": False, "stroke": style.ORANGE, "strokeWidth": 3.5}
    layers = [
        {**style.layer(drawn, border, fill=paint), "projection": projection},
    ]  # fmt: skip
    if outlined:
        layers.append({**style.layer(outlined, outline), "projection": projection})
    missing = any(fills.get(code, style.GAP) == style.GAP for code, _ in features)
    keys = _keys(breaks, colours)
    keys += [Key("hatch", style.HATCH, "Suppressed")] if style.HATCH in fills.values() else []
    keys += [Key("bar", style.GAP, "No data")] if missing else []
    keys += [Key("outline", style.ORANGE, "Priority area")] if outlined else []
    spec = framing.frame(layers, room, caption.units, keys)
    ordered = sorted(areas, key=lambda each: (each.name, each.code))
    places = shared_places([each.figure for each in areas])
    rows = [
        (
            each.name,
            each.figure.words(places),
            each.figure.interval_words(places),
            "yes" if each.priority else "",
        )
        for each in ordered
    ]
    columns = ("Area", "Value", "95% interval", "Priority")
    return parts.make(caption, _alt(caption, ordered, breaks), spec, columns, rows)


def _colours(count: int) -> tuple[str, ...]:
    chosen = {1: (3,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(count, range(5))
    return tuple(style.CLASSES[place] for place in chosen)


def _fill(figure: Value, breaks: Sequence[float], colours: Sequence[str]) -> str:
    if figure.shown is None:
        return style.HATCH if figure.reason == SUPPRESSED else style.GAP
    return colours[class_of(figure.shown, breaks)]


def _keys(breaks: Sequence[float], colours: Sequence[str]) -> list[Key]:
    return [Key("bar", colour, words) for colour, words in zip(colours, class_words(breaks), strict=True)]


def class_words(breaks: Sequence[float]) -> list[str]:
    """The classes in words, lowest first.

    >>> class_words((0.0, 10.0, 25.0))
    ['0 to under 10', '10 to 25']
    """
    places = decimals(breaks)
    text = [number(edge, places) for edge in breaks]
    if len(breaks) == 2 and breaks[0] == breaks[1]:
        return text[:1]
    found = [f"{low} to under {high}" for low, high in pairwise(text)]
    return [*found[:-1], f"{text[-2]} to {text[-1]}"] if found else []


def _points(geometry: dict[str, Any]) -> Iterable[Sequence[float]]:
    shapes = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return (point for rings in shapes for ring in rings for point in ring)


def box_of(geometries: Iterable[dict[str, Any]]) -> Box:
    """The least box around some shapes: west, south, east, north."""
    points = np.asarray([point[:2] for geometry in geometries for point in _points(geometry)], dtype=float)
    if not points.size:
        raise ValueError("a map needs at least one shape; leave the map out where there are no boundaries")
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def fitted(box: Box) -> tuple[Room, Spec, float]:
    """The plot, the projection that fills it, and the metres one unit of the drawing covers."""
    west, south, east, north = box
    width = style.WIDTH - 16.0
    scale = min(width / max(east - west, 1.0), _TALLEST / max(north - south, 1.0))
    room = Room(8, round(scale * (north - south)), right=8, bottom=10)
    margin = (width - scale * (east - west)) / 2
    shift = [round(margin - scale * west, 4), round(scale * north, 4)]
    return room, {"type": "identity", "reflectY": True, "scale": scale, "translate": shift}, 1 / scale


def rounded(geometry: dict[str, Any], metres: float) -> dict[str, Any]:
    """The geometry with points no finer than a third of a drawn unit, holes turned against their shell."""
    grid = metres / 3
    one = geometry["type"] == "Polygon"
    shapes = [geometry["coordinates"]] if one else geometry["coordinates"]
    kept = [[_ring(ring, grid, place == 0) for place, ring in enumerate(rings)] for rings in shapes]
    whole = [[ring for ring in rings if ring] for rings in kept if rings and rings[0]]
    return {"type": "MultiPolygon", "coordinates": whole}


def _ring(ring: Sequence[Sequence[float]], grid: float, shell: bool) -> list[list[float]]:
    places = np.round(np.asarray([point[:2] for point in ring], dtype=float) / grid)
    moved = np.ones(len(places), dtype=bool)
    moved[1:] = np.any(places[1:] != places[:-1], axis=1)
    places = places[moved]
    if len(places) < 4:
        return []
    x, y = places[:, 0], places[:, 1]
    area = float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
    turned = places[::-1] if (area > 0) == shell else places
    found: list[list[float]] = np.round(turned * grid, 1).tolist()
    return found


def _alt(caption: Caption, areas: Sequence[Area], breaks: Sequence[float]) -> str:
    known = sorted((each for each in areas if each.figure.shown is not None),
                   key=lambda each: (-(each.figure.shown or 0), each.name))  # fmt: skip
    places = shared_places([each.figure for each in areas])
    text = f"Map of {parts.what(caption)} for {len(areas)} areas."
    if known:
        top = [f"{each.name} {each.figure.words(places)}" for each in known[:3]]
        text += f" Highest: {listed(top)}. Lowest: {known[-1].name} {known[-1].figure.words(places)}."
        text += f" Classes: {'; '.join(class_words(breaks))}."
    for words, name in ((SUPPRESSED, "Suppressed small numbers"), (NO_DATA, "Without data")):
        count = sum(each.figure.reason == words for each in areas)
        text += f" {name}: {count}." if count else ""
    return text + (f" Priority areas outlined: {listed(marked)}." if (marked := _marked(areas)) else "")


def _marked(areas: Sequence[Area]) -> list[str]:
    return [each.name for each in areas if each.priority]
