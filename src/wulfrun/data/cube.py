"""Count records into the cube: record type x category x flags x month x smallest area x file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from wulfrun.data.batches import Batch, Receipt
from wulfrun.data.repeats import Rows, repeated_rows, superseded
from wulfrun.data.tables import CUBE

_AXES = ("code", "flags", "month", "area", "file")


@dataclass(frozen=True)
class Counted:
    """The cube's parts, one Parquet a batch, and the receipts once repeats are known."""

    parts: tuple[Path, ...]
    receipts: tuple[Receipt, ...]


def count(batches: Sequence[Batch], folder: Path) -> Counted:
    """Count every batch; parts already counted with the same repeats are not counted again."""
    parts: dict[str, Path] = {}
    receipts: dict[str, list[Receipt]] = {}
    for record in sorted({batch.record for batch in batches}):
        own = [batch for batch in batches if batch.record == record]
        for batch, repeats in zip(own, repeated_rows(own, superseded(own)), strict=True):
            parts[batch.key] = _part(batch, repeats, folder)
            receipts[batch.key] = _receipts(batch, repeats)
    return Counted(
        tuple(parts[batch.key] for batch in batches),
        tuple(receipt for batch in batches for receipt in receipts[batch.key]),
    )


def _part(batch: Batch, repeats: Rows, folder: Path) -> Path:
    state = hashlib.sha256(repeats.tobytes()).hexdigest()[:8] if len(repeats) else "none"
    path = folder / f"{batch.key}-{state}.cube.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        pq.write_table(_counted(batch, repeats), part, compression="zstd", store_schema=False)
        part.replace(path)
    return path


def _counted(batch: Batch, repeats: Rows) -> pa.Table:
    table = pq.read_table(batch.path, columns=[*_AXES, "n"], read_dictionary=["code", "area", "file"])
    if len(repeats):
        kept = np.ones(len(table), bool)
        kept[repeats] = False
        table = table.filter(pa.array(kept))
    if not len(table):
        return CUBE.empty_table()
    axes = [_axis(table[name]) for name in _AXES]
    cell = np.zeros(len(table), np.int64)
    for index, words in axes:
        cell = cell * len(words) + index
    cells, where = np.unique(cell, return_inverse=True)
    total = np.zeros(len(cells), np.int64)
    np.add.at(total, where, np.asarray(table["n"]))
    columns: dict[str, pa.Array] = {"n": pa.array(total)}
    for name, (_, words) in reversed(list(zip(_AXES, axes, strict=True))):
        columns[name] = words.take(pa.array(cells % len(words)))
        cells //= len(words)
    columns["record"] = pa.array([batch.record] * len(total))
    return pa.table([columns[name] for name in CUBE.names], schema=CUBE)


def _axis(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], pa.Array]:
    """Each row's place on an axis whose words are sorted, so that the cube's order is fixed."""
    if pa.types.is_dictionary(column.type):
        encoded = column.unify_dictionaries().combine_chunks()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.chunk(0)
        words, index = encoded.dictionary, np.asarray(encoded.indices)
        order = np.argsort(np.array(words.to_pylist(), object))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return rank[index], words.take(pa.array(order))
    values, index = np.unique(np.asarray(column), return_inverse=True)
    return index.astype(np.int64), pa.array(values.astype(np.int32))


def _receipts(batch: Batch, repeats: Rows) -> list[Receipt]:
    if not len(repeats):
        return list(batch.receipts)
    table = pq.read_table(batch.path, columns=["file", "area"]).take(pa.array(repeats))
    files, areas = table["file"].to_pylist(), table["area"].to_pylist()
    found = []
    for receipt in batch.receipts:
        own = [area for file, area in zip(files, areas, strict=True) if file == receipt.file]
        placeless = sum(1 for area in own if not area)
        found.append(replace(receipt, tally=receipt.tally.less_duplicates(len(own), placeless)))
    return found
