"""The strategic assessment: a chapter for each part, problems from all sides, and what is missing said."""

from pathlib import Path
from typing import Any

import pytest
from declared_shelf import declared_shelf

from wulfrun.assessment.topics import actions, alerts, problems
from wulfrun.data.release import Rows
from wulfrun.definition.consultation import Consultation
from wulfrun.definition.topic_assessment import TopicAssessment
from wulfrun.publication.blocks import Facts, Grid, Heading, Lead, Link, Picture, Prose, Statement
from wulfrun.publication.documents._assessment_beside import emerging
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.documents.strategic_assessment import document
from wulfrun.publication.shelf import Shelf

RANKED: Rows = [
    {"measure": "asb", "title": "Anti-social behaviour", "rank": 1, "top": 2, "top_share": 0.93,
     "rank_low": 1, "rank_high": 2, "board_rank": 2, "board_reason": "It is not the gravest"},
    {"measure": "psa1", "title": "PSA1 basket of ten crime types", "rank": 2, "top": 2, "top_share": 0.61,
     "rank_low": 1, "rank_high": 3, "board_rank": None, "board_reason": ""},
    {"measure": "robbery", "title": "Robbery", "rank": None, "top": 2},
]  # fmt: skip
SAID = {
    "title": "Town hall meeting", "kind": "public meeting", "when": "2008-02-01", "reached": 60,
    "said": ["More lights", "Fewer burglaries"], "priorities": ["burglary"],
}  # fmt: skip
TOPIC = {
    "title": "Robbery of the young", "when": "2007-11-30", "by": "Tasking group",
    "measures": ["robbery", "psa1"],
    "summary": "They are robbed **on the way home**.", "advice": ["Walk them home"],
}  # fmt: skip


def plain(model: Any) -> Any:
    return model.model_dump(mode="json")


def made(folder: Path, ranked: bool = False, **declared: Any) -> Document:
    tables = {problems.PROBLEMS: (RANKED, problems.TABLES[problems.PROBLEMS])} if ranked else {}
    found = document(declared_shelf(folder, declared, tables))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return made(tmp_path_factory.mktemp("usual"))


def chapter(found: Document, name: str) -> Chapter:
    return next(each for each in found.chapters if each.name == name)


def words(part: Chapter) -> str:
    """Everything that a chapter says, in order."""
    said: list[str] = []
    for block in part.blocks:
        if isinstance(block, Lead | Heading | Prose):
            said.append(block.text)
        elif isinstance(block, Statement):
            said += [block.label, block.text]
        elif isinstance(block, Facts):
            said += [text for pair in block.pairs for text in pair]
        elif isinstance(block, Grid):
            said += [_cell(cell) for row in block.rows for cell in row]
    return " ".join(said)


def _cell(cell: Any) -> str:
    if isinstance(cell, dict):
        return "" if cell.get("value") is None else str(cell["value"])
    return str(getattr(cell, "words", getattr(cell, "text", cell)) or "")


def test_it_is_named_by_its_year_and_says_from_when_to_when(usual: Document) -> None:
    assert usual.title == "Strategic assessment 2007/08"
    assert "April 2007 to March 2008" in usual.subtitle
    assert usual.through == "2008-03"


def test_its_chapters_stand_in_order_and_only_where_there_is_something_to_say(usual: Document) -> None:
    assert [each.name for each in usual.chapters] == [
        "summary", "what-changed", "what-first", "problems-burglary", "cannot-tell",
        "what-the-law-asks",
    ]  # fmt: skip


def test_no_chapter_is_made_of_a_release_without_figures(tmp_path: Path) -> None:
    shelf = declared_shelf(tmp_path)
    shelf.figures.clear()
    assert document(shelf) is None


def test_the_summary_counts_what_got_better_and_worse_and_names_each(usual: Document) -> None:
    said = words(chapter(usual, "summary"))
    assert "Of the 6 measures that the strategy is judged by, 3 got better, 1 got worse and 2 show no" in said
    assert "PSA1 basket of ten crime types fell by" in said and "We are 95% sure" in said
    assert "No data say" in said and "who offends for 2 problems" in said
    assert "1 gap keeps a comparison back" in said


def test_each_problem_of_a_priority_is_told_from_all_sides(usual: Document) -> None:
    part = chapter(usual, "problems-burglary")
    said = words(part)
    for side in ("Who is affected", "Who offends", "Where", "When"):
        assert side in said
    assert "No agency's data say who does it. Needed: a count of those cautioned or charged" in said
    assert any(isinstance(each, Picture) for each in part.blocks)
    assert "The aim was to cut" in said


def test_a_measure_without_a_target_is_told_in_brief(usual: Document) -> None:
    part = chapter(usual, "problems-burglary")
    brief = [each.text for each in part.blocks if isinstance(each, Heading)]
    assert brief == ["PSA1 basket of ten crime types", "In brief", "Domestic burglary"]


def test_a_problem_that_ranks_first_and_that_no_priority_names_has_a_chapter(tmp_path: Path) -> None:
    found = made(tmp_path, ranked=True)
    said = words(chapter(found, "other-problems"))
    assert "no priority names" in said and "Anti-social behaviour" in said
    assert "first come, in order: anti-social behaviour; PSA1 basket" in words(chapter(found, "summary"))


def test_the_boards_judgement_stands_beside_the_computed_rank(tmp_path: Path) -> None:
    part = chapter(made(tmp_path, ranked=True), "what-first")
    table = next(each for each in part.blocks if isinstance(each, Grid))
    assert [_cell(cell) for cell in table.rows[0]] == [
        "Anti-social behaviour", "1", "93%", "1 to 2", "2", "It is not the gravest.",
    ]  # fmt: skip
    assert len(table.rows) == 2


def test_what_stood_out_after_the_day_of_judging_is_left_to_the_next_assessment(tmp_path: Path) -> None:
    alert = {"measure": "asb", "area_code": "E1", "area_name": "Exampleton", "area_level": "partnership",
             "direction": "higher", "count": 9.0, "expected": 2.0, "lower": 0.0, "upper": 5.0}  # fmt: skip
    month = {"tested": 10, "alerts": 1, "false_share": 0.1}
    tables = {
        alerts.ALERTS: [alert | {"month": "2008-03"}, alert | {"month": "2013-01"}],
        alerts.MONTHS: [month | {"month": "2008-03"}, month | {"month": "2013-01"}],
    }
    shelf = declared_shelf(tmp_path, {}, {name: (rows, alerts.TABLES[name]) for name, rows in tables.items()})
    said = words(Chapter("emerging", "", emerging(shelf)))
    assert "Of 10 monthly counts that were tested one stood out" in said
    assert "March 2008" in said and "January 2013" not in said


def test_what_people_said_is_told_with_the_priority_it_speaks_for(tmp_path: Path) -> None:
    held = {"hall": plain(Consultation.model_validate(SAID))}
    said = words(chapter(made(tmp_path, consultation=held), "what-first"))
    assert "Town hall meeting 1 February 2008 60 More lights; Fewer burglaries Safer homes" in said


def test_every_limit_of_the_data_is_in_one_chapter(usual: Document) -> None:
    said = words(chapter(usual, "cannot-tell"))
    assert "November 2006 Missing No file" in said
    assert "New incident standard" in said and "not compared across it" in said
    assert "No file for November 2006. 2006/07 is not compared" in said
    assert "who offends for 2 problems" in said


def test_actions_are_told_as_they_were_judged_and_evaluated(tmp_path: Path) -> None:
    action = {
        "action": "burglary-1", "priority_title": "Safer homes", "number": 1, "title": "Fit 500 locks",
        "owner": "Council", "due": "2007-06-30", "status": "under way", "judged": actions.LATE,
        "why": "due 30 June 2007 and not done", "next_milestone": "Order them", "next_due": "2008-05-01",
        "as_of": "2008-04-30",
    }  # fmt: skip
    tables = {actions.ACTIONS: ([action], actions.TABLES[actions.ACTIONS])}
    found = document(declared_shelf(tmp_path, tables=tables))
    assert found is not None
    said = words(chapter(found, "last-year"))
    assert "Of 1 action of the plan 1 is late, on 30 April 2008." in said
    assert (
        "Fit 500 locks Council 30 June 2007 Late Due 30 June 2007 and not done. Order them, 1 May 2008"
        in said
    )


def topical(folder: Path) -> Document:
    topics = {
        "young": plain(TopicAssessment.model_validate(TOPIC)),
        "old": plain(TopicAssessment.model_validate(TOPIC | {"title": "Long ago", "when": "2006-11-30"})),
    }
    return made(folder, assessment=topics)


def test_topic_assessments_of_the_year_add_up_and_say_what_is_not_yet_looked_at(tmp_path: Path) -> None:
    found = topical(tmp_path)
    said = words(chapter(found, "topic-assessments"))
    assert "adds up from 1 topic assessment" in said
    assert "They cover 2 of the 6 measures that the strategy is judged by." in said
    assert "2007/08 Q3 30 November 2007 Tasking group" in said
    assert "Long ago" not in said
    table = [each for each in chapter(found, "topic-assessments").blocks if isinstance(each, Grid)][1]
    assert [_cell(row[0]) for row in table.rows] == [
        "Racially aggravated offences",
        "Domestic abuse offences",
        "Anti-social behaviour",
        "Domestic burglary",
    ]


def test_a_topic_assessment_has_a_chapter_with_its_findings_and_its_problems_as_of_now(
    tmp_path: Path,
) -> None:
    part = chapter(topical(tmp_path), "topic-young")
    said = words(part)
    assert "Made on 30 November 2007 by Tasking group." in said
    assert "They are robbed **on the way home**." in said and "- Walk them home." in said
    headings = [each.text for each in part.blocks if isinstance(each, Heading)]
    assert headings == ["What was found", "What it advises", "Robbery", "PSA1 basket of ten crime types"]
    assert sum(isinstance(each, Picture) for each in part.blocks) >= 1


def test_what_the_law_asks_leads_to_the_chapters_that_answer(usual: Document) -> None:
    part = chapter(usual, "what-the-law-asks")
    table = next(each for each in part.blocks if isinstance(each, Grid))
    links = [cell.path for row in table.rows for cell in row if isinstance(cell, Link)]
    chapters = {usual.path_of(each) for each in usual.chapters}
    assert links and set(links) <= chapters
    said = words(part)
    assert (
        "What people who live and work in the area say should come first SI 2007/1830, reg. 7(e) Missing"
        in said
    )


def test_nothing_kept_back_is_told(usual: Document) -> None:
    assert all("31337" not in words(each) and "31,337" not in words(each) for each in usual.chapters)


def test_a_priority_without_figures_has_no_chapter(tmp_path: Path) -> None:
    shelf: Shelf = declared_shelf(tmp_path)
    shelf.definition["priority"]["burglary"]["measures"] = ["never-counted"]
    found = document(shelf)
    assert found is not None
    assert not any(each.name.startswith("problems-") for each in found.chapters)
