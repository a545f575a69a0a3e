"""Read counts of people or households by area and year, each from the file that declares it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from wulfrun.data.geography.area_rows import Row, area_rows
from wulfrun.data.sheet_rows import MISSING
from wulfrun.definition.model import Exposure
from wulfrun.words.errors import DataError
from wulfrun.words.places import resolve

_YEAR = re.compile(r"(?:18|19|20)\d{2}")


@dataclass(frozen=True)
class Said:
    """A count as a file says it, and where it stands."""

    value: float
    where: str


def read_counts(
    exposures: Collection[Exposure], folder: Path, known: Collection[str]
) -> dict[tuple[str, int], Said]:
    """The count of each known area and year; blanks and marks such as ':' are no counts.

    DataError where two rows or two files give different counts of one area and year, where a count is
    negative or no number, and where the file or the declaration cannot be followed.
    """
    found: dict[tuple[str, int], Said] = {}
    for each in exposures:
        path = resolve(folder, each.file)
        _declared_well(each, path)
        for code, year, said in _counts(each, path, frozenset(known)):
            before = found.setdefault((code, year), said)
            if before.value != said.value:
                raise DataError(
                    f"{said.where}: {each.of} of {code} in {year} are {said.value:,.15g}, and "
                    f"{before.value:,.15g} in {before.where}; expected one count for each area and year. "
                    "Leave one of them out of [[geography.exposures]]."
                )
    return found


def _declared_well(each: Exposure, path: Path) -> None:
    one_column = each.value is not None and (each.year is not None or each.year_column is not None)
    if not one_column and not (each.years and "{year}" in each.years):
        raise DataError(
            f"{path}: it is not said which year the counts are of. In [[geography.exposures]] give "
            "'value' and 'year', 'value' and 'year_column', or 'years' with {year} in it."
        )


def _counts(each: Exposure, path: Path, known: frozenset[str]) -> Iterator[tuple[str, int, Said]]:
    required = [name for name in (each.code, each.value, each.year_column) if name is not None]
    columns: list[tuple[str, int]] = []
    # A file without a single known area is read to its end and gives nothing, which the caller tells.
    for where, row in area_rows(path, required, f"a table of {each.of}", each.code, known):
        columns = columns or _columns(each, path, row)
        for column, year in columns:
            value = _number(row[column], f"{where}, {column}")
            if value is not None:
                own = year or _year_of(row[each.year_column or ""], where)
                yield row[each.code].strip(), own, Said(value, where)


def _columns(each: Exposure, path: Path, row: Row) -> list[tuple[str, int]]:
    """The columns that hold counts, each with its year; 0 where the year stands in a column."""
    if each.value is not None:
        return [(each.value, each.year or 0)]
    before, _, after = (each.years or "").partition("{year}")
    pattern = re.compile(rf"{re.escape(before)}(\d{{4}}){re.escape(after)}")
    found = [(name, int(match[1])) for name in row if (match := pattern.fullmatch(name))]
    if not found:
        raise DataError(
            f"{path}: no column is named like '{each.years}'; the columns are {', '.join(row)}. "
            "Mend 'years' in [[geography.exposures]]."
        )
    return found


def _number(text: str, where: str) -> float | None:
    bare = text.replace(",", "").strip()
    if not bare or bare in MISSING:
        return None
    try:
        value = float(bare)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or value < 0:
        raise DataError(f"{where}: the count is {text!r}; expected a number of zero or more. Mend the file.")
    return value


def _year_of(text: str, where: str) -> int:
    if not (match := _YEAR.search(text)):
        raise DataError(f"{where}: the year is {text!r}; expected a year such as 2011. Mend the file.")
    return int(match[0])
