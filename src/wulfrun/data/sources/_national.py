"""What the national tables of recorded crime have in common: every place is kept, by its published name."""

from dataclasses import replace
from functools import lru_cache

from wulfrun.data.layout import Found, Layout, RefusedRow, Row
from wulfrun.data.sheet_rows import SHEET
from wulfrun.data.sources._checks import area_key
from wulfrun.data.sources._open_tables import YEAR, counted
from wulfrun.definition.model import Source


def kept_whole(layout: Layout, column: str, name: str, title: str) -> Layout:
    """The layout of a table kept whole, from that of the table read for one place; `column` names the place.

    It is never recognised by its look: the same table is a place's own record unless a source says otherwise.
    """

    def accepts(row: Row, source: Source) -> Found | None:
        return _kept(row, column, row.get(YEAR) or row.get(SHEET, ""))

    return replace(
        layout,
        name=name,
        title=title,
        record=name,
        recognises=lambda path, head: False,
        accepts=accepts,
        grain="named",
    )


def _kept(row: Row, column: str, year: str) -> Found:
    """One count of an offence in one quarter and place, whichever place it is."""
    found = counted(row, column, year, ())
    if found is None:
        raise RefusedRow(f"{column} is missing")
    return Found(month=found.month, code=found.code, key=found.key, area=place(found.area), n=found.n)


@lru_cache(maxsize=4096)
def place(name: str) -> str:
    """A place's name so that its published spellings agree: 'London, City of' is 'city of london'."""
    return area_key(name)
