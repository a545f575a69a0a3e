"""A rate by tenth of the population from most to least deprived, with intervals and the fitted line."""

from collections.abc import Sequence

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, Value, number, shared_places

NAMES = {10: ("tenth", "tenths"), 5: ("fifth", "fifths")}


def gradient_bars(
    caption: Caption, groups: Sequence[Value], fitted: tuple[float, float], before: Sequence[Value] = ()
) -> Chart:
    """Bars with 95% intervals, the most deprived group first, and the line from `fitted`.

    `fitted` is the rate at the most and at the least deprived end; `before` are the groups of an earlier
    year, drawn as diamonds. Raises ValueError without a group, or where `before` has another number of them.
    """
    if not groups or (before and len(before) != len(groups)):
        raise ValueError(f"{len(groups)} groups and {len(before)} before; expected one or more, and as many")
    count = len(groups)
    rows = [
        {"x": place, "from": place - 0.34, "to": place + 0.34, "zero": 0, "value": value.shown,
         "lower": value.interval and value.interval[0], "upper": value.interval and value.interval[1]}
        for place, value in enumerate(groups, 1) if value.shown is not None
    ]  # fmt: skip
    earlier = [{"x": place, "value": each.shown} for place, each in enumerate(before, 1)
               if each.shown is not None]  # fmt: skip
    most, least = fitted
    fit = [
        {"x": 0.5, "value": max(most, 0.0), "run": 0},
        {"x": count + 0.5, "value": max(least, 0.0), "run": 0},
    ]
    ends = [*parts.ends(rows, "value", "upper"), *parts.ends(earlier, "value"), *parts.ends(fit, "value")]
    scale = style.scale_over(ends, zero=True)
    room = framing.room_beside(scale, 300)
    labels = {float(place): str(place) for place in range(1, count + 1)}
    x, y = style.x_axis(0.4, count + 0.6, labels), style.y_axis(scale)
    ranged = [row for row in rows if row["lower"] is not None]
    layers = [
        style.layer(rows, {"type": "rect", "color": style.BLUE, "opacity": 0.75},
                    x={**x, "field": "from"}, x2={"field": "to"}, y=style.y_axis(scale, "zero"),
                    y2={"field": "value"}),
        style.layer(ranged, {"type": "rule", "color": style.INK, "strokeWidth": 2}, x=x,
                    y=style.y_axis(scale, "lower"), y2={"field": "upper"}),
        style.layer(earlier, {**parts.dot(style.GREY, 130), "shape": "diamond", "stroke": "white",
                              "strokeWidth": 1}, x=x, y=y),
        parts.line(fit, x, y, style.ORANGE, 3, [9, 5]),
    ]  # fmt: skip
    one, many = NAMES.get(count, ("group", "groups"))
    keys = [Key("bar", style.BLUE, f"Each {one}, 95% interval"), Key("dash", style.ORANGE, "Fitted line")]
    keys += [Key("diamond", style.GREY, "First year")] if earlier else []
    units = f"{parts.units(caption, scale)}; {many} of the population, 1 = most deprived"
    places = shared_places([*groups, *before])
    said = "; ".join(f"{place} {value.words(places)}" for place, value in enumerate(groups, 1))
    alt = (
        f"Bar chart of {parts.what(caption)} in {many} of the population from 1, the most deprived, to "
        f"{count}, the least: {said}. The fitted line runs from {number(most, places)} at the most deprived "
        f"end to {number(least, places)} at the least deprived."
    )
    table = [
        (str(place), value.words(places), value.interval_words(places),
         *((before[place - 1].words(places),) if before else ()))
        for place, value in enumerate(groups, 1)
    ]  # fmt: skip
    columns = (f"{one.capitalize()}, 1 = most deprived", "Rate", "95% interval",
               *(("First year",) if before else ()))  # fmt: skip
    return parts.make(caption, alt, framing.frame(layers, room, units, keys), columns, table)
