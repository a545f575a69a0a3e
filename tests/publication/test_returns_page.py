"""The calendar of the statutory returns, as a page and as files: it accuses nobody of what it cannot show."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wulfrun.assessment.topics.returns import TOPIC
from wulfrun.data.release import Release, Rows, write_json, write_rows
from wulfrun.publication.blocks import Grid, Lead, Statement
from wulfrun.publication.returns_files import write_returns
from wulfrun.publication.topic_pages.returns import pages

BASE = {
    "return": "crimes", "title": "Recorded crimes", "paragraph": "2", "law": "SI 2007/1831",
    "holder": "police", "agency": "Northbank Police", "quarter": "2007/08 Q2", "first_day": "2007-07-01",
    "last_day": "2007-09-30",
    "due": "2007-12-31", "as_of": "2008-03-31", "status": "late", "received": "2008-01-10", "days_late": 10,
    "months_missing": "", "rows": 1200, "geocoded_share": 0.95, "note": "",
}  # fmt: skip
PART = BASE | {
    "quarter": "2007/08 Q3", "due": "2008-03-30", "status": "part", "received": "", "days_late": None,
    "months_missing": "2007-11", "rows": 60, "note": "Stopped at the door, for personal data: data/a.csv.",
}  # fmt: skip
UNREAD = BASE | {
    "return": "exclusions", "title": "School exclusions", "paragraph": "6", "holder": "council", "agency": "",
    "status": "not read here", "received": "", "days_late": None, "rows": None, "geocoded_share": None,
}  # fmt: skip
FIELDS = [
    {"return": "crimes", "quarter": "2007/08 Q3", "field": "time", "read_from": "committed_from",
     "filled_share": 0.75},
    {"return": "crimes", "quarter": "2007/08 Q3", "field": "category", "read_from": "", "filled_share": 0.0},
]  # fmt: skip


@dataclass
class Shown:
    """As much of a shelf as the page asks for."""

    tables: dict[str, Rows]

    @property
    def release(self) -> "Shown":
        return self

    def rows(self, name: str) -> Rows:
        return self.tables.get(name, [])


def blocks(*rows: dict[str, Any]) -> list[Any]:
    shelf: Any = Shown({"returns": list(rows), "return_fields": FIELDS})
    (page,) = pages(shelf)
    return list(page.content["blocks"])


def test_there_is_no_page_where_nobody_sends_a_return() -> None:
    shelf: Any = Shown({})
    assert pages(shelf) == []


def test_the_lead_counts_what_was_owed_and_blames_nobody_for_what_is_not_read() -> None:
    (lead,) = [each.text for each in blocks(BASE, PART, UNREAD) if isinstance(each, Lead)]
    assert lead == (
        "As of 31 March 2008, 1 of 2 quarterly returns had come whole, 1 in part, and 0 had not come. "
        "1 of the data sets that the law names is not read here yet."
    )


def test_what_is_late_in_part_or_stopped_is_said_with_whose_it_is() -> None:
    said = {each.label: each.text for each in blocks(BASE, PART, UNREAD) if isinstance(each, Statement)}
    assert (
        said["Late"]
        == "Northbank Police, Recorded crimes, 2007/08 Q2: came 10 days late, on 10 January 2008."
    )
    assert said["In part"] == "Northbank Police, Recorded crimes, 2007/08 Q3: November 2007 did not come."
    assert "data/a.csv" in said["Stopped"]


def test_the_calendar_has_a_line_for_each_return_and_a_column_for_each_quarter() -> None:
    calendar = next(each for each in blocks(BASE, PART, UNREAD) if isinstance(each, Grid))
    assert list(calendar.heads) == [
        "Return", "Owed by", "2007/08 Q2 (due 31 December 2007)", "2007/08 Q3 (due 30 March 2008)",
    ]  # fmt: skip
    assert list(calendar.rows[0])[2:] == [
        "late by 10 days (1,200 rows)",
        "part: without November 2007 (60 rows)",
    ]
    assert list(calendar.rows[1])[1:] == ["Council (no agency is declared)", "not read here", "not owed"]


def test_each_field_says_how_complete_it_is_and_where_it_was_read() -> None:
    filled = [each for each in blocks(BASE, PART) if isinstance(each, Grid)][-1]
    assert [list(row)[2:] for row in filled.rows] == [
        ["placed in a small area", "95.0%"],
        ["time", "75.0% (from committed_from)"],
        ["category", "0.0% (no such column)"],
    ]


def test_the_files_for_machines_say_what_the_table_says(tmp_path: Path) -> None:
    write_rows(tmp_path, "returns", [BASE, PART], TOPIC.tables["returns"])
    write_rows(tmp_path, "return_fields", FIELDS, TOPIC.tables["return_fields"])
    write_json(tmp_path / "manifest.json", {"release": "r", "tables": {"returns": "", "return_fields": ""}})
    written = write_returns(Release(tmp_path), tmp_path / "out")
    assert [each.name for each in written] == ["returns.csv", "returns.json"]
    with written[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["quarter"], row["status"], row["days_late"]) for row in rows] == [
        ("2007/08 Q2", "late", "10"),
        ("2007/08 Q3", "part", ""),
    ]
    content = json.loads(written[1].read_text("utf-8"))
    assert content["as_of"] == "2008-03-31"
    assert [each["filled"] for each in content["returns"]] == [{}, {"time": 0.75, "category": 0.0}]
    first = content["returns"][0]
    assert {name: first[name] for name in BASE} == BASE


def test_no_file_is_written_where_nobody_sends_a_return(tmp_path: Path) -> None:
    write_json(tmp_path / "manifest.json", {"release": "r", "tables": {}})
    assert write_returns(Release(tmp_path), tmp_path / "out") == []
