"""Counts somebody already made from police.uk: by LSOA, month and type."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, lsoa, whole, whole_row
from wulfrun.data.sources.police_street import known_type
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Source

REQUIRED = ("lsoa_code", "borough", "category", "year", "month", "crime_count")

_HEADER = frozenset(plain(name) for name in REQUIRED)


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the columns of such a table."""
    return {plain(name) for name in head.split("\n", 1)[0].split(",")} >= _HEADER


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one table. A month that lacks the area asked for is a gap in it, not a wrong file."""
    return read_delimited(path, REQUIRED, optional=("lsoa_name",), what="a table of counts by area and month")


def accepts(row: Row, source: Source) -> Found | None:
    """One count, or None where its borough is not asked for; a cell supplied twice has the same key twice."""
    whole_row(row)
    if source.areas and not asked_for(row["borough"], source.areas):
        return None
    code, area = known_type(row["category"]), lsoa(row["lsoa_code"])
    if not area:
        raise RefusedRow("lsoa_code is missing")
    when = _month(row["year"], row["month"])
    n = whole(row["crime_count"], "crime_count")
    if n < 0:
        raise RefusedRow(f"crime_count is {n}; expected 0 or more")
    return Found(month=when, code=code, key=f"{area} {code} {when}", lsoa=area, n=n)


def asked_for(name: str, areas: tuple[str, ...]) -> bool:
    """Say whether a published name is one of the names declared, however it is spelt."""
    return name in areas or area_key(name) in {area_key(each) for each in areas}


def _month(year: str, number: str) -> int:
    found = whole(number, "month")
    if not 1 <= found <= 12:
        raise RefusedRow(f"month is '{number}'; expected 1 to 12")
    when = whole(year, "year")
    if not 2010 <= when < 2100:
        raise RefusedRow(f"year is '{year}'; expected one such as 2024")
    return when * 12 + found - 1


LAYOUT = Layout(
    name="area-month-counts",
    title="Counts by LSOA, month and type, made from data.police.uk",
    record="street",
    fields=(
        Field("lsoa_code", "LSOA", True, "E01010410", "code"),
        Field("borough", "Local authority's name, matched against `areas`", True, "Wolverhampton"),
        Field("category", "A police.uk type", True, "Burglary", "choice"),
        Field("year", "Calendar year", True, "2024", "whole number", "year"),
        Field("month", "1 to 12", True, "6", "whole number", "month of the year"),
        Field(
            "crime_count",
            "Crimes and incidents; cells of zero may be left out",
            True,
            "4",
            "whole number",
            "crimes and incidents",
        ),
        Field("lsoa_name", "LSOA in words", False, "Wolverhampton 001A"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    publisher="made by others from data.police.uk",
    law="Open Government Licence v3.0",
    open=True,
)
