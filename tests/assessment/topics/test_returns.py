"""Who owed what by when, what came, how late, how complete: nothing is late that nobody can show to be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from wulfrun.assessment.topics.returns import TOPIC, holding, received_on, status
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.batches import Receipt
from wulfrun.data.completeness import ROWS
from wulfrun.data.door import STOPPED
from wulfrun.data.geography.areas import Area, Geography, member_rows
from wulfrun.data.tables import CUBE, EXPOSURE, FIGURES
from wulfrun.data.taken import Tally
from wulfrun.definition.model import Definition
from wulfrun.definition.statutory_return import StatutoryReturn
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import month_index

HERE, WHOLE = "E01000001", "E08000099"
CRIMES = StatutoryReturn(
    title="Recorded crimes", paragraph="2", holder="police", records=("offence",), law="SI 2007/1831",
    fields={"category": ("offence_code",), "time": ("committed_from", "time"), "sex": ("sex",)},
)  # fmt: skip
FIRES = StatutoryReturn(
    title="Deliberate fires", paragraph="3", holder="fire", records=("fire",), codes=("deliberate-*",),
    law="SI 2007/1831", order=3,
)  # fmt: skip
FILLED = {ROWS: 200, "offence_code": 200, "committed_from": 150}


def receipt(name: str, first: str, last: str, **changed: object) -> Receipt:
    tally = Tally(first_month=month_index(first), last_month=month_index(last), filled=FILLED)
    usual = Receipt(
        f"data/police/{name}", name, "f" * 64, 1, "crimes", "police", "police-extract", "offence", tally
    )
    return replace(usual, **changed)


def cell(
    file: str, month: str, n: int, area: str = HERE, code: str = "28A", record: str = "offence"
) -> dict[str, object]:
    return {
        "record": record, "code": code, "flags": 0, "month": month_index(month), "area": area,
        "file": file, "n": n,
    }  # fmt: skip


def assess(
    cells: list[dict[str, object]], receipts: list[Receipt], **changed: object
) -> dict[tuple[str, str], dict[str, object]]:
    rows, _ = both(cells, receipts, **changed)
    return {(row["return"], row["quarter"]): row for row in rows}


def both(
    cells: list[dict[str, object]], receipts: list[Receipt], **changed: object
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    received = changed.pop("received", {})
    definition = Definition.model_validate(
        {
            "partnership": {"name": "N", "area_name": "N", "area_codes": [WHOLE], **changed},
            "agency": {
                "police": {"name": "Northbank Police"},
                "brigade": {"name": "Brigade", "holds": ["fire"]},
            },
            "source": {"crimes": {"layout": "police-extract", "agency": "police", "received": received}},
            "return": {"crimes": CRIMES, "fires": FIRES},
        }
    )
    cube = pa.Table.from_pylist(cells, schema=CUBE)
    places = Geography((Area(HERE, HERE, "lsoa"),), (HERE,), member_rows([(HERE, HERE, "lsoa")]), WHOLE)
    known = Known(
        definition, Path(), FigureBook(FIGURES.empty_table()), month_index("2013-09"), places,
        EXPOSURE.empty_table(), {}, receipts,
        lambda record: cube.filter(pc.equal(cube["record"], record)),
    )  # fmt: skip
    found = TOPIC.assess(known)
    return list(found["returns"]), list(found["return_fields"])


AUTUMN = [cell("a.csv", f"2007-{month:02d}", 40) for month in (7, 8, 9)]
WINTER = [cell("b.csv", "2007-10", 30), cell("b.csv", "2007-12", 30)]
A, B = receipt("a.csv", "2007-07", "2007-09"), receipt("b.csv", "2007-10", "2007-12")


def test_a_quarter_stands_as_what_came_of_its_months_says() -> None:
    found = assess([*AUTUMN, *WINTER], [A, B], as_of=date(2008, 4, 2))
    assert {key: row["status"] for key, row in found.items()} == {
        ("crimes", "2007/08 Q2"): "arrived, day not known",
        ("crimes", "2007/08 Q3"): "part",
        ("crimes", "2007/08 Q4"): "not yet due",
        ("crimes", "2008/09 Q1"): "not yet due",
        ("fires", "2007/08 Q2"): "not arrived",
        ("fires", "2007/08 Q3"): "not arrived",
        ("fires", "2007/08 Q4"): "not yet due",
        ("fires", "2008/09 Q1"): "not yet due",
    }
    whole, part = found["crimes", "2007/08 Q2"], found["crimes", "2007/08 Q3"]
    assert (whole["due"], whole["rows"], whole["days_late"], whole["received"]) == (
        "2007-12-31",
        120,
        None,
        "",
    )
    assert (part["months_missing"], part["rows"], part["due"]) == ("2007-11", 60, "2008-03-31")
    assert (whole["agency"], found["fires", "2007/08 Q2"]["agency"]) == ("Northbank Police", "Brigade")


@pytest.mark.parametrize(
    ("day", "said", "late"),
    [(date(2007, 12, 31), "on time", None), (date(2008, 1, 1), "late", 1), (date(2008, 2, 29), "late", 60)],
)
def test_how_late_is_said_only_of_the_declared_day(day: date, said: str, late: int | None) -> None:
    row = assess(AUTUMN, [A], received={"a*.csv": day})["crimes", "2007/08 Q2"]
    assert (row["status"], row["days_late"], row["received"]) == (said, late, day.isoformat())


def test_a_quarter_in_two_files_came_with_the_later_and_is_unknown_while_one_is() -> None:
    cells = [*AUTUMN[:2], cell("c.csv", "2007-09", 9)]
    files = [A, receipt("c.csv", "2007-09", "2007-09")]
    days = {"a.csv": date(2007, 10, 1), "c.csv": date(2008, 1, 10)}
    row = assess(cells, files, received=days)["crimes", "2007/08 Q2"]
    assert (row["status"], row["days_late"]) == ("late", 10)
    row = assess(cells, files, received={"a.csv": date(2007, 10, 1)})["crimes", "2007/08 Q2"]
    assert (row["status"], row["received"]) == ("arrived, day not known", "")


def test_without_a_declared_day_it_is_judged_as_of_the_last_month_of_the_returns_own_files() -> None:
    """Not of the data's last month of all: the street map may reach years beyond what agencies sent."""
    rows, _ = both(AUTUMN, [A])
    assert {row["as_of"] for row in rows} == {"2007-09-30"}
    assert {row["quarter"] for row in rows} == {"2007/08 Q2"}


def test_published_tables_are_nobodys_return() -> None:
    published = replace(A, layout="police-street", record="street")
    assert both(AUTUMN, [published]) == ([], [])


def test_only_the_codes_of_a_return_are_its_rows_and_the_file_shows_that_a_month_came() -> None:
    fires = [
        cell("f.csv", f"2007-{month:02d}", 10, code=code, record="fire")
        for month in (7, 8, 9)
        for code in ("deliberate-secondary-refuse", "accidental-dwelling")
        if (month, code) != (8, "deliberate-secondary-refuse")
    ]
    file = receipt("f.csv", "2007-07", "2007-09", layout="fire-incidents", record="fire")
    row = assess(fires, [file])["fires", "2007/08 Q2"]
    assert (row["rows"], row["months_missing"], row["status"]) == (20, "", "arrived, day not known")


def test_the_geocoded_share_is_of_the_quarters_own_rows() -> None:
    cells = [*AUTUMN, cell("a.csv", "2007-07", 30, area=""), cell("a.csv", "2007-08", 10, area=WHOLE)]
    row = assess(cells, [A])["crimes", "2007/08 Q2"]
    assert (row["rows"], row["geocoded_share"]) == (160, pytest.approx(120 / 160))


def test_each_field_is_as_complete_as_the_fullest_column_that_may_hold_it() -> None:
    _, fields = both(AUTUMN, [A])
    assert [(row["field"], row["read_from"], row["filled_share"]) for row in fields] == [
        ("category", "offence_code", 1.0),
        ("time", "committed_from", 0.75),
        ("sex", "", 0.0),
    ]


def test_fewer_than_five_rows_are_not_said() -> None:
    row = assess([cell("a.csv", f"2007-{month:02d}", 1) for month in (7, 8, 9)], [A])["crimes", "2007/08 Q2"]
    assert (row["rows"], row["geocoded_share"]) == (None, None)
    assert "Fewer than 5 rows" in row["note"]


def test_a_file_stopped_at_the_door_has_not_come_and_is_told_of() -> None:
    stopped = replace(A, tally=Tally(), note=f"{STOPPED}: column 2 holds names (3 of 3 filled rows).")
    row = assess(WINTER, [stopped, B])["crimes", "2007/08 Q2"]
    assert row["status"] == "not yet due"
    row = assess(WINTER, [stopped, B], as_of=date(2008, 1, 1))["crimes", "2007/08 Q2"]
    assert row["status"] == "not arrived"
    assert "Stopped at the door, for personal data: data/police/a.csv." in row["note"]


def test_on_the_day_it_is_due_nothing_is_missing_yet() -> None:
    by = date(2007, 12, 31)
    assert status(3, None, by, by) == "not yet due"
    assert status(3, None, by, date(2008, 1, 1)) == "not arrived"


def test_an_agency_holds_what_it_says_it_holds_else_what_its_key_says() -> None:
    definition = Definition.model_validate(
        {
            "partnership": {"name": "N", "area_name": "N", "area_codes": [WHOLE]},
            "agency": {
                "primary_care_trust": {"name": "Trust"},
                "police": {"name": "Force", "holds": ["fire"]},
            },
        }
    )
    assert holding(definition, "health") == ["Trust"]
    assert holding(definition, "police") == []
    assert holding(definition, "fire") == ["Force"]
    assert received_on(definition, [A]) is None
