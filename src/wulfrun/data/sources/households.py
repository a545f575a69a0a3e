"""Households by area and year, and by tenure where known: census tables and councils' estimates."""

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources import _agency_table
from wulfrun.data.sources._agency_values import needed, text, whole
from wulfrun.data.sources._checks import whole_row
from wulfrun.data.text_rows import plain
from wulfrun.definition.model import Source
from wulfrun.words.periods import financial_year, month_index
from wulfrun.words.places import is_lsoa

ALL = "all"
TENURES = {
    "owned": ("owned", "owner occupied", "owns outright", "owned outright", "owned with a mortgage",
              "owns with a mortgage or loan", "shared ownership", "own"),
    "social rented": ("social rented", "council", "rented from council", "local authority",
                      "housing association", "social rent", "registered provider", "other social rented"),
    "private rented": ("private rented", "private rent", "rented privately", "living rent free"),
    ALL: ("all", "total", "all households", "all tenures"),
}  # fmt: skip
_TENURE_OF = {plain(word): tenure for tenure, words in TENURES.items() for word in words}

FIELDS = (
    Field(
        "area", "LSOA, or the code of a ward or district", True, "E01010410", "code",
        aliases=("area code", "lsoa code", "lsoa", "lsoa11_code", "lsoa21_code", "lsoa01_code", "LSOA01CD",
                 "LSOA11CD", "LSOA21CD", "geography code", "mnemonic"),
    ),
    Field("name", "Name of the area", False, "Wolverhampton 001A", aliases=("area name", "lsoa name")),
    Field(
        "year", "Year they are of (30 June, or the census); else `expected` says it", False, "2007",
        "whole number", "year", aliases=("date", "mid year"),
    ),
    Field(
        "tenure", "How the home is held; all households where left out", False, "social rented", "choice",
        values=tuple(TENURES), aliases=("tenure of household",),
    ),
    Field(
        "households", "Households", True, "655", "whole number", "households",
        aliases=("number of households", "all households", "household spaces occupied", "dwellings occupied"),
    ),
)  # fmt: skip


def accepts(row: Row, source: Source) -> Found | None:
    """The households of one tenure in one area and year, at the March that ends its financial year."""
    whole_row(row)
    area, said = needed(text(row, "area"), "area"), text(row, "year")[:4]
    if not said and source.expected:
        said = str(financial_year(month_index(source.expected[1])).first // 12)
    if not (said.isascii() and said.isdigit() and 1981 <= int(said) <= 2060):
        raise RefusedRow(f"year is '{text(row, 'year')}'; expected one such as 2007")
    tenure = _TENURE_OF.get(plain(text(row, "tenure")), "") if text(row, "tenure") else ALL
    if not tenure:
        raise RefusedRow(f"tenure is '{text(row, 'tenure')}'; expected one of: {', '.join(TENURES)}")
    n = needed(whole(row, "households"), "households")
    lsoa = area if is_lsoa(area) else ""
    return Found(
        month=(int(said) + 1) * 12 + 2,
        code=tenure,
        key=f"{area} {plain(text(row, 'tenure'))} {said} {n}",
        lsoa=lsoa,
        area="" if lsoa else text(row, "name") or area,
        n=n,
        more={
            "lsoa": lsoa,
            "table": source.title or source.agency,
            "source": source.title or source.agency,
            "year": said,
        },
    )


LAYOUT = Layout(
    name="households",
    title="Households by area and year, by tenure where it is known",
    record="households",
    fields=FIELDS,
    recognises=_agency_table.recognises(FIELDS, ("year",)),
    opens=_agency_table.opens(FIELDS, "a table of households by area"),
    accepts=accepts,
    time="year",
    publisher="Office for National Statistics (Census), Ministry of Housing, or the council's own estimates",
    law="Open Government Licence v3.0; Statistics and Registration Service Act 2007",
    events=True,
    open=True,
)
