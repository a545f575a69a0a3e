"""Defra's yearly table of fly-tipping in England as a whole, 2007/08 onwards: incidents and actions."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, Row
from wulfrun.data.sheet_rows import SHEET, is_workbook
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.sources._environment_words import spelt
from wulfrun.data.sources._fly_tipping_tables import (
    ACTIONS_TOTAL,
    BLOCKS,
    CODE,
    COUNT,
    TOTAL,
    YEAR,
    march_of,
    rounded,
    tables,
)
from wulfrun.data.text_rows import BROKEN, plain
from wulfrun.definition.model import Source

ENGLAND = "England"
_WHAT = "fly-tipping in England"
# The word above each block of a sheet; blocks under other words (outcomes, costs, fines) are left.
_TITLES = {"landtype": "land", "wastetype": "waste", "size": "size", "type": "action"}
_OTHERS = frozenset({"outcome", "cost", "fines"})


def recognises(path: Path, head: str) -> bool:
    """Say whether a workbook is named as Defra names it."""
    named = plain(path.name)
    return not head and is_workbook(path) and "flytipping" in named and "national" in named


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """Each count of the blocks of land, waste, size and actions; ':' gives no row.

    Totals stand in several blocks and do not always agree: that of the first, by land, is taken.
    """
    found, names = False, []
    for sheet, rows in tables(path, _WHAT):
        names.append(sheet)
        block, columns = "", dict[int, str]()
        for line, cells in rows:
            first = plain(cells[0]) if cells else ""
            if first in _TITLES or first in _OTHERS:
                block, columns = _TITLES.get(first, ""), {}
            elif block and not first:
                columns = _columns(cells, block)
                found = found or bool(columns)
                for name in _unknown(cells, columns):
                    yield (
                        line,
                        {BROKEN: f"the column '{name}' is none of Defra's classes known here", CODE: name},
                    )
            elif columns and first[:1].isdigit():
                for place, code in columns.items():
                    if place < len(cells) and cells[place]:
                        yield line, {YEAR: cells[0], CODE: code, COUNT: cells[place], SHEET: sheet}
    if not found:
        raise NotThisLayout(
            f"{path.name} has no sheet that is {_WHAT}; its sheets: {', '.join(names) or 'none'}. Expected "
            "blocks headed 'Land type', 'Waste type', 'Size' or 'Type', a row a financial year"
        )


def accepts(row: Row, source: Source) -> Found | None:
    """One count of one class in England in one financial year, dated to its March."""
    whole_row(row)
    month = march_of(row[YEAR])
    return Found(
        month=month, code=row[CODE], key=f"{row[CODE]} {month}", area=ENGLAND, n=rounded(row)
    )  # fmt: skip


def _columns(cells: list[str], block: str) -> dict[int, str]:
    columns = {}
    for place, cell in enumerate(cells):
        if code := spelt(BLOCKS[block], cell):
            columns[place] = f"{block}-{code}"
        elif plain(cell) == "totalincidents" and block == "land":
            columns[place] = TOTAL
        elif plain(cell) == "totalactions":
            columns[place] = ACTIONS_TOTAL
    return columns


def _unknown(cells: list[str], columns: dict[int, str]) -> list[str]:
    return [
        cell
        for place, cell in enumerate(cells)
        if cell and place not in columns and "total" not in plain(cell)
    ]


LAYOUT = Layout(
    name="fly-tipping-england",
    title="Fly-tipping incidents and actions in England by year (Defra)",
    record="fly-tipping-england",
    fields=(
        Field(YEAR, "Financial year, down the side of each block", True, "2007/08"),
        Field(CODE, "Across the top of each block: land, waste, size, action", True, "Highway"),
        Field(
            COUNT,
            "Incidents or actions; rounded where Defra estimated missing returns",
            True,
            "635301",
            "number",
            "incidents or actions",
        ),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
    time="year",
    publisher="Department for Environment, Food and Rural Affairs (WasteDataFlow)",
    law="Open Government Licence v3.0",
    open=True,
)
