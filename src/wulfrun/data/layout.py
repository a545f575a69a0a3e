"""The contract of a layout: how one known kind of file becomes records, row by row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from wulfrun.definition.model import Source

Row = Mapping[str, str]


class RefusedRow(Exception):
    """A row that breaks the contract; the message says what was found and what was expected."""


class NotThisLayout(Exception):
    """The file as a whole does not fit the layout; the message says what was found and what was expected."""


Kind = Literal["text", "date", "time", "whole number", "number", "code", "yes or no", "choice"]


@dataclass(frozen=True)
class Field:
    """One field of a contract, for the checks, the manual and the template handed to the agency.

    `kind` says how it is written, `unit` what a number is in, `values` the only words it may hold.
    A field marked `personal` holds a reference to one person: it is keyed before it is kept.
    """

    name: str
    about: str
    required: bool = True
    example: str = ""
    kind: Kind = "text"
    unit: str = ""
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What one accepted row says: what, when, where; `n` is 1 unless the row is already a count.

    A layout whose rows are `events` may also say who (an agency's reference, keyed before it is kept),
    `other` (a second person, such as the offender), the day (days since 1970) and the last day of what
    lasts, and `more`: further words that a derivation needs, none of them a name or an address.
    `start` and `end` are the minutes since 1970 between which it happened, where a `placed` layout knows.
    """

    month: int
    code: str
    key: str = ""
    flags: int = 0
    lsoa: str = ""
    x: float | None = None
    y: float | None = None
    area: str = ""
    n: int = 1
    who: str = ""
    other: str = ""
    day: int | None = None
    until: int | None = None
    start: int | None = None
    end: int | None = None
    more: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Layout:
    """A kind of file: how it is recognised, opened, and turned into records.

    `opens` gives (line number, row) pairs and raises NotThisLayout where the file is no such file.
    `accepts` gives what the row says, None where it lies outside what the source asks for
    (another area), or raises RefusedRow.
    `points` says what x and y are: "lonlat" or "bng" (easting, northing).
    `grain` is the smallest area the rows can be placed in ("named": areas as the file names them, of
    any place); `time` the shortest period they know: "month", "quarter" or "year".
    `events` keeps each row for the derivations, which count what the rows alone do not say.
    `placed` keeps where and when each row happened, for the methods of place; this is never published.
    `personal` marks rows about one person: references are keyed and refused rows are never written out.
    `sparse` marks what is so rare that a month without any is no gap: a quarter without any is one.
    `open` marks files already published by others, which need no search for what must not be shared.
    `table` says that a file is a table an agency can fill in; what is JSON has no template.
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
    events: bool = False
    placed: bool = False
    personal: bool = False
    sparse: bool = False
    open: bool = False
    table: bool = True
