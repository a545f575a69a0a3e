"""Whether a month's count is more or less than the same months of earlier years lead one to expect.

A regression of the counts around the same month in earlier years gives what is expected, with a trend where
there is one for sure and with months that stood out then counting less. Many series and months at once.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, nbdtrik, ndtr, ndtri, pdtr, pdtrik, stdtr

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

POWER, NEGATIVE_BINOMIAL = "2/3 power", "negative binomial"
_ROUNDS = 50

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Exceedance(NamedTuple):
    """For every series and month asked about (shape of the counts but for the last axis, months asked).

    What is expected, the range that holds it with the confidence, the chance of a count as high or higher
    and of one as low or lower, both together (two-sided), the dispersion φ, how many earlier counts were
    used, and whether a trend was. NaN where they were too few.
    """

    expected: Floats
    lower: Floats
    upper: Floats
    p_higher: Floats
    p_lower: Floats
    p: Floats
    dispersion: Floats
    used: Ints
    trend: Bools
    confidence: float
    method: str


def exceedance(
    counts: npt.ArrayLike,
    at: npt.ArrayLike,
    years: int = 5,
    around: int = 1,
    season: int = 12,
    trend: bool = True,
    confidence: float = 0.99,
    law: str = NEGATIVE_BINOMIAL,
    outlying: float = 2.58,
    least: int = 6,
) -> Exceedance:
    """The expected range and the chances of the counts at some places of their series.

    `counts` (..., n) of 0 or more, NaN where not known. `at` (m,): places asked about; each is judged by what
    stood before it only: the counts within `around` places of the same place in each of the last `years`
    seasons of `season` places (12 months, 52 weeks). log mean = a + b time by quasi-Poisson, φ at least 1;
    b is kept where it differs from 0 at 5%, three seasons or more are known, and it does not lead above every
    count used. Counts whose standardised Anscombe residual s is above `outlying` are weighed down by 1/s²
    and the fit made again. Limits and chances: `law` 'negative binomial' with the mean and the variance
    of the prediction, exact for small counts, or '2/3 power' as published in 1996. Under `least` counts,
    or with none above 0, nothing is said. Raises ValueError for negative counts or another law.
    Source: Farrington et al 1996, JRSS A 159:547 (outlying = 1); Noufaily et al 2013, Stat Med 32:1206.

    >>> counts = [*([20, 22, 18, 21, 19, 20] * 10), 45]
    >>> found = exceedance(counts, [60])
    >>> round(float(found.expected[0]), 1), float(found.upper[0]), float(found.p[0]) < 0.001
    (20.7, 34.0, True)
    """
    y, places = _checked(counts, at, law)
    back = season * np.arange(1, years + 1)[:, None] + np.arange(-around, around + 1)
    earlier = places[:, None] - np.sort(back.ravel())[::-1]
    seasons = (~np.isnan(_taken(y, places[:, None] - season * np.arange(1, years + 1)))).sum(axis=-1)
    return _judged(y, places, earlier, trend & (seasons >= 3), season, confidence, law, outlying, least)


def recent_exceedance(
    counts: npt.ArrayLike,
    at: npt.ArrayLike,
    months: int = 24,
    confidence: float = 0.99,
    law: str = NEGATIVE_BINOMIAL,
    least: int = 12,
) -> Exceedance:
    """The same against all of the latest `months` before each place: for series too short for seasons.

    A season that the series has is taken for dispersion, so that the range is wide rather than wrong.

    >>> found = recent_exceedance([10, 12, 9, 11, 8, 10, 9, 12, 11, 10, 9, 9, 10], [12])
    >>> round(float(found.expected[0]), 6), float(found.lower[0]), float(found.upper[0])
    (10.0, 3.0, 19.0)
    """
    y, places = _checked(counts, at, law)
    earlier = places[:, None] - np.arange(months, 0, -1)
    none = np.zeros((*y.shape[:-1], len(places)), bool)
    return _judged(y, places, earlier, none, 12, confidence, law, np.inf, least)


def standing(found: Exceedance) -> Floats:
    """Where each count stands in what was expected of it, in standard deviations: 0 where half are lower.

    The normal quantile of the chance of a lower count and half of that of the count itself, which is close to
    normal with variance 1 while nothing changes: what a CUSUM or EWMA can add up. Between -6 and 6.

    >>> standing(exceedance([*([20, 22, 18, 21, 19, 20] * 10), 20, 45], [60, 61])).round(1).tolist()
    [-0.1, 4.6]
    """
    middle = (found.p_lower + 1 - found.p_higher) / 2
    return np.asarray(ndtri(np.clip(middle, 1e-9, 1 - 1e-9)))


def _judged(
    y: Floats, places: Ints, earlier: Ints, may_trend: Bools, season: int, confidence: float, law: str,
    outlying: float, least: int,
) -> Exceedance:  # fmt: skip
    shape = (*y.shape[:-1], len(places))
    past = _taken(y, earlier).reshape(-1, earlier.shape[-1])
    time = np.broadcast_to((earlier - places[:, None]) / season, (*shape, earlier.shape[-1]))
    time = time.reshape(past.shape)
    known = ~np.isnan(past)
    enough = (known.sum(axis=1) >= least) & (np.nansum(past, axis=1) > 0)
    # Rows about which nothing can be said are fitted to made-up counts and struck out afterwards.
    past, known = np.where(enough[:, None], past, 1.0), known | ~enough[:, None]
    past = np.where(known, past, 0.0)
    flat = _fitted(past, time, known, np.zeros(len(past), bool), outlying)
    tilted = may_trend.ravel()
    if tilted.any():
        fit = _fitted(past, time, known, tilted, outlying)
        tilted = tilted & fit.sure & (np.exp(fit.log_mean) <= past.max(axis=1))
        flat = _Fit._make(np.where(tilted, one, other) for one, other in zip(fit, flat, strict=True))
    log_mean, log_variance, phi, _ = flat
    mean = np.exp(log_mean)
    # The variance of what will be seen, over its mean: of the count, and of not knowing its mean.
    tau = phi + mean * log_variance
    lower, upper = (np.where(enough, each, np.nan) for each in _limits(mean, tau, checked(confidence), law))
    higher, low = (np.where(enough, each, np.nan) for each in _chances(_taken(y, places), mean, tau, law))
    both = np.minimum(2 * np.minimum(higher, low), 1.0)
    mean, phi = np.where(enough, mean, np.nan), np.where(enough, phi, np.nan)
    used = np.where(enough, known.sum(axis=1), 0)
    arrays = (mean, lower, upper, higher, low, both, phi, used, tilted & enough)
    return Exceedance._make([*(each.reshape(shape) for each in arrays), confidence, law])


class _Fit(NamedTuple):
    log_mean: Floats
    log_variance: Floats
    dispersion: Floats
    sure: Bools


def _fitted(y: Floats, time: Floats, known: Bools, trend: Bools, outlying: float) -> _Fit:
    """The rows' regressions (rows, counts): at time 0, log mean and its variance, φ, whether b is not 0."""
    t = time * trend[:, None]
    weight = known.astype(float)
    free = np.maximum(known.sum(axis=1) - 1 - trend, 1)
    fit = _weighted(y, t, weight, trend)
    phi = np.maximum(_dispersion(y, fit[2], weight) / free, 1.0)
    if np.isfinite(outlying):
        weight = _without_outliers(y, fit, t, weight, phi, outlying)
        fit = _weighted(y, t, weight, trend)
    found = _dispersion(y, fit[2], weight) / free
    beta, covariance, _ = fit
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = np.abs(beta[:, 1]) / np.sqrt(covariance[:, 1, 1] * np.maximum(found, 1e-12))
    sure = trend & (2 * stdtr(free, -np.nan_to_num(statistic)) < 0.05)
    phi = np.maximum(found, 1.0)
    return _Fit(beta[:, 0], phi * covariance[:, 0, 0], phi, sure)


def _weighted(y: Floats, t: Floats, weight: Floats, trend: Bools) -> tuple[Floats, Floats, Floats]:
    """Poisson regression of every row by reweighted least squares: (rows, 2), (rows, 2, 2), fitted."""
    eta = np.log(np.maximum(y, 0.5))
    beta = np.zeros((len(y), 2))
    # A row without a trend has a column of zeros: 1 on the diagonal keeps it solvable and its b at 0.
    spare = (~trend).astype(float)
    for _ in range(_ROUNDS):
        mean = np.exp(eta)
        leverage = weight * mean
        inverse = _inverse(leverage, t, spare)
        working = leverage * (eta + (y - mean) / mean)
        sums = np.stack([working.sum(axis=1), (working * t).sum(axis=1)], axis=1)
        before, beta = beta, np.einsum("ijk,ik->ij", inverse, sums)
        eta = np.clip(beta[:, :1] + beta[:, 1:] * t, -20.0, 25.0)
        if np.max(np.abs(beta - before), initial=0.0) < 1e-9:
            break
    mean = np.exp(eta)
    return beta, _inverse(weight * mean, t, spare), mean


def _inverse(leverage: Floats, t: Floats, spare: Floats) -> Floats:
    zero, one = leverage.sum(axis=1), (leverage * t).sum(axis=1)
    two = (leverage * t * t).sum(axis=1) + spare
    turned = np.stack([np.stack([two, -one], -1), np.stack([-one, zero], -1)], -1)
    return np.asarray(turned / (zero * two - one * one)[:, None, None])


def _dispersion(y: Floats, mean: Floats, weight: Floats) -> Floats:
    return np.asarray((weight * (y - mean) ** 2 / mean).sum(axis=1), float)


def _without_outliers(
    y: Floats, fit: tuple[Floats, Floats, Floats], t: Floats, known: Floats, phi: Floats, outlying: float
) -> Floats:
    """Weights by row: 1/s² where a residual s is above `outlying`, else 1, scaled to sum as before."""
    _, covariance, mean = fit
    hat = mean * (covariance[:, 0, :1] + 2 * covariance[:, 0, 1:] * t + covariance[:, 1, 1:] * t * t)
    anscombe = 1.5 * (y ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    s = anscombe / np.sqrt(phi[:, None] * np.maximum(1 - hat, 1e-9))
    weight = known * np.where(s > outlying, 1 / np.maximum(s, 1e-9) ** 2, 1.0)
    return np.asarray(weight * known.sum(axis=1, keepdims=True) / weight.sum(axis=1, keepdims=True))


def _limits(mean: Floats, tau: Floats, confidence: float, law: str) -> tuple[Floats, Floats]:
    tail = (1 - confidence) / 2
    if law == POWER:
        half = float(ndtri(1 - tail)) * np.sqrt(4 / 9 * mean ** (1 / 3) * tau)
        middle = mean ** (2 / 3)
        return np.maximum(middle - half, 0.0) ** 1.5, (middle + half) ** 1.5
    return _quantile(tail, mean, tau), _quantile(1 - tail, mean, tau)


def _quantile(share: float, mean: Floats, tau: Floats) -> Floats:
    """The smallest count that is not exceeded with at least this share."""
    spread = np.maximum(tau - 1, 1e-6)
    with np.errstate(invalid="ignore"):
        inner = np.where(tau > 1 + 1e-6, nbdtrik(share, mean / spread, 1 / (1 + spread)), pdtrik(share, mean))
    return np.asarray(np.maximum(np.ceil(np.nan_to_num(inner) - 1e-9), 0.0))


def _chances(x: Floats, mean: Floats, tau: Floats, law: str) -> tuple[Floats, Floats]:
    count = x.ravel()
    if law == POWER:
        z = (count ** (2 / 3) - mean ** (2 / 3)) / np.sqrt(4 / 9 * mean ** (1 / 3) * tau)
        return np.asarray(ndtr(-z)), np.asarray(ndtr(z))
    spread = np.maximum(tau - 1, 1e-6)
    shape, share = mean / spread, 1 / (1 + spread)
    over = tau > 1 + 1e-6
    at_most = np.where(over, betainc(shape, count + 1, share), pdtr(count, mean))
    below = np.where(over, betainc(shape, np.maximum(count, 1e-9), share), pdtr(count - 1, mean))
    return np.where(count > 0, 1 - below, np.where(np.isnan(count), np.nan, 1.0)), at_most


def _taken(y: Floats, places: Ints) -> Floats:
    """The counts at some places, NaN before the first."""
    return np.where(places >= 0, y[..., np.maximum(places, 0)], np.nan)


def _checked(counts: npt.ArrayLike, at: npt.ArrayLike, law: str) -> tuple[Floats, Ints]:
    y, places = np.asarray(counts, float), np.atleast_1d(np.asarray(at, np.int64))
    if law not in (POWER, NEGATIVE_BINOMIAL):
        raise ValueError(f"the law is {law!r}; expected '{POWER}' or '{NEGATIVE_BINOMIAL}'")
    if y.ndim < 1 or (y < 0).any():
        raise ValueError("a count is negative, or there is no series; expected 0 or more, NaN for a gap")
    if places.ndim != 1 or (places < 0).any() or (places >= y.shape[-1]).any():
        raise ValueError(f"a place asked about is outside the {y.shape[-1]} places of the series")
    return y, places
