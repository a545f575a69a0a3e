"""One made-up drawing of each kind of the vocabulary, for the manual."""

from collections.abc import Mapping

from wulfrun.publication.bar_charts import ranked_bars
from wulfrun.publication.chart_model import Area, Caption, Chart, ControlMonth, Month, Value, Year
from wulfrun.publication.charts import target_path, trend_with_limits
from wulfrun.publication.flow_chart import Box, flow
from wulfrun.publication.funnel_chart import FunnelLimit, FunnelPlace, funnel_chart
from wulfrun.publication.maps import area_map
from wulfrun.publication.matrix_chart import Axes, Graded, matrix
from wulfrun.publication.small_multiples_chart import Panel, small_multiples
from wulfrun.publication.survival_chart import Step, SurvivalCurve, survival_curves

_START = 2005 * 12 + 3
_NAMES = ("Ashmere", "Canalside", "Harrowdale", "Long Furlong", "Northolme", "Thornbeck")
_RATES = (12.1, 9.4, 15.8, 11.0, 6.2, 8.3)
_YEARS = ("2003/04", "2004/05", "2005/06", "2006/07", "2007/08")


def samples() -> Mapping[str, Chart]:
    """The drawings by the name of the function that makes them."""
    return {
        "trend_with_limits": _trend(),
        "target_path": _target(),
        "ranked_bars": ranked_bars(_caption("ranked_bars", "Highest in Harrowdale"), _areas(), Value(10.4)),
        "funnel_chart": _funnel(),
        "small_multiples": _multiples(),
        "area_map": area_map(_caption("area_map", "Highest in Harrowdale"), _squares(), _areas()),
        "matrix": _matrix(),
        "flow": _flow(),
        "survival_curves": _survival(),
    }


def _caption(name: str, title: str, units: str = "Per 1,000 residents") -> Caption:
    return Caption(name, title, "Exampleton, 2007/08, made up", units, "Exampleton Police")


def _areas() -> list[Area]:
    return [
        Area(name, name, Value(rate, rate - 1.6, rate + 1.6), rate > 12)
        for name, rate in zip(_NAMES, _RATES, strict=True)
    ]


def _trend() -> Chart:
    counts = [98, 104, 101, 95, 108, 99, 103, 97, 100, 106, 94, 102, 99, 96, 105, 101, 93, 72]
    months = [
        ControlMonth(
            _START + at, Value(count), 100, 84, 116, "point outside the limits" if count < 84 else None
        )
        for at, count in enumerate(counts)
    ]
    return trend_with_limits(_caption("trend_with_limits", "The last month stands out", "Offences"), months)


def _target() -> Chart:
    actual = [Month(_START + at, Value(1200 - 9 * at)) for at in range(0, 25, 2)]
    projected = Month(_START + 36, Value(900, 840, 960))
    return target_path(
        _caption("target_path", "Cut burglary by a fifth: on track", "Offences in 12 months"),
        Month(_START, Value(1200)), Month(_START + 36, Value(960)), actual, projected,
    )  # fmt: skip


def _funnel() -> Chart:
    places = [
        FunnelPlace(
            name, 60_000.0 + 40_000 * at, Value(rate), "high" if rate > 14 else "", name == "Canalside"
        )
        for at, (name, rate) in enumerate(zip(_NAMES, _RATES, strict=True))
    ]
    limits = [
        FunnelLimit(size, (10.4 - 900 / size**0.5, 10.4 + 900 / size**0.5),
                    (10.4 - 1350 / size**0.5, 10.4 + 1350 / size**0.5))
        for size in range(50_000, 280_000, 10_000)
    ]  # fmt: skip
    return funnel_chart(_caption("funnel_chart", "One place lies outside the limits"), places, limits, 10.4)


def _multiples() -> Chart:
    panels = [
        Panel(name, [Year(year, Value(rate - 0.6 * at, rate - 0.6 * at - 1, rate - 0.6 * at + 1))
                     for at, year in enumerate(_YEARS)], rate > 12)
        for name, rate in zip(_NAMES, _RATES, strict=True)
    ]  # fmt: skip
    whole = [Year(year, Value(10.4 - 0.5 * at)) for at, year in enumerate(_YEARS)]
    title = "Lower in 2007/08 than in 2003/04 in 6 of 6 areas"
    return small_multiples(_caption("small_multiples", title), panels, whole, "Exampleton")


def _squares() -> dict[str, object]:
    features = []
    for at, name in enumerate(_NAMES):
        x, y = 390_000.0 + 4000 * (at % 3), 295_000.0 + 4000 * (at // 3)
        ring = [[x, y], [x + 4000, y], [x + 4000, y + 4000], [x, y + 4000], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": name}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def _flow() -> Chart:
    groups = ("Violent crime group", "Burglary group", "Offender management group")
    boxes = [Box("board", "Partnership board", 0, about="Decides")]
    boxes += [Box(name, name, 1, ("board",), 1, "Answers for its theme") for name in groups]
    caption = _caption("flow", "Three groups answer to one board", "")
    return flow(caption, boxes, ("Board", "Thematic groups"), ("Body", "Answers to", "What it does"))


def _matrix() -> Chart:
    graded = (
        Graded("1", "Robbery", 4, 4, True, "5"),
        Graded("2", "Violence", 4, 4, True, "4"),
        Graded("3", "Domestic burglary", 3, 4, False, "5"),
        Graded("4", "Criminal damage", 4, 2, False, "4"),
        Graded("5", "Fly-tipping", 5, 1, False, "3"),
    )
    axes = Axes("Likelihood", "Impact", first="Among the first two", about="Confidence")
    caption = _caption("matrix", "Highest for robbery and violence", "Grades of the board from 1 to 5")
    return matrix(caption, graded, axes)


def _survival() -> Chart:
    curves = [
        SurvivalCurve(name, [Step(day, Value(100 - fall * at, 98 - fall * at, 102 - fall * at))
                             for at, day in enumerate((30, 60, 120, 180, 270, 365), start=1)])
        for name, fall in (("2003/04", 4.0), ("2007/08", 2.5))
    ]  # fmt: skip
    return survival_curves(
        _caption("survival_curves", "Victims went longer without another incident", "Percent of victims"),
        curves,
    )
