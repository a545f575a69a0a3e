"""Every kind of chart there is: found where it is defined, with when to use it, for the manual."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache

from wulfrun import publication
from wulfrun.publication.chart_model import Caption, Chart

# The vocabulary: what one wants to show, and the chart for it. What is not here is a named extension.
VOCABULARY = {
    "trend with limits": "trend_with_limits",
    "target path": "target_path",
    "comparison bars with intervals": "ranked_bars",
    "funnel": "funnel_chart",
    "small multiples": "small_multiples",
    "map": "area_map",
    "matrix": "matrix",
    "flow": "flow",
    "survival": "survival_curves",
}
WHEN = {
    "trend_with_limits": "Whether the latest months are more than the usual to and fro.",
    "target_path": "Whether a target will be met: where it began, where it is, where it leads.",
    "ranked_bars": "Places or kinds in order, where their intervals may overlap.",
    "funnel_chart": "Places of different size: which differ by more than chance.",
    "small_multiples": "The same figure in up to sixteen areas over years, to be seen at one glance.",
    "area_map": "Where a rate is high and low, by area.",
    "matrix": "Problems by impact and likelihood.",
    "flow": "Who reports to whom, or what leads to what.",
    "survival_curves": "How long it takes until something happens again.",
    "yearly_bars": "One figure by financial year.",
    "gap_lines": "Two groups of areas by year, and the gap between them.",
    "status_bars": "Every target side by side, by its change and its status.",
    "counted_and_expected": "What was counted after an action, beside what was expected without it.",
    "counted_bars": "How many there are of each of a few kinds, such as targets by status.",
    "effects": "The estimates of one effect by several designs.",
    "expected_ranges": "Months beside the range that earlier years lead us to expect.",
    "forecast_fan": "The next months, with ranges that widen.",
    "event_gaps": "Rare events, by the days between one and the next.",
    "gradient_bars": "A rate by tenth of deprivation.",
    "heat_chart": "Counts by two things at once, such as weekday and hour.",
    "lorenz_chart": "How far a few places hold most of the offences.",
    "pyramid": "Ages of men and women.",
    "ratio_bars": "Ratios with their intervals, beside no difference.",
    "scatter": "Two figures of every area, one against the other.",
    "wave_points": "The waves of a survey, each with its interval.",
    "cell_map": "Hot spots, as cells smaller than any area.",
    "kind_map": "Areas by what kind they are, not by how much.",
    "stability_bars": "How often each problem stays among the first when the weights move.",
    "chain_of": "What leads to what in three columns: problems, priorities, what is done.",
    "surface_map": "Density of offences as a surface.",
}


@cache
def chart_functions() -> dict[str, Callable[..., Chart]]:
    """Every function that makes a chart from a caption and plain data, by its name."""
    found: dict[str, Callable[..., Chart]] = {}
    for module in sorted(each.name for each in pkgutil.iter_modules(publication.__path__)):
        name = f"{publication.__name__}.{module}"
        for function, held in inspect.getmembers(importlib.import_module(name), inspect.isfunction):
            if held.__module__ == name and not function.startswith("_") and _makes_a_chart(held):
                found[function] = held
    return found


def _makes_a_chart(function: Callable[..., object]) -> bool:
    told = inspect.signature(function)
    first = next(iter(told.parameters.values()), None)
    # What several kinds share takes the words and the drawing together: it is no kind of its own.
    return (
        told.return_annotation is Chart
        and first is not None
        and first.annotation is Caption
        and "spec" not in told.parameters
    )
