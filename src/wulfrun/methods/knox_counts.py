"""Close pairs counted by band of distance and below cuts of days: once as they were, and shuffled.

`near_repeats.c` counts the same, some thirty times as fast; where it is not compiled NumPy does, and the
counts are the same to the last pair.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from wulfrun.methods import kernels
from wulfrun.methods.close_pairs import MANHATTAN, Ints, Reach, Sorted, close_pairs
from wulfrun.methods.shuffles import shuffled, states

LANES, FEW, TILE = 256, 128, 32
# Days of the kernel have 16 bits; what does not fit is left to NumPy.
_LONGEST = 2**15 - 1
# Pairs whose shuffled days are compared together: a few megabytes.
_TOGETHER = 4096


def count_once(
    events: Sorted, reach: Reach, cuts: Ints, library: ctypes.CDLL | None = None
) -> tuple[Ints, Ints]:
    """How many pairs of each band each event belongs to (bands, n), and pairs below cuts (bands, cuts)."""
    degree = np.zeros((len(reach.edges), len(events.x)), np.int64)
    below = np.zeros((len(reach.edges), len(cuts)), np.int64)
    if library is not None and len(reach.edges):
        library.near_repeats_once(*_given(events, reach, events.day, cuts), _at(degree), _at(below))
        return degree, below
    for one, other, band in close_pairs(events, reach):
        gap = np.abs(events.day[one] - events.day[other])
        for place in range(len(reach.edges)):
            inside = band == place
            degree[place] += np.bincount(one[inside], minlength=len(events.x))
            degree[place] += np.bincount(other[inside], minlength=len(events.x))
            below[place] += (gap[inside, None] < cuts).sum(axis=0)
    return degree, below


def count_shuffled(
    events: Sorted, reach: Reach, cuts: Ints, seed: int, many: int, library: ctypes.CDLL | None = None
) -> Ints:
    """Pairs below cuts with the days shuffled `many` times: (many, bands, cuts)."""
    if not len(reach.edges) or not many:
        return np.zeros((many, len(reach.edges), len(cuts)), np.int64)
    day = _shortened(events.day, int(cuts.max(initial=0)))
    fits = day.max(initial=0) < _LONGEST
    count = _compiled if library is not None and fits else _plain
    blocks = count(library, events._replace(day=day), reach, cuts, seed, many)
    return np.concatenate([np.moveaxis(each, -1, 0) for each in blocks])[:many]


def _shortened(day: Ints, longest: int) -> Ints:
    """Days from 0 on, no gap without events longer than the longest cut: more would change no count."""
    known, place = np.unique(day, return_inverse=True)
    steps = np.minimum(np.diff(known), longest)
    at = np.concatenate([np.zeros(min(len(known), 1), np.int64), np.cumsum(steps)])
    return np.asarray(at[place], np.int64)


def _compiled(library: Any, events: Sorted, reach: Reach, cuts: Ints, seed: int, many: int) -> Iterator[Ints]:
    size, bands = len(events.x), len(reach.edges)
    # A cut that no gap can pass takes in every pair, as does the longest that fits.
    short = np.minimum(cuts, _LONGEST).astype(np.int16)
    given = _given(events, reach, events.day.astype(np.int16), short)
    lanes = LANES if many > FEW else FEW
    dealt, tile = np.empty((size, lanes), np.int16), np.empty((TILE, size), np.int16)
    found = np.zeros((bands, len(cuts), lanes), np.int16)
    for first in range(0, many, lanes):
        below = np.zeros((bands, len(cuts), lanes), np.int64)
        room = (states(seed, first, lanes), dealt, tile, found, below)
        library.near_repeats_shuffled(*given, ctypes.c_int64(lanes), *(_at(each) for each in room))
        yield below


def _plain(_: Any, events: Sorted, reach: Reach, cuts: Ints, seed: int, many: int) -> Iterator[Ints]:
    for first in range(0, many, LANES):
        dealt = shuffled(events.day, states(seed, first, min(LANES, many - first)))
        below = np.zeros((len(reach.edges), len(cuts), dealt.shape[1]), np.int64)
        for one, other, band in close_pairs(events, reach):
            for start in range(0, len(one), _TOGETHER):
                part = slice(start, start + _TOGETHER)
                gap = np.abs(dealt[one[part]] - dealt[other[part]])
                for place in np.unique(band[part]):
                    inside = gap[band[part] == place]
                    for at, cut in enumerate(cuts):
                        below[place, at] += np.count_nonzero(inside < cut, axis=0)
        yield below


def _given(events: Sorted, reach: Reach, day: npt.NDArray[Any], cuts: npt.NDArray[Any]) -> list[Any]:
    """The arguments that both functions of the kernel begin with; the arrays live as long as the list."""
    sorted_by_cell = (events.x, events.y, day, events.own_end, events.next_begin, events.next_end)
    return [
        ctypes.c_int64(len(events.x)),
        *(_at(each) for each in sorted_by_cell),
        ctypes.c_int64(reach.metric == MANHATTAN),
        ctypes.c_int64(len(reach.edges)),
        _at(reach.edges),
        ctypes.c_int64(len(cuts)),
        _at(cuts),
    ]


def _at(array: npt.NDArray[Any]) -> Any:
    """Where an array begins; `data_as` keeps the array alive with the pointer."""
    return np.ascontiguousarray(array).ctypes.data_as(ctypes.c_void_p)


def compiled() -> ctypes.CDLL | None:
    """The kernel where it can be used, else None: what `library` is meant to be."""
    return kernels.near_repeats()
