"""data.police.uk stop and search: one row a search, its time in UTC."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import point, whole_row
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Source

REQUIRED = ("Type", "Date", "Latitude", "Longitude", "Object of search")
OPTIONAL = (
    "Part of a policing operation", "Policing operation", "Gender", "Age range", "Self-defined ethnicity",
    "Officer-defined ethnicity", "Legislation", "Outcome", "Outcome linked to object of search",
    "Removal of more than just outer clothing",
)  # fmt: skip
NOT_STATED = "(not stated)"

_HEADER = frozenset(plain(name) for name in ("Type", "Date", "Object of search"))
_TO_OCTOBER = range(3, 10)


def local_month(text: str) -> int:
    """The month in British time of a moment written in UTC.

    Summer time runs from the last Sunday of March to the last Sunday of October, so that a month's end falls
    in it from March to September: there the last hour in UTC belongs to the next month.

    >>> local_month("2019-05-31T23:01:00+00:00") == local_month("2019-06-15T12:00:00+00:00")
    True
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise RefusedRow(f"Date is '{text}'; expected one such as 2019-05-31T23:01:00+00:00") from None
    if moment.tzinfo:
        moment = moment.astimezone(UTC)
    month = moment.year * 12 + moment.month - 1
    if moment.hour == 23 and moment.day >= 30 and moment.month in _TO_OCTOBER:
        return month + (moment.day == (30 if moment.month in (4, 6, 9) else 31))
    return month


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the columns of a stop-and-search file."""
    return {plain(name) for name in head.split("\n", 1)[0].split(",")} >= _HEADER


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one stop-and-search file."""
    return read_delimited(path, REQUIRED, optional=OPTIONAL, what="a police.uk stop-and-search file")


def accepts(row: Row, source: Source) -> Found | None:
    """One search: the month in British time, what was looked for, and the point; it has no identity."""
    whole_row(row)
    x, y = point(row["Longitude"], row["Latitude"])
    return Found(month=local_month(row["Date"]), code=row["Object of search"].strip() or NOT_STATED, x=x, y=y)


LAYOUT = Layout(
    name="police-stop-search",
    title="Stop and search (data.police.uk)",
    record="search",
    fields=(
        Field("Type", "Person search, Vehicle search, or both", False, "Person search", "choice"),
        Field("Date", "Moment of the search, in UTC", True, "2019-05-31T23:01:00+00:00", "time"),
        Field(
            "Latitude",
            "Of an anonymous map point; blank where none is known",
            False,
            "53.407704",
            "number",
            "degrees",
        ),
        Field("Longitude", "Of the same point", False, "-2.162284", "number", "degrees"),
        Field(
            "Object of search",
            "What was looked for; a blank is counted as not stated",
            False,
            "Controlled drugs",
            "choice",
        ),
        Field("Outcome", "What followed; blank for most rows of some forces", False, "Arrest", "choice"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    publisher="Home Office, data.police.uk",
    law="Open Government Licence v3.0",
    open=True,
)
