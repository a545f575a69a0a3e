"""How concentrated the risk behind the counts is: a Poisson-gamma model, free of what chance adds.

Counts are always more concentrated than the risk they come from: a place with four may have a risk of two.
Here risks are gamma over places and counts Poisson given the risk, so the counts are negative binomial.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, minimize_scalar
from scipy.special import chdtri, gammainc, gammaincinv, gammaln

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

POISSON_GAMMA = "Poisson-gamma, profile likelihood"
# Beyond these the risk is the same everywhere, or all of it is in one place, as far as can be told.
_FLATTEST, _STEEPEST = 1e6, 1e-6


class Underlying(NamedTuple):
    """The risk's top share and Gini with their limits, and the gamma's shape (∞: the same everywhere)."""

    top_share: float
    top_lower: float
    top_upper: float
    gini: float
    gini_lower: float
    gini_upper: float
    shape: float
    confidence: float
    method: str


def underlying_concentration(
    counts: npt.ArrayLike, exposure: npt.ArrayLike = 1.0, share: float = 0.05, confidence: float = 0.95
) -> Underlying:
    """The share of the risk in the top `share` of places, and its Gini, without what chance adds to counts.

    `counts` (n,) whole; `exposure` (n,) or one number, above 0: how much there is of each place. The shape k
    is found by maximum likelihood, its limits from the profile (χ²/2 below the top); the top share is
    1 - F(k + 1, F⁻¹(k, 1 - share)) and the Gini Γ(k + ½) / (√π Γ(k + 1)), both falling in k. It holds as far
    as a gamma describes the risks. Raises ValueError for fewer than 10 places or no crime.
    Source: Mohler, Brantingham, Carter & Short 2019; McDonald & Jensen 1979.

    >>> seen = np.random.default_rng(1).poisson(2.0, 500)
    >>> found = underlying_concentration(seen)
    >>> found.top_lower < 0.06 and found.gini_lower < 0.05
    True
    """
    if not 0 < share < 1:
        raise ValueError(f"the share of places is {share}; expected a number between 0 and 1, such as 0.05")
    y = np.asarray(counts, float)
    at_risk = np.broadcast_to(np.asarray(exposure, float), y.shape)
    if y.ndim != 1 or len(y) < 10 or not (y >= 0).all() or not y.sum() or not (at_risk > 0).all():
        raise ValueError(
            f"counts of the shape {y.shape} and their exposures; expected at least 10 places, no count "
            "negative or missing, at least one crime, every exposure above 0"
        )
    mean = at_risk * y.sum() / at_risk.sum()
    best, low, high = _shape(y, mean, chdtri(1, 1 - checked(confidence)) / 2)
    tops = [_top(each, share) for each in (best, high, low)]
    ginis = [_gini(each) for each in (best, high, low)]
    shape = best if best < 0.999 * _FLATTEST else float("inf")
    return Underlying._make([*tops, *ginis, shape, confidence, POISSON_GAMMA])


def _shape(y: Floats, mean: Floats, drop: float) -> tuple[float, float, float]:
    """The likeliest shape and the two at which the log likelihood is `drop` lower, on a log scale."""
    grid = np.linspace(np.log(_STEEPEST), np.log(_FLATTEST), 81)
    seen, times = np.unique(np.column_stack([y, mean]), axis=0, return_counts=True)

    def likelihood(log: float) -> float:
        k = np.exp(log)
        # log Γ(y + k) - log Γ(k) loses everything to rounding where k is large; the sum of logs does not.
        rising = np.where(k > 1e4, _rising(seen[:, 0], k), gammaln(seen[:, 0] + k) - gammaln(k))
        each = rising - seen[:, 0] * np.log(k + seen[:, 1]) - k * np.log1p(seen[:, 1] / k)
        return float((each * times).sum())

    values = np.array([likelihood(each) for each in grid])
    place = int(values.argmax())
    top = float(grid[place])
    if 0 < place < len(grid) - 1:
        around = float(grid[place - 1]), float(grid[place + 1])
        top = float(minimize_scalar(lambda log: -likelihood(log), bounds=around, method="bounded").x)
    target = likelihood(top) - drop
    low, high = (_crossing(likelihood, top, end, target) for end in (grid[0], grid[-1]))
    return float(np.exp(top)), float(np.exp(low)), float(np.exp(high))


def _rising(y: Floats, k: float) -> Floats:
    """log of k (k + 1) ... (k + y - 1), to second order, for k far above y."""
    return np.asarray(y * np.log(k) + y * (y - 1) / (2 * k))


def _crossing(likelihood: Callable[[float], float], top: float, end: float, target: float) -> float:
    if likelihood(end) >= target:
        return end
    return float(brentq(lambda each: likelihood(each) - target, *sorted((top, end)), xtol=1e-6))


def _top(shape: float, share: float) -> float:
    if shape >= 0.999 * _FLATTEST:
        return share
    return float(1 - gammainc(shape + 1, gammaincinv(shape, 1 - share)))


def _gini(shape: float) -> float:
    if shape >= 0.999 * _FLATTEST:
        return 0.0
    return float(np.exp(gammaln(shape + 0.5) - gammaln(shape + 1)) / np.sqrt(np.pi))
