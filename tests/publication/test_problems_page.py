"""The page of problems says what comes first, how firm that is, and where the board thinks otherwise."""

from pathlib import Path
from typing import Any

import pytest
from small_release import write_release
from small_tables import CITY

from wulfrun.assessment.topics.problems import BY_CRITERION, PAIRS, PROBLEMS, TABLES, WEIGHTS
from wulfrun.data.release import write_rows
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.topic_pages import problems

FIRST: dict[str, Any] = {
    "measure": "robbery", "title": "Robbery", "rank": 1, "score": 0.8, "criteria": 8, "known": 0.9, "top": 2,
    "top_share": 0.99, "top_share_any": 0.7, "first_share": 0.8, "mean_rank": 1.1, "rank_low": 1,
    "rank_high": 2, "priority": "", "note": "", "board_reason": "", "board_by": "", "board_when": "",
}  # fmt: skip
SECOND = FIRST | {
    "measure": "domestic-burglary", "title": "Domestic burglary", "rank": 2, "score": 0.6, "top_share": 0.6,
    "rank_low": 2, "rank_high": 3, "priority": "burglary",
}  # fmt: skip
UNRANKED = {
    "measure": "asb", "title": "Anti-social behaviour", "criteria": 1, "known": 0.1, "top": 2,
    "priority": "", "note": "Not ranked: too little is known of it (1 of 9 criteria).",
}  # fmt: skip
CRITERION = {"measure": "robbery", "criterion": "volume", "weight": 1.0, "raw": 700.0, "scaled": 1.0,
             "words": "700 offences in 2007/08", "figure": "robbery", "period": "2007/08"}  # fmt: skip
WEIGHT = {"criterion": "volume", "title": "Volume", "about": "How many.", "weight": 1.0, "share": 1.0,
          "problems": 2, "above_to": "", "below_to": ""}  # fmt: skip
HARM = {**WEIGHT, "criterion": "harm", "title": "Harm", "about": "How bad."}


def shelf(folder: Path, **tables: list[dict[str, Any]]) -> Shelf:
    release = write_release(folder)
    for name, rows in tables.items():
        write_rows(folder, name, rows, TABLES[name])
        release.manifest["tables"][name] = ""
    return shelve(release, page_figures(release))


def made(folder: Path, *rows: dict[str, Any], **more: list[dict[str, Any]]) -> Page:
    tables = {PROBLEMS: list(rows), WEIGHTS: [WEIGHT], BY_CRITERION: [CRITERION]} | more
    (page,) = problems.pages(shelf(folder, **tables))
    return page


def said(page: Page) -> str:
    return " ".join(str(getattr(each, "text", getattr(each, "rows", ""))) for each in page.content["blocks"])


def test_what_comes_first_is_told_with_how_often_it_stays_there(tmp_path: Path) -> None:
    page = made(tmp_path, FIRST, SECOND, **{PAIRS: [
        {"measure": "robbery", "beside": "domestic-burglary", "ahead": 0.83}
    ]})  # fmt: skip
    text = said(page)
    assert "Of 2 problems ranked on one criterion, robbery comes first. It is first in 80% and among" in text
    assert "among the first two in 99% of the mixes" in text
    assert "Of the mixes near those declared:\n\n- Robbery is ahead of domestic burglary in 83%" in text
    (chart,) = page.charts
    assert chart.title == "Robbery: among the first two in at least nine of ten mixes"
    assert chart.date == "March 2008"
    order = next(
        each for each in page.content["blocks"] if getattr(each, "caption", "") == "Problems in order"
    )
    assert order.rows[1][7].path == "priorities.html#burglary"
    assert order.rows[0][7] == "none"


def test_of_two_that_tie_neither_is_said_to_be_first(tmp_path: Path) -> None:
    text = said(made(tmp_path, FIRST, {**SECOND, "rank": 1}))
    assert "robbery and domestic burglary come first together" in text


@pytest.mark.parametrize(
    ("board", "label", "words"),
    [
        (1, "As computed", "Robbery. The board puts it in place 1, and so do the criteria. It hurts."),
        (2, "Within what weights allow", "The board puts it in place 2; the criteria give it rank 1"),
        (
            5,
            "Differs",
            "The board puts it in place 5; the criteria give it rank 1, from 1 to 2 as weights move",
        ),
    ],
)
def test_the_boards_place_stands_beside_the_computed_one_with_its_reason(
    tmp_path: Path, board: int, label: str, words: str
) -> None:
    row = FIRST | {"board_rank": board, "board_reason": "It hurts", "board_by": "The board",
                   "board_when": "2008-02-21"}  # fmt: skip
    page = made(tmp_path, row, SECOND)
    statement = next(each for each in page.content["blocks"] if each.block == "statement")
    assert statement.label == label
    assert words in statement.text
    assert statement.text.endswith("It hurts.")
    assert "The board, 21 February 2008" in said(page)


def test_a_problem_too_little_is_known_of_stands_apart_and_never_in_the_order(tmp_path: Path) -> None:
    judged = {**UNRANKED, "board_rank": 1, "board_reason": "People say so"}
    page = made(tmp_path, FIRST, SECOND, judged)
    grids = {each.caption: each for each in page.content["blocks"] if each.block == "grid"}
    assert [row[0] for row in grids["Problems that are not ranked"].rows] == ["Anti-social behaviour"]
    assert len(grids["Problems in order"].rows) == 2
    assert "it could not be ranked, because too little is known of it. People say so." in said(page)


def test_the_matrix_shows_the_boards_grades_and_else_harm_beside_volume(tmp_path: Path) -> None:
    grades = {"impact": 4, "likelihood": 5, "confidence": 3, "board_when": "2008-02-21"}
    page = made(tmp_path / "graded", FIRST | grades, UNRANKED | grades, SECOND)
    chart = page.charts[0]
    assert chart.date == "21 February 2008"
    assert chart.title == "Impact and likelihood: highest for robbery and anti-social behaviour"
    assert chart.rows == (("1", "Robbery", "5", "4", "3"), ("a", "Anti-social behaviour", "5", "4", "3"))
    rows = [
        CRITERION | {"measure": name, "criterion": criterion, "scaled": scaled}
        for name, scaled in (("robbery", 1.0), ("domestic-burglary", 0.0)) for criterion in ("volume", "harm")
    ]  # fmt: skip
    other = made(tmp_path / "not", FIRST, SECOND, **{BY_CRITERION: rows, WEIGHTS: [WEIGHT, HARM]})
    assert other.charts[0].title == "Harm and volume: highest for robbery"
    assert other.charts[0].rows[1] == ("2", "Domestic burglary", "1", "1")


def test_each_criterion_leads_to_the_figure_it_rests_on(tmp_path: Path) -> None:
    page = made(tmp_path, FIRST, SECOND)
    grid = next(each for each in page.content["blocks"] if "highest first" in getattr(each, "caption", ""))
    name, words, figure, place = grid.rows[0]
    assert (name, words, place) == ("Robbery", "700 offences in 2007/08", "100")
    assert grid.folded
    assert (figure["measure"], figure["area_code"]) == ("robbery", CITY)


def test_it_is_said_what_would_change_which_problem_is_first(tmp_path: Path) -> None:
    assert "Whatever any one criterion counts, the others in proportion, robbery comes first." in said(
        made(tmp_path / "firm", FIRST, SECOND)
    )
    tips = WEIGHT | {"share": 0.1, "above": 0.276, "above_to": "domestic-burglary"}
    page = made(tmp_path / "tips", FIRST, SECOND, **{WEIGHTS: [tips, HARM]})
    grid = next(
        each for each in page.content["blocks"] if "What would change" in getattr(each, "caption", "")
    )
    assert grid.rows == [("Volume", "10%", "over 28%: domestic burglary", "never")]


def test_without_ranked_problems_there_is_no_page(tmp_path: Path) -> None:
    assert problems.pages(shelf(tmp_path)) == []
