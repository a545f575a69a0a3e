"""Police recorded crime by force, quarter and offence code: a long table made from workbooks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sheet_rows import SHEET, is_workbook, read_sheets
from wulfrun.data.sources._checks import naming_the_areas
from wulfrun.data.sources._open_tables import (
    ALIASES,
    CODE,
    COUNT,
    FORCE,
    OPTIONAL,
    PARTNERSHIP,
    QUARTER,
    YEAR,
    counted,
)  # fmt: skip
from wulfrun.data.text_rows import matched_header, named_columns, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.errors import DataError

REQUIRED = (YEAR, QUARTER, FORCE, CODE, COUNT)
SHEETS = r"(?:table[ _])?(?:19|20)\d{2}\s*[-_/ ]\s*(?:\d{2}|\d{4})"

_OPTIONAL = tuple(name for name in OPTIONAL if name != FORCE)
_WHAT = "recorded crime by police force"


def recognises(path: Path, head: str) -> bool:
    """Say whether a Parquet or text file has the columns and no partnership, or a workbook bears the name."""
    if head:
        return _has_columns(head.split("\n", 1)[0].split(","))
    if _is_parquet(path):
        return _has_columns(_parquet(path).schema_arrow.names)
    return path.suffix.lower() in (".xlsx", ".ods") and "prc-pfa" in path.name.lower().replace("_", "-")


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows; NotThisLayout where no declared force is among them."""
    rows: Iterator[tuple[int, Row]]
    if _is_parquet(path):
        rows = _parquet_rows(path)
    elif is_workbook(path):
        wanted = tuple(name for name in REQUIRED if name != YEAR)
        rows = read_sheets(path, wanted, SHEETS, optional=(YEAR, *_OPTIONAL), aliases=ALIASES, what=_WHAT)
    else:
        rows = read_delimited(path, REQUIRED, optional=_OPTIONAL, aliases=ALIASES, what=_WHAT)
    return naming_the_areas(path.name, rows, FORCE, source.areas)


def accepts(row: Row, source: Source) -> Found | None:
    """One count of an offence in a quarter, dated to its last month, or None for another force."""
    return counted(row, FORCE, row.get(YEAR) or row.get(SHEET, ""), source.areas)


def _has_columns(columns: list[str]) -> bool:
    names = named_columns(columns, (*REQUIRED, PARTNERSHIP), ALIASES)
    return set(REQUIRED) <= set(names) and PARTNERSHIP not in names


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(4) == b"PAR1"


def _parquet(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(f"{path}: the Parquet file cannot be read ({error}); download it again") from error


def _parquet_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Rows numbered from 1, a batch at a time; each distinct value is put into words once."""
    table = _parquet(path)
    names = matched_header(path.name, table.schema_arrow.names, REQUIRED, _OPTIONAL, ALIASES, _WHAT)
    line = 0
    for batch in table.iter_batches():
        for values in zip(*(_texts(column) for column in batch.columns), strict=True):
            line += 1
            yield line, dict(zip(names, values, strict=True))


def _texts(column: Any) -> list[str]:
    values = column.to_pylist()
    said = {value: _text(value) for value in set(values)}
    return [said[value] for value in values]


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


LAYOUT = Layout(
    name="recorded-crime-force",
    title="Police recorded crime by police force (from the Home Office open data tables)",
    record="offence",
    fields=(
        Field(YEAR, "Financial year (FY)", True, "2012/13"),
        Field(QUARTER, "1 = April to June", True, "1", "whole number", "quarter of the financial year"),
        Field(FORCE, "Police force, matched against `areas`", True, "West Midlands"),
        Field(CODE, "Home Office offence code, or a name of a body that records fraud", True, "28A", "code"),
        Field(
            COUNT,
            "Offences recorded (n); negative where an earlier quarter is corrected",
            True,
            "143",
            "whole number",
            "offences",
        ),
        Field("Offence Description", "Offence in words", False, "Burglary in a dwelling"),
        Field("Offence Group", "Group in words", False, "Theft offences"),
        Field("Offence Subgroup", "Part of the group", False, "Domestic burglary"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="force",
    time="quarter",
    publisher="Home Office",
    law="Open Government Licence v3.0",
    open=True,
)
