"""Days and months as partners write them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from wulfrun.data.layout import RefusedRow

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_UK = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,].*)?")
_WORDS = re.compile(r"(\d{1,2})[ /-]([A-Za-z]{3})[A-Za-z]*[ /-](\d{4})(?:[T ,].*)?")
_SHORT_YEAR = re.compile(r"(\d{1,2}[/ .-](?:\d{1,2}|[A-Za-z]{3,9})[/ .-])(\d{2})(?:[T ,].*)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1990, 2059


@lru_cache(maxsize=65536)
def month_of(text: str, declared: str | None = None, name: str = "date") -> int:
    """The month of a day: in the declared format, as YYYY-MM-DD, or as Excel counts days; else RefusedRow.

    Where no format is declared, dd/mm/yyyy and dd Mon yyyy are read too: a declared format rules them out,
    so that days and months are never swapped for some rows only.

    >>> {month_of(each) for each in ("31/03/2004", "2004-03-31 23:10", "38077", "31-Mar-2004")} == {24050}
    True
    """
    found = _day(text.strip(), declared)
    if found is None or not 1970 <= found.year < 2100:
        expected = f"a date written {declared}" if declared else "a date such as 31/03/2004 or 2004-03-31"
        raise RefusedRow(f"{name} is '{text}'; expected {expected}" if text.strip() else f"{name} is missing")
    return found.year * 12 + found.month - 1


@lru_cache(maxsize=65536)
def day_of(text: str, declared: str | None = None, name: str = "date") -> date:
    """The day itself, read as `month_of` reads it; a year of two digits is taken too, 90 to 99 as 1990s.

    RefusedRow where it is none, lies outside 1990 to 2059, or is written month first and not declared so.

    >>> {str(day_of(each)) for each in ("31/03/2008", "31-Mar-08", "31/3/08", "39538", "2008-03-31T09:00")}
    {'2008-03-31'}
    """
    said = text.strip()
    if not said:
        raise RefusedRow(f"{name} is missing; expected a date such as 31/03/2008")
    found = _day(said, declared)
    if found is None and not declared and (short := _SHORT_YEAR.fullmatch(said)):
        year = int(short[2])
        found = _day(f"{short[1]}{(1900 if year >= 90 else 2000) + year}", None)
        said = f"{short[1]}{(1900 if year >= 90 else 2000) + year}"
    if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    expected = f"a date written {declared}" if declared else "a date such as 31/03/2008 or 2008-03-31"
    if found is not None:
        expected = f"a day of {FIRST_YEAR} to {LAST_YEAR}"
    elif not declared and _is_month_first(said):
        expected += "; this is written month first, as in America: declare `format` for the column"
    raise RefusedRow(f"{name} is '{text}'; expected {expected}")


def _is_month_first(text: str) -> bool:
    match = _UK.fullmatch(text)
    return match is not None and _day(f"{match[2]}/{match[1]}/{match[3]}", None) is not None


def _day(text: str, declared: str | None) -> date | None:
    try:
        if declared:
            try:
                return datetime.strptime(text, declared).date()
            except ValueError:
                pass
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if _SERIAL.fullmatch(text):
            return _EXCEL_EPOCH + timedelta(days=int(float(text)))
        if declared:
            return None
        if match := _UK.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _WORDS.fullmatch(text):
            return date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
    except ValueError:
        return None
    return None
