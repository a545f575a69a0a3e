"""The contract of a layout: how one known kind of file becomes records, row by row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wulfrun.definition.model import Source

Row = Mapping[str, str]


class RefusedRow(Exception):
    """A row that breaks the contract; the message says what was found and what was expected."""


class NotThisLayout(Exception):
    """The file as a whole does not fit the layout; the message says what was found and what was expected."""


@dataclass(frozen=True)
class Field:
    """One field of a contract, for the checks and for the manual."""

    name: str
    about: str
    required: bool = True
    example: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one accepted row says: what, when, where; `n` is 1 unless the row is already a count."""

    month: int
    code: str
    key: str = ""
    flags: int = 0
    lsoa: str = ""
    x: float | None = None
    y: float | None = None
    area: str = ""
    n: int = 1


@dataclass(frozen=True)
class Layout:
    """A kind of file: how it is recognised, opened, and turned into records.

    `opens` gives (line number, row) pairs and raises NotThisLayout where the file is no such file.
    `accepts` gives what the row says, None where it lies outside what the source asks for
    (another area), or raises RefusedRow.
    `points` says what x and y are: "lonlat" or "bng" (easting, northing).
    `grain` is the smallest area the rows can be placed in; `time` the shortest period they know.
    """

    name: str
    title: str
    record: str
    fields: tuple[Field, ...]
    recognises: Callable[[Path, str], bool]
    opens: Callable[[Path, Source], Iterator[tuple[int, Row]]]
    accepts: Callable[[Row, Source], Found | None]
    grain: str = "lsoa"
    time: str = "month"
    points: str = "lonlat"
    publisher: str = ""
    law: str = ""
