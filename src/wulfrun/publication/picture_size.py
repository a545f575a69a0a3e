"""How large a chart is drawn, so that a page keeps its place free before the picture has come."""

from markupsafe import Markup

from wulfrun.publication.chart_model import Chart


def picture_size(chart: Chart) -> Markup:
    """The attributes width and height of a chart's picture; nothing where its size is not fixed."""
    size = size_of(chart)
    return Markup(' width="{}" height="{}"').format(*size) if size else Markup("")


def size_of(chart: Chart) -> tuple[int, int] | None:
    """Width and height of the drawing in pixels, from its plot and the room around it."""
    spec, pad = chart.spec, chart.spec.get("padding")
    plain = isinstance(spec.get("width"), int | float) and isinstance(spec.get("height"), int | float)
    if not plain or not isinstance(pad, dict):
        return None
    sides = [float(pad.get(side, 0)) for side in ("left", "right", "top", "bottom")]
    return round(spec["width"] + sides[0] + sides[1]), round(spec["height"] + sides[2] + sides[3])
