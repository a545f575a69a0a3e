"""Where a monthly count is heading: two candidates, tried out on the series' own past; the better is used.

The candidates are a seasonal naive with a damped drift, and a quasi-Poisson regression with month-of-year
effects and a damped log-linear trend. A series too short or too thin for either falls back to a flat level,
and says so.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from wulfrun.methods import regression
from wulfrun.methods.interval import Floats

NAIVE = "seasonal naive with drift"
REGRESSION = "quasi-Poisson regression with season and trend"
FLAT = "flat level"
LEAST_MONTHS, LEAST_SEASONAL, LEAST_MEAN = 6, 24, 0.5
# How far a level may drift in a year (log scale) where the series is too short to tell: an assumption.
ASSUMED_DRIFT = 0.08

Prediction = tuple[Floats, Floats]
Candidate = Callable[[Floats, int, int], Prediction]


class Forecast(NamedTuple):
    """Mean and limits of each month ahead, and of their total; `covariance` is that of the months.

    `total_mean` and `total_sd` are of the whole horizon; `total(first, last)` gives those of a part.
    `backtest`: origins tried, mean absolute error of each candidate, widening of the intervals, and a note.
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


def forecast(counts: npt.ArrayLike, horizon: int, first_month: int, confidence: float = 0.95) -> Forecast:
    """Forecast a monthly count from its own past.

    `counts`: (n,), oldest first, NaN where a month is missing. `first_month`: the month of the first, as
    year * 12 + month - 1, which sets the season. `horizon`: months ahead, at least 1. The limits hold
    parameter uncertainty, over-dispersion and the errors made in the back-test. Fewer than six known months
    give NaN. Raises ValueError for negative counts or a horizon under 1.

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
        return _finished(
            empty, np.full((horizon, horizon), np.nan), "none", {"origins": 0, "note": note}, confidence
        )
    if known < LEAST_SEASONAL or np.nanmean(y) < LEAST_MEAN:
        why = "too short for a season" if known < LEAST_SEASONAL else "the counts are too small for a season"
        note = (
            f"{why}: {known} months known; the level is held flat and may drift by {ASSUMED_DRIFT:.0%} a year"
        )
        return _finished(*flat_level(y, first_month, horizon), FLAT, {"origins": 0, "note": note}, confidence)
    name, backtest = _tried(y, first_month, horizon)
    mean, covariance = CANDIDATES[name](y, first_month, horizon)
    return _finished(mean, covariance * backtest["widening"] ** 2, name, backtest, confidence)


def naive_with_drift(y: Floats, first_month: int, horizon: int) -> Prediction:
    """The latest count of the same calendar month, moved by half of last year's change, then a quarter ..."""
    n = len(y)
    ahead = np.arange(n, n + horizon)
    last = np.array([_latest(y, month) for month in range(n - 12, n)])
    mean_level = float(np.nanmean(y))
    source = last[(ahead - n) % 12]
    base = np.where(source >= 0, y[np.maximum(source, 0)], mean_level)
    years = np.where(source >= 0, np.ceil((ahead - source) / 12), 1.0)
    growth = _yearly_growth(y)
    mean = np.maximum(base, 0.5) * growth ** (1 - 0.5**years)
    errors = y[12:] - y[:-12] * np.sqrt(growth)
    size = np.maximum(y[12:] + y[:-12], 1.0)
    phi = max(1.0, float(np.nanmean(errors**2 / size))) if np.isfinite(errors).any() else 1.0
    level = _level_variance(y, phi)
    both = np.minimum(years[:, None], years[None, :])
    return mean, np.diag(2 * phi * mean) + level * both * np.outer(mean, mean)


def regression_with_trend(y: Floats, first_month: int, horizon: int) -> Prediction:
    """Quasi-Poisson regression; the trend is shrunk towards none and damped as it is carried forward."""
    return regression.predict(y, first_month, horizon)


def flat_level(y: Floats, first_month: int, horizon: int) -> Prediction:
    """The mean of what is known, with over-dispersion and an assumed drift of the level."""
    known = y[~np.isnan(y)]
    total = known.sum() + 0.5
    level = total / len(known)
    phi = max(1.0, float(((known - level) ** 2 / level).sum() / max(len(known) - 1, 1)))
    years = np.arange(1, horizon + 1) / 12
    mean = np.full(horizon, level)
    shared = phi / total + ASSUMED_DRIFT**2 * np.minimum(years[:, None], years[None, :])
    return mean, np.diag(phi * mean) + shared * np.outer(mean, mean)


CANDIDATES: dict[str, Candidate] = {NAIVE: naive_with_drift, REGRESSION: regression_with_trend}


def _tried(y: Floats, first_month: int, horizon: int) -> tuple[str, dict[str, Any]]:
    """Forecast from earlier months of the series itself and compare with what then came."""
    span = min(horizon, 12)
    origins = range(max(18, len(y) - 36), len(y) - min(span, 6) + 1, 3)
    misses: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    scores: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for origin in origins:
        came = y[origin : origin + span]
        there = ~np.isnan(came)
        past = y[:origin]
        if not there.any() or (~np.isnan(past)).sum() < 12:
            continue
        for name, candidate in CANDIDATES.items():
            mean, covariance = candidate(past, first_month, len(came))
            misses[name].append(float(np.abs(came - mean)[there].mean()))
            total_sd = float(np.sqrt(covariance[np.ix_(there, there)].sum()))
            scores[name].append(float((came - mean)[there].sum()) / total_sd)
    errors = {name: float(np.mean(found)) if found else float("nan") for name, found in misses.items()}
    tried = len(misses[NAIVE])
    best = NAIVE if tried == 0 or errors[NAIVE] < errors[REGRESSION] else REGRESSION
    return best, {
        "origins": tried,
        "errors": errors,
        "widening": _widening(scores[best]),
        "note": f"tried out from {tried} earlier months: the other candidate erred more"
        if tried
        else "not tried out",
    }


def _widening(scores: list[float]) -> float:
    """How much wider intervals must be for the back-test's errors, pulled towards 1: the origins overlap."""
    mean_square = (float(np.square(scores).sum()) + 1.5) / (len(scores) + 1.5)
    return max(1.0, float(np.sqrt(mean_square)))


def _latest(y: Floats, month: int) -> int:
    """Index of the latest known count of the same calendar month as `month`; -1 where none is."""
    same = np.arange(month % 12, len(y), 12)
    known = same[~np.isnan(y[same])]
    return int(known[-1]) if len(known) else -1


def _yearly_growth(y: Floats) -> float:
    now, before = y[-12:], y[-24:-12]
    if len(before) < 12:
        return 1.0
    both = ~(np.isnan(now) | np.isnan(before))
    if both.sum() < 6:
        return 1.0
    return float(np.clip((now[both].sum() + 0.5) / (before[both].sum() + 0.5), 0.6, 1.6))


def _level_variance(y: Floats, phi: float) -> float:
    """Variance of a year's change of level on the log scale, beyond what chance in the counts explains."""
    filled = np.where(np.isnan(y), np.nanmean(y), y)
    years = np.convolve(filled, np.ones(12), "valid")
    if len(years) <= 12 or years.min() <= 0:
        return ASSUMED_DRIFT**2
    change = np.log(years[12:] / years[:-12])
    return float(max(np.mean(change**2) - 2 * phi / years.mean(), 0.02**2))


def _finished(
    mean: Floats, covariance: Floats, method: str, backtest: dict[str, Any], confidence: float
) -> Forecast:
    variance = np.diag(covariance)
    shape, rate = mean**2 / variance, mean / variance
    tail = (1 - confidence) / 2
    # A gamma keeps the limits of small counts above 0, and is the normal for large ones.
    lower, upper = gammaincinv(shape, tail) / rate, gammaincinv(shape, 1 - tail) / rate
    total_sd = float(np.sqrt(covariance.sum()))
    return Forecast(mean, lower, upper, float(mean.sum()), total_sd, method, backtest, covariance, confidence)
