"""The cube: each cell the sum of its records without repeats, in one fixed order, counted once."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.data.batches import Batch, Receipt, keep
from wulfrun.data.cube import count
from wulfrun.data.tables import CUBE, RECORDS
from wulfrun.data.taken import Taken, Tally

row = st.fixed_dictionaries(
    {
        "key": st.integers(0, 3),
        "month": st.integers(24228, 24230),
        "code": st.sampled_from(["Burglary", "é", "8N", ""]),
        "flags": st.sampled_from([0, 1, 8192]),
        "area": st.sampled_from(["E01000001", "E01000002", ""]),
        "n": st.integers(-3, 5),
    }
)


def batch(folder: Path, name: str, files: list[list[dict[str, object]]]) -> Batch:
    """A batch of several files."""
    taken, receipts = [], []
    for number, rows in enumerate(files):
        file = f"{name}{number}"
        table = pa.Table.from_pylist([{**each, "file": file} for each in rows], RECORDS)
        for column in ("code", "area", "file"):
            at = table.column_names.index(column)
            table = table.set_column(at, column, table[column].dictionary_encode())
        bare = sum(1 for each in rows if not each["area"])
        tally = Tally(rows_read=len(rows), accepted=len(rows), unplaced=bare, first_month=0, last_month=1)
        taken.append(Taken(table, tally))
        receipts.append(Receipt(f"{file}.csv", file, file, 1, "s", "a", "l", "street", tally))
    return keep(folder, name, "street", taken, receipts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.lists(row, max_size=6), min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_cell_is_the_sum_of_its_records(batches: list[list[list[dict[str, object]]]]) -> None:
    with TemporaryDirectory() as scratch:
        kept = [batch(Path(scratch), f"b{number}", files) for number, files in enumerate(batches)]
        counted = count(kept, Path(scratch))
        again = count(kept, Path(scratch))
        parts = [pq.read_table(path) for path in counted.parts]
    every = [
        (each["month"], number, at, line, each)
        for number, files in enumerate(batches)
        for at, rows in enumerate(files)
        for line, each in enumerate(rows)
    ]
    seen: set[object] = set()
    cells: Counter[tuple[object, ...]] = Counter()
    accepted: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    for month, number, at, _, each in sorted(every, key=lambda one: one[:4]):  # type: ignore[arg-type,return-value]
        if not each["key"] or each["key"] not in seen:
            seen.add(each["key"])
            file = f"b{number}{at}"
            cells["street", each["code"], each["flags"], month, each["area"], file] += each["n"]  # type: ignore[operator]
            accepted[file] += 1
            unplaced[file] += not each["area"]
    found = [tuple(each.values()) for part in parts for each in part.to_pylist()]
    assert {each[:-1]: each[-1] for each in found} == cells and len(found) == len(cells)
    assert all(part.schema == CUBE for part in parts)
    for part in parts:
        order = [
            (each["code"], each["flags"], each["month"], each["area"], each["file"])
            for each in part.to_pylist()
        ]
        assert order == sorted(order)
    assert {each.file: each.tally.accepted for each in counted.receipts} == {
        each.file: accepted[each.file] for each in counted.receipts
    }
    assert all(
        each.tally.adds_up() and each.tally.unplaced == unplaced[each.file] for each in counted.receipts
    )
    assert again == counted


def test_a_part_is_counted_once_until_its_repeats_change(tmp_path: Path) -> None:
    one = {"key": 1, "month": 24229, "code": "x", "flags": 0, "area": "", "n": 1}
    later = batch(tmp_path, "later", [[one, {**one, "key": 0}]])
    (first,) = count([later], tmp_path).parts
    stamp = first.stat().st_mtime_ns
    assert count([later], tmp_path).parts == (first,) and first.stat().st_mtime_ns == stamp
    earlier = batch(tmp_path, "earlier", [[{**one, "month": 24228}]])
    _, second = count([earlier, later], tmp_path).parts
    assert second != first and np.sum(pq.read_table(second)["n"].to_numpy()) == 1
