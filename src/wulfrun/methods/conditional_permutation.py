"""How often chance alone would give an area neighbours like these: its own value held, all others shuffled.

Draws are shared by all areas. A draw is of places among all areas but the last; an area that is itself in
a draw has the last one put in its place, which makes every draw an even one from all areas but itself.
So most areas share one sorted list of sums, and only the few in a draw are worked out one by one.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats
from wulfrun.methods.neighbours import Ints, Neighbours

_TABLE = 4_000_000


class Shuffled(NamedTuple):
    """For each area (n,): two-sided p, and by how much its neighbours' sum is above the expected one."""

    p: Floats
    above: Floats


def shuffled_sums(
    values: npt.ArrayLike,
    neighbours: Neighbours,
    runs: int = 999,
    seed: int = 0,
    weights: npt.ArrayLike | None = None,
) -> Shuffled:
    """Two-sided p of the sum of each area's neighbours, its own value held and the others shuffled.

    `values` (n,). `weights` (n,), where given, belong to the places: the sum is of weight times value. p =
    2 (1 + runs at least as far out on the same side) / (1 + runs), at most 1 and never 0: counts are skewed,
    so each side has its own half of the error. Areas without neighbours have p = 1. Not the folded p of some
    packages, which is half of this and calls twice as many as it says. Seeded. Raises ValueError for fewer
    than 3 values. Source: Anselin 1995; Davison & Hinkley 1997, 4.3.

    >>> from wulfrun.methods.neighbours import neighbours_of_pairs
    >>> chain = neighbours_of_pairs(range(9), range(1, 10), 10)
    >>> found = shuffled_sums([9, 9, 9, 0, 0, 0, 0, 0, 0, 0], chain, runs=9999)
    >>> round(float(found.p[1]), 2), float(found.above[1])
    (0.06, 14.0)
    """
    y = np.asarray(values, float)
    if y.ndim != 1 or len(y) < 3 or len(y) != len(neighbours.indptr) - 1:
        raise ValueError(
            f"{y.shape} values of {len(neighbours.indptr) - 1} areas; expected one each, 3 or more"
        )
    most = int(neighbours.counts.max(initial=0))
    drawn = _draws(np.random.default_rng(seed), len(y) - 1, most, runs)
    # Around the mean, so that large values do not eat the digits that decide a tie.
    y = y - y.mean()
    if weights is None:
        return _unweighted(y, neighbours, drawn, runs)
    return _weighted(y, neighbours, drawn, runs, np.asarray(weights, float))


def _unweighted(y: Floats, neighbours: Neighbours, drawn: Ints, runs: int) -> Shuffled:
    observed, many = neighbours.sums(y), neighbours.counts
    expected = -y * many / (len(y) - 1)
    low, high = _limits(observed)
    sums = np.cumsum(y[drawn], axis=0)
    below, above = np.full(len(y), runs), np.full(len(y), runs)
    for count in np.unique(many[many > 0]):
        own = np.flatnonzero(many == count)
        ordered = np.sort(sums[count - 1])
        below[own] = np.searchsorted(ordered, low[own], "right")
        above[own] = runs - np.searchsorted(ordered, high[own], "left")
        # Areas inside a draw: what was counted there as if they were not is put right.
        area, run = drawn[:count].ravel(), np.tile(np.arange(runs), count)
        due = many[area] == count
        area, run = area[due], run[due]
        before = sums[count - 1, run]
        after = before - y[area] + y[-1]
        less = (after <= low[area]).astype(float) - (before <= low[area])
        more = (after >= high[area]).astype(float) - (before >= high[area])
        below += np.bincount(area, less, len(y)).astype(np.int64)
        above += np.bincount(area, more, len(y)).astype(np.int64)
    return Shuffled(_two_sided(below, above, runs), observed - expected)


def _weighted(y: Floats, neighbours: Neighbours, drawn: Ints, runs: int, weights: Floats) -> Shuffled:
    size, most = len(y), len(drawn)
    slot = np.arange(len(neighbours.indices)) - np.repeat(neighbours.indptr[:-1], neighbours.counts)
    owner = np.repeat(np.arange(size), neighbours.counts)
    table = np.zeros((size, most))
    table[owner, slot] = weights[neighbours.indices]
    observed = neighbours.sums(weights * y)
    expected = -y * table.sum(axis=1) / (size - 1)
    low, high = _limits(observed)
    below, above = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for start in range(0, runs, max(1, _TABLE // size)):
        own = drawn[:, start : start + max(1, _TABLE // size)]
        sums = table @ y[own]
        area, run = own.ravel(), np.tile(np.arange(own.shape[1]), most)
        sums[area, run] += table[area, np.repeat(np.arange(most), own.shape[1])] * (y[-1] - y[area])
        below += (sums <= low[:, None]).sum(axis=1)
        above += (sums >= high[:, None]).sum(axis=1)
    return Shuffled(_two_sided(below, above, runs), observed - expected)


def _limits(observed: Floats) -> tuple[Floats, Floats]:
    """Up to where a sum is as low, and from where as high, as was observed: rounding decides no tie."""
    slack = 1e-9 * float(np.abs(observed).max(initial=0))
    return observed + slack, observed - slack


def _two_sided(below: Ints, above: Ints, runs: int) -> Floats:
    return np.asarray(np.minimum(2 * (1 + np.minimum(below, above)) / (1 + runs), 1.0))


def _draws(rng: np.random.Generator, size: int, most: int, runs: int) -> Ints:
    """`most` different numbers below `size` for each run (most, runs), in random order."""
    if most * 4 > size:
        return np.argsort(rng.random((runs, size)), axis=1)[:, :most].T
    found = np.empty((most, runs), np.int64)
    for place in range(most):
        found[place] = rng.integers(0, size, runs)
        while (again := (found[:place] == found[place]).any(axis=0)).any():
            found[place, again] = rng.integers(0, size, int(again.sum()))
    return found
