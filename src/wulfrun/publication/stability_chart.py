"""How often each problem stays among the first when the weights move."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key, Room
from wulfrun.publication.chart_model import Caption, Chart, listed

_ROW = 52.0


@dataclass(frozen=True)
class Standing:
    """One problem: shares 0..1 of the draws in which it is among the first, and the ranks it takes."""

    name: str
    near: float
    wide: float
    ranks: str
    first: bool = False


def stability_bars(caption: Caption, problems: Sequence[Standing], first: str) -> Chart:
    """A bar for weights near the declared and a diamond for any weights, in the order given.

    `first` says what the darker bars are. Raises ValueError without a problem.
    """
    if not problems:
        raise ValueError("a chart of how firm ranks are needs problems; leave it out where there are none")
    rows = [
        {"y": place + 0.68, "name_y": place + 0.24, "top": place + 0.46, "end": place + 0.9, "zero": 0,
         "near": 100 * each.near, "wide": 100 * each.wide, "name": style.shorten(each.name, style.WIDTH - 60),
         "fill": style.BLUE if each.first else style.REST}
        for place, each in enumerate(problems)
    ]  # fmt: skip
    scale = style.scale_over([0, 100], zero=True, count=4)
    room = Room(20, _ROW * len(rows), right=30)
    y = {"field": "y", "type": "quantitative", "axis": None,
         "scale": {"domain": [len(rows), 0], "nice": False, "zero": False}}  # fmt: skip
    layers = [
        style.layer(rows, {"type": "rect"}, y={**y, "field": "top"}, y2={"field": "end"},
                    x=style.y_axis(scale, "zero"), x2={"field": "near"},
                    fill={"field": "fill", "type": "nominal", "scale": None}),
        style.layer(rows, {**parts.dot(style.ORANGE, 170), "shape": "diamond", "stroke": "white",
                           "strokeWidth": 1.5}, y=y, x=style.y_axis(scale, "wide")),
        style.layer(rows, {"type": "text", "x": 2, "align": "left", "baseline": "middle"},
                    y={**y, "field": "name_y"}, text={"field": "name"}),
    ]  # fmt: skip
    keys = [Key("bar", style.BLUE, first), Key("bar", style.REST, "Other problems")]
    keys.append(Key("diamond", style.ORANGE, "With any weights at all"))
    spec = framing.frame(layers, room, caption.units, keys)
    table = [(each.name, share_words(each.near), share_words(each.wide), each.ranks) for each in problems]
    said = [f"{each.name} {share_words(each.near)}" for each in problems]
    alt = f"Bar chart of {parts.what(caption)}, in order of rank: {listed(said)}."
    columns = ("Problem", "Weights near the declared", "Any weights", "Ranks it takes")
    return parts.make(caption, alt, spec, columns, table)


def share_words(share: float) -> str:
    """A share of draws in percent; none and all are not certain.

    >>> share_words(0.0), share_words(0.004), share_words(0.31), share_words(0.998), share_words(1.0)
    ('under 1%', 'under 1%', '31%', 'over 99%', 'over 99%')
    """
    percent = round(100 * share)
    return "under 1%" if percent < 1 else "over 99%" if share > 0.99 else f"{percent}%"
