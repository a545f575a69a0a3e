"""What one file gave: its accepted rows in columns, its refused rows, and counts that add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.data.tables import RECORDS

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Refused:
    """A row that was refused: where it stood, what it said, and why."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Tally:
    """The receipt of a file: rows_read = accepted + duplicate + outside + refused, always.

    `filled` says of how many well-formed rows each field held something; ROWS is how many there were.
    """

    rows_read: int = 0
    accepted: int = 0
    duplicate: int = 0
    outside: int = 0
    refused: int = 0
    unplaced: int = 0
    without_key: int = 0
    identical: int = 0
    mixed_vintage: int = 0
    negative: int = 0
    first_month: int | None = None
    last_month: int | None = None
    filled: Mapping[str, int] = field(default_factory=dict)

    def adds_up(self) -> bool:
        """Whether every row read is accounted for once."""
        return self.rows_read == self.accepted + self.duplicate + self.outside + self.refused

    def less_duplicates(self, count: int, unplaced: int = 0) -> "Tally":
        """The same receipt once `count` accepted rows repeat others', `unplaced` of them in no LSOA.

        In tables published by area no row is in an LSOA, and none counts as unplaced.
        """
        return replace(
            self,
            accepted=self.accepted - count,
            duplicate=self.duplicate + count,
            unplaced=self.unplaced - min(unplaced, self.unplaced),
        )


@dataclass(frozen=True)
class Taken:
    """One file, read: its records, refused rows, tally, and anything the reader should be told.

    `said` has a row for each record of a layout of events: who, until when, what else; `where` one for each
    of a placed layout.
    """

    records: pa.Table
    tally: Tally
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = field(default=())
    said: pa.Table | None = None
    where: pa.Table | None = None


def records_table(
    key: npt.NDArray[np.uint64],
    month: Ints,
    code: pa.Array,
    flags: Ints,
    area: pa.Array,
    n: Ints,
    file: str,
) -> pa.Table:
    """Columns of equal length as a records table; texts stay dictionaries, so that they stay small."""
    rows = len(key)
    name = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([file]))
    columns = {"key": key, "month": month, "code": code, "flags": flags, "area": area, "n": n, "file": name}
    arrays = []
    for column in RECORDS:
        values = columns[column.name]
        if isinstance(values, pa.Array):
            arrays.append(values if pa.types.is_dictionary(values.type) else values.dictionary_encode())
        else:
            arrays.append(pa.array(values).cast(column.type))
    return pa.table(arrays, names=RECORDS.names)
