"""What several layouts check in the same way: months, places, counts, names of areas."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from wulfrun.data.layout import NotThisLayout, RefusedRow, Row
from wulfrun.data.text_rows import BROKEN
from wulfrun.words.errors import did_you_mean
from wulfrun.words.periods import month_index, period
from wulfrun.words.places import is_lsoa

# Great Britain with a margin; Northern Ireland lies inside, the Channel Islands do not.
WEST, EAST, SOUTH, NORTH = -9.0, 2.5, 49.5, 61.5

# A record holds its count in 32 bits.
LARGEST = 2**31 - 1

FIRST_MONTH, LAST_MONTH = month_index("1990-01"), month_index("2059-12")

_ELSEWHERE = re.compile(r"(?:S01|N00|N20|95)\w+")
_YEAR = re.compile(r"(\d{4})\s*[-/_]\s*(?:\d{2})?(\d{2})")
_QUARTER = re.compile(r"(?:q|qtr|quarter)?\s*([1-4])", re.IGNORECASE)
_QUARTERS = {"apr": 1, "jul": 2, "oct": 3, "jan": 4}
_TURNED = re.compile(r"(.+?), (.+ of(?: the)?|the)", re.IGNORECASE)


def whole_row(row: Row) -> None:
    """Refuse a row that was broken as a row."""
    if reason := row.get(BROKEN):
        raise RefusedRow(reason)


@lru_cache(maxsize=4096)
def month(text: str) -> int:
    """The month of 'YYYY-MM'; RefusedRow where it is none."""
    try:
        found = month_index(text.strip())
    except ValueError:
        found = 0
    if FIRST_MONTH <= found <= LAST_MONTH:
        return found
    raise RefusedRow(f"Month is '{text}'; expected YYYY-MM")


def point(longitude: str, latitude: str) -> tuple[float | None, float | None]:
    """Longitude and latitude, or neither where both are blank; RefusedRow where they lie outside Britain."""
    if not longitude and not latitude:
        return None, None
    try:
        x, y = float(longitude), float(latitude)
    except ValueError:
        if not longitude.strip() and not latitude.strip():
            return None, None
        raise RefusedRow(
            f"Longitude and latitude are '{longitude}' and '{latitude}'; expected two numbers or two blanks"
        ) from None
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return x, y
    raise RefusedRow(f"Longitude {longitude} and latitude {latitude} lie outside Great Britain")


@lru_cache(maxsize=65536)
def lsoa(text: str) -> str:
    """An LSOA code of England or Wales; '' for none and for one of Scotland or Northern Ireland."""
    code = text.strip()
    if not code or is_lsoa(code):
        return code
    if _ELSEWHERE.fullmatch(code):
        return ""
    raise RefusedRow(f"LSOA code is '{text}'; expected one such as E01010410, or a blank")


def whole(text: str, name: str) -> int:
    """A whole number; RefusedRow where it is missing, not whole, or larger than a record can hold."""
    try:
        number = float(text.replace(",", ""))
        if number == int(number) and abs(number) <= LARGEST:
            return int(number)
    except (ValueError, OverflowError):
        pass
    found = f"is '{text}'" if text.strip() else "is missing"
    raise RefusedRow(f"{name} {found}; expected a whole number")


@lru_cache(maxsize=4096)
def last_month_of_quarter(year: str, quarter: str) -> int:
    """The last month of a quarter of a financial year, however the two are written; else RefusedRow."""
    found, number = _YEAR.search(year), _quarter_number(quarter)
    if not found:
        raise RefusedRow(f"Financial year is '{year}'; expected one such as 2003/04")
    if not number:
        raise RefusedRow(f"Financial quarter is '{quarter}'; expected 1 to 4")
    try:
        return period(f"{found[1]}/{found[2]} Q{number}").last
    except ValueError as error:
        raise RefusedRow(str(error)) from None


@lru_cache(maxsize=8192)
def area_key(name: str) -> str:
    """A name of an area so that its published spellings agree.

    >>> area_key("London, City of") == area_key("City of London")
    True
    >>> area_key("Brighton & Hove") == area_key("Brighton and Hove")
    True
    """
    text = " ".join(name.split())
    if turned := _TURNED.fullmatch(text):
        text = f"{turned[2]} {turned[1]}"
    words = re.sub(r"[^\w]+|_", " ", text.casefold().replace("&", " and ").replace("'", ""))
    return " ".join(words.split())


def naming_the_areas(
    file: str, rows: Iterable[tuple[int, Row]], column: str, declared: tuple[str, ...]
) -> Iterator[tuple[int, Row]]:
    """The rows as they are; NotThisLayout at their end where none of the declared areas was among them."""
    seen: set[str] = set()
    for line, row in rows:
        seen.add(row.get(column, ""))
        yield line, row
    keys = {area_key(name) for name in declared}
    if declared and seen and keys.isdisjoint(area_key(name) for name in seen):
        said = " ".join(did_you_mean(name, filter(None, seen)) for name in declared[:1])
        listed = ", ".join(f"'{name}'" for name in declared)
        raise NotThisLayout(f"{file}: no row is of {listed}. {said}")


def _quarter_number(text: str) -> int:
    text = text.strip()
    if match := _QUARTER.fullmatch(text.removesuffix(".0")):
        return int(match[1])
    return _QUARTERS.get(text[:3].casefold(), 0)
