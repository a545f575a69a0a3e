"""Horizontal comparisons: areas ranked with their intervals, and targets side by side."""

from collections.abc import Sequence

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import (
    SUPPRESSED,
    Area,
    Caption,
    Chart,
    TargetProgress,
    Value,
    listed,
    number,
    shared_places,
)
from wulfrun.publication.chart_style import Scale, Spec

MOST_BARS = 40
_ROW = 30
_NAMES = 210.0
_LOOKS = {
    "achieved": (style.GREEN, "circle"),
    "on track": (style.GREEN, "triangle-up"),
    "at risk": (style.ORANGE, "square"),
    "off track": ("#942514", "triangle-down"),
    "not achieved": ("#942514", "cross"),
}


def ranked_bars(caption: Caption, areas: Sequence[Area], average: Value | None = None,
                average_name: str = "Average", marked: str = "Priority area") -> Chart:  # fmt: skip
    """Areas as bars from zero with 95% intervals, highest first, at most 40; the table has them all.

    Priority areas (`marked` says what they are where they are something else) are told by a diamond beside
    the name as well as by colour. Suppressed areas are not drawn: they are listed in the table, after the
    rest, in order of name.
    """
    known = sorted((each for each in areas if each.figure.shown is not None), key=_rank)
    hidden = sorted(
        (each for each in areas if each.figure.shown is None), key=lambda each: (each.name, each.code)
    )
    drawn = known[:MOST_BARS]
    places = shared_places([each.figure for each in known])
    rows = [
        {"y": place, "top": place - 0.36, "end": place + 0.36, "zero": 0, "value": each.figure.shown,
         "lower": each.figure.interval and each.figure.interval[0],
         "upper": each.figure.interval and each.figure.interval[1],
         "fill": style.BLUE if each.priority else style.REST, "priority": each.priority,
         "name": style.shorten(each.name, _NAMES - (44 if each.priority else 22))}
        for place, each in enumerate(drawn)
    ]  # fmt: skip
    mean = average.shown if average else None
    ends = parts.ends(rows, "value", "lower", "upper")
    scale = style.scale_over([*ends, *([mean] if mean is not None else [])], zero=True, count=4)
    room = Room(_NAMES, max(1, len(rows)) * float(_ROW), right=30)
    y = _rows_axis(len(rows))
    ranged = [row for row in rows if row["lower"] is not None]
    first = [row for row in rows if row["priority"]]
    bar_y = {**y, "field": "top"}
    layers = [
        style.layer(rows, {"type": "rect"}, y=bar_y, y2={"field": "end"}, x=_x(scale, "zero"),
                    x2={"field": "value"}, fill={"field": "fill", "type": "nominal", "scale": None}),
        style.layer(ranged, {"type": "rule", "color": style.INK, "strokeWidth": 2}, y=y, x=_x(scale, "lower"),
                    x2={"field": "upper"}),
        style.layer(rows, {"type": "text", "x": -10, "align": "right", "baseline": "middle"}, y=y,
                    text={"field": "name"}),
        style.layer(first, {**parts.dot(style.BLUE, 150), "shape": "diamond", "x": 18 - _NAMES}, y=y),
    ]  # fmt: skip
    keys = [Key("diamond", style.BLUE, marked)] if first else []
    keys += [Key("interval", style.INK, "95% interval")] if ranged else []
    if mean is not None:
        layers.append(style.layer([{"x": mean}], {"type": "rule", "color": style.ORANGE, "strokeWidth": 3,
                                                  "strokeDash": [8, 4], "y": 0, "y2": room.height},
                                  x=_x(scale, "x")))  # fmt: skip
        keys.append(Key("dash", style.ORANGE, f"{average_name} {number(mean, places)}"))
    spec = framing.frame(layers, room, caption.units, keys)
    table = [
        (each.name, each.figure.words(places),
         each.figure.interval_words(places), "yes" if each.priority else "")
        for each in [*known, *hidden]
    ]  # fmt: skip
    return parts.make(caption, _ranked_alt(caption, known, hidden, average, average_name, marked), spec,
                      ("Area", "Value", "95% interval", marked.removesuffix(" area")), table)  # fmt: skip


def _rank(area: Area) -> tuple[float, str, str]:
    return (-(area.figure.shown or 0), area.name, area.code)


def _x(scale: Scale, field: str = "value") -> Spec:
    return style.y_axis(scale, field)


def _rows_axis(count: int) -> Spec:
    return {"field": "y", "type": "quantitative", "axis": None,
            "scale": {"domain": [max(1, count) - 0.5, -0.5], "nice": False, "zero": False}}  # fmt: skip


def _ranked_alt(caption: Caption, known: Sequence[Area], hidden: Sequence[Area], average: Value | None,
                average_name: str, marked: str) -> str:  # fmt: skip
    places = shared_places([each.figure for each in known])
    text = f"Bar chart of {parts.what(caption)} for {len(known) + len(hidden)} areas, highest first."
    if known:
        top = [f"{each.name} {each.figure.words(places)}" for each in known[:3]]
        text += f" Highest: {listed(top)}. Lowest: {known[-1].name} {known[-1].figure.words(places)}."
    if average and average.shown is not None:
        above = sum((each.figure.shown or 0) > average.shown for each in known)
        text += f" {average_name}: {average.words(places)}; {above} of {len(known)} areas are above it."
    if priority := [f"{each.name} (rank {known.index(each) + 1})" for each in known if each.priority]:
        text += f" {marked}{'s' if len(priority) > 1 else ''}: {listed(priority)}."
    suppressed = sum(each.figure.reason == SUPPRESSED for each in hidden)
    if len(known) > MOST_BARS:
        text += f" The {MOST_BARS} highest are drawn; the table has them all."
    text += f" Suppressed small numbers: {suppressed}." if suppressed else ""
    return text + (f" Without data: {len(hidden) - suppressed}." if len(hidden) > suppressed else "")


def status_bars(caption: Caption, targets: Sequence[TargetProgress]) -> Chart:
    """Targets side by side: the change so far with its interval, the change to reach, the status word."""
    height = 62.0
    rows = [
        {"y": place + 0.68, "top": place + 0.24, "title": style.shorten(each.title, style.WIDTH - 190.0),
         "value": each.figure.shown,
         "lower": each.figure.interval and each.figure.interval[0],
         "upper": each.figure.interval and each.figure.interval[1], "target": each.target,
         "status": each.status or each.figure.reason,
         "fill": _LOOKS.get(each.status, (style.GREY, "circle"))[0],
         "shape": _LOOKS.get(each.status, (style.GREY, "circle"))[1]}
        for place, each in enumerate(targets)
    ]  # fmt: skip
    ends = parts.ends(rows, "value", "lower", "upper", "target")
    scale = style.scale_over(ends, zero=True)
    room = Room(34, max(1, len(rows)) * height, right=34)
    domain = {"domain": [max(1, len(rows)), 0], "nice": False, "zero": False}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": domain}
    known, aimed = [r for r in rows if r["value"] is not None], [r for r in rows if r["target"] is not None]
    ranged = [row for row in rows if row["lower"] is not None]
    fill = {"field": "fill", "type": "nominal", "scale": None}
    zero = style.layer([{"x": 0}], {"type": "rule", "color": style.INK, "strokeWidth": 1.5}, x=_x(scale, "x"))
    layers = [
        zero,
        style.layer(ranged, {"type": "rule", "strokeWidth": 4}, y=y, x=_x(scale, "lower"),
                    x2={"field": "upper"}, color=fill),
        style.layer(aimed, {"type": "tick", "orient": "vertical", "size": 26, "thickness": 4, "opacity": 1,
                            "color": style.INK}, y=y, x=_x(scale, "target")),
        style.layer(known, {"type": "point", "filled": True, "opacity": 1, "size": 190}, y=y, x=_x(scale),
                    fill=fill, shape={"field": "shape", "type": "nominal", "scale": None}),
        style.layer(rows, {"type": "text", "x": 6 - room.left, "align": "left", "fontWeight": "bold"},
                    y={**y, "field": "top"}, text={"field": "title"}),
        style.layer(rows, {"type": "text", "x": room.width + room.right - 6, "align": "right"},
                    y={**y, "field": "top"}, text={"field": "status"}),
    ]  # fmt: skip
    keys = [Key("dot", style.GREY, "Change so far, with 95% interval"), Key("tick", style.INK, "Target")]
    sentences = [
        f"{each.title}: {_percent(each.figure.shown)}"
        + (f", target {_percent(each.target)}" if each.target is not None else "")
        + f", {each.status}."
        for each in targets
    ]
    table = [
        (each.title, each.figure.reason or _percent(each.figure.shown),
         each.figure.interval_words(1), "" if each.target is None else _percent(each.target), each.status)
        for each in targets
    ]  # fmt: skip
    alt = f"Chart of {len(targets)} targets. {' '.join(sentences)}"
    columns = ("Target", "Change so far", "95% interval", "Target change", "Status")
    return parts.make(caption, alt, framing.frame(layers, room, caption.units, keys), columns, table)


def _percent(value: float | None) -> str:
    return "no figure" if value is None else f"{'+' if value > 0 else ''}{number(value, 1)}%"
