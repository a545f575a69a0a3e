"""Reports made on FixMyStreet.com, counted by mySociety: by local authority, month and category."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sources.fixmystreet import FIELDS, counted, opens_by, recognises_by
from wulfrun.definition.model import Source

LAD = "lad"


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the columns of such a file."""
    return recognises_by(LAD, head)


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one month's file, of every authority; the source must say whose are asked for."""
    if not source.areas:
        raise NotThisLayout(
            f"{path.name} holds every local authority; name yours under `areas`, such as E08000031"
        )
    return opens_by(path, LAD)


def accepts(row: Row, source: Source) -> Found | None:
    """The reports of one category in one authority and month, None of an authority not asked for."""
    month, name, n = counted(row)
    code = row[LAD].strip()
    if not code:
        raise RefusedRow(f"{LAD} is missing; expected a local authority's code such as E08000031")
    if code not in source.areas:
        return None
    return Found(month, name, f"{code} {name} {month}", area=code, n=n)


LAYOUT = Layout(
    name="fixmystreet-district",
    title="FixMyStreet reports by local authority, month and category (mySociety)",
    record="street-report",
    fields=(
        Field(LAD, "Local authority's code, matched against `areas`", True, "E08000031", "code"),
        *FIELDS[1:],
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="district",
    publisher="mySociety, fms_geographic_data",
    law="Open Data Commons Attribution License 1.0",
    sparse=True,
    open=True,
)
