"""Curves of those to whom it has not happened again, by days since the first: steps with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import Caption, Chart, Value, number
from wulfrun.publication.chart_style import Spec

_LOOKS = ((style.BLUE, "circle", [7, 4]), (style.ORANGE, "diamond", None))
_APART = 5.0
_DAYS = (0, 90, 180, 270, 365)


@dataclass(frozen=True)
class Step:
    """Percent without another, so many days on, with its interval."""

    day: int
    figure: Value


@dataclass(frozen=True)
class SurvivalCurve:
    """One group's curve; it begins at 100 percent on day 0, which is not among the steps."""

    name: str
    steps: Sequence[Step]


def survival_curves(caption: Caption, curves: Sequence[SurvivalCurve]) -> Chart:
    """One or two curves, told apart by colour, dash and shape; intervals stand beside each other."""
    if not 1 <= len(curves) <= len(_LOOKS) or not all(each.steps for each in curves):
        raise ValueError(f"{len(curves)} curves; expected one or two, each with a step")
    looks = _LOOKS[-len(curves) :]
    rows = [_rows(each, _APART * (place - (len(curves) - 1) / 2)) for place, each in enumerate(curves)]
    ends = [end for own in rows for end in parts.ends(own, "value", "lower", "upper")]
    scale = style.scale_over([*ends, 100.0])
    last = max(each.steps[-1].day for each in curves)
    labels = {float(day): number(day) for day in _DAYS if day <= max(last, 90)}
    x, y = style.x_axis(-10, max(last, 90) + 20, labels), style.y_axis(scale)
    room = framing.room_beside(scale, 300)
    layers: list[Spec] = []
    for own, (colour, shape, dash) in zip(rows, looks, strict=True):
        layers += [
            parts.line(own, x, y, colour, 3, dash, "step-after"),
            parts.interval(
                [{**row, "x": row["beside"]} for row in own if row["lower"] is not None], x, scale, colour
            ),
            style.layer(own[1:], {**parts.dot(colour, 90), "shape": shape}, x={**x, "field": "beside"}, y=y),
        ]
    layers.append(
        framing.words(
            "Days since the first incident of the year", room.width, room.height + 48, align="right"
        )
    )
    keys = [
        Key("diamond" if shape == "diamond" else "dot", colour, each.name)
        for each, (colour, shape, _) in zip(curves, looks, strict=True)
    ]
    keys.append(Key("interval", style.GREY, "95% interval"))
    spec = framing.frame(
        layers, framing.Room(room.left, room.height, room.right, 66), parts.units(caption, scale), keys
    )
    days = sorted({step.day for each in curves for step in each.steps})
    columns = ("Days", *(head for each in curves for head in (each.name, f"{each.name}: 95% interval")))
    table = [(number(day), *(cell for each in curves for cell in _cells(each, day))) for day in days]
    return parts.make(caption, _alt(caption, curves), spec, columns, table)


def _rows(curve: SurvivalCurve, shift: float) -> list[Spec]:
    start: Spec = {"x": 0, "beside": 0, "value": 100.0, "lower": None, "upper": None, "run": 0}
    found = [start]
    for step in curve.steps:
        if step.figure.shown is not None:
            low, high = step.figure.interval or (None, None)
            found.append(
                {"x": step.day, "beside": step.day + shift, "value": step.figure.shown, "lower": low,
                 "upper": high, "run": 0}
            )  # fmt: skip
    return found


def _cells(curve: SurvivalCurve, day: int) -> tuple[str, str]:
    figure = next((step.figure for step in curve.steps if step.day == day), None)
    return ("not told", "") if figure is None else (f"{figure.words(0)}%", figure.interval_words(0))


def _alt(caption: Caption, curves: Sequence[SurvivalCurve]) -> str:
    text = f"Step chart of {parts.what(caption)}, falling from 100% on day 0."
    for each in curves:
        middle, last = each.steps[len(each.steps) // 2], each.steps[-1]
        told = dict.fromkeys((middle, last))
        said = [f"{step.figure.words(0)}% after {step.day} days" for step in told]
        text += f" {each.name}: {', '.join(said)}."
    return text
