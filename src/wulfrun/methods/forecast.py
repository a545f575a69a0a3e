"""Where a monthly count is heading: candidates tried out on the series' own past; the better is used.

The candidates are exponential smoothing with a season and a damped trend, quasi-Poisson and negative-binomial
regression with season and trend, and the seasonal naive with a damped drift. A series too short or too thin
for any falls back to a flat level, and says so.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods import negative_binomial, regression, seasonal_ets
from wulfrun.methods.backtest import (
    From,
    Prediction,
    Tried,
    calibrated,
    chosen,
    gamma_limits,
    held,
    mean_absolute_error,
    origins_of,
    rolled,
    scaled_errors,
)
from wulfrun.methods.interval import Floats
from wulfrun.methods.seasonal_naive import naive_with_drift, seasonal_naive

NAIVE = "seasonal naive with drift"
REGRESSION = "quasi-Poisson regression with season and trend"
NEGATIVE_BINOMIAL = "negative-binomial regression with season and trend"
ETS = "exponential smoothing with season and damped trend"
FLAT = "flat level"
LEAST_MONTHS, LEAST_SEASONAL, LEAST_MEAN = 6, 24, 0.5
Predict = Callable[[Floats, int, int], Prediction]
# How far a level may be from a short series' own in a year (log scale), its unknown season among it.
FLAT_DRIFT = 0.25
# Series are asked about again for other horizons: by targets, by pages.
_KEPT = 512


class Forecast(NamedTuple):
    """Mean and limits of each month ahead, and of their total; `covariance` is that of the months.

    `total_mean` and `total_sd` are of the whole horizon; `total(first, last)` gives those of a part.
    `backtest`: `origins` tried; by candidate the mean absolute error (`errors`) and that over the plain
    seasonal naive's (`scaled`); `inside` of `months` that fell in 80% limits as they would have been given
    then; `widening` of the months' standard deviations; and a `note`.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    total_mean: float
    total_sd: float
    method: str
    backtest: dict[str, Any]
    covariance: Floats
    confidence: float

    def total(self, first: int = 0, last: int | None = None) -> tuple[float, float]:
        """Mean and standard deviation of the total of months `first` to before `last`; 0 is the next."""
        part = slice(first, last)
        return float(self.mean[part].sum()), float(np.sqrt(self.covariance[part, part].sum()))

    def limits(self, confidence: float) -> tuple[Floats, Floats]:
        """The limits of each month at another confidence."""
        return gamma_limits(self.mean, np.diag(self.covariance), confidence)

    def total_limits(self, confidence: float) -> tuple[float, float]:
        """The limits of the total of all months."""
        lower, upper = gamma_limits(np.array([self.total_mean]), np.array([self.total_sd**2]), confidence)
        return float(lower[0]), float(upper[0])


def forecast(counts: npt.ArrayLike, horizon: int, first_month: int, confidence: float = 0.95) -> Forecast:
    """Forecast a monthly count from its own past.

    `counts`: (n,), oldest first, NaN where a month is missing. `first_month`: the month of the first, as
    year * 12 + month - 1, which sets the season. `horizon`: months ahead, at least 1. The candidate with the
    smallest scaled error from the last three years' origins is used (`wulfrun.methods.backtest`), and its
    limits are widened or narrowed by its errors there. Exponential smoothing is tried only where the latest
    months, up to 96 and at least 36, are all known: nothing is filled in. Fewer than six known months give
    NaN. Raises ValueError for negative counts or a horizon under 1.

    >>> ahead = forecast([100.0] * 36, 12, first_month=0)
    >>> round(ahead.total_mean), round(ahead.total(0, 3)[0])
    (1200, 300)
    """
    y = np.asarray(counts, float)
    if y.ndim != 1 or horizon < 1 or bool((y < 0).any()):
        raise ValueError("expected a list of monthly counts of 0 or more, and a horizon of at least 1 month")
    known = int((~np.isnan(y)).sum())
    if known < LEAST_MONTHS:
        empty, note = (
            np.full(horizon, np.nan),
            f"only {known} months are known; at least {LEAST_MONTHS} are needed",
        )
        return _finished(empty, np.full((horizon, horizon), np.nan), "none", _untried(note), confidence)
    if known < LEAST_SEASONAL or np.nanmean(y) < LEAST_MEAN:
        why = "too short for a season" if known < LEAST_SEASONAL else "the counts are too small for a season"
        note = f"{why}: {known} months known; the level is held flat and may drift by {FLAT_DRIFT:.0%} a year"
        return _finished(*flat_level(y, horizon), FLAT, _untried(note), confidence)
    name, tried, backtest = tried_candidates(y.tobytes(), first_month)
    mean, covariance = _PREDICT[name](y, first_month, horizon)
    wide = calibrated(covariance, tried)
    widening = float(np.sqrt(np.trace(wide) / np.trace(covariance)))
    return _finished(mean, wide, name, {**backtest, "widening": widening}, confidence)


def flat_level(y: Floats, horizon: int) -> Prediction:
    """The mean of what is known, with over-dispersion and an assumed drift of the level."""
    known = y[~np.isnan(y)]
    total = known.sum() + 0.5
    level = total / len(known)
    phi = max(1.0, float(((known - level) ** 2 / level).sum() / max(len(known) - 1, 1)))
    years = np.arange(1, horizon + 1) / 12
    mean = np.full(horizon, level)
    shared = phi / total + FLAT_DRIFT**2 * np.minimum(years[:, None], years[None, :])
    return mean, np.diag(phi * mean) + shared * np.outer(mean, mean)


_PREDICT: dict[str, Predict] = {
    ETS: seasonal_ets.predict_seasonal_ets,
    REGRESSION: regression.predict_quasi_poisson,
    NEGATIVE_BINOMIAL: negative_binomial.predict_negative_binomial,
    NAIVE: naive_with_drift,
}
# Of two that err alike the earlier is used: on real series exponential smoothing was most often the better.
CANDIDATES = tuple(_PREDICT)


@lru_cache(_KEPT)
def tried_candidates(content: bytes, first_month: int) -> tuple[str, tuple[Tried, ...], dict[str, Any]]:
    """The candidate to use, what it said from earlier months of the series, and how all did there."""
    y = np.frombuffer(content)
    origins = origins_of(y)
    yardstick = rolled(y, first_month, _each(seasonal_naive), origins)
    tried = {
        name: rolled(y, first_month, _each(_PREDICT[name]), origins) for name in CANDIDATES if name != ETS
    }
    left_out = seasonal_ets.unusable(y)
    if not left_out:
        from_here = [each for each in origins if not seasonal_ets.unusable(y[:each])]
        tried[ETS] = rolled(y, first_month, seasonal_ets.predict_seasonal_ets_from, from_here)
    scaled = scaled_errors(tried, yardstick)
    if not scaled:
        return NAIVE, (), _untried("not tried out")
    name = chosen(scaled, CANDIDATES)
    inside, months = held(tried[name])
    return (
        name,
        tuple(tried[name]),
        {
            "origins": len(tried[name]),
            "errors": {each: mean_absolute_error(tried[each]) for each in scaled},
            "scaled": scaled,
            "inside": inside,
            "months": months,
            "note": _note(len(tried[name]), len(scaled), left_out),
        },
    )


def _note(origins: int, candidates: int, left_out: str) -> str:
    better = (
        "the other candidate was not clearly better"
        if candidates == 2
        else (f"none of the other {candidates - 1} candidates was clearly better")
    )
    return f"tried out from {origins} earlier months: {better}" + (f"; {left_out}" if left_out else "")


def _each(predict: Predict) -> From:
    def from_origins(
        y: Floats, first_month: int, origins: Sequence[int], horizon: int
    ) -> Iterator[Prediction]:
        return (predict(y[:origin], first_month, horizon) for origin in origins)

    return from_origins


def _untried(note: str) -> dict[str, Any]:
    return {"origins": 0, "errors": {}, "scaled": {}, "inside": 0, "months": 0, "widening": 1.0, "note": note}


def _finished(
    mean: Floats, covariance: Floats, method: str, backtest: dict[str, Any], confidence: float
) -> Forecast:
    lower, upper = gamma_limits(mean, np.diag(covariance), confidence)
    total_sd = float(np.sqrt(covariance.sum()))
    return Forecast(mean, lower, upper, float(mean.sum()), total_sd, method, backtest, covariance, confidence)
