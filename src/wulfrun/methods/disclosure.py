"""Small counts: which cells to hide so that none of them can be worked out, and the attacker that tries.

Cells are every count of one table: smallest areas, larger areas, and totals. Each hierarchy is an array that
gives for each cell the cell it is a part of, or -1; areas may nest in several hierarchies at once (an LSOA in
a ward and in a neighbourhood). The attacker knows all that is published, that the parts of a cell add up to
it where they do, that counts are not negative, and nothing else.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
_ROUNDS = 200


class Protected(NamedTuple):
    """Cells to hide (n,), those that are small themselves, and the range each can be told to lie in."""

    hidden: Bools
    primary: Bools
    lower: Floats
    upper: Floats


class Sums(NamedTuple):
    """One cell that is the sum of parts; `whole` where the parts make all of it."""

    total: int
    parts: Ints
    whole: bool


def protect(counts: npt.ArrayLike, parents: Sequence[npt.ArrayLike], threshold: int) -> Protected:
    """Hide counts from 1 to `threshold` - 1, and as few others as needed to keep those from being worked out.

    `counts`: (n,) whole numbers of 0 or more. `parents`: one array (n,) for each hierarchy, the index of the
    cell each is a part of, -1 for none. A hidden cell is safe when all that is published leaves it a range of
    `threshold` or more. Zeroes are shown. Raises ValueError for negative counts, wrong lengths or parts that
    exceed their total. Source: Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.

    >>> found = protect([3, 40, 12, 0, 55], [[4, 4, 4, 4, -1]], threshold=5)
    >>> found.hidden.tolist(), found.upper[:3].tolist()
    ([True, False, True, False, False], [15.0, 40.0, 15.0])
    """
    value = np.asarray(counts, float)
    sums = _sums(value, parents)
    primary = (value > 0) & (value < threshold)
    hidden = primary.copy()
    while True:
        lower, upper = bounds(value, hidden, sums)
        weak = hidden & ~(upper - lower >= threshold)
        if not weak.any() and len(parents) > 1:
            # Bounds are exact in a tree; where hierarchies overlap only the linear program is.
            lower, upper = recoverable(value, hidden, parents)
            weak = hidden & ~(upper - lower >= threshold - 1e-6)
        if not weak.any():
            return Protected(hidden, primary, lower, upper)
        before = hidden.sum()
        for cell in np.flatnonzero(weak):
            _hide_beside(int(cell), value, hidden, sums, upper - lower, threshold)
            if hidden.sum() > before:
                break
        if hidden.sum() == before:
            hidden |= value > 0
            if hidden.sum() == before:
                return Protected(hidden, primary, lower, upper)


def recoverable(
    counts: npt.ArrayLike, hidden: npt.ArrayLike, parents: Sequence[npt.ArrayLike]
) -> tuple[Floats, Floats]:
    """The attacker: the least and the most each cell can be, by linear programs over all that is published.

    Published cells have both equal to their count; a hidden cell with no bound has infinity.

    >>> lower, upper = recoverable([3, 40, 43], [True, False, False], [[2, 2, -1]])
    >>> lower.tolist(), upper.tolist()
    ([3.0, 40.0, 43.0], [3.0, 40.0, 43.0])
    """
    from scipy.optimize import linprog

    value, unknown = np.asarray(counts, float), np.asarray(hidden, bool)
    place = np.cumsum(unknown) - 1
    width = int(unknown.sum())
    lower, upper = value.copy(), value.copy()
    equal: list[tuple[Floats, float]] = []
    at_most: list[tuple[Floats, float]] = []
    for each in _sums(value, parents):
        members = np.append(each.parts, each.total)
        sign = np.append(np.ones(len(each.parts)), -1.0)
        inside = unknown[members]
        row = np.zeros(width)
        np.add.at(row, place[members[inside]], sign[inside])
        right = -float((sign * value[members])[~inside].sum())
        if inside.any():
            (equal if each.whole else at_most).append((row, right))
    limits = {
        "A_eq": np.array([row for row, _ in equal]) if equal else None,
        "b_eq": [right for _, right in equal] or None,
        "A_ub": np.array([row for row, _ in at_most]) if at_most else None,
        "b_ub": [right for _, right in at_most] or None,
    }
    for cell in np.flatnonzero(unknown):
        aim = np.zeros(width)
        aim[place[cell]] = 1.0
        least = linprog(aim, bounds=(0, None), method="highs", **limits)
        most = linprog(-aim, bounds=(0, None), method="highs", **limits)
        lower[cell] = least.fun if least.status == 0 else 0.0
        upper[cell] = -most.fun if most.status == 0 else np.inf
    return lower, upper


def bounds(value: Floats, hidden: Bools, sums: Sequence[Sums]) -> tuple[Floats, Floats]:
    """Ranges of all cells by passing bounds up and down: exact in a tree, outer bounds otherwise."""
    low, high = np.where(hidden, 0.0, value), np.where(hidden, np.inf, value)
    for _ in range(_ROUNDS):
        before = low.copy(), high.copy()
        for each in sums:
            if hidden[each.parts].any() or hidden[each.total]:
                _pass(each, low, high)
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            break
    return low, high


def _pass(each: Sums, low: Floats, high: Floats) -> None:
    parts, total = each.parts, each.total
    low[total] = max(low[total], low[parts].sum())
    others_low = low[parts].sum() - low[parts]
    high[parts] = np.minimum(high[parts], high[total] - others_low)
    if not each.whole:
        return
    high[total] = min(high[total], high[parts].sum())
    endless = np.isinf(high[parts])
    finite = np.where(endless, 0.0, high[parts])
    others_high = np.where(endless.sum() - endless > 0, np.inf, finite.sum() - finite)
    low[parts] = np.maximum(low[parts], low[total] - others_high)


def _hide_beside(
    cell: int, value: Floats, hidden: Bools, sums: Sequence[Sums], width: Floats, threshold: int
) -> None:
    """Hide one more cell in a sum that gives this one away: the smallest that is enough, else the largest."""
    touching = [each for each in sums if each.total == cell or cell in each.parts]
    for each in sorted(touching, key=lambda found: _slack(cell, found, width)):
        near = each.parts[(~hidden[each.parts]) & (value[each.parts] > 0) & (each.parts != cell)]
        need = threshold - _slack(cell, each, width)
        if len(near):
            enough = near[value[near] >= need]
            chosen = enough[np.argmin(value[enough])] if len(enough) else near[np.argmax(value[near])]
            hidden[chosen] = True
            return
        if not hidden[each.total] and value[each.total] > 0:
            hidden[each.total] = True
            return


def _slack(cell: int, each: Sums, width: Floats) -> float:
    members = np.append(each.parts, each.total)
    return float(width[members[members != cell]].sum())


def _sums(value: Floats, parents: Sequence[npt.ArrayLike]) -> list[Sums]:
    if value.ndim != 1 or not (value >= 0).all():
        raise ValueError("expected a list of counts of 0 or more, every cell known")
    found = []
    for hierarchy in parents:
        above = np.asarray(hierarchy, np.int64)
        if above.shape != value.shape:
            raise ValueError(
                f"a hierarchy has {above.shape} entries for {value.shape} cells; expected as many"
            )
        order = np.argsort(above, kind="stable")
        totals, starts = np.unique(above[order], return_index=True)
        for total, parts in zip(totals, np.split(order, starts[1:]), strict=True):
            if total < 0:
                continue
            rest = value[total] - value[parts].sum()
            if rest < 0:
                raise ValueError(f"the parts of cell {total} add up to more than its {value[total]:g}")
            found.append(Sums(int(total), parts, bool(rest == 0)))
    return found
