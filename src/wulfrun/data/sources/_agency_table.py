"""An agency's own spreadsheet read against the fields of a contract: CSV, TSV, XLSX or ODS."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from wulfrun.data.layout import Field, NotThisLayout, Row
from wulfrun.data.sheet_rows import SHEET, TITLE_ROWS, is_workbook, sheets_of
from wulfrun.data.sources._agency_header import Headed, check_declaration, headed_by, row_maker
from wulfrun.data.sources._agency_heads import head_rows, text_head_rows
from wulfrun.data.text_rows import (
    BROKEN,
    DELIMITERS,
    Unquoted,
    delimited_lines,
    first_characters,
    is_web_page,
    plain,
    text_lines,
    wrong_length,
)
from wulfrun.definition.model import Source

Numbered = Iterator[tuple[int, list[str] | Unquoted, bool]]


def opens(fields: Sequence[Field], what: str) -> Callable[[Path, Source], Iterator[tuple[int, Row]]]:
    """The `opens` of a layout: rows keyed by field name, with their physical line numbers.

    The header may stand below title rows. A column is found by the name the partnership declared, else by
    the field's own name, else by one of its aliases. Every field is in every row, '' where it is missing or
    suppressed; declared `values`, `true` and `format` are already applied; columns of no field, and those
    of declared flags, stay under the file's own names. `what` names the table in a message ("a fire service
    extract"). Raises NotThisLayout, DataError, and DefinitionError for a wrong declaration.
    """
    known = tuple(fields)

    def reads(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
        check_declaration(known, source)
        if is_workbook(path):
            return _sheets(path, known, source, what)
        return _text(path, known, source, what)

    return reads


def recognises(fields: Sequence[Field], distinctive: Sequence[str]) -> Callable[[Path, str], bool]:
    """The `recognises` of a layout: one row of the beginning has every required and distinctive field.

    `distinctive` are names of fields that no other layout's files have together; ValueError where one is
    no field. Only the fields' own names and aliases are looked for, as no declaration is at hand.
    """
    if unknown := set(distinctive) - {each.name for each in fields}:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    spellings = tuple(
        frozenset(map(plain, (each.name, *each.aliases)))
        for each in fields
        if each.required or each.name in distinctive
    )

    def knows(path: Path, head: str) -> bool:
        rows = text_head_rows(head) if head else head_rows(path)
        # Two fields may share a spelling; then there must be a column for each of them.
        return any(
            len(row) >= len(spellings) and all(not row.isdisjoint(each) for each in spellings) for row in rows
        )

    return knows


def _text(path: Path, fields: tuple[Field, ...], source: Source, what: str) -> Iterator[tuple[int, Row]]:
    head = first_characters(path)
    if is_web_page(head):
        raise NotThisLayout(f"{path.name} is a web page, not {what}; download it again")
    if not head.strip("\ufeff\r\n\t "):
        size = path.stat().st_size
        raise NotThisLayout(
            f"{path.name} is {'not a text file or workbook' if size else 'empty'}; expected {what}: "
            "CSV, XLSX or ODS"
        )
    delimiter = _delimiter(head, fields, source)
    numbered = delimited_lines(text_lines(path), delimiter)
    headed = _header(path.name, numbered, fields, source, what)
    row_of = row_maker(headed, fields, source)
    for line, found, ended in numbered:
        if isinstance(found, Unquoted):
            yield line, {BROKEN: found.reason, "(whole line)": found.text}
            continue
        cells = found
        # Commas without anything between them, left by a spreadsheet beyond the last column.
        while len(cells) > headed.width and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip() for cell in cells):
            continue
        row = row_of(cells)
        if not headed.least <= len(cells) <= headed.width:
            row = {**row, BROKEN: wrong_length(cells, headed.cells, ended)}
        yield line, row


def _delimiter(head: str, fields: tuple[Field, ...], source: Source) -> str:
    """The delimiter with which some row of the beginning is the header; a comma where none is."""
    for delimiter in DELIMITERS:
        for number, (_, cells, _) in enumerate(delimited_lines(head.splitlines(keepends=True), delimiter)):
            if isinstance(cells, list) and headed_by(cells, fields, source).complete:
                return delimiter
            if number > TITLE_ROWS:
                break
    counts = {each: head.count(each) for each in DELIMITERS}
    return max(counts, key=lambda each: counts[each])


def _sheets(path: Path, fields: tuple[Field, ...], source: Source, what: str) -> Iterator[tuple[int, Row]]:
    read = False
    names: list[str] = []
    refusals: list[NotThisLayout] = []
    for name, rows in sheets_of(path, what):
        names.append(name)
        numbered: Numbered = ((line, cells, True) for line, cells in rows)
        try:
            headed = _header(f"{path.name}, sheet '{name}'", numbered, fields, source, what)
        except _NearlyThisLayout:
            # Most of the columns are here: to pass over such a sheet would lose its rows in silence.
            raise
        except NotThisLayout as refusal:
            refusals.append(refusal)
            continue
        read = True
        row_of = row_maker(headed, fields, source)
        for line, cells, _ in numbered:
            if isinstance(cells, list):
                yield line, {**row_of(cells), SHEET: name}
    if not read:
        told = f" {refusals[-1]}" if refusals else ""
        raise NotThisLayout(
            f"{path.name} has no sheet that is {what}; its sheets are: {', '.join(names) or 'none'}.{told}"
        )


class _NearlyThisLayout(NotThisLayout):
    """A table that has most of the columns and lacks one that is needed."""


def _header(where: str, numbered: Numbered, fields: tuple[Field, ...], source: Source, what: str) -> Headed:
    """Go on to the header and give it; NotThisLayout where no row near the top is one."""
    best: Headed | None = None
    for number, (_, cells, _) in enumerate(numbered):
        if isinstance(cells, list):
            headed = headed_by(cells, fields, source)
            if headed.complete and headed.doubled:
                listed = ", ".join(f"'{name}'" for name in headed.doubled)
                raise _NearlyThisLayout(f"{where} has the column {listed} more than once; keep one of them")
            if headed.complete:
                return headed
            best = max(best or headed, headed, key=lambda each: (len(each.places), each.filled))
        if number > TITLE_ROWS:
            break
    if best is None:
        raise NotThisLayout(f"{where} is empty; expected {what}")
    raise (_NearlyThisLayout if best.nearly else NotThisLayout)(best.told(where, what))
