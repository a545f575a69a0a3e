"""The log of what was done with personal data: only ever added to, each entry chained to the one before.

Data Protection Act 2018 s.62 asks that collection, alteration, consultation, disclosure, combination and
erasure are logged: for consultation and disclosure the justification, the date and time, who, and to whom.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from wulfrun.words.errors import DataError, DefinitionError

Action = Literal["collection", "alteration", "consultation", "disclosure", "combination", "erasure"]
FOLDER = "access-log"
START = "0" * 64
_ENTRY = ("number", "time", "action", "person", "purpose", "what", "previous")


@dataclass(frozen=True)
class Checked:
    """One log after checking: its entries, the hash of the last, and what is wrong ('' where nothing is)."""

    name: str
    entries: int
    head: str
    wrong: str = ""


def append(
    folder: Path,
    action: Action,
    person: str,
    purpose: str,
    what: Mapping[str, Any],
    now: datetime,
    log: str = "linkage",
) -> str:
    """Add one entry to `access-log/LOG.jsonl` in a partnership's folder and give its SHA-256.

    `what` is plain JSON (files by hash, counts, recipients) and must hold nothing personal. `now` knows its
    time zone. DefinitionError where nobody or no purpose is named; DataError where the log is damaged.
    """
    must_name(person, purpose)
    if action not in get_args(Action):
        raise DefinitionError(f"{action!r} is no logged use; use one of: {', '.join(get_args(Action))}.")
    if now.tzinfo is None:
        raise ValueError("the time of an entry needs a time zone")
    path = folder / FOLDER / f"{log}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = _check(path)
        if before.wrong:
            raise DataError(
                f"{path}: {before.wrong} Nothing is done with personal data while its log is damaged: put "
                "back the log from a backup, or keep this one elsewhere as evidence and begin another."
            )
        entry: dict[str, Any] = {
            "number": before.entries + 1,
            "time": now.astimezone(UTC).isoformat(timespec="seconds"),
            "action": action,
            "person": person.strip(),
            "purpose": purpose.strip(),
            "what": dict(what),
            "previous": before.head,
        }
        entry["sha256"] = _digest(entry)
        file.write((_text(entry) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())
        _head_file(path).write_text(f"{entry['sha256']}\n", "ascii")
    return str(entry["sha256"])


def must_name(person: str, purpose: str) -> None:
    """Refuse a use of personal data by nobody or for nothing, before anything is read (DefinitionError)."""
    for option, text in (("person", person), ("purpose", purpose)):
        if not text.strip():
            raise DefinitionError(
                f"No {option} is given. Every use of personal data is logged with who and what for "
                f"(Data Protection Act 2018 s.62): give --{option}."
            )


def verify(folder: Path) -> list[Checked]:
    """Every log of a folder, each with its first fault: an entry changed, taken out, put in or cut off."""
    return [_check(path) for path in sorted((folder / FOLDER).glob("*.jsonl"))]


def entries(folder: Path, log: str = "linkage") -> list[dict[str, Any]]:
    """The entries of one log, oldest first; DataError where the log is damaged."""
    path = folder / FOLDER / f"{log}.jsonl"
    if not path.exists():
        return []
    if wrong := _check(path).wrong:
        raise DataError(f"{path}: {wrong}")
    return list(_lines(path))


def _check(path: Path) -> Checked:
    head, count, seen = START, 0, {START}
    try:
        for entry in _lines(path):
            told = _fault(entry, count + 1, head)
            if told:
                return Checked(path.stem, count, head, told)
            head, count = str(entry["sha256"]), count + 1
            seen.add(head)
    except ValueError:
        return Checked(path.stem, count, head, f"line {count + 1} is not a whole entry.")
    kept = _head_file(path)
    # The head is written after the entry: a crash between the two leaves a head that is older, never unknown.
    if kept.exists() and kept.read_text("ascii", "replace").strip() not in seen:
        return Checked(path.stem, count, head, f"entries after line {count} have been taken away.")
    return Checked(path.stem, count, head)


def _fault(entry: dict[str, Any], number: int, head: str) -> str:
    if set(entry) != {*_ENTRY, "sha256"}:
        return f"line {number} is not an entry of this log."
    if entry["number"] != number or entry["previous"] != head:
        return f"line {number} does not follow the line before it: something was taken out or put in."
    return (
        "" if entry["sha256"] == _digest(entry) else f"line {number} has been changed since it was written."
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Each entry; ValueError where a line is none, or where the last is cut off."""
    with path.open("rb") as file:
        for line in file:
            entry = json.loads(line) if line.endswith(b"\n") else None
            if not isinstance(entry, dict):
                raise ValueError
            yield entry


def _digest(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text({name: entry[name] for name in _ENTRY}).encode()).hexdigest()


def _text(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _head_file(path: Path) -> Path:
    return path.with_suffix(".head")
