"""The rules that tell a signal from usual variation, for any control chart whose centre and reach are known.

Every function takes points in one long line, and `stretch` (n,): whole numbers that change wherever two
neighbours may not be joined - at a gap, at a break, at the end of a series. So many series, one after the
other, are judged at once.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats, Texts

OUTSIDE = "point outside the limits"
RUN = "eight in a row on one side"
TREND = "six in a row rising or falling"
NEAR = "two of three near a limit"
_WORDS = {6: "six", 7: "seven", 8: "eight", 9: "nine"}
# A mean of equal numbers can differ from them in the last place: such a point lies on the centre.
_ROUNDING = 1e-12

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Chart(NamedTuple):
    """For each point: centre, limits (NaN where points are too few), the first rule it breaks ('' = none)."""

    centre: Floats
    lower: Floats
    upper: Floats
    rule: Texts


def stretches(y: Floats, parts: Ints) -> Ints:
    """A number for each point that changes at every edge of a part and on both sides of a gap (NaN)."""
    gap = np.isnan(y)
    starts = np.ones(y.shape, bool)
    starts[1:] = (parts[1:] != parts[:-1]) | gap[1:] | gap[:-1]
    return np.cumsum(starts)


def broken_rules(
    y: Floats, centre: Floats, reach: Floats, stretch: Ints, run: int = 8, trend: int = 6
) -> Texts:
    """The first rule each point breaks, '' where it breaks none or nothing is known of it.

    All arrays (n,): values, centre, how far the limits lie from it, stretches. Outside: beyond the reach.
    Run: `run` points in a row on one side; one equal to the centre ends it. Trend: `trend` in a row each
    above, or each below, the one before. Near: two of three beyond two thirds of the reach on one side.

    >>> y = np.array([9.0, 11.0, 9.0, 30.0])
    >>> broken_rules(y, np.full(4, 10.0), np.full(4, 5.0), np.ones(4, int)).tolist()
    ['', '', '', 'point outside the limits']
    """
    above = np.nan_to_num(y - centre)
    above[np.abs(above) <= _ROUNDING * np.abs(np.nan_to_num(centre))] = 0.0
    side = np.sign(above)
    beyond = np.abs(above) > 2 / 3 * reach
    known = ~np.isnan(y) & ~np.isnan(reach)
    names = np.array(["", OUTSIDE, _named(RUN, 8, run), _named(TREND, 6, trend), NEAR])
    found = np.zeros(y.shape, np.int8)
    # Written from the last rule to the first, so that the first one broken stands.
    found[_two_of_three(np.where(beyond, side, 0.0), stretch)] = 4
    found[_trending(y, stretch, trend)] = 3
    found[_in_a_row(side, stretch, run)] = 2
    found[np.abs(above) > reach] = 1
    found[~known] = 0
    return np.asarray(names[found], np.str_)


def _named(rule: str, usual: int, used: int) -> str:
    return rule.replace(_WORDS[usual], _WORDS.get(used, str(used)), 1)


def _in_a_row(side: Floats, stretch: Ints, length: int) -> Bools:
    starts = np.ones(side.shape, bool)
    starts[1:] = (side[1:] != side[:-1]) | (stretch[1:] != stretch[:-1])
    group = np.cumsum(starts) - 1
    sizes = np.bincount(group, minlength=len(side)) if len(side) else np.zeros(0, int)
    return np.asarray((sizes[group] >= length) & (side != 0))


def _trending(y: Floats, stretch: Ints, length: int) -> Bools:
    if len(y) < 2:
        return np.zeros(y.shape, bool)
    joined = stretch[1:] == stretch[:-1]
    step = np.where(joined, np.sign(np.nan_to_num(np.diff(y))), 0.0)
    steps = _in_a_row(step, stretch[1:], length - 1)
    marked = np.zeros(y.shape, bool)
    # A trend is of points: the point its first step leaves from belongs to it.
    marked[1:] |= steps
    marked[:-1] |= steps
    return marked


def _two_of_three(side: Floats, stretch: Ints) -> Bools:
    marked = np.zeros(side.shape, bool)
    if len(side) < 3:
        return marked
    together = stretch[2:] == stretch[:-2]
    for sign in (1.0, -1.0):
        hit = side == sign
        two = together & (hit[:-2].astype(np.int8) + hit[1:-1] + hit[2:] >= 2)
        for shift in range(3):
            marked[shift : len(side) - 2 + shift] |= two & hit[shift : len(side) - 2 + shift]
    return marked
