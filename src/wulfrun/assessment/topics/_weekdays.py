"""Whether the offences of each group are spread evenly over the week, of those whose day is known."""

import calendar
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from wulfrun.assessment.topics._offence_points import MINUTES, Offences, rounded
from wulfrun.data.release import Rows
from wulfrun.methods.aoristic import DAYS
from wulfrun.methods.association import benjamini_hochberg
from wulfrun.methods.even_spread import even_spread

# Five a day at least; and weeks enough that those before a late recording hardly tell.
A_DAY, LEAST_WEEKS = 5, 26
_EPOCH = date(1970, 1, 1).toordinal()
# Day 0 was a Thursday.
_FIRST = 3


def weekday_counts(offences: Offences, first: int, last: int) -> npt.NDArray[np.int64] | None:
    """Offences by weekday, Monday first, over the last whole weeks of the months; None over too few weeks.

    Those whose window reaches into another day are left out: to give them to one day, or a part to each,
    would make peaks, or hide them.
    """
    end = date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1]).toordinal()
    weeks = (end + 1 - date(first // 12, first % 12 + 1, 1).toordinal()) // DAYS
    if weeks < LEAST_WEEKS:
        return None
    # One time alone is the moment.
    until = np.where(np.isnan(offences.end), offences.start, offences.end)
    sure = (until >= offences.start) & (until // MINUTES == offences.start // MINUTES)
    day = (offences.start[sure] // MINUTES).astype(np.int64)
    inside = day[(day <= end - _EPOCH) & (day > end - _EPOCH - DAYS * weeks)]
    return np.bincount((inside + _FIRST) % DAYS, minlength=DAYS)


def weekday_row(counts: npt.NDArray[np.int64] | None) -> dict[str, Any]:
    """What is told of one group: numbers to the nearest five, p to hundredths; nothing where they are few."""
    if counts is None or counts.sum() < A_DAY * DAYS:
        return {}
    most = int(counts.argmax())
    return {
        "day_known": rounded(counts.sum()), "busiest_day": most, "busiest_events": rounded(counts[most]),
        "weekday_p": even_spread(counts).p,
    }  # fmt: skip


def adjust(rows: Rows) -> None:
    """Correct the p of all groups for their number, so that few of those called uneven are not."""
    tested = [row for row in rows if row.get("weekday_p") is not None]
    adjusted = benjamini_hochberg([row["weekday_p"] for row in tested])
    for row, p in zip(tested, adjusted.tolist(), strict=True):
        row |= {"weekday_p": round(row["weekday_p"], 2), "weekday_adjusted": round(p, 2), "uneven": p <= 0.05}
