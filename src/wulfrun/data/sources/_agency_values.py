"""Checks of an agency's fields: each refuses a row with what was found and what was expected."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from wulfrun.data.layout import RefusedRow, Row
from wulfrun.data.sources import _checks
from wulfrun.data.sources._dates import day_of
from wulfrun.data.text_rows import plain
from wulfrun.words.errors import did_you_mean

GRID_EAST, GRID_NORTH = 700_000, 1_300_000
YES = frozenset({"y", "yes", "true", "t", "1"})
NO = frozenset({"n", "no", "false", "f", "0"})

_EPOCH = date(1970, 1, 1)
_NUMBER = re.compile(
    r"£?\s*([+-]?(?:\d{1,15}(?:\.\d{0,20})?|\.\d{1,20})(?:e[+-]?\d{1,3})?)", re.IGNORECASE | re.ASCII
)
_MANGLED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE | re.ASCII)
_NOWHERE = frozenset({"", "unknown", "not known", "none", "null", "n/a", "-", "0"})
_LONGEST_REFERENCE, _SHOWN = 200, 80
_LARGEST = 10**15

T = TypeVar("T")


class Placed(NamedTuple):
    """Where a row says it was: an LSOA code or '', and easting and northing in metres or None."""

    lsoa: str
    x: float | None
    y: float | None


def needed(value: T | None, field: str) -> T:
    """The value of a check, for a field that must be filled in; RefusedRow where there is none."""
    if value is None or value == "":
        raise RefusedRow(f"{field} is missing; it must be filled in")
    return value


def text(row: Row, field: str) -> str:
    """What a field says, with single spaces; '' where it is missing."""
    return " ".join(row.get(field, "").split())


def day(row: Row, field: str, format: str | None = None) -> date | None:
    """A day of 1990 to 2059, or None where it is missing.

    31/03/2008, 31/03/08, 31-Mar-2008, 2008-03-31 with or without a time, and Excel's 39538 are read; a date
    written month first is refused, unless `format` (or the partnership's declaration) says so.
    """
    said = text(row, field)
    if not said:
        return None
    if len(said) > _SHOWN:
        raise RefusedRow(f"{field} is '{_short(said)}'; expected a date such as 31/03/2008 or 2008-03-31")
    return day_of(said, format, field)


def day_number(when: date) -> int:
    """Days since 1 January 1970, as records of events hold a day.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return (when - _EPOCH).days


def choice(row: Row, field: str, values: Iterable[str]) -> str:
    """One of the words allowed, spelt as they are, whatever its case; '' where it is missing."""
    said = text(row, field)
    if not said:
        return ""
    allowed = tuple(values)
    found = _spellings(allowed).get(said.casefold()) or _loose(allowed).get(plain(said))
    if found is None:
        raise RefusedRow(f"{field} is '{_short(said)}'; {did_you_mean(_short(said), allowed)}")
    return found


def yes(row: Row, field: str) -> bool | None:
    """True for yes, False for no, None where it is missing."""
    said = text(row, field).casefold()
    if not said:
        return None
    if said in YES or said in NO:
        return said in YES
    raise RefusedRow(f"{field} is '{_short(text(row, field))}'; expected yes or no")


def number(row: Row, field: str) -> float | None:
    """A number without its thousands separators or pound sign, or None where it is missing."""
    said = text(row, field)
    if not said:
        return None
    match = _NUMBER.fullmatch(said.replace(",", ""))
    found = float(match[1]) if match else None
    if found is None or abs(found) > _LARGEST:
        raise RefusedRow(f"{field} is '{_short(said)}'; expected a number")
    return found


def whole(row: Row, field: str) -> int | None:
    """A whole number of 0 or more, or None where it is missing."""
    try:
        found = number(row, field)
    except RefusedRow:
        found = -1.0
    if found is None:
        return None
    if not 0 <= found <= _checks.LARGEST or found != int(found):
        raise RefusedRow(f"{field} is '{_short(text(row, field))}'; expected a whole number")
    return int(found)


def reference(row: Row, field: str) -> str:
    """An agency's own reference, '' where it is missing. What it says is never put into a message."""
    said = text(row, field)
    if len(said) > _LONGEST_REFERENCE:
        raise RefusedRow(
            f"{field} has {len(said):,} characters; expected a reference of at most {_LONGEST_REFERENCE}"
        )
    if not said.isprintable():
        raise RefusedRow(f"{field} has characters that cannot be printed; expected a reference")
    if _MANGLED.fullmatch(said):
        raise RefusedRow(
            f"{field} is a number that a spreadsheet has rounded (such as 2.01E+11), so it no longer says "
            "which record it is; expected the whole reference, in a column formatted as text"
        )
    return said


def place(row: Row) -> Placed:
    """Where `lsoa`, or `easting` and `northing`, say it was; the layout's `points` are "bng".

    Blanks, 'unknown' and a point of 0, 0 are no place. A code of Scotland or Northern Ireland is none either.
    """
    code = text(row, "lsoa")
    area = "" if code.casefold() in _NOWHERE else _lsoa(code)
    east, north = text(row, "easting"), text(row, "northing")
    if east.casefold() in _NOWHERE and north.casefold() in _NOWHERE:
        return Placed(area, None, None)
    try:
        x, y = number(row, "easting"), number(row, "northing")
    except RefusedRow:
        x = y = None
    if x is None or y is None:
        raise RefusedRow(
            f"easting and northing are '{_short(east)}' and '{_short(north)}'; expected two numbers of "
            "metres on the British National Grid, or two blanks"
        )
    if not (0 < x < GRID_EAST and 0 < y < GRID_NORTH):
        raise RefusedRow(
            f"easting {_short(east)} and northing {_short(north)} lie outside the British National Grid; "
            "expected metres, such as 391500 and 298500"
        )
    return Placed(area, x, y)


def _lsoa(code: str) -> str:
    try:
        return _checks.lsoa(code.upper() if len(code) < _SHOWN else code[:_SHOWN])
    except RefusedRow:
        raise RefusedRow(f"lsoa is '{_short(code)}'; expected one such as E01010410, or a blank") from None


@lru_cache(maxsize=256)
def _spellings(allowed: tuple[str, ...]) -> dict[str, str]:
    return {word.casefold(): word for word in allowed}


@lru_cache(maxsize=256)
def _loose(allowed: tuple[str, ...]) -> dict[str, str]:
    """The words without spaces and punctuation, where no two of them agree so."""
    plains = [plain(word) for word in allowed]
    return {
        each: word for each, word in zip(plains, allowed, strict=True) if each and plains.count(each) == 1
    }


def _short(said: str) -> str:
    return said if len(said) <= _SHOWN else said[:_SHOWN] + "..."
