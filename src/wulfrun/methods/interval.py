"""How sure we are of a count, a rate or a proportion: confidence intervals, for any number of them at once.

The name of the method travels with every result, because a reader who recomputes it must know which was used.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, ndtri

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.str_]

EXACT, BYAR, WILSON = "exact Poisson", "Byar", "Wilson"
SMALL = 10


class Interval(NamedTuple):
    """A value with its limits; every field but the confidence has the shape of what was asked about.

    A value that cannot be given, or that has no interval, is NaN. `method` names the method of each element.
    """

    value: Floats
    lower: Floats
    upper: Floats
    confidence: float
    method: Texts


def count_interval(count: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """Limits of the mean of which a count is one observation: exact under 10, Byar's from 10 on.

    `count`: any shape, whole or not. NaN or negative counts have NaN limits. Raises ValueError when the
    confidence is not between 0 and 1. Source: Breslow & Day 1987, p. 69; the switch at 10 as the Office for
    Health Improvement and Disparities publishes it (PHEindicatormethods).

    >>> found = count_interval([3, 100])
    >>> found.lower.round(4).tolist(), found.upper.round(4).tolist(), found.method.tolist()
    ([0.6187, 81.3621], [8.7673, 121.6279], ['exact Poisson', 'Byar'])
    """
    value = np.asarray(count, float)
    exact_lower, exact_upper = exact_limits(value, confidence)
    byar_lower, byar_upper = byar_limits(value, confidence)
    small = value < SMALL
    return Interval(
        value,
        np.where(small, exact_lower, byar_lower),
        np.where(small, exact_upper, byar_upper),
        confidence,
        np.where(small, EXACT, BYAR),
    )


def exact_limits(count: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Exact Poisson limits: half the chi-square quantiles on 2x and 2x + 2 degrees of freedom.

    >>> lower, upper = exact_limits(0)
    >>> float(lower), round(float(upper), 5)
    (0.0, 3.68888)
    """
    tail = (1 - _checked(confidence)) / 2
    x = _not_negative(count)
    lower = np.where(x == 0, 0.0, gammaincinv(np.where(x > 0, x, 1.0), tail))
    return np.where(np.isnan(x), np.nan, lower), np.asarray(gammaincinv(x + 1, 1 - tail))


def byar_limits(count: npt.ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Byar's limits: x(1 - 1/9x - z/3√x)³ and (x+1)(1 - 1/9(x+1) + z/3√(x+1))³; the lower never below 0.

    >>> lower, upper = byar_limits(12)
    >>> round(float(lower), 6), round(float(upper), 6)
    (6.19351, 20.962858)
    """
    z = float(ndtri(0.5 + _checked(confidence) / 2))
    x = _not_negative(count)
    base = np.where(x == 0, 1.0, x)
    lower = base * (1 - 1 / (9 * base) - z / (3 * np.sqrt(base))) ** 3
    more = x + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.where(x == 0, 0.0, np.maximum(lower, 0.0)), upper


def rate_interval(
    count: npt.ArrayLike, exposure: npt.ArrayLike, scale: float = 1, confidence: float = 0.95
) -> Interval:
    """A count per so many at risk: the count's limits over the exposure, times `scale`.

    `count` and `exposure` broadcast; the exposure is taken as known. No exposure, or none above 0, gives NaN.

    >>> found = rate_interval(20, 10_000, scale=1000)
    >>> [round(float(each), 3) for each in found[:3]]
    [2.0, 1.221, 3.089]
    """
    number, at_risk = np.broadcast_arrays(np.asarray(count, float), np.asarray(exposure, float))
    counted = count_interval(number, confidence)
    factor = scale / np.where(at_risk > 0, at_risk, np.nan)
    return Interval(
        number * factor, counted.lower * factor, counted.upper * factor, confidence, counted.method
    )


def proportion_interval(count: npt.ArrayLike, total: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """Wilson's score limits of a proportion (not of a percentage).

    `count` of `total`, which broadcast. A total of 0, or a count outside 0 to total, gives NaN.
    Source: Wilson 1927; Newcombe 1998, method 3.

    >>> found = proportion_interval(45, 100)
    >>> [round(float(each), 6) for each in found[:3]]
    [0.45, 0.356145, 0.547554]
    """
    z = float(ndtri(0.5 + _checked(confidence) / 2))
    x, n = np.broadcast_arrays(np.asarray(count, float), np.asarray(total, float))
    good = (n > 0) & (x >= 0) & (x <= n)
    n = np.where(good, n, np.nan)
    p = x / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    lower, upper = np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
    # At the ends Wilson's limit is the end itself; rounding must not put it a hair inside.
    lower, upper = np.where(x == 0, 0.0 * n, lower), np.where(x == n, n / n, upper)
    return Interval(np.asarray(p), lower, upper, confidence, np.full(p.shape, WILSON))


def plain(found: Any) -> Any:
    """An array of no dimensions as the plain number or text it holds; any other array as it is."""
    return found.item() if isinstance(found, np.ndarray | np.generic) and found.ndim == 0 else found


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"the confidence is {confidence}; expected a number between 0 and 1, such as 0.95")
    return confidence


def _not_negative(count: npt.ArrayLike) -> Floats:
    x = np.asarray(count, float)
    return np.where(x >= 0, x, np.nan)
