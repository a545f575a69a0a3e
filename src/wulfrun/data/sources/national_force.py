"""Police recorded crime of every force, kept whole to compare forces with each other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wulfrun.data.layout import Found, Row
from wulfrun.data.sheet_rows import SHEET
from wulfrun.data.sources import recorded_crime_force
from wulfrun.data.sources._national import kept
from wulfrun.data.sources._open_tables import FORCE, YEAR
from wulfrun.definition.model import Source


def recognises(path: Path, head: str) -> bool:
    """Never by its look: the same table is a force's own record unless a source says otherwise."""
    return False


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of every force."""
    return recorded_crime_force.opens(path, source)


def accepts(row: Row, source: Source) -> Found | None:
    """One count of an offence in one quarter and force."""
    return kept(row, FORCE, row.get(YEAR) or row.get(SHEET, ""))


LAYOUT = replace(
    recorded_crime_force.LAYOUT,
    name="national-force",
    title="Police recorded crime of every police force, for comparison",
    record="national-force",
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
)
