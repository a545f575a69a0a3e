"""Defra's yearly table of fly-tipping by local authority: incidents by land, waste and size, and actions."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sheet_rows import SHEET, is_workbook
from wulfrun.data.sources._checks import area_key, naming_the_areas, whole, whole_row
from wulfrun.data.sources._fly_tipping_tables import (
    AUTHORITY,
    CODE,
    COUNT,
    YEAR,
    counted_columns,
    headings,
    march_of,
    nothing_found,
    strangers,
    tables,
)
from wulfrun.data.sources.area_month_counts import asked_for
from wulfrun.data.text_rows import BROKEN, plain
from wulfrun.definition.model import Source

_WHAT = "fly-tipping reported by local authorities"
_HEAD_ROWS = 20


def recognises(path: Path, head: str) -> bool:
    """Say whether a file is named as Defra names it, or a line of its beginning has the columns."""
    if head:
        return any(counted_columns(line.split(",")) for line in head.splitlines()[:_HEAD_ROWS])
    named = plain(path.name)
    return is_workbook(path) and "flytipping" in named and "national" not in named


def cells(path: Path) -> Iterator[tuple[int, Row]]:
    """Each count of the tables of incidents and actions as a row of its own.

    A cell of ':' says that nothing is known, not that nothing happened, and gives no row.
    """
    names, found = [], False
    for name, rows in tables(path, _WHAT):
        names.append(name)
        columns: dict[int, str] = {}
        places: dict[str, int] = {}
        for line, row in rows:
            if not columns and line <= _HEAD_ROWS and (columns := counted_columns(row)):
                found = True
                places = {plain(cell): place for place, cell in reversed(list(enumerate(row)))}
                for each in strangers(row):
                    yield (
                        line,
                        {BROKEN: f"the column '{each}' is none of Defra's classes known here", CODE: each},
                    )
                continue
            if not columns or not any(row):
                continue
            year, authority = row[places[plain(YEAR)]], row[places[plain(AUTHORITY)]].strip()
            for place, code in columns.items():
                if place < len(row) and row[place]:
                    yield line, {YEAR: year, AUTHORITY: authority, CODE: code, COUNT: row[place], SHEET: name}
    if not found:
        raise nothing_found(path, _WHAT, names, headings())


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The counts of every authority; NotThisLayout where none of those asked for is among them."""
    if not source.areas:
        raise NotThisLayout(
            f"{path.name} holds every local authority; name yours under `areas` of the source"
        )
    return naming_the_areas(path.name, cells(path), AUTHORITY, source.areas)


def accepts(row: Row, source: Source) -> Found | None:
    """One count of one class in one financial year, dated to its March; None of another authority."""
    whole_row(row)
    if not row[AUTHORITY]:
        raise RefusedRow(f"{AUTHORITY} is missing")
    if not asked_for(row[AUTHORITY], source.areas):
        return None
    month = march_of(row[YEAR])
    n = whole(row[COUNT], f"{COUNT} of {row[CODE]}")
    if n < 0:
        raise RefusedRow(f"{COUNT} of {row[CODE]} is {n}; expected 0 or more")
    key = f"{area_key(row[AUTHORITY])} {row[CODE]} {month}"
    return Found(month=month, code=row[CODE], key=key, area=row[AUTHORITY], n=n)


LAYOUT = Layout(
    name="fly-tipping-returns",
    title="Fly-tipping incidents and actions by local authority and year (Defra)",
    record="fly-tipping-return",
    fields=(
        Field(YEAR, "Financial year", True, "2012-13", "text", "financial year"),
        Field("ONS Code", "Local authority's code; not used", False, "E08000031", "code"),
        Field(AUTHORITY, "Local authority, matched against `areas`", True, "Wolverhampton"),
        Field("Region", "Region; not used", False, "West Midlands"),
        *(
            Field(
                name,
                "Incidents" if name == "Total Incidents" else f"Counted as {code}; ':' where not known",
                name == "Total Incidents",
                "12",
                "whole number",
                "actions" if code.startswith("action") else "incidents",
            )
            for name, code in headings().items()
        ),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="district",
    time="year",
    publisher="Department for Environment, Food and Rural Affairs (WasteDataFlow)",
    law="Open Government Licence v3.0",
    open=True,
)
