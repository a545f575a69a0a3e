"""The quick reader of street files says exactly what the row-by-row reader says."""

import gzip
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from street_world import ELSEWHERE, HEADER, HERE, OLD, SPLIT, crime_id, definition, geography, put, row, text

from wulfrun.data import intake
from wulfrun.data.sources import layouts
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.store import Store
from wulfrun.data.street_reader import header_of, look

NAME = "2019-01-force-0-street.csv"
NEEDED = ("Crime ID", "Month", "Longitude", "Latitude", "LSOA code", "Crime type")

odd = st.text(st.sampled_from('ab1 ,"\t\r\n\0é\u2028'), max_size=4)
ids = st.one_of(
    st.just(""), st.integers(1, 4).map(crime_id), st.sampled_from(["a1", " a1", "  ", "F" * 64, "é" * 32])
)
months = st.sampled_from(["2019-01", "2019-02", "2019-01", "2019-01", " 2019-01", "2019-13", "Jan 2019", ""])
longitudes = st.sampled_from(["-1.95", "-1.95", "-1.85", "-1.9", "0.5", "", " ", "-99", "nan", "1_0", "x"])
latitudes = st.sampled_from(["52.05", "52.05", "52.0", "52.1", "", " ", "5,2", "inf"])
lsoas = st.sampled_from(
    [*HERE, HERE[0], SPLIT, OLD, ELSEWHERE, "", " E01000001", "E0100000", "E01+00001", "S01000001", "none"]
)
kinds = st.sampled_from(["Burglary", "Burglary", "Anti-social behaviour", "Drugs ", "Bicycle thefts", ""])
tidy_rows = st.builds(
    lambda key, month, place, lsoa, kind: row(
        Crime_ID=key, Month=month, Longitude=place[0], Latitude=place[1], LSOA_code=lsoa, Crime_type=kind
    ),
    st.one_of(st.just(""), st.integers(1, 4).map(crime_id)),
    st.sampled_from(["2019-01", "2019-02"]),
    st.sampled_from([("-1.95", "52.05"), ("-1.85", "52.05"), ("-1.9", "52.1"), ("", ""), ("0.5", "52.05")]),
    st.sampled_from([*HERE, SPLIT, OLD, ELSEWHERE, ""]),
    st.sampled_from(["Burglary", "Anti-social behaviour", "Violent crime"]),
)  # fmt: skip
untidy_rows = st.builds(
    lambda key, month, x, y, lsoa, kind, note: row(
        Crime_ID=key, Month=month, Longitude=x, Latitude=y, LSOA_code=lsoa, Crime_type=kind, Location=note
    ),
    ids, months, longitudes, latitudes, lsoas, kinds, odd,
)  # fmt: skip
headers = st.one_of(
    st.just(HEADER),
    st.just(HEADER[:-1]),
    st.just((*HEADER, "Extra")),
    st.permutations(HEADER).map(tuple),
    st.permutations(NEEDED).map(tuple),
)


def quoted(value: str, always: bool) -> str:
    return '"' + value.replace('"', '""') + '"' if always or set(value) & set(',"\r\n') else value


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A street file, tidy or spoilt in one of the ways that files are."""
    rows = draw(st.lists(st.one_of(tidy_rows, tidy_rows, untidy_rows), max_size=6))
    header, always = draw(headers), draw(st.booleans())
    ending = draw(st.sampled_from(["\n", "\n", "\r\n", "\r", "\r\r\n"]))
    lines = [",".join(quoted(name, always) for name in header)]
    for each in rows:
        line = ",".join(quoted({**each, "Extra": ""}[name], always) for name in header)
        lines.append(
            draw(st.sampled_from([line] * 12 + [line + ",", line + ",x", line[:-9], "", "  ", '"' + line]))
        )
        lines[-1] = draw(
            st.sampled_from([lines[-1]] * 6 + [lines[-1].replace(",", ', "', 1), " " + lines[-1]])
        )
    whole = draw(st.sampled_from(["", "", "\ufeff"])) + ending.join(lines)
    whole = whole + ending if draw(st.booleans()) else whole[: len(whole) - draw(st.integers(0, 30))]
    return whole.encode(draw(st.sampled_from(["utf-8", "utf-8", "cp1252"])), "replace")


def taken(contents: list[bytes], quick: bool, suffix: str = "") -> list[tuple[Any, ...]]:
    """Everything that intake made of files of one month: tally, note, refused rows, and records of each."""
    with TemporaryDirectory() as scratch, patch.object(intake, "look", look if quick else lambda path: None):
        folder = Path(scratch)
        for number, content in enumerate(contents):
            put(folder, f"2019-01-force-{number}-street.csv{suffix}", content)
        places, store = geography(), Store(folder / "store")
        store.root.mkdir()
        found = intake.take_in(
            definition(["*.csv*"]), folder, layouts(), places, "", store, tuple(TYPES), lambda *_: None
        )
        (batch,) = found.batches
        rows = pq.read_table(batch.path).to_pylist()
        return [
            (
                receipt.tally,
                receipt.note,
                (folder / receipt.rejects).read_text() if receipt.rejects else "",
                Counter(tuple(each.values()) for each in rows if each["file"] == receipt.file),
            )
            for receipt in batch.receipts
        ]


@settings(max_examples=25, deadline=None)
@given(st.lists(files(), min_size=1, max_size=5))
@example([text([row()]).replace("Investigation", '"').encode()])
def test_a_file_gives_the_same_whichever_reader_reads_it(contents: list[bytes]) -> None:
    assert taken(contents, quick=True) == taken(contents, quick=False)


@settings(max_examples=15, deadline=None)
@given(st.lists(tidy_rows, max_size=12), headers, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_tidy_files_are_read_quickly_and_say_the_same(
    rows: list[dict[str, str]], header: tuple[str, ...], ending: str, marked: bool
) -> None:
    content = text([{**each, "Extra": ""} for each in rows], header).replace("\n", ending)
    whole = ("\ufeff" * marked + content).encode()
    with patch.object(intake, "read_rows", side_effect=AssertionError("read row by row")):
        quick = taken([whole], quick=True)
    assert quick == taken([whole], quick=False)


@pytest.mark.parametrize(
    "spoilt",
    [
        "{line},\n", "{line},x\n", '"a"b{line}\n', ' "a"{line}\n', '"a" {line}\n', "a\0{line}\n", '"{line}\n',
        "  \n{line}\n", "{line}\r", "\ufeff{line}\n", "x" * 140_000 + "{line}\n", "{line}\x1a",
    ],
)  # fmt: skip
def test_what_the_engine_would_pass_over_is_left_to_the_other_reader(spoilt: str) -> None:
    line = text([row()]).splitlines()[1]
    content = (text([row(Crime_ID=crime_id(7))]) + spoilt.replace("{line}", line) + line + "\n").encode()
    assert taken([content], quick=True) == taken([content], quick=False)


@pytest.mark.parametrize("spoil", [(-8, 1), (-2, 0), (40, 1)], ids=["checksum", "length", "content"])
def test_a_damaged_gzip_file_is_told_whichever_reader_meets_it(spoil: tuple[int, int]) -> None:
    whole = bytearray(gzip.compress(text([row(Crime_ID=crime_id(n)) for n in range(1, 500)]).encode()))
    whole[spoil[0]] ^= 0xFF
    found = taken([bytes(whole)], quick=True, suffix=".gz")
    assert found == taken([bytes(whole)], quick=False, suffix=".gz")
    assert found[0][0].rows_read == 0 and found[0][1].startswith("Not read: ")


def test_a_coordinate_is_the_same_number_in_both_readers() -> None:
    awkward = ["-1.9", "-1.8999999999999999", "-1.90000000000000013", "-1.899999999999999911182158029987"]
    content = text(row(Crime_ID=crime_id(n + 1), LSOA_code=SPLIT, Longitude=x) for n, x in enumerate(awkward))
    assert taken([content.encode()], quick=True) == taken([content.encode()], quick=False)


@pytest.mark.parametrize(
    "header",
    [
        "Crime ID,Month",
        "<!DOCTYPE html>",
        text([]).lower(),
        *(text([]).replace("Context", name) for name in ("It's", "month", "filename", "")),
    ],
)
def test_only_a_plain_header_is_read_quickly(tmp_path: Path, header: str) -> None:
    path = tmp_path / NAME
    path.write_text(header)
    assert header_of(path) is None and look(path) is None
    path.write_text(text([]))
    assert header_of(path) == HEADER


def test_a_name_that_the_engine_takes_for_a_pattern_is_left_to_the_other_reader(tmp_path: Path) -> None:
    path = tmp_path / "2019-01-[some]-street.csv"
    path.write_text(text([row()]))
    assert look(path) is None
