"""Problems in a field of five by five: how bad across one way, how likely or how many the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import Caption, Chart, listed
from wulfrun.publication.chart_style import Spec

GRADES = 5
_LEFT, _STEP, _LEAST, _LINE = 74.0, 34.0, 60.0, 26.0
# Across times up at which the next darker colour begins.
_STEPS = (5, 9, 15, 20)


@dataclass(frozen=True)
class Graded:
    """One problem: the few characters that stand for it, its name, its grades from 1 to 5, and its weight."""

    mark: str
    name: str
    across: int
    up: int
    first: bool = False
    about: str = ""


@dataclass(frozen=True)
class Axes:
    """What the two directions grade, what the marks are, what those drawn dark are, and what `about` says."""

    across: str
    up: str
    marks: str = "Rank"
    first: str = "Among the first"
    about: str = ""


def matrix(caption: Caption, problems: Sequence[Graded], axes: Axes) -> Chart:
    """Each problem as a badge in the cell of its grades, side by side where several share one.

    Cells grow with what stands in them, so that no badge covers another; the darker the cell, the larger the
    product of both grades. The names stand below, each beside its mark. Raises ValueError without a problem,
    or for a grade outside 1 to 5.
    """
    if not problems or not all(1 <= grade <= GRADES for p in problems for grade in (p.across, p.up)):
        raise ValueError("a matrix needs problems with grades from 1 to 5")
    width = style.WIDTH - _LEFT - 12
    cell, height = width / GRADES, _row_height(problems, width / GRADES)
    named = _names(problems, height * GRADES + 88)
    room = Room(_LEFT, height * GRADES, right=12, bottom=84 + _LINE * ceil(len(problems) / 2))
    x, y = _scale("x", room.width), _scale("y", room.height)
    fields = [
        {"x": cell * (across - 1), "to": cell * across, "y": height * (GRADES - up),
         "base": height * (GRADES - up + 1), "fill": _fill(across * up)}
        for across in range(1, GRADES + 1) for up in range(1, GRADES + 1)
    ]  # fmt: skip
    badges = _badges(problems, cell, height)
    paint = {"field": "fill", "type": "nominal", "scale": None}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    ticks = [
        {"x": cell * (at - 0.5), "y": room.height + 20, "label": str(at)} for at in range(1, GRADES + 1)
    ] + [{"x": -18, "y": height * (GRADES - at + 0.5), "label": str(at)} for at in range(1, GRADES + 1)]
    layers = [
        style.layer(fields, {"type": "rect", "stroke": "white", "strokeWidth": 2}, x=x, y=y,
                    x2={"field": "to"}, y2={"field": "base"}, fill=paint),
        style.layer(badges, {"type": "point", "filled": True, "opacity": 1, "size": 780,
                             "stroke": style.INK, "strokeWidth": 1.5}, x=x, y=y, fill=paint),
        style.layer(badges, {"type": "text", "baseline": "middle", "fontSize": 16, "fontWeight": "bold"},
                    x=x, y=y, text={"field": "label"}, fill=ink),
        style.layer(ticks, {"type": "text", "baseline": "middle"}, x=x, y=y, text={"field": "label"}),
        style.layer(named, {"type": "text", "baseline": "middle", "align": "left", "fontSize": 16}, x=x, y=y,
                    text={"field": "label"}),
        framing.words(f"{axes.across} (5 = most)", room.width / 2, room.height + 52, align="center"),
        framing.words(f"{axes.up} (5 = most)", 22 - _LEFT, room.height / 2, align="center", angle=270),
    ]  # fmt: skip
    keys = [Key("dot", style.INK, axes.first)] if any(each.first for each in problems) else []
    keys += [Key("bar", style.CLASSES[0], "Low"), Key("bar", style.CLASSES[4], "High")]
    spec = framing.frame(layers, room, caption.units, keys)
    heads = (axes.marks, "Problem", axes.across, axes.up)
    table = [
        (each.mark, each.name, str(each.across), str(each.up), *([each.about] if axes.about else []))
        for each in problems
    ]
    columns = (*heads, *([axes.about] if axes.about else []))
    return parts.make(caption, _alt(problems, axes), spec, columns, table)


def _scale(field: str, end: float) -> Spec:
    """Places as they are drawn; of heights the top is 0."""
    domain = [0, end] if field == "x" else [end, 0]
    scale = {"domain": domain, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _fill(product: int) -> str:
    return style.CLASSES[sum(product >= step for step in _STEPS)]


def _row_height(problems: Sequence[Graded], cell: float) -> float:
    most = max(len(each) for each in _cells(problems).values())
    return max(_LEAST, _STEP * ceil(most / int(cell / _STEP)) + 8)


def _cells(problems: Sequence[Graded]) -> dict[tuple[int, int], list[Graded]]:
    found: dict[tuple[int, int], list[Graded]] = {}
    for each in problems:
        found.setdefault((each.across, each.up), []).append(each)
    return found


def _badges(problems: Sequence[Graded], cell: float, height: float) -> list[Spec]:
    """The badges of each cell in rows round its middle."""
    per_row, found = int(cell / _STEP), []
    for (across, up), inside in _cells(problems).items():
        rows = ceil(len(inside) / per_row)
        for at, each in enumerate(inside):
            row, place = divmod(at, per_row)
            many = min(per_row, len(inside) - row * per_row)
            found.append(
                {
                    "x": cell * (across - 0.5) + _STEP * (place - (many - 1) / 2),
                    "y": height * (GRADES - up + 0.5) + _STEP * (row - (rows - 1) / 2),
                    "label": each.mark,
                    "fill": style.INK if each.first else "white",
                    "ink": "white" if each.first else style.INK,
                }
            )
    return found


def _names(problems: Sequence[Graded], top: float) -> list[Spec]:
    """The marks with their names in two columns under the plot, down the first and then the second."""
    rows, half = ceil(len(problems) / 2), style.WIDTH / 2
    return [
        {
            "x": 8 - _LEFT + half * (at // rows),
            "y": top + _LINE * (at % rows),
            "label": style.shorten(f"{each.mark}  {each.name}", half - 40, 16),
        }
        for at, each in enumerate(problems)
    ]


def _alt(problems: Sequence[Graded], axes: Axes) -> str:
    ordered = sorted(problems, key=lambda each: (-each.across * each.up, -each.across, each.name))
    said = [f"{each.name} ({each.across} and {each.up})" for each in ordered]
    return (
        f"Field of five by five: {len(problems)} problems by {axes.across.lower()} and {axes.up.lower()}. "
        f"From the highest product to the lowest: {listed(said)}."
    )
