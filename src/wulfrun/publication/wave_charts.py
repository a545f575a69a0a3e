"""Waves of a survey: a point a wave with its interval, never joined without one."""

from collections.abc import Sequence
from math import ceil

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, Value, gap_words, gaps, shared_places

# A name of a wave is at most this wide, and so far from the next.
_WIDEST, _BETWEEN = 120.0, 14.0


def wave_points(caption: Caption, waves: Sequence[tuple[str, Value]]) -> Chart:
    """Waves in order of time, a point each with its 95% interval; ValueError where there is none."""
    if not waves:
        raise ValueError("a chart needs at least one wave; leave the chart out where there is none")
    names, values = [name for name, _ in waves], [value for _, value in waves]
    rows = parts.year_rows(values, 0)
    ranged = [row for row in rows if row["lower"] is not None]
    scale = style.scale_over(parts.ends(rows, "value", "lower", "upper"))
    room = framing.room_beside(scale, 300, right=44)
    x, y = _axis(names, room.width), style.y_axis(scale)
    found = gaps(values)
    layers = [
        *framing.gap_layers(found, x, 0, room.height),
        parts.line(rows, x, y, style.PALE, 2),
        parts.interval(ranged, x, scale, style.INK),
        style.layer(rows, {**parts.dot(style.BLUE, 130), "stroke": "white", "strokeWidth": 1}, x=x, y=y),
    ]
    keys = [
        Key("dot", style.BLUE, "Share of those asked, weighted"),
        Key("interval", style.INK, "95% interval"),
    ]
    spec = framing.frame(layers, room, parts.units(caption, scale), keys + framing.gap_keys(found))
    places = shared_places(values)
    alt = f"Points for {parts.what(caption)} by wave of the survey, each with its 95% interval. "
    alt += parts.first_and_last(values, names) + parts.extremes(values, names) + gap_words(values, names)
    table = [
        (name, value.words(places), value.interval_words(places))
        for name, value in zip(names, values, strict=True)
    ]
    return parts.make(caption, alt, spec, ("Wave", "Percent", "95% interval"), table)


def _axis(names: Sequence[str], width: float) -> style.Spec:
    """The horizontal axis of waves, the last always named, the others as often as there is room."""
    last = len(names) - 1
    told = [style.shorten(name.replace("'", "’"), _WIDEST, style.SIZE) for name in names]
    widest = max(style.text_width(name, style.SIZE) for name in told)
    step = ceil((widest + _BETWEEN) / (width / len(names)))
    labels = {float(place): told[place] for place in range(last % step, last + 1, step)}
    return style.x_axis(-0.5, last + 0.5, labels)
