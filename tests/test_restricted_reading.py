"""`wulfrun restricted`: nobody reads a list unnamed, for nothing, or without an entry in the log."""

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest

from wulfrun.cli import main
from wulfrun.data.access_log import entries, verify
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.release import write_table
from wulfrun.data.store import point_to
from wulfrun.restricted_commands import READINGS
from wulfrun.words.errors import DefinitionError

LIST = "earlier-intervention"
WHO = ["--person", "A. Officer", "--purpose", "Weekly tasking"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    seal = Seal.of_folder(tmp_path)
    release = tmp_path / "store" / "releases" / "abc"
    table = pa.table({"sealed": [seal.sealed("NBV-77"), seal.sealed("=NBV-88")], "why": ["a", None]})
    write_table(release / "restricted" / "lists" / f"{LIST}.parquet", table)
    point_to(tmp_path / "store" / "current", release)
    return tmp_path


def test_the_names_of_the_lists_are_told_to_anybody_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restricted", str(folder)]) == 0
    assert capsys.readouterr().out == f"{LIST}\n"
    assert entries(folder, READINGS) == []


def test_a_list_is_shown_with_its_references_and_the_reading_is_logged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restricted", str(folder), LIST, *WHO]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [["reference", "why"], ["NBV-77", "a"], ["'=NBV-88", ""]]
    (entry,) = entries(folder, READINGS)
    assert (entry["action"], entry["person"], entry["purpose"]) == (
        "consultation", "A. Officer", "Weekly tasking",
    )  # fmt: skip
    assert (entry["what"]["list"], entry["what"]["records"], entry["what"]["release"]) == (LIST, 2, "abc")
    assert entry["time"] and "NBV" not in str(entry)
    assert [each.wrong for each in verify(folder)] == [""]


@pytest.mark.parametrize("given", [WHO[:2], WHO[2:], [], ["--person", " ", "--purpose", "x"]])
def test_a_reading_by_nobody_or_for_nothing_is_refused_and_shows_nothing(
    folder: Path, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restricted", str(folder), LIST, *given]) == DefinitionError.exit_code
    told = capsys.readouterr()
    assert told.out == "" and "Data Protection Act 2018 s.62" in told.err
    assert entries(folder, READINGS) == []


def test_without_the_key_nothing_is_opened_and_no_new_key_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = folder / "secret" / "pseudonym.key"
    key.unlink()
    assert main(["restricted", str(folder), LIST, *WHO]) != 0
    assert "the key is not here" in capsys.readouterr().err and not key.exists()
    assert entries(folder, READINGS) == []


def test_where_the_log_is_damaged_nothing_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restricted", str(folder), LIST, *WHO]) == 0
    path = folder / "access-log" / f"{READINGS}.jsonl"
    path.write_text(path.read_text("utf-8").replace("Weekly", "Monthly"), "utf-8")
    capsys.readouterr()
    assert main(["restricted", str(folder), LIST, *WHO]) != 0
    told = capsys.readouterr()
    assert "NBV" not in told.out and "has been changed" in told.err
