"""Rounding of small counts, and how closely rounded tables still tell them.

A method on its own: a build hides small numbers and does not round them, because what is made of rounded
counts (rates, changes, intervals) would have to be made of them throughout.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array

from wulfrun.methods.attacker import attack
from wulfrun.methods.facts import Facts
from wulfrun.methods.interval import Floats


class RoundedRanges(NamedTuple):
    """What each count (n,) can be at least and at most to one who knows the rounded ones."""

    lower: Floats
    upper: Floats


def rounded(counts: npt.ArrayLike, base: int = 5) -> Floats:
    """Each count to the nearest multiple of an odd `base`: totals by themselves, so that they stay near.

    The same count gives the same number in every table and edition, so that nothing is learnt by asking
    twice. Raises ValueError for counts that are no whole numbers of 0 or more, or a base that is not odd (an
    even one has a count half-way). Source: Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.4.

    >>> rounded([0, 2, 3, 7, 8, 112]).tolist()
    [0.0, 0.0, 5.0, 5.0, 10.0, 110.0]
    """
    value = _whole(counts, base)
    return base * np.floor(value / base + 0.5)


def told_by_rounding(
    counts: npt.ArrayLike, sums: Sequence[tuple[int, Sequence[int]]], base: int = 5
) -> RoundedRanges:
    """The range of each count when the table is published rounded, to one who knows how it adds up.

    `sums`: totals and the parts that make all of each, by place. Each count lies within half a base of its
    rounded one; adding up can tell it more closely. Raises ValueError as `rounded`, and where parts do not
    make up their total.

    >>> told_by_rounding([2, 2, 2, 6], [(3, [0, 1, 2])]).lower.tolist()
    [0.0, 0.0, 0.0, 3.0]
    >>> told_by_rounding([2, 2, 2, 2, 8], [(4, [0, 1, 2, 3])]).lower.tolist()
    [2.0, 2.0, 2.0, 2.0, 8.0]
    """
    value = _whole(counts, base)
    half = (base - 1) // 2
    near = rounded(value, base)
    low = np.maximum(near - half, 0)
    for total, parts in sums:
        if value[total] != value[list(parts)].sum():
            raise ValueError(
                f"the parts of cell {total} do not make up its {value[total]:g}; expected all of it"
            )
    # The attacker's counts begin at their least; what the least of a sum lack stands in a known cell.
    lack = [float(low[total] - low[list(parts)].sum()) for total, parts in sums]
    size = len(value)
    entries = [
        (row, cell, sign)
        for row, (total, parts) in enumerate(sums)
        for cell, sign in [*((part, 1.0) for part in parts), (total, -1.0), (size + row, -np.sign(lack[row]))]
    ]
    row, cell, sign = (np.array(each) for each in zip(*entries, strict=True)) if entries else ([], [], [])
    facts = Facts(
        np.append(value - low, np.abs(lack)),
        np.append(np.zeros(size, bool), np.ones(len(lack), bool)),
        coo_array((sign, (row, cell)), shape=(len(sums), size + len(lack))).tocsr(),
        np.append(near + half - low, np.full(len(lack), np.inf)),
    )
    asked = np.append(np.ones(size), np.zeros(len(lack)))
    found = attack(facts, asked, exact=True)
    return RoundedRanges(low + found.lower[:size], low + found.upper[:size])


def _whole(counts: npt.ArrayLike, base: int) -> Floats:
    value = np.asarray(counts, float)
    if base < 3 or base % 2 == 0:
        raise ValueError(f"a base of {base}; expected an odd one of 3 or more, such as 5")
    if not (value >= 0).all() or (value != np.floor(value)).any():
        raise ValueError("a count is below nought or a fraction; expected whole numbers of 0 or more")
    return value
