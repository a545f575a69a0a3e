"""Months of days as partners write them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from wulfrun.data.layout import RefusedRow

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_UK = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,].*)?")
_WORDS = re.compile(r"(\d{1,2})[ /-]([A-Za-z]{3})[A-Za-z]*[ /-](\d{4})(?:[T ,].*)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_EPOCH = date(1899, 12, 30)


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
