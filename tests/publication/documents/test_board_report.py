"""The board reads one page of targets by status, then what is not as it should be, each with its owner."""

from pathlib import Path
from typing import Any

import pytest
from declared_shelf import declared_shelf
from declared_strategy import strategy_shelf, words
from small_judgements import targets
from small_tables import CITY

from wulfrun.assessment.topics.alerts import ALERTS, TABLES
from wulfrun.data.release import write_json, write_rows
from wulfrun.data.tables import TARGETS
from wulfrun.publication.blocks import Grid, Heading, Picture
from wulfrun.publication.documents.board_report import document, quarter_of
from wulfrun.publication.shelf import Shelf, page_figures, shelve

ALERT: dict[str, Any] = {
    "alert": "a", "measure": "robbery", "area_code": CITY, "area_name": "Exampleton",
    "area_level": "partnership", "month": "2008-02", "latest": True, "direction": "higher", "count": 60.0,
    "expected": 30.2, "lower": 18.0, "upper": 44.0, "p": 0.0001, "adjusted": 0.01,
    "held_against": "the same months of earlier years",
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return strategy_shelf(tmp_path_factory.mktemp("board"))


def told(shelf: Shelf) -> str:
    made = document(shelf)
    assert made is not None
    return words(made.chapters[0].blocks)


def test_it_is_named_by_the_last_quarter_that_has_figures(shelf: Shelf) -> None:
    made = document(shelf)
    assert quarter_of(shelf) == "2007/08 Q4"
    assert made and made.title == "Board report, 2007/08 Q4"
    assert made.subtitle == "Exampleton, January 2008 to March 2008"
    assert made.through == "2008-03"
    assert len(made.chapters) == 1


def test_the_first_page_counts_targets_by_status_and_actions_late(shelf: Shelf) -> None:
    made = document(shelf)
    assert made is not None
    first, *_ = [each for each in made.chapters[0].blocks if isinstance(each, Picture)]
    counted = {row[0]: int(row[1]) for row in first.chart.rows}
    statuses = [row["status"] for row in shelf.release.rows("targets")]
    assert counted == {word.capitalize(): statuses.count(word) for word in statuses}
    assert "Of 3 actions, 1 is late and 1 is at risk on 30 April 2008." in told(shelf)


def test_only_actions_late_or_at_risk_are_listed_the_late_first(shelf: Shelf) -> None:
    made = document(shelf)
    assert made is not None
    (grid,) = [each for each in made.chapters[0].blocks
               if isinstance(each, Grid) and each.caption.startswith("Actions late")]  # fmt: skip
    assert [(row[0], row[1]) for row in grid.rows] == [
        ("Fit 500 locks", "Police"),
        ("Light 3 streets", "Nobody yet"),
    ]
    assert grid.rows[0][4] == "It was due on 30 June 2007."
    assert grid.rows[1][4] == "It is due on 31 May 2008 and has not begun."


def test_only_targets_that_are_not_well_are_told_with_their_owner(tmp_path: Path) -> None:
    rows = [
        {
            **targets()[0],
            "target": "bad",
            "title": "Missed one",
            "status": "not achieved",
            "owner": "Council",
        },
        {**targets()[0], "target": "good", "title": "Reached one", "status": "achieved"},
    ]
    made = document(declared_shelf(tmp_path, tables={"targets": (rows, TARGETS)}))
    assert made is not None
    (grid,) = [each for each in made.chapters[0].blocks
               if isinstance(each, Grid) and each.caption.startswith("Targets missed")]  # fmt: skip
    assert [(row[0], row[1]) for row in grid.rows] == [("Missed one", "Council")]


def test_alerts_of_the_quarter_are_told_unless_they_are_explained(tmp_path: Path) -> None:
    rows = [
        ALERT,
        {**ALERT, "alert": "b", "area_name": "Northfield", "decision": "action", "decided_by": "Tasking"},
        {**ALERT, "alert": "c", "area_name": "Southfield", "decision": "explained"},
        {**ALERT, "alert": "d", "area_name": "Eastfield", "month": "2007-12"},
    ]
    shelf = strategy_shelf(tmp_path)
    write_rows(shelf.release.path, ALERTS, rows, TABLES[ALERTS])
    shelf.release.manifest["tables"][ALERTS] = ""
    said = told(shelf)
    assert "Robbery in Exampleton, February 2008: 60 offences, where 18 to 44 were to be expected" in said
    assert "Not decided yet" in said and "Action taken (Tasking)" in said
    assert "Southfield" not in said and "Eastfield" not in said


def test_gaps_that_keep_figures_back_are_told(shelf: Shelf) -> None:
    assert "No file for November 2006 | 2006/07 is not compared" in told(shelf)


def test_what_changed_since_the_last_edition_stands_at_the_end(shelf: Shelf) -> None:
    made = document(shelf)
    assert made is not None
    headings = [each.text for each in made.chapters[0].blocks if isinstance(each, Heading)]
    assert headings[-3:] == ["Since the last edition", "Targets then and now", "Actions then and now"]


def test_words_then_and_now_are_told_where_they_changed(tmp_path: Path) -> None:
    shelf = strategy_shelf(tmp_path)
    words_changed = [{"where": "Homes", "what": "changed", "before": "Old", "after": "New"}]
    write_json(shelf.release.path / "changes.json", {"edition": "2008-01-31", "words": words_changed})
    assert "Homes (changed) | Old | New" in told(shelf)


def test_without_targets_and_actions_there_is_nothing_to_report(tmp_path: Path) -> None:
    release = declared_shelf(tmp_path, {"target": {}}, {"targets": ([], TARGETS)}).release
    assert document(shelve(release, page_figures(release))) is None
