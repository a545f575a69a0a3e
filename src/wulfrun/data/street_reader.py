"""Read many street-level files at once through the engine's CSV reader.

It gives exactly what the row-by-row reader gives, for files in which every row is in order; a file
with any row that is not is left to that reader, which can say what is wrong with which line.
"""

import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.data.engine import CsvRefused, Engine, make_enum, read_csv
from wulfrun.data.settle import Loose
from wulfrun.data.sources._checks import EAST, FIRST_MONTH, LAST_MONTH, NORTH, SOUTH, WEST
from wulfrun.words.periods import month_name

_NEEDED = ("Crime ID", "Month", "Longitude", "Latitude", "LSOA code", "Crime type")


def header_of(path: Path) -> tuple[str, ...] | None:
    """The header of a plain street file, or None where its first line is not one."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            line = file.readline(4096)
    except OSError:
        return None
    words = line.decode("utf-8", "replace").removeprefix("\ufeff").strip().split(",")
    header = tuple(word.strip('"') for word in words)
    return header if set(_NEEDED) <= set(header) and len(set(header)) == len(header) else None


def prepare(engine: Engine, types: Sequence[str], lsoas: Sequence[str]) -> None:
    """Declare to the engine the words it is to recognise while it reads."""
    make_enum(engine, "month_word", [month_name(month) for month in range(FIRST_MONTH, LAST_MONTH + 1)])
    make_enum(engine, "type_word", list(types))
    make_enum(engine, "lsoa_word", list(lsoas) or ["none"])


def read_streets(
    engine: Engine,
    files: Sequence[Path],
    header: tuple[str, ...],
    types: tuple[str, ...],
    lsoas: tuple[str, ...],
) -> dict[Path, Loose | None]:
    """The rows of each file, or None for a file that the row-by-row reader must read."""
    try:
        table = read_csv(engine, _select(header), files, header)
    except CsvRefused:
        if len(files) == 1:
            return {files[0]: None}
        alone = [read_streets(engine, [path], header, types, lsoas) for path in files]
        return {path: loose for one in alone for path, loose in one.items()}
    return _by_file(table, files, types, lsoas)


def _select(header: tuple[str, ...]) -> str:
    rest = ", ".join(f'"{name}"' for name in header if name != "Crime ID")
    return f"""
select filename,
  enum_code(try_cast("Month" as month_word))::integer as month,
  enum_code(try_cast("Crime type" as type_word))::integer as code,
  enum_code(try_cast("LSOA code" as lsoa_word))::integer as lsoa,
  case when "LSOA code" is null then 0
       when length("LSOA code") = 9 and "LSOA code"[1:3] in ('E01', 'W01')
        and try_cast("LSOA code"[4:] as integer) is not null then 1
       else 2 end::tinyint as form,
  case when "Crime ID" is null then 0 else md5_number_lower("Crime ID") end as key,
  case when "Crime ID" is null then hash({rest}) else 0 end as identity,
  try_cast("Longitude" as double) as lon,
  try_cast("Latitude" as double) as lat,
  ("Longitude" is null) <> ("Latitude" is null)
   or ("Longitude" is not null and not coalesce(
       try_cast("Longitude" as double) between {WEST} and {EAST}
       and try_cast("Latitude" as double) between {SOUTH} and {NORTH}, false)) as astray
from FILES"""


def _by_file(
    table: pa.Table, files: Sequence[Path], types: tuple[str, ...], lsoas: tuple[str, ...]
) -> dict[Path, Loose | None]:
    names = table["filename"].combine_chunks().dictionary_encode()
    of_file = np.asarray(names.indices)
    month, code = _numbers(table, "month"), _numbers(table, "code")
    lsoa, form = _numbers(table, "lsoa"), _numbers(table, "form")
    wrong = (month < 0) | (code < 0) | (form == 2) | np.asarray(table["astray"])
    lsoa = np.where((lsoa < 0) & (form == 1), len(lsoas), lsoa)
    columns = {
        "key": np.asarray(table["key"]).astype(np.uint64),
        "month": month + FIRST_MONTH,
        "code": code,
        "lsoa": lsoa,
        "x": np.asarray(table["lon"]),
        "y": np.asarray(table["lat"]),
        "identity": np.asarray(table["identity"]).astype(np.uint64),
    }
    found: dict[Path, Loose | None] = {}
    by_name = {str(name): number for number, name in enumerate(names.dictionary.to_pylist())}
    for path in files:
        rows = np.flatnonzero(of_file == by_name.get(str(path), -1))
        found[path] = None if wrong[rows].any() else _loose(columns, rows, types, lsoas)
    return found


def _loose(
    columns: dict[str, npt.NDArray[np.generic]],
    rows: npt.NDArray[np.intp],
    types: tuple[str, ...],
    lsoas: tuple[str, ...],
) -> Loose:
    # One file's rows stand together, so a slice serves instead of a copy.
    part = slice(int(rows[0]), int(rows[-1]) + 1) if len(rows) else slice(0, 0)
    own = {name: values[part] for name, values in columns.items()}
    count = len(rows)
    return Loose(
        **own,  # type: ignore[arg-type]
        code_words=types,
        lsoa_words=(*lsoas, "elsewhere"),
        flags=np.zeros(count, np.int64),
        n=np.ones(count, np.int64),
    )


def _numbers(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    return np.asarray(table[name].fill_null(-1)).astype(np.int64)
