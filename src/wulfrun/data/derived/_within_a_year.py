"""Twelve months by the calendar: what happened again within them, and of which months that can be known."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.words.periods import month_words

LACKS_THE_YEAR = "lacks the year before"
_EPOCH = date(1970, 1, 1)


@lru_cache(maxsize=50_000)
def anniversary(day: int, years: int = 1) -> int:
    """The same day of a later year: the last that lies within 12 months of it (days since 1970).

    365 or, over a 29 February, 366 days on; the year after a 29 February ends on the 28th.

    >>> march = (date(2007, 3, 1) - _EPOCH).days
    >>> anniversary(march) - march
    366
    """
    when = _EPOCH + timedelta(days=day)
    try:
        return (when.replace(year=when.year + years) - _EPOCH).days
    except ValueError:
        return (date(when.year + years, 2, 28) - _EPOCH).days


def repeats(happened: Iterable[tuple[int, Hashable]]) -> list[bool]:
    """Whether each (day, whose) follows another of the same within 12 months; in order of time.

    The first of two on one day is the earlier. The last before it decides: an older one is further away.
    """
    last: dict[Hashable, int] = {}
    found = []
    for day, whose in happened:
        before = last.get(whose)
        found.append(before is not None and day <= anniversary(before))
        last[whose] = day
    return found


def with_history(months: Sequence[Month], record: str, what: str) -> list[Month]:
    """The months of a derived record: those without 12 complete months before them cannot tell a repeat.

    A month needs itself and the twelve before: the 15th looks back to the 15th of a year ago.
    """
    whole = {each.month for each in months if each.status == COMPLETE}
    first = min((each.month for each in months), default=0)
    found = []
    for each in months:
        status, reason = each.status, each.reason
        missing = [month for month in range(each.month - 12, each.month) if month not in whole]
        if status == COMPLETE and missing:
            status = LACKS_THE_YEAR
            reason = (
                f"the data begin in {month_words(first)}: {what} in the 12 months before is not known"
                if min(missing) < first
                else f"months before it are missing: {what} in the 12 months before is not known"
            )
        found.append(replace(each, record=record, status=status, reason=reason))
    return found
