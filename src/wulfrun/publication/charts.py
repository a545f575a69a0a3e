"""Every chart, one function each: plain data in, a `Chart` out. The face of the vocabulary.

Here are the two over months, the control chart and progress to a target; the others stand in a module of
their own and are named here. `chart_list` knows every kind and when it is used.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.bar_charts import ranked_bars, status_bars
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import (
    BreakMark,
    Caption,
    Chart,
    ControlMonth,
    Month,
    Value,
    break_words,
    gaps,
    number,
    runs,
    shared_places,
    short_month,
)
from wulfrun.publication.flow_chart import flow
from wulfrun.publication.funnel_chart import funnel_chart
from wulfrun.publication.maps import area_map
from wulfrun.publication.matrix_chart import matrix
from wulfrun.publication.small_multiples_chart import small_multiples
from wulfrun.publication.survival_chart import survival_curves
from wulfrun.publication.year_charts import gap_lines, yearly_bars
from wulfrun.words.periods import month_words

__all__ = [
    "area_map", "flow", "funnel_chart", "gap_lines", "matrix", "ranked_bars", "small_multiples",
    "status_bars", "survival_curves", "target_path", "trend_with_limits", "yearly_bars",
]  # fmt: skip


def trend_with_limits(
    caption: Caption, months: Sequence[ControlMonth], breaks: Sequence[BreakMark] = ()
) -> Chart:
    """A monthly control chart: values, centre line, limits by segment or month, signals, gaps, breaks.

    Months that are absent between the first and the last are gaps. Raises ValueError without a month.
    """
    by_month = {each.month: each for each in months}
    first, last = parts.span(by_month)
    whole = [by_month.get(month, ControlMonth(month, Value(None))) for month in range(first, last + 1)]
    figures = [each.figure for each in whole]
    rows = [
        {"x": each.month, "value": value, "run": run, "signal": bool(each.rule)}
        for each, run in zip(whole, runs(figures), strict=True)
        if (value := each.figure.shown) is not None
    ]
    places = shared_places(figures)
    bands = parts.bands(whole)
    ends = parts.ends(rows, "value") + parts.ends(bands, "lower", "upper")
    scale = style.scale_over(ends)
    room = framing.room_beside(scale, 300)
    x = parts.months_axis(first, last)
    y = style.y_axis(scale)
    signals = [row for row in rows if row["signal"]]
    inside = parts.breaks_inside(breaks, first, last)
    found = gaps(figures)
    edges = [{"x": b["x"], "to": b["to"], "value": b[end]} for b in bands for end in ("lower", "upper")]
    band: dict[str, Any] = {"x": x, "x2": {"field": "to"}}
    layers = [
        *framing.gap_layers(found, x, first, room.height),
        style.layer(bands, {"type": "rect", "color": style.BLUE, "opacity": 0.12}, **band,
                    y=style.y_axis(scale, "lower"), y2={"field": "upper"}),
        style.layer(edges, {"type": "rule", "color": style.GREY, "strokeWidth": 1.5, "strokeDash": [5, 4]},
                    **band, y=y),
        style.layer(parts.centres(bands), {"type": "rule", "color": style.GREY, "strokeWidth": 2}, **band,
                    y=style.y_axis(scale, "centre")),
        parts.line(rows, x, y, style.BLUE, 2.5),
        style.layer([row for row in rows if not row["signal"]], parts.dot(style.BLUE, 30), x=x, y=y),
        style.layer(signals, {**parts.dot(style.ORANGE, 190), "shape": "diamond", "stroke": "white",
                              "strokeWidth": 1}, x=x, y=y),
        *framing.break_layers([(mark.month - 0.5, mark) for mark in inside], x, room),
    ]  # fmt: skip
    keys = [Key("dot", style.BLUE, "Each month")]
    if bands:
        keys += [Key("line", style.GREY, "Average"), Key("dash", style.GREY, "Limits of usual variation")]
    keys += [Key("diamond", style.ORANGE, "Signal")] if signals else []
    spec = framing.frame(
        layers, room, parts.units(caption, scale), keys + framing.gap_keys(found), 20 * len(inside)
    )
    alt = parts.trend_alt(caption, whole) + break_words(inside)
    table = [
        (short_month(each.month), each.figure.words(places), *parts.limit_cells(each), parts.rule(each))
        for each in whole
    ]
    columns = ("Month", "Value", "Average", "Lower limit", "Upper limit", "Signal")
    return parts.make(caption, alt, spec, columns, table)


def target_path(
    caption: Caption,
    baseline: Month,
    target: Month,
    actual: Sequence[Month],
    projected: Month | None = None,
    path: Sequence[tuple[int, float]] = (),
    stepped: bool = False,
    breaks: Sequence[BreakMark] = (),
    needed: Sequence[Month] = (),
) -> Chart:
    """Progress to a target: the path from baseline to target, what happened, and where it is heading.

    Every Month is named by the last month of its period. `path` may be left out for a straight one;
    stepped values hold for the period that ends with their month. `actual` is monthly (rolling twelve
    months) or yearly: a place missing between its usual steps is a gap. `needed`: the way from the latest
    figure to the goal, were every month from here what it must be.
    """
    first, last = baseline.month, target.month
    whole = parts.filled([each for each in actual if each.month >= first])
    step = whole[1].month - whole[0].month if len(whole) > 1 else 12
    figures = [each.figure for each in whole]
    rows = [
        {"x": each.month, "value": each.figure.shown, "run": run}
        for each, run in zip(whole, runs(figures), strict=True)
        if each.figure.shown is not None
    ]
    line = [{"x": at, "value": value, "run": 0} for at, value in path] or [
        {"x": each.month, "value": each.figure.shown, "run": 0}
        for each in (baseline, target)
        if each.figure.shown is not None
    ]
    places = shared_places([baseline.figure, *figures])
    cone = parts.cone(rows, projected)
    way: list[dict[str, Any]] = [{"x": each.month, "value": each.figure.shown, "run": 0} for each in needed]
    way[:0] = [{**row, "run": 0} for row in rows[-1:] if way]
    reach = [{"x": target.month, "value": target.figure.shown}] if target.figure.shown is not None else []
    last = max([last, *[int(row["x"]) for row in [*rows, *line, *cone, *way]]])
    scale = style.scale_over(parts.ends([*rows, *line, *cone, *way, *reach], "value", "lower", "upper"))
    room = framing.room_beside(scale, 300, right=44)
    x, y = parts.months_axis(first, last, pad=0.02 * (last - first)), style.y_axis(scale)
    inside = parts.breaks_inside(breaks, first, last)
    found = gaps(figures)
    shaded = [{"x": whole[gap.first].month - step / 2, "to": whole[gap.last].month + step / 2,
               "fill": style.GAP if gap.why == "no data" else style.HATCH} for gap in found]  # fmt: skip
    fill = {"field": "fill", "type": "nominal", "scale": None}
    layers = [
        *([style.layer(shaded, {"type": "rect", "y": 0, "y2": room.height}, x=x, x2={"field": "to"},
                       fill=fill)] if shaded else []),
        style.layer(cone, {"type": "area", "color": style.BLUE, "opacity": 0.18}, x=x,
                    y=style.y_axis(scale, "lower"), y2={"field": "upper"}),
        parts.line(line, x, y, style.GREY, 2.5, [7, 5], "step-before" if stepped else "linear"),
        parts.line([{**row, "run": 0} for row in cone], x, y, style.BLUE, 2.5, [2, 3]),
        parts.line(way, x, y, style.GREEN, 3, [9, 3, 2, 3]),
        parts.line(rows, x, y, style.BLUE, 3.5),
        style.layer(rows if len(rows) <= 12 else rows[:1] + rows[-1:], parts.dot(style.BLUE, 90), x=x, y=y),
        style.layer(cone[1:], {"type": "rule", "color": style.BLUE, "strokeWidth": 3}, x=x,
                    y=style.y_axis(scale, "lower"), y2={"field": "upper"}),
        style.layer(cone[1:], {**parts.dot("white", 110), "stroke": style.BLUE, "strokeWidth": 3}, x=x, y=y),
        style.layer(reach, {**parts.dot(style.ORANGE, 300), "shape": "diamond", "stroke": "white"}, x=x, y=y),
        *framing.break_layers([(mark.month - 0.5, mark) for mark in inside], x, room),
    ]  # fmt: skip
    keys = [Key("line", style.BLUE, "What happened"), Key("dash", style.GREY, "Path to the target")]
    keys += [Key("diamond", style.ORANGE, f"Target {target.figure.words(places)}")] if reach else []
    if cone and projected:
        keys.append(
            Key(
                "bar",
                "#d6e4f1",
                f"Projection {parts.with_interval(projected.figure, places)}",
            )
        )
    keys += [Key("dash", style.GREEN, "Needed from here")] if way else []
    spec = framing.frame(
        layers, room, parts.units(caption, scale), keys + framing.gap_keys(found), 20 * len(inside)
    )
    alt = parts.target_alt(caption, baseline, target, whole, projected) + break_words(inside)
    wanted = {at: number(value, places) for at, value in path}
    wanted |= {first: baseline.figure.words(places), target.month: target.figure.words(places)}
    happened = {each.month: each.figure.words(places) for each in whole}
    reached = [each.month for each in whole if each.figure.shown is not None]
    if reached and not caption.date:
        caption = replace(caption, date=month_words(reached[-1]))
    ahead = {projected.month: parts.with_interval(projected.figure, places)} if projected else {}
    return parts.make(caption, alt, spec, ("12 months to", "Path", "What happened", "Projection"), [
        (short_month(at), wanted.get(at, ""), happened.get(at, ""), ahead.get(at, ""))
        for at in sorted({*wanted, *happened, *ahead})
    ])  # fmt: skip
