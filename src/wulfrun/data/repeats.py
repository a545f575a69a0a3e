"""Find the rows that repeat an offence already taken in: a Crime ID is an offence, not a row."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wulfrun.data.batches import Batch, Receipt
from wulfrun.data.inputs import month_of

Rows = npt.NDArray[np.int64]


def superseded(batches: Sequence[Batch]) -> frozenset[str]:
    """Files that another file replaces: the same content twice, or an older edition of a police.uk file.

    Archives of police.uk overlap, and rows of anti-social behaviour have no key to tell them by, so of
    two files of one source with one name the last (by path, so the later archive) is counted.
    """
    by_name: dict[tuple[str, str, str], list[Receipt]] = defaultdict(list)
    by_content: dict[tuple[str, str, str], list[Receipt]] = defaultdict(list)
    for receipt in (each for batch in batches for each in batch.receipts):
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
    keys = [_column(batch, "key", np.uint64).copy() for batch in batches]
    for key, rows in zip(keys, dropped, strict=True):
        key[rows] = 0
    found = _repeats_by_key(batches, keys)
    return [np.union1d(again, rows) for again, rows in zip(found, dropped, strict=True)]


def _repeats_by_key(batches: Sequence[Batch], keys: list[npt.NDArray[np.generic]]) -> list[Rows]:
    twice = _twice(keys)
    if not len(twice):
        return [np.empty(0, np.int64) for _ in batches]
    rows = [np.flatnonzero(np.isin(each, twice)) for each in keys]
    key = np.concatenate([each[chosen] for each, chosen in zip(keys, rows, strict=True)])
    months = [_column(batch, "month", np.int64)[chosen] for batch, chosen in zip(batches, rows, strict=True)]
    month = np.concatenate(months)
    batch = np.repeat(np.arange(len(batches)), [len(each) for each in rows])
    row = np.concatenate(rows)
    order = np.lexsort((row, batch, month, key))
    first = np.ones(len(order), bool)
    first[1:] = key[order][1:] != key[order][:-1]
    again = order[~first]
    return [np.sort(row[again[batch[again] == number]]) for number in range(len(batches))]


def _of_files(batch: Batch, gone: frozenset[str]) -> Rows:
    own = [receipt.file for receipt in batch.receipts if receipt.file in gone]
    if not own:
        return np.empty(0, np.int64)
    files = pq.read_table(batch.path, columns=["file"])["file"]
    return np.flatnonzero(np.asarray(pc.is_in(files, value_set=pa.array(own))))


def _column(batch: Batch, name: str, kind: type) -> npt.NDArray[np.generic]:
    return np.asarray(pq.read_table(batch.path, columns=[name])[name]).astype(kind, copy=False)


def _twice(keys: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.generic]:
    """The keys that occur more than once, 0 (no key) left out."""
    whole = np.concatenate([each[each != 0] for each in keys]) if keys else np.empty(0, np.uint64)
    whole.sort()
    return np.unique(whole[1:][whole[1:] == whole[:-1]])
