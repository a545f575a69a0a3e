"""Pairs of events within a reach of each other, found by a grid and never all held at once."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats

EUCLIDEAN, MANHATTAN = "euclidean", "manhattan"
Ints = npt.NDArray[np.int64]
_SMALLEST = 5e-324
# Pairs looked at together: a few tens of megabytes.
_AT_ONCE = 1 << 20


class Sorted(NamedTuple):
    """Events (n,) sorted by cell, and for each where those stand that may be near it and come after it.

    They stand at `i + 1` to `own_end`, and at `next_begin` to `next_end`. `order`: places in what was given.
    """

    x: Floats
    y: Floats
    day: Ints
    order: Ints
    own_end: Ints
    next_begin: Ints
    next_end: Ints


class Reach(NamedTuple):
    """Ascending finite edges of distance as the metric compares them: squared for straight distances."""

    edges: Floats
    metric: str


def reach_of(edges: npt.ArrayLike, metric: str) -> Reach:
    """Edges (k,) in metres, ready to compare; ValueError for a metric that is not known."""
    if metric not in (EUCLIDEAN, MANHATTAN):
        raise ValueError(f"the metric is '{metric}'; expected '{EUCLIDEAN}' or '{MANHATTAN}'")
    given = np.asarray(edges, float)
    # The smallest number stands for "more than nothing"; its square would be nothing.
    squared = np.maximum(given**2, np.where(given > 0, _SMALLEST, 0.0))
    return Reach(given if metric == MANHATTAN else squared, metric)


def sort_by_cell(x: Floats, y: Floats, day: Ints, reach: float) -> Sorted:
    """Events in the order of square cells as wide as `reach`; those of one cell by place and day.

    The order depends on the events alone, not on how they were listed.
    """
    if not len(x):
        none = np.zeros(0, np.int64)
        return Sorted(x, y, day, none, none, none, none)
    # A hair wider, so that rounding never puts two near events two cells apart; and never so small that
    # the numbers of cells overflow.
    extent = float(max(np.ptp(x), np.ptp(y)))
    size = max(reach * (1 + 1e-6), extent / 1e6) or 1.0
    column, row = ((each - each.min()) // size for each in (x, y))
    # An empty column at either side keeps the neighbours of a row's ends in that row.
    width = int(column.max()) + 3
    cell = row.astype(np.int64) * width + column.astype(np.int64) + 1
    order = np.lexsort((day, y, x, cell))
    cell = cell[order]
    return Sorted(
        x[order],
        y[order],
        day[order],
        order,
        np.searchsorted(cell, cell + 1, side="right"),
        np.searchsorted(cell, cell + width - 1, side="left"),
        np.searchsorted(cell, cell + width + 1, side="right"),
    )


def close_pairs(events: Sorted, reach: Reach) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Every pair nearer than the last edge, once: its places in `events`, and its band.

    The band is how many edges the distance reaches: 0 below the first.
    """
    if not len(reach.edges):
        return
    own = events.own_end - np.arange(1, len(events.x) + 1)
    ends = np.cumsum(own + events.next_end - events.next_begin)
    start = 0
    while start < len(ends):
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _AT_ONCE, side="right")))
        here = np.arange(start, stop)
        one, other = (
            np.concatenate(both)
            for both in zip(
                _spread(here, here + 1, events.own_end[here]),
                _spread(here, events.next_begin[here], events.next_end[here]),
                strict=True,
            )
        )
        apart = _apart(events, one, other, reach.metric)
        near = apart < reach.edges[-1]
        yield one[near], other[near], np.searchsorted(reach.edges, apart[near], side="right")
        start = stop


def _spread(here: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Each of `here` beside every place from its `begin` to before its `end`."""
    many = end - begin
    first = np.cumsum(many) - many
    return np.repeat(here, many), np.arange(int(many.sum())) + np.repeat(begin - first, many)


def _apart(events: Sorted, one: Ints, other: Ints, metric: str) -> Floats:
    east, north = events.x[one] - events.x[other], events.y[one] - events.y[other]
    return np.abs(east) + np.abs(north) if metric == MANHATTAN else east * east + north * north
