"""One file, whole and checked: taken into *.part, resumed after a break, put in place only when right."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from wulfrun.data.fetch_http import Line, Passing
from wulfrun.data.release import sha256
from wulfrun.words.errors import DataError

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Taken:
    """What came: its hash and size, the address that gave it, and what the server said about it."""

    sha256: str
    bytes: int
    address: str
    etag: str = ""
    last_modified: str = ""
    date: str = ""


def take(line: Line, address: str, path: Path, known: dict[str, Any], progress: Progress) -> Taken | None:
    """Download one file to `path`; None where the server says the copy we have is still the one.

    `known` is what SOURCES.json holds about `path` ({} = nothing). DataError leaves `path` as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    said = line.attempt(address, lambda: _once(line, address, path, known, progress))
    if said is None:
        return None
    part = _part(path)
    try:
        check(part, path.name, address)
    except DataError:
        _drop(path)
        raise
    taken = Taken(sha256(part), part.stat().st_size, *said)
    part.replace(path)
    _drop(path)
    return taken


def _once(
    line: Line, address: str, path: Path, known: dict[str, Any], progress: Progress
) -> tuple[str, str, str, str] | None:
    part, state = _part(path), _state(path, address)
    have = part.stat().st_size if part.exists() and state else 0
    headers = _conditions(path, state, have, known)
    with line.stream(address, headers) as answer:
        if answer.status_code == 304:
            return None
        if answer.status_code == 416:
            # The mark still fits, so a part as long as the file is the file: only the check was left to do.
            if answer.headers.get("content-range") == f"bytes */{have}":
                return _said(answer)
            _drop(path)
            raise Passing("the part we held no longer fits the file; starting again", 0.0)
        going_on = answer.status_code == 206
        if going_on and not answer.headers.get("content-range", "").startswith(f"bytes {have}-"):
            _drop(path)
            raise Passing("the server gave another part than the one asked for; starting again", 0.0)
        total = _total(answer)
        _remember(path, address, answer)
        done = have if going_on else 0
        with part.open("ab" if going_on else "wb") as file:
            for chunk in answer.iter_raw():
                file.write(chunk)
                done += len(chunk)
                progress(path.name, done, total)
        if total is not None and done != total:
            raise Passing(f"{done:,} of {total:,} bytes came")
        return _said(answer)


def _said(answer: httpx.Response) -> tuple[str, str, str, str]:
    said = answer.headers
    return (str(answer.url), said.get("etag", ""), said.get("last-modified", ""), said.get("date", ""))


def _conditions(path: Path, state: dict[str, str], have: int, known: dict[str, Any]) -> dict[str, str]:
    """Go on with a part only if the file is unchanged; ask for a whole file only if it has changed."""
    mark = state.get("mark", "")
    if have and mark:
        return {"Range": f"bytes={have}-", "If-Range": mark}
    if path.exists() and known.get("sha256") == sha256(path):
        if known.get("etag"):
            return {"If-None-Match": known["etag"]}
        if known.get("last_modified"):
            return {"If-Modified-Since": known["last_modified"]}
    return {}


def _total(answer: httpx.Response) -> int | None:
    if span := re.fullmatch(r"bytes \d+-\d+/(\d+)", answer.headers.get("content-range", "")):
        return int(span[1])
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdigit() else None


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _note(path: Path) -> Path:
    return path.with_name(path.name + ".part.json")


def _state(path: Path, address: str) -> dict[str, str]:
    try:
        state: dict[str, str] = json.loads(_note(path).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state if state.get("address") == address else {}


def _remember(path: Path, address: str, answer: httpx.Response) -> None:
    etag = answer.headers.get("etag", "")
    # A weak tag may stand for two files that differ byte for byte, so it cannot vouch for a resumed one.
    mark = etag if etag and not etag.startswith("W/") else answer.headers.get("last-modified", "")
    _note(path).write_text(json.dumps({"address": address, "mark": mark}), "utf-8")


def _drop(path: Path) -> None:
    _part(path).unlink(missing_ok=True)
    _note(path).unlink(missing_ok=True)


def check(part: Path, name: str, address: str) -> None:
    """Say no to an empty file, a web page, and a zip, workbook or ODS that is damaged."""
    with part.open("rb") as file:
        head = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise DataError(f"{address}: the file that came is empty. Nothing was changed; try again later.")
    if head.startswith((b"<!doctype html", b"<html")):
        raise DataError(
            f"{address}: a web page came instead of {name}. Nothing was changed. "
            "Open the address in a browser to see what it says."
        )
    if Path(name).suffix.lower() in (".zip", ".xlsx", ".ods"):
        try:
            with zipfile.ZipFile(part) as archive:
                broken = archive.testzip()
        except zipfile.BadZipFile as error:
            raise DataError(f"{address}: what came is not a whole {name} ({error}). Fetch again.") from error
        if broken:
            raise DataError(
                f"{address}: {broken} inside {name} is damaged. Nothing was changed; fetch again."
            )
