"""The form on which a council returns its fly-tipping each quarter: incidents by land type and size."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import needed, text, whole
from wulfrun.data.sources._checks import last_month_of_quarter, whole_row
from wulfrun.data.sources._environment_words import LAND, SIZE, coded
from wulfrun.data.text_rows import BROKEN, plain
from wulfrun.definition.model import Source

YEAR, QUARTER, LAND_TYPE = "Year", "Quarter", "Land type"
CLASS = "(size)"
SIZES = {
    "Single Black Bag": "single-bag",
    "Single Item": "single-item",
    "Car Boot or Less": "car-boot",
    "Small Van Load": "small-van",
    "Transit Van Load": "transit-van",
    "Tipper Lorry Load": "tipper-lorry",
    "Significant / Multi Loads": "significant",
}
_TOTALS = frozenset({"total", "totals", "alllandtypes", "allland"})

FIELDS = (
    Field(YEAR, "Financial year", True, "2012/13", aliases=("financial year",)),
    Field(QUARTER, "1 = April to June", True, "1", "whole number", "quarter of the financial year"),
    Field(
        LAND_TYPE, "Defra's land type, a row each; a row of totals is passed over", True, "Highway", "choice",
        values=tuple(LAND), aliases=("land",),
    ),
    *(
        Field(
            name, "Incidents of this size", True, "12", "whole number", "incidents",
            aliases=(*SIZE[size], f"{name} Incidents"),
        )
        for name, size in SIZES.items()
    ),
)  # fmt: skip
_table = _agency_table.opens(FIELDS, "a quarterly return of fly-tipping")


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """Each cell of the form as a row of its own; an empty one counts as none."""
    for line, row in _table(path, source):
        if BROKEN in row:
            yield line, row
        elif plain(row[LAND_TYPE]) not in _TOTALS:
            for name, size in SIZES.items():
                head = {YEAR: row[YEAR], QUARTER: row[QUARTER], LAND_TYPE: row[LAND_TYPE]}
                yield line, {**head, CLASS: size, name: row[name]}


def accepts(row: Row, source: Source) -> Found | None:
    """The incidents of one size on one kind of land in a quarter, dated to its last month."""
    whole_row(row)
    month = last_month_of_quarter(text(row, YEAR), text(row, QUARTER))
    land = needed(coded(LAND, text(row, LAND_TYPE), LAND_TYPE), LAND_TYPE)
    code = f"{land}/{row[CLASS]}"
    name = next(name for name, size in SIZES.items() if size == row[CLASS])
    return Found(
        month=month, code=code, key=f"{code} {month}", area=source_area(source), n=whole(row, name) or 0
    )


def source_area(source: Source) -> str:
    """Whose return it is: the authority named under `areas`, else the partnership's only one."""
    return source.areas[0] if source.areas else "district"


LAYOUT = Layout(
    name="fly-tipping-quarterly",
    title="A council's own quarterly return of fly-tipping, by land type and size (WasteDataFlow)",
    record="fly-tipping-quarter",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, (QUARTER, LAND_TYPE)),
    opens=opens,
    accepts=accepts,
    grain="district",
    time="quarter",
    publisher="the council, to Defra through WasteDataFlow (earlier: FlyCapture)",
    law="Environmental Protection Act 1990 s. 71 (returns by waste collection authorities)",
)
