"""The seasonal naive: the same month of last year again, plain and with a drift that is damped.

The plain one is the yardstick that every forecast is measured against; the one with drift is a candidate.
"""

import numpy as np

from wulfrun.methods.interval import Floats

# How far a level may drift in a year (log scale) where the series is too short to tell: an assumption.
ASSUMED_DRIFT = 0.08


def seasonal_naive(y: Floats, first_month: int, horizon: int) -> tuple[Floats, Floats]:
    """Mean and covariance of the months ahead: the latest known count of the same calendar month.

    `y` (n,) with NaN where a month is missing; `first_month` is not needed. The variance is the mean square
    of the changes between the same months of two years, times the years gone. A calendar month that was
    never counted has the mean of all. Source: Hyndman & Athanasopoulos 2021, Forecasting, 5.2 and 5.5.

    >>> mean, covariance = seasonal_naive(np.array([10.0] * 12 + [12.0] * 12), 0, 13)
    >>> float(mean[0]), float(covariance[0, 0]), float(covariance[12, 12])
    (12.0, 4.0, 8.0)
    """
    base, years = _last_year(y, horizon)
    changes = (y[12:] - y[:-12]) ** 2
    known = changes[~np.isnan(changes)]
    square = float(known.mean()) if len(known) else float(np.nanvar(y))
    return base, np.diag(np.maximum(square, 1e-6) * years)


def naive_with_drift(y: Floats, first_month: int, horizon: int) -> tuple[Floats, Floats]:
    """The latest count of the same calendar month, moved by half of last year's change, then a quarter ..."""
    base, years = _last_year(y, horizon)
    growth = _yearly_growth(y)
    mean = np.maximum(base, 0.5) * growth ** (1 - 0.5**years)
    errors = y[12:] - y[:-12] * np.sqrt(growth)
    size = np.maximum(y[12:] + y[:-12], 1.0)
    phi = max(1.0, float(np.nanmean(errors**2 / size))) if np.isfinite(errors).any() else 1.0
    level = _level_variance(y, phi)
    both = np.minimum(years[:, None], years[None, :])
    return mean, np.diag(2 * phi * mean) + level * both * np.outer(mean, mean)


def _last_year(y: Floats, horizon: int) -> tuple[Floats, Floats]:
    """For each month ahead the latest known count of its calendar month, and how many years it is away."""
    n = len(y)
    ahead = np.arange(n, n + horizon)
    last = np.array([_latest(y, month) for month in range(n - 12, n)])
    source = last[(ahead - n) % 12]
    base = np.where(source >= 0, y[np.maximum(source, 0)], float(np.nanmean(y)))
    return base, np.where(source >= 0, np.ceil((ahead - source) / 12), 1.0)


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
