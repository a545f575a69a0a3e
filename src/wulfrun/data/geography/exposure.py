"""Read how many people or households are at risk in each smallest area, by year."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from wulfrun.data.geography.areas import Geography
from wulfrun.data.tables import EXPOSURE
from wulfrun.definition.model import Definition, Exposure
from wulfrun.words.errors import DataError, did_you_mean
from wulfrun.words.places import resolve

Counts = dict[tuple[str, int], float]


def read_exposures(definition: Definition, folder: Path, geography: Geography) -> pa.Table:
    """The table `exposure`: of, smallest area, year, value; areas of another vintage brought into this one.

    A count of an area that was since divided is shared among its parts as they stand to each other in
    another year of the same count, or equally. DataError names the file and what is wrong with it.
    """
    rows: list[tuple[str, str, int, float]] = []
    for of in sorted({each.of for each in definition.geography.exposures}):
        own: Counts = {}
        divided: Counts = {}
        for each in definition.geography.exposures:
            if each.of == of:
                for code, year, value in _values(each, resolve(folder, each.file)):
                    place = geography.resolve_lsoa(code)
                    if isinstance(place, int):
                        key = geography.smallest[place], year
                        own[key] = own.get(key, 0.0) + value if code not in geography.smallest else value
                    elif place is not None:
                        divided[code, year] = value
        _share(divided, own, geography)
        rows += [(of, area, year, value) for (area, year), value in sorted(own.items())]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return pa.table(
        [pa.array(column, kind.type) for column, kind in zip(columns, EXPOSURE, strict=True)], schema=EXPOSURE
    )


def _share(divided: Counts, own: Counts, geography: Geography) -> None:
    years: dict[str, set[int]] = defaultdict(set)
    for area, year in own:
        years[area].add(year)
    for (code, year), value in divided.items():
        parts = [geography.smallest[place] for place in geography.converted[code]]
        common = set.intersection(*(years[part] for part in parts)) - {year}
        near = min(common, key=lambda known: (abs(known - year), known), default=None)
        weights = [own[part, near] if near is not None else 1.0 for part in parts]
        for part, weight in zip(parts, weights, strict=True):
            own.setdefault((part, year), value * weight / sum(weights))


def _values(each: Exposure, path: Path) -> Iterator[tuple[str, int, float]]:
    table = _table(path)
    columns = table.column_names
    for wanted in (each.code, each.value, each.year_column):
        if wanted is not None and wanted not in columns:
            raise DataError(f"{path}: there is no column '{wanted}'. {did_you_mean(wanted, columns)}")
    codes = [str(code).strip() for code in table[each.code].to_pylist()]
    for column, year in _years(each, path, columns):
        values = table[column].to_pylist()
        years = [int(text) for text in table[each.year_column].to_pylist()] if each.year_column else None
        for row, (code, value) in enumerate(zip(codes, values, strict=True)):
            if (number := _number(value)) is not None:
                yield code, years[row] if years else year, number


def _years(each: Exposure, path: Path, columns: list[str]) -> Iterator[tuple[str, int]]:
    """The columns that hold counts, each with its year; 0 where the year stands in a column."""
    if each.years:
        pattern = re.compile(re.escape(each.years).replace(r"\{year\}", r"(\d{4})"))
        found = [(name, int(match[1])) for name in columns if (match := pattern.fullmatch(name))]
        if not found:
            raise DataError(
                f"{path}: no column is named like '{each.years}'. The columns are {', '.join(columns)}."
            )
        yield from found
    elif each.value and (each.year or each.year_column):
        yield each.value, each.year or 0
    else:
        raise DataError(
            f"{path}: it is not said which year the counts are of. "
            "In [[geography.exposures]] give value and year, value and year_column, or years."
        )


def _number(value: object) -> float | None:
    text = str(value).replace(",", "").strip()
    try:
        return float(text)
    except ValueError:
        return None


def _table(path: Path) -> pa.Table:
    if not path.exists():
        raise DataError(
            f"{path}: the file of counts is not there. Put it there, or mend its name in partnership.toml."
        )
    try:
        if path.suffix == ".parquet":
            return pq.read_table(path)
        if path.suffix in (".xlsx", ".ods"):
            return _sheet(path)
        return pcsv.read_csv(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(
            f"{path}: this cannot be read ({error}); expected CSV, Parquet or a workbook."
        ) from error


def _sheet(path: Path) -> pa.Table:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    header = [str(cell) for cell in rows[0]]
    columns = zip(*([str(cell) for cell in row] for row in rows[1:]), strict=True)
    return pa.table({name: list(column) for name, column in zip(header, columns, strict=True)})
