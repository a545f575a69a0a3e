"""Rows of XLSX, XLS and ODS workbooks as text, found below title rows and across sheets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.text_rows import first_characters, is_web_page, matched_header, named_columns
from wulfrun.words.errors import DataError

SHEET = "(sheet)"
TITLE_ROWS = 60
MISSING = frozenset({":", "-", "..", "...", "[c]", "[z]", "[x]", "[u]", "[low]", "*", "–", "N/A", "NULL"})

_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
Cells = list[str]


def is_workbook(path: Path) -> bool:
    """Say whether a file begins like a workbook (XLSX, ODS or XLS), whatever it is called."""
    with path.open("rb") as handle:
        return handle.read(4) in _WORKBOOKS


def read_sheets(
    path: Path,
    required: Sequence[str],
    sheets: str = "",
    *,
    optional: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    what: str = "a table",
) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number in its sheet, row) of every sheet whose whole name matches the pattern `sheets`.

    Where no sheet matches, every sheet that has the columns is read; the others are notes. SHEET in a row
    names its sheet. Cells that mean 'missing' are ''. Raises NotThisLayout and DataError.
    """
    book = _workbook(path, what)
    names: list[str] = list(book.sheet_names)
    matching = [name for name in names if sheets and re.fullmatch(sheets, name.strip())]
    read, refusals = 0, []
    for name in matching or names:
        try:
            rows = _sheet(
                f"{path.name}, sheet '{name}'",
                _sheet_called(path, book, name),
                required,
                optional,
                aliases,
                what,
            )
        except NotThisLayout as refusal:
            refusals.append(refusal)
            if matching:
                raise
            continue
        read += 1
        for line, row in rows:
            row[SHEET] = name
            yield line, row
    if not read:
        told = f"\n{refusals[-1]}" if len(names) == 1 else ""
        raise NotThisLayout(
            f"{path.name} has no sheet that is {what}; its sheets are: {', '.join(names)}.{told}"
        )


def sheets_of(path: Path, what: str = "a table") -> Iterator[tuple[str, Iterator[tuple[int, Cells]]]]:
    """Each sheet's name and its rows as text with their numbers; blank rows are left out.

    A cell merged downwards is said on each of its rows. Raises NotThisLayout and DataError.
    """
    book = _workbook(path, what)
    for name in book.sheet_names:
        sheet = _sheet_called(path, book, name)
        left = sheet.start[1] if sheet.start else 0
        yield name, _numbered(sheet, sheet.merged_cell_ranges or (), left)


def cell_text(value: Any) -> str:
    """A cell as text: whole numbers without '.0', ISO dates, no thousands separators, '' where missing.

    >>> [cell_text(each) for each in (28.0, 37.2, "1,234", " [c] ", date(2004, 3, 1), True)]
    ['28', '37.2', '1234', '', '2004-03-01', 'TRUE']
    """
    if isinstance(value, str):
        text = value.strip()
        if text in MISSING:
            return ""
        return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _workbook(path: Path, what: str) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if not is_workbook(path):
        if is_web_page(first_characters(path)):
            raise NotThisLayout(f"{path.name} is a web page, not {what}; download it again")
        raise NotThisLayout(f"{path.name} is not a workbook; expected XLSX or ODS")
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise DataError(f"{path}: the workbook has a password; save it without one") from error
    except (CalamineError, OSError) as error:
        raise DataError(
            f"{path}: the workbook cannot be read ({error}); save or download it again"
        ) from error


def _sheet_called(path: Path, book: Any, name: str) -> Any:
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise DataError(
            f"{path}: the sheet '{name}' cannot be read ({error}); save or download the workbook again"
        ) from error


def _sheet(
    where: str,
    sheet: Any,
    required: Sequence[str],
    optional: Sequence[str],
    aliases: Mapping[str, Sequence[str]] | None,
    what: str,
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header; the header is found at once, so that a wrong sheet is refused at once."""
    merged: Merged = sheet.merged_cell_ranges or ()
    left = sheet.start[1] if sheet.start else 0
    numbered = _numbered(sheet, merged, left)
    widest: Cells = []
    for line, cells in numbered:
        heading = _spread(cells, line - 1, merged, left)
        if set(required) <= set(named_columns(heading, required, aliases)):
            return _below(numbered, matched_header(where, heading, required, optional, aliases, what))
        # The fullest row is the likeliest header: the one to show where the columns have changed.
        widest = max(widest, cells, key=lambda each: len(set(filter(None, each))))
        if line > TITLE_ROWS:
            break
    matched_header(where, list(filter(None, widest)), required, optional, aliases, what)
    raise NotThisLayout(f"{where}: no single row holds all of {', '.join(required)}")


def _numbered(sheet: Any, merged: Merged, left: int) -> Iterator[tuple[int, Cells]]:
    """Every row with its number, blank rows left out; a cell merged downwards is said on each of its rows."""
    tall = [each for each in merged if each[1][0] > each[0][0]]
    said: dict[tuple[int, int], str] = {}
    for number, values in enumerate(sheet.iter_rows()):
        cells = [cell_text(value) for value in values]
        for (top, column), (bottom, _) in tall:
            if top <= number <= bottom:
                cells[column - left] = said.setdefault((top, column), cells[column - left])
        if any(cells):
            yield number + 1, cells


def _spread(cells: Cells, number: int, merged: Merged, left: int) -> Cells:
    """A heading merged over several columns, said above each of them (a count is never spread so)."""
    spread = list(cells)
    for (top, start), (bottom, end) in merged:
        if top <= number <= bottom and end > start:
            spread[start - left : end - left + 1] = [cells[start - left]] * (end - start + 1)
    return spread


def _below(
    numbered: Iterator[tuple[int, Cells]], names: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    for line, cells in numbered:
        yield line, dict(zip(names, cells, strict=True))
