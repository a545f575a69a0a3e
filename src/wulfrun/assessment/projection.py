"""Where a measure will end: the months of the end period that are known, and a forecast of the others."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from wulfrun.assessment.series import base_measure
from wulfrun.figures.book import FigureBook, Monthly
from wulfrun.methods.forecast import Forecast, forecast
from wulfrun.words.periods import Period, month_words

Row = dict[str, Any]


@dataclass(frozen=True)
class Projection:
    """The value at the end with its standard deviation, how much is already counted, and how it was found.

    `mean` is None where nothing can be projected; `note` then says why.
    """

    mean: float | None
    sd: float
    so_far: float
    months_left: int
    note: str

    def limits(self, confidence: float = 0.95) -> tuple[float | None, float | None]:
        """The prediction interval of the value at the end."""
        if self.mean is None:
            return None, None
        reach = float(ndtri(0.5 + confidence / 2)) * self.sd
        return max(self.mean - reach, 0.0), self.mean + reach


def project(
    book: FigureBook, measure: str, kind: str, latest: Row, end: Period, through: int, since: int
) -> Projection:
    """Project a measure to the end period of a target.

    Counts are known months plus the forecast of the rest; a rate divides that by the latest number at risk;
    a share divides two such sums, taking the whole as known. `since`: the first month that may be joined on.
    """
    series = _months(book, measure, latest["area_code"]).through(through).since(since)
    if not len(series.months):
        return _none("there are no monthly counts to project from")
    if bool((series.counts < 0).any()):
        return _none("corrections make a month's count negative")
    last = int(series.months[-1])
    known = (series.months >= end.first) & (series.months <= end.last)
    if np.isnan(series.counts[known]).any() or end.first < int(series.months[0]):
        return _none("a month of the period that counts is missing")
    ahead = forecast(series.counts, end.last - last, int(series.months[0]))
    start = max(end.first - last - 1, 0)
    mean, sd = ahead.total(start)
    if np.isnan(mean):
        return _none(str(ahead.backtest["note"]))
    so_far = float(series.counts[known].sum())
    left = end.last - max(last, end.first - 1)
    made = Projection(so_far + mean, sd, so_far, left, _told(ahead, last))
    if kind == "count":
        return made
    return _of_share(made, series, latest, known, start, end) if kind == "share" else _of_rate(made, latest)


def _months(book: FigureBook, measure: str, area: str) -> Monthly:
    """The months of a measure, or of the measure it is derived from where it has none of its own."""
    own = book.monthly(measure, area)
    return own if len(own.months) else book.monthly(base_measure(measure), area)


def _of_rate(made: Projection, latest: Row) -> Projection:
    factor = _factor(latest)
    if factor is None or made.mean is None:
        return _none("the number at risk is not known")
    per = factor / latest["denominator"]
    return Projection(made.mean * per, made.sd * per, made.so_far * per, made.months_left, made.note)


def _of_share(
    made: Projection, series: Monthly, latest: Row, known: np.ndarray[Any, Any], start: int, end: Period
) -> Projection:
    factor = _factor(latest)
    whole = forecast(series.exposure, end.last - int(series.months[-1]), int(series.months[0])).total(start)[
        0
    ]
    whole += float(series.exposure[known].sum())
    if factor is None or made.mean is None or not whole > 0:
        return _none("the whole it is a share of is not known")
    # More of the whole brings more of the part, so the part's own spread is an upper bound for the share's.
    per = factor / whole
    return Projection(min(made.mean * per, factor), made.sd * per, float("nan"), made.months_left, made.note)


def _factor(latest: Row) -> float | None:
    """The value of one whole: what a rate or share was multiplied by (1,000 residents, 100 percent)."""
    if not latest["numerator"] or not latest["denominator"]:
        return None
    return float(latest["value"]) * float(latest["denominator"]) / float(latest["numerator"])


def _told(ahead: Forecast, last: int) -> str:
    return f"Projected from the months to {month_words(last)} by {ahead.method}; {ahead.backtest['note']}."


def _none(why: str) -> Projection:
    return Projection(None, float("nan"), float("nan"), 0, why)
