"""Days and months of what is derived, and months of which it is too early to tell."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from wulfrun.data.coverage import COMPLETE, Month

NOT_MATURE = "not yet mature"
# Courts and clinics have days without any entry: rows that end some days before a month does may be whole.
_LEEWAY = 7
_EPOCH = date(1970, 1, 1)


def month_of(day: int) -> int:
    """The month of a day given as days since 1970."""
    when = _EPOCH + timedelta(days=day)
    return when.year * 12 + when.month - 1


def first_day(month: int) -> int:
    """The first day of a month, as days since 1970."""
    return (date(month // 12, month % 12 + 1, 1) - _EPOCH).days


def end_of(month: int) -> int:
    """The last day of a month, as days since 1970."""
    return first_day(month + 1) - 1


def day_words(day: int) -> str:
    """A day as it is written for readers.

    >>> day_words(14_000)
    '1 May 2008'
    """
    when = _EPOCH + timedelta(days=day)
    return f"{when.day} {when:%B %Y}"


def last_day_known(months: Sequence[Month], days: Iterable[int | None]) -> int:
    """The last day that the rows tell of, within the last month that can be counted; -1 where none can.

    An extract made on the 10th says nothing of the 11th, and a year mistyped as 2080 says nothing at all.
    """
    counted = [each.month for each in months if each.status == COMPLETE]
    if not counted:
        return -1
    end = end_of(max(counted))
    return max((day for day in days if day is not None and day <= end), default=-1)


def last_whole_month(last_day: int) -> int:
    """The last month that data reaching a day can be taken to hold whole: a week may lack a last row."""
    month = month_of(last_day)
    return month if end_of(month) - last_day <= _LEEWAY else month - 1


def matured(months: Sequence[Month], record: str, days: int, last_day: int, why: str) -> list[Month]:
    """The months of a derived record: those ending fewer than `days` before `last_day` are too young."""
    found = []
    for each in months:
        early = each.status == COMPLETE and end_of(each.month) + days > last_day
        status, reason = (NOT_MATURE, why) if early else (each.status, each.reason)
        found.append(replace(each, record=record, status=status, reason=reason))
    return found
