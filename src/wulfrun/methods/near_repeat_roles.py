"""Which events began a near repeat, which were one, and which hang together in chains."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from wulfrun.methods.close_pairs import EUCLIDEAN, MANHATTAN, Ints, close_pairs, reach_of, sort_by_cell
from wulfrun.methods.events import Events, events_of
from wulfrun.methods.interval import Floats, Texts

ORIGINATOR, NEAR_REPEAT, BOTH, NEITHER = "originator", "near repeat", "both", "neither"


class Roles(NamedTuple):
    """The role of each event (n,), '' where place or day are not known; and how many have each.

    `same_day`: events without a role that have a neighbour on their own day: none is known to be first.
    """

    role: Texts
    originators: int
    near_repeats: int
    both: int
    neither: int
    same_day: int
    dropped: int


class Chains(NamedTuple):
    """Chains of events (n,): the chain of each, from 0 by first day, -1 for an event alone or not known.

    For each chain (m,): its events, first and last day (as days since 1970, or as they were given).
    """

    chain: Ints
    events: Ints
    first: Ints
    last: Ints
    dropped: int


class Before(NamedTuple):
    """The event before each (n,), as its place among those given or -1; days and metres to it, or NaN."""

    before: Ints
    days: Floats
    metres: Floats
    dropped: int


def near_repeat_roles(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    day: npt.ArrayLike,
    distance: float,
    days: int,
    metric: str = EUCLIDEAN,
) -> Roles:
    """Each event as originator, near repeat, both, or neither.

    `x`, `y` (n,) metres, `day` (n,) whole days or dates. An originator is followed, a near repeat preceded,
    by an event less than `distance` metres and less than `days` days away. Two on one day give each other no
    role, as it is not known which came first. Raises ValueError as `near_repeats` does.
    Source: Ratcliffe 2009 (Near Repeat Calculator).

    >>> near_repeat_roles([0, 5, 9, 900], [0, 0, 0, 0], [1, 3, 12, 3], 200, 14).role.tolist()
    ['originator', 'both', 'near repeat', 'neither']
    """
    events = events_of(x, y, day)
    followed, preceded, beside = (np.zeros(len(events.x), bool) for _ in range(3))
    for one, other in _neighbours(events, distance, days, metric):
        later = events.day[other] - events.day[one]
        followed[one[later > 0]] = preceded[other[later > 0]] = True
        followed[other[later < 0]] = preceded[one[later < 0]] = True
        beside[one[later == 0]] = beside[other[later == 0]] = True
    named = np.select([followed & preceded, followed, preceded], [BOTH, ORIGINATOR, NEAR_REPEAT], NEITHER)
    role = np.full(events.given, "", dtype=named.dtype)
    role[events.place] = named
    first, repeat, both, neither = (
        int((named == each).sum()) for each in (ORIGINATOR, NEAR_REPEAT, BOTH, NEITHER)
    )
    same_day = int((beside & ~followed & ~preceded).sum())
    return Roles(role, first, repeat, both, neither, same_day, events.dropped)


def near_repeat_chains(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    day: npt.ArrayLike,
    distance: float,
    days: int,
    metric: str = EUCLIDEAN,
) -> Chains:
    """Chains of events, each linked with another less than `distance` metres and `days` days away.

    Arguments as of `near_repeat_roles`. A chain may be longer and wider than either: A is linked with B, and
    B with C.

    >>> found = near_repeat_chains([0, 150, 300, 900], [0, 0, 0, 0], [1, 3, 12, 3], 200, 14)
    >>> found.chain.tolist(), found.events.tolist(), found.last.tolist()
    ([0, 0, 0, -1], [3], [12])
    """
    events = events_of(x, y, day)
    size = len(events.x)
    one, other = (
        np.concatenate(each) for each in zip(*_neighbours(events, distance, days, metric), strict=True)
    )
    graph = coo_array((np.ones(len(one), bool), (one, other)), shape=(size, size))
    parts, label = connected_components(graph, directed=False) if size else (0, np.zeros(0, np.int64))
    many = np.bincount(label, minlength=parts)
    first, last = np.full(parts, np.iinfo(np.int64).max), np.full(parts, np.iinfo(np.int64).min)
    np.minimum.at(first, label, events.day)
    np.maximum.at(last, label, events.day)
    linked = np.flatnonzero(many > 1)
    linked = linked[np.argsort(first[linked], kind="stable")]
    number = np.full(parts, -1, np.int64)
    number[linked] = np.arange(len(linked))
    chain = np.full(events.given, -1, np.int64)
    chain[events.place] = number[label]
    return Chains(chain, many[linked], first[linked], last[linked], events.dropped)


def near_repeat_before(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    day: npt.ArrayLike,
    distance: float,
    days: int,
    metric: str = EUCLIDEAN,
) -> Before:
    """For each event the one before: the latest on an earlier day less than `distance` and `days` away.

    Arguments as of `near_repeat_roles`. Of several on that day it is the nearest, of those the first given.
    Events that are an originator or have no neighbour have none.

    >>> found = near_repeat_before([0, 30, 70], [0, 40, 40], [1, 3, 12], 200, 14)
    >>> found.before.tolist(), found.days.tolist(), found.metres.tolist()
    ([-1, 0, 1], [nan, 2.0, 9.0], [nan, 50.0, 40.0])
    """
    events = events_of(x, y, day)
    one, other = (
        np.concatenate(each) for each in zip(*_neighbours(events, distance, days, metric), strict=True)
    )
    forward = events.day[one] < events.day[other]
    early, late = np.where(forward, one, other), np.where(forward, other, one)
    apart = events.day[early] != events.day[late]
    early, late = early[apart], late[apart]
    waited = events.day[late] - events.day[early]
    east, north = np.abs(events.x[late] - events.x[early]), np.abs(events.y[late] - events.y[early])
    metres = east + north if metric == MANHATTAN else np.hypot(east, north)
    order = np.lexsort((early, metres, waited, late))
    own, at = np.unique(late[order], return_index=True)
    chosen, place = order[at], events.place[own]
    found = Before(
        np.full(events.given, -1, np.int64),
        np.full(events.given, np.nan),
        np.full(events.given, np.nan),
        events.dropped,
    )
    found.before[place] = events.place[early[chosen]]
    found.days[place], found.metres[place] = waited[chosen], metres[chosen]
    return found


def _neighbours(events: Events, distance: float, days: int, metric: str) -> list[tuple[Ints, Ints]]:
    """Places in `events` of the pairs near in both."""
    if not distance > 0 or not days > 0:
        raise ValueError(f"the cut-offs are {distance} metres and {days} days; expected both above 0")
    reach = reach_of([distance], metric)
    ordered = sort_by_cell(events.x, events.y, events.day, distance)
    none = np.zeros(0, np.int64)
    found = [(none, none)]
    for one, other, _ in close_pairs(ordered, reach):
        soon = np.abs(ordered.day[one] - ordered.day[other]) < days
        found.append((ordered.order[one[soon]], ordered.order[other[soon]]))
    return found
