"""How much of the crime the worst places hold: the curve seen, the one by chance, and an even spread."""

from collections.abc import Sequence

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, number

_TICKS = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)


def lorenz_chart(caption: Caption, points: Sequence[tuple[float, float, float]]) -> Chart:
    """Percent of crime held by percent of places from the worst down: (places, seen, by chance), in order.

    Raises ValueError for fewer than two points.
    """
    if len(points) < 2:
        raise ValueError(f"{len(points)} points; expected a curve of at least two")
    scale = style.scale_over([0.0, 100.0])
    x = style.x_axis(0, 100, {each: number(each) for each in _TICKS})
    y = style.y_axis(scale)
    room = framing.room_beside(scale, 340)
    seen = [{"x": at, "value": own, "run": 0} for at, own, _ in points]
    chance = [{"x": at, "value": own, "run": 0} for at, _, own in points]
    even = [{"x": at, "value": at, "run": 0} for at in (0.0, 100.0)]
    layers = [
        parts.line(even, x, y, style.REST, 2),
        parts.line(chance, x, y, style.BLUE, 3, [8, 4]),
        parts.line(seen, x, y, style.ORANGE, 4),
        framing.words("Percent of cells, the worst first", room.width, room.height + 48, align="right"),
    ]
    keys = [
        Key("line", style.ORANGE, "Recorded"),
        Key("dash", style.BLUE, "By chance alone"),
        Key("line", style.REST, "Even spread"),
    ]
    spec = framing.frame(layers, framing.Room(room.left, room.height, room.right, 66), caption.units, keys)
    rows = [(f"{number(at, 1)}%", f"{number(own, 1)}%", f"{number(by, 1)}%") for at, own, by in points]
    told = [each for each in points if each[0] in (5.0, 20.0)]
    alt = f"Curve of {parts.what(caption)}. " + " ".join(
        f"The worst {number(at)}% of cells hold {number(own)}%; by chance alone {number(by)}%."
        for at, own, by in told
    )
    return parts.make(caption, alt, spec, ("Cells, the worst first", "Recorded", "By chance alone"), rows)
