"""Batches: kept by content, whole or not at all; refused rows written so that nothing of them is lost."""

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa

from wulfrun.data.batches import Receipt, batch_key, keep, load, write_rejects
from wulfrun.data.tables import RECORDS
from wulfrun.data.taken import Refused, Taken, Tally, records_table

EMPTY = Taken(RECORDS.empty_table(), Tally(), notes=("Not read",))


def taken(file: str) -> Taken:
    words = pa.array(["x"]).dictionary_encode()
    one = np.ones(1, np.int64)
    table = records_table(np.ones(1, np.uint64), one, words, one, words, one, file)
    return Taken(table, Tally(rows_read=1, accepted=1, first_month=1, last_month=1))


def receipt(file: str, tally: Tally) -> Receipt:
    return Receipt(f"{file}.csv", file, "0" * 64, 9, "street", "police", "police-street", "street", tally)


def test_what_was_kept_is_what_is_loaded(tmp_path: Path) -> None:
    kept = keep(tmp_path, "k", "street", [taken("a")], [receipt("a", taken("a").tally)])
    assert load(tmp_path, "k") == kept


def test_a_file_that_gave_nothing_may_stand_among_others(tmp_path: Path) -> None:
    receipts = [receipt(name, Tally()) for name in "abc"]
    kept = keep(tmp_path, "k", "street", [EMPTY, taken("b"), EMPTY], receipts)
    assert pa.parquet.read_table(kept.path)["file"].to_pylist() == ["b"]
    nothing = keep(tmp_path, "n", "street", [EMPTY], receipts[:1])
    assert pa.parquet.read_table(nothing.path).schema.names == RECORDS.names


def test_a_batch_without_its_receipt_is_none(tmp_path: Path) -> None:
    keep(tmp_path, "k", "street", [taken("a")], [receipt("a", Tally())])
    (tmp_path / "k.json").write_text('{"record": "str')
    assert load(tmp_path, "k") is None and load(tmp_path, "other") is None


def test_a_batch_without_its_records_is_none(tmp_path: Path) -> None:
    keep(tmp_path, "k", "street", [taken("a")], [receipt("a", Tally())])
    (tmp_path / "k.parquet").unlink()
    assert load(tmp_path, "k") is None


def test_the_key_changes_with_content_declaration_and_geography() -> None:
    usual = batch_key({"a.csv": "1", "b.csv": "2"}, {"agency": "police"}, "g")
    assert usual == batch_key({"b.csv": "2", "a.csv": "1"}, {"agency": "police"}, "g")
    others = {
        batch_key({"a.csv": "1"}, {"agency": "police"}, "g"),
        batch_key({"a.csv": "1", "b.csv": "3"}, {"agency": "police"}, "g"),
        batch_key({"a.csv": "1", "b.csv": "2"}, {"agency": "council"}, "g"),
        batch_key({"a.csv": "1", "b.csv": "2"}, {"agency": "police"}, "h"),
    }
    assert len(others - {usual}) == 4


def test_refused_rows_stand_in_a_csv_of_their_own(tmp_path: Path) -> None:
    said = 'a, "b"\nc'
    refused = Taken(RECORDS.empty_table(), Tally(rows_read=1, refused=1), (Refused(3, "no month", said),))
    name = write_rejects(tmp_path / "store", "data/police/x.csv", refused)
    with (tmp_path / name).open(newline="") as file:
        assert list(csv.reader(file)) == [["line", "reason", "row"], ["3", "no month", said]]


def test_a_file_and_its_packed_twin_have_refused_rows_apart(tmp_path: Path) -> None:
    refused = Taken(RECORDS.empty_table(), Tally(rows_read=1, refused=1), (Refused(3, "no month", ""),))
    names = {write_rejects(tmp_path, name, refused) for name in ("d/x.csv", "d/x.csv.gz", "d/x.txt")}
    assert len(names) == 3 and all(name.endswith(".csv") for name in names)


def test_rows_refused_before_are_gone_once_none_are(tmp_path: Path) -> None:
    refused = Taken(RECORDS.empty_table(), Tally(rows_read=1, refused=1), (Refused(3, "no month", ""),))
    name = write_rejects(tmp_path / "store", "x.csv", refused)
    assert write_rejects(tmp_path / "store", "x.csv", taken("x")) == "" and not (tmp_path / name).exists()
