"""What chance brings: the exact mean and variance of close pairs when days are shuffled, and their tail."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, pdtrc

from wulfrun.methods.close_pairs import Ints
from wulfrun.methods.interval import Floats


class Graph(NamedTuple):
    """Pairs as the edges of a graph: how many, and how many ordered pairs of edges share an event."""

    pairs: int
    sharing: int


def graph_of(degree: Ints) -> Graph:
    """The graph of events with these degrees (n,): how many others each is paired with.

    >>> graph_of(np.array([2, 1, 1]))
    Graph(pairs=2, sharing=2)
    """
    # A dense band of many events passes what 64 bits hold once squared and added.
    many, times = np.unique(degree, return_counts=True)
    counted = list(zip(many.tolist(), times.tolist(), strict=True))
    pairs = sum(size * number for size, number in counted) // 2
    return Graph(pairs, sum(size * (size - 1) * number for size, number in counted))


def day_degrees(day: Ints, cuts: Ints) -> Ints:
    """For each cut how many other events each event has fewer days away: (cuts, n)."""
    ordered = np.sort(day)
    found = [
        np.searchsorted(ordered, day + cut, side="left") - np.searchsorted(ordered, day - cut, side="right")
        for cut in cuts
    ]
    # An event is no neighbour of its own; no cut is below 1.
    return np.array(found, np.int64).reshape(len(cuts), len(day)) - 1


def moments(space: Graph, time: Graph, events: int) -> tuple[float, float]:
    """Mean and variance of the pairs close in both, over every way to deal the days to the events.

    Worked out in whole numbers, as the variance is the small difference of large ones. Holds for any two
    graphs, so for a band from a to b as well as for one from 0. Source: Barton & David 1966; Mantel 1967.

    >>> moments(Graph(1, 0), Graph(1, 0), 3)
    (0.3333333333333333, 0.2222222222222222)
    """
    n = events
    if n < 2:
        return 0.0, 0.0
    mean = Fraction(2 * space.pairs * time.pairs, n * (n - 1))
    square = mean
    if n > 2:
        square += Fraction(space.sharing * time.sharing, n * (n - 1) * (n - 2))
    if n > 3:
        apart = [each.pairs * (each.pairs - 1) - each.sharing for each in (space, time)]
        square += Fraction(4 * apart[0] * apart[1], n * (n - 1) * (n - 2) * (n - 3))
    return float(mean), float(square - mean * mean)


def chance(observed: npt.ArrayLike, mean: npt.ArrayLike, variance: npt.ArrayLike) -> Floats:
    """P(as many or more) from mean and variance alone.

    The discrete distribution with both: binomial where the variance is the smaller, Poisson where they are
    equal, negative binomial where it is the larger; Poisson where a binomial could not reach the count.

    >>> chance([0, 3, 3], 1.0, [1.0, 1.0, 2.0]).round(4).tolist()
    [1.0, 0.0803, 0.125]
    """
    x, mu, var = np.broadcast_arrays(*(np.asarray(each, float) for each in (observed, mean, variance)))
    safe = np.where(mu > 0, mu, 1.0)
    share = np.clip(var / safe, 1e-12, None)
    at = np.maximum(x, 1.0)
    tail = pdtrc(at - 1, safe)
    wide = share > 1 + 1e-9
    size = safe / np.where(wide, share - 1, 1.0)
    tail = np.where(wide, betainc(at, size, np.where(wide, 1 - 1 / share, 0.5)), tail)
    narrow = share < 1 - 1e-9
    trials = safe / np.where(narrow, 1 - share, 1.0)
    reached = narrow & (at < trials)
    tail = np.where(
        reached, betainc(at, np.where(reached, trials - at + 1, 1.0), np.clip(1 - share, 0, 1)), tail
    )
    return np.where(x <= 0, 1.0, np.where(mu > 0, tail, 0.0))
