"""What stands beside a problem: what residents feel, harm, alerts, targets, and the limits of its data."""

from pathlib import Path
from typing import Any

import pytest
from declared_shelf import declared_shelf
from small_tables import CITY

from wulfrun.assessment.topics import alerts, evaluations, harm, problems
from wulfrun.publication.problem import beside, change
from wulfrun.publication.problem.subject import Subject
from wulfrun.publication.problem.unknown import limits
from wulfrun.publication.shelf import Shelf

ALERT: dict[str, Any] = {
    "alert": "x", "measure": "robbery", "area_code": CITY, "area_name": "Exampleton",
    "area_level": "partnership", "month": "2008-03", "latest": True, "direction": "higher", "count": 90.0,
    "expected": 60.0, "lower": 40.0, "upper": 82.0, "p": 0.001, "adjusted": 0.02, "decision": "explained",
    "decided_by": "Tasking group", "decided_on": "2008-04-20", "note": "A late file",
}  # fmt: skip
CODE = {"index": "h", "period": "2007/08"}
CODES = [
    {**CODE, "code": "28A", "name": "Burglary", "share": 0.25, "share_of_count": 0.1},
    {**CODE, "code": "34B", "name": "Robbery", "share": 0.08, "share_of_count": 0.02},
]
RANKED: list[dict[str, Any]] = [
    {
        "measure": "robbery",
        "rank": 2,
        "top": 4,
        "top_share": 0.874,
        "board_rank": 1,
        "board_reason": "It frightens",
    },
    {"measure": "psa1", "rank": 1, "top": 4, "top_share": 1.0, "board_rank": None, "board_reason": ""},
    {"measure": "asb", "rank": None, "top": 4, "top_share": None, "board_rank": None, "board_reason": ""},
]
TRIED = {
    "action": "burglary-1", "title": "Alley gates", "measure": "domestic-burglary", "areas": "Ashmoor",
    "sentence": "All 3 ways of looking at it show less than expected.",
}  # fmt: skip


def shelf_with(folder: Path, **declared: Any) -> Shelf:
    tables = {
        alerts.ALERTS: ([ALERT], alerts.TABLES[alerts.ALERTS]),
        harm.CODES: (CODES, harm.TOPIC.tables[harm.CODES]),
        problems.PROBLEMS: (RANKED, problems.TABLES[problems.PROBLEMS]),
        evaluations.EVALUATIONS: ([TRIED], evaluations.TOPIC.tables[evaluations.EVALUATIONS]),
    }
    return declared_shelf(folder, declared, tables)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf_with(tmp_path_factory.mktemp("beside"))


def texts(told: Any) -> str:
    return " ".join(each.text for each in told)


@pytest.mark.parametrize(
    ("recorded", "answers", "said"),
    [
        ("good", "good", "What was recorded went the right way as well."),
        ("bad", "bad", "What was recorded went the wrong way as well."),
        (
            "good",
            "neutral",
            "What was recorded improved; what residents say shows no clear change: the two differ.",
        ),
        (
            "neutral",
            "good",
            "What was recorded shows no clear change; what residents say improved: the two differ.",
        ),
        ("neutral", "neutral", "What was recorded shows no clear change either."),
        ("unknown", "good", "Whether it agrees with what was recorded cannot be said."),
    ],
)
def test_perception_and_record_are_said_to_agree_only_where_both_were_tested(
    recorded: str, answers: str, said: str
) -> None:
    assert beside.together(recorded, answers) == said


def surveyed(folder: Path, period: str) -> Shelf:
    """A shelf with one survey measure of one year, asked beside robbery."""
    shelf = declared_shelf(folder)
    shelf.definition["question"] = {
        "fear": {"text": "Afraid?", "like": "", "recorded": ["robbery", "not-there"]}
    }
    shelf.definition["measure"]["afraid"] = shelf.definition["measure"]["robbery"] | {
        "title": "Afraid", "kind": "survey", "question": "fear", "of": "survey", "scale": 100, "per": None,
    }  # fmt: skip
    row = shelf.row("robbery", CITY, "2007/08")
    assert row is not None
    answer = {"measure": "afraid", "period": period, "value": 40.0, "lower": 35.0, "upper": 45.0}
    shelf.figures["afraid", CITY] = {period: row | answer}
    return shelf


def test_a_question_stands_beside_the_measures_that_it_is_declared_to_speak_of(tmp_path: Path) -> None:
    shelf = surveyed(tmp_path, "2007/08")
    assert beside.recorded_beside(shelf, "afraid") == ["robbery"]
    assert beside.asked_of(shelf, "robbery") == ["afraid"]
    assert beside.asked_of(shelf, "psa1") == []
    assert "Afraid: 40.0% in 2007/08" in texts(beside.felt(Subject(shelf, "robbery")))


def test_answers_and_records_of_years_far_apart_are_not_compared(tmp_path: Path) -> None:
    shelf = surveyed(tmp_path, "2005/06")
    assert "too far apart to compare" in texts(beside.felt(Subject(shelf, "robbery")))


def test_an_alert_is_told_with_its_decision(shelf: Shelf) -> None:
    said = texts(beside.stood_out(Subject(shelf, "robbery")))
    assert "90 offences, where 40 to 82 were to be expected" in said
    assert "Decision of Tasking group, 20 April 2008: explained: A late file." in said
    assert texts(beside.stood_out(Subject(shelf, "psa1"))) == ""


def test_harm_is_told_of_the_codes_that_a_measure_counts_whole(shelf: Shelf) -> None:
    said = texts(beside.harm(Subject(shelf, "domestic-burglary")))
    assert said == "Burglary: 25.0% of all harm and 10.0% of all offences in 2007/08."
    assert texts(beside.harm(Subject(shelf, "robbery"))) == ""


def test_where_a_problem_ranks_is_told_with_how_sure_that_is_and_what_the_board_thinks(shelf: Shelf) -> None:
    first = "among the first 4 in 87% of the ways to weigh the criteria"
    assert texts(beside.ranked(Subject(shelf, "robbery"))) == (
        f"It ranks 2 of 2 problems, and is {first}. The board puts it at 1: It frightens."
    )
    assert texts(beside.ranked(Subject(shelf, "psa1"))).endswith("100% of the ways to weigh the criteria.")
    assert texts(beside.ranked(Subject(shelf, "asb"))) == ""


def test_what_was_tried_is_told_of_the_whole_and_of_the_area_where_it_was(shelf: Shelf) -> None:
    assert "Alley gates (Ashmoor): All 3 ways" in texts(change.tried(Subject(shelf, "domestic-burglary")))
    assert texts(change.tried(Subject(shelf, "domestic-burglary", "N01")))
    assert not texts(change.tried(Subject(shelf, "domestic-burglary", "N02")))


def test_a_target_of_the_place_stands_beside_its_measure(shelf: Shelf) -> None:
    assert "The aim was to cut" in texts(change.aimed(Subject(shelf, "psa1")))
    assert texts(change.aimed(Subject(shelf, "psa1", "N01"))) == ""


def test_missing_months_and_breaks_are_limits_of_the_measures_they_touch(shelf: Shelf) -> None:
    said = texts(limits(Subject(shelf, "asb")))
    assert "November 2006: missing: No file." in said
    assert "1 April 2005: New incident standard" in said
    assert "something else: calls to the police, not every incident." in said
    assert "No file for November 2006. 2006/07 is not compared." in said
    assert "November 2006" not in texts(limits(Subject(shelf, "robbery")))


def test_measures_near_to_one_are_those_of_its_theme_its_whole_and_its_parts(shelf: Shelf) -> None:
    table = beside.kin(Subject(shelf, "domestic-burglary"))
    assert table is not None
    assert [row[0].words for row in table.rows] == ["PSA1 basket of ten crime types"]  # type: ignore[union-attr]


def test_the_change_on_the_baseline_comes_before_that_on_the_year(shelf: Shelf) -> None:
    said = change.findings(Subject(shelf, "psa1"))
    assert len(said) == 2 and "2003/04" in said[0].finding.text and "2006/07" in said[1].finding.text
    assert change.findings(Subject(shelf, "psa1", "nowhere")) == []
