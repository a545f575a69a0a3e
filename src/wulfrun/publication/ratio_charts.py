"""Ratios with their intervals side by side, against the line of no difference."""

from collections.abc import Sequence

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import Caption, Chart, Value, number

_ROW, _NAMES = 44.0, 200.0


def ratio_bars(caption: Caption, ratios: Sequence[tuple[str, Value]], nothing: float = 1.0) -> Chart:
    """A point and its 95% interval for each name, in the order given, and a dashed line at `nothing`.

    A ratio that cannot be given has its name and no point. Raises ValueError without a name.
    """
    if not ratios:
        raise ValueError("a chart of ratios needs at least one; leave the chart out where there is none")
    rows = [
        {"y": place, "name": style.shorten(name, _NAMES - 16), "value": value.shown,
         "lower": value.interval and value.interval[0], "upper": value.interval and value.interval[1]}
        for place, (name, value) in enumerate(ratios)
    ]  # fmt: skip
    known = [row for row in rows if row["value"] is not None]
    ranged = [row for row in known if row["lower"] is not None]
    # Half as much either way is always in view, so that small differences look small.
    around = (nothing, 0.5 * nothing, 1.5 * nothing)
    scale = style.scale_over([*parts.ends(known, "value", "lower", "upper"), *around], count=4)
    room = Room(_NAMES, _ROW * len(rows), right=30)
    y = {"field": "y", "type": "quantitative", "axis": None,
         "scale": {"domain": [len(rows) - 0.5, -0.5], "nice": False, "zero": False}}  # fmt: skip
    rule = {"type": "rule", "color": style.ORANGE, "strokeWidth": 3, "strokeDash": [8, 4], "y": 0,
            "y2": room.height}  # fmt: skip
    layers = [
        style.layer([{"x": nothing}], rule, x=style.y_axis(scale, "x")),
        style.layer(ranged, {"type": "rule", "color": style.BLUE, "strokeWidth": 4}, y=y,
                    x=style.y_axis(scale, "lower"), x2={"field": "upper"}),
        style.layer(known, parts.dot(style.BLUE, 190), y=y, x=style.y_axis(scale)),
        style.layer(rows, {"type": "text", "x": -10, "align": "right", "baseline": "middle"}, y=y,
                    text={"field": "name"}),
    ]  # fmt: skip
    keys = [Key("dot", style.BLUE, "Ratio"), Key("interval", style.BLUE, "95% interval")]
    keys.append(Key("dash", style.ORANGE, f"No difference ({number(nothing, 0)})"))
    spec = framing.frame(layers, room, caption.units, keys)
    table = [(name, value.words(2), value.interval_words(2)) for name, value in ratios]
    said = [
        f"{name}: {value.words(2)}" + (f" ({value.interval_words(2)})" if value.interval else "")
        for name, value in ratios
    ]
    alt = f"Chart of {parts.what(caption)}, with 95% intervals. {'; '.join(said)}. "
    above = [name for name, value in ratios if value.interval and value.interval[0] > nothing]
    alt += f"Clearly above {number(nothing, 0)}: {', '.join(above) if above else 'none'}."
    return parts.make(caption, alt, spec, ("What is compared", caption.units, "95% interval"), table)
