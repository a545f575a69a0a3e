"""How far one weight must move, the others in proportion, before another problem comes first."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats
from wulfrun.methods.priority_score import Ints, checked_scores, priority_scores

_TINY = 1e-9


class Tipping(NamedTuple):
    """By criterion (c,): its share of all weights, and the nearest shares at which another comes first.

    `above` and `below`: the share over, and under, which `above_to` and `below_to` (rows of problems) comes
    first; NaN and -1 where it never happens, or where nobody comes first alone.
    """

    share: Floats
    above: Floats
    above_to: Ints
    below: Floats
    below_to: Ints


def tipping_weights(scaled: npt.ArrayLike, weights: npt.ArrayLike) -> Tipping:
    """The exact shares at which the first of `priority_scores` is overtaken, one criterion at a time.

    `scaled` (n, c) in 0..1 or NaN, `weights` (c,). With share t for one criterion and the rest kept in
    proportion, a problem's score is (a t + b (1 - t)) / (k t + l (1 - t)): a its value there (k = 0 where it
    is not known), b the weighted sum of its others and l the weight known of them. Two scores are equal at
    the roots of a polynomial of degree two; that share counts at which the difference changes its sign.
    Raises ValueError as `priority_scores`. Source: one-way sensitivity of an additive value model
    (Dodgson et al. 2009, section 6.2.13), extended to criteria that are not known of all.

    >>> found = tipping_weights([[0.9, 0.2], [0.3, 0.8]], [3, 1])
    >>> found.share.tolist(), found.below.round(3).tolist(), found.above.round(3).tolist()
    ([0.75, 0.25], [0.5, nan], [nan, 0.5])
    """
    found, weight = checked_scores(scaled, weights)
    share, many = weight / weight.sum(), len(weight)
    above, below = np.full(many, np.nan), np.full(many, np.nan)
    above_to, below_to = np.full(many, -1), np.full(many, -1)
    rank = priority_scores(found, weight).rank
    first = np.flatnonzero(rank == 1)
    if len(first) == 1:
        for at in np.flatnonzero((share > 0) & (share < 1)):
            curves = _curves(found, share, int(at))
            for rival in np.flatnonzero(rank > 1):
                for turn in _turns(curves[rival], curves[first[0]]):
                    if turn > share[at] and not turn >= above[at]:
                        above[at], above_to[at] = turn, rival
                    if turn < share[at] and not turn <= below[at]:
                        below[at], below_to[at] = turn, rival
    return Tipping(share, above, above_to, below, below_to)


def _curves(scaled: Floats, share: Floats, at: int) -> Floats:
    """By problem the lines (2, 2) of its score over t: sum and weight known, at t = 1 and at t = 0."""
    known = ~np.isnan(scaled)
    value = np.where(known, scaled, 0.0)
    rest = np.delete(share, at) / (1 - share[at])
    others, told = np.delete(value, at, axis=1) @ rest, np.delete(known, at, axis=1) @ rest
    return np.stack([np.stack([value[:, at], others], 1), np.stack([known[:, at], told], 1)], 1).astype(float)


def _turns(one: Floats, other: Floats) -> list[float]:
    """The shares strictly between 0 and 1 at which the order of two problems turns round."""
    (a, b), (k, l_) = one
    (c, d), (m, n) = other
    difference = _product(a, b, m, n) - _product(c, d, k, l_)
    difference[np.abs(difference) < _TINY] = 0.0
    roots = np.roots(difference)
    real = sorted({float(each.real) for each in roots if abs(each.imag) < _TINY and 0 < each.real < 1})
    signs = [np.sign(np.polyval(difference, (low + high) / 2)) for low, high in pairwise([0.0, *real, 1.0])]
    return [root for root, (before, after) in zip(real, pairwise(signs), strict=True) if before * after < 0]


def _product(a: float, b: float, m: float, n: float) -> Floats:
    """(a t + b (1 - t)) (m t + n (1 - t)) by powers of t, the highest first."""
    return np.array([(a - b) * (m - n), (a - b) * n + b * (m - n), b * n])
