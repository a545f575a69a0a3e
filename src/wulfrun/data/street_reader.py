"""Read many street-level files at once through the engine's CSV reader.

It gives exactly what the row-by-row reader gives, for files in which every row is in order; a file
with any row that is not is left to that reader, which can say what is wrong with which line.
"""

import gzip
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.data.engine import CsvRefused, Engine, make_enum, read_csv
from wulfrun.data.keys import keys_of
from wulfrun.data.settle import Loose
from wulfrun.data.sources._checks import EAST, FIRST_MONTH, LAST_MONTH, NORTH, SOUTH, WEST
from wulfrun.data.text_rows import plain
from wulfrun.words.periods import month_name

_NEEDED = ("Crime ID", "Month", "Longitude", "Latitude", "LSOA code", "Crime type")
_BLANK, _AN_LSOA, _NO_LSOA = 0, 1, 2
_LONGEST = 131_072
_BESIDE_A_QUOTE = (b'" ', b' "', b'"\t', b'\t"')
_PLAIN_NAME = re.compile(r"\w[\w ]*")


def header_of(path: Path) -> tuple[str, ...] | None:
    """The header of a plain street file, or None where its first line is not one."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            return _header(file.readline(4096))
    except (OSError, EOFError, zlib.error):
        return None


def _header(line: bytes) -> tuple[str, ...] | None:
    words = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n").split(",")
    header = tuple(word[1:-1] if word[:1] == word[-1:] == '"' else word for word in words)
    names = {plain(name) for name in header}
    in_order = len(names) == len(header) and not {"filename", "file_index"} & names
    return (
        header
        if in_order and set(_NEEDED) <= set(header) and all(map(_PLAIN_NAME.fullmatch, header))
        else None
    )


class Look(NamedTuple):
    """What the bytes of a street file say before it is read: its header, and how many commas it has."""

    header: tuple[str, ...]
    commas: int


def look(path: Path) -> Look | None:
    """Look whether the engine may read a file; None where the row-by-row reader must.

    The engine passes over what that reader refuses: a NUL, blanks beside a quote, a wrong checksum of
    gzip. It also takes a row with one empty field too many, which the commas give away.
    """
    if set(str(path)) & set("*?["):
        return None
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error):
        return None
    first = data[:_LONGEST].partition(b"\n")[0]
    header = _header(first)
    if not header or b"\0" in data:
        return None
    if data.find(b'"', len(first)) >= 0 and any(each in data for each in _BESIDE_A_QUOTE):
        return None
    return Look(header, int(np.count_nonzero(np.frombuffer(data, np.uint8) == ord(","))))


def prepare(engine: Engine, types: Sequence[str], lsoas: Sequence[str]) -> None:
    """Declare to the engine the words it is to recognise while it reads."""
    make_enum(engine, "month_word", [month_name(month) for month in range(FIRST_MONTH, LAST_MONTH + 1)])
    make_enum(engine, "type_word", list(types))
    make_enum(engine, "lsoa_word", list(lsoas) or ["none"])


def read_streets(
    engine: Engine,
    files: Mapping[Path, Look],
    types: tuple[str, ...],
    lsoas: tuple[str, ...],
) -> dict[Path, Loose | None]:
    """The rows of each of some files of one header, or None for one that must be read row by row."""
    header = next(iter(files.values())).header
    try:
        table = read_csv(engine, _select(header), list(files), header)
    except CsvRefused:
        if len(files) == 1:
            return dict.fromkeys(files)
        alone = [read_streets(engine, {path: own}, types, lsoas) for path, own in files.items()]
        return {path: loose for one in alone for path, loose in one.items()}
    return _by_file(table, files, types, lsoas)


def _select(header: tuple[str, ...]) -> str:
    rest = ", ".join(f'"{name}"' for name in header if name != "Crime ID")
    return f"""
select file_index,
  enum_code(try_cast("Month" as month_word))::integer as month,
  enum_code(try_cast("Crime type" as type_word))::integer as code,
  enum_code(try_cast("LSOA code" as lsoa_word))::integer as lsoa,
  case when try_cast("LSOA code" as lsoa_word) is not null then {_AN_LSOA}
       when "LSOA code" is null then {_BLANK}
       when regexp_full_match("LSOA code", '[EW]01[0-9]{{6}}') then {_AN_LSOA}
       else {_NO_LSOA} end::tinyint as form,
  "Crime ID" as id,
  case when "Crime ID" is null then hash({rest}) else 0 end as identity,
  try_cast("Longitude" as double) as lon,
  try_cast("Latitude" as double) as lat,
  ("Longitude" is null) <> ("Latitude" is null)
   or ("Longitude" is not null and not coalesce(
       try_cast("Longitude" as double) between {WEST} and {EAST}
       and try_cast("Latitude" as double) between {SOUTH} and {NORTH}, false)) as astray
from FILES"""


def _by_file(
    table: pa.Table, files: Mapping[Path, Look], types: tuple[str, ...], lsoas: tuple[str, ...]
) -> dict[Path, Loose | None]:
    month, code = _numbers(table, "month"), _numbers(table, "code")
    lsoa, form = _numbers(table, "lsoa"), _numbers(table, "form")
    ids = _whole(table, "id")
    key = keys_of(ids)
    wrong = (month < 0) | (code < 0) | (form == _NO_LSOA) | np.asarray(table["astray"])
    # An identity of blanks is none, which the row-by-row reader knows how to count.
    wrong |= (key == 0) & np.asarray(ids.is_valid())
    columns = {
        "key": key,
        "month": month + FIRST_MONTH,
        "code": code,
        "lsoa": np.where((lsoa < 0) & (form == _AN_LSOA), len(lsoas), lsoa),
        "x": np.asarray(table["lon"]),
        "y": np.asarray(table["lat"]),
        "identity": np.asarray(table["identity"]).astype(np.uint64, copy=False),
    }
    parts = _parts(table, len(files))
    found: dict[Path, Loose | None] = {}
    for (path, seen), part in zip(files.items(), parts, strict=True):
        own = {name: values[part] for name, values in columns.items()}
        commas = (part.stop - part.start + 1) * (len(seen.header) - 1)
        found[path] = None if wrong[part].any() or commas != seen.commas else _loose(own, types, lsoas)
    return found


def _parts(table: pa.Table, files: int) -> list[slice]:
    """Where each file's rows stand: the engine keeps the order of files and rows."""
    counts = np.bincount(np.asarray(table["file_index"]).astype(np.int64), minlength=files)
    ends = np.cumsum(counts)
    return [slice(start, end) for start, end in zip((ends - counts).tolist(), ends.tolist(), strict=True)]


def _loose(own: dict[str, Any], types: tuple[str, ...], lsoas: tuple[str, ...]) -> Loose:
    count = len(own["key"])
    return Loose(
        **own,
        code_words=types,
        lsoa_words=(*lsoas, "elsewhere"),
        flags=np.zeros(count, np.int64),
        n=np.ones(count, np.int64),
    )


def _whole(table: pa.Table, name: str) -> pa.Array:
    return table[name].combine_chunks()


def _numbers(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    return np.asarray(table[name].fill_null(-1)).astype(np.int64)
