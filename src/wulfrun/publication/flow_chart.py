"""Boxes and lines: who answers to whom, or what leads to what, in columns or in rows, at fixed places."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, listed
from wulfrun.publication.chart_style import Spec

LOOKS = ((style.CLASSES[4], "white"), (style.CLASSES[1], style.INK), (style.LAND, style.INK))
_EDGE, _LINE, _PAD = 14.0, 21.0, 10.0
# Where Arial is missing, what stands in for it is up to a sixth wider.
_TEXT, _READABLE, _WIDER = 16, 15, 1.17
_APART, _BETWEEN, _STEP = 16.0, 40.0, 10.0
MOST_ACROSS, _WIDEST = 4, 330.0


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
    size: float


def flow(caption: Caption, boxes: Sequence[Box], kinds: Sequence[str], heads: tuple[str, str, str]) -> Chart:
    """Rows of boxes, each joined to those it stands under; `kinds` names the looks in the key.

    `heads`: what the table behind calls a box, what is over it, and what is said about it. Raises ValueError
    without a box, for a kind without a look, and for a box that stands under one that is not there. Under
    several boxes draw at most MOST_ACROSS in a row: only then does no line run through a box.
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
         "fill": LOOKS[each.box.kind][1], "size": each.size}
        for each in placed
        for number, line in enumerate(each.lines)
    ]  # fmt: skip
    paint = {"field": "fill", "type": "nominal", "scale": None}
    layers = [
        style.layer(_lines(placed), {"type": "rule", "color": style.GREY, "strokeWidth": 2},
                    x=x, y=y, x2={"field": "to"}, y2={"field": "base"}),
        style.layer(rects, {"type": "rect", "stroke": style.GREY, "strokeWidth": 1.5, "cornerRadius": 3},
                    x=x, y=y, x2={"field": "to"}, y2={"field": "base"}, fill=paint),
        style.layer(words, {"type": "text", "baseline": "middle"}, x=x, y=y, text={"field": "label"},
                    fill=paint, size={"field": "size", "type": "quantitative", "scale": None}),
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
        top += _room_over(row, boxes) if placed else 0
        across = min(len(own), MOST_ACROSS)
        width = _width(across)
        if _size(own, width) < _READABLE and across > 1 and _is_tree(row, boxes):
            across -= 1
            width = _width(across)
        left = (inner - width * across - _APART * (across - 1)) / 2
        size = _size(own, width)
        for start in range(0, len(own), across):
            line = own[start : start + across]
            texts = [style.wrapped(each.title, width - 2 * _PAD, size * _WIDER) for each in line]
            height = max(len(each) for each in texts) * _LINE + 2 * _PAD
            for number, (each, lines) in enumerate(zip(line, texts, strict=True)):
                x = left + number * (width + _APART)
                placed.append(_Placed(each, x, top, width, height, lines, start > 0, size))
            top += height + (_APART if start + across < len(own) else 0)
    return placed


def _width(across: int) -> float:
    return min((style.WIDTH - 2 * _EDGE - _APART * (across - 1)) / across, _WIDEST)


def _is_tree(row: int, boxes: Sequence[Box]) -> bool:
    """Whether the lines to a row and from it stay apart from its boxes however these are laid out."""
    return all(
        len({key for each in boxes if each.row == at for key in each.under}) < 2 for at in (row, row + 1)
    )


def _size(boxes: Sequence[Box], width: float) -> float:
    """The size of type at which the longest word of a row fits its box."""
    longest = max(style.text_width(word, _WIDER) for each in boxes for word in each.title.split() or [""])
    return min(_TEXT, floor((width - _PAD) / longest)) if longest else _TEXT


def _first(placed: _Placed) -> float:
    return placed.y + placed.height / 2 - _LINE * (len(placed.lines) - 1) / 2


def _lines(placed: Sequence[_Placed]) -> list[Spec]:
    """Each line goes down from the upper box, across, and down to the lower one.

    Under one box alone they share their way, as a tree; where several boxes stand above, each has a place
    and a height of its own, so that no line can be taken for another.
    """
    at = {each.box.key: each for each in placed}
    found: list[Spec] = []
    for row in sorted({each.box.row for each in placed}):
        lower = [each for each in placed if each.box.row == row and each.box.under]
        edges = [(at[key], each) for each in lower for key in each.box.under]
        if len({upper.box.key for upper, _ in edges}) == 1:
            found += [line for upper, each in edges for line in _shared(upper, each, placed)]
        else:
            found += _apart(edges, placed)
    return found


def _shared(upper: _Placed, lower: _Placed, placed: Sequence[_Placed]) -> list[Spec]:
    """One branch of a tree; past other lines of its row it goes down beside the boxes, through none."""
    start, end = upper.x + upper.width / 2, lower.x + lower.width / 2
    half = min(each.y for each in placed if each.box.row == lower.box.row) - _BETWEEN / 2
    if not lower.later:
        return _path((start, upper.y + upper.height), (start, half), (end, half), (end, lower.y))
    gap, over = lower.x - _APART / 2, lower.y - _APART / 2
    foot = upper.y + upper.height
    return _path((start, foot), (start, half), (gap, half), (gap, over), (end, over), (end, lower.y))


def _apart(edges: Sequence[tuple[_Placed, _Placed]], placed: Sequence[_Placed]) -> list[Spec]:
    found: list[Spec] = []
    for number, (upper, lower) in enumerate(edges):
        out = [each for each in edges if each[0] is upper].index((upper, lower)) + 1
        into = [each for each in edges if each[1] is lower].index((upper, lower)) + 1
        start = upper.x + upper.width * out / (sum(each[0] is upper for each in edges) + 1)
        end = lower.x + lower.width * into / (sum(each[1] is lower for each in edges) + 1)
        head = min(each.y for each in placed if each.box.row == lower.box.row)
        way = head - _STEP * (number + 1)
        found += _path((start, upper.y + upper.height), (start, way), (end, way), (end, lower.y))
    return found


def _path(*corners: tuple[float, float]) -> list[Spec]:
    return [
        {"x": x, "to": to, "y": y, "base": base}
        for (x, y), (to, base) in pairwise(corners)
        if (x, y) != (to, base)
    ]


def _room_over(row: int, boxes: Sequence[Box]) -> float:
    """The height between a row and the one above it: enough for every line that needs its own."""
    lower = [each for each in boxes if each.row == row]
    if len({key for each in lower for key in each.under}) < 2:
        return _BETWEEN
    return max(_BETWEEN, _STEP * (sum(len(each.under) for each in lower) + 1))


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
