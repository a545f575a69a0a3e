"""The Public Attitude Survey of London's boroughs as published: proportions by quarter, no bases."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, whole_row
from wulfrun.data.sources._dates import day_of
from wulfrun.data.sources.area_month_counts import asked_for
from wulfrun.data.text_rows import plain, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_of_day, quarter

DATE, SURVEY, BOROUGH, MEASURE, PROPORTION, LONDON = (
    "Date", "Survey", "Borough", "Measure", "Proportion", "MPS",
)  # fmt: skip
REQUIRED = (DATE, BOROUGH, MEASURE, PROPORTION)
_HEADER = frozenset(plain(name) for name in REQUIRED)


def recognises(path: Path, head: str) -> bool:
    """Say whether the first line has date, borough, measure and proportion, between commas or semicolons."""
    line = head.lstrip("\ufeff").split("\n", 1)[0]
    return any({plain(name) for name in line.split(mark)} >= _HEADER for mark in ";,")


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of one table, written with semicolons or commas."""
    return read_delimited(
        path, REQUIRED, ";", optional=(SURVEY, LONDON), what="a table of the Public Attitude Survey"
    )


def accepts(row: Row, source: Source) -> Found | None:
    """One published proportion of a borough, or None where the borough is not asked for."""
    whole_row(row)
    when = day_of(row[DATE], None, DATE)
    month = month_of_day(when)
    borough, measure = row[BOROUGH].strip(), row[MEASURE].strip().strip('"').replace('"', "")
    for name, said in ((BOROUGH, borough), (MEASURE, measure)):
        if not said:
            raise RefusedRow(f"{name} is missing")
    value = proportion(row[PROPORTION], PROPORTION)
    if source.areas and not asked_for(borough, source.areas):
        return None
    return Found(
        month=quarter(month).last,
        code=measure,
        key=f"{area_key(borough)}|{measure}|{when}",
        area=borough,
        more={
            "indicator": "",
            "series": measure,
            "group": "",
            "unit": "Percentage (%)",
            "value": repr(round(100 * value, 6)),
            "status": "rounded to whole percent by the publisher",
        },
    )


def proportion(text: str, name: str) -> float:
    """A proportion of 0 to 1 with a decimal comma or point; RefusedRow where it is none.

    >>> proportion("0,56", "Proportion"), proportion("0.5", "Proportion")
    (0.56, 0.5)
    """
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise RefusedRow(f"{name} is '{text[:40]}'; expected a proportion of 0 to 1, such as 0,56")
    return found


LAYOUT = Layout(
    name="public-attitude-survey",
    title="Public Attitude Survey by London borough and quarter, as published",
    record="attitude-estimate",
    fields=(
        Field(DATE, "Last day of the quarter", True, "31/12/2014", "date", "day"),
        Field(SURVEY, "Survey", False, "PAS"),
        Field(BOROUGH, "Borough", True, "Barnet"),
        Field(MEASURE, "What is told", True, "Listen to concerns"),
        Field(
            PROPORTION, "Share of those asked, decimal comma allowed", True, "0,67", "number", "proportion"
        ),
        Field(LONDON, "The same for London", False, "0,67", "number", "proportion"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
    time="quarter",
    publisher="Mayor's Office for Policing and Crime (London Datastore)",
    law="Open Government Licence v3.0",
    events=True,
    sparse=True,
    open=True,
)
