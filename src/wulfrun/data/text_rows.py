"""Delimited text as partners really send it: any encoding, any line ending, stray quotes, a cut-off end."""

import csv
import gzip
import io
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from wulfrun.data.layout import NotThisLayout
from wulfrun.words.errors import DataError, did_you_mean

BROKEN = ""
DELIMITERS = (",", ";", "\t", "|")

_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_GZIP, _BINARY = b"\x1f\x8b", (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"%PDF", b"\xfd7zXZ")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Unquoted(NamedTuple):
    """A line whose quotes are wrong: why, and all it said."""

    reason: str
    text: str


def first_characters(path: Path, size: int = 4000) -> str:
    """The beginning of a text file, unpacked where it is gzip; '' for a binary file."""
    with _binary(path) as handle:
        start = handle.read(4 * size)
    if start.startswith(_BINARY) or (b"\0" in start and not start.startswith(_UTF_16)):
        return ""
    if start.startswith(_UTF_16):
        return start[: len(start) // 2 * 2].decode("utf-16", "replace")[:size]
    return _readable(start.decode("utf-8-sig", "surrogateescape"))[:size]


def is_web_page(head: str) -> bool:
    """Say whether a text begins like an HTML page, as a failed download does.

    >>> is_web_page("<!DOCTYPE html><html>"), is_web_page("Crime ID,Month")
    (True, False)
    """
    return bool(_PAGE.match(head))


def text_lines(path: Path) -> Iterator[str]:
    """Every line with its ending: UTF-8 or UTF-16, with or without BOM; cp1252 where a line is neither."""
    with _binary(path) as handle:
        start = handle.read(2)
        handle.seek(0)
        # Half a letter at the end of UTF-16 has no byte to fall back on, as a letter of cp1252 has.
        encoding, errors = ("utf-16", "replace") if start in _UTF_16 else ("utf-8-sig", "surrogateescape")
        with io.TextIOWrapper(handle, encoding, errors=errors, newline="") as text:
            for line in text:
                yield line if line.isascii() else _readable(line)


def read_delimited(
    path: Path,
    required: Sequence[str],
    delimiter: str = ",",
    *,
    optional: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    what: str = "a table",
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their physical line numbers, keyed by the names asked for, whatever their case and spacing.

    A row that is broken as a row carries its reason under BROKEN. A file with another delimiter that
    has every required column is read with that one. Raises NotThisLayout and DataError.
    """
    head = first_characters(path)
    if is_web_page(head):
        raise NotThisLayout(f"{path.name} is a web page, not {what}; download it again")
    if not head.strip("\ufeff\r\n\t "):
        raise NotThisLayout(
            f"{path.name} is {_empty_or_binary(path)}; expected {what} with {_listed(required)}"
        )
    names: list[str] = []
    for line, fields, ended in delimited_lines(
        text_lines(path), _delimiter_of(head, delimiter, required, aliases)
    ):
        if isinstance(fields, Unquoted):
            yield line, {BROKEN: fields.reason, "(whole line)": fields.text}
        elif not names:
            names = matched_header(path.name, fields, required, optional, aliases, what)
        elif len(fields) == len(names):
            # A spreadsheet saves its empty rows too; they say nothing.
            if any(fields):
                yield line, dict(zip(names, fields, strict=True))
        elif any(fields):
            reason = wrong_length(fields, names, ended)
            surplus = (f"(column {place})" for place in range(len(names) + 1, len(fields) + 1))
            yield line, {**dict(zip([*names, *surplus], fields, strict=False)), BROKEN: reason}


def delimited_lines(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | Unquoted, bool]]:
    """(physical line, fields or what is wrong, whether the line has an ending); blank lines are passed over.

    A quote that is never closed would swallow the lines after it: its own line is given up, the rest are
    read again.
    """
    again: deque[str] = deque()
    taken: list[str] = []
    source = iter(lines)

    def feed() -> Iterator[str]:
        while True:
            line = again.popleft() if again else next(source, None)
            if line is None:
                return
            taken.append(line)
            yield line

    reader = csv.reader(feed(), delimiter=delimiter, strict=True)
    start = 1
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            yield start, Unquoted(_quote_reason(error), taken[0].rstrip("\r\n")), _has_ending(taken[0])
            again.extendleft(reversed(taken[1:]))
            start += 1
            taken.clear()
            reader = csv.reader(feed(), delimiter=delimiter, strict=True)
            continue
        if fields is None:
            return
        if fields and (len(fields) > 1 or fields[0].strip()):
            yield start, fields, _has_ending(taken[-1])
        start += len(taken)
        taken.clear()


def matched_header(
    file: str,
    found: Sequence[str],
    required: Sequence[str],
    optional: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    what: str = "a table",
) -> list[str]:
    """The name of each column found, in the words asked for; raises NotThisLayout where one is missing."""
    names = named_columns(found, (*required, *optional), aliases)
    missing = [name for name in required if name not in names]
    if missing:
        shown = ", ".join(text.strip() for text in found[:40]) or "nothing"
        near = _suggestion(missing, [name for name in names if name not in required])
        raise NotThisLayout(
            f"{file} has no column {_listed(missing)}, so it is not {what}; found: {shown}. "
            f"Expected: {', '.join(required)}. {near}".rstrip()
        )
    doubled = [name for name in required if sum(plain(text) == plain(name) for text in found) > 1]
    if doubled:
        raise NotThisLayout(f"{file} has the column {_listed(doubled)} more than once; keep one of them")
    return names


def named_columns(
    found: Sequence[str], wanted: Sequence[str], aliases: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """Each found column under the wanted name it matches, else under its own; no name twice, none empty."""
    exact = {name: name for name in wanted}
    loose: dict[str, str] = {}
    for name in wanted:
        for spelling in (name, *(aliases or {}).get(name, ())):
            loose.setdefault(plain(spelling), name)
    names: list[str] = []
    for place, text in enumerate(found, 1):
        own = text.strip()
        name = exact.get(own) or loose.get(plain(own)) or own
        names.append(name if name and name not in names else f"{own}(column {place})")
    return names


def plain(text: str) -> str:
    """A column's name without case, spaces and punctuation.

    >>> plain("Crime ID") == plain("crime_id") == plain(" CrimeId ")
    True
    """
    return "".join(filter(str.isalnum, text.casefold()))


@contextmanager
def _binary(path: Path) -> Iterator[io.BufferedReader]:
    """A file's bytes, unpacked where it really is gzip whatever it is called."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            # The reader on top seeks to look at the beginning, which both kinds of file allow.
            yield io.BufferedReader(gzip.GzipFile(fileobj=raw)) if packed else raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(
            f"{path}: the gzip file is damaged or cut off ({error}); download it again"
        ) from error


def _readable(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return text


def _delimiter_of(
    head: str, first: str, required: Sequence[str], aliases: Mapping[str, Sequence[str]] | None
) -> str:
    for delimiter in (first, *DELIMITERS):
        for _, fields, _ in delimited_lines(head.splitlines(keepends=True), delimiter):
            if isinstance(fields, list) and set(required) <= set(named_columns(fields, required, aliases)):
                return delimiter
            break
    return first


def _quote_reason(error: csv.Error) -> str:
    if "expected after" in str(error):
        return "text follows a closing quote; expected a separator"
    if "field limit" in str(error):
        return f"a field is longer than {csv.field_size_limit():,} characters; is a quote never closed?"
    return "a quote is opened and never closed"


def _has_ending(line: str) -> bool:
    return line.endswith(("\n", "\r"))


def wrong_length(fields: Sequence[str], names: Sequence[str], ended: bool) -> str:
    """Why a row with more or fewer fields than the header is refused."""
    counted = f"{len(fields)} fields; expected {len(names)}"
    return counted if ended or len(fields) > len(names) else f"the file is cut off here: {counted}"


def _empty_or_binary(path: Path) -> str:
    return "not a text file" if path.stat().st_size and not first_characters(path) else "empty"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _suggestion(missing: Sequence[str], spare: Sequence[str]) -> str:
    """For each missing column, the nearest of those that are none of ours, where one is near."""
    said = {name: did_you_mean(name, spare).partition("?")[0] for name in missing}
    return " ".join(
        f"For '{name}': {text}?" for name, text in said.items() if text.startswith("Did you mean")
    )
