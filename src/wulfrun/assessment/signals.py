"""Which months stand out: a control chart for every measure and area with counts large enough for one."""

import numpy as np

from wulfrun.assessment.series import Breaks, Row, parting_months
from wulfrun.definition.model import Definition, Measure
from wulfrun.figures.book import FigureBook, Floats, Ints, Monthly
from wulfrun.methods.control_chart import Chart, xmr_many
from wulfrun.methods.laney import p_prime
from wulfrun.words.periods import month_name

Named = tuple[str, str, Monthly]

XMR, P_PRIME = "XmR", "p'"
LEVELS = ("partnership", "district", "neighbourhood")
# Limits from less than a year mistake a season for a signal; under five a month, chance alone makes runs.
LEAST_MONTHS, LEAST_MEAN = 12, 5.0


def find_signals(definition: Definition, book: FigureBook, breaks: Breaks = ()) -> list[Row]:
    """Rows of the table `signals`: every month of every series, its limits and the rule it breaks, if any.

    A share has the p' chart, whose limits follow how many records each month's share is of; all else has the
    XmR chart. `breaks`: rows of the table `breaks`; limits start afresh at each that forbids joining. A
    series too short has no limits, one whose counts are too small has limits but no rules, and one without
    values by month (a rate of residents) has no rows.
    """
    found = list(breaks)
    rows: list[Row] = []
    for measure in book.measures:
        if measure in definition.measure:
            parting = np.sort(np.array(list(parting_months(found, measure)), np.int64))
            for together in _of_same_months(book, measure):
                rows += _of_series(measure, definition.measure[measure], together, parting)
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


def _of_series(measure: str, declared: Measure, together: list[Named], parting: Ints) -> list[Row]:
    months = together[0][2].months
    segments = np.searchsorted(parting, months, side="right")
    series_of = [series for *_, series in together]
    if declared.kind == "share":
        kind, chart = P_PRIME, _shares(series_of, segments, declared.scale)
    else:
        kind, chart = XMR, xmr_many([each.values for each in series_of], segments, least=LEAST_MONTHS)
    # Neither a count nor a rate can be under 0.
    lower = np.maximum(chart.lower, 0.0)
    rows: list[Row] = []
    for place, (level, area, series) in enumerate(together):
        counted = _mean_by_segment(series.counts, segments)
        if kind == P_PRIME:
            # Of a share near the whole it is the others that are few.
            counted = np.minimum(counted, _mean_by_segment(series.exposure - series.counts, segments))
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
                "chart": kind,
            }
            for at, month in enumerate(months)
        ]
    return rows


def _shares(together: list[Monthly], segments: Ints, scale: float) -> Chart:
    """The p' charts of shares; a month in which nothing was recorded has no share, and no limits."""
    charts = []
    for each in together:
        known = ~np.isnan(each.values) & (each.exposure > 0)
        counts, totals = (np.where(known, part, np.nan) for part in (each.counts, each.exposure))
        charts.append(p_prime(counts, totals, segments, scale, least=LEAST_MONTHS))
    return Chart._make(np.stack(parts) for parts in zip(*charts, strict=True))


def _mean_by_segment(counts: Floats, segments: Ints) -> Floats:
    mean = np.full(counts.shape, np.nan)
    for segment in np.unique(segments):
        inside = segments == segment
        if not np.isnan(counts[inside]).all():
            mean[inside] = np.nanmean(counts[inside])
    return mean


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
