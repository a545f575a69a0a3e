"""The log of uses of personal data: complete, in order, and no entry can be changed or dropped unseen."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from wulfrun.data.access_log import append, entries, verify
from wulfrun.words.errors import DataError, DefinitionError

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def _three(folder: Path) -> Path:
    for number in range(3):
        append(folder, "consultation", "A Reader", "Review", {"rows": number}, NOON + timedelta(hours=number))
    return folder / "access-log" / "linkage.jsonl"


def test_an_entry_says_who_when_what_for_and_what(tmp_path: Path) -> None:
    append(tmp_path, "disclosure", " A Reader ", "Review", {"to": "the police", "rows": 2}, NOON)
    (entry,) = entries(tmp_path)
    assert (entry["person"], entry["purpose"], entry["action"]) == ("A Reader", "Review", "disclosure")
    assert entry["time"] == "2026-03-02T12:00:00+00:00"
    assert entry["what"] == {"to": "the police", "rows": 2}


def test_times_are_kept_in_utc_whatever_the_clock_says(tmp_path: Path) -> None:
    append(
        tmp_path, "combination", "A", "B", {}, datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=1)))
    )
    assert entries(tmp_path)[0]["time"] == "2026-07-01T08:00:00+00:00"
    with pytest.raises(ValueError, match="time zone"):
        append(tmp_path, "combination", "A", "B", {}, datetime(2026, 7, 1, 9))


def test_a_whole_log_is_found_whole_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = _three(tmp_path)
    (checked,) = verify(tmp_path)
    assert (checked.name, checked.entries, checked.wrong) == ("linkage", 3, "")
    assert checked.head == entries(tmp_path)[-1]["sha256"]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("line", "old", "new", "told"),
    [
        (1, "A Reader", "Nobody", "line 2 has been changed"),
        (0, '"rows":0', '"rows":9', "line 1 has been changed"),
        (2, "consultation", "erasure", "line 3 has been changed"),
    ],
)
def test_a_changed_entry_is_found(tmp_path: Path, line: int, old: str, new: str, told: str) -> None:
    path = _three(tmp_path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new)
    path.write_text("".join(lines), "utf-8")
    assert told in verify(tmp_path)[0].wrong


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_an_entry_taken_away_is_found_wherever_it_stood(tmp_path: Path, gone: int) -> None:
    path = _three(tmp_path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:gone] + lines[gone + 1 :]), "utf-8")
    assert "taken" in verify(tmp_path)[0].wrong


def test_nothing_is_added_to_a_damaged_log(tmp_path: Path) -> None:
    path = _three(tmp_path)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(DataError, match="line 3 is not a whole entry"):
        append(tmp_path, "combination", "A", "B", {}, NOON)
    with pytest.raises(DataError, match="not a whole entry"):
        entries(tmp_path)


def test_a_crash_between_the_entry_and_its_head_does_no_harm(tmp_path: Path) -> None:
    path = _three(tmp_path)
    path.with_suffix(".head").write_text(entries(tmp_path)[1]["sha256"], "ascii")
    assert verify(tmp_path)[0].wrong == ""
    append(tmp_path, "combination", "A", "B", {}, NOON)
    assert verify(tmp_path)[0].entries == 4


@pytest.mark.parametrize(("person", "purpose", "named"), [("", "B", "--person"), ("A", "  ", "--purpose")])
def test_nobody_and_no_purpose_are_refused(tmp_path: Path, person: str, purpose: str, named: str) -> None:
    with pytest.raises(DefinitionError, match=named):
        append(tmp_path, "combination", person, purpose, {}, NOON)
    assert not (tmp_path / "access-log").exists()


def test_only_the_uses_that_the_act_names_are_logged(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="use one of: collection"):
        append(tmp_path, "peeking", "A", "B", {}, NOON)  # type: ignore[arg-type]


def test_each_log_has_a_chain_of_its_own(tmp_path: Path) -> None:
    _three(tmp_path)
    append(tmp_path, "consultation", "A", "B", {}, NOON, log="lists")
    assert [(each.name, each.entries, each.wrong) for each in verify(tmp_path)] == [
        ("linkage", 3, ""),
        ("lists", 1, ""),
    ]
