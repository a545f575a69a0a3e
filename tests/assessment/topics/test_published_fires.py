"""Published tables of deliberate fires: this area beside others, and beside its fire service's own file."""

from pathlib import Path

import pyarrow as pa
import pytest

from wulfrun.assessment.topics.published_fires import TABLE, TOPIC, assess, same_kind
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.geography.areas import Geography, member_rows
from wulfrun.data.tables import CUBE, EXPOSURE, FIGURES
from wulfrun.definition.model import Definition, Partnership
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import period

PUBLISHED = {
    ("Northbank", "2003/04"): 100, ("Northbank", "2006/07"): 70, ("Northbank", "2007/08"): 60,
    ("Eastmoor", "2003/04"): 50, ("Eastmoor", "2007/08"): 55,
}  # fmt: skip


def known(published: dict[tuple[str, str], int], fire_months: range) -> Known:
    def row(record: str, code: str, month: int, area: str, n: int) -> dict[str, object]:
        return {"record": record, "code": code, "flags": 0, "month": month, "area": area, "file": "f", "n": n}

    cubes = {
        "fire-table": [row("fire-table", "deliberate-primary", period(year).last, area, n)
                       for (area, year), n in published.items()],
        "fire": [row("fire", code, month, area, n) for month in fire_months for code, area, n in (
            ("deliberate-primary-vehicle", "E1", 4), ("deliberate-primary-dwelling", "E08000099", 1),
            ("deliberate-secondary-refuse", "E1", 9), ("deliberate-primary-vehicle", "", 6))],
    }  # fmt: skip
    return Known(
        definition=Definition(
            partnership=Partnership(name="P", area_codes=("E08000099",), area_name="Northbank")
        ),
        folder=Path(),
        book=FigureBook(FIGURES.empty_table()),
        through=24_098,
        geography=Geography((), (), member_rows([]), "E08000099"),
        exposures=EXPOSURE.empty_table(),
        months={
            "fire-table": [],
            "fire": [Month("fire", month, COMPLETE, "", 1, 1.0) for month in fire_months],
        },
        receipts=(),
        cube_of=lambda record: pa.Table.from_pylist(cubes[record], schema=CUBE),
    )


def test_areas_are_compared_over_the_years_that_all_of_them_have() -> None:
    own, other = sorted(
        assess(known(PUBLISHED, period("2007/08").months))[TABLE], key=lambda row: -row["own"]
    )
    assert (own["first_period"], own["period"], own["first"], own["fires"]) == ("2003/04", "2007/08", 100, 60)
    assert own["change_percent"] == pytest.approx(-40)
    assert own["lower"] < -40 < own["upper"] < 0
    assert other["lower"] < 0 < other["upper"]
    assert other["own"] is False and other["extract"] is None


def test_the_services_own_file_stands_beside_its_published_figure_where_the_year_is_whole() -> None:
    rows = assess(known(PUBLISHED, period("2007/08").months))[TABLE]
    assert [row["extract"] for row in rows if row["own"]] == [60]
    partial = assess(known(PUBLISHED, range(period("2007/08").first, period("2007/08").last)))[TABLE]
    assert [row["extract"] for row in partial if row["own"]] == [None]


def test_areas_without_a_year_in_common_are_not_compared() -> None:
    apart = {("Northbank", "2003/04"): 1, ("Eastmoor", "2004/05"): 1}
    assert assess(known(apart, range(0)))[TABLE] == []


def test_a_published_type_holds_the_incidents_whose_kind_it_names() -> None:
    incidents = {
        "deliberate-primary-dwelling": 2,
        "deliberate-primary-vehicle": 3,
        "malicious-false-alarm": 7,
    }
    assert same_kind("deliberate", incidents) == 5
    assert same_kind("deliberate-dwelling", incidents) == 2
    assert same_kind("malicious-false-alarm", incidents) == 7
    assert same_kind("deliberate-primary-without-vehicles", incidents) is None


def test_every_row_has_the_columns_that_were_promised() -> None:
    rows = assess(known(PUBLISHED, period("2007/08").months))[TABLE]
    assert all(set(row) == set(TOPIC.tables[TABLE].names) for row in rows)
