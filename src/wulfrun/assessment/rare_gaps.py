"""The gaps between events too rare for a chart of counts: as exact as the moment of every one is known."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Definition, Measure
from wulfrun.figures.book import Floats, Ints, Monthly

DAYS, MONTHS = "days", "months"
HOUR, _DAY = 60, 24 * 60
_EPOCH = date(1970, 1, 1).toordinal()


class Event(NamedTuple):
    """The minutes since 1970 between which it happened, and the month it counts in."""

    start: int
    end: int
    month: int


class Gaps(NamedTuple):
    """Gaps between neighbouring events (n,), the month of the later one, its segment, and the wait since.

    `unit`: what gaps and wait are in; `exact`: whether they are times, not whole days or months; `events`:
    how many there were.
    """

    gaps: Floats
    months: Ints
    segments: Ints
    waiting: float
    unit: str
    exact: bool
    events: int


def gaps_between(monthly: Monthly, events: Sequence[Event] | None, parting: Sequence[int]) -> Gaps:
    """The gaps of a monthly series of counts: `events` where the day of every one is known.

    Known to the hour or better, all of them, gaps are times between moments (the middles of their windows);
    else they are whole days. A gap that holds a month without data, or that a break in the records lies in,
    is left out: it is not known. `parting`: the first month after each such break.
    """
    known = ~np.isnan(monthly.counts)
    last = int(monthly.months[known][-1])
    # An offence found out later counts in a month after its day: the days say which came first.
    at, when, end, a_unit = _in_order(monthly, events, last)
    missing = np.cumsum(~known)[at - monthly.months[0]]
    segment = np.searchsorted(np.sort(np.asarray(parting, np.int64)), at, side="right")
    whole = (np.diff(missing) == 0) & (np.diff(segment) == 0)
    waiting = max(end - int(when[-1]), 0)
    return Gaps(
        np.diff(when)[whole] / a_unit, at[1:][whole], segment[1:][whole], waiting / a_unit,
        MONTHS if events is None else DAYS, a_unit > 1, len(at),
    )  # fmt: skip


def _in_order(monthly: Monthly, events: Sequence[Event] | None, last: int) -> tuple[Ints, Ints, int, int]:
    """Month and moment of each event in order of time, the end of the data, and how many steps a unit has."""
    if events is None:
        at = np.repeat(monthly.months, np.nan_to_num(monthly.counts).astype(np.int64))
        return at, at, last, 1
    start, until, at = np.array(events, np.int64).T
    exact = bool((until - start <= HOUR).all())
    when, end = (
        ((start + until) // 2, (_last_day(last) + 1) * _DAY) if exact else (start // _DAY, _last_day(last))
    )
    order = np.lexsort((at, when))
    return at[order], when[order], end, _DAY if exact else 1


def events_of(
    points: pa.Table, measure: Measure, definition: Definition, monthly: Monthly
) -> list[Event] | None:
    """Every event with its window and month; None unless they are those counted, by month.

    Records without a place or without a time are not among the points, so that days may be incomplete:
    then months are all that can be told.
    """
    found = []
    for row in points.select(["code", "flags", "month", "start", "end"]).to_pylist():
        if counts_as(row["code"], row["flags"], row["month"], measure, definition):
            if row["start"] is None:
                return None
            end = row["start"] + _DAY if row["end"] is None else row["end"]
            found.append(Event(row["start"], end, row["month"]))
    expected = np.repeat(monthly.months, np.nan_to_num(monthly.counts).astype(np.int64))
    return found if sorted(each.month for each in found) == expected.tolist() else None


def counts_as(code: str, flags: int, month: int, measure: Measure, definition: Definition) -> bool:
    """Whether a record is one that a measure of plain codes, groups and flags counts."""
    where = measure.where
    groups = [*where.group, *(definition.basket[where.basket].groups if where.basket else ())]
    if where.code and code not in where.code:
        return False
    if groups and not any(_in_group(code, month, name, definition) for name in groups):
        return False
    return all(flags & FLAGS[flag] for flag in where.flag)


def _in_group(code: str, month: int, name: str, definition: Definition) -> bool:
    first = date(month // 12, month % 12 + 1, 1)
    return any(
        code in span.codes
        and (span.valid_from is None or span.valid_from <= first)
        and (span.valid_to is None or first <= span.valid_to)
        for span in definition.group[name].spans
    )


def _last_day(month: int) -> int:
    year, place = divmod(month, 12)
    return date(year, place + 1, calendar.monthrange(year, place + 1)[1]).toordinal() - _EPOCH
