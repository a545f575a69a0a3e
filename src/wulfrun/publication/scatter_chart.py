"""Areas by two rates, one across and one up: what a correlation is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, decimals, listed, number


@dataclass(frozen=True)
class Spot:
    """One area: its value across and its value up."""

    name: str
    across: float
    up: float
    priority: bool = False


def scatter(caption: Caption, spots: Sequence[Spot], across: str, up: str) -> Chart:
    """A point for each area; `across` and `up` say what each axis counts. ValueError for fewer than two."""
    if len(spots) < 2:
        raise ValueError(f"{len(spots)} areas; a chart of two rates needs at least two")
    rows = [{"x": each.across, "value": each.up, "first": each.priority} for each in spots]
    wide, high = style.scale_over([each.across for each in spots]), style.scale_over([e.up for e in spots])
    room = framing.room_beside(high, 340)
    labels = {tick: number(tick, wide.places) for tick in wide.ticks}
    x, y = style.x_axis(wide.low, wide.high, labels), style.y_axis(high)
    layers = [
        style.layer([row for row in rows if not row["first"]],
                    {**parts.dot(style.BLUE, 90), "stroke": "white", "strokeWidth": 1}, x=x, y=y),
        style.layer([row for row in rows if row["first"]],
                    {**parts.dot(style.ORANGE, 170), "shape": "diamond", "stroke": "white", "strokeWidth": 1},
                    x=x, y=y),
        framing.words(style.shorten(across, style.WIDTH - 40), room.width, room.height + 52, align="right"),
    ]  # fmt: skip
    keys = [Key("dot", style.BLUE, "Area")]
    if any(row["first"] for row in rows):
        keys = [Key("diamond", style.ORANGE, "Priority area"), Key("dot", style.BLUE, "Other area")]
    spec = framing.frame(layers, framing.Room(room.left, room.height, room.right, 72), up, keys)
    digits = decimals([each.across for each in spots]), decimals([each.up for each in spots])
    ordered = sorted(spots, key=lambda each: (-each.up, each.name))
    table = [(each.name, number(each.up, digits[1]), number(each.across, digits[0])) for each in ordered]
    top = [f"{name} ({value} and {other})" for name, value, other in table[:3]]
    alt = (
        f"Scatter chart of {len(spots)} areas: {up[:1].lower() + up[1:]}, against "
        f"{across[:1].lower()}{across[1:]}. Highest of the first: {listed(top)}."
    )  # fmt: skip
    return parts.make(caption, alt, spec, ("Area", up, across), table)
