"""Files as they should not be sent, made for any contract, some with the number of rows that they hold."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Rows = list[list[Any]]
Make = Callable[[Path, list[str], Rows], Path]


def text_of(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _text(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _book(
    path: Path, sheets: dict[str, Rows], change: Callable[[Workbook], object] = lambda book: None
) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    book.save(path)
    return path


def _whole_book(path: Path, head: list[str], rows: Rows) -> bytes:
    return _book(path.with_suffix(".whole"), {"Data": [head, *rows]}).read_bytes()


def _every_cell(value: Any) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        for row in book["Data"].iter_rows(min_row=2):
            for cell in row:
                cell.value = value

    return change


def _errors(book: Workbook) -> None:
    for row in book["Data"].iter_rows(min_row=2):
        # The last cell is whole: a row of nothing but errors says nothing, and is a blank row.
        for cell, said in zip(row[:-1], ("#REF!", "#N/A", "#DIV/0!") * 20, strict=False):
            cell.value, cell.data_type = said, "e"
        row[-1].value = "see notes"


def _mac(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    _every_cell(datetime(2008, 3, 31))(book)


def _hidden(book: Workbook) -> None:
    book["Old"].sheet_state = "hidden"


def _zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    return path


def _torn_sheet(path: Path, whole: bytes) -> Path:
    """A workbook whose zip is whole and whose sheet is cut off in the middle of its XML."""
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) // 2] if "worksheets/" in name else content)
    return path


# Rows that must be accounted for one by one: every one is read, accepted or not.
COUNTED: dict[str, tuple[Make, Callable[[int], int]]] = {
    "header only": (lambda p, h, r: _text(p, text_of([h])), lambda n: 0),
    "header only, workbook": (lambda p, h, r: _book(p, {"Data": [h]}), lambda n: 0),
    "header twice": (lambda p, h, r: _text(p, text_of([h, h, *r])), lambda n: n + 1),
    "header again": (lambda p, h, r: _text(p, text_of([h, *r, h, *r])), lambda n: 2 * n + 1),
    "header twice, workbook": (lambda p, h, r: _book(p, {"Data": [h, h, *r]}), lambda n: n + 1),
    "title rows, workbook": (lambda p, h, r: _book(p, {"Data": [["A title"], [], h, *r]}), lambda n: n),
    "hidden sheet": (lambda p, h, r: _book(p, {"Data": [h, *r], "Old": [h, *r]}, _hidden), lambda n: 2 * n),
    "notes beside": (lambda p, h, r: _book(p, {"Notes": [["Read me"]], "Data": [h, *r]}), lambda n: n),
    "numbers as text": (
        lambda p, h, r: _book(p, {"Data": [h, *[[f"'{c}" for c in x] for x in r]]}),
        lambda n: n,
    ),
    "text everywhere": (lambda p, h, r: _book(p, {"Data": [h, *r]}, _every_cell("see notes")), lambda n: n),
    "numbers everywhere": (lambda p, h, r: _book(p, {"Data": [h, *r]}, _every_cell(39538)), lambda n: n),
    "dates of 1904": (lambda p, h, r: _book(p, {"Data": [h, *r]}, _mac), lambda n: n),
    "years far away": (
        lambda p, h, r: _book(p, {"Data": [h, *r]}, _every_cell(datetime(9999, 12, 31))),
        lambda n: n,
    ),
    "error cells": (lambda p, h, r: _book(p, {"Data": [h, *r]}, _errors), lambda n: n),
    "long cells, workbook": (
        lambda p, h, r: _book(p, {"Data": [h, *r]}, _every_cell("x" * 32_000)),
        lambda n: n,
    ),
    "long cells": (
        lambda p, h, r: _text(p, text_of([h, *[["y" * 50_000] * len(h) for _ in r]])),
        lambda n: n,
    ),
    "huge numbers": (lambda p, h, r: _text(p, text_of([h, *[["9" * 60] * len(h) for _ in r]])), lambda n: n),
    "not a number": (lambda p, h, r: _text(p, text_of([h, *[["nan"] * len(h) for _ in r]])), lambda n: n),
    "old Windows letters": (
        lambda p, h, r: _text(p, text_of([h, *r, ["caf\xe9"] * len(h)]).encode("cp1252")),
        lambda n: n + 1,
    ),
    "two encodings": (
        lambda p, h, r: _text(
            p,
            text_of([h, *r, ["caf\xe9"] * len(h)]).encode()
            + text_of([["\x93caf\xe9\x94"] * len(h)]).encode("latin-1"),
        ),
        lambda n: n + 2,
    ),
    "unclosed quotes": (
        lambda p, h, r: _text(p, text_of([h, *r]) + '"never closed,1\r\n' + text_of(r)),
        lambda n: 2 * n + 1,
    ),
    "cut off": (lambda p, h, r: _text(p, text_of([h, *r]) + str(r[0][0])), lambda n: n + 1),
    "too many fields": (lambda p, h, r: _text(p, text_of([h, *[[*x, "more"] for x in r]])), lambda n: n),
}

# Files that may be refused as a whole; where one is read, its rows add up.
BROKEN: dict[str, Make] = {
    "empty": lambda p, h, r: _text(p, ""),
    "blank lines": lambda p, h, r: _text(p, "\r\n\r\n , ,\r\n"),
    "empty sheet": lambda p, h, r: _book(p, {"Data": []}),
    "title rows": lambda p, h, r: _text(p, "A title\r\n\r\n" + text_of([h, *r])),
    "merged header": lambda p, h, r: _book(
        p, {"Data": [h, *r]}, lambda book: book["Data"].merge_cells(f"A1:{chr(64 + min(len(h), 3))}1")
    ),
    "merged rows": lambda p, h, r: _book(
        p, {"Data": [h, *r]}, lambda book: book["Data"].merge_cells("A2:A4")
    ),
    "NUL bytes": lambda p, h, r: _text(p, text_of([h, *r]).replace("0", "\0")),
    "a NUL far down": lambda p, h, r: _text(p, text_of([h, *r * 400, ["\0"] * len(h)])),
    "endless cell": lambda p, h, r: _text(p, text_of([h, ["z" * 200_000] * len(h), *r])),
    "wrong delimiter": lambda p, h, r: _text(p, text_of([h, *r], "^")),
    "semicolons": lambda p, h, r: _text(p, text_of([h, *r], ";")),
    "UTF-16 cut in a letter": lambda p, h, r: _text(p, text_of([h, *r]).encode("utf-16")[:-1]),
    "UTF-16 with half a pair": lambda p, h, r: _text(p, text_of([h, *r]).encode("utf-16") + b"\x00\xd8A\x00"),
    "a quote opened in the header": lambda p, h, r: _text(p, '"' + text_of([h, *r])),
    "a web page": lambda p, h, r: _text(p, "<!DOCTYPE html><html><body>Sign in</body></html>"),
    "JSON that is none": lambda p, h, r: _text(p, '[{"a": 1}, {"b": [}'),
    "JSON of something else": lambda p, h, r: _text(p, '[1, "a", null, {"month": 3, "location": 4}]'),
    "JSON without a bottom": lambda p, h, r: _text(p, "[" * 100_000),
    "a chart beside": lambda p, h, r: _book(
        p, {"Data": [h, *r]}, lambda book: book.create_chartsheet("Chart")
    ),
    "random bytes": lambda p, h, r: _text(p, bytes(range(256)) * 20),
    "cut-off zip": lambda p, h, r: _text(p, _whole_book(p, h, r)[:2000]),
    "zip without its end": lambda p, h, r: _text(p, _whole_book(p, h, r)[:-30]),
    "zip that is no workbook": lambda p, h, r: _zip(p),
    "torn sheet": lambda p, h, r: _torn_sheet(p, _whole_book(p, h, r)),
    "locked workbook": lambda p, h, r: _text(
        p, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"Encrypted" * 90
    ),
    "gzip cut off": lambda p, h, r: _text(p, b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c"),
}
