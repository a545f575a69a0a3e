"""How many of each kind: one bar a kind, with its number, in the order given."""

from collections.abc import Sequence

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_model import Caption, Chart, listed, number
from wulfrun.publication.chart_style import Spec, text_width

_ROW = 34.0


def counted_bars(caption: Caption, counts: Sequence[tuple[str, int]], heads: tuple[str, str]) -> Chart:
    """A bar for each name and its count. Raises ValueError where nothing is counted."""
    if not any(count for _, count in counts):
        raise ValueError("a chart of counts needs one that is not zero; leave it out where there is none")
    left = max(text_width(name, style.SIZE) for name, _ in counts) * 1.17 + 16
    room = framing.Room(round(left), _ROW * len(counts), right=60, bottom=10)
    most = max(count for _, count in counts)
    rows = [
        {"y": at + 0.18, "base": at + 0.82, "middle": at + 0.5, "zero": 0, "to": count, "name": name,
         "count": number(count)}
        for at, (name, count) in enumerate(counts)
    ]  # fmt: skip
    y: Spec = {"field": "y", "type": "quantitative", "axis": None,
               "scale": {"domain": [len(rows), 0], "nice": False, "zero": False}}  # fmt: skip
    x: Spec = {"field": "zero", "type": "quantitative", "axis": None,
               "scale": {"domain": [0, most], "nice": False, "zero": False}}  # fmt: skip
    middle = {**y, "field": "middle"}
    layers = [
        style.layer(rows, {"type": "rect", "color": style.BLUE}, x=x, x2={"field": "to"}, y=y,
                    y2={"field": "base"}),
        style.layer(rows, {"type": "text", "x": -10, "align": "right", "baseline": "middle",
                           "fontSize": style.SIZE}, y=middle, text={"field": "name"}),
        style.layer(rows, {"type": "text", "dx": 10, "align": "left", "baseline": "middle",
                           "fontSize": style.SIZE, "fontWeight": "bold"}, x={**x, "field": "to"}, y=middle,
                    text={"field": "count"}),
    ]  # fmt: skip
    alt = f"Bar chart of {parts.what(caption)}: {listed([f'{name} {count}' for name, count in counts], 20)}."
    table = [(name, number(count)) for name, count in counts]
    return parts.make(caption, alt, framing.frame(layers, room, caption.units), heads, table)
