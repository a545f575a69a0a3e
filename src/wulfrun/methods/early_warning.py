"""Early warning of small lasting shifts: the cumulative sum (CUSUM) and the weighted mean (EWMA).

A control chart sees a large change at once and a small one late. These two add up what each month says, so
that many months a little above what is usual become a signal together.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats

HIGHER, LOWER = "higher than usual", "lower than usual"

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.str_]


class Cusum(NamedTuple):
    """By point (n,): both sums, the signal ('' = none), and the point where its shift began (-1 = none)."""

    high: Floats
    low: Floats
    signal: Texts
    since: Ints


class Ewma(NamedTuple):
    """By point (n,): the weighted mean with its limits, and the signal ('' = none)."""

    mean: Floats
    lower: Floats
    upper: Floats
    signal: Texts


def cusum(
    values: npt.ArrayLike, target: float = 0, deviation: float = 1, slack: float = 0.5, limit: float = 5
) -> Cusum:
    """The two-sided tabular CUSUM of a series around a target.

    `values` (n,), NaN where there is a gap: the sums wait. `target`: the usual mean; `deviation`: the usual
    standard deviation, above 0. `slack` (k) and `limit` (h) in standard deviations: k is half the shift one
    wants to see, and k = 0.5 with h = 5 gives a false signal every 465 months on average. z = (value -
    target) / deviation; high = max(0, before + z - k), low = max(0, before - z - k), as the fields hold them,
    in standard deviations; a signal where one is above h, the larger where both are. Source: NIST/SEMATECH
    e-Handbook 6.3.2.3; Page 1954.

    >>> found = cusum([0.2, 1.5, 2.5, 2.0, 1.8, 2.4], limit=4)
    >>> found.high.round(1).tolist(), found.signal.tolist()[-2:], int(found.since[-1])
    ([0.0, 1.0, 3.0, 4.5, 5.8, 7.7], ['higher than usual', 'higher than usual'], 1)
    """
    if not deviation > 0 or slack < 0 or limit <= 0:
        raise ValueError(
            f"deviation {deviation}, slack {slack}, limit {limit}; expected above 0, 0 or more, and above 0"
        )
    z = (_line(values) - target) / deviation
    return _two_sided(_summed(z - slack), _summed(-z - slack), limit)


def poisson_cusum(
    counts: npt.ArrayLike, expected: npt.ArrayLike, ratio: float = 1.5, limit: float = 5
) -> Cusum:
    """The CUSUM of counts, for a rise by `ratio` or a fall to 1 / ratio of what is expected.

    `counts`, `expected` (n,): whole counts, NaN where there is a gap; what is usual of each point, above 0
    (one number where all are alike). `limit` in counts. The reference value of each point lies between the
    usual mean m and the shifted one: k = m (ratio - 1) / ln ratio upwards, m (1 - 1/ratio) / ln ratio
    downwards. Raises ValueError where the ratio is not above 1 or an expected count is not above 0.
    Source: Lucas 1985, Technometrics 27:129.

    >>> found = poisson_cusum([4, 6, 9, 8, 10], 4.0, ratio=1.75, limit=10)
    >>> found.high.round(2).tolist(), found.signal.tolist()[-1]
    ([0.0, 0.64, 4.28, 6.92, 11.56], 'higher than usual')
    """
    count, usual = np.broadcast_arrays(_line(counts), np.asarray(expected, float))
    if not ratio > 1 or not (usual[~np.isnan(count)] > 0).all():
        raise ValueError(
            f"the ratio is {ratio} or an expected count is not above 0; expected above 1 and above 0"
        )
    up, down = usual * (ratio - 1) / np.log(ratio), usual * (1 - 1 / ratio) / np.log(ratio)
    return _two_sided(_summed(count - up), _summed(down - count), limit)


def ewma(
    values: npt.ArrayLike, target: float = 0, deviation: float = 1, weight: float = 0.2, width: float = 3
) -> Ewma:
    """The exponentially weighted mean of a series, with limits that are exact from the first point on.

    `values` (n,), NaN where there is a gap: the mean stands still. `weight` (λ) of the newest point, above 0
    and not above 1; `width` (L) of the limits in standard deviations of the mean. mean = λ value + (1 - λ)
    mean before, starting at the target; limits target ± L deviation √(λ / (2 - λ) (1 - (1 - λ)^2t)).
    Source: NIST/SEMATECH e-Handbook 6.3.2.4; Lucas & Saccucci 1990.

    >>> found = ewma([52.0, 47.0, 53.0, 49.3], target=50, deviation=2.0539, weight=0.3)
    >>> found.mean.round(2).tolist()
    [50.6, 49.52, 50.56, 50.18]
    """
    if not 0 < weight <= 1 or not deviation > 0 or width <= 0:
        raise ValueError(
            f"weight {weight}, deviation {deviation}, width {width}; expected 0 to 1, above 0, above 0"
        )
    y = _line(values)
    means, spreads = np.empty(len(y)), np.empty(len(y))
    mean, variance = float(target), 0.0
    for at, value in enumerate(y.tolist()):
        if value == value:
            mean += weight * (value - mean)
            variance = (1 - weight) ** 2 * variance + weight**2
        means[at], spreads[at] = mean, variance
    reach = width * deviation * np.sqrt(spreads)
    told = np.select([np.isnan(y), means > target + reach, means < target - reach], ["", HIGHER, LOWER], "")
    return Ewma(means, target - reach, target + reach, told)


def _summed(steps: Floats) -> Floats:
    sums = np.empty(len(steps))
    running = 0.0
    for at, step in enumerate(steps.tolist()):
        if step == step:
            running = max(0.0, running + step)
        sums[at] = running
    return sums


def _two_sided(high: Floats, low: Floats, limit: float) -> Cusum:
    signal = np.select([(high > limit) & (high >= low), low > limit], [HIGHER, LOWER], "")
    places = np.arange(len(high))
    # A shift began with the first point after its sum was last nothing.
    up, down = (np.maximum.accumulate(np.where(each == 0, places, -1)) + 1 for each in (high, low))
    return Cusum(high, low, signal, np.where(signal == HIGHER, up, np.where(signal == LOWER, down, -1)))


def _line(values: npt.ArrayLike) -> Floats:
    found = np.asarray(values, float)
    if found.ndim != 1:
        raise ValueError(f"values have the shape {found.shape}; expected one series")
    return found
