"""Whatever is sent, every reader in the registry tells what it is: no row is lost, nothing is a traceback."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from broken_files import BROKEN, COUNTED, text_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from street_world import WHOLE, geography

from wulfrun.data.contract_text import example_rows
from wulfrun.data.inputs import head_of
from wulfrun.data.layout import Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.row_reader import WITHHELD, read_rows
from wulfrun.data.sheet_rows import SHEET
from wulfrun.data.sources import layouts
from wulfrun.data.sources._agency_header import clean
from wulfrun.data.taken import Taken
from wulfrun.definition.model import Source
from wulfrun.words.errors import WulfrunError

LAYOUTS = layouts()
OF_ONE_CELL = ("error cells", "unclosed quotes", "cut off")
SEAL = Seal(b"k" * 32)


def header(layout: Layout) -> list[str]:
    return [each.name for each in layout.fields] or ["a", "b"]


def good_rows(layout: Layout) -> list[list[str]]:
    names = header(layout)
    return [[row.get(name, "") for name in names] for row in example_rows(layout)]


def read(path: Path, layout: Layout) -> tuple[Taken, list[tuple[str, int]]] | None:
    """What a file gave and the sheets and lines its reader saw; None where it was refused with a reason."""
    seen: list[tuple[str, int]] = []

    def watched(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
        for line, row in layout.opens(path, source):
            seen.append((row.get(SHEET, ""), line))
            yield line, row

    def area_of(name: str) -> str:
        if len(name) > 30:
            raise RefusedRow(f"'{name[:30]}...' is no area of the partnership; expected one of its areas")
        return WHOLE

    source = Source(layout=layout.name, agency="agency")
    assert layout.recognises(path, head_of(path)) in (True, False)
    try:
        found = read_rows(
            path, replace(layout, opens=watched), source, geography(), False, "f" * 16, area_of, SEAL
        )
    except (NotThisLayout, WulfrunError) as reason:
        assert len(str(reason)) > 20, reason
        return None
    tally = found.tally
    assert tally.adds_up()
    assert tally.rows_read == len(seen) == tally.accepted + tally.duplicate + tally.outside + tally.refused
    assert len(found.refused) == tally.refused
    assert all(each.reason and each.line >= 1 for each in found.refused)
    if layout.personal:
        assert {each.text for each in found.refused} <= {WITHHELD}
    return found, seen


def is_a_table(layout: Layout, folder: Path) -> bool:
    """Whether the layout reads its own example from a CSV file (and is no JSON, and needs no declaration)."""
    path = folder / "example.csv"
    path.write_text(text_of([header(layout), *good_rows(layout)]))
    found = read(path, layout)
    return found is not None and found[0].tally.rows_read > 0


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("kind", [*COUNTED, *BROKEN])
def test_a_broken_file_is_told_and_its_rows_add_up(name: str, kind: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    rows = good_rows(layout)
    make = COUNTED[kind][0] if kind in COUNTED else BROKEN[kind]
    # A file is often called what it is not.
    for suffix in (".csv", ".xlsx", ".ods", ".json"):
        found = read(make(tmp_path / f"sent{suffix}", header(layout), rows), layout)
        if found and kind in COUNTED and is_a_table(layout, tmp_path):
            expected = COUNTED[kind][1](len(rows))
            # Below a published table stand notes of one cell, which are no rows of it.
            least = 0 if layout.open and kind in OF_ONE_CELL else expected
            # A wide table gives several records a row.
            assert least <= len(found[1]) and len(set(found[1])) <= expected, kind


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12),
    st.text(alphabet="0123456789/-.:, E£'\"", max_size=12),
    st.sampled_from(
        ["", "*", "-", "[c]", "1e999", "NaN", "31/03/2008", "03/31/2008", "39538", "E01010410", "Y"]
    ),
    st.integers(-(10**30), 10**30).map(str),
)


@pytest.mark.parametrize("name", LAYOUTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(data=st.data())
def test_no_row_is_lost_whatever_its_cells_say(name: str, data: st.DataObject) -> None:
    layout = LAYOUTS[name]
    names = header(layout)
    good = example_rows(layout)[0]
    cell = [st.one_of(CELLS, st.just(good.get(each, ""))) for each in names]
    rows = [list(row) for row in data.draw(st.lists(st.tuples(*cell), min_size=1, max_size=6))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sent.csv")
        path.write_bytes(text_of([names, *rows]).encode())
        found = read(path, layout)
        if found is None:
            told = layout.open or not is_a_table(layout, Path(folder))
            assert told or not any(cell.strip() for row in rows for cell in row)
        else:
            said = [line for line, row in enumerate(rows, 2) if says_something(layout, row)]
            assert set(said) <= {line for _, line in found[1]}


def says_something(layout: Layout, row: list[str]) -> bool:
    """Whether a row must be seen: one with any cell; in a published table one whose needed cells are filled.

    Below a published table stand notes, and a cell that its publisher suppressed gives no record.
    """
    if not layout.open:
        return any(cell.strip() for cell in row)
    return all(clean(cell) for cell, each in zip(row, layout.fields, strict=True) if each.required)


@pytest.mark.parametrize("name", LAYOUTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    content=st.binary(max_size=600), start=st.sampled_from([b"", b"PK\3\4", b"\xff\xfe", b"{", b"\x1f\x8b"])
)
def test_bytes_that_are_no_file_at_all_are_told(name: str, content: bytes, start: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sent.csv")
        path.write_bytes(start + content)
        read(path, LAYOUTS[name])
