"""The gaps between events too rare for a chart of counts: in days where they are known, else in months."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Definition, Measure
from wulfrun.figures.book import Ints, Monthly

DAYS, MONTHS = "days", "months"
_MINUTES = 24 * 60
_EPOCH = date(1970, 1, 1).toordinal()


Event = tuple[int, int]


class Gaps(NamedTuple):
    """Gaps between neighbouring events (n,), the month of the later one, its segment, and the wait since.

    `unit`: what gaps and wait are in; `events`: how many there were.
    """

    gaps: Ints
    months: Ints
    segments: Ints
    waiting: int
    unit: str
    events: int


def gaps_between(monthly: Monthly, days: Sequence[Event] | None, parting: Sequence[int]) -> Gaps:
    """The gaps of a monthly series of counts; `days`: the events in order of their days, where known.

    A gap that holds a month without data, or that a break in the records lies in, is left out: it is not
    known. `parting`: the first month after each such break.
    """
    known = ~np.isnan(monthly.counts)
    counts = np.where(known, monthly.counts, 0).astype(np.int64)
    at = np.repeat(monthly.months, counts)
    last = int(monthly.months[known][-1])
    if days is None:
        when, unit, end = at, MONTHS, last
    else:
        # An offence found out later counts in a month after its day: the days say which came first.
        when, at = np.array(days, np.int64).T
        unit, end = DAYS, _last_day(last)
    missing = np.cumsum(~known)[at - monthly.months[0]]
    segment = np.searchsorted(np.sort(np.asarray(parting, np.int64)), at, side="right")
    whole = (np.diff(missing) == 0) & (np.diff(segment) == 0)
    waiting = max(end - int(when[-1]), 0)
    return Gaps(np.diff(when)[whole], at[1:][whole], segment[1:][whole], waiting, unit, len(at))


def days_of_events(
    points: pa.Table, measure: Measure, definition: Definition, monthly: Monthly
) -> list[Event] | None:
    """Day (since 1970) and month of each event, in order; None unless they are those counted, by month.

    Records without a place or without a time are not among the points, so that days may be incomplete:
    then months are all that can be told.
    """
    found = []
    for row in points.select(["code", "flags", "month", "start"]).to_pylist():
        if counts_as(row["code"], row["flags"], row["month"], measure, definition):
            if row["start"] is None:
                return None
            found.append((row["start"] // _MINUTES, row["month"]))
    expected = np.repeat(monthly.months, np.nan_to_num(monthly.counts).astype(np.int64))
    return sorted(found) if sorted(month for _, month in found) == expected.tolist() else None


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
