"""Mid-year population estimates and censuses: residents by area, year, sex and age, in any published form."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sources import _population_table as table
from wulfrun.data.sources._agency_values import needed, whole
from wulfrun.data.sources._ages import EVERY, ages, code_of, group_of, sex
from wulfrun.data.sources._population_heads import NAMES
from wulfrun.data.text_rows import BROKEN
from wulfrun.definition.model import Source
from wulfrun.words.periods import financial_year, month_index
from wulfrun.words.places import is_lsoa

AREA, NAME, YEAR, SEX, AGE, COUNT = "area", "name", "year", "sex", "age", "count"
_FILE = "(file)"
_FIRST, _LAST = 1981, 2060

FIELDS = (
    Field(
        AREA, "LSOA of any vintage, or the code of a ward or district", True, "E01010410", "code",
        aliases=NAMES["area"],
    ),
    Field(
        NAME, "Name of the area; `areas` of the source keeps those whose names begin so", False,
        "Wolverhampton 001A", aliases=NAMES["name"],
    ),
    Field(
        YEAR, "Year of the estimate (30 June); else the file's name, a title, or `expected` says it", False,
        "2007", "whole number", "year", aliases=NAMES["year"],
    ),
    Field(
        SEX, "Females, males, or persons where left out", False, "Females", "choice",
        values=("Females", "Males", "Persons"), aliases=NAMES["sex"],
    ),
    Field(
        AGE, "Age or ages, all where left out; ages may also be columns", False, "15-24",
        aliases=NAMES["age"],
    ),
    Field(
        COUNT, "Residents; years (Mid-2011: Population) may also be columns", True, "1520", "whole number",
        "residents", aliases=NAMES["count"],
    ),
)  # fmt: skip


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """Every count as a row; a count told twice with two values is refused where it stands second."""
    seen: dict[tuple[str, ...], str] = {}
    asked = ""
    if source.expected:
        asked = str(financial_year(month_index(source.expected[1])).first // 12)
    for each in table.lines_of(path, source.areas):
        row = {
            AREA: each.area, NAME: each.name, YEAR: each.year, SEX: each.sex, AGE: each.age,
            COUNT: each.n, _FILE: path.name,
        }  # fmt: skip
        if each.broken:
            yield each.line, {BROKEN: each.broken, **row}
            continue
        if each.n and not each.year:
            if not asked:
                raise NotThisLayout(
                    f"{path.name} does not say which year it is of. Put it into the file's name "
                    '(mid-2020), or expected = ["2020-04", "2021-03"] into its source.'
                )
            row[YEAR] = asked
        cell = each.area, row[YEAR], each.sex, each.age
        if each.n and seen.setdefault(cell, each.n) != each.n:
            row[BROKEN] = f"count is '{each.n}'; '{seen[cell]}' was said before of the same residents"
        yield each.line, row


def accepts(row: Row, source: Source) -> Found | None:
    """Residents of one sex and group of ages in mid-year, at the March that ends the financial year.

    None for a place that was not asked for, and for percentages.
    """
    if BROKEN in row:
        raise RefusedRow(row[BROKEN])
    if not row[YEAR] and not row[COUNT] and not row[AGE]:
        if row[AREA]:
            return None
        raise RefusedRow("area is missing")
    area = needed(row[AREA], AREA)
    year = row[YEAR].strip()[:4]
    if not (year.isascii() and year.isdigit() and _FIRST <= int(year) <= _LAST):
        raise RefusedRow(f"year is '{row[YEAR]}'; expected one such as 2007")
    own_sex = sex(row[SEX]) if row[SEX] else "P"
    if not own_sex:
        raise RefusedRow(f"sex is '{row[SEX]}'; expected Females, Males or Persons")
    own = ages(row[AGE]) if row[AGE] else EVERY
    if own is None:
        raise RefusedRow(f"age is '{row[AGE]}'; expected an age or ages, such as 15-24 or 90+")
    count = needed(whole(row, COUNT), COUNT)
    lsoa = area if is_lsoa(area) else ""
    code = code_of(own_sex, group_of(own))
    return Found(
        month=(int(year) + 1) * 12 + 2,
        code=code,
        # A count repeated in another file is one count; another count of the same residents is kept beside
        # it, so that the two can be found to disagree.
        key=f"{area} {own_sex} {own.low}-{own.high} {year} {count}",
        lsoa=lsoa,
        area="" if lsoa else row[NAME] or area,
        n=count,
        more={"lsoa": lsoa, "table": row[_FILE], "source": source.title or source.agency, "year": year},
    )


LAYOUT = Layout(
    name="population-by-age",
    title="Residents by area, year, sex and age: mid-year estimates or a census",
    record="population",
    fields=FIELDS,
    recognises=table.recognises,
    opens=opens,
    accepts=accepts,
    time="year",
    publisher="Office for National Statistics (mid-year population estimates; nomis; Census)",
    law="Open Government Licence v3.0; Statistics and Registration Service Act 2007",
    events=True,
    open=True,
)
