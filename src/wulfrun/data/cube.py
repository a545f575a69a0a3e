"""Count records into the cube: record type x category x flags x month x smallest area x file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wulfrun.data.batches import Batch, Receipt, said_path
from wulfrun.data.repeats import Rows, repeated_rows, superseded
from wulfrun.data.tables import CUBE, EVENTS, RECORDS, SAID

_AXES = ("code", "flags", "month", "area", "file")
_TAKEN = "repeats"

# For each file how many of its rows repeat others, and how many of those had no place.
Taken = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Counted:
    """The cube's parts, one Parquet a batch, the receipts once repeats are known, by record type the kept
    rows of layouts of events, and by batch the rows that repeat others."""

    parts: tuple[Path, ...]
    receipts: tuple[Receipt, ...]
    events: Mapping[str, pa.Table] = field(default_factory=dict)
    repeats: Mapping[str, Rows] = field(default_factory=dict, compare=False)


def count(batches: Sequence[Batch], folder: Path, whole: str = "") -> Counted:
    """Count every batch; parts already counted with the same repeats are not counted again.

    `whole` is the partnership's code, under which rows without a place of their own may stand.
    """
    parts: dict[str, Path] = {}
    events: dict[str, pa.Table] = {}
    receipts: dict[str, list[Receipt]] = {}
    again: dict[str, Rows] = {}
    for record in sorted({batch.record for batch in batches}):
        own = [batch for batch in batches if batch.record == record]
        repeats = repeated_rows(own, superseded(own))
        with ThreadPoolExecutor(2) as pool:
            paths = list(pool.map(_part, own, repeats, [folder] * len(own), [whole] * len(own)))
        for batch, rows, path in zip(own, repeats, paths, strict=True):
            parts[batch.key] = path
            again[batch.key] = rows
            receipts[batch.key] = _receipts(batch, path) if len(rows) else [*batch.receipts]
        said = [_events(batch, rows) for batch, rows in zip(own, repeats, strict=True)]
        if kept := [each for each in said if each is not None]:
            events[record] = pa.concat_tables(kept)
    return Counted(
        tuple(parts[batch.key] for batch in batches),
        tuple(receipt for batch in batches for receipt in receipts[batch.key]),
        events,
        again,
    )


def _events(batch: Batch, repeats: Rows) -> pa.Table | None:
    """The kept rows of one batch without its repeats, None where its layout keeps none."""
    if not said_path(batch.path).exists():
        return None
    counted, said = pq.read_table(batch.path), pq.read_table(said_path(batch.path))
    columns = [*(counted[name] for name in RECORDS.names), *(said[name] for name in SAID.names)]
    table = pa.table(columns, names=EVENTS.names).cast(EVENTS)
    if len(repeats):
        kept = np.ones(len(table), bool)
        kept[repeats] = False
        table = table.filter(pa.array(kept))
    return table


def _part(batch: Batch, repeats: Rows, folder: Path, whole: str) -> Path:
    state = hashlib.sha256(repeats.tobytes()).hexdigest()[:8] if len(repeats) else "none"
    path = folder / f"{batch.key}-{state}.cube.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        cells, taken = _counted(batch, repeats, whole)
        # Without its Arrow schema the file says that words are words, however they were held here.
        form = {"compression": "zstd", "store_schema": False, "write_statistics": False}
        with pq.ParquetWriter(part, cells.schema, **form) as writer:
            writer.write_table(cells)
            writer.add_key_value_metadata({_TAKEN: json.dumps(taken, sort_keys=True)})
        part.replace(path)
    return path


def _counted(batch: Batch, repeats: Rows, whole: str) -> tuple[pa.Table, Taken]:
    """The cells of one batch without its repeats, and what these took from each file."""
    table = pq.ParquetFile(batch.path, read_dictionary=["code", "area", "file"]).read([*_AXES, "n"])
    taken = _taken(table, repeats, whole)
    if len(repeats):
        kept = np.ones(len(table), bool)
        kept[repeats] = False
        table = table.filter(pa.array(kept))
    return _cells(batch.record, table), taken


def _cells(record: str, table: pa.Table) -> pa.Table:
    if not len(table):
        return CUBE.empty_table()
    axes = [_axis(table[name]) for name in _AXES]
    cell = np.zeros(len(table), np.int64)
    for index, words in axes:
        cell = cell * len(words) + index
    order = np.argsort(cell)
    cell = cell[order]
    starts = np.flatnonzero(np.r_[True, cell[1:] != cell[:-1]])
    cells = cell[starts]
    total = np.add.reduceat(np.asarray(table["n"])[order], starts, dtype=np.int64)
    columns: dict[str, pa.Array] = {"n": pa.array(total)}
    for name, (_, words) in reversed(list(zip(_AXES, axes, strict=True))):
        columns[name] = _words_at(cells % len(words), words)
        cells = cells // len(words)
    columns["record"] = _words_at(np.zeros(len(total), np.int64), pa.array([record]))
    return pa.table([columns[name] for name in CUBE.names], names=CUBE.names)


def _words_at(index: Rows, words: pa.Array) -> pa.Array:
    """Words by their places: texts as a dictionary, which is written as it is."""
    if pa.types.is_string(words.type):
        return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), words)
    return words.take(pa.array(index))


def _axis(column: pa.ChunkedArray) -> tuple[Rows, pa.Array]:
    """Each row's place on an axis whose words are sorted, so that the cube's order is fixed."""
    if pa.types.is_dictionary(column.type):
        index, words = _dictionary(column)
        order = pc.sort_indices(words)
        rank = np.empty(len(order), np.int64)
        rank[np.asarray(order)] = np.arange(len(order))
        return rank[index], words.take(order)
    numbers = np.asarray(column)
    if len(numbers) and (numbers == numbers[0]).all():
        return np.zeros(len(numbers), np.int64), pa.array(numbers[:1].astype(np.int32))
    values, index = np.unique(numbers, return_inverse=True)
    return index.astype(np.int64), pa.array(values.astype(np.int32))


def _dictionary(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.integer], pa.Array]:
    encoded = column.unify_dictionaries().combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0)
    return np.asarray(encoded.indices), encoded.dictionary


def _taken(table: pa.Table, repeats: Rows, whole: str) -> Taken:
    if not len(repeats):
        return {}
    again = table.select(["file", "area"]).take(pa.array(repeats))
    (file, files), (area, areas) = (_dictionary(again[name]) for name in ("file", "area"))
    placeless = np.array([code in ("", whole) for code in areas.to_pylist()], bool)[area]
    rows, bare = np.bincount(file, minlength=len(files)), np.bincount(file[placeless], minlength=len(files))
    found = zip(files.to_pylist(), rows.tolist(), bare.tolist(), strict=True)
    return {name: (count, unplaced) for name, count, unplaced in found}


def _receipts(batch: Batch, part: Path) -> list[Receipt]:
    """The receipts of a batch once what repeats others is taken off."""
    taken = json.loads(pq.ParquetFile(part).metadata.metadata[_TAKEN.encode()])
    return [
        replace(each, tally=each.tally.less_duplicates(*taken.get(each.file, (0, 0))))
        for each in batch.receipts
    ]
