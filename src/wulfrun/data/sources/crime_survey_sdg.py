"""Results of the Crime Survey as published for the Sustainable Development Goals: percentages, no bases."""

import re
from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, whole_row
from wulfrun.data.sources.area_month_counts import asked_for
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.periods import period

YEAR, VALUE, STATUS, REGION, SERIES = "Year", "Value", "Observation status", "Region", "Series"
UNITS = "Units"
REQUIRED = (YEAR, STATUS, VALUE)
ALIASES = {UNITS: ("Unit measure",)}
INDICATOR = "(indicator)"
EVERYWHERE = "England and Wales"
_NO_GROUP = frozenset({YEAR, VALUE, STATUS, REGION, SERIES, UNITS, "Unit multiplier", "GeoCode", INDICATOR})
_NAME = re.compile(r"indicator[_-](\d+-\d+-\d+)", re.IGNORECASE)
_HEADER = frozenset(plain(name) for name in REQUIRED)


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has a year, a value, its status and its unit."""
    names = {plain(name) for name in head.split("\n", 1)[0].split(",")}
    return names >= _HEADER and not names.isdisjoint({plain(UNITS), plain("Unit measure")})


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one indicator's table, each with the indicator that the file's name says."""
    found = _NAME.search(path.name)
    for line, row in read_delimited(
        path,
        REQUIRED,
        optional=(UNITS, REGION, SERIES),
        aliases=ALIASES,
        what="a table of Crime Survey results",
    ):
        yield line, {**row, INDICATOR: found[1] if found else ""}


def accepts(row: Row, source: Source) -> Found | None:
    """One published percentage of one group and year, or None where its region is not asked for."""
    whole_row(row)
    area = row.get(REGION, "").strip() or EVERYWHERE
    year, said = row[YEAR].strip(), row[VALUE].strip()
    try:
        when = period(year)
    except ValueError:
        raise RefusedRow(f"Year is '{year[:40]}'; expected a financial year such as 2018/19") from None
    if when.kind != "year" or not 1980 <= int(when.name[:4]) < 2060:
        raise RefusedRow(f"Year is '{year[:40]}'; expected a financial year of 1980/81 to 2059/60")
    value = percentage(said, VALUE) if said else None
    if value is None and not row[STATUS].strip():
        raise RefusedRow("Value is missing and no Observation status says why")
    if source.areas and not asked_for(area, source.areas):
        return None
    group = "; ".join(
        f"{name}: {word.strip()}" for name, word in row.items() if name not in _NO_GROUP and word.strip()
    )
    series = row.get(SERIES, "").strip()
    more = {
        "indicator": row.get(INDICATOR, ""),
        "series": series,
        "group": group,
        "unit": row.get(UNITS, "").strip(),
        "value": "" if value is None else repr(value),
        "status": row[STATUS].strip(),
    }
    return Found(
        month=when.last,
        code=more["indicator"] or "indicator",
        key=f"{more['indicator']}|{area_key(area)}|{series}|{group}|{when.name}",
        area=area,
        more=more,
    )


def percentage(text: str, name: str) -> float:
    """A percentage of 0 to 100; RefusedRow where it is none."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 100:
        raise RefusedRow(f"{name} is '{text[:40]}'; expected a percentage of 0 to 100, or a blank")
    return found


LAYOUT = Layout(
    name="crime-survey-sdg",
    title="Crime Survey results by year, region and group, as published without intervals or bases",
    record="survey-estimate",
    fields=(
        Field(YEAR, "Financial year", True, "2018/19"),
        Field(SERIES, "What is told, and of which ages", False, "Women aged 16 to 59"),
        Field(REGION, "Region; blank for England and Wales together", False, "West Midlands"),
        Field(UNITS, "Unit", False, "Percentage (%)", aliases=("Unit measure",)),
        Field(STATUS, "Whether it is published, missing or suppressed", True, "Normal value"),
        Field(VALUE, "The estimate", True, "73.4", "number", "percent"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
    time="year",
    publisher="Office for National Statistics (UK Sustainable Development Goals data)",
    law="Open Government Licence v3.0",
    events=True,
    sparse=True,
    open=True,
)
