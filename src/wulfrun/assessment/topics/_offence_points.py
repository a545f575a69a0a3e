"""Offences of one group with their places and times, over the last whole months that are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.definition.model import Definition, Group
from wulfrun.words.periods import month_of_day

RECORD = "offence"
MINUTES = 1440
# A window of more than two days does not tell the day.
LONGEST = 2 * MINUTES
# Numbers of times are rounded to five, so that none tells of one to four people, nor any difference of two.
ROUND = 5


@dataclass(frozen=True)
class Offences:
    """Arrays of one length: metres, and minutes since 1970 with NaN where not known."""

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    start: npt.NDArray[np.float64]
    end: npt.NDArray[np.float64]


def latest_span(months: Mapping[str, Sequence[Month]], most: int) -> tuple[int, int] | None:
    """The last unbroken run of complete months of recorded offences, of `most` at the most."""
    whole = {each.month for each in months.get(RECORD, ()) if each.status == COMPLETE}
    if not whole:
        return None
    last = max(whole)
    first = last
    while first - 1 in whole and last - first + 1 < most:
        first -= 1
    return first, last


def of_group(points: pa.Table, group: Group, first: int, last: int) -> pa.Table:
    """The rows whose code belongs to the group in their month, of the months from first to last."""
    month = points["month"]
    inside = pc.and_(pc.greater_equal(month, first), pc.less_equal(month, last))
    found = pc.is_in(month, value_set=pa.array([], pa.int32()))
    for span in group.spans:
        own = pc.is_in(points["code"], value_set=pa.array(span.codes, pa.string()))
        if span.valid_from:
            own = pc.and_(own, pc.greater_equal(month, month_of_day(span.valid_from)))
        if span.valid_to:
            own = pc.and_(own, pc.less_equal(month, month_of_day(span.valid_to)))
        found = pc.or_(found, own)
    return points.filter(pc.and_(inside, found))


def offences_of(points: pa.Table, group: Group, first: int, last: int) -> Offences:
    """Places and times of the group's offences of the months from first to last."""
    return offences_in(of_group(points, group, first, last))


def offences_in(kept: pa.Table) -> Offences:
    """Places and times of rows of `data.tables.POINTS`."""
    columns = (kept[name].cast(pa.float64()).combine_chunks() for name in ("x", "y", "start", "end"))
    return Offences(*(each.to_numpy(zero_copy_only=False) for each in columns))


def days_of(offences: Offences) -> npt.NDArray[np.float64]:
    """Days since 1970 of those whose window tells the day, that of its middle; NaN of the others."""
    end = np.where(np.isnan(offences.end), offences.start, offences.end)
    length = end - offences.start
    known = (length >= 0) & (length <= LONGEST)
    return np.where(known, np.floor((offences.start + length / 2) / MINUTES), np.nan)


def least_shown(definition: Definition, group: str) -> int:
    """The least count of a group that may be shown: what its measures say, and never under five."""
    own = [each.suppress_below for each in definition.measure.values() if group in each.where.group]
    return max([5, *own])


def rounded(number: float) -> int:
    """To the nearest five.

    >>> [rounded(each) for each in (0, 2.4, 2.6, 17)]
    [0, 0, 5, 15]
    """
    return ROUND * round(float(number) / ROUND)
