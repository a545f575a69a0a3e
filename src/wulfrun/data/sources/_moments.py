"""Moments as partners write them: a day with a time of day, or the whole day where no time is told."""

import re
from datetime import date, datetime
from functools import lru_cache

from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources._dates import day_of

_CLOCK = re.compile(r"[T ,]([01]?\d|2[0-3]):([0-5]\d)")
_SERIAL = re.compile(r"\d{5}\.\d+")
_EPOCH = date(1970, 1, 1)
_DAY = 1440
# Directives of two or four digits; a format of these alone is read without strptime, which is slow.
_DIGITS = {"d": r"(?P<d>\d{1,2})", "m": r"(?P<m>\d{1,2})", "Y": r"(?P<Y>\d{4})", "H": r"(?P<H>\d{1,2})",
           "M": r"(?P<M>\d{1,2})", "S": r"\d{1,2}"}  # fmt: skip

# First and last minute since 1970 that a moment may be.
Minutes = tuple[int, int]


def minute_of(text: str, declared: str | None = None) -> Minutes | None:
    """First and last minute (since 1970) that a moment may be; None where it is none of 1990 to 2059.

    Where a format is declared it is tried first; days are then read as `day_of` reads them.

    >>> [minute_of(each) for each in ("02/01/1990 00:30", "1990-01-02", "32875.5", "unknown")]
    [(10520670, 10520670), (10520640, 10522080), (10521360, 10521360), None]
    """
    said = text.strip()
    if not said:
        return None
    try:
        if declared and (found := _as_declared(said, declared)):
            return found
        day = day_of(said, declared)
    except (RefusedRow, ValueError):
        return None
    if _SERIAL.fullmatch(said):
        return _minutes(day, round(float(said) % 1 * _DAY))
    clock = _CLOCK.search(said)
    return _minutes(day, int(clock[1]) * 60 + int(clock[2]) if clock else None)


def _as_declared(said: str, declared: str) -> Minutes | None:
    if (pattern := _plain(declared)) is None:
        moment = datetime.strptime(said, declared)
        timed = any(f"%{letter}" in declared for letter in "HITXcf")
        return _minutes(moment.date(), moment.hour * 60 + moment.minute if timed else None)
    if not (found := pattern.fullmatch(said)):
        return None
    part = found.groupdict()
    day = _date(int(part["Y"]), int(part["m"]), int(part["d"]))
    if "H" not in part:
        return _minutes(day, None)
    hour, minute = int(part["H"]), int(part.get("M") or 0)
    return _minutes(day, hour * 60 + minute) if hour < 24 and minute < 60 else None


@lru_cache(maxsize=64)
def _plain(declared: str) -> re.Pattern[str] | None:
    """A pattern for a format of digits alone, None for any other."""
    parts = re.split(r"%(.)", declared)
    names = parts[1::2]
    if not {"d", "m", "Y"} <= set(names) <= set(_DIGITS) or len(set(names)) < len(names):
        return None
    return re.compile("".join(_DIGITS[each] if at % 2 else re.escape(each) for at, each in enumerate(parts)))


_date = lru_cache(maxsize=32768)(date)


def _minutes(day: date, minute: int | None) -> Minutes:
    start = (day - _EPOCH).days * _DAY
    return (start, start + _DAY) if minute is None else (start + minute, start + minute)
