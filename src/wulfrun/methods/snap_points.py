"""Anonymous places for points: each stands for eight addresses or more, so that no point tells a house.

The way of data.police.uk, whose list of places is not published for reuse: a place lies in the middle of
addresses near each other, and a point is shown at the nearest place.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from wulfrun.methods.interval import Floats

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.str_]
LEAST = 8


class SnapPoints(NamedTuple):
    """Places `x`, `y` (k,), the area of each, and how many addresses are nearer to it than to any other.

    `without` names the areas that hold too few addresses for any place.
    """

    x: Floats
    y: Floats
    within: Texts
    addresses: Ints
    without: tuple[str, ...]


class Snapped(NamedTuple):
    """For each point (n,) the place it is shown at (-1 for none), and how far that is."""

    place: Ints
    distance: Floats


def snap_points(
    x: npt.ArrayLike, y: npt.ArrayLike, within: npt.ArrayLike | None = None, least: int = LEAST
) -> SnapPoints:
    """Places with `least` addresses or more in the catchment of each: those nearest to it in its area.

    `x`, `y`: (n,) addresses in metres; `within`: (n,) the area of each, '' for none, if no catchment is to
    cross a boundary. The addresses are halved at their median, across the longer side, while both halves
    keep enough; a place stands at the mean of its part, in whole metres. Then places whose catchment holds
    too few are taken away, the emptiest first, until none does. The order of the addresses does not matter.
    Raises ValueError for lengths that differ, coordinates that are no numbers, or `least` under 2. Source of
    the rule of eight: data.police.uk/about, 'Location anonymisation'.

    >>> x, y = np.arange(20.0), np.zeros(20)
    >>> found = snap_points(x, y)
    >>> found.x.tolist(), found.addresses.tolist()
    ([4.0, 14.0], [10, 10])
    """
    east, north, areas = _read(x, y, within)
    if least < 2:
        raise ValueError(f"a least of {least} addresses; expected 2 or more")
    parts, without = [], []
    for area in np.unique(areas):
        inside = areas == area
        if area == "" and within is not None:
            continue
        if inside.sum() < least:
            without.append(str(area))
            continue
        order = np.lexsort([north[inside], east[inside]])
        own = np.column_stack([east[inside], north[inside]])[order]
        places, count = _of_area(own, least)
        parts.append((places, np.full(len(places), area), count))
    if not parts:
        return SnapPoints(np.zeros(0), np.zeros(0), np.zeros(0, "<U1"), np.zeros(0, np.int64), tuple(without))
    places, names, count = (np.concatenate(each) for each in zip(*parts, strict=True))
    return SnapPoints(places[:, 0], places[:, 1], names, count, tuple(without))


def snap(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    places: SnapPoints,
    within: npt.ArrayLike | None = None,
    farthest: float = np.inf,
) -> Snapped:
    """The nearest place of each point, in its own area where `within` says which.

    `x`, `y`: (n,) points in metres; `within`: (n,) as the places were made with; no point is
    shown at a place more than `farthest` metres away.

    >>> places = snap_points(np.arange(20.0), np.zeros(20))
    >>> snap([3.0, 900.0], [1.0, 0.0], places, farthest=100).place.tolist()
    [0, -1]
    """
    east, north, areas = _read(x, y, within)
    place, far = np.full(len(east), -1), np.full(len(east), np.inf)
    for area in np.unique(areas):
        own = np.flatnonzero(places.within == area)
        inside = np.flatnonzero(areas == area)
        if len(own):
            at = np.column_stack([places.x[own], places.y[own]])
            far[inside], nearest = KDTree(at).query(np.column_stack([east[inside], north[inside]]))
            place[inside] = own[nearest]
    place[~(far <= farthest)] = -1
    return Snapped(place.astype(np.int64), far)


def _of_area(addresses: Floats, least: int) -> tuple[Floats, Ints]:
    """The places of one area, in order, and the addresses nearest to each."""
    places = np.unique(np.array([np.floor(part.mean(axis=0)) for part in _halves(addresses, least)]), axis=0)
    while True:
        nearest = KDTree(places).query(addresses)[1]
        count = np.bincount(nearest, minlength=len(places))
        if count.min() >= least or len(places) == 1:
            return places, count.astype(np.int64)
        few = np.flatnonzero(count < least)
        # Of places near each other one may be enough: the emptiest goes, and those far from it.
        places = np.delete(places, _apart(places, few[np.argsort(count[few], kind="stable")]), axis=0)


def _apart(places: Floats, chosen: Ints) -> list[int]:
    """Of the chosen, in order, those that are not the nearest neighbours of one already taken."""
    near = KDTree(places).query(places, k=min(5, len(places)))[1].reshape(len(places), -1)
    taken, kept = set[int](), list[int]()
    for each in chosen.tolist():
        if each not in taken:
            kept.append(each)
            taken.update(near[each].tolist())
    return kept if len(kept) < len(places) else kept[:-1]


def _halves(addresses: Floats, least: int) -> list[Floats]:
    """The addresses in parts of `least` or more, halved while both halves keep enough."""
    found, open_ = [], [addresses]
    while open_:
        part = open_.pop()
        cut = _cut(part, least)
        if cut is None:
            found.append(part)
        else:
            open_ += [part[cut], part[~cut]]
    return found


def _cut(part: Floats, least: int) -> npt.NDArray[np.bool_] | None:
    """The first half of a part across its longer side; None where it cannot be halved.

    Addresses on one spot stay together: flats of one house.
    """
    if len(part) < 2 * least:
        return None
    side = np.ptp(part, axis=0)
    for axis in np.argsort(-side, kind="stable"):
        along = np.sort(part[:, axis])
        first = part[:, axis] < along[len(along) // 2]
        if not first.any():
            first = part[:, axis] <= along[len(along) // 2]
        if least <= first.sum() <= len(part) - least:
            return np.asarray(first, bool)
    return None


def _read(x: npt.ArrayLike, y: npt.ArrayLike, within: npt.ArrayLike | None) -> tuple[Floats, Floats, Texts]:
    east, north = np.asarray(x, float), np.asarray(y, float)
    areas = np.zeros(east.shape, "<U1") if within is None else np.asarray(within, np.str_)
    if not east.shape == north.shape == areas.shape or east.ndim != 1:
        raise ValueError(
            f"x {east.shape}, y {north.shape}, within {areas.shape}; expected lists of one length"
        )
    if not (np.isfinite(east).all() and np.isfinite(north).all()):
        raise ValueError("a coordinate is no number; expected metres east and north")
    return east, north, areas
