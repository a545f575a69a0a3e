"""One look for every chart: colours, type, scales and axes as pieces of Vega-Lite.

Every position is worked out here, and nothing is laid out by measuring text, so that a drawing
does not depend on the fonts of the machine that makes it. Charts are 600 units wide with type of
17 to 18 units: still about 10 pixels high on a phone of 360 pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

Spec = dict[str, Any]

WIDTH = 600
FONT = "Arial, Helvetica, sans-serif"
SIZE = 18
SMALL = 17
INK = "#0b0c0c"
GREY = "#505a5f"
PALE = "#b1b4b6"
GRID = "#dee0e2"
GAP = "#d9dbdd"
LAND = "#f3f2f1"
BLUE = "#1d70b8"
REST = "#83898d"
ORANGE = "#d55e00"
GREEN = "#00703c"
HATCH = "url(#hatch)"
CLASSES = ("#e3eef8", "#abcde8", "#6aa5d4", "#2b74b5", "#0a3f7a")

CONFIG: Spec = {
    "aria": False,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT, "labelFontSize": SIZE, "labelColor": INK, "labelOverlap": False,
        "labelBound": False, "labelFlush": False, "labelLimit": 0, "labelPadding": 6, "title": None,
        "domain": False, "ticks": False, "gridColor": GRID, "gridWidth": 1,
    },
    "text": {"font": FONT, "fontSize": SMALL, "fill": INK},
}  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """A numeric axis: its ends, its ticks, and whether it begins at zero."""

    low: float
    high: float
    ticks: tuple[float, ...]
    zero: bool

    @property
    def places(self) -> int:
        """Decimals of the tick labels."""
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else 1
        return 0 if float(step).is_integer() else 1 if float(step * 10).is_integer() else 2


_ADVANCES = {
    "ijl' ": 0.25,
    "ftI.,:;!/|()-[]": 0.3,
    "r": 0.34,
    "cksvxyz": 0.5,
    "w": 0.73,
    "mMW%@": 0.9,
    "…": 1.0,
}


def text_width(text: str, size: float = SMALL) -> float:
    """About how wide a text is in Arial, whatever fonts this machine has."""
    known = {letter: width for letters, width in _ADVANCES.items() for letter in letters}
    return sum(known.get(letter, 0.72 if letter.isupper() else 0.56) for letter in text) * size


def shorten(text: str, width: float, size: float = SMALL) -> str:
    """Cut a text so that it fits a width."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip(" ,(-") + "…"


def wrapped(text: str, width: float, size: float = SMALL) -> list[str]:
    """Break a text into lines that fit a width."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def scale_over(values: Iterable[float], zero: bool = False, count: int = 5) -> Scale:
    """A scale with round ticks around the values; from zero unless they lie in a narrow high band."""
    known = list(values) or [0.0, 1.0]
    low, high = min(known), max(known)
    from_zero = zero or (low >= 0 and low < 0.6 * high) or low <= 0 or high <= 0
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    spread = (high - low) or abs(high) or 1.0
    rough = spread / count
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough * 0.999)
    if all(float(value).is_integer() for value in known) and high <= 5:
        step = max(step, 1.0)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    last = max(last, first + 1)
    ticks = tuple(round(step * place, 10) for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, from_zero)


def y_axis(scale: Scale, field: str = "value") -> Spec:
    """The vertical encoding of a numeric field."""
    return {
        "field": field, "type": "quantitative",
        "scale": {"domain": [scale.low, scale.high], "nice": False, "zero": False},
        "axis": {"values": list(scale.ticks), "format": f",.{scale.places}f"},
    }  # fmt: skip


def x_axis(low: float, high: float, labels: dict[float, str], field: str = "x") -> Spec:
    """The horizontal encoding of places in time, with a written label at some of them."""
    words = {f"{place:g}": label for place, label in labels.items()}
    return {
        "field": field, "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {"values": list(labels), "grid": False, "ticks": True, "tickColor": GREY, "domain": True,
                 "domainColor": GREY, "labelExpr": f"{_expression(words)}['' + datum.value]"},
    }  # fmt: skip


def _expression(words: dict[str, str]) -> str:
    pairs = ", ".join(f"'{place}': '{label}'" for place, label in words.items())
    return "{" + pairs + "}"


def month_labels(first: int, last: int, most: int = 5) -> list[int]:
    """The months to be labelled: round steps counted from April."""
    for step in (1, 2, 3, 6, 12, 24, 36, 48, 60, 120):
        start = first + (3 - first) % min(step, 12)
        chosen = list(range(start, last + 1, step))
        if len(chosen) <= most:
            return chosen or [first]
    return [first, last]


def layer(values: Sequence[Spec], mark: Spec, **encoding: Any) -> Spec:
    """One layer: its rows, its mark and its encoding."""
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}
