"""A funnel: rates of places by their size, and how far chance and the peers' own spread would carry them."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, Value, listed, number, shared_places
from wulfrun.publication.chart_style import Spec


@dataclass(frozen=True)
class FunnelPlace:
    """One place: its size, its rate, which limits it lies outside of ('' = none), whether it is compared."""

    name: str
    size: float
    figure: Value
    outside: str = ""
    own: bool = False


@dataclass(frozen=True)
class FunnelLimit:
    """The limits of a rate at one size: of 95% and of 99.8%."""

    size: float
    usual: tuple[float, float]
    far: tuple[float, float]


def funnel_chart(
    caption: Caption, places: Sequence[FunnelPlace], limits: Sequence[FunnelLimit], average: float
) -> Chart:
    """Places as points over their size, between curves of their limits; those outside are named.

    Raises ValueError where no place has a rate or there are fewer than two limits.
    """
    shown = [each for each in places if each.figure.shown is not None and each.size > 0]
    if not shown or len(limits) < 2:
        raise ValueError(
            f"{len(shown)} places with a rate and {len(limits)} limits; expected 1 and 2 or more"
        )
    outside = [each for each in shown if each.outside]
    rows = [
        {"x": each.size, "value": each.figure.shown, "name": style.shorten(each.name, 190), "own": each.own}
        for each in shown
    ]
    first, last = limits[0].size, limits[-1].size
    ends = [*parts.ends(rows, "value"), *(end for each in limits for end in (*each.usual, *each.far))]
    scale = style.scale_over(ends)
    room = framing.room_beside(scale, 320)
    ticks = style.scale_over([first, last], count=4).ticks
    x = style.x_axis(first, last, {tick: number(tick, 0) for tick in ticks if first <= tick <= last})
    y = style.y_axis(scale)
    layers = [
        _band(limits, x, scale),
        *(_edge(limits, x, y, end, which) for which in ("far", "usual") for end in (0, 1)),
        parts.line([{"x": each.size, "value": average, "run": 0} for each in limits], x, y, style.ORANGE, 3,
                   [8, 4]),
        style.layer([row for row in rows if not row["own"]], parts.dot(style.GREY, 110), x=x, y=y),
        style.layer([row for row in rows if row["own"]],
                    {**parts.dot(style.BLUE, 230), "shape": "diamond", "stroke": "white", "strokeWidth": 1},
                    x=x, y=y),
        *_names([row for row in rows if row["own"] or row["name"] in {each.name for each in outside}],
                x, y, (first + last) / 2),
        framing.words("Residents", room.width, room.height + 52, align="right"),
    ]  # fmt: skip
    keys = [
        Key("diamond", style.BLUE, next((each.name for each in shown if each.own), "This place")),
        Key("dot", style.GREY, "Similar places"),
        Key("dash", style.ORANGE, f"Average {number(average, shared_places([e.figure for e in shown]))}"),
        Key("bar", style.CLASSES[0], "In line: 95%"),
        Key("line", style.REST, "99.8%"),
    ]
    spec = framing.frame(
        layers, framing.Room(room.left, room.height, room.right, 72), parts.units(caption, scale), keys
    )
    ordered = sorted(shown, key=lambda each: (-(each.figure.shown or 0), each.name))
    digits = shared_places([each.figure for each in shown])
    table = [
        (each.name, number(each.size, 0), each.figure.words(digits), each.outside or "inside")
        for each in ordered
    ]
    return parts.make(
        caption, _alt(caption, ordered, outside), spec, ("Place", "Residents", "Rate", "Limits"), table
    )


def _band(limits: Sequence[FunnelLimit], x: Spec, scale: style.Scale) -> Spec:
    rows = [{"x": each.size, "lower": each.usual[0], "upper": each.usual[1]} for each in limits]
    return style.layer(
        rows, {"type": "area", "color": style.CLASSES[0]}, x=x, y=style.y_axis(scale, "lower"),
        y2={"field": "upper"},
    )  # fmt: skip


def _edge(limits: Sequence[FunnelLimit], x: Spec, y: Spec, end: int, which: str) -> Spec:
    rows = [{"x": each.size, "value": getattr(each, which)[end], "run": 0} for each in limits]
    colour, dash = (style.REST, None) if which == "far" else (style.BLUE, [3, 3])
    return parts.line(rows, x, y, colour, 1.5, dash)


def _names(rows: Sequence[Spec], x: Spec, y: Spec, middle: float) -> list[Spec]:
    """The names beside their points, towards the middle so that none runs out of the plot."""
    left, right = ([row for row in rows if (row["x"] < middle) is side] for side in (True, False))
    text = {"type": "text", "baseline": "bottom", "fontSize": style.SMALL}
    return [
        style.layer(own, {**text, "align": align, "dx": shift, "dy": -8}, x=x, y=y, text={"field": "name"})
        for own, align, shift in ((left, "left", 4), (right, "right", -4))
    ]


def _alt(caption: Caption, ordered: Sequence[FunnelPlace], outside: Sequence[FunnelPlace]) -> str:
    text = f"Funnel chart of {parts.what(caption)} for {len(ordered)} places by number of residents."
    for each in ordered:
        if each.own:
            text += f" {each.name}: {each.figure.words()}, {each.outside or 'inside the limits'}."
    told = [f"{each.name} ({each.outside})" for each in outside if not each.own]
    return text + (f" Also outside: {listed(told)}." if told else " No other place lies outside.")
