"""Public health indicators by area as Fingertips gives them out: 27 columns, values with their intervals."""

import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, naming_the_areas, whole_row
from wulfrun.data.text_rows import named_columns, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.periods import period

INDICATOR, NAME, AREA_CODE, AREA, PERIOD = (
    "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Time period",
)  # fmt: skip
VALUE, LOWER, UPPER = "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"
COUNT, DENOMINATOR, SEX, AGE, CATEGORY = "Count", "Denominator", "Sex", "Age", "Category"
_REQUIRED = (INDICATOR, NAME, AREA_CODE, AREA, PERIOD, VALUE, LOWER, UPPER, COUNT, DENOMINATOR, SEX, AGE)
_WHAT = "a table of indicators from Fingertips"


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has the columns of a Fingertips download."""
    columns = head.split("\n", 1)[0].strip("\ufeff\r").split(",")
    return set(_REQUIRED) <= set(named_columns(columns, _REQUIRED, {}))


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of the table; NotThisLayout where no declared area is in it."""
    rows = read_delimited(path, _REQUIRED, optional=(CATEGORY,), what=_WHAT)
    return naming_the_areas(path.name, rows, AREA, source.areas)


def accepts(row: Row, source: Source) -> Found | None:
    """One value of one indicator and year; None for other places, and for parts such as one category."""
    whole_row(row)
    if source.areas and area_key(row[AREA]) not in _keys(source.areas):
        return None
    if row.get(CATEGORY, "").strip():
        return None
    try:
        month = period(row[PERIOD].strip()).last
    except ValueError as reason:
        raise RefusedRow(f"{PERIOD}: {reason}") from None
    if not row[INDICATOR].strip().isdigit():
        raise RefusedRow(f"{INDICATOR} is '{row[INDICATOR][:40]}'; expected a number such as 93532")
    numbers = {"value": VALUE, "lower": LOWER, "upper": UPPER, "count": COUNT, "denominator": DENOMINATOR}
    said = {name: text for name, column in numbers.items() if (text := _number(row[column], column))}
    if "value" not in said:
        raise RefusedRow(f"{VALUE} is missing; a row says a value")
    # Rows that a category was left out of come twice: once under the region and once under England.
    code = f"{row[INDICATOR].strip()} {row[SEX].strip()} {row[AGE].strip()}"
    return Found(
        month=month,
        code=code,
        key=f"{row[AREA_CODE].strip()} {code} {month}",
        area=area_key(row[AREA]),
        n=1,
        more={**said, "name": row[NAME].strip(), "area": row[AREA].strip(), "period": row[PERIOD].strip()},
    )


def _number(text: str, name: str) -> str:
    said = text.strip().replace(",", "")
    if not said:
        return ""
    try:
        found = float(said)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise RefusedRow(f"{name} is '{text[:40]}'; expected a number")
    return said


@lru_cache(maxsize=64)
def _keys(areas: tuple[str, ...]) -> frozenset[str]:
    return frozenset(area_key(name) for name in areas)


LAYOUT = Layout(
    name="fingertips",
    title="Public health indicators by area (Fingertips)",
    record="public-health-indicator",
    fields=(
        Field(INDICATOR, "Number of the indicator", True, "93532", "code"),
        Field(NAME, "Its name", True, "Proportion of dependent drinkers not in treatment (%)"),
        Field(AREA_CODE, "Code of the area", True, "E10000031", "code"),
        Field(AREA, "Name of the area, matched against `areas` however it is spelt", True, "Warwickshire"),
        Field(SEX, "Whom it is about", True, "Persons"),
        Field(AGE, "Whom it is about", True, "18+ yrs"),
        Field(PERIOD, "Financial year", True, "2018/19"),
        Field(VALUE, "The indicator's value", True, "79.9", "number"),
        Field(LOWER, "Lower end of its 95% interval", True, "74.6", "number"),
        Field(UPPER, "Upper end of its 95% interval", True, "84.6", "number"),
        Field(COUNT, "Its numerator", True, "4018.33", "number"),
        Field(DENOMINATOR, "Its denominator", True, "5029.33", "number"),
        Field(CATEGORY, "Blank where the value is of everybody", False, ""),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
    time="year",
    publisher="Office for Health Improvement and Disparities",
    law="Open Government Licence v3.0",
    events=True,
    open=True,
)
