"""The control chart of single values (XmR): what is usual for a series, and which points are not.

Limits are the mean plus and minus 2.66 mean moving ranges, by segment. A moving range, a run or a trend
never reaches across a segment's edge or a gap: a missing month is neither a fall nor a part of a run.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats, Texts

OUTSIDE = "point outside the limits"
RUN = "eight in a row on one side"
TREND = "six in a row rising or falling"
NEAR = "two of three near a limit"
_LIMIT = 2.66
_WORDS = {6: "six", 7: "seven", 8: "eight", 9: "nine"}

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Chart(NamedTuple):
    """For each point: centre, limits (NaN where points are too few), the first rule it breaks ('' = none)."""

    centre: Floats
    lower: Floats
    upper: Floats
    rule: Texts


def xmr(
    values: npt.ArrayLike, segments: npt.ArrayLike | None = None, run: int = 8, trend: int = 6, least: int = 3
) -> Chart:
    """Centre, limits and signals of one series.

    `values`: (n,), in order of time, NaN where there is a gap. `segments`: (n,) whole numbers that change
    where the series breaks; one segment where none is given. `run` and `trend`: how many points in a row
    (the NHS uses 7 and 7). `least`: fewer values than this in a segment give no limits. Every point of a
    run or trend is marked; of 'two of three', the points beyond two thirds of the way to the limit. A value
    equal to the centre breaks a run. Raises ValueError when shapes differ.
    Source: NIST/SEMATECH e-Handbook 6.3.2.2; NHS England, Making Data Count.

    >>> chart = xmr([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    >>> [round(float(each[0]), 2) for each in chart[:3]]
    [50.81, 45.82, 55.8]
    """
    y = np.asarray(values, float)
    parts = np.zeros(y.shape, np.int64) if segments is None else np.asarray(segments, np.int64)
    if y.ndim != 1 or parts.shape != y.shape:
        raise ValueError(
            f"values have the shape {y.shape}, segments {parts.shape}; expected two equal lengths"
        )
    stretch = _stretches(y, parts)
    centre, reach = _centre_and_reach(y, parts, stretch, least)
    above = np.nan_to_num(y - centre)
    beyond = np.abs(above) > 2 / 3 * reach
    signals = [
        np.abs(above) > reach,
        _in_a_row(np.sign(above), stretch, run),
        _trending(y, stretch, trend),
        _two_of_three(np.where(beyond, np.sign(above), 0.0), stretch),
    ]
    known = ~np.isnan(y) & ~np.isnan(reach)
    names = [OUTSIDE, _named(RUN, 8, run), _named(TREND, 6, trend), NEAR]
    return Chart(
        centre, centre - reach, centre + reach, np.select([each & known for each in signals], names, "")
    )


def _named(rule: str, usual: int, used: int) -> str:
    return rule.replace(_WORDS[usual], _WORDS.get(used, str(used)), 1)


def _stretches(y: Floats, parts: Ints) -> Ints:
    gap = np.isnan(y)
    starts = np.ones(y.shape, bool)
    starts[1:] = (parts[1:] != parts[:-1]) | gap[1:] | gap[:-1]
    return np.cumsum(starts)


def _centre_and_reach(y: Floats, parts: Ints, stretch: Ints, least: int) -> tuple[Floats, Floats]:
    centre, reach = np.full(y.shape, np.nan), np.full(y.shape, np.nan)
    ranges = np.full(y.shape, np.nan)
    ranges[1:] = np.where(stretch[1:] == stretch[:-1], np.abs(np.diff(y)), np.nan)
    for part in np.unique(parts):
        inside = parts == part
        known, moving = y[inside][~np.isnan(y[inside])], ranges[inside][~np.isnan(ranges[inside])]
        if len(known) >= least and len(moving):
            centre[inside], reach[inside] = known.mean(), _LIMIT * moving.mean()
    return centre, reach


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
        two = together & (hit[:-2].astype(int) + hit[1:-1] + hit[2:] >= 2)
        for shift in range(3):
            marked[shift : len(side) - 2 + shift] |= two & hit[shift : len(side) - 2 + shift]
    return marked
