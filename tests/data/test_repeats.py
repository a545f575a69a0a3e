"""An offence is its identity, not its row: which rows repeat, and which files another replaces."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.data.batches import Batch, Receipt, keep
from wulfrun.data.keys import key_of, keys_of
from wulfrun.data.repeats import repeated_rows, superseded
from wulfrun.data.taken import Taken, Tally, records_table


def batch(folder: Path, name: str, rows: list[tuple[int, int]], path: str = "") -> Batch:
    """A batch of one file of (identity, month) rows."""
    count = len(rows)
    words = pa.array(["x"] * count, pa.string()).dictionary_encode()
    key, month = (
        np.array([each[0] for each in rows], np.uint64),
        np.array([each[1] for each in rows], np.int64),
    )
    one = np.ones(count, np.int64)
    months = [each[1] for each in rows]
    tally = Tally(
        rows_read=count,
        accepted=count,
        first_month=min(months, default=None),
        last_month=max(months, default=None),
    )
    receipt = Receipt(path or f"{name}.csv", name, name, 1, "s", "a", "l", "street", tally)
    table = records_table(key, month, words, one * 0, words, one, name)
    return keep(folder, name, "street", [Taken(table, tally)], [receipt])


def plainly(batches: list[list[tuple[int, int]]], gone: set[int]) -> list[list[int]]:
    """The rows that repeat, by a set and a sort."""
    seen: set[int] = set()
    again: list[list[int]] = [
        list(range(len(rows))) if number in gone else [] for number, rows in enumerate(batches)
    ]
    every = [
        (month, number, line, key)
        for number, rows in enumerate(batches) if number not in gone
        for line, (key, month) in enumerate(rows) if key
    ]  # fmt: skip
    for _, number, line, key in sorted(every):
        if key in seen:
            again[number].append(line)
        seen.add(key)
    return [sorted(lines) for lines in again]


keys = st.one_of(st.integers(0, 5), st.sampled_from([2**64 - 1, 2**64 - 2, 2**63, 2**42 + 1]))
rows = st.lists(st.tuples(keys, st.integers(24228, 24230)), max_size=8)


@settings(deadline=None)
@given(st.lists(rows, max_size=4), st.sets(st.integers(0, 3)))
def test_the_first_row_by_month_file_and_line_is_kept(
    batches: list[list[tuple[int, int]]], gone: set[int]
) -> None:
    gone = {number for number in gone if number < len(batches)}
    with TemporaryDirectory() as folder:
        kept = [batch(Path(folder), f"b{number}", each) for number, each in enumerate(batches)]
        found = repeated_rows(kept, frozenset(f"b{number}" for number in gone))
    assert [each.tolist() for each in found] == plainly(batches, gone)


def test_of_two_files_of_one_name_the_last_by_path_replaces_the_other(tmp_path: Path) -> None:
    name = "2019-01-some-street.csv"
    older = batch(tmp_path, "older", [(1, 24228)], f"2019-01.zip/{name}")
    newer = batch(tmp_path, "newer", [(2, 24228)], f"2019-02.zip/{name}.gz")
    other = batch(tmp_path, "other", [(3, 24228)], "2019-01.zip/notes.csv")
    again = batch(tmp_path, "again", [(3, 24228)], "2019-02.zip/notes.csv")
    assert superseded([newer, older, other, again]) == {"older"}


def test_a_file_that_could_not_be_read_replaces_nothing(tmp_path: Path) -> None:
    name = "2019-01-some-street.csv"
    good, bad = batch(tmp_path, "good", [(1, 24228)], f"a/{name}"), batch(tmp_path, "bad", [], f"b/{name}")
    assert superseded([good, bad]) == frozenset()


texts = st.one_of(
    st.just(""),
    st.text(max_size=70),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.text("0123456789abcdef ", min_size=64, max_size=64),
    st.text("é", min_size=32, max_size=32),
)


@given(st.lists(st.one_of(st.none(), texts), max_size=8), st.integers(0, 3))
def test_one_identity_is_one_number_whether_read_alone_or_in_a_column(
    column: list[str | None], skip: int
) -> None:
    found = keys_of(pa.array(column, pa.string())[skip:])
    assert found.tolist() == [key_of((text or "").strip()) for text in column[skip:]]


@given(st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), unique=True, max_size=50))
def test_different_crime_ids_are_different_numbers_and_none_is_nothing(ids: list[str]) -> None:
    found = keys_of(pa.array(ids, pa.string()))
    assert len(set(found.tolist()) - {0}) == len(ids)


def test_crime_ids_in_a_row_spread_over_all_numbers() -> None:
    found = keys_of(pa.array([f"{number:064x}" for number in range(100_000)]))
    assert len(np.unique(found)) == 100_000
    assert len(np.unique(found >> np.uint64(56))) == 256
