"""Published tables of deliberate fires by area, financial year and type: Home Office and CLG workbooks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sheet_rows import TITLE_ROWS, cell_text, is_workbook, sheets_of
from wulfrun.data.sources._agency_heads import head_rows, text_head_rows
from wulfrun.data.sources._checks import area_key, whole, whole_row
from wulfrun.data.text_rows import delimited_lines, first_characters, is_web_page, plain, text_lines
from wulfrun.definition.model import Source
from wulfrun.words.periods import period

WHAT = "a published table of deliberate fires by area"
AREA, YEAR, TYPE, FIRES = "area", "year", "type", "fires"

_NAMES = {
    AREA: frozenset(map(plain, (
        "area", "authority", "fire and rescue authority", "fire and rescue service", "fire authority", "FRA",
        "FRS", "FRS name", "FRA name", "FRS_NAME", "fire and rescue service area", "local authority",
        "local authority district", "district", "LA name", "unitary authority", "CDRP"))),
    YEAR: frozenset(map(plain, ("year", "financial year", "FINANCIAL_YEAR", "FY", "fin year"))),
    TYPE: frozenset(map(plain, ("type", "fire type", "type of fire", "incident type", "category"))),
    FIRES: frozenset(map(plain, ("fires", "number of fires", "count", "number", "total fires", "TOTAL_FIRES",
                                 "incidents", "number of incidents"))),
}  # fmt: skip
# A year as a heading, with the mark of a revision or a note behind it.
_YEAR_HEAD = re.compile(
    r"((?:19|20)\d{2})\s*[-/]\s*(?:\d{2})?(\d{2})(?:\s*(?:[rp]|\([rp]\)|\[.*\]))?", re.IGNORECASE
)
_SHARE = re.compile(r"%|per ?cent|percentage|\brate\b|per \d|population")
# What is said of a fire, each read anywhere in a heading or, failing that, in the title above the table.
_WHAT_BURNT = (
    ("refuse", r"refuse|rubbish"),
    ("dwelling", r"dwelling"),
    ("vehicle", r"(?<!excluding )(?<!excluding road )(?<!non-)vehicle"),
    ("building", r"building"),
    ("outdoor", r"outdoor"),
)


class _Table(NamedTuple):
    """Where a table's columns are: fixed ones by field, and for each other one its year or type."""

    fixed: dict[str, int]
    years: dict[int, str]
    types: dict[int, str]
    year: str
    kind: str


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """Every count as a row of area, year, type and fires, with the line it stood on.

    Read are long tables (a row a count) and wide ones, with a column for each type or each year; what the
    columns do not say is taken from the titles above them, or the sheet's name. Raises NotThisLayout.
    """
    read = False
    for name, rows in _sheets(path):
        titles = [name]
        table: _Table | None = None
        for number, (line, cells) in enumerate(rows):
            if table is not None:
                yield from ((line, row) for row in _counts(cells, table))
            elif table := _table(cells, titles):
                read = True
            elif number > TITLE_ROWS:
                break
            else:
                titles += [cell for cell in cells if cell]
    if not read:
        raise NotThisLayout(
            f"{path.name} is not {WHAT}; expected a heading such as 'Fire and rescue authority' beside "
            "years, types of deliberate fire, or columns named year, type and fires"
        )


def accepts(row: Row, source: Source) -> Found | None:
    """One count of a type of fire in a financial year and area, or None where the area is not asked for."""
    whole_row(row)
    name = " ".join(row[AREA].split())
    if not name:
        raise RefusedRow("area is missing")
    if source.areas and area_key(name) not in {area_key(each) for each in source.areas}:
        return None
    code, month = kind_of_fire(row[TYPE]), _last_month(row[YEAR])
    if not code:
        raise RefusedRow(f"type is '{row[TYPE]}'; expected one such as 'Deliberate primary fires'")
    if not row[FIRES]:
        raise RefusedRow(f"fires is missing or suppressed for {name}, {row[YEAR]}, {row[TYPE]}")
    n = whole(row[FIRES], FIRES)
    if n < 0:
        raise RefusedRow(f"fires is {n}; expected 0 or more")
    return Found(month=month, code=code, key=f"{area_key(name)} {code} {month}", area=name, n=n)


@lru_cache(maxsize=1024)
def kind_of_fire(text: str) -> str:
    """The code of a type of fire as tables head it; '' where it names none.

    >>> [kind_of_fire(each) for each in ("Deliberate secondary fires", "Malicious false alarms", "Total")]
    ['deliberate-secondary', 'malicious-false-alarm', '']
    """
    said = " ".join(text.casefold().replace("_", " ").split())
    if _SHARE.search(said):
        return ""
    if re.search(r"malicious.*(?:alarm|call)|hoax", said):
        return "malicious-false-alarm"
    motive = next((each for each in ("deliberate", "accidental") if each in said), "")
    motive = motive or ("all" if "fire" in said else "")
    if not motive:
        return ""
    kind = next((f"-{each}" for each in ("primary", "secondary") if each in said), "")
    burnt = next((f"-{each}" for each, words in _WHAT_BURNT if re.search(words, said)), "")
    without = "-without-vehicles" if re.search(r"(?:excluding (?:road )?|non-)vehicle", said) else ""
    return f"{motive}{kind}{burnt or without}"


def recognises(path: Path, head: str) -> bool:
    """Say whether a title or heading near the top speaks of deliberate fires above a table by area."""
    rows = text_head_rows(head) if head else head_rows(path)
    said = any("deliberate" in word and "fire" in word for row in rows for word in row)
    # Incidents have a place each; tables never do.
    return said and any(map(_looks_headed, rows)) and not any({"easting", "northing"} <= row for row in rows)


def _looks_headed(row: frozenset[str]) -> bool:
    """Whether a row, as plain words, has a heading for areas and one for what is counted or when."""
    others = row - _NAMES[AREA]
    return bool(row & _NAMES[AREA]) and any(
        each in _NAMES[YEAR] | _NAMES[FIRES] or "deliberate" in each or re.match(r"(?:19|20)\d{4}", each)
        for each in others
    )


def _sheets(path: Path) -> Iterator[tuple[str, Iterable[tuple[int, list[str]]]]]:
    if is_workbook(path):
        yield from sheets_of(path, WHAT)
        return
    if is_web_page(first_characters(path)):
        raise NotThisLayout(f"{path.name} is a web page, not {WHAT}; download it again")
    lines = delimited_lines(text_lines(path), "\t" if "\t" in first_characters(path) else ",")
    yield (
        path.stem,
        ((line, [cell_text(cell) for cell in found]) for line, found, _ in lines if isinstance(found, list)),
    )


def _table(cells: Sequence[str], titles: Sequence[str]) -> _Table | None:
    """The header of a table, or None where the row is none."""
    fixed: dict[str, int] = {}
    years: dict[int, str] = {}
    types: dict[int, str] = {}
    above = " ".join(titles)
    deliberate = "deliberate" in above.casefold()
    for place, cell in enumerate(cells):
        field = next((name for name, names in _NAMES.items() if plain(cell) in names), "")
        if field and field not in fixed:
            fixed[field] = place
        elif _YEAR_HEAD.fullmatch(cell.strip()):
            years[place] = cell.strip()
        elif cell and not field and (words := _type_said(cell, deliberate)):
            types[place] = words
    year = next((m[0].strip() for each in reversed(titles) if (m := _YEAR_HEAD.search(each))), "")
    kind = next((each for each in reversed(titles) if "deliberate" in each.casefold()), "")
    counted = FIRES in fixed or years or types
    timed, typed = YEAR in fixed or years or year, TYPE in fixed or types or kind
    if AREA not in fixed or not counted or not timed or not typed:
        return None
    return _Table(fixed, years, {} if years or {FIRES, TYPE} <= set(fixed) else types, year, kind)


def _type_said(heading: str, deliberate: bool) -> str:
    """The type of fire a heading stands for, with the title's word where it leaves that out; '' for none."""
    said = heading.casefold()
    if re.search("deliberate|accidental|malicious|hoax", said) or not deliberate or said.startswith("all "):
        return heading if kind_of_fire(heading) else ""
    if said in ("total", "all"):
        return "Deliberate fires"
    burnt = "|".join(words for _, words in _WHAT_BURNT)
    if _SHARE.search(said) or not re.search(f"primary|secondary|fire|{burnt}", said):
        return ""
    return f"Deliberate {said}"


def _counts(cells: Sequence[str], table: _Table) -> Iterator[Row]:
    """The counts of one row; notes below a table fill their first cell alone and give none."""
    if sum(bool(cell) for cell in cells) < 2:
        return

    def cell(place: int | None) -> str:
        return cells[place].strip() if place is not None and place < len(cells) else ""

    row = {
        AREA: cell(table.fixed.get(AREA)),
        YEAR: cell(table.fixed.get(YEAR)) or table.year,
        TYPE: cell(table.fixed.get(TYPE)) or table.kind,
        FIRES: cell(table.fixed.get(FIRES)),
    }
    if table.years:
        yield from ({**row, YEAR: year, FIRES: cell(place)} for place, year in table.years.items())
    elif table.types:
        yield from ({**row, TYPE: kind, FIRES: cell(place)} for place, kind in table.types.items())
    else:
        yield row


@lru_cache(maxsize=256)
def _last_month(text: str) -> int:
    match = _YEAR_HEAD.fullmatch(text.strip())
    try:
        return period(f"{match[1]}/{match[2]}").last if match else _no_year(text)
    except ValueError:
        return _no_year(text)


def _no_year(text: str) -> int:
    raise RefusedRow(f"year is '{text[:80]}'; expected a financial year such as 2003/04")


LAYOUT = Layout(
    name="fire-published",
    title="Published tables of deliberate fires by area, financial year and type",
    record="fire-table",
    fields=(
        Field(AREA, "Fire and rescue authority or local authority, matched against `areas`", True, "Avon"),
        Field(YEAR, "Financial year: a column, a heading above each count, or in the title", True, "2006/07"),
        Field(TYPE, "Type of fire: a column, a heading above each count, or in the title", True,
              "Deliberate secondary fires"),
        Field(FIRES, "Fires attended", True, "12,034", "whole number", "fires"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
    time="year",
    publisher="Home Office; until 2016 the Department for Communities and Local Government",
    law="Open Government Licence v3.0",
    open=True,
)  # fmt: skip
