"""Reports made on FixMyStreet.com, counted by mySociety: by LSOA of 2011, month and category."""

import re
from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sources._checks import FIRST_MONTH, LAST_MONTH, lsoa, whole, whole_row
from wulfrun.data.sources._street_report_words import CATEGORIES
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.errors import did_you_mean

LSOA, CODE, REPORTS, MONTH = "lsoa", "SHEF_B_CODE", "reports", "period"
# The empty file of January 2007 has the names of an older script.
_ALIASES = {REPORTS: ("report_count",), "unique_users": ("user_count",)}
_NAME = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})\.csv(?:\.gz)?$")


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the columns of such a file."""
    return recognises_by(LSOA, head)


def recognises_by(area: str, head: str) -> bool:
    """The same for files by another kind of area, whose column is named so."""
    found = {plain(name) for name in head.split("\n", 1)[0].split(",")}
    return {plain(area), plain(CODE)} <= found and bool(found & {"reports", "reportcount"})


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one month's file; its name says which month, as no column does."""
    return opens_by(path, LSOA)


def opens_by(path: Path, area: str) -> Iterator[tuple[int, Row]]:
    """The same for files by another kind of area; NotThisLayout where the name gives no month."""
    named = _NAME.search(path.name)
    when = int(named[1]) * 12 + int(named[2]) - 1 if named else 0
    if named is None or not 1 <= int(named[2]) <= 12 or not FIRST_MONTH <= when <= LAST_MONTH:
        raise NotThisLayout(f"{path.name}: the name gives no month; expected one such as 2012-3.csv")
    what = "reports counted by mySociety"
    for line, row in read_delimited(path, (area, CODE, REPORTS), aliases=_ALIASES, what=what):
        row[MONTH] = str(when)
        yield line, row


def accepts(row: Row, source: Source) -> Found | None:
    """The reports of one category in one LSOA and month; the same cell supplied twice has one key."""
    month, code, n = counted(row)
    where = lsoa(row[LSOA])
    if not where:
        # A data zone of Scotland or a super output area of Northern Ireland.
        return None
    return Found(month, code, f"{where} {code} {month}", lsoa=where, n=n)


def counted(row: Row) -> tuple[int, str, int]:
    """The month, the category and the number of one cell."""
    whole_row(row)
    name = CATEGORIES.get(row[CODE].strip())
    if name is None:
        raise RefusedRow(f"{CODE} is '{row[CODE]}'. {did_you_mean(row[CODE], CATEGORIES)}")
    n = whole(row[REPORTS], REPORTS)
    if n < 0:
        raise RefusedRow(f"{REPORTS} is {n}; expected 0 or more")
    return int(row[MONTH]), name, n


FIELDS = (
    Field(LSOA, "LSOA of 2011", True, "E01010410", "code"),
    Field(CODE, "Category of the list SHEF_B", True, "B26", "code", values=tuple(CATEGORIES)),
    Field(REPORTS, "Reports made", True, "3", "whole number", "reports"),
    Field("unique_users", "People who made them; not used", False, "2", "whole number", "people"),
)

LAYOUT = Layout(
    name="fixmystreet",
    title="FixMyStreet reports by LSOA, month and category (mySociety)",
    record="street-report",
    fields=FIELDS,
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    publisher="mySociety, fms_geographic_data",
    law="Open Data Commons Attribution License 1.0",
    sparse=True,
    open=True,
)
