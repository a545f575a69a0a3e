"""The frame of a chart: its plot, key, shaded gaps and breaks, at places fixed beforehand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.publication.chart_model import BreakMark, Gap, number
from wulfrun.publication.chart_style import (
    CLASSES,
    CONFIG,
    GAP,
    GREY,
    HATCH,
    INK,
    SIZE,
    WIDTH,
    Scale,
    Spec,
    layer,
    shorten,
    text_width,
    wrapped,
)


@dataclass(frozen=True)
class Key:
    """One entry of a key: `mark` is line, dash, dot, diamond, bar, hatch, outline, interval or tick."""

    mark: str
    colour: str
    label: str


def gap_layers(found: Sequence[Gap], x: Spec, offset: float, height: float) -> list[Spec]:
    """Shaded columns where a series has no value."""
    rows = [
        {"x": offset + gap.first - 0.5, "to": offset + gap.last + 0.5,
         "fill": GAP if gap.why == "no data" else HATCH}
        for gap in found
    ]  # fmt: skip
    if not rows:
        return []
    fill = {"field": "fill", "type": "nominal", "scale": None}
    return [layer(rows, {"type": "rect", "y": 0, "y2": height}, x=x, x2={"field": "to"}, fill=fill)]


def gap_keys(found: Iterable[Gap]) -> list[Key]:
    """Key entries for the kinds of gap that occur."""
    reasons = {gap.why for gap in found}
    keys = [Key("bar", GAP, "No data")] if "no data" in reasons else []
    return keys + ([Key("hatch", HATCH, "Suppressed")] if "suppressed" in reasons else [])


def break_layers(marks: Sequence[tuple[float, BreakMark]], x: Spec, room: "Room") -> list[Spec]:
    """Vertical rules with a label above the plot, one row for each.

    Labels run to the right where there is room, the leftmost on top; the others run to the left below
    them, the rightmost on top: so no rule runs through a label.
    """
    low, high = x["scale"]["domain"]
    places = [((place - low) / (high - low) * room.width, place, mark.title) for place, mark in marks]
    left = [each for each in places if _runs_right(each[0], each[2], room)]
    right = [each for each in reversed(places) if not _runs_right(each[0], each[2], room)]
    barrier = max([at for at, _, _ in left], default=-room.left)
    rules, labels = [], []
    for row, (at, place, title) in enumerate([*left, *right]):
        top = -20.0 * (len(places) - row) + 12
        on_left = row < len(left)
        free = room.width + room.right - at if on_left else at - barrier
        rules.append({"x": place, "ky": top - 10, "base": room.height})
        labels.append({"kx": at + (6 if on_left else -6), "ky": top - 2, "label": shorten(title, free - 12),
                       "right": not on_left})  # fmt: skip
    dashed = {"type": "rule", "color": INK, "strokeWidth": 1.5, "strokeDash": [2, 3]}
    text = {"type": "text", "baseline": "middle", "align": {"expr": "datum.right ? 'right' : 'left'"}}
    return [
        layer(rules, dashed, x=x, y=_raw("ky"), y2={"field": "base"}),
        layer(labels, text, x=_raw("kx"), y=_raw("ky"), text={"field": "label"}),
    ]


def _runs_right(at: float, title: str, room: "Room") -> bool:
    return at < room.width / 2 or at + 12 + text_width(title) <= room.width + room.right


@dataclass(frozen=True)
class Room:
    """The space of a chart: the plot's width and height, and what is left around it."""

    left: float
    height: float
    right: float = 28
    bottom: float = 40

    @property
    def width(self) -> float:
        """Width of the plot."""
        return WIDTH - self.left - self.right


def room_beside(scale: Scale, height: float, right: float = 28) -> Room:
    """Room for the labels of a vertical scale."""
    widest = max(text_width(number(tick, scale.places), SIZE) for tick in scale.ticks)
    return Room(max(46.0, round(widest) + 12.0), height, right)


def words(text: str | list[str], x: float, y: float, **mark: Any) -> Spec:
    """Text at a fixed place of the plot."""
    return {"data": {"values": [{}]}, "encoding": {},
            "mark": {"type": "text", "x": x, "y": y, "text": text, **mark}}  # fmt: skip


def frame(layers: Sequence[Spec], room: Room, units: str, keys: Sequence[Key] = (), above: float = 0) -> Spec:
    """A whole chart: units and key at the top, then the plot; `above` is room kept over the plot."""
    lines = wrapped(units, WIDTH - 16) if units else []
    placed, rows = _flow(keys)
    top = 24 * len(lines) + 28 * rows + above + 18
    start = -top + 24 * len(lines)
    heading = [words(lines, 8 - room.left, -top + 14, align="left", baseline="middle", fill=GREY,
                     lineHeight=24)] if lines else []  # fmt: skip
    drawn = [*layers, *heading, *key_layers(placed, 8 - room.left, start + 16)]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": room.width, "height": room.height, "background": "white", "autosize": {"type": "none"},
        "padding": {"left": room.left, "right": room.right, "top": top, "bottom": room.bottom},
        "config": CONFIG,
        "layer": [each for each in drawn if each["data"]["values"]],
    }  # fmt: skip


def _flow(keys: Sequence[Key]) -> tuple[list[tuple[Key, float, float]], int]:
    placed: list[tuple[Key, float, float]] = []
    x, row = 0.0, 0
    for key in keys:
        # Where Arial is missing, what stands in for it is up to a sixth wider: no key may touch the next.
        width = 34 + 1.17 * text_width(key.label) + 18
        if x and x + width > WIDTH - 8:
            x, row = 0.0, row + 1
        placed.append((key, x, row * 28.0))
        x += width
    return placed, row + 1 if keys else 0


def key_layers(placed: Sequence[tuple[Key, float, float]], left: float, top: float) -> list[Spec]:
    """The key drawn at fixed places: swatches, then their words."""
    boxes = [box for key, x, y in placed for box in _boxes(key, left + x, top + y)]
    points = [
        {"kx": left + x + 13, "ky": top + y, "fill": key.colour,
         "shape": "circle" if key.mark == "dot" else key.mark,
         "size": 90 if key.mark == "dot" else 170}
        for key, x, y in placed if key.mark in ("dot", "diamond")
    ]  # fmt: skip
    labels = [{"kx": left + x + 34, "ky": top + y, "label": key.label} for key, x, y in placed]
    at = {"x": _raw("kx"), "y": _raw("ky")}
    text = {"type": "text", "align": "left", "baseline": "middle"}
    return [
        layer(boxes, {"type": "rect"}, **at, x2={"field": "to"}, y2={"field": "base"}, fill=_raw("fill"),
              stroke=_raw("stroke"), strokeWidth=_raw("pen")),
        layer(points, {"type": "point", "filled": True, "opacity": 1}, **at, fill=_raw("fill"),
              shape=_raw("shape"), size=_raw("size")),
        layer(labels, text, **at, text={"field": "label"}),
    ]  # fmt: skip


def _raw(field: str) -> Spec:
    """A field that holds the drawn thing itself: a place in the plot, a colour, a size."""
    kind = "nominal" if field in ("fill", "stroke", "shape") else "quantitative"
    return {"field": field, "type": kind, "scale": None, **({"axis": None} if field in ("kx", "ky") else {})}


def _boxes(key: Key, x: float, y: float) -> list[Spec]:
    """The rectangles that make up a swatch 26 wide: (left, right, half height) of each."""
    strips: dict[str, list[tuple[float, float, float]]] = {
        "line": [(0, 26, 1.5)],
        "dash": [(0, 7, 1.5), (9.5, 16.5, 1.5), (19, 26, 1.5)],
        "interval": [(0, 26, 1)],
        "tick": [(11, 15, 11)],
        "dot": [],
        "diamond": [],
    }
    bordered = key.colour in (GAP, HATCH, CLASSES[0])
    stroke = key.colour if key.mark == "outline" else GREY if bordered else "transparent"
    return [
        {"kx": x + start, "to": x + end, "ky": y - half, "base": y + half, "stroke": stroke,
         "fill": "white" if key.mark == "outline" else key.colour, "pen": 3 if key.mark == "outline" else 1}
        for start, end, half in strips.get(key.mark, [(0, 26, 8)])
    ]  # fmt: skip
