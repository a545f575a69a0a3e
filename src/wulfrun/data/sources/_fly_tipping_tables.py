"""What Defra's tables of fly-tipping have in common: their columns as codes, and their cells as counts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from wulfrun.data.layout import NotThisLayout, RefusedRow, Row
from wulfrun.data.sheet_rows import is_workbook, sheets_of
from wulfrun.data.sources._environment_words import LAND, SIZE, WASTE, Words, spelt
from wulfrun.data.text_rows import Unquoted, delimited_lines, plain, text_lines
from wulfrun.words.periods import period

YEAR, AUTHORITY, CODE, COUNT = "Year", "LA Name", "Category", "Count"
TOTAL, ACTIONS_TOTAL = "total", "actions-total"
ACTIONS: Words = {
    "investigation": (),
    "warning-letter": (),
    "statutory-notice": (),
    "fixed-penalty": ("total fixed penalty notice", "fixed penalty notice"),
    "duty-of-care": ("duty of care inspection",),
    "stop-and-search": (),
    "vehicle-seized": ("vehicles seized",),
    "formal-caution": (),
    "prosecution": (),
    "injunction": (),
}
BLOCKS: dict[str, Words] = {"land": LAND, "waste": WASTE, "size": SIZE, "action": ACTIONS}

# The authorities' table, in its own order; the first class named so is of land, the second of waste.
_HEADINGS = {
    "total": (TOTAL,),
    "land": (
        "Highway", "Footpath / Bridleway", "Back Alleyway", "Railway", "Council Land", "Agricultural",
        "Private / Residential", "Commercial / Industrial", "Watercourse / Bank", "Other (unidentified)",
    ),
    "waste": (
        "Animal Carcass", "Green", "Vehicle Parts", "White Goods", "Other Electrical", "Tyres", "Asbestos",
        "Clinical", "Constr / Demol / Excav", "Black Bags - Commercial", "Black Bags - Household",
        "Chemical Drums, Oil, Fuel", "Other Household Waste", "Other Commercial Waste",
        "Primary Waste Type Measures Other (unidentified)",
    ),
    "size": (
        "Single Black Bag", "Single Item", "Car Boot or Less", "Small Van Load", "Transit Van Load",
        "Tipper Lorry Load", "Significant / Multi Loads",
    ),
}  # fmt: skip
_ACTION_HEADINGS = (
    "Investigation Actions", "Warning Letter Actions", "Statutory Notice Actions",
    "Total Fixed Penalty Notice Actions", "Duty of Care Inspection Actions", "Stop and Search Actions",
    "Vehicles seized", "Formal Caution Actions", "Prosecution Actions", "Injunction Actions",
)  # fmt: skip
# Kinds of fixed penalty that their total holds, and what became of the cases: not counted here.
_LEFT = re.compile(r"cost|£|fine|outcome|penalty notices|^region$|^onscode$|^$", re.IGNORECASE)
_FINANCIAL = re.compile(r"\s*(\d{4})\s*[-/_]\s*(?:\d{2})?(\d{2})\s*")


def headings() -> dict[str, str]:
    """Defra's heading of each column that is counted, and its code.

    >>> headings()["Highway Incidents"], headings()["Prosecution Actions"]
    ('land-highway', 'action-prosecution')
    """
    found = {"Total Incidents": TOTAL, "Total Actions": ACTIONS_TOTAL}
    for block in ("land", "waste", "size"):
        for name in _HEADINGS[block]:
            found[f"{name} Incidents"] = f"{block}-{spelt(BLOCKS[block], name)}"
    for name in _ACTION_HEADINGS:
        found[name] = f"action-{spelt(ACTIONS, name.removesuffix(' Actions'))}"
    return found


def tables(path: Path, what: str) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Each sheet's name and rows, or the one table of a text file. Raises NotThisLayout and DataError."""
    if is_workbook(path):
        yield from sheets_of(path, what)
        return
    lines = delimited_lines(text_lines(path), ",")
    yield path.name, ((line, _cells(cells)) for line, cells, _ in lines if not isinstance(cells, Unquoted))


def counted_columns(cells: list[str]) -> dict[int, str]:
    """The columns of a header that are counted, with their codes; {} where the row is no header."""
    codes = {plain(name): code for name, code in headings().items()}
    named = {plain(cell) for cell in cells}
    if not {plain(YEAR), plain(AUTHORITY)} <= named or not named & {"totalincidents", "totalactions"}:
        return {}
    return {place: codes[plain(cell)] for place, cell in enumerate(cells) if plain(cell) in codes}


def strangers(cells: list[str]) -> list[str]:
    """Headings of a header that look like counts and are none that is known."""
    known = {plain(name) for name in (*headings(), YEAR, AUTHORITY)}
    return [
        cell
        for cell in cells
        if plain(cell) not in known and not _LEFT.search(cell) and not _LEFT.search(plain(cell))
    ]


def march_of(text: str) -> int:
    """The last month of a financial year written 2012-13, 2012/13 or 2012/2013; else RefusedRow."""
    if match := _FINANCIAL.fullmatch(text):
        try:
            return period(f"{match[1]}/{match[2]}").last
        except ValueError:
            pass
    raise RefusedRow(f"{YEAR} is '{text}'; expected a financial year such as 2012-13")


def rounded(row: Row, name: str = COUNT) -> int:
    """A count, to the nearest whole one: Defra's estimates for missing returns are not whole.

    >>> rounded({"Count": "324283.516"})
    324284
    """
    try:
        found = float(row[name].replace(",", ""))
        if found >= 0:
            return round(found)
    except (ValueError, OverflowError):
        pass
    raise RefusedRow(f"{name} of {row.get(CODE, '')} is '{row[name]}'; expected a number of 0 or more")


def nothing_found(path: Path, what: str, names: list[str], columns: Mapping[str, str]) -> NotThisLayout:
    """That no sheet is the table looked for, with what was there and what was expected."""
    listed = ", ".join(names) or "none"
    return NotThisLayout(
        f"{path.name} has no sheet that is {what}; its sheets are: {listed}. Expected the columns {YEAR}, "
        f"{AUTHORITY}, {', '.join(list(columns)[:4])} ..."
    )


def _cells(cells: list[str]) -> list[str]:
    return ["" if cell.strip() == ":" else cell.strip() for cell in cells]
