"""Charts by financial year: bars, and two groups against each other."""

from collections.abc import Sequence

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import (
    BreakMark,
    Caption,
    Chart,
    Year,
    break_words,
    gap_words,
    gaps,
    shared_places,
)


def gap_lines(
    caption: Caption,
    priority: Sequence[Year],
    rest: Sequence[Year],
    names: tuple[str, str] = ("Priority neighbourhoods", "Rest of the area"),
    breaks: Sequence[BreakMark] = (),
) -> Chart:
    """Two groups by year, each with its intervals, told apart by shape, dash and colour."""
    starts = parts.years([*priority, *rest])
    both = [parts.by_start(years, starts) for years in (priority, rest)]
    data = [parts.year_rows(values, shift) for values, shift in zip(both, (-0.06, 0.06), strict=True)]
    ends = [
        row[k] for rows in data for row in rows for k in ("value", "lower", "upper") if row[k] is not None
    ]
    scale = style.scale_over(ends)
    room = framing.room_beside(scale, 300)
    x, y = parts.years_axis(starts), style.y_axis(scale)
    looks = ((style.ORANGE, "diamond", 190, None), (style.BLUE, "circle", 110, [7, 4]))
    inside = parts.breaks_inside(breaks, starts[0], starts[-1] + 11)
    found = {gap for values in both for gap in gaps(values)}
    layers = framing.gap_layers(sorted(found, key=lambda gap: gap.first), x, 0, room.height)
    for rows, (colour, shape, size, dash) in zip(data, looks, strict=True):
        layers += [
            parts.line(rows, x, y, colour, 3, dash),
            parts.interval([row for row in rows if row["lower"] is not None], x, scale, colour),
            style.layer(
                rows,
                {**parts.dot(colour, size), "shape": shape, "stroke": "white", "strokeWidth": 1},
                x=x,
                y=y,
            ),
        ]
    layers += framing.break_layers(parts.year_places(inside, starts[0]), x, room)
    keys = [Key("diamond", style.ORANGE, names[0]), Key("dot", style.BLUE, names[1])]
    keys += (
        [Key("interval", style.GREY, "95% interval")]
        if any(row["lower"] is not None for row in data[0])
        else []
    )
    shaded = [Key(key.mark, key.colour, f"{key.label}, one group or both") for key in framing.gap_keys(found)]
    spec = framing.frame(layers, room, parts.units(caption, scale), keys + shaded, 20 * len(inside))
    periods_named = [parts.year_name(start) for start in starts]
    alt = f"Line chart of {parts.what(caption)} by year." + "".join(
        f" {name}: {parts.first_and_last(values, periods_named)}{gap_words(values, periods_named)}"
        for name, values in zip(names, both, strict=True)
    )
    places = shared_places([*both[0], *both[1]])
    columns = ("Year", names[0], f"{names[0]}: 95% interval", names[1], f"{names[1]}: 95% interval")
    return parts.make(caption, alt + break_words(inside), spec, columns, [
        (name, a.words(places), a.interval_words(places), b.words(places), b.interval_words(places))
        for name, a, b in zip(periods_named, *both, strict=True)
    ])  # fmt: skip


def yearly_bars(caption: Caption, years: Sequence[Year], breaks: Sequence[BreakMark] = ()) -> Chart:
    """Financial years as bars from zero, each with its interval; a year without a figure is shaded."""
    starts = parts.years(years)
    values = parts.by_start(years, starts)
    rows = parts.year_rows(values, 0)
    bars = [{"x": row["x"] - 0.34, "to": row["x"] + 0.34, "zero": 0, "value": row["value"]} for row in rows]
    ends = parts.ends(rows, "value", "lower", "upper")
    scale = style.scale_over(ends, zero=True)
    room = framing.room_beside(scale, 280)
    x, y = parts.years_axis(starts), style.y_axis(scale, "zero")
    inside = parts.breaks_inside(breaks, starts[0], starts[-1] + 11)
    found = gaps(values)
    known = [row for row in rows if row["lower"] is not None]
    layers = [
        *framing.gap_layers(found, x, 0, room.height),
        style.layer(bars, {"type": "rect", "color": style.BLUE}, x=x, x2={"field": "to"},
                    y=y, y2={"field": "value"}),
        parts.interval(known, x, scale, style.INK),
        *framing.break_layers(parts.year_places(inside, starts[0]), x, room),
    ]  # fmt: skip
    keys = [Key("bar", style.BLUE, "Each year")]
    keys += [Key("interval", style.INK, "95% interval")] if known else []
    keys += framing.gap_keys(found)
    spec = framing.frame(
        layers, room, parts.units(caption, scale), keys if len(keys) > 1 else (), 20 * len(inside)
    )
    names = [parts.year_name(start) for start in starts]
    alt = f"Bar chart of {parts.what(caption)} by year. "
    alt += parts.first_and_last(values, names) + parts.extremes(values, names) + gap_words(values, names)
    places = shared_places(values)
    rows_shown = [
        (name, value.words(places), value.interval_words(places))
        for name, value in zip(names, values, strict=True)
    ]
    return parts.make(caption, alt + break_words(inside), spec, ("Year", "Value", "95% interval"), rows_shown)
