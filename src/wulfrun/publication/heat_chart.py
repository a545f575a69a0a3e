"""A table of shades: rows by columns (weekdays by hours, distances by days), its numbers where they fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import (
    NO_DATA,
    SUPPRESSED,
    Caption,
    Cells,
    Chart,
    Value,
    listed,
    number,
    shared_places,
)
from wulfrun.publication.chart_style import Spec

_DARK = 3
_ROW, _GAP, _WIDE_TABLE = 44.0, 2.0, 8


@dataclass(frozen=True)
class Heat:
    """What is drawn: a value for each row and column, and which stand out (outlined).

    `edges`: where a darker shade begins, ascending, four at most. `across`: what the columns are,
    `down`: what the rows are.
    `standing_out`: what an outline means.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[Value]]
    edges: Sequence[float]
    across: str
    down: str
    outlined: Sequence[Sequence[bool]] = ()
    standing_out: str = ""
    decimals: int | None = None

    @property
    def places(self) -> int:
        """Decimals of every number."""
        given = self.decimals
        return shared_places([each for row in self.values for each in row]) if given is None else given

    def marked(self, row: int, column: int) -> bool:
        """Whether a cell stands out."""
        return bool(self.outlined) and self.outlined[row][column]


def heat_chart(caption: Caption, heat: Heat) -> Chart:
    """Cells shaded by class; no shade tells anything alone: the key has numbers, the table has them all."""
    size = {len(row) for row in heat.values}
    if len(heat.values) != len(heat.rows) or size != {len(heat.columns)}:
        raise ValueError(
            f"{len(heat.values)} rows of {sorted(size)} values; "
            f"expected {len(heat.rows)} of {len(heat.columns)}"
        )
    if len(heat.edges) >= len(style.CLASSES):
        raise ValueError(f"{len(heat.edges)} edges; expected at most {len(style.CLASSES) - 1}")
    left = max(style.text_width(name, style.SIZE) for name in heat.rows) + 26
    room = Room(left, _ROW * len(heat.rows), 12, 72)
    wide = room.width / len(heat.columns)
    boxes = [
        _box(heat, row, column, wide) for row in range(len(heat.rows)) for column in range(len(heat.columns))
    ]
    layers = [_rectangles(boxes), _rectangles([each for each in boxes if each["pen"]], outline=True)]
    texts = [each for each in boxes if each["said"]]
    if all(style.text_width(each["said"]) + 6 <= wide for each in texts):
        layers.append(_numbers(texts))
    layers += _names(heat, room, wide)
    spec = framing.frame(layers, room, caption.units, _keys(heat))
    return parts.make(caption, _alt(caption, heat), spec, *_table(heat))


def _box(heat: Heat, row: int, column: int, wide: float) -> Spec:
    value = heat.values[row][column]
    kind = _class(heat, value)
    blank = style.HATCH if value.reason == SUPPRESSED else style.GAP
    return {
        "x0": column * wide + _GAP / 2, "x1": (column + 1) * wide - _GAP / 2,
        "y0": row * _ROW + _GAP / 2, "y1": (row + 1) * _ROW - _GAP / 2,
        "x": (column + 0.5) * wide, "y": (row + 0.5) * _ROW,
        "fill": blank if kind is None else style.CLASSES[kind],
        "ink": "white" if kind is not None and kind >= _DARK else style.INK,
        "pen": heat.marked(row, column),
        "said": "" if value.shown is None else number(value.shown, heat.places),
    }  # fmt: skip


def _class(heat: Heat, value: Value) -> int | None:
    return None if value.shown is None else sum(value.shown >= edge for edge in heat.edges)


def _rectangles(boxes: Sequence[Spec], outline: bool = False) -> Spec:
    mark: Spec = {"type": "rect"}
    if outline:
        mark |= {"filled": False, "stroke": style.INK, "strokeWidth": 3}
    fill: Spec = {} if outline else {"fill": _drawn("fill", "nominal")}
    return style.layer(
        boxes, mark, x=_drawn("x0"), x2={"field": "x1"}, y=_drawn("y0"), y2={"field": "y1"}, **fill
    )


def _numbers(boxes: Sequence[Spec]) -> Spec:
    mark = {"type": "text", "align": "center", "baseline": "middle"}
    return style.layer(boxes, mark, x=_drawn("x"), y=_drawn("y"), text={"field": "said"},
                       fill=_drawn("ink", "nominal"))  # fmt: skip


def _names(heat: Heat, room: Room, wide: float) -> list[Spec]:
    """Names of the rows, of as many columns as there is room for, and of what the columns are."""
    rows = [{"x": -10, "y": (at + 0.5) * _ROW, "said": name} for at, name in enumerate(heat.rows)]
    widest = max(style.text_width(name, style.SIZE) for name in heat.columns) + 12
    step = next(
        each for each in (1, 2, 3, 4, 6, 8, 12, 24, 48) if each * wide >= widest or each >= len(heat.columns)
    )
    columns = [
        {"x": (at + 0.5) * wide, "y": room.height + 18, "said": heat.columns[at]}
        for at in range(0, len(heat.columns), step)
    ]
    found = []
    for names, align in ((rows, "right"), (columns, "center")):
        mark = {"type": "text", "align": align, "baseline": "middle", "fontSize": style.SIZE}
        found.append(style.layer(names, mark, x=_drawn("x"), y=_drawn("y"), text={"field": "said"}))
    return [*found, framing.words(heat.across, room.width, room.height + 48, align="right")]


def _drawn(field: str, kind: str = "quantitative") -> Spec:
    return {"field": field, "type": kind, "scale": None, **({"axis": None} if kind == "quantitative" else {})}


def _keys(heat: Heat) -> list[Key]:
    every = [each for row in heat.values for each in row]
    found = {_class(heat, each) for each in every}
    edges = [number(each, heat.places) for each in heat.edges]
    names = [f"under {edges[0]}"] if edges else ["all"]
    names += [f"{low} to under {high}" for low, high in pairwise(edges)]
    names += [f"{edges[-1]} and over"] if edges else []
    keys = [Key("bar", style.CLASSES[at], name) for at, name in enumerate(names) if at in found]
    reasons = {each.reason for each in every}
    if SUPPRESSED in reasons:
        keys.append(Key("hatch", style.HATCH, "Small number"))
    if NO_DATA in reasons:
        keys.append(Key("bar", style.GAP, "No data"))
    if heat.standing_out and any(any(row) for row in heat.outlined):
        keys.append(Key("outline", style.INK, heat.standing_out))
    return keys


def _table(heat: Heat) -> tuple[Cells, list[Cells]]:
    """As drawn; turned round where it would be too wide to read."""
    cells = [
        [_cell(heat, row, column) for column in range(len(heat.columns))] for row in range(len(heat.rows))
    ]
    if len(heat.columns) <= _WIDE_TABLE:
        return (heat.down, *heat.columns), [(name, *row) for name, row in zip(heat.rows, cells, strict=True)]
    turned = zip(*cells, strict=True)
    return (heat.across, *heat.rows), [(name, *row) for name, row in zip(heat.columns, turned, strict=True)]


def _cell(heat: Heat, row: int, column: int) -> str:
    said = parts.with_interval(heat.values[row][column], heat.places)
    return f"{said} *" if heat.marked(row, column) else said


def _alt(caption: Caption, heat: Heat) -> str:
    known = [
        (value.shown, f"{heat.rows[row]}, {heat.columns[column]}")
        for row, values in enumerate(heat.values)
        for column, value in enumerate(values)
        if value.shown is not None
    ]
    across = f"{heat.across[:1].lower()}{heat.across[1:]}"
    text = f"Table of shades of {parts.what(caption)}: {len(heat.rows)} rows by {across}."
    if known:
        high, low = max(known, key=lambda each: each[0]), min(known, key=lambda each: each[0])
        most, least = (number(each[0], heat.places) for each in (high, low))
        text += f" Highest {most} ({high[1]}); lowest {least} ({low[1]})."
    marked = [
        f"{heat.rows[row]}, {heat.columns[column]}"
        for row in range(len(heat.rows))
        for column in range(len(heat.columns))
        if heat.marked(row, column)
    ]
    if marked and heat.standing_out:
        text += f" {heat.standing_out}: {listed(marked)}."
    return text
