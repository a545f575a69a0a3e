"""Whether two things happen in the same places: rank correlation, rate ratio, and places high on both.

Both rates share a denominator, areas are neighbours and neither count need cause the other: none of these
says why. Population is taken as known; a noisy one makes rates that share it look alike (Pearson 1897).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc, ndtri, stdtr, stdtrit

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, rate_interval
from wulfrun.methods.lagged_association import Lagged, lagged_ratios
from wulfrun.methods.ranking import mid_ranks
from wulfrun.methods.rate_regression import fit_rates

__all__ = [
    "HighOnBoth",
    "Lagged",
    "RankCorrelation",
    "RateRatio",
    "benjamini_hochberg",
    "lagged_ratios",
    "places_high_on_both",
    "rank_correlation",
    "ratio_per_doubling",
]

SPEARMAN = "Spearman, permutation p, Fisher interval (Bonett & Wright)"
DOUBLING = "quasi-Poisson on log2 of the other rate"
DOUBLING_HALF = "quasi-Poisson on log2 of the other rate, 0.5 added as some are 0"
BOTH = "exact Poisson, larger p of the two, Benjamini-Hochberg"


class RankCorrelation(NamedTuple):
    """Spearman's correlation with its limits; two-sided p by permutation; how many areas and runs."""

    correlation: float
    lower: float
    upper: float
    p: float
    areas: int
    runs: int
    confidence: float
    method: str


class RateRatio(NamedTuple):
    """By how much a rate is multiplied where the other is doubled; φ; two-sided p; areas or area-months."""

    ratio: float
    lower: float
    upper: float
    p: float
    dispersion: float
    areas: int
    confidence: float
    method: str


class HighOnBoth(NamedTuple):
    """For each area (n,): both rates over the whole's, limits, and whether both are surely above it.

    `p`: the larger of the two one-sided p; `adjusted`: after Benjamini-Hochberg; `high`: adjusted at most 1 -
    confidence.
    """

    ratio_a: Floats
    lower_a: Floats
    upper_a: Floats
    ratio_b: Floats
    lower_b: Floats
    upper_b: Floats
    p: Floats
    adjusted: Floats
    high: npt.NDArray[np.bool_]
    confidence: float
    method: str


def rank_correlation(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    exposure: npt.ArrayLike = 1.0,
    runs: int = 9999,
    seed: int = 0,
    confidence: float = 0.95,
) -> RankCorrelation:
    """Spearman's correlation of the rates a / exposure and b / exposure over areas.

    `a`, `b` (n,) counts, `exposure` (n,) or one number, above 0. p = (1 + runs at least as far from 0) /
    (1 + runs), seeded; it takes areas as exchangeable, so clustered maps make it too small. Limits on
    Fisher's scale with variance (1 + r²/2)/(n - 3). NaN where one of the rates is the same everywhere. Raises
    ValueError for fewer than 4 areas or values that are missing. Source: Bonett & Wright 2000; Davison &
    Hinkley 1997, 4.3.

    >>> found = rank_correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], runs=999)
    >>> round(found.correlation, 6), round(found.p, 1)
    (0.8, 0.1)
    """
    first, second, at_risk = _areas(a, b, exposure)
    size = len(first)
    one, other = (mid_ranks(each / at_risk) - (size + 1) / 2 for each in (first, second))
    spread = float(np.sqrt((one**2).sum() * (other**2).sum()))
    if spread == 0:
        nan = float("nan")
        return RankCorrelation(nan, nan, nan, nan, size, runs, confidence, SPEARMAN)
    product = float(one @ other)
    draw, extreme = np.random.default_rng(seed), 0
    for start in range(0, runs, 256):
        shuffled = draw.permuted(np.tile(other, (min(256, runs - start), 1)), axis=1)
        extreme += int((np.abs(shuffled @ one) >= abs(product) * (1 - 1e-12) - 1e-9).sum())
    r = product / spread
    half = float(ndtri(0.5 + checked(confidence) / 2)) * float(np.sqrt((1 + r * r / 2) / (size - 3)))
    middle = float(np.arctanh(np.clip(r, -1 + 1e-15, 1 - 1e-15)))
    lower, upper = float(np.tanh(middle - half)), float(np.tanh(middle + half))
    return RankCorrelation(
        r, min(lower, r), max(upper, r), (1 + extreme) / (1 + runs), size, runs, confidence, SPEARMAN
    )


def ratio_per_doubling(
    count: npt.ArrayLike,
    other: npt.ArrayLike,
    exposure: npt.ArrayLike = 1.0,
    adjust: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> RateRatio:
    """By how much the rate of `count` is multiplied where the rate of `other` is twice as high.

    `count`, `other` (n,), `exposure` (n,) or one number, above 0; `adjust` (n, k): other things to hold
    equal (deprivation). log E(count) = log exposure + b0 + b1 log2(other / exposure) + ...; the ratio is
    exp(b1), with Student's limits and φ never under 1. Where some `other` is 0, 0.5 is added to all, which
    `method` says. Raises ValueError for too few areas, missing values, or another rate the same everywhere.

    >>> found = ratio_per_doubling([10, 20, 40, 80], [5, 10, 20, 40], 100)
    >>> round(found.ratio, 6), found.dispersion
    (2.0, 1.0)
    """
    first, second, at_risk = _areas(count, other, exposure)
    added = 0.5 if (second == 0).any() else 0.0
    columns = [np.ones(len(first)), np.log2((second + added) / at_risk)]
    if adjust is not None:
        columns.extend(np.atleast_2d(np.asarray(adjust, float).T))
    fit = fit_rates(np.column_stack(columns), first, at_risk)
    log, sd = float(fit.coefficients[1]), float(np.sqrt(fit.covariance[1, 1]))
    half = float(stdtrit(fit.free, 0.5 + checked(confidence) / 2)) * sd
    ratio, lower, upper = (float(np.exp(each)) for each in (log, log - half, log + half))
    p = float(2 * stdtr(fit.free, -abs(log) / sd))
    method = DOUBLING_HALF if added else DOUBLING
    return RateRatio(ratio, lower, upper, p, fit.dispersion, len(first), confidence, method)


def places_high_on_both(
    a: npt.ArrayLike, b: npt.ArrayLike, exposure: npt.ArrayLike = 1.0, confidence: float = 0.95
) -> HighOnBoth:
    """The areas whose rates of both things are surely above the rates of all areas together.

    `a`, `b` (n,) counts, `exposure` (n,) or one number, above 0. One-sided exact Poisson p of each count
    given the whole's rate; an area must pass on both, so the larger p counts (Berger 1982), corrected over
    areas after Benjamini & Hochberg 1995. Limits of each ratio: exact Poisson under 10, else Byar.

    >>> places_high_on_both([40, 9, 10, 11], [45, 10, 9, 30], 100).high.tolist()
    [True, False, False, False]
    """
    first, second, at_risk = _areas(a, b, exposure)
    parts: list[Floats] = []
    chances: list[Floats] = []
    for each in (first, second):
        expected = at_risk * each.sum() / at_risk.sum()
        parts.extend(rate_interval(each, np.where(expected > 0, expected, np.nan), 1, confidence)[:3])
        chances.append(np.where(each > 0, gammainc(np.maximum(each, 1e-9), expected), 1.0))
    p = np.maximum(*chances)
    adjusted = benjamini_hochberg(p)
    high = adjusted <= 1 - confidence
    return HighOnBoth._make([*parts, p, adjusted, high, confidence, BOTH])


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """p-values (n,) adjusted so that the false among those called at level q are q at most, on average.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    chance = np.asarray(p, float)
    order = np.argsort(-chance, kind="stable")
    place = np.arange(len(chance), 0, -1)
    out = np.empty(len(chance))
    out[order] = np.minimum.accumulate(np.minimum(chance[order] * len(chance) / place, 1.0))
    return out


def _areas(a: npt.ArrayLike, b: npt.ArrayLike, exposure: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    first, second = np.asarray(a, float), np.asarray(b, float)
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(f"{first.shape} counts and {second.shape} others; expected two lists of one length")
    at_risk = np.broadcast_to(np.asarray(exposure, float), first.shape)
    if not ((first >= 0) & (second >= 0)).all() or not (at_risk > 0).all():
        raise ValueError("a count is negative or missing, or an exposure is not above 0")
    if len(first) < 4:
        raise ValueError(f"{len(first)} areas are too few to compare; expected at least 4")
    return first, second, at_risk
