"""Boxes and lines: who answers to whom, or what leads to what, in columns or in rows, at fixed places."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, listed
from wulfrun.publication.chart_style import Spec

LOOKS = ((style.CLASSES[4], "white"), (style.CLASSES[1], style.INK), (style.LAND, style.INK))
_EDGE, _LINE, _PAD = 14.0, 21.0, 10.0
_TEXT = 16
_APART, _BETWEEN = 16.0, 40.0
_ACROSS, _WIDEST = 4, 330.0


@dataclass(frozen=True)
class Box:
    """One box: its key, its words, the row in which it stands (0 at the top), and those above it by key."""

    key: str
    title: str
    row: int
    under: Sequence[str] = ()
    kind: int = 0
    about: str = ""


@dataclass(frozen=True)
class _Placed:
    box: Box
    x: float
    y: float
    width: float
    height: float
    lines: Sequence[str]
    later: bool
    last: bool


def flow(caption: Caption, boxes: Sequence[Box], kinds: Sequence[str], heads: tuple[str, str, str]) -> Chart:
    """Rows of boxes, each joined to those it stands under; `kinds` names the looks in the key.

    `heads`: what the table behind calls a box, what is over it, and what is said about it. Raises ValueError
    without a box, for a kind without a look, and for a box that stands under one that is not there.
    """
    known = {each.key for each in boxes}
    lost = sorted({name for each in boxes for name in each.under} - known)
    if not boxes or lost or not all(0 <= each.kind < min(len(kinds), len(LOOKS)) for each in boxes):
        raise ValueError(f"a flow needs boxes of known kinds under boxes that are there; not there: {lost}")
    placed = _place(boxes)
    room = framing.Room(_EDGE, max(each.y + each.height for each in placed) + 4, right=_EDGE, bottom=10)
    x, y = _scale("x", room.width), _scale("y", room.height, down=True)
    rects = [
        {"x": each.x, "to": each.x + each.width, "y": each.y, "base": each.y + each.height,
         "fill": LOOKS[each.box.kind][0]}
        for each in placed
    ]  # fmt: skip
    words = [
        {"x": each.x + each.width / 2, "y": _first(each) + _LINE * number, "label": line,
         "fill": LOOKS[each.box.kind][1]}
        for each in placed
        for number, line in enumerate(each.lines)
    ]  # fmt: skip
    paint = {"field": "fill", "type": "nominal", "scale": None}
    layers = [
        style.layer(_lines(placed), {"type": "rule", "color": style.GREY, "strokeWidth": 2},
                    x=x, y=y, x2={"field": "to"}, y2={"field": "base"}),
        style.layer(rects, {"type": "rect", "stroke": style.GREY, "strokeWidth": 1.5, "cornerRadius": 3},
                    x=x, y=y, x2={"field": "to"}, y2={"field": "base"}, fill=paint),
        style.layer(words, {"type": "text", "fontSize": _TEXT, "baseline": "middle"},
                    x=x, y=y, text={"field": "label"}, fill=paint),
    ]  # fmt: skip
    used = sorted({each.kind for each in boxes})
    keys = [Key("bar", LOOKS[kind][0], kinds[kind]) for kind in used] if len(used) > 1 else []
    titles = {each.key: each.title for each in boxes}
    table = [(each.title, _over(each, titles), each.about) for each in boxes]
    return parts.make(
        caption, _alt(caption, boxes, titles), framing.frame(layers, room, caption.units, keys), heads, table
    )


def _place(boxes: Sequence[Box]) -> list[_Placed]:
    """Every row is spread over the width; one of many boxes stands in lines of at most four, as a grid."""
    inner = style.WIDTH - 2 * _EDGE
    placed: list[_Placed] = []
    top = 0.0
    for row in sorted({each.row for each in boxes}):
        own = [each for each in boxes if each.row == row]
        across = ceil(len(own) / ceil(len(own) / _ACROSS))
        width = min((inner - _APART * (across - 1)) / across, _WIDEST)
        left = (inner - width * across - _APART * (across - 1)) / 2
        for start in range(0, len(own), across):
            line = own[start : start + across]
            texts = [style.wrapped(each.title, width - 2 * _PAD, _TEXT * 1.12) for each in line]
            height = max(len(each) for each in texts) * _LINE + 2 * _PAD
            for number, (each, lines) in enumerate(zip(line, texts, strict=True)):
                x = left + number * (width + _APART)
                placed.append(
                    _Placed(each, x, top, width, height, lines, start > 0, start + across >= len(own))
                )
            top += height + (_APART if start + across < len(own) else 0)
        top += _BETWEEN
    return placed


def _first(placed: _Placed) -> float:
    return placed.y + placed.height / 2 - _LINE * (len(placed.lines) - 1) / 2


def _lines(placed: Sequence[_Placed]) -> list[Spec]:
    """Down from the upper box to half way, across, and down to the lower one.

    Past other lines of its row a line goes down beside the boxes, through none.
    """
    at = {each.box.key: each for each in placed}
    foot = {row: max(each.y + each.height for each in placed if each.box.row == row)
            for row in {each.box.row for each in placed}}  # fmt: skip
    found: list[Spec] = []
    for lower in placed:
        for key in lower.box.under:
            upper = at[key]
            start, end = upper.x + upper.width / 2, lower.x + lower.width / 2
            half = foot[lower.box.row - 1] + _BETWEEN / 2 if lower.box.row - 1 in foot else lower.y
            found += _out_of(upper, start, half)
            start = start if upper.last else upper.x - _APART / 2
            if lower.later:
                gap, over = lower.x - _APART / 2, lower.y - _APART / 2
                found += [
                    {"x": start, "to": gap, "y": half, "base": half},
                    {"x": gap, "to": gap, "y": half, "base": over},
                    {"x": gap, "to": end, "y": over, "base": over},
                    {"x": end, "to": end, "y": over, "base": lower.y},
                ]
            else:
                found += [
                    {"x": start, "to": end, "y": half, "base": half},
                    {"x": end, "to": end, "y": half, "base": lower.y},
                ]
    return found


def _out_of(upper: _Placed, start: float, half: float) -> list[Spec]:
    foot, gap = upper.y + upper.height, upper.x - _APART / 2
    if upper.last:
        return [{"x": start, "to": start, "y": foot, "base": half}]
    return [
        {"x": start, "to": start, "y": foot, "base": foot + _APART / 2},
        {"x": start, "to": gap, "y": foot + _APART / 2, "base": foot + _APART / 2},
        {"x": gap, "to": gap, "y": foot + _APART / 2, "base": half},
    ]


def _scale(field: str, high: float, down: bool = False) -> Spec:
    domain = [high, 0] if down else [0, high]
    return {"field": field, "type": "quantitative", "axis": None,
            "scale": {"domain": domain, "nice": False, "zero": False}}  # fmt: skip


def _over(box: Box, titles: dict[str, str]) -> str:
    return listed([titles[key] for key in box.under], 20) if box.under else "none"


def _alt(caption: Caption, boxes: Sequence[Box], titles: dict[str, str]) -> str:
    top = [each.title for each in boxes if not each.under]
    text = f"Chart of {len(boxes)} boxes joined by lines. At the top: {listed(top, 20)}."
    for each in boxes:
        below = [other.title for other in boxes if each.key in other.under]
        text += f" Under {titles[each.key]}: {listed(below, 20)}." if below else ""
    return text
