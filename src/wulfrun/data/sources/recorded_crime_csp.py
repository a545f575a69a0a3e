"""Home Office open tables of recorded crime by Community Safety Partnership, quarter and offence code."""

import re
from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sheet_rows import SHEET, is_workbook, read_sheets
from wulfrun.data.sources._checks import naming_the_areas
from wulfrun.data.sources._open_tables import (
    ALIASES,
    CODE,
    COUNT,
    OPTIONAL,
    PARTNERSHIP,
    QUARTER,
    YEAR,
    counted,
)
from wulfrun.data.text_rows import named_columns, read_delimited
from wulfrun.definition.model import Source

REQUIRED = (QUARTER, PARTNERSHIP, CODE, COUNT)
SHEETS = r"(?:table[ _])?(?:19|20)\d{2}\s*[-_/ ]\s*(?:\d{2}|\d{4})"

_NAME = re.compile(r"prc[-_ ]csp", re.IGNORECASE)
_WHAT = "recorded crime by Community Safety Partnership"


def recognises(path: Path, head: str) -> bool:
    """Say whether a workbook is named as the Home Office names it, or a text file has the columns."""
    if head:
        columns = head.split("\n", 1)[0].split(",")
        return set(REQUIRED) <= set(named_columns(columns, REQUIRED, ALIASES))
    return path.suffix.lower() in (".xlsx", ".xls", ".ods") and bool(_NAME.search(path.name))


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of every year's sheet; NotThisLayout where no declared partnership is in the workbook."""
    optional = (YEAR, *OPTIONAL)
    rows = (
        read_sheets(path, REQUIRED, SHEETS, optional=optional, aliases=ALIASES, what=_WHAT)
        if is_workbook(path)
        else read_delimited(path, (YEAR, *REQUIRED), optional=OPTIONAL, aliases=ALIASES, what=_WHAT)
    )
    return naming_the_areas(path.name, rows, PARTNERSHIP, source.areas)


def accepts(row: Row, source: Source) -> Found | None:
    """One count of an offence in a quarter, dated to its last month; a sheet's name can be its year."""
    return counted(row, PARTNERSHIP, row.get(YEAR) or row.get(SHEET, ""), source.areas)


LAYOUT = Layout(
    name="recorded-crime-csp",
    title="Police recorded crime by Community Safety Partnership (Home Office open data tables)",
    record="offence",
    fields=(
        Field(YEAR, "Financial year; the sheet's name stands for it where it is absent", False, "2003/04"),
        Field(QUARTER, "1 = April to June", True, "1", "whole number", "quarter of the financial year"),
        Field(PARTNERSHIP, "Partnership, matched against `areas` however it is spelt", True, "Wolverhampton"),
        Field(CODE, "Home Office offence code", True, "28A", "code"),
        Field(
            COUNT,
            "Offences recorded; negative where an earlier quarter is corrected",
            True,
            "143",
            "whole number",
            "offences",
        ),
        Field("Force Name", "Police force", False, "West Midlands"),
        Field(
            "Offence Description", "Offence in words; changes between years", False, "Burglary in a dwelling"
        ),
        Field("Offence Group", "Group in words; changes between years", False, "Theft offences"),
        Field("Offence Subgroup", "Part of the group", False, "Domestic burglary"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="district",
    time="quarter",
    publisher="Home Office",
    law="Open Government Licence v3.0",
    open=True,
)
