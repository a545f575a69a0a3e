"""Whether a series rises or falls: the Mann-Kendall test with ties, and Sen's slope; many series at once."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats
from wulfrun.methods.ranking import mid_ranks

PLAIN = "Mann-Kendall"
HAMED_RAO = "Mann-Kendall, variance after Hamed & Rao"


class Trend(NamedTuple):
    """For each series (...,): S, its z and two-sided p, Kendall's tau-b, Sen's slope a period with limits."""

    s: Floats
    z: Floats
    p: Floats
    tau: Floats
    slope: Floats
    lower: Floats
    upper: Floats
    confidence: float
    method: str


def mann_kendall(series: npt.ArrayLike, autocorrelated: bool = False, confidence: float = 0.95) -> Trend:
    """Whether each series has a trend in one direction, and how steep it is.

    `series` (..., t): values at equal steps of time, at least 4, none missing. S counts the pairs that rise
    less those that fall; Var S = (t(t-1)(2t+5) - Σ g(g-1)(2g+5)) / 18 over groups of g ties, and z is
    (S ∓ 1) / √Var. The slope is the median over pairs, its limits after Sen. With `autocorrelated` the
    variance is multiplied after Hamed & Rao for the lags at which ranks of the detrended series hang
    together, which lessens false trends and does not end them. The normal p is good from about 8 values on.
    A series that never changes has z 0 and p 1. Raises ValueError for fewer or missing values.
    Source: Mann 1945; Kendall 1975; Sen 1968; Hamed & Rao 1998; Gilbert 1987, ch. 16.

    >>> found = mann_kendall([10, 10, 10, 5, 10, 20, 18, 17, 15, 24, 15])
    >>> float(found.s), round(float(found.z), 3), float(found.slope)
    (22.0, 1.685, 1.0)
    """
    y = np.asarray(series, float)
    size = y.shape[-1] if y.ndim else 0
    if size < 4 or not np.isfinite(y).all():
        raise ValueError(f"series of the shape {y.shape}; expected at least 4 values each, none missing")
    early, late = np.triu_indices(size, 1)
    steps = y[..., late] - y[..., early]
    s = np.sign(steps).sum(axis=-1)
    variance, untied = _variance(y)
    slopes = np.sort(steps / (late - early), axis=-1)
    slope = np.median(slopes, axis=-1)
    if autocorrelated:
        variance = variance * _inflation(y - slope[..., None] * np.arange(size))
    sd = np.sqrt(variance)
    z = np.where(sd > 0, (s - np.sign(s)) / np.where(sd > 0, sd, 1.0), 0.0)
    pairs = size * (size - 1) / 2
    tau = s / np.where(untied > 0, np.sqrt(pairs * np.where(untied > 0, untied, 1.0)), np.nan)
    lower, upper = _limits(slopes, float(ndtri(0.5 + checked(confidence) / 2)) * sd)
    method = HAMED_RAO if autocorrelated else PLAIN
    return Trend(s, z, 2 * ndtr(-np.abs(z)), tau, slope, lower, upper, confidence, method)


def _variance(y: Floats) -> tuple[Floats, Floats]:
    """Var S, and the number of pairs whose values differ."""
    size = y.shape[-1]
    # Each value of a group of g ties brings (g-1)(2g+5), so that the group brings g(g-1)(2g+5).
    equal = (y[..., :, None] == y[..., None, :]).sum(axis=-1).astype(float)
    tied = ((equal - 1) * (2 * equal + 5)).sum(axis=-1)
    untied = (size * (size - 1) - (equal - 1).sum(axis=-1)) / 2
    return np.maximum((size * (size - 1) * (2 * size + 5) - tied) / 18, 0.0), untied


def _limits(slopes: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """Sen's limits: the slopes `reach` / 2 ranks below and above the middle."""
    pairs = slopes.shape[-1]
    ranks = np.arange(1, pairs + 1)
    ends = ((pairs - reach) / 2, (pairs + reach) / 2 + 1)
    flat = slopes.reshape(-1, pairs)
    found = [
        np.array([np.interp(end, ranks, own) for end, own in zip(each.reshape(-1), flat, strict=True)])
        for each in ends
    ]
    return found[0].reshape(reach.shape), found[1].reshape(reach.shape)


def _inflation(detrended: Floats) -> Floats:
    """By how much autocorrelation multiplies the variance: Hamed & Rao, lags surely not 0 (95%) only."""
    size = detrended.shape[-1]
    flat = detrended.reshape(-1, size)
    found = np.ones(len(flat))
    lags = np.arange(1, size)
    weight = (size - lags) * (size - lags - 1) * (size - lags - 2)
    for place, own in enumerate(flat):
        ranks = mid_ranks(own)
        ranks = ranks - ranks.mean()
        power = float(ranks @ ranks)
        if power > 0:
            r = np.array([float(ranks[lag:] @ ranks[:-lag]) for lag in lags]) / power
            r = np.where(np.abs(r) > ndtri(0.975) / np.sqrt(size), r, 0.0)
            found[place] = 1 + 2 / (size * (size - 1) * (size - 2)) * float((weight * r).sum())
    return np.asarray(np.maximum(found, 0.0).reshape(detrended.shape[:-1]))
