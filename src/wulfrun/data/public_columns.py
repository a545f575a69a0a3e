"""Numbers of every place from public files: people by year, and the variables by which places are alike."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.sheet_rows import is_workbook, read_sheets
from wulfrun.data.sources._checks import area_key
from wulfrun.data.text_rows import BROKEN, read_delimited
from wulfrun.definition.comparison import PublicColumn
from wulfrun.words.errors import DataError
from wulfrun.words.places import resolve

# A place and a year: 0 where the file is of no year.
Values = dict[tuple[str, int], float]


def read_column(column: PublicColumn, folder: Path) -> Values:
    """A column's numbers by place (`area_key` of its name) and year; rows without a number are left out.

    DataError where the file, a column, or any number is missing.
    """
    path = resolve(folder, column.file)
    if not path.exists():
        raise DataError(
            f"{path}: this file is declared for a comparison and is not there. Add it, or its name."
        )
    found: Values = {}
    try:
        for _, row in _rows(path, column):
            if BROKEN in row or any(row[name].strip() != wanted for name, wanted in column.where.items()):
                continue
            number = _number(row[column.value])
            year = _year(row, column)
            if number is not None and year is not None and row[column.area].strip():
                found[area_key(row[column.area]), year] = number
    except NotThisLayout as refusal:
        raise DataError(str(refusal)) from None
    if not found:
        raise DataError(
            f"{path}: no row has a number under '{column.value}' {_chosen(column)}. Check the column."
        )
    return found


def nearest_year(values: Mapping[tuple[str, int], float], place: str, year: int) -> float | None:
    """A place's number of the year, or of the year nearest to it; None where there is none."""
    years = [known for name, known in values if name == place]
    if not years:
        return None
    return values[place, min(years, key=lambda known: (abs(known - year), known))]


def _rows(path: Path, column: PublicColumn) -> Iterator[tuple[int, dict[str, str]]]:
    required = [
        column.area,
        column.value,
        *column.where,
        *([column.year_column] if column.year_column else []),
    ]
    names = tuple(dict.fromkeys(required))
    if is_workbook(path):
        return read_sheets(path, names, what="a public table of places")
    return read_delimited(path, names, what="a public table of places")


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _year(row: Mapping[str, str], column: PublicColumn) -> int | None:
    if column.year_column is None:
        return column.year or 0
    text = row[column.year_column].strip()[:4]
    return int(text) if text.isdigit() else None


def _chosen(column: PublicColumn) -> str:
    said = ", ".join(f"{name} = {value}" for name, value in column.where.items())
    return f"where {said}" if said else "and a place's name beside it"
