"""Find the rows that repeat an offence already taken in: a Crime ID is an offence, not a row."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wulfrun.data.batches import Batch, Receipt
from wulfrun.data.inputs import month_of
from wulfrun.data.keys import Keys

Rows = npt.NDArray[np.int64]

_FIRST_BITS = 22


def superseded(batches: Sequence[Batch]) -> frozenset[str]:
    """Files that another file replaces: the same content twice, or an older edition of a police.uk file.

    Archives of police.uk overlap, and rows of anti-social behaviour have no key to tell them by, so of
    two files of one source with one name the last (by path, so the later archive) is counted. A file that
    could not be read at all replaces nothing.
    """
    by_name: dict[tuple[str, str, str], list[Receipt]] = defaultdict(list)
    by_content: dict[tuple[str, str, str], list[Receipt]] = defaultdict(list)
    for receipt in (each for batch in batches for each in batch.receipts if each.tally.rows_read):
        name = Path(receipt.path).name.removesuffix(".gz")
        if month_of(name):
            by_name[receipt.record, receipt.source, name].append(receipt)
        by_content[receipt.record, receipt.source, receipt.sha256].append(receipt)
    groups = [*by_name.values(), *by_content.values()]
    ordered = (sorted(group, key=lambda each: each.path) for group in groups)
    return frozenset(receipt.file for group in ordered for receipt in group[:-1])


def repeated_rows(batches: Sequence[Batch], gone: frozenset[str] = frozenset()) -> list[Rows]:
    """For each batch of one record type, the row numbers that repeat an earlier offence.

    Every row of the files in `gone` is a repeat. Of the others, the row kept is the first by month,
    then in the order of the batches and their rows. Rows without a key are never repeats. All keys
    are sorted once: eight bytes for each row of the whole build.
    """
    dropped = [_of_files(batch, gone) for batch in batches]
    keys = [_keys(batch, rows) for batch, rows in zip(batches, dropped, strict=True)]
    found = _repeats_by_key(batches, keys)
    both = zip(found, dropped, strict=True)
    return [np.union1d(again, rows) if len(rows) else again for again, rows in both]


def _repeats_by_key(batches: Sequence[Batch], keys: list[Keys]) -> list[Rows]:
    twice = _twice(keys)
    if not len(twice):
        return [np.empty(0, np.int64) for _ in batches]
    begins = np.zeros(1 << _FIRST_BITS, bool)
    begins[_first_bits(twice)] = True
    rows = [_places(each, twice, begins) for each in keys]
    key = np.concatenate([each[chosen] for each, chosen in zip(keys, rows, strict=True)])
    month = np.concatenate([_months(batch, chosen) for batch, chosen in zip(batches, rows, strict=True)])
    batch = np.repeat(np.arange(len(batches)), [len(each) for each in rows])
    row = np.concatenate(rows)
    order = np.lexsort((row, batch, month, key))
    first = np.ones(len(order), bool)
    first[1:] = key[order][1:] != key[order][:-1]
    again = np.sort(order[~first])
    ends = np.searchsorted(batch[again], np.arange(len(batches) + 1))
    return [row[again[start:end]] for start, end in pairwise(ends)]


def _of_files(batch: Batch, gone: frozenset[str]) -> Rows:
    own = [receipt.file for receipt in batch.receipts if receipt.file in gone]
    if not own:
        return np.empty(0, np.int64)
    files = pq.read_table(batch.path, columns=["file"])["file"]
    return np.flatnonzero(np.asarray(pc.is_in(files, value_set=pa.array(own))))


def _keys(batch: Batch, without: Rows) -> Keys:
    key = np.asarray(pq.ParquetFile(batch.path).read(["key"])["key"])
    if len(without):
        key = key.copy()
        key[without] = 0
    return key


def _months(batch: Batch, rows: Rows) -> Rows:
    """The months of some rows, from the receipts alone where they tell of one month only."""
    tallies = [each.tally for each in batch.receipts if each.tally.first_month is not None]
    spans = {month for tally in tallies for month in (tally.first_month, tally.last_month)}
    if len(spans) == 1:
        return np.full(len(rows), spans.pop(), np.int64)
    months = np.asarray(pq.ParquetFile(batch.path).read(["month"])["month"])
    return months[rows].astype(np.int64)


def _twice(keys: Sequence[Keys]) -> Keys:
    """The keys that occur more than once in order, 0 (no key) left out."""
    whole = np.concatenate(keys) if keys else np.empty(0, np.uint64)
    whole.sort()
    again: Keys = whole[1:][whole[1:] == whole[:-1]]
    first = np.ones(len(again), bool)
    first[1:] = again[1:] != again[:-1]
    found: Keys = again[first & (again != 0)]
    return found


def _first_bits(keys: Keys) -> npt.NDArray[np.uint64]:
    found: npt.NDArray[np.uint64] = keys >> np.uint64(64 - _FIRST_BITS)
    return found


def _places(keys: Keys, wanted: Keys, begins: npt.NDArray[np.bool_]) -> Rows:
    """Where any of the wanted keys stand; a table of how they begin leaves few to look up."""
    maybe = np.flatnonzero(begins[_first_bits(keys)])
    near = np.minimum(np.searchsorted(wanted, keys[maybe]), len(wanted) - 1)
    found: Rows = maybe[wanted[near] == keys[maybe]]
    return found
