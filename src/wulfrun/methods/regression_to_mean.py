"""What would have happened anyway to people chosen because their count was high: regression to the mean.

A count that is high is high partly by chance, and chance does not come twice. Each person's own rate is
taken as gamma over all, their count as Poisson given it (negative binomial together); the expected later
count of a person is then drawn in from their own count towards the mean of all (empirical Bayes).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betainc, gammaln, ndtri

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

SHRUNK = "gamma-Poisson, empirical Bayes"
# A shape above this is no spread between people that any count could show.
_NO_SPREAD = 1e6


class Spread(NamedTuple):
    """How rates differ between people: the mean count of one period and the shape (small = very unequal).

    `log_covariance` (2, 2): uncertainty of log mean and log shape; `people`: n it was found from.
    """

    mean: float
    shape: float
    log_covariance: Floats
    people: int


class Expected(NamedTuple):
    """What the later counts of chosen people are without any effect, and what they were.

    `expected` with its prediction limits; `observed`; `ratio` observed / expected with its limits;
    `fall_by_chance`: the share by which counts were to fall anyway; `each` (n,): per person; `verdict`:
    'fewer than expected', 'as expected without any effect', 'more than expected'.
    """

    expected: float
    lower: float
    upper: float
    observed: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    fall_by_chance: float
    each: Floats
    verdict: str
    confidence: float
    method: str


def spread_between_people(counts: npt.ArrayLike, at_least: int = 0) -> Spread:
    """How rates differ between people, from the counts of everybody who could have been chosen.

    `counts` (n,) whole, each `at_least` or more: 0 when people without any are in the list, 1 when only
    those with one are known (the usual list of offenders), more when only the chosen are. The fit by greatest
    likelihood of a negative binomial cut off under `at_least`; the more is cut off the less sure it is, which
    `log_covariance` says. Raises ValueError for fewer than 20 people, counts that are missing, not whole or
    under `at_least`, or all the same. Source: Sampford 1955; Abbess, Jarrett & Wright 1981.

    >>> found = spread_between_people([0] * 50 + [1] * 20 + [2] * 10 + [3] * 5 + [4] * 3 + [8] * 2)
    >>> round(found.mean, 2), round(found.shape, 2)
    (0.92, 0.68)
    """
    values = np.asarray(counts, float)
    if values.ndim != 1 or len(values) < 20:
        raise ValueError(f"{values.size} people are too few to say how people differ; expected at least 20")
    if not ((values >= at_least) & (values == np.floor(values))).all():
        raise ValueError(f"a count is missing, not whole or under {at_least}, from which they were to start")
    kinds, many = np.unique(values, return_counts=True)
    if len(kinds) < 2:
        raise ValueError(f"every count is {kinds[0]:g}; nothing shows how people differ")

    def loss(log: Floats) -> float:
        mean, shape = np.exp(log)
        own = gammaln(kinds + shape) - gammaln(shape) - gammaln(kinds + 1)
        own = own + shape * np.log(shape / (shape + mean)) + kinds * np.log(mean / (shape + mean))
        reached = betainc(at_least, shape, mean / (shape + mean)) if at_least else 1.0
        return -float((many * own).sum() - many.sum() * np.log(max(float(reached), 1e-300)))

    middle = float(values.mean())
    beyond = max(float(values.var()) - middle, 0.05 * middle)
    begin = np.log([max(middle - 0.8 * at_least, 0.1), max(middle**2 / beyond, 0.05)])
    bounds = [(-12.0, 12.0), (-8.0, float(np.log(_NO_SPREAD)))]
    found = minimize(loss, begin, bounds=bounds, method="L-BFGS-B", options={"ftol": 1e-14, "gtol": 1e-8})
    mean, shape = (float(each) for each in np.exp(found.x))
    return Spread(mean, shape, _covariance(loss, found.x), len(values))


def expected_without_effect(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    spread: Spread,
    time_before: npt.ArrayLike = 1.0,
    time_after: npt.ArrayLike = 1.0,
    confidence: float = 0.95,
) -> Expected:
    """Whether chosen people did fewer things than people like them would have done without any effect.

    `before`, `after` (n,) counts; `spread` of everybody who could have been chosen, over a period that is
    time 1; `time_before`, `time_after` (n,) or one number: time at liberty in the same unit. Expected of a
    person: time_after (shape + before) / (shape / mean + time_before), negative binomial around it; limits
    normal on the sum, the uncertainty of `spread` included. They must have been chosen by the counts of
    `before` and nothing else; rates are taken as lasting, so a trend for everybody counts as an effect.
    Raises ValueError for other shapes or values that are missing. Source: Abbess, Jarrett & Wright 1981;
    Hauer 1997, 11.2; Morris 1983.

    >>> everybody = Spread(1.0, 0.5, np.zeros((2, 2)), 1000)
    >>> found = expected_without_effect([6, 7, 8], [4, 5, 6], everybody)
    >>> round(found.expected, 2), round(found.fall_by_chance, 3), found.verdict
    (15.0, 0.286, 'as expected without any effect')
    """
    first, later, start, length = (
        np.asarray(each, float) for each in np.broadcast_arrays(before, after, time_before, time_after)
    )
    if (
        first.ndim != 1
        or not len(first)
        or not ((first >= 0) & (later >= 0) & (start > 0) & (length >= 0)).all()
    ):
        raise ValueError(
            "counts or times are missing or negative, or nobody was chosen; expected one of each a person"
        )

    def whole(log: Floats) -> Floats:
        mean, shape = np.exp(log)
        return np.asarray(length * (shape + first) / (shape / mean + start), float)

    centre = np.log([spread.mean, spread.shape])
    each = whole(centre)
    own = float((each + each**2 / (spread.shape + first)).sum())
    step = 1e-4 * np.eye(2)
    slope = np.array([float((whole(centre + up) - whole(centre - up)).sum()) / 2e-4 for up in step])
    sd = float(np.sqrt(own + slope @ spread.log_covariance @ slope))
    expected, observed = float(each.sum()), float(later.sum())
    z = float(ndtri(0.5 + checked(confidence) / 2))
    # On a log scale, as counts are never under 0 and few people make a skewed sum.
    width = float(np.exp(z * sd / expected)) if expected > 0 else float("nan")
    lower, upper = expected / width, expected * width
    word = "as expected without any effect"
    if observed < lower:
        word = "fewer than expected"
    elif observed > upper:
        word = "more than expected"
    rate_before = float((first / start * length).sum())
    fall = 1 - expected / rate_before if rate_before > 0 else float("nan")
    ratio = observed / expected if expected > 0 else float("nan")
    limits = (lower, upper, observed, ratio, ratio / width, ratio * width, fall)
    return Expected(expected, *limits, each, word, confidence, SHRUNK)


def _covariance(loss: object, at: Floats) -> Floats:
    """The inverse of the curvature of a loss (by finite differences): what the data leave open."""
    step, size = 1e-3, len(at)
    assert callable(loss)
    unit = step * np.eye(size)
    curve = np.empty((size, size))
    for row in range(size):
        for column in range(size):
            corners = [loss(at + a * unit[row] + b * unit[column]) * a * b for a in (1, -1) for b in (1, -1)]
            curve[row, column] = sum(corners) / (4 * step * step)
    # A flat direction (no spread, or nothing but the tail known) is not sure to any useful degree.
    value, vector = np.linalg.eigh(curve)
    return np.asarray(vector @ np.diag(1 / np.maximum(value, 1e-2)) @ vector.T, float)
