"""How many times as high as another one rate is, and whether the two differ."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr, bdtrc, betaincinv, ndtr, ndtri

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

EXACT, LOG = "exact conditional binomial", "log rate ratio"


class TwoRates(NamedTuple):
    """The ratio of two rates with its limits and two-sided p: p is under 0.05 just where 95% leaves out 1."""

    value: Floats
    lower: Floats
    upper: Floats
    p: Floats
    confidence: float
    method: str


def rate_ratio(
    count: npt.ArrayLike,
    exposure: npt.ArrayLike,
    other_count: npt.ArrayLike,
    other_exposure: npt.ArrayLike,
    method: str = EXACT,
    confidence: float = 0.95,
) -> TwoRates:
    """The rate count / exposure over the rate other_count / other_exposure, two independent Poisson counts.

    Whole counts and exposures above 0; all broadcast. EXACT: given their sum the first count is binomial;
    its Clopper-Pearson limits q give q / (1 - q) x other exposure / exposure, and p is twice the smaller
    tail (R's poisson.test has the same limits and adds up the less likely counts instead for p). LOG: the
    log ratio with standard error √(1/count + 1/other), NaN where a count is 0. For counts that vary more
    than chance alone use `percent_change` with its dispersion. Nothing in either count, or no exposure,
    gives NaN; a ratio over 0 is infinite. Raises ValueError for another method, or counts not whole.
    Source: Przyborowski & Wilenski 1940; Rothman & Greenland 1998; p after Fay 2010 (Biostatistics 11).

    >>> found = rate_ratio(137, 24310, 185, 25012)
    >>> [round(float(each), 4) for each in found[:4]]
    [0.7619, 0.6064, 0.9555, 0.0179]
    >>> round(float(rate_ratio(137, 24310, 185, 25012, method="log rate ratio").upper), 4)
    0.9503
    """
    if method not in (EXACT, LOG):
        raise ValueError(f"the method is {method!r}; expected {EXACT!r} or {LOG!r}")
    a, at_risk, b, other = (
        np.asarray(each, float) for each in np.broadcast_arrays(count, exposure, other_count, other_exposure)
    )
    if (np.mod(np.nan_to_num(a), 1) > 0).any() or (np.mod(np.nan_to_num(b), 1) > 0).any():
        raise ValueError("a count is not whole; expected counted events, such as 12")
    usable = (a >= 0) & (b >= 0) & (a + b > 0) & (at_risk > 0) & (other > 0)
    a, b = np.where(usable, a, np.nan), np.where(usable, b, np.nan)
    factor = np.where(usable, other, np.nan) / np.where(usable, at_risk, np.nan)
    with np.errstate(divide="ignore"):
        value = a / b * factor
        found = (_exact if method == EXACT else _log)(a, b, factor, checked(confidence))
    return TwoRates(value, *found, confidence, method)


def _exact(a: Floats, b: Floats, factor: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    tail = (1 - confidence) / 2
    low = np.where(a == 0, 0.0, betaincinv(np.where(a == 0, 1.0, a), b + 1, tail))
    high = np.where(b == 0, 1.0, betaincinv(a + 1, np.where(b == 0, 1.0, b), 1 - tail))
    total, even = a + b, 1 / (1 + factor)
    known = ~np.isnan(total)
    n = np.where(known, total, 1).astype(np.int64)
    first = np.where(known, a, 0)
    up = np.where(first == 0, 1.0, bdtrc(np.maximum(first - 1, 0), n, np.where(known, even, 0.5)))
    down = bdtr(first, n, np.where(known, even, 0.5))
    p = np.where(known, np.minimum(1.0, 2 * np.minimum(up, down)), np.nan)
    return low / (1 - low) * factor, high / (1 - high) * factor, p


def _log(a: Floats, b: Floats, factor: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    some = (a > 0) & (b > 0)
    a, b = np.where(some, a, np.nan), np.where(some, b, np.nan)
    log, error = np.log(a / b * factor), np.sqrt(1 / a + 1 / b)
    half = float(ndtri(0.5 + confidence / 2)) * error
    return np.exp(log - half), np.exp(log + half), np.asarray(2 * ndtr(-np.abs(log) / error))
