"""Published tables of deliberate fires: long, with a column for each type, and with one for each year."""

from pathlib import Path
from typing import Any

import pytest
from workbooks import ods, workbook

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources.fire_published import LAYOUT, accepts, kind_of_fire, opens, recognises
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source

ANY = Source(layout="fire-published", agency="fire")
WIDE: list[list[Any]] = [
    ["FIRE STATISTICS TABLE 0401: Deliberate fires attended, by fire and rescue authority"],
    ["England, 2006/07"],
    [],
    ["Fire and rescue authority", "Deliberate primary fires", "Deliberate secondary fires",
     "Malicious false alarms", "% deliberate"],
    ["Avon", "1,234", 2345, 321, "62"],
    ["West Midlands", 4001, 9002, "..", "55"],
    ["England", 70_000, 180_000, 30_000, "50"],
    ["1 Includes fires that are suspected to be deliberate."],
]  # fmt: skip
BY_YEAR: list[list[Any]] = [
    ["Table 5: Deliberate secondary fires by local authority"],
    ["Local authority", "2005-06", "2006-07", "2007/08 [r]"],
    ["Wolverhampton", 900, 950, 1000],
    ["City of Walsall", 800, 700, 650],
]
LONG: list[list[Any]] = [
    ["FINANCIAL_YEAR", "FRS_NAME", "Type", "Number of fires"],
    ["2006/07", "Avon", "Deliberate dwelling fires", 12],
    ["2007/08", "Avon", "Deliberate dwelling fires", 11],
]


def taken(path: Path, source: Source = ANY) -> list[Found]:
    found = []
    for _, row in opens(path, source):
        try:
            accepted = accepts(row, source)
        except RefusedRow:
            continue
        if accepted is not None:
            found.append(accepted)
    return found


def cells(found: list[Found]) -> list[tuple[str, str, int, int]]:
    return [(each.area, each.code, each.month, each.n) for each in found]


MARCH_2007, MARCH_2008 = 2007 * 12 + 2, 2008 * 12 + 2


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_a_table_with_a_column_for_each_type_takes_its_year_from_the_title(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"t.{form}"
    if form == "csv":
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in WIDE), "utf-8")
    else:
        (workbook if form == "xlsx" else ods)(path, {"Notes": [["Contents"]], "0401": WIDE})
    assert recognises(path, first_characters(path) if form == "csv" else "")
    assert cells(taken(path)) == [
        ("Avon", "deliberate-primary", MARCH_2007, 1234),
        ("Avon", "deliberate-secondary", MARCH_2007, 2345),
        ("Avon", "malicious-false-alarm", MARCH_2007, 321),
        ("West Midlands", "deliberate-primary", MARCH_2007, 4001),
        ("West Midlands", "deliberate-secondary", MARCH_2007, 9002),
        ("England", "deliberate-primary", MARCH_2007, 70_000),
        ("England", "deliberate-secondary", MARCH_2007, 180_000),
        ("England", "malicious-false-alarm", MARCH_2007, 30_000),
    ]


def test_a_suppressed_count_is_refused_not_taken_for_nought(tmp_path: Path) -> None:
    rows = list(opens(workbook(tmp_path / "t.xlsx", {"0401": WIDE}), ANY))
    hidden = next(row for _, row in rows if row["area"] == "West Midlands" and row["fires"] == "")
    with pytest.raises(RefusedRow, match="missing or suppressed for West Midlands, 2006/07"):
        accepts(hidden, ANY)
    assert len(rows) == 9


def test_a_table_with_a_column_for_each_year_takes_its_type_from_the_title(tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / "t.xlsx", {"5": BY_YEAR}))
    assert ("Wolverhampton", "deliberate-secondary", MARCH_2008, 1000) in cells(found)
    assert len(found) == 6


def test_a_long_table_is_read_as_it_is_and_only_the_areas_asked_for_are_kept(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"Data": LONG})
    assert cells(taken(path)) == [
        ("Avon", "deliberate-dwelling", MARCH_2007, 12),
        ("Avon", "deliberate-dwelling", MARCH_2008, 11),
    ]
    by_year = workbook(tmp_path / "y.xlsx", {"5": BY_YEAR})
    asked = Source(layout="fire-published", agency="fire", areas=("Walsall, City of",))
    assert {each.area for each in taken(by_year, asked)} == {"City of Walsall"}


def test_the_same_cell_of_two_editions_has_one_key(tmp_path: Path) -> None:
    one = taken(workbook(tmp_path / "a.xlsx", {"5": BY_YEAR}))
    two = taken(workbook(tmp_path / "b.xlsx", {"5": [*BY_YEAR, ["Dudley", 1, 2, 3]]}))
    assert {each.key for each in one} <= {each.key for each in two}


def test_a_table_of_something_else_is_no_table_of_fires(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"1": [["Authority", "Books lent"], ["Avon", 3]]})
    assert not recognises(path, "")
    with pytest.raises(NotThisLayout, match="is not a published table of deliberate fires"):
        list(opens(path, ANY))


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("All deliberate fires", "deliberate"),
        ("Deliberate primary fires excluding vehicles", "deliberate-primary-without-vehicles"),
        ("Deliberate primary vehicle fires", "deliberate-primary-vehicle"),
        ("Deliberate other building fires", "deliberate-building"),
        ("Accidental dwelling fires", "accidental-dwelling"),
        ("Hoax calls", "malicious-false-alarm"),
        ("Deliberate fires (as percentage of all fires)", ""),
        ("Deliberate fires per 10,000 population", ""),
        ("Population", ""),
    ],
)
def test_a_heading_says_which_fires(heading: str, code: str) -> None:
    assert kind_of_fire(heading) == code


def test_published_tables_are_open_and_name_their_areas() -> None:
    assert LAYOUT.open and LAYOUT.grain == "named" and LAYOUT.time == "year"
