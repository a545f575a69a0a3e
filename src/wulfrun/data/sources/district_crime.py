"""A year's recorded crime of every local authority district, as published tables or joins of them give it."""

from collections.abc import Iterator
from pathlib import Path

from wulfrun.data.layout import Field, Found, Layout, NotThisLayout, RefusedRow, Row
from wulfrun.data.sources._checks import area_key, whole, whole_row
from wulfrun.data.text_rows import named_columns, read_delimited
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

CODE, NAME, CRIME, YEAR = "code", "name", "crime", "year"
REQUIRED = (CODE, NAME, CRIME)
TOTAL = "all"


def recognises(path: Path, head: str) -> bool:
    """Say whether a text file has a district's code, name and crimes, and no month."""
    found = named_columns(head.split("\n", 1)[0].split(","), (*REQUIRED, "month"))
    return set(REQUIRED) <= set(found) and "month" not in found and "pop" in found


def opens(path: Path, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows; NotThisLayout where neither a column nor the source says which year they are of."""
    for line, row in read_delimited(path, REQUIRED, optional=(YEAR,), what="recorded crime by district"):
        if YEAR not in row and source.expected is None:
            raise NotThisLayout(
                f"{path.name} does not say which year it is of. Add a column 'year' with values such as "
                '2024/25, or expected = ["2024-04", "2025-03"] to its source.'
            )
        yield line, row


def accepts(row: Row, source: Source) -> Found | None:
    """A district's crimes of a financial year, at its March."""
    whole_row(row)
    name = row[NAME].strip()
    if not name:
        raise RefusedRow("name is missing")
    said = row.get(YEAR, "").strip()
    if said:
        try:
            month = (int(said[:4]) + 1) * 12 + 2
        except ValueError:
            raise RefusedRow(f"year is '{said}'; expected a financial year such as 2024/25") from None
    else:
        month = month_index(source.expected[1]) if source.expected else 0
    area = area_key(name)
    return Found(month, TOTAL, key=f"{area} {month}", area=area, n=whole(row[CRIME], CRIME))


LAYOUT = Layout(
    name="district-crime",
    title="Recorded crime of every local authority district in a year, for comparison",
    record="district-crime",
    fields=(
        Field(CODE, "Local authority code", True, "E08000031", "code"),
        Field(NAME, "Local authority", True, "Wolverhampton"),
        Field(
            CRIME, "Offences recorded in the year, fraud excluded", True, "27952", "whole number", "offences"
        ),
        Field(YEAR, "Financial year, where the source does not say it", False, "2024/25"),
    ),
    recognises=recognises,
    opens=opens,
    accepts=accepts,
    grain="named",
    time="year",
    publisher="Home Office and Office for National Statistics",
    law="Open Government Licence v3.0",
    open=True,
)
