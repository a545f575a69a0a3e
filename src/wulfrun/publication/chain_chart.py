"""What leads to what in three columns of boxes, each line drawn straight so that none runs into another."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Room
from wulfrun.publication.chart_model import Caption, Cells, Chart, listed
from wulfrun.publication.chart_style import Spec

_TEXT, _LINE, _PAD, _APART, _EDGE = 16, 21.0, 9.0, 14.0, 4.0
_WIDTHS, _GAP = (182.0, 176.0, 138.0), 48.0
_DRAWN = ("x", "to", "y", "base", "fill")
_LOOKS = ((style.CLASSES[4], "white"), (style.CLASSES[1], style.INK), (style.LAND, style.INK))


@dataclass(frozen=True)
class Step:
    """One box: its key, its words, its column (0 to 2), and the keys of those before it that lead to it."""

    key: str
    title: str
    column: int
    after: Sequence[str] = ()


def chain_of(caption: Caption, steps: Sequence[Step], heads: tuple[str, str, str]) -> Chart:
    """Three columns under their heads, the boxes of each in the order given and spread over the height.

    Raises ValueError without a step, for a fourth column, or for one that comes after none there is.
    """
    known = {each.key: each for each in steps}
    lost = sorted({name for each in steps for name in each.after} - set(known))
    if not steps or lost or not all(0 <= each.column < len(heads) for each in steps):
        raise ValueError(f"a chain needs steps of three columns, after steps that are there; lost: {lost}")
    boxes = _placed(steps)
    height = max(box["base"] for box in boxes.values()) + 4
    room = Room(_EDGE, height, right=_EDGE, bottom=8)
    x, y = _axis("x", room.width), _axis("y", height)
    lines = [
        {"x": boxes[name]["to"], "y": _middle(boxes[name]), "to": boxes[each.key]["x"],
         "base": _middle(boxes[each.key])}
        for each in steps for name in each.after
    ]  # fmt: skip
    words = [
        {"x": (box["x"] + box["to"]) / 2, "y": _middle(box) + _LINE * (at - (len(box["lines"]) - 1) / 2),
         "label": line, "fill": box["ink"]}
        for box in boxes.values() for at, line in enumerate(box["lines"])
    ]  # fmt: skip
    named = [{"x": _left(at), "y": 10.0, "label": head} for at, head in enumerate(heads)]
    paint = {"field": "fill", "type": "nominal", "scale": None}
    layers = [
        style.layer(lines, {"type": "rule", "color": style.GREY, "strokeWidth": 2.5}, x=x, y=y,
                    x2={"field": "to"}, y2={"field": "base"}),
        style.layer([{name: box[name] for name in _DRAWN} for box in boxes.values()],
                    {"type": "rect", "stroke": style.GREY, "strokeWidth": 1.5, "cornerRadius": 3}, x=x, y=y,
                    x2={"field": "to"}, y2={"field": "base"}, fill=paint),
        style.layer(words, {"type": "text", "fontSize": _TEXT, "baseline": "middle"}, x=x, y=y,
                    text={"field": "label"}, fill=paint),
        style.layer(named, {"type": "text", "fontWeight": "bold", "align": "left", "baseline": "middle"}, x=x,
                    y=y, text={"field": "label"}),
    ]  # fmt: skip
    rows = [(each.title, heads[each.column], _before(each, known)) for each in steps]
    columns: Cells = ("What", "What it is", "What it comes from")
    return parts.make(
        caption, _alt(steps, known, heads), framing.frame(layers, room, caption.units), columns, rows
    )


def _placed(steps: Sequence[Step]) -> dict[str, Spec]:
    """Where each box stands; a column that is shorter than the tallest is spread over its height."""
    columns = [[each for each in steps if each.column == at] for at in range(len(_WIDTHS))]
    texts = {
        each.key: style.wrapped(each.title, _WIDTHS[each.column] - 2 * _PAD, _TEXT * 1.12) for each in steps
    }
    tall = {key: len(lines) * _LINE + 2 * _PAD for key, lines in texts.items()}
    needs = [sum(tall[each.key] for each in own) + _APART * (len(own) - 1) for own in columns]
    found: dict[str, Spec] = {}
    for at, own in enumerate(columns):
        free = (max(needs) - needs[at]) / max(len(own), 1)
        top = 30 + free / 2
        for each in own:
            fill, ink = _LOOKS[at]
            found[each.key] = {
                "x": _left(at), "to": _left(at) + _WIDTHS[at], "y": top, "base": top + tall[each.key],
                "fill": fill, "ink": ink, "lines": texts[each.key],
            }  # fmt: skip
            top += tall[each.key] + _APART + free
    return found


def _left(column: int) -> float:
    return sum(_WIDTHS[:column]) + _GAP * column


def _middle(box: Spec) -> float:
    return float(box["y"] + box["base"]) / 2


def _axis(field: str, end: float) -> Spec:
    domain = [0, end] if field == "x" else [end, 0]
    scale = {"domain": domain, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _before(step: Step, known: dict[str, Step]) -> str:
    return "; ".join(known[name].title for name in step.after)


def _alt(steps: Sequence[Step], known: dict[str, Step], heads: tuple[str, str, str]) -> str:
    said = [
        f"{each.title} comes from {listed([known[name].title for name in each.after])}"
        for each in steps if each.after
    ]  # fmt: skip
    alone = [each.title for each in steps if not each.after and each.column]
    first = listed([each.title for each in steps if not each.column]) or "nothing"
    text = f"Boxes in three columns joined by lines: {', '.join(head.lower() for head in heads)}. "
    text += f"It begins with {first}. {'. '.join(said)}."
    return text + (f" From none of them comes {listed(alone)}." if alone else "")
