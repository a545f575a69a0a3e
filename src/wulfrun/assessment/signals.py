"""Which months stand out: a control chart for every measure and area with counts large enough for one."""

import numpy as np

from wulfrun.assessment.series import Breaks, Row, parting_months
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook, Floats, Ints, Monthly
from wulfrun.methods.control_chart import xmr_many
from wulfrun.words.periods import month_name

Named = tuple[str, str, Monthly]

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
    rows: list[Row] = []
    for measure in book.measures:
        if measure in definition.measure:
            parting = np.sort(np.array(list(parting_months(found, measure)), np.int64))
            for together in _of_same_months(book, measure):
                rows += _of_series(measure, together, parting)
    return rows


def _of_same_months(book: FigureBook, measure: str) -> list[list[Named]]:
    """The series of a measure that have values, those over the same months together: charted at once."""
    groups: dict[tuple[int, int], list[Named]] = {}
    for level in LEVELS:
        for area in book.codes(measure, level):
            series = book.monthly(measure, area)
            if not np.isnan(series.values).all():
                span = int(series.months[0]), len(series.months)
                groups.setdefault(span, []).append((level, area, series))
    return list(groups.values())


def _of_series(measure: str, together: list[Named], parting: Ints) -> list[Row]:
    months = together[0][2].months
    segments = np.searchsorted(parting, months, side="right")
    chart = xmr_many([series.values for *_, series in together], segments, least=LEAST_MONTHS)
    # Neither a count nor a rate can be under 0.
    lower = np.maximum(chart.lower, 0.0)
    rows: list[Row] = []
    for place, (level, area, series) in enumerate(together):
        counted = _mean_by_segment(series.counts, segments)
        rules = np.where(counted >= LEAST_MEAN, chart.rule[place], "")
        rows += [
            {
                "measure": measure,
                "area_code": area,
                "area_level": level,
                "period": month_name(int(month)),
                "value": _plain(series.values[at]),
                "centre": _plain(chart.centre[place, at]),
                "lower": _plain(lower[place, at]),
                "upper": _plain(chart.upper[place, at]),
                "rule": str(rules[at]) or None,
                "segment": int(segments[at]),
            }
            for at, month in enumerate(months)
        ]
    return rows


def _mean_by_segment(counts: Floats, segments: Ints) -> Floats:
    mean = np.full(counts.shape, np.nan)
    for segment in np.unique(segments):
        inside = segments == segment
        if not np.isnan(counts[inside]).all():
            mean[inside] = np.nanmean(counts[inside])
    return mean


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
