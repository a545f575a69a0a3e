"""By how much two rates, or two proportions, differ: for what a change means in numbers of people."""

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats, Interval, proportion_interval, rate_interval

MOVER, NEWCOMBE = "MOVER with exact Poisson or Byar", "Newcombe hybrid score"


def rate_difference(
    count: npt.ArrayLike,
    exposure: npt.ArrayLike,
    other_count: npt.ArrayLike,
    other_exposure: npt.ArrayLike,
    scale: float = 1,
    confidence: float = 0.95,
) -> Interval:
    """The rate count / exposure less the rate other_count / other_exposure, each per `scale`.

    All broadcast; independent Poisson counts, exposures above 0, else NaN. The limits are recovered from
    those of the two rates (`rate_interval`): r1 - r2 - √((r1 - l1)² + (u2 - r2)²) and the mirror image, so
    that they are as lopsided as the counts are. Raises ValueError when the confidence is not between 0 and 1.
    Source: Zou & Donner 2008 (Stat Med 27:1693), the method of variance estimates recovery.

    >>> found = rate_difference(137, 24310, 185, 25012, scale=1000)
    >>> [round(float(each), 3) for each in found[:3]]
    [-1.761, -3.221, -0.308]
    """
    one = rate_interval(count, exposure, scale, confidence)
    other = rate_interval(other_count, other_exposure, scale, confidence)
    return _recovered(one, other, confidence, MOVER)


def proportion_difference(
    count: npt.ArrayLike,
    total: npt.ArrayLike,
    other_count: npt.ArrayLike,
    other_total: npt.ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    """The proportion count / total less the proportion other_count / other_total, of two separate groups.

    All broadcast; a total of 0, or a count outside 0 to total, gives NaN. Recovered from Wilson's limits of
    each. Groups that share people need a paired method instead. Source: Newcombe 1998 (Stat Med 17:873),
    method 10.

    >>> found = proportion_difference(56, 70, 48, 80)
    >>> [round(float(each), 4) for each in found[:3]]
    [0.2, 0.0524, 0.3339]
    """
    one = proportion_interval(count, total, confidence)
    other = proportion_interval(other_count, other_total, confidence)
    return _recovered(one, other, confidence, NEWCOMBE)


def _recovered(one: Interval, other: Interval, confidence: float, method: str) -> Interval:
    def reach(end: Floats, start: Floats, from_end: Floats, from_start: Floats) -> Floats:
        return np.asarray(np.hypot(end - start, from_end - from_start))

    value = np.asarray(one.value - other.value)
    lower = value - reach(one.value, one.lower, other.upper, other.value)
    upper = value + reach(one.upper, one.value, other.value, other.lower)
    return Interval(value, lower, upper, confidence, np.full(value.shape, method))
