"""Months and the periods made of them: quarters, financial years, and rolling twelve months.

A month is a whole number, year * 12 + (month - 1), so that months can be stepped and compared.
Financial years run from 1 April to 31 March and are written 2003/04; a rolling twelve months is
named by its last month.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

KINDS = ("month", "quarter", "year", "rolling")

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(\d{4})/(\d{2})")
_QUARTER = re.compile(r"(\d{4})/(\d{2}) Q([1-4])")
_ROLLING = re.compile(r"year to (\d{4}-\d{2})")
_NAMES = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole months: its kind, its written name, its first and last month."""

    kind: str
    name: str
    first: int
    last: int

    @property
    def months(self) -> range:
        """Every month of the period."""
        return range(self.first, self.last + 1)


def month_index(text: str) -> int:
    """Read '2007-08' (August 2007) as a month.

    >>> month_index("2007-08") - month_index("2007-04")
    4
    """
    match = _MONTH.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a month; expected YYYY-MM")
    return int(match[1]) * 12 + int(match[2]) - 1


def month_of_day(day: date) -> int:
    """The month that holds a day.

    >>> month_of_day(date(2007, 8, 31)) == month_index("2007-08")
    True
    """
    return day.year * 12 + day.month - 1


def month_name(month: int) -> str:
    """Write a month as 2007-08."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def data_to(through: str) -> str:
    """The latest month of a release's data; '' where it has none, which the first month of all stands for.

    >>> data_to("2008-03"), data_to("0000-01")
    ('2008-03', '')
    """
    return through if month_index(through) else ""


def month_words(month: int) -> str:
    """Write a month in words.

    >>> month_words(month_index("2008-03"))
    'March 2008'
    """
    return f"{_NAMES[month % 12]} {month // 12}"


def last_day_of(month: int) -> date:
    """The last day of a month; the first day of all for month 0, which is none: there are no data.

    >>> last_day_of(month_index("2008-02"))
    datetime.date(2008, 2, 29)
    """
    if month < 12:
        return date.min
    return date(month // 12, month % 12 + 1, monthrange(month // 12, month % 12 + 1)[1])


def financial_year(month: int) -> Period:
    """The financial year that holds a month.

    >>> financial_year(month_index("2004-03")).name
    '2003/04'
    """
    start = (month - 3) // 12
    first = start * 12 + 3
    return Period("year", f"{start}/{(start + 1) % 100:02d}", first, first + 11)


def quarter(month: int) -> Period:
    """The quarter of the financial year that holds a month (Q1 is April to June)."""
    year = financial_year(month)
    number = (month - year.first) // 3
    first = year.first + 3 * number
    return Period("quarter", f"{year.name} Q{number + 1}", first, first + 2)


def rolling(last: int) -> Period:
    """The twelve months that end with `last`."""
    return Period("rolling", f"year to {month_name(last)}", last - 11, last)


def single(month: int) -> Period:
    """One month as a period."""
    return Period("month", month_name(month), month, month)


@lru_cache(maxsize=20_000)
def period(text: str) -> Period:
    """Read the written name of any period.

    >>> period("2003/04").months[0] == month_index("2003-04")
    True
    """
    if match := _QUARTER.fullmatch(text):
        year = period(f"{match[1]}/{match[2]}")
        return quarter(year.first + 3 * (int(match[3]) - 1))
    if match := _YEAR.fullmatch(text):
        found = financial_year(int(match[1]) * 12 + 3)
        if found.name != text:
            raise ValueError(f"{text!r} is not a financial year; did you mean {found.name}?")
        return found
    if match := _ROLLING.fullmatch(text):
        return rolling(month_index(match[1]))
    if _MONTH.fullmatch(text):
        return single(month_index(text))
    raise ValueError(
        f"{text!r} is not a period; expected a financial year (2003/04), a quarter (2003/04 Q1), "
        "a month (2003-04) or twelve months (year to 2004-03)"
    )


def period_words(text: str) -> str:
    """Write a period for a reader.

    >>> period_words("year to 2008-03")
    'the 12 months to March 2008'
    >>> period_words("2007-08")
    'August 2007'
    """
    found = period(text)
    if found.kind == "rolling":
        return f"the 12 months to {month_words(found.last)}"
    return month_words(found.first) if found.kind == "month" else found.name


@lru_cache(maxsize=20_000)
def a_year_before(found: Period) -> Period:
    """The same months one year earlier."""
    make = {"month": single, "quarter": quarter, "year": financial_year}.get(found.kind)
    return make(found.first - 12) if make else rolling(found.last - 12)


def periods_over(months: Iterable[int]) -> list[Period]:
    """Every period of every kind that touches the given months, in order of kind and time."""
    spanned = sorted(set(months))
    if not spanned:
        return []
    whole = range(spanned[0], spanned[-1] + 1)
    found = {single(month) for month in whole}
    found |= {quarter(month) for month in whole} | {financial_year(month) for month in whole}
    found |= {rolling(month) for month in whole if month - 11 >= spanned[0]}
    return sorted(found, key=lambda each: (KINDS.index(each.kind), each.first))
