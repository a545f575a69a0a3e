"""Small multiples: the years of up to sixteen areas, each in a panel of its own, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import Caption, Chart, Value, Year, number, runs, shared_places
from wulfrun.publication.chart_style import Scale, Spec

MOST_PANELS = 16
_PLOT, _NAME, _BETWEEN, _BESIDE, _UNDER = 64.0, 28.0, 14.0, 16.0, 30.0
_DIAMOND = 18.0


@dataclass(frozen=True)
class Panel:
    """One area: its name, its years, and whether it is one of those marked as priorities."""

    name: str
    years: Sequence[Year]
    marked: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a panel's plot stands, and how years and values are placed in it."""

    left: float
    top: float
    width: float
    last: int
    scale: Scale

    def x(self, at: int) -> float:
        return self.left + self.width * at / max(1, self.last)

    def y(self, value: float) -> float:
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.top + _PLOT * (1 - share)


def small_multiples(
    caption: Caption, panels: Sequence[Panel], whole: Sequence[Year], whole_name: str
) -> Chart:
    """Areas side by side by year, each with its 95% intervals and the whole place's line behind it.

    A figure that is suppressed or missing is a gap. Raises ValueError with no panel or more than sixteen.
    """
    if not 1 <= len(panels) <= MOST_PANELS:
        raise ValueError(
            f"{len(panels)} panels; expected 1 to {MOST_PANELS}: choose a coarser level of areas"
        )
    starts = parts.years([year for panel in panels for year in panel.years])
    values = [parts.by_start(panel.years, starts) for panel in panels]
    behind = parts.by_start([year for year in whole if _inside(year, starts)], starts)
    scale = _scale([*values, behind])
    room, places = _layout(len(panels), len(starts) - 1, scale)
    drawn = list(zip(places, values, strict=True))
    layers = [
        _grid(places),
        _lines([row for place, _ in drawn for row in _rows(place, behind)], style.GREY, 2, [5, 4]),
        _bands([row for place, each in drawn for row in _rows(place, each)]),
        _lines([row for place, each in drawn for row in _rows(place, each)], style.BLUE, 3),
        _ends([row for place, each in drawn for row in _rows(place, each)[-1:]]),
        *_words(panels, places, starts, room),
    ]
    keys = [Key("line", style.BLUE, "The area, with 95% interval"), Key("dash", style.GREY, whole_name)]
    keys += [Key("diamond", style.BLUE, "Priority area")] if any(each.marked for each in panels) else []
    spec = framing.frame(layers, room, parts.units(caption, scale), keys)
    names = [parts.year_name(start) for start in starts]
    digits = shared_places([value for each in values for value in each])
    table = [
        (name, *(value.words(digits) for value in each))
        for name, each in [*((p.name, v) for p, v in zip(panels, values, strict=True)), (whole_name, behind)]
    ]
    return parts.make(caption, _alt(caption, table, names, scale), spec, ("Area", *names), table)


def _inside(year: Year, starts: Sequence[int]) -> bool:
    [start] = parts.years([year])
    return start in starts


def _scale(series: Sequence[Sequence[Value]]) -> Scale:
    known = [value for each in series for value in each if value.shown is not None]
    ends = [end for value in known for end in (value.shown, *(value.interval or ())) if end is not None]
    return style.scale_over(ends, count=3)


def _layout(panels: int, last: int, scale: Scale) -> tuple[Room, list[_Place]]:
    """The whole plot, and where each panel stands in it, row by row."""
    columns = min(panels, 2 if panels <= 4 else 3)
    rows = -(-panels // columns)
    left = framing.room_beside(scale, 0).left
    room = Room(left, rows * (_NAME + _PLOT + _BETWEEN), 12, _UNDER)
    width = (room.width - _BESIDE * (columns - 1)) / columns
    return room, [
        _Place(
            (at % columns) * (width + _BESIDE),
            (at // columns) * (_NAME + _PLOT + _BETWEEN) + _NAME,
            width,
            last,
            scale,
        )
        for at in range(panels)
    ]


def _rows(place: _Place, values: Sequence[Value]) -> list[Spec]:
    """The known figures of a panel at their places on the page."""
    found: list[dict[str, Any]] = []
    for at, (value, run) in enumerate(zip(values, runs(values), strict=True)):
        if value.shown is not None:
            low, high = value.interval or (value.shown, value.shown)
            row = {"x": place.x(at), "y": place.y(value.shown), "low": place.y(low), "high": place.y(high)}
            found.append(row | {"run": f"{place.left:.0f} {place.top:.0f} {run}"})
    return found


def _raw(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _grid(places: Sequence[_Place]) -> Spec:
    rules = [
        {"x": place.left, "to": place.left + place.width, "y": place.y(tick)}
        for place in places
        for tick in place.scale.ticks
    ]
    return style.layer(rules, {"type": "rule", "color": style.GRID}, x=_raw("x"), x2={"field": "to"},
                       y=_raw("y"))  # fmt: skip


def _lines(rows: Sequence[Spec], colour: str, width: float, dash: Sequence[int] = ()) -> Spec:
    mark: Spec = {"type": "line", "color": colour, "strokeWidth": width, "strokeJoin": "round"}
    return style.layer(rows, mark | ({"strokeDash": list(dash)} if dash else {}), x=_raw("x"), y=_raw("y"),
                       detail={"field": "run", "type": "nominal"})  # fmt: skip


def _bands(rows: Sequence[Spec]) -> Spec:
    return style.layer(rows, {"type": "area", "color": style.BLUE, "opacity": 0.2}, x=_raw("x"),
                       y=_raw("low"), y2={"field": "high"},
                       detail={"field": "run", "type": "nominal"})  # fmt: skip


def _ends(rows: Sequence[Spec]) -> Spec:
    return style.layer(rows, parts.dot(style.BLUE, 60), x=_raw("x"), y=_raw("y"))


def _words(
    panels: Sequence[Panel], places: Sequence[_Place], starts: Sequence[int], room: Room
) -> list[Spec]:
    """Names over the panels, values beside the first of each row, years under the last of each column."""
    pairs = list(zip(panels, places, strict=True))
    names = [
        {"x": place.left + (_DIAMOND if panel.marked else 0), "y": place.top - 12,
         "said": style.shorten(panel.name, place.width - (_DIAMOND if panel.marked else 0))}
        for panel, place in pairs
    ]  # fmt: skip
    marks = [{"x": place.left + 6, "y": place.top - 12} for panel, place in pairs if panel.marked]
    ticks = [
        {"x": -8, "y": place.y(tick), "said": number(tick, place.scale.places)}
        for place in places
        if place.left == 0
        for tick in place.scale.ticks
    ]
    lowest = {place.left: place for place in places}.values()
    under = [(place, place.top + _PLOT + 18) for place in lowest]
    years = [
        _text([{"x": place.left + share * place.width, "y": y, "said": parts.year_name(starts[at])}
               for place, y in under], align)
        for share, at, align in ((0, 0, "left"), (1, -1, "right"))
    ]  # fmt: skip
    return [
        _text(names, "left"),
        style.layer(marks, {**parts.dot(style.BLUE, 110), "shape": "diamond"}, x=_raw("x"), y=_raw("y")),
        _text(ticks, "right"),
        *(years if len(starts) > 1 else years[:1]),
    ]


def _text(rows: Sequence[Spec], align: str) -> Spec:
    mark = {"type": "text", "align": align, "baseline": "middle"}
    return style.layer(rows, mark, x=_raw("x"), y=_raw("y"), text={"field": "said"})


def _alt(caption: Caption, table: Sequence[tuple[str, ...]], names: Sequence[str], scale: Scale) -> str:
    """Alternative text: the first and last figure of every panel."""
    told = len(table) - 1
    spans = "; ".join(f"{name} {figures[0]} and {figures[-1]}" for name, *figures in table)
    ends = f"{number(scale.low, scale.places)} to {number(scale.high, scale.places)}"
    return (
        f"{told} small line charts, {parts.what(caption)}, one for each area, on one scale from {ends}. "
        f"In {names[0]} and {names[-1]}: {spans}."
    )
