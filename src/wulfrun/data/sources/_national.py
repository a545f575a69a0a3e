"""What the national tables of recorded crime have in common: every place is kept, by its published name."""

from functools import lru_cache

from wulfrun.data.layout import Found, RefusedRow, Row
from wulfrun.data.sources._checks import area_key
from wulfrun.data.sources._open_tables import counted


def kept(row: Row, column: str, year: str) -> Found | None:
    """One count of an offence in one quarter and place, whichever place it is."""
    found = counted(row, column, year, ())
    if found is None:
        raise RefusedRow(f"{column} is missing")
    return Found(month=found.month, code=found.code, key=found.key, area=place(found.area), n=found.n)


@lru_cache(maxsize=4096)
def place(name: str) -> str:
    """A place's name so that its published spellings agree: 'London, City of' is 'city of london'."""
    return area_key(name)
