"""data.police.uk outcomes: what became of a crime; one crime may have several, in several months."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import lsoa, month, point, whole_row
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Source

REQUIRED = ("Crime ID", "Month", "Longitude", "Latitude", "LSOA code", "Outcome type")
OPTIONAL = ("Reported by", "Falls within", "Location", "LSOA name")

# Source: data.police.uk API, method crimes-at-location, and its street-level outcome categories.
OUTCOMES = (
    "Action to be taken by another organisation",
    "Awaiting court outcome",
    "Court case unable to proceed",
    "Court result unavailable",
    "Defendant found not guilty",
    "Defendant sent to Crown Court",
    "Formal action is not in the public interest",
    "Further action is not in the public interest",
    "Further investigation is not in the public interest",
    "Investigation complete; no suspect identified",
    "Local resolution",
    "Offender deprived of property",
    "Offender fined",
    "Offender given a caution",
    "Offender given a drugs possession warning",
    "Offender given a penalty notice",
    "Offender given absolute discharge",
    "Offender given community sentence",
    "Offender given conditional discharge",
    "Offender given suspended prison sentence",
    "Offender ordered to pay compensation",
    "Offender otherwise dealt with",
    "Offender sent to prison",
    "Status update unavailable",
    "Suspect charged",
    "Suspect charged as part of another case",
    "Unable to prosecute suspect",
    "Under investigation",
)

_HEADER = frozenset(plain(name) for name in ("Crime ID", "Month", "Outcome type"))


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the columns of an outcomes file."""
    return {plain(name) for name in head.split("\n", 1)[0].split(",")} >= _HEADER


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one outcomes file."""
    return read_delimited(path, REQUIRED, optional=OPTIONAL, what="a police.uk outcomes file")


def accepts(row: Row, source: Source) -> Found | None:
    """One outcome; the same crime, outcome and month twice is the same outcome.

    police.uk adds outcomes from time to time, so an unknown one is kept; the beginning of a known one
    is a line that was cut off.
    """
    whole_row(row)
    outcome, crime = row["Outcome type"].strip(), row["Crime ID"].strip()
    if not outcome:
        raise RefusedRow("Outcome type is missing")
    if outcome not in OUTCOMES and any(known.startswith(outcome) for known in OUTCOMES):
        raise RefusedRow(f"Outcome type '{outcome}' is cut off; download the file again")
    x, y = point(row["Longitude"], row["Latitude"])
    when = month(row["Month"])
    key = f"{crime} {outcome} {when}" if crime else ""
    return Found(month=when, code=outcome, key=key, lsoa=lsoa(row["LSOA code"]), x=x, y=y)


LAYOUT = Layout(
    name="police-outcomes",
    title="Outcomes of crimes (data.police.uk)",
    record="outcome",
    fields=(
        Field(
            "Crime ID", "The crime the outcome belongs to; it may have several", False, "371be372...", "code"
        ),
        Field("Month", "Month of the outcome (not of the crime), YYYY-MM", True, "2023-03", "date", "month"),
        Field("Longitude", "Of an anonymous map point; often blank", False, "-2.715663", "number", "degrees"),
        Field("Latitude", "Of the same point", False, "53.328266", "number", "degrees"),
        Field("LSOA code", "Of either vintage; often blank", False, "E01012399", "code"),
        Field(
            "Outcome type",
            "What became of the crime, in police.uk's words",
            True,
            "Suspect charged",
            "choice",
            values=OUTCOMES,
        ),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    publisher="Home Office, data.police.uk",
    law="Open Government Licence v3.0",
    open=True,
)
