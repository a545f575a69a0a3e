"""When it happens, where only a window is known: each event spread evenly over the hours of its window."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, exact_limits

AORISTIC = "aoristic (Ratcliffe 2000), percentile bootstrap over events"
DAYS, HOURS = 7, 24
_HOUR, _DAY, _WEEK = 60, 1440, 10_080
# 1 January 1970 was a Thursday; weeks are counted from Monday.
_THURSDAY = 3 * _DAY
# Draws held at once: a few tens of megabytes.
_AT_ONCE = 1 << 22

Ints = npt.NDArray[np.int64]


class Spread(NamedTuple):
    """Events by a division of the week, with limits: arrays of one shape, the numbers of all events."""

    number: Floats
    lower: Floats
    upper: Floats


class Aoristic(NamedTuple):
    """Events by hours of the week (7, 24 / block), by hour (24,) and by weekday (7,), Monday first.

    `events` are counted, of which `to_the_hour` have a window of an hour or less. Kept apart: `unknown`
    (no start), `too_long` windows, `reversed` ones, which end before they start.
    """

    week: Spread
    hour: Spread
    weekday: Spread
    events: int
    to_the_hour: int
    unknown: int
    too_long: int
    reversed: int
    confidence: float
    method: str


def aoristic_counts(
    start: npt.ArrayLike,
    end: npt.ArrayLike,
    longest_days: float = 7,
    runs: int = 999,
    seed: int = 0,
    confidence: float = 0.95,
    block: int = 1,
) -> Aoristic:
    """Events by hour and weekday from their windows.

    `start`, `end` (n,): minutes since 1970-01-01 00:00 as the clock showed them, or datetime64; NaN or NaT
    where not known. Each event counts 1 in all, over each hour in proportion to the minutes of its window
    in it; one without an end, or with an end at its start, counts where it starts. Windows of more than
    `longest_days` say nothing of the hour and are kept apart, as are those without a start or reversed.
    Limits: `runs` samples of as many events with replacement, seeded; 0 gives NaN. What no window touches
    has the exact Poisson limit of 0, as no sample can. `block`: hours that the week is divided by. Raises
    ValueError for lists of different lengths, or a block that does not divide 24.
    Source: Ratcliffe 2000; Ashby & Bowers 2013.

    >>> found = aoristic_counts([60, 110], [150, 130], runs=99)
    >>> found.hour.number[:4].round(4).tolist(), found.weekday.number.round(4).tolist()
    ([0.0, 1.1667, 0.8333, 0.0], [0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0])
    """
    begin, finish = minutes(start), minutes(end)
    if begin.ndim != 1 or begin.shape != finish.shape:
        raise ValueError(
            f"start and end have the shapes {begin.shape} and {finish.shape}; expected one length"
        )
    if block < 1 or HOURS % block:
        raise ValueError(f"the block is {block} hours; expected 1, 2, 3, 4, 6, 8, 12 or 24")
    known = ~np.isnan(begin)
    finish = np.where(np.isnan(finish), begin, finish)
    backwards = known & (finish < begin)
    long = known & (finish - begin > longest_days * _DAY)
    use = known & ~backwards & ~long
    first, last = begin[use].astype(np.int64), finish[use].astype(np.int64)
    weights, times = _weights(first, last)
    week = _limits(weights, times, runs, seed, checked(confidence), block)
    return Aoristic(
        *week,
        int(use.sum()),
        int((last - first <= _HOUR).sum()),
        int((~known).sum()),
        int(long.sum()),
        int(backwards.sum()),
        confidence,
        AORISTIC,
    )


def minutes(given: npt.ArrayLike) -> Floats:
    """Whole minutes since 1970 of moments, or the numbers themselves, rounded down; NaN where not known."""
    found = np.asarray(given)
    if found.dtype.kind != "M":
        return np.asarray(np.floor(np.asarray(found, float)), float)
    whole = found.astype("datetime64[m]")
    known = whole.astype(np.int64).astype(float)
    return np.where(np.isnat(whole), np.nan, known)


def _weights(first: Ints, last: Ints) -> tuple[csr_array, Ints]:
    """Different windows of the week over its hours, rows that add up to 1, and how many events have each."""
    moment = last == first
    # A moment counts in its hour: as the whole hour does.
    first = np.where(moment, first // _HOUR * _HOUR, first)
    length = np.where(moment, _HOUR, last - first)
    keys, times = np.unique(
        np.stack([(first + _THURSDAY) % _WEEK, length], axis=1), axis=0, return_counts=True
    )
    first, length = keys[:, 0], keys[:, 1]
    hours = (first + length - 1) // _HOUR - first // _HOUR + 1
    row = np.repeat(np.arange(len(first)), hours)
    hour = np.arange(int(hours.sum())) - np.repeat(np.cumsum(hours) - hours, hours) + (first // _HOUR)[row]
    inside = np.minimum((first + length)[row], (hour + 1) * _HOUR) - np.maximum(first[row], hour * _HOUR)
    share = inside / length[row]
    shape = (len(first), DAYS * HOURS)
    return csr_array((share, (row, hour % (DAYS * HOURS))), shape=shape), times


def _limits(
    weights: csr_array, times: Ints, runs: int, seed: int, confidence: float, block: int
) -> tuple[Spread, Spread, Spread]:
    events = int(times.sum())
    counted = _divided(times[None] @ weights, block)
    tail = (1 - confidence) / 2
    drawn: list[list[Floats]] = [[] for _ in counted]
    draw = np.random.default_rng(seed)
    step = max(1, _AT_ONCE // max(len(times), 1))
    for start in range(0, runs if events else 0, step):
        again = draw.multinomial(events, times / events, size=min(step, runs - start))
        for place, each in enumerate(_divided(again @ weights, block)):
            drawn[place].append(each)
    found = []
    for count, samples in zip(counted, drawn, strict=True):
        lower = upper = np.full(count.shape[1:], np.nan)
        if samples:
            lower, upper = np.quantile(np.concatenate(samples), [tail, 1 - tail], axis=0)
            upper = np.where(count[0] > 0, upper, exact_limits(0, confidence)[1])
        found.append(Spread(count[0], lower, upper))
    return found[0], found[1], found[2]


def _divided(week: npt.NDArray[np.float64], block: int) -> tuple[Floats, Floats, Floats]:
    """Samples (m, 168) by hours of the week, by hour and by weekday."""
    square = np.asarray(week, float).reshape(-1, DAYS, HOURS)
    together = square.reshape(-1, DAYS, HOURS // block, block).sum(axis=3)
    return together, square.sum(axis=1), square.sum(axis=2)
