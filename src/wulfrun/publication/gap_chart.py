"""The gaps between rare events, one point an event, with what is usual for a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, listed, number, short_month
from wulfrun.publication.chart_style import Spec


@dataclass(frozen=True)
class EventGap:
    """The gap before an event of a month; the usual gap and its limits, where known; the rule it breaks."""

    month: int
    gap: float
    median: float | None = None
    lower: float | None = None
    upper: float | None = None
    rule: str = ""


def event_gaps(caption: Caption, events: Sequence[EventGap], unit: str) -> Chart:
    """Gaps in order of their events, the median and the limits by segment, signals as diamonds.

    `unit`: days or months. Raises ValueError without an event.
    """
    if not events:
        raise ValueError("a chart needs at least one gap; leave it out where there is none")
    rows = [{"x": at, "value": each.gap, "run": 0, "signal": bool(each.rule)}
            for at, each in enumerate(events)]  # fmt: skip
    bands = _bands(events)
    scale = style.scale_over(parts.ends(rows, "value") + parts.ends(bands, "lower", "upper"), zero=True)
    room = framing.Room(framing.room_beside(scale, 280).left, 280, bottom=66)
    step = 1 + (len(events) - 1) // 4
    labels = {float(at): short_month(events[at].month) for at in range(0, len(events), step)}
    x, y = style.x_axis(-0.5, len(events) - 0.5, labels), style.y_axis(scale)
    across = {"x": x, "x2": {"field": "to"}}
    edges = [{**each, "value": each["upper"]} for each in bands]
    signals = [row for row in rows if row["signal"]]
    layers = [
        style.layer(bands, {"type": "rect", "color": style.BLUE, "opacity": 0.12}, **across,
                    y=style.y_axis(scale, "lower"), y2={"field": "upper"}),
        style.layer(edges, {"type": "rule", "color": style.GREY, "strokeWidth": 1.5, "strokeDash": [5, 4]},
                    **across, y=y),
        style.layer(bands, {"type": "rule", "color": style.GREY, "strokeWidth": 2}, **across,
                    y=style.y_axis(scale, "median")),
        parts.line(rows, x, y, style.BLUE, 2),
        style.layer([row for row in rows if not row["signal"]], parts.dot(style.BLUE, 60), x=x, y=y),
        style.layer(signals, {**parts.dot(style.ORANGE, 190), "shape": "diamond", "stroke": "white",
                              "strokeWidth": 1}, x=x, y=y),
        framing.words("Events, one after another", room.width, room.height + 48, align="right"),
    ]  # fmt: skip
    keys = [Key("dot", style.BLUE, "Each gap")]
    if bands:
        keys += [Key("line", style.GREY, "Half are longer"), Key("dash", style.GREY, "Longest usual gap")]
    keys += [Key("diamond", style.ORANGE, "Signal")] if signals else []
    spec = framing.frame(layers, room, parts.units(caption, scale), keys)
    table = [
        (short_month(each.month), number(each.gap), _whole(each.median), _whole(each.lower),
         _whole(each.upper), each.rule)
        for each in events
    ]  # fmt: skip
    columns = ("Event in", f"Gap, {unit}", "Median", "Shortest usual", "Longest usual", "Signal")
    return parts.make(caption, _alt(events, unit), spec, columns, table)


def _bands(events: Sequence[EventGap]) -> list[Spec]:
    found: list[Spec] = []
    placed = enumerate(events)
    for limits, members in groupby(placed, key=lambda each: (each[1].median, each[1].lower, each[1].upper)):
        run = [at for at, _ in members]
        if None not in limits:
            median, lower, upper = limits
            ends = {"x": run[0] - 0.5, "to": run[-1] + 0.5}
            found.append({**ends, "median": median, "lower": lower, "upper": upper})
    return found


def _whole(value: float | None) -> str:
    return "" if value is None else number(value, 0)


def _alt(events: Sequence[EventGap], unit: str) -> str:
    gaps = [each.gap for each in events]
    text = (
        f"Line chart of {len(events)} gaps between events, {short_month(events[0].month)} to "
        f"{short_month(events[-1].month)}. Shortest {number(min(gaps))} {unit}, longest {number(max(gaps))} "
        f"{unit}, the last {number(gaps[-1])} {unit}."
    )
    if events[-1].median is not None and events[-1].upper is not None:
        text += (
            f" Half of all gaps are longer than {number(events[-1].median)} {unit}, and hardly any is longer "
            f"than {number(events[-1].upper)}."
        )
    told = [f"{short_month(each.month)} ({each.rule})" for each in events if each.rule]
    return text + (f" Signals: {listed(told)}." if told else " No gap is a signal of change.")
