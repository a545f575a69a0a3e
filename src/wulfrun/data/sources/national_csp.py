"""The Home Office tables by Community Safety Partnership, kept whole to compare partnerships."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wulfrun.data.layout import Found, Row
from wulfrun.data.sheet_rows import SHEET
from wulfrun.data.sources import recorded_crime_csp
from wulfrun.data.sources._national import kept
from wulfrun.data.sources._open_tables import PARTNERSHIP, YEAR
from wulfrun.definition.model import Source


def recognises(path: Path, head: str) -> bool:
    """Never by its look: the same workbook is a partnership's own record unless a source says otherwise."""
    return False


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of every year's sheet, of every partnership."""
    return recorded_crime_csp.opens(path, source)


def accepts(row: Row, source: Source) -> Found | None:
    """One count of an offence in one quarter and partnership."""
    return kept(row, PARTNERSHIP, row.get(YEAR) or row.get(SHEET, ""))


LAYOUT = replace(
    recorded_crime_csp.LAYOUT,
    name="national-csp",
    title="Police recorded crime of every Community Safety Partnership, for comparison",
    record="national-csp",
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
)
