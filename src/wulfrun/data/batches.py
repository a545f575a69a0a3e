"""Batches: the files that are read together, and what they gave, kept in the store by content."""

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wulfrun.data.store import write_whole
from wulfrun.data.tables import RECORDS, SAID, WHERE
from wulfrun.data.taken import Taken, Tally

# Raised whenever the same file would be read into something else: old batches are then read anew.
READING = "4"
# The ends of the names of all that one batch keeps in the store.
FILES = (".parquet", ".json", ".said.parquet", ".where.parquet")


@dataclass(frozen=True)
class Receipt:
    """What was read from one file."""

    path: str
    file: str
    sha256: str
    bytes: int
    source: str
    agency: str
    layout: str
    record: str
    tally: Tally
    rejects: str = ""
    note: str = ""


@dataclass(frozen=True)
class Batch:
    """Some files read together: where their records are, and a receipt for each."""

    key: str
    record: str
    path: Path
    receipts: tuple[Receipt, ...]


def said_path(records: Path) -> Path:
    """Where what rows say beside what is counted is kept: a row for each record, in the same order."""
    return records.with_suffix(".said.parquet")


def where_path(records: Path) -> Path:
    """Where the places and times of a placed layout's rows are kept: a row for each record, in its order."""
    return records.with_suffix(".where.parquet")


def batch_key(shas: Mapping[str, str], declared: Mapping[str, Any], geography: str) -> str:
    """What decides the outcome of reading: the files, what was declared of them, and the geography."""
    content = json.dumps([READING, sorted(shas.items()), declared, geography], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def load(folder: Path, key: str) -> Batch | None:
    """A batch kept by an earlier build, or None; the receipt is written last, so it vouches for the rest."""
    try:
        kept = json.loads((folder / f"{key}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not (folder / f"{key}.parquet").exists():
        return None
    receipts = tuple(Receipt(**{**each, "tally": Tally(**each["tally"])}) for each in kept["receipts"])
    return Batch(key, kept["record"], folder / f"{key}.parquet", receipts)


def keep(folder: Path, key: str, record: str, taken: list[Taken], receipts: list[Receipt]) -> Batch:
    """Write what a batch gave; whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{key}.parquet"
    part = path.with_suffix(".part")
    filled = [each.records for each in taken if len(each.records)]
    table = pa.concat_tables(filled).unify_dictionaries() if filled else RECORDS.empty_table()
    # Keys are hashes, which nothing makes smaller; everything else repeats itself.
    worded = [name for name in table.column_names if name != "key"]
    pq.write_table(table, part, compression="none", use_dictionary=worded, write_statistics=False)
    part.replace(path)
    _keep_beside(said_path(path), [each.said for each in taken], taken, SAID)
    _keep_beside(where_path(path), [each.where for each in taken], taken, WHERE)
    content = {"record": record, "receipts": [asdict(receipt) for receipt in receipts]}
    write_whole(folder / f"{key}.json", json.dumps(content, sort_keys=True))
    return Batch(key, record, path, tuple(receipts))


def _keep_beside(path: Path, tables: list[pa.Table | None], taken: list[Taken], schema: pa.Schema) -> None:
    """Write what goes with the records of those files that have it."""
    if any(each is not None for each in tables):
        own = [each for each, of in zip(tables, taken, strict=True) if each is not None and len(of.records)]
        whole = pa.concat_tables(own) if own else schema.empty_table()
        pq.write_table(whole, path, compression="zstd", write_statistics=False)


def write_rejects(folder: Path, shown: str, taken: Taken) -> str:
    """Write a file's refused rows, each with its line and reason; the name given back is under store/.

    Where there are none, what an earlier build refused of a file of this name is removed.
    """
    name = shown.replace("$", "").replace("/", "__")
    path = folder / "refused" / f"{name.removesuffix('.csv')}.csv"
    if not taken.refused:
        path.unlink(missing_ok=True)
        return ""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["line", "reason", "row"])
        writer.writerows([each.line, each.reason, each.text] for each in taken.refused)
    return f"store/refused/{path.name}"
