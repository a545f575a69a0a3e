"""By how much a count or a rate changed, in percent, and how sure we are of it."""

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, ndtri

from wulfrun.methods.interval import Floats, Interval, Texts, plain

CONDITIONAL, LOG_RATIO, SCALED = (
    "exact conditional binomial",
    "log ratio, over-dispersed",
    "conditional, scaled",
)


def percent_change(
    now: npt.ArrayLike,
    before: npt.ArrayLike,
    now_exposure: npt.ArrayLike | None = None,
    before_exposure: npt.ArrayLike | None = None,
    dispersion: npt.ArrayLike = 1.0,
    confidence: float = 0.95,
) -> Interval:
    """The change from `before` to `now` in percent, of counts, or of rates where exposures are given.

    All arguments broadcast. Given the sum of two Poisson counts, the later one is binomial: its
    Clopper-Pearson limits p give the ratio p / (1 - p) x earlier exposure / later exposure. With a
    `dispersion` φ above 1, the limits are those of the log ratio with standard error √(φ(1/now + 1/before));
    where `now` is 0 the exact limits of counts divided by φ are used instead. Nothing before, or
    NaN, gives NaN. Source: Przyborowski & Wilenski 1940; R's poisson.test.

    >>> found = percent_change(137, 185, 24310, 25012)
    >>> [round(float(each), 2) for each in found[:3]]
    [-23.81, -39.36, -4.45]
    """
    one = np.float64(1.0)
    later, earlier, later_at_risk, earlier_at_risk, phi = (
        np.asarray(each, float)
        for each in np.broadcast_arrays(
            now,
            before,
            one if now_exposure is None else now_exposure,
            one if before_exposure is None else before_exposure,
            np.maximum(np.asarray(dispersion, float), 1.0),
        )
    )
    usable = (later >= 0) & (earlier > 0) & (later_at_risk > 0) & (earlier_at_risk > 0)
    later, earlier = np.where(usable, later, np.nan), np.where(usable, earlier, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(usable, earlier_at_risk, np.nan) / np.where(usable, later_at_risk, np.nan)
    ratio = later / earlier * factor
    low, high = _conditional(later / phi, earlier / phi, confidence)
    spread = float(ndtri(0.5 + confidence / 2)) * np.sqrt(
        phi * (1 / np.where(later > 0, later, np.nan) + 1 / earlier)
    )
    by_log = (phi > 1) & (later > 0)
    lower = np.where(by_log, ratio * np.exp(-spread), low * factor)
    upper = np.where(by_log, ratio * np.exp(spread), high * factor)
    method = np.where(by_log, LOG_RATIO, np.where(phi > 1, SCALED, CONDITIONAL))
    return Interval(100 * (ratio - 1), 100 * (lower - 1), 100 * (upper - 1), confidence, method)


def verdict(lower: npt.ArrayLike, upper: npt.ArrayLike) -> str | Texts:
    """'rose', 'fell' or 'no clear change', by whether the interval of a change leaves out 0.

    Two numbers give a text, arrays an array of texts; NaN gives 'cannot be said'.

    >>> verdict(-25.9, -22.1), verdict(-3.0, 4.0)
    ('fell', 'no clear change')
    """
    low, high = np.asarray(lower, float), np.asarray(upper, float)
    known = ~(np.isnan(low) | np.isnan(high))
    words = np.select([~known, low > 0, high < 0], ["cannot be said", "rose", "fell"], "no clear change")
    return plain(words)  # type: ignore[no-any-return]


def _conditional(now: Floats, before: Floats, confidence: float) -> tuple[Floats, Floats]:
    tail = (1 - confidence) / 2
    lower = np.where(now == 0, 0.0, betaincinv(np.where(now == 0, 1.0, now), before + 1, tail))
    upper = betaincinv(now + 1, before, 1 - tail)
    with np.errstate(divide="ignore"):
        return lower / (1 - lower), upper / (1 - upper)
