"""A monthly series beside what was to be expected of its latest months, those that stood out marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import (
    Caption,
    Chart,
    Value,
    gap_words,
    gaps,
    listed,
    number,
    runs,
    short_month,
)


@dataclass(frozen=True)
class ExpectedMonth:
    """A month's figure, and where it was judged what was expected, its range, and whether it stood out."""

    month: int
    figure: Value
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None
    stood_out: bool = False


def expected_ranges(caption: Caption, months: Sequence[ExpectedMonth]) -> Chart:
    """Figures as a line, the expected range of each judged month as a band, alerts as diamonds.

    Months that are absent between the first and the last are gaps. Raises ValueError without a month.
    """
    by_month = {each.month: each for each in months}
    first, last = parts.span(by_month)
    whole = [by_month.get(month, ExpectedMonth(month, Value(None))) for month in range(first, last + 1)]
    figures = [each.figure for each in whole]
    rows = [
        {"x": each.month, "value": value, "run": run, "out": each.stood_out}
        for each, run in zip(whole, runs(figures), strict=True)
        if (value := each.figure.shown) is not None
    ]
    bands = [
        {"x": each.month - 0.5, "to": each.month + 0.5, "value": each.expected, "lower": each.lower,
         "upper": each.upper}
        for each in whole
        if each.expected is not None
    ]  # fmt: skip
    scale = style.scale_over(parts.ends(rows, "value") + parts.ends(bands, "lower", "upper"), zero=True)
    room = framing.room_beside(scale, 260)
    x, y = parts.months_axis(first, last), style.y_axis(scale)
    found = gaps(figures)
    across = {"x": x, "x2": {"field": "to"}}
    out = [row for row in rows if row["out"]]
    layers = [
        *framing.gap_layers(found, x, first, room.height),
        style.layer(bands, {"type": "rect", "color": style.BLUE, "opacity": 0.16}, **across,
                    y=style.y_axis(scale, "lower"), y2={"field": "upper"}),
        style.layer(bands, {"type": "rule", "color": style.GREY, "strokeWidth": 2}, **across, y=y),
        parts.line(rows, x, y, style.BLUE, 2.5),
        style.layer([row for row in rows if not row["out"]], parts.dot(style.BLUE, 30), x=x, y=y),
        style.layer(out, {**parts.dot(style.ORANGE, 190), "shape": "diamond", "stroke": "white",
                          "strokeWidth": 1}, x=x, y=y),
    ]  # fmt: skip
    keys = [Key("dot", style.BLUE, "Each month"), Key("line", style.GREY, "Expected")]
    keys.append(Key("bar", "#d6e4f1", "Expected range (99%)"))
    keys += [Key("diamond", style.ORANGE, "Stood out")] if out else []
    spec = framing.frame(layers, room, parts.units(caption, scale), keys + framing.gap_keys(found))
    columns = ("Month", "Count", "Expected", "From", "To", "Stood out")
    table = [
        (short_month(each.month), each.figure.words(), *_cells(each), "yes" if each.stood_out else "")
        for each in whole
    ]
    return parts.make(caption, _alt(caption, whole), spec, columns, table)


def _cells(each: ExpectedMonth) -> tuple[str, str, str]:
    if each.expected is None or each.lower is None or each.upper is None:
        return "", "", ""
    return number(each.expected, 1), number(each.lower, 0), number(each.upper, 0)


def _alt(caption: Caption, whole: Sequence[ExpectedMonth]) -> str:
    names = [short_month(each.month) for each in whole]
    figures = [each.figure for each in whole]
    text = f"Line chart of {parts.what(caption)}, {names[0]} to {names[-1]}. "
    text += parts.first_and_last(figures, names) + parts.extremes(figures, names)
    told = [
        f"{short_month(each.month)} ({each.figure.words()}, expected {number(each.lower or 0, 0)} to "
        f"{number(each.upper or 0, 0)})"
        for each in whole
        if each.stood_out
    ]
    text += f" Stood out: {listed(told)}." if told else " No month stood out."
    return text + gap_words(figures, names)
