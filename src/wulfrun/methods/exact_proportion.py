"""Exact limits of a proportion, for where 'at least 95%' is asked for and not 'about 95%'."""

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Interval

CLOPPER_PEARSON = "Clopper-Pearson"


def exact_proportion(count: npt.ArrayLike, total: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """Clopper & Pearson's limits of a proportion (not of a percentage).

    `count` of `total`, which broadcast. They hold the true proportion at least as often as `confidence`
    says, whatever it is, and are wider than Wilson's (`proportion_interval`), which hold it that often on
    average. A total of 0, or a count outside 0 to total, gives NaN. Raises ValueError when the confidence
    is not between 0 and 1. Source: Clopper & Pearson 1934 (Biometrika 26); as R's binom.test.

    >>> found = exact_proportion(45, 310)
    >>> [round(float(each), 6) for each in found[:3]]
    [0.145161, 0.107893, 0.189375]
    """
    tail = (1 - checked(confidence)) / 2
    x, n = np.broadcast_arrays(np.asarray(count, float), np.asarray(total, float))
    good = (n > 0) & (x >= 0) & (x <= n)
    x, n = np.where(good, x, np.nan), np.where(good, n, np.nan)
    # At the ends one parameter of the beta distribution would be 0: the limit is the end itself.
    lower = np.where(x == 0, 0.0, betaincinv(np.where(x == 0, 1.0, x), n - x + 1, tail))
    upper = np.where(x == n, 1.0, betaincinv(x + 1, np.where(x == n, 1.0, n - x), 1 - tail))
    value = np.asarray(x / n)
    return Interval(value, lower, upper, confidence, np.full(value.shape, CLOPPER_PEARSON))
