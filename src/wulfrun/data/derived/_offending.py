"""Proven offences and index events of offenders, from the rows that lists of events keep."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wulfrun.data.sources.offender_events import CAUTION, CONVICTION, RELEASE
from wulfrun.methods.proven_reoffending import counts_as_reoffence

INDEX = (CAUTION, CONVICTION, RELEASE)
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Offender:
    """One offender's index events (day, kind) in order, and proven offences: days committed and proven."""

    who: int
    index: tuple[tuple[int, str], ...]
    committed: Days
    proven: Days

    def reoffences(self, day: int) -> int:
        """Proven re-offences of an index event: committed within 12 months, proven within 18."""
        return int(counts_as_reoffence(as_day(day), self.committed, self.proven).sum())


def as_day(day: int) -> np.datetime64:
    """Days since 1970 as a day."""
    return np.datetime64(day, "D")


def shifted(day: int, months: int) -> int:
    """The same day so many months later (earlier, where negative), or the last of a month without such a day.

    >>> as_day(shifted(int(np.datetime64("2007-03-31").astype(int)), -1))
    np.datetime64('2007-02-28')
    """
    when = as_day(day)
    month = when.astype("datetime64[M]")
    into = when - month.astype("datetime64[D]")
    last = (month + months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return int(min((month + months).astype("datetime64[D]") + into, last).astype(int))


def offenders(events: Iterable[dict[str, Any]], last_day: int) -> list[Offender]:
    """Every offender of the lists; one conviction for several offences has a row for each of them.

    A row sent again is one: the same person, event, offence, and days. What lies after `last_day` is not yet.
    """
    own: dict[int, dict[tuple[Any, ...], None]] = defaultdict(dict)
    for row in events:
        if row["who"] and not (row["until"] is not None and row["until"] > last_day):
            more = json.loads(row["more"] or "{}")
            key = (row["code"], row["day"], row["until"], more.get("offence", ""), more.get("proven", ""))
            own[row["who"]][key] = None
    return [_offender(who, own[who]) for who in sorted(own)]


def _offender(who: int, rows: Mapping[tuple[Any, ...], None]) -> Offender:
    index = sorted({(until, code) for code, _, until, _, _ in rows if code in INDEX and until is not None})
    shown = sorted(
        (day, until) for _, day, until, _, proven in rows if proven == "yes" and day is not None and until
    )
    return Offender(who, tuple(index), _days([day for day, _ in shown]), _days([until for _, until in shown]))


def _days(days: Sequence[int]) -> Days:
    return np.array(days, np.int64).astype("datetime64[D]")
