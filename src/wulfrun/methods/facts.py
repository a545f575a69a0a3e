"""What is published of a table of counts, and what follows of the rest: the attacker's knowledge.

Counts are unknowns of one sparse system: each fact is a row of +1 and -1 whose sum is nought (a total less
its parts, a part and what it leaves of its whole). Published counts are known.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array

from wulfrun.methods.interval import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

CLOSE = 1e-6
_PASSES = 50


class Facts(NamedTuple):
    """What is true and what is published.

    `value` (n,): the true counts, which fit every fact; `known` (n,): which are published; `matrix` (m, n):
    each row times the counts is nought; `ceiling` (n,): what each is known not to exceed, inf for nothing.
    """

    value: Floats
    known: Bools
    matrix: csr_array
    ceiling: Floats


def facts_of_sums(counts: npt.ArrayLike, hidden: npt.ArrayLike, sums: list[tuple[int, list[int]]]) -> Facts:
    """Facts from totals and their parts, each `(total, [part, ...])` by place.

    Parts that add up to less than their total leave a rest that is not told; more is refused.

    >>> facts = facts_of_sums([3, 40, 12, 55], [True, False, True, False], [(3, [0, 1, 2])])
    >>> facts.matrix.toarray().tolist()
    [[1.0, 1.0, 1.0, -1.0]]
    """
    value = np.asarray(counts, float)
    rests = [value[total] - value[parts].sum() for total, parts in sums]
    if min(rests, default=0.0) < 0:
        place = int(np.argmin(rests))
        raise ValueError(
            f"the parts of cell {sums[place][0]} add up to more than its {value[sums[place][0]]:g}; "
            "expected a total of at least its parts"
        )
    told = [place for place, rest in enumerate(rests) if rest > 0]
    at = {place: len(value) + number for number, place in enumerate(told)}
    entries = [
        (row, cell, sign)
        for row, (total, parts) in enumerate(sums)
        for cell, sign in [*((part, 1.0) for part in parts), (total, -1.0)]
        + ([(at[row], 1.0)] if row in at else [])
    ]
    rows, cells, signs = (np.array(each) for each in zip(*entries, strict=True)) if entries else ([], [], [])
    size = len(value) + len(told)
    matrix = coo_array((signs, (rows, cells)), shape=(len(sums), size)).tocsr()
    return Facts(
        np.append(value, [rests[place] for place in told]),
        np.append(~np.asarray(hidden, bool), np.zeros(len(told), bool)),
        matrix,
        np.full(size, np.inf),
    )


def check_facts(facts: Facts, must: Floats) -> None:
    """Raise ValueError where the true counts do not fit the facts, or the ranges not the counts."""
    if must.shape != facts.value.shape:
        raise ValueError(f"{must.shape} ranges for {facts.value.shape} counts; expected one for each")
    if not (facts.value >= 0).all():
        raise ValueError("a count is below nought or not known; expected counts of 0 or more")
    off = np.abs(facts.matrix @ facts.value)
    if len(off) and off.max() > CLOSE:
        raise ValueError(
            f"fact {int(off.argmax())} does not hold of the true counts: it is off by {off.max():g}"
        )


def told_at_once(facts: Facts) -> tuple[Floats, Floats]:
    """Outer limits of every count, by passing limits along the rows until nothing more is learnt.

    Cheap; exact where the facts form a tree, else wider than what can be told.
    """
    low = np.where(facts.known, facts.value, 0.0)
    high = np.where(facts.known, facts.value, facts.ceiling)
    entries = facts.matrix.tocoo()
    row, cell, up = entries.row, entries.col, entries.data > 0
    rows = facts.matrix.shape[0]
    for _ in range(_PASSES):
        # What the others of a row can add up to at least, and at most, leaves this one the rest.
        least, most = np.where(up, low[cell], -high[cell]), np.where(up, high[cell], -low[cell])
        others_least, others_most = _others(least, row, rows), _others(most, row, rows)
        new_high, new_low = high.copy(), low.copy()
        np.minimum.at(new_high, cell, np.where(up, -others_least, others_most))
        np.maximum.at(new_low, cell, np.where(up, -others_most, others_least))
        new_low = np.minimum(new_low, new_high)
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            break
        low, high = new_low, new_high
    return low, high


def _others(each: Floats, row: Ints, rows: int) -> Floats:
    """For every entry what the other entries of its row add up to; endless where one of them is."""
    endless = np.isinf(each)
    finite = np.where(endless, 0.0, each)
    total, count = np.bincount(row, finite, rows), np.bincount(row, endless, rows)
    sign = np.sign(np.bincount(row, np.where(endless, each == np.inf, 0.0), rows) * 2.0 - 1.0)
    return np.where(count[row] - endless > 0, sign[row] * np.inf, total[row] - finite)
