"""Which months stand out: a control chart for every measure and area with counts large enough for one."""

import numpy as np

from wulfrun.assessment.series import Breaks, Row, parting_months
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook, Monthly
from wulfrun.methods.control_chart import xmr
from wulfrun.words.periods import month_name

LEVELS = ("partnership", "district", "neighbourhood")
# Limits from less than a year mistake a season for a signal; under five a month, chance alone makes runs.
LEAST_MONTHS, LEAST_MEAN = 12, 5.0


def find_signals(definition: Definition, book: FigureBook, breaks: Breaks = ()) -> list[Row]:
    """Rows of the table `signals`: every month of every series, its limits and the rule it breaks, if any.

    `breaks`: rows of the table `breaks`; limits start afresh at each that forbids joining. A series too
    short has no limits, one whose counts are too small has limits but no rules, and one without values by
    month (a rate of residents) has no rows.
    """
    found = list(breaks)
    return [
        row
        for measure in book.measures
        if measure in definition.measure
        for level in LEVELS
        for area in book.codes(measure, level)
        for row in _of_series(
            measure, area, level, book.monthly(measure, area), list(parting_months(found, measure))
        )
    ]


def _of_series(measure: str, area: str, level: str, series: Monthly, parting: list[int]) -> list[Row]:
    if np.isnan(series.values).all():
        return []
    segments = np.searchsorted(np.sort(np.array(parting, np.int64)), series.months, side="right")
    chart = xmr(series.values, segments, least=LEAST_MONTHS)
    counted = _mean_by_segment(series.counts, segments)
    rules = np.where(counted >= LEAST_MEAN, chart.rule, "")
    # Neither a count nor a rate can be under 0.
    lower = np.maximum(chart.lower, 0.0)
    return [
        {
            "measure": measure,
            "area_code": area,
            "area_level": level,
            "period": month_name(int(month)),
            "value": _plain(series.values[at]),
            "centre": _plain(chart.centre[at]),
            "lower": _plain(lower[at]),
            "upper": _plain(chart.upper[at]),
            "rule": str(rules[at]) or None,
            "segment": int(segments[at]),
        }
        for at, month in enumerate(series.months)
    ]


def _mean_by_segment(
    counts: np.ndarray[tuple[int], np.dtype[np.float64]], segments: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    mean = np.full(counts.shape, np.nan)
    for segment in np.unique(segments):
        inside = segments == segment
        if not np.isnan(counts[inside]).all():
            mean[inside] = np.nanmean(counts[inside])
    return mean


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
