"""A day as anybody writes it, of any year in which somebody living may have been born."""

import re
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")
_UK = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,].*)?")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4}|\d{2})(?:[T ,].*)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@lru_cache(maxsize=65536)
def written_day(text: str) -> date | None:
    """The day a whole cell states, None where it states none; bare numbers are never taken for days.

    >>> [str(written_day(each)) for each in ("12/03/1981", "1981-03-12", "12 Mar 81", "29707", "3/14/1981")]
    ['1981-03-12', '1981-03-12', '1981-03-12', 'None', '1981-03-14']
    """
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _UK.fullmatch(text):
        return _day(_year(match[4]), int(match[3]), int(match[1]))
    if (match := _WORDS.fullmatch(text)) and match[2].lower() in _MONTHS:
        return _day(_year(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
    return None


def _year(text: str) -> int:
    # Of a year in two digits the century is not said: days of birth lie mostly in the last one.
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 30 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    if month > 12 >= day:
        month, day = day, month
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None
