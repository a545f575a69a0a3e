"""The door: every cell of a file is looked at before a row of it is read, and personal data stop it there."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from wulfrun.data.layout import Layout, NotThisLayout
from wulfrun.data.personal_data import CONTACT, Column, Found, holdings, says_something_personal
from wulfrun.data.personal_headers import told_by_heading
from wulfrun.data.sheet_rows import is_workbook, sheets_of
from wulfrun.data.text_rows import (
    DELIMITERS,
    Unquoted,
    delimited_lines,
    first_characters,
    plain,
    text_lines,
)
from wulfrun.definition.model import Source
from wulfrun.words.errors import DataError

# Raised whenever the door would let something else through: files that had passed are looked at again.
DOOR = "2"
STOPPED = "Stopped at the door"

_HEADINGS_WITHIN, _AT_ONCE, _SHOWN = 60, 4000, 40

Cells = Sequence[str]
Table = tuple[str, Iterator[Cells]]
_T = TypeVar("_T")


def stop(path: Path, layout: Layout, source: Source) -> str:
    """Why a file is stopped: which columns hold what, never a value; '' where it may come in.

    A file that cannot be read to its end is judged by what was read: its reader will say what is wrong.
    """
    if layout.open:
        return ""
    found = search(path, _asked_for(layout, source))
    if not found:
        return ""
    told = "; ".join(_told(each) for each in found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    columns = "this column" if len({each.column for each in found}) == 1 else "these columns"
    return f"{STOPPED}: {told}{more}. Nothing was read or kept. Send it again without {columns}."


def search(path: Path, asked: frozenset[str] = frozenset()) -> list[Found]:
    """What every column of every sheet of a file holds that must not be shared.

    `asked` are the plain names of columns in which a contract itself asks for a reference to a person.
    """
    found: list[Found] = []
    try:
        for sheet, rows in _tables(path):
            found += _of_table(sheet, _until_broken(rows), asked)
    except (DataError, NotThisLayout, ValueError, RecursionError):
        return found
    return found


def _told(each: Found) -> str:
    return f"{each.column} holds {each.kind} ({each.rows:,} of {each.filled:,} filled rows)"


def _asked_for(layout: Layout, source: Source) -> frozenset[str]:
    names: set[str] = set()
    for each in layout.fields:
        if each.personal:
            spec = source.columns.get(each.name, each.name)
            names |= {each.name, *each.aliases, spec if isinstance(spec, str) else spec.column}
    return frozenset(plain(name) for name in names)


def _of_table(sheet: str, rows: Iterator[Cells], asked: frozenset[str]) -> list[Found]:
    """What stands above the headings, then every column below them; a file need not have any headings.

    Above them the sender may say whom to ask; numbers of persons and days of birth have no place there.
    """
    top = list(islice(rows, _HEADINGS_WITHIN))
    place = _heading_row(top)
    headings = _spoken(top, place)
    width = max((len(each) for each in top), default=0)
    # A sheet of few lines, one or two cells wide, beside others says what the workbook is and whom to ask.
    notes = bool(sheet) and max((sum(map(bool, each)) for each in top), default=0) < 3
    columns: dict[int, Column] = {}

    def column(number: int) -> Column:
        if number not in columns:
            heading = headings[number] if number < len(headings) else ""
            columns[number] = Column(heading, plain(heading) in asked and bool(heading), notes)
        return columns[number]

    above = Column("")
    above.search(cell for cells in (top[:place] if any(headings) else ()) for cell in cells)
    over = [each for each in above.found(_above(sheet), 0) if each.kind not in CONTACT]
    below = top[place + 1 :] if any(headings) else top
    while below:
        width = max(width, *(len(each) for each in below))
        for number in range(width):
            column(number).search([cells[number] for cells in below if number < len(cells)])
        below = list(islice(rows, _AT_ONCE))
    named = {_name(sheet, number, each.heading): each for number, each in sorted(columns.items())}
    return over + holdings(named)


def _until_broken(items: Iterator[_T]) -> Iterator[_T]:
    """Each item up to where a file breaks off: its reader keeps what stands before, so that is judged."""
    try:
        yield from items
    except DataError:
        return


def _heading_row(top: Sequence[Cells]) -> int:
    """Where the headings stand: the first row of nearly as many filled cells as any has."""
    counts = [sum(bool(cell.strip()) for cell in cells) for cells in top]
    most = max(counts, default=0)
    return next((number for number, count in enumerate(counts) if count >= 0.8 * most), 0)


def _spoken(top: Sequence[Cells], place: int) -> list[str]:
    """The headings, read with the words above and below them; none where that row is a row of data."""
    if not top:
        return []
    near = top[max(0, place - 2) : place + 2]
    above = _spread(top[place - 1]) if place else []
    spoken = []
    for number, cell in enumerate(top[place]):
        own = cell.strip()
        over = above[number] if number < len(above) else ""
        said = [
            own,
            *(cells[number].strip() for cells in near if number < len(cells)),
            f"{over} {own}".strip(),
        ]
        spoken.append(next((each for each in said if told_by_heading(each)), own))
    data = any(says_something_personal(cell) for cell in top[place])
    return [] if data and not any(map(told_by_heading, spoken)) else spoken


def _spread(cells: Cells) -> list[str]:
    """A row of words each of which stands over several columns; a title over all of them stands over none."""
    spread, last = [], ""
    for cell in cells:
        last = cell.strip() or last
        spread.append(last)
    return spread if len(set(spread)) > 1 else []


def _name(sheet: str, number: int, heading: str) -> str:
    """How a column is named to people; a heading that may be a value itself is not said."""
    plainly = heading and not says_something_personal(heading, strictly=True)
    shown = f'column "{" ".join(heading.split())[:60]}"' if plainly else f"column {number + 1}"
    return f"{shown} of {_sheet_said(sheet)}" if sheet else shown


def _above(sheet: str) -> str:
    return f"what stands above the headings{f' of {_sheet_said(sheet)}' if sheet else ''}"


def _sheet_said(sheet: str) -> str:
    return f"sheet {sheet}"


def _tables(path: Path) -> Iterator[Table]:
    if is_workbook(path):
        yield from _sheets(path)
        return
    head = first_characters(path)
    if head.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        try:
            yield from _objects("".join(_until_broken(text_lines(path))))
            return
        except (ValueError, RecursionError):
            # No JSON after all: headings may stand in brackets, and a torn text still says what it says.
            pass
    if head:
        yield "", _lines(path, _delimiter(head))


def _sheets(path: Path) -> Iterator[Table]:
    sheets = list(_until_broken(sheets_of(path)))
    for number, (_, rows) in enumerate(sheets, 1):
        # By its place: a sheet may be called after the person it is about.
        yield str(number) if len(sheets) > 1 else "", (cells for _, cells in rows)


def _lines(path: Path, delimiter: str) -> Iterator[Cells]:
    for _, fields, _ in delimited_lines(text_lines(path), delimiter):
        yield [fields.text] if isinstance(fields, Unquoted) else fields


def _delimiter(head: str) -> str:
    """The separator that parts the first lines into the most fields."""
    lines = head.splitlines()[:20]
    return max(DELIMITERS, key=lambda each: sum(line.count(each) for line in lines))


def _objects(text: str) -> Iterator[Table]:
    """Every list of objects in a JSON text as a table, and what else it says as one row."""
    content = json.loads(text)
    rows = [dict(_leaves(each, "")) for each in _records(content)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    yield "", iter([names, *([row.get(name, "") for name in names] for row in rows)])


def _records(content: Any) -> Iterable[Any]:
    if isinstance(content, dict):
        lists = [each for each in content.values() if isinstance(each, list) and each]
        longest = max(lists, key=len, default=[])
        rest = {name: each for name, each in content.items() if each is not longest}
        return [*longest, rest] if longest else [content]
    return content if isinstance(content, list) else [content]


def _leaves(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        inner = [leaf for each in value for leaf in _leaves(each, "")]
        yield name, " | ".join(text for _, text in inner)
    else:
        yield name, "" if value is None else str(value)
