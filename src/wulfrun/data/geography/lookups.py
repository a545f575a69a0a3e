"""Read the official lists that say which area lies in, or became, which."""

import csv
import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wulfrun.words.errors import DataError, did_you_mean


@dataclass(frozen=True)
class Link:
    """One line of a lookup: an area, the area it lies in or became, and that one's name."""

    code: str
    to: str
    name: str


def read_lookup(
    path: Path, code: str, to: str, to_name: str | None, within: Mapping[str, tuple[str, ...]] | None = None
) -> list[Link]:
    """The lines of a lookup file (.csv, .csv.gz, with or without BOM), in the file's order.

    DataError where the file is missing or has no such column.
    """
    if not path.exists():
        raise DataError(
            f"{path}: the lookup is not there. Put it there, or mend its name in partnership.toml."
        )
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    columns = rows.fieldnames or []
    for wanted in (code, to, *([to_name] if to_name else []), *(within or {})):
        if wanted not in columns:
            raise DataError(f"{path}: there is no column '{wanted}'. {did_you_mean(wanted, columns)}")
    return [
        Link(row[code].strip(), row[to].strip(), row[to_name].strip() if to_name else row[to].strip())
        for row in rows
        if all(row[key] in values for key, values in (within or {}).items())
    ]
