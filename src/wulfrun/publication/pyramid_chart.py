"""The ages of a place: men to the left, women to the right, a row for five years of age."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import Caption, Chart, number

_ROW, _NAMES = 22.0, 62.0


@dataclass(frozen=True)
class AgeGroup:
    """Men and women of some ages in percent of all residents; `compared`: those of another place."""

    name: str
    men: float
    women: float
    men_compared: float | None = None
    women_compared: float | None = None


def pyramid(caption: Caption, groups: Sequence[AgeGroup], compared: str = "") -> Chart:
    """The youngest at the bottom; `compared` names a second place, whose shares are drawn as outlines' ends.

    Raises ValueError without a group.
    """
    if not groups:
        raise ValueError("a chart of ages needs at least one group; leave it out where there is none")
    rows = [
        {"y": place - 0.42, "base": place + 0.42, "middle": place, "men": -each.men, "women": each.women,
         "zero": 0, "name": each.name}
        for place, each in enumerate(groups)
    ]  # fmt: skip
    marks = [
        {"y": place - 0.42, "base": place + 0.42, "at": at}
        for place, each in enumerate(groups)
        for at in (-each.men_compared if each.men_compared is not None else None, each.women_compared)
        if at is not None
    ]
    reach = max([*(max(each.men, each.women) for each in groups), *(abs(each["at"]) for each in marks), 1.0])
    half = style.scale_over([0.0, reach], zero=True, count=3)
    ticks = sorted({-tick for tick in half.ticks} | set(half.ticks))
    labels = {tick: number(abs(tick), half.places) for tick in ticks}
    room = Room(_NAMES, _ROW * len(rows), right=20)
    y = {"field": "y", "type": "quantitative", "axis": None,
         "scale": {"domain": [-0.5, len(rows) - 0.5], "nice": False, "zero": False}}  # fmt: skip
    x = style.x_axis(-half.high, half.high, labels, "zero")
    bars = [
        style.layer(rows, {"type": "rect", "color": colour}, x=x, x2={"field": side}, y=y,
                    y2={"field": "base"})
        for side, colour in (("men", style.BLUE), ("women", style.ORANGE))
    ]  # fmt: skip
    layers = [
        *bars,
        style.layer(marks, {"type": "rule", "color": style.INK, "strokeWidth": 3}, x={**x, "field": "at"},
                    y=y, y2={"field": "base"}),
        style.layer(rows, {"type": "text", "x": -8, "align": "right", "baseline": "middle"},
                    y={**y, "field": "middle"}, text={"field": "name"}),
    ]  # fmt: skip
    keys = [Key("bar", style.BLUE, "Men and boys"), Key("bar", style.ORANGE, "Women and girls")]
    keys += [Key("tick", style.INK, compared)] if marks else []
    spec = framing.frame(layers, room, caption.units, keys)
    biggest = max(groups, key=lambda each: each.men + each.women)
    alt = (
        f"Population pyramid: {parts.what(caption)}. The largest group is aged {biggest.name}, "
        f"{number(biggest.men + biggest.women, 1)}% of residents. From the youngest: "
        + "; ".join(
            f"{each.name} men {number(each.men, 1)}, women {number(each.women, 1)}" for each in groups
        )
        + "."
    )
    table = [(each.name, number(each.men, 1), number(each.women, 1)) for each in groups]
    return parts.make(caption, alt, spec, ("Age", "Men, % of residents", "Women, % of residents"), table)
