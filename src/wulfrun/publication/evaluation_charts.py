"""Charts of an evaluation: treated areas month by month against what was expected, and each effect."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import (
    BreakMark,
    Caption,
    Chart,
    Value,
    gap_words,
    gaps,
    number,
    runs,
    shared_places,
    short_month,
)
from wulfrun.publication.ratio_charts import ratio_bars


@dataclass(frozen=True)
class ExpectedMonth:
    """A month of the treated areas: what was counted, and what the comparison led one to expect."""

    month: int
    counted: Value
    expected: Value


def counted_and_expected(
    caption: Caption, months: Sequence[ExpectedMonth], start: int, expected: str
) -> Chart:
    """Two lines by month with the start marked; `expected` names the dashed one. Needs at least a month."""
    first, last = parts.span(each.month for each in months)
    names = [short_month(each.month) for each in months]
    both = [[each.counted for each in months], [each.expected for each in months]]
    rows = [_rows(months, values) for values in both]
    scale = style.scale_over([row["value"] for own in rows for row in own], zero=True)
    room = framing.room_beside(scale, 300)
    x, y = parts.months_axis(first, last), style.y_axis(scale)
    mark = BreakMark(start, "Start")
    found = gaps(both[0])
    layers = [
        *framing.gap_layers(found, x, first, room.height),
        parts.line(rows[1], x, y, style.ORANGE, 3, [7, 4]),
        parts.line(rows[0], x, y, style.BLUE, 3),
        style.layer(rows[0], parts.dot(style.BLUE, 40), x=x, y=y),
        *framing.break_layers([(start - 0.5, mark)], x, room),
    ]
    keys = [Key("line", style.BLUE, "Counted"), Key("dash", style.ORANGE, expected)]
    spec = framing.frame(layers, room, parts.units(caption, scale), keys + framing.gap_keys(found), 20)
    alt = f"Line chart of {parts.what(caption)}, by month, {names[0]} to {names[-1]}. "
    for name, values in zip(("Counted", expected), both, strict=True):
        own = [(each.month, value.shown) for each, value in zip(months, values, strict=True)]
        for when, side in (("before", [value for month, value in own if month < start]),
                           ("after", [value for month, value in own if month >= start])):  # fmt: skip
            known = [value for value in side if value is not None]
            if known:
                alt += f"{name}, on average {when} the start: {number(sum(known) / len(known), 1)} a month. "
    alt = alt.strip() + gap_words(both[0], names)
    places = max(1, shared_places(both[0]))
    table = [(name, a.words(), b.words(places)) for name, a, b in zip(names, both[0], both[1], strict=True)]
    return parts.make(caption, alt, spec, ("Month", "Counted", expected), table)


def _rows(months: Sequence[ExpectedMonth], values: Sequence[Value]) -> list[style.Spec]:
    return [
        {"x": each.month, "value": value.shown, "run": run}
        for each, value, run in zip(months, values, runs(values), strict=True)
        if value.shown is not None
    ]


def effects(caption: Caption, found: Sequence[tuple[str, Value]]) -> Chart:
    """Each design's ratio of counted over expected with its interval, against no difference."""
    chart = ratio_bars(caption, found)
    below = [name for name, value in found if value.interval and value.interval[1] < 1]
    above = [name for name, value in found if value.interval and value.interval[0] > 1]
    said = [f"{word}: {', '.join(names) if names else 'none'}."
            for word, names in (("Clearly below 1", below), ("Clearly above 1", above))]  # fmt: skip
    return replace(chart, alt=f"{chart.alt.partition('Clearly above')[0]}{' '.join(said)}")
