"""What was counted by month and what to expect: the line of the past, then a fan of two likely ranges."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import (
    BreakMark,
    Caption,
    Cells,
    Chart,
    Month,
    Value,
    break_words,
    gap_words,
    gaps,
    number,
    runs,
    shared_places,
    short_month,
)
from wulfrun.publication.chart_style import Scale, Spec

_WIDE, _NARROW = 0.16, 0.3


@dataclass(frozen=True)
class Expected:
    """One month ahead: the middle, and the ranges that should hold it four times and nineteen times in
    five and twenty."""

    month: int
    mean: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float


def forecast_fan(
    caption: Caption, past: Sequence[Month], ahead: Sequence[Expected], breaks: Sequence[BreakMark] = ()
) -> Chart:
    """The months counted, and those ahead with their 80% and 95% ranges; ValueError without either."""
    if not past or not ahead:
        raise ValueError(f"{len(past)} months counted and {len(ahead)} ahead; expected at least one of each")
    whole = parts.filled(past)
    figures = [each.figure for each in whole]
    rows: list[Spec] = [
        {"x": each.month, "value": each.figure.shown, "run": run}
        for each, run in zip(whole, runs(figures), strict=True)
        if each.figure.shown is not None
    ]
    fan: list[Spec] = [
        {"x": each.month, "value": each.mean, "run": 0, "lower80": each.lower80, "upper80": each.upper80,
         "lower95": each.lower95, "upper95": each.upper95}
        for each in ahead
    ]  # fmt: skip
    scale = style.scale_over([*parts.ends(rows, "value"), *parts.ends(fan, "lower95", "upper95")])
    room = framing.room_beside(scale, 300)
    first, last = whole[0].month, ahead[-1].month
    x, y = parts.months_axis(first, last), style.y_axis(scale)
    inside, found = parts.breaks_inside(breaks, first, last), gaps(figures)
    layers = [
        *framing.gap_layers(found, x, first, room.height),
        _range(fan, "95", scale, x, _WIDE),
        _range(fan, "80", scale, x, _NARROW),
        parts.line(rows, x, y, style.INK, 2.5),
        parts.line(fan, x, y, style.BLUE, 3, [7, 4]),
        *framing.break_layers([(mark.month - 0.5, mark) for mark in inside], x, room),
    ]
    keys = [
        Key("line", style.INK, "Counted"),
        Key("dash", style.BLUE, "Expected"),
        Key("bar", "#a5c6e3", "80% range"),
        Key("bar", "#dae7f3", "95% range"),
    ]
    spec = framing.frame(
        layers, room, parts.units(caption, scale), keys + framing.gap_keys(found), 20 * len(inside)
    )
    return parts.make(
        caption, _alt(caption, whole, ahead) + break_words(inside), spec,
        ("Month", "Counted", "Expected", "80% range", "95% range"), _table(whole, ahead),
    )  # fmt: skip


def _range(fan: Sequence[Spec], confidence: str, scale: Scale, x: Spec, opacity: float) -> Spec:
    return style.layer(
        fan, {"type": "area", "color": style.BLUE, "opacity": opacity}, x=x,
        y=style.y_axis(scale, f"lower{confidence}"), y2={"field": f"upper{confidence}"},
    )  # fmt: skip


def _between(lower: float, upper: float) -> str:
    return f"{number(lower, 0)} to {number(upper, 0)}"


def _table(past: Sequence[Month], ahead: Sequence[Expected]) -> list[Cells]:
    """The latest twelve months counted and every month ahead, to whole counts."""
    places = shared_places([each.figure for each in past])
    counted: list[Cells] = [
        (short_month(each.month), each.figure.words(places), "", "", "") for each in past[-12:]
    ]
    expected: list[Cells] = [
        (short_month(each.month), "", number(each.mean, 0), _between(each.lower80, each.upper80),
         _between(each.lower95, each.upper95))
        for each in ahead
    ]  # fmt: skip
    return counted + expected


def _alt(caption: Caption, past: Sequence[Month], ahead: Sequence[Expected]) -> str:
    names = [short_month(each.month) for each in past]
    figures: list[Value] = [each.figure for each in past]
    end = ahead[-1]
    return (
        f"Line chart of {parts.what(caption)}, {names[0]} to {short_month(end.month)}. "
        f"Counted: {parts.first_and_last(figures, names)} "
        f"Expected for {short_month(end.month)}: {number(end.mean, 0)}, with a range of "
        f"{_between(end.lower80, end.upper80)} that should hold it four times in five."
        + gap_words(figures, names)
    )
