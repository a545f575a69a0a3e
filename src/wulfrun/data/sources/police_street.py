"""data.police.uk street-level crime: one row a crime or incident, by month, category and anonymised point."""

import re
from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import EAST, NORTH, SOUTH, WEST, lsoa, month, point, whole_row
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.errors import did_you_mean

REQUIRED = ("Crime ID", "Month", "Longitude", "Latitude", "LSOA code", "Crime type")
OPTIONAL = ("Reported by", "Falls within", "Location", "LSOA name", "Last outcome category", "Context")

# Type = first and last month in which police.uk uses it (None = still). Source: data.police.uk/changelog.
TYPES: dict[str, tuple[str, str | None]] = {
    "Anti-social behaviour": ("2010-12", None),
    "Bicycle theft": ("2013-05", None),
    "Burglary": ("2010-12", None),
    "Criminal damage and arson": ("2011-09", None),
    "Drugs": ("2011-09", None),
    "Other crime": ("2010-12", None),
    "Other theft": ("2011-09", None),
    "Possession of weapons": ("2013-05", None),
    "Public disorder and weapons": ("2011-09", "2013-04"),
    "Public order": ("2013-05", None),
    "Robbery": ("2010-12", None),
    "Shoplifting": ("2011-09", None),
    "Theft from the person": ("2013-05", None),
    "Vehicle crime": ("2010-12", None),
    "Violence and sexual offences": ("2013-05", None),
    "Violent crime": ("2010-12", "2013-04"),
}

# West, south, east and north of the coordinates that can be right.
BOX = (WEST, SOUTH, EAST, NORTH)

_NAME = re.compile(r"(\d{4}-\d{2})-(.+)-(street|outcomes|stop-and-search)\.csv(?:\.gz)?")
_HEADER = frozenset(plain(name) for name in ("Month", "Longitude", "Latitude", "Crime type"))


def named(file: str) -> tuple[str, str, str] | None:
    """Month, force and kind from a police.uk file's name.

    >>> named("2019-03-city-of-london-street.csv")
    ('2019-03', 'city-of-london', 'street')
    """
    match = _NAME.fullmatch(file.rsplit("/", 1)[-1])
    return (match[1], match[2], match[3]) if match else None


def known_type(text: str) -> str:
    """A police.uk category as it is spelt there; RefusedRow where there is none such."""
    if text in TYPES:
        return text
    if text.strip() in TYPES:
        return text.strip()
    raise RefusedRow(f"Crime type is '{text}'. {did_you_mean(text, TYPES)}")


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the columns of a street file."""
    return {plain(name) for name in head.split("\n", 1)[0].split(",")} >= _HEADER


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one street file."""
    return read_delimited(path, REQUIRED, optional=OPTIONAL, what="a police.uk street file")


def accepts(row: Row, source: Source) -> Found | None:
    """One crime or incident: its Crime ID (none for anti-social behaviour), month, type and place."""
    whole_row(row)
    x, y = point(row["Longitude"], row["Latitude"])
    return Found(
        month=month(row["Month"]),
        code=known_type(row["Crime type"]),
        key=row["Crime ID"].strip(),
        lsoa=lsoa(row["LSOA code"]),
        x=x,
        y=y,
    )


LAYOUT = Layout(
    name="police-street",
    title="Street-level crime and anti-social behaviour (data.police.uk)",
    record="street",
    fields=(
        Field(
            "Crime ID",
            "Identifies a crime across months; blank for anti-social behaviour",
            False,
            "e61ea9c0...",
            "code",
        ),
        Field("Month", "Month recorded, YYYY-MM", True, "2019-03", "date", "month"),
        Field(
            "Longitude",
            "Of an anonymous map point near the place; blank where none is known",
            False,
            "-0.111497",
            "number",
            "degrees",
        ),
        Field("Latitude", "Of the same point", False, "51.518226", "number", "degrees"),
        Field(
            "LSOA code", "Of either vintage; blank where the place is not known", False, "E01000914", "code"
        ),
        Field(
            "Crime type",
            "One of the categories police.uk has used since December 2010",
            True,
            "Burglary",
            "choice",
            values=tuple(TYPES),
        ),
        Field("Reported by", "The force that supplied the row", False, "City of London Police"),
        Field("Falls within", "The force in whose area it happened", False, "City of London Police"),
        Field("Location", "The map point in words", False, "On or near High Street"),
        Field("LSOA name", "Absent from the oldest files", False, "Camden 028B"),
        Field(
            "Last outcome category", "The latest outcome when the file was made", False, "Under investigation"
        ),
        Field("Context", "Always blank, and absent from some files", False),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    publisher="Home Office, data.police.uk",
    law="Open Government Licence v3.0",
    open=True,
    placed=True,
)
