"""What several health data sets say in the same way: outward postcodes and the hour of a call."""

import re

from wulfrun.data.layout import RefusedRow, Row
from wulfrun.data.sources._agency_values import text

_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?", re.IGNORECASE)
_FULL = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
_HOUR = re.compile(r"(?:.*[T ])?([01]?\d|2[0-3])[:.]\d{2}(?::\d{2})?")
# Every name of the place of a health record stands for the partnership's residents as a whole.
RESIDENTS = "residents"


def outward(row: Row, field: str) -> str:
    """The outward part of a postcode, '' where missing; a full postcode is refused and not repeated."""
    said = text(row, field).upper()
    if _FULL.fullmatch(said):
        raise RefusedRow(f"{field} is a full postcode; only its outward part, such as WV1, may be shared")
    if said and not _OUTWARD.fullmatch(said):
        raise RefusedRow(f"{field} is no outward postcode; expected one such as WV1")
    return said


def at_night(row: Row, field: str) -> bool:
    """Whether a time of day lies from 10 at night to 6 in the morning; a missing one does not."""
    said = text(row, field)
    if not said:
        return False
    match = _HOUR.fullmatch(said)
    if not match:
        raise RefusedRow(f"{field} is '{said[:40]}'; expected a time of day such as 23:40")
    return int(match[1]) >= 22 or int(match[1]) < 6
