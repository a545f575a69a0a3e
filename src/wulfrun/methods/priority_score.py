"""How problems are put in an order by several criteria: each brought to 0..1, then a weighted mean."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats
from wulfrun.methods.ranking import mid_ranks

Ints = npt.NDArray[np.int64]

METHOD = "weighted mean of the share of other problems below; a missing criterion's weight is shared"
GRADES = 5
# Scores that differ by rounding alone are equal.
_DIGITS = 12


class Scores(NamedTuple):
    """By problem (n,): score 0..1, NaN where no criterion is known; rank, 1 first, 0 where there is none.

    `known`: what share of the weight the criteria known of it carry.
    """

    score: Floats
    rank: Ints
    known: Floats


def share_below(values: npt.ArrayLike) -> Floats:
    """For each value the share of the others that are lower, those that tie counting half; NaN stays NaN.

    So a criterion counts by the order it puts the problems in and not by its unit: one problem a hundred
    times as frequent as the rest, or a curved scale, moves nothing else. What is lost is by how much one
    exceeds another. A value that stands alone is 0.5. `values` (n,), any unit, more is worse.
    Source: the Mann-Whitney proportion of pairs; in scoring also known as the percentile rank.

    >>> share_below([10, 30, 20, 9000]).round(2).tolist()
    [0.0, 0.67, 0.33, 1.0]
    >>> share_below([5, 5, float("nan"), 9]).tolist()
    [0.25, 0.25, nan, 1.0]
    """
    found = np.asarray(values, float).copy()
    told = ~np.isnan(found)
    many = int(told.sum())
    if many:
        found[told] = (mid_ranks(found[told]) - 1) / (many - 1) if many > 1 else 0.5
    return found


def share_of_grade(grade: npt.ArrayLike, confidence: npt.ArrayLike = GRADES) -> Floats:
    """A grade from 1 to 5 as 0..1; one held with less confidence (1 to 5) counts nearer to the middle.

    1/2 + (confidence / 5) (share - 1/2) with share = (grade - 1) / 4: a grade nobody is sure of neither lifts
    a problem nor sinks it. NaN stays NaN; no confidence given counts as full. The shrinking is this
    system's own. Raises ValueError for a grade outside 1 to 5.

    >>> share_of_grade([1, 3, 5]).tolist(), share_of_grade(5, 3).tolist()
    ([0.0, 0.5, 1.0], 0.8)
    """
    given, sure = np.asarray(grade, float), np.asarray(confidence, float)
    for each in (given, sure):
        if ((each < 1) | (each > GRADES)).any():
            raise ValueError(f"a grade is outside 1 to {GRADES}")
    sure = np.where(np.isnan(sure), GRADES, sure)
    return np.asarray(0.5 + sure / GRADES * ((given - 1) / (GRADES - 1) - 0.5))


def priority_scores(scaled: npt.ArrayLike, weights: npt.ArrayLike) -> Scores:
    """Scores and ranks of problems: the weighted mean of their scaled criteria.

    `scaled` (n, c) in 0..1, NaN where a criterion says nothing of a problem; `weights` (c,), 0 or more, in
    any unit. A criterion that is not known of a problem is left out of its mean, so that its weight is
    shared by the others as their own weights are: it is never counted as zero. Who ties shares the better
    rank. Raises ValueError for a weight below 0, no weight above 0, or shapes that do not fit.
    Source: the additive value model (Keeney & Raiffa 1976; Dodgson et al. 2009, 'Multi-criteria analysis: a
    manual', section 5.5).

    >>> found = priority_scores([[1.0, 0.5], [0.5, float("nan")], [0.0, 1.0]], [3, 1])
    >>> found.score.tolist(), found.rank.tolist(), found.known.tolist()
    ([0.875, 0.5, 0.25], [1, 2, 3], [1.0, 0.75, 1.0])
    """
    found, weight = checked_scores(scaled, weights)
    score = weighted_scores(found, weight[None, :])[:, 0]
    return Scores(score, ranks_of_scores(score[:, None])[:, 0], ~np.isnan(found) @ weight / weight.sum())


def checked_scores(scaled: npt.ArrayLike, weights: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Scaled criteria (n, c) and weights (c,) as arrays; ValueError where they cannot be used."""
    found, weight = np.asarray(scaled, float), np.asarray(weights, float)
    if found.ndim != 2 or weight.shape != found.shape[1:]:
        raise ValueError(f"criteria {found.shape} and weights {weight.shape}; expected (n, c), (c,)")
    if not (weight >= 0).all() or not weight.sum() > 0:
        raise ValueError("a weight is below 0, or none is above 0")
    if (found < 0).any() or (found > 1).any():
        raise ValueError("a scaled criterion is outside 0 to 1")
    return found, weight


def weighted_scores(scaled: Floats, weights: Floats) -> Floats:
    """Scores (n, d) of problems (n, c) by each of d sets of weights (d, c); NaN where nothing is known."""
    known = ~np.isnan(scaled)
    with np.errstate(invalid="ignore"):
        return np.round(np.where(known, scaled, 0.0) @ weights.T / (known @ weights.T), _DIGITS)


def ranks_of_scores(scores: Floats) -> Ints:
    """Ranks (n, d), 1 for the highest of each column; ties share the better; 0 for NaN."""
    found = np.zeros(scores.shape, np.int64)
    for at, own in enumerate(scores):
        found[at] = np.where(np.isnan(own), 0, 1 + (scores > own).sum(axis=0))
    return found
