"""What the Home Office's open tables of recorded crime have in common, by partnership and by force."""

from functools import lru_cache

from wulfrun.data.layout import Found, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, last_month_of_quarter, whole, whole_row
from wulfrun.words.places import offence_code

YEAR, QUARTER, CODE, COUNT = "Financial Year", "Financial Quarter", "Offence Code", "Offence Count"
FORCE, PARTNERSHIP, DESCRIPTION = "Force Name", "CSP Name", "Offence Description"

# One column, the names it has borne in the workbooks of 2002/03 to today and in tables made from them.
ALIASES: dict[str, tuple[str, ...]] = {
    YEAR: ("FY", "Fin Year", "Year"),
    QUARTER: ("Quarter", "Fin Quarter"),
    FORCE: ("Force", "Police Force", "Police Force Name", "PFA"),
    PARTNERSHIP: (
        "CSP", "Community Safety Partnership", "Community Safety Partnership Name", "CDRP", "CDRP Name",
    ),
    DESCRIPTION: ("Offence", "Description", "Offence Name"),
    "Offence Group": ("Group", "PRC Offence Group", "New Offence Group"),
    "Offence Subgroup": ("Subgroup", "Sub Group", "Offence Sub Group", "PRC Offence Subgroup"),
    CODE: ("Code", "HO Offence Code", "HO Code"),
    COUNT: (
        "Number of Offences", "Offences", "Count", "No of Offences", "Rcd Offences", "Total", "n",
    ),
}  # fmt: skip
OPTIONAL = (FORCE, DESCRIPTION, "Offence Group", "Offence Subgroup")


def counted(row: Row, name: str, year: str, areas: tuple[str, ...]) -> Found | None:
    """The count of one offence in one quarter and area, or None where the area is not asked for.

    A negative count is a correction of an earlier quarter and is kept. The same cell from two editions of a
    workbook has the same key.
    """
    whole_row(row)
    area = row[name].strip()
    if not area:
        raise RefusedRow(f"{name} is missing")
    if areas and area_key(area) not in _keys(areas):
        return None
    month = last_month_of_quarter(year, row[QUARTER])
    code = published_code(row[CODE])
    n = whole(row[COUNT], COUNT)
    described = row.get(DESCRIPTION, "").strip().casefold()
    return Found(month=month, code=code, key=f"{area_key(area)} {code} {described} {month}", area=area, n=n)


@lru_cache(maxsize=4096)
def published_code(text: str) -> str:
    """An offence code as counted here; the tables' own codes for fraud bodies and the like are kept.

    >>> [published_code(each) for each in ("028a", "37.2", "1/4.1/4.10/4.2", "UK Finance")]
    ['28A', '37.2', '1/4.1/4.10/4.2', 'UK FINANCE']
    """
    code = offence_code(text) or text.strip().upper()
    if not code:
        raise RefusedRow(f"{CODE} is missing")
    return code


@lru_cache(maxsize=64)
def _keys(areas: tuple[str, ...]) -> frozenset[str]:
    return frozenset(area_key(name) for name in areas)
