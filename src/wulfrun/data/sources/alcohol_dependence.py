"""Published estimates of how many adults depend on alcohol, by local authority, with their intervals."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, naming_the_areas, whole, whole_row
from wulfrun.data.text_rows import named_columns, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.periods import period

AREA, CODE, YEAR = "Local_Authority", "Area_Code_GSS", "Year"
COUNT, LOWER, UPPER = "Alcohol_dependent", "Alcohol_lower_CI", "Alcohol_upper_CI"
_REQUIRED = (AREA, CODE, COUNT, LOWER, UPPER, YEAR)
_WHAT = "the table of estimates of alcohol-dependent adults"
_CALENDAR = re.compile(r"(?:19|20)\d\d")
_MISSING = frozenset({"", "na", "n/a", "*", "-"})


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the table's columns."""
    columns = head.split("\n", 1)[0].strip("\ufeff\r").split(",")
    return set(_REQUIRED) <= set(named_columns(columns, _REQUIRED, {}))


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of the table; NotThisLayout where no declared area is in it."""
    return naming_the_areas(path.name, read_delimited(path, _REQUIRED, what=_WHAT), AREA, source.areas)


def accepts(row: Row, source: Source) -> Found | None:
    """One estimate with the interval published for it ('' where none was); None for other places."""
    whole_row(row)
    if source.areas and area_key(row[AREA]) not in _keys(source.areas):
        return None
    year = row[YEAR].strip()
    n = whole(row[COUNT], COUNT)
    limits = {name: _limit(row[column], column) for name, column in (("lower", LOWER), ("upper", UPPER))}
    low, high = limits["lower"], limits["upper"]
    if low and high and not int(low) <= n <= int(high):
        raise RefusedRow(f"{COUNT} is {n}, outside its own interval ({low} to {high}); expected it inside")
    month = _month(year)
    return Found(
        month=month,
        code="dependent on alcohol",
        key=f"{area_key(row[AREA])} {month}",
        area=row[AREA].strip(),
        n=n,
        more={"period": year, **{name: said for name, said in limits.items() if said}},
    )


def _limit(text: str, name: str) -> str:
    return "" if text.strip().casefold() in _MISSING else str(whole(text, name))


@lru_cache(maxsize=256)
def _month(year: str) -> int:
    """The March at which a year stands: of a calendar year that of the financial year that begins in it."""
    try:
        if _CALENDAR.fullmatch(year):
            return (int(year) + 1) * 12 + 2
        return period(year).last
    except ValueError:
        raise RefusedRow(f"{YEAR} is '{year}'; expected one such as 2017/18 or 2014") from None


@lru_cache(maxsize=64)
def _keys(areas: tuple[str, ...]) -> frozenset[str]:
    return frozenset(area_key(name) for name in areas)


LAYOUT = Layout(
    name="alcohol-dependence",
    title="Estimates of alcohol-dependent adults by local authority",
    record="alcohol-dependence",
    fields=(
        Field(AREA, "Local authority, matched against `areas` however it is spelt", True, "Wolverhampton"),
        Field(CODE, "Its code", True, "E08000031", "code"),
        Field(COUNT, "Adults estimated to depend on alcohol", True, "3375", "whole number", "people"),
        Field(LOWER, "Lower end of the published 95% interval; NA where none", True, "2596", "whole number"),
        Field(UPPER, "Upper end of the published 95% interval; NA where none", True, "4526", "whole number"),
        Field(YEAR, "Financial year, or calendar year in the older edition", True, "2017/18"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="district",
    time="year",
    publisher="Office for Health Improvement and Disparities",
    law="Open Government Licence v3.0",
    events=True,
    open=True,
)
