"""Difference in differences of counts: did treated areas change otherwise than the comparison areas?

The estimate is that of a Poisson regression with an effect of each area and of each month, which with one
start comes to a ratio of ratios. What an area does in one month is like what it does in the next, so each
area's months are added up before and after, and how differently areas change is the measure of chance.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

POOLED = "ratio of ratios; Poisson and areas' own changes (DerSimonian-Laird); t"
CLUSTERED = "ratio of ratios; clustered by area; t"


class DifferenceInDifferences(NamedTuple):
    """`ratio` below 1: fewer than had the treated areas changed as the others did.

    `log_error`: standard error of its logarithm; `spread` τ: standard deviation of the areas' log changes
    beyond that of Poisson counts (NaN where errors are clustered); `free`: degrees of freedom of t.
    """

    ratio: float
    lower: float
    upper: float
    p: float
    log_error: float
    spread: float
    free: int
    confidence: float
    method: str


def difference_in_differences(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    treated: npt.ArrayLike,
    clustered: bool = False,
    confidence: float = 0.95,
) -> DifferenceInDifferences:
    """Compare the change in treated areas with that in comparison areas.

    `before`, `after` (n,): each area's count over all months before and after the start, 0 or more, the
    periods as long for every area; `treated` (n,) of true and false. ratio = (T1/T0)/(C1/C0) of sums.
    log SE² = 1/T0 + 1/T1 + 1/C0 + 1/C1 + τ²(Σs² of the treated + Σs² of the others), s an area's share of its
    group, τ² by moments from Pearson's χ² of the areas' changes within the two groups, never under 0; t with
    n - 2 degrees of freedom. It holds with a single treated area, where the comparison areas alone say how
    differently areas change. `clustered`: the sandwich of areas instead (n/(n - 1) in each group), t with the
    smaller group's n - 1; two treated areas at least, and too narrow below some ten. Raises ValueError where
    a sum is 0, a group is too small, or shapes differ.
    Source: Bertrand, Duflo & Mullainathan 2004 (collapsing to before and after); Donald & Lang 2007 (t);
    DerSimonian & Laird 1986 (τ²).

    >>> found = difference_in_differences([600, 300, 500, 400], [420, 291, 510, 399], [1, 0, 0, 0])
    >>> round(found.ratio, 3), round(found.lower, 3), round(found.upper, 3), found.free
    (0.7, 0.506, 0.969, 2)
    """
    counts, inside = _panel(before, after, treated)
    groups = [counts[inside], counts[~inside]]
    sums = np.array([each.sum(axis=0) for each in groups])
    if not (sums > 0).all():
        raise ValueError("the treated or the comparison areas have no count before or after; expected some")
    log_ratio = float(np.log(sums[0, 1] / sums[0, 0]) - np.log(sums[1, 1] / sums[1, 0]))
    sizes = [len(each) for each in groups]
    if clustered:
        if min(sizes) < 2:
            raise ValueError(f"{min(sizes)} area in a group; clustering needs at least two in both")
        variance, spread, free = sum(_between(each) for each in groups), float("nan"), min(sizes) - 1
    else:
        free = len(counts) - 2
        found, room, shares = (sum(each) for each in zip(*map(_moments, groups), strict=True))
        square = max(0.0, (found - free) / room) if room > 0 else 0.0
        variance, spread = float((1 / sums).sum()) + square * shares, float(np.sqrt(square))
    error = float(np.sqrt(variance))
    half = float(stdtrit(free, 0.5 + checked(confidence) / 2)) * error
    limits = np.exp(np.array([log_ratio, log_ratio - half, log_ratio + half]))
    p = float(2 * stdtr(free, -abs(log_ratio) / error)) if error else float("nan")
    method = CLUSTERED if clustered else POOLED
    ratio, lower, upper = (float(each) for each in limits)
    return DifferenceInDifferences(ratio, lower, upper, p, error, spread, free, confidence, method)


def _panel(
    before: npt.ArrayLike, after: npt.ArrayLike, treated: npt.ArrayLike
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    columns = [np.asarray(each, float) for each in (before, after)]
    inside = np.asarray(treated, bool)
    if inside.ndim != 1 or any(each.shape != inside.shape for each in columns):
        shapes = [each.shape for each in (*columns, inside)]
        raise ValueError(f"the shapes are {shapes}; expected three equal lengths")
    counts = np.column_stack(columns)
    if not (counts >= 0).all():
        raise ValueError("a count is negative or missing; expected 0 or more")
    if not inside.any() or (~inside).sum() < 1 or len(inside) < 3:
        raise ValueError(
            f"{int(inside.sum())} treated and {int((~inside).sum())} comparison areas; expected one of each "
            "and three in all"
        )
    return counts, inside


def _residuals(group: Floats) -> tuple[Floats, Floats, float]:
    """By how much each area's count after misses its group's share, the area's total, and that share."""
    total = group.sum(axis=1)
    share = float(group[:, 1].sum() / total.sum())
    return group[:, 1] - share * total, total, share


def _moments(group: Floats) -> tuple[float, float, float]:
    """Pearson's χ² of a group's changes, by how much each unit of τ² raises it, and Σ of squared shares."""
    missed, total, share = _residuals(group)
    usual = (total * share * (1 - share))[total > 0]
    square = float((usual**2).sum()) / float(usual.sum())
    found = float((missed[total > 0] ** 2 / usual).sum())
    return found, float(usual.sum()) - square, square / float(usual.sum())


def _between(group: Floats) -> float:
    missed, total, share = _residuals(group)
    size = len(group)
    return size / (size - 1) * float((missed**2).sum()) / (float(total.sum()) * share * (1 - share)) ** 2
