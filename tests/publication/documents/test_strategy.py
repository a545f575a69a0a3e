"""The strategy tells what was declared, names what is missing, and dates who was held to what."""

from pathlib import Path
from typing import Any

import pytest
from declared_strategy import PLAN, chapter, declared, strategy_shelf, words
from small_release import write_release

from wulfrun.assessment.topics.problems import PROBLEMS
from wulfrun.assessment.topics.problems import TABLES as PROBLEM_TABLES
from wulfrun.data.release import write_json, write_rows
from wulfrun.publication.blocks import Prose
from wulfrun.publication.documents._strategy_people import absent
from wulfrun.publication.documents.strategy import document
from wulfrun.publication.shelf import Shelf, page_figures, shelve


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return strategy_shelf(tmp_path_factory.mktemp("strategy"))


def told(shelf: Shelf, name: str) -> str:
    made = document(shelf)
    assert made is not None
    return words(chapter(made, name).blocks)


def test_it_has_a_chapter_for_each_priority_between_what_was_and_what_it_costs(shelf: Shelf) -> None:
    made = document(shelf)
    assert made and (made.title, made.subtitle) == (PLAN["title"], "Exampleton, 2005/06 to 2007/08")
    assert [each.name for each in made.chapters] == [
        "vision", "law", "partners", "last-strategy", "priority-burglary", "resources", "success",
        "taking-part", "statements", "review", "checklist",
    ]  # fmt: skip


def test_prose_shows_the_figure_that_is_published(shelf: Shelf) -> None:
    made = document(shelf)
    assert made is not None
    (prose,) = [each for each in chapter(made, "priority-burglary").blocks
                if isinstance(each, Prose) and "most are burglaries" in each.text]  # fmt: skip
    (row,) = prose.rows
    assert prose.text == "Of \ue0000\ue001 crimes, most are burglaries."
    current = shelf.row("psa1", shelf.whole, "2007/08")
    assert current and row["value"] == current["value"]


def test_a_limb_without_a_priority_is_said_if_the_law_asked_for_it_then(shelf: Shelf) -> None:
    law = told(shelf, "law")
    assert "Missing No priority answers substance misuse: the strategy is not complete." in law
    assert "Serious violence | Not asked yet | Asked of strategies from 31 January 2023" in law
    assert "Crime and disorder | Answered | Safer homes" in law


def test_authorities_are_those_of_the_first_day_and_their_changes_are_dated(shelf: Shelf) -> None:
    law = told(shelf, "law")
    assert "On 1 April 2005, the first day of the strategy, they are Exampleton Police and" in law
    assert (
        "**While the strategy runs:** After 30 June 2007 Primary Care Trust is no longer a responsible" in law
    )
    assert "Probation Area | Co-operating body | since 1 July 1998" in law


def test_bodies_of_its_years_are_drawn_and_those_that_were_gone_are_not(shelf: Shelf) -> None:
    partners = told(shelf, "partners")
    assert "Under The board: Burglary group." in partners
    assert "Old group" not in partners
    assert "Chair: Not said yet." in partners
    assert "No information-sharing protocol is declared" in partners


def test_the_last_strategys_targets_are_told_with_their_figures(shelf: Shelf) -> None:
    last = told(shelf, "last-strategy")
    assert "The last one (2002/03 to 2004/05): what was promised, and what became of it." in last
    assert "figure psa1 2003/04" in last and "figure psa1 2007/08" in last


def test_every_action_has_owner_partners_day_cost_and_source(shelf: Shelf) -> None:
    priority = told(shelf, "priority-burglary")
    assert "Fit 500 locks | Police | Primary Care Trust | 30 June 2007 | Under way | Late" in priority
    assert "Fit 500 locks | Cut the basket by a fifth | £5,000 | Grant | No evaluation yet" in priority
    assert "Light 3 streets | Nobody yet | – | 31 May 2008 | Planned | At risk" in priority
    assert "Fit 500 locks: 100 locks | 30 June 2006 | 1 June 2006" in priority
    assert "Under Cut the basket by a fifth: Fit 500 locks, Light 3 streets and Mark bicycles." in priority


def test_where_its_problems_stand_in_the_ranking_is_its_evidence(tmp_path: Path) -> None:
    shelf = strategy_shelf(tmp_path)
    assert "Burglary hurts" not in told(shelf, "priority-burglary")
    ranked = {"measure": "psa1", "title": "The basket", "rank": 2, "top": 4, "top_share": 0.87,
              "board_rank": 1, "board_reason": "Burglary hurts"}  # fmt: skip
    other = {"measure": "robbery", "title": "Robbery", "rank": 1, "top": 4, "top_share": 1.0}
    write_rows(shelf.release.path, PROBLEMS, [ranked, other], PROBLEM_TABLES[PROBLEMS])
    shelf.release.manifest["tables"][PROBLEMS] = ""
    priority = told(shelf, "priority-burglary")
    assert "The basket | 2 | 87% | 1 | Burglary hurts" in priority
    assert "Robbery | 1" not in priority


def test_costs_are_added_up_and_what_has_none_is_named(shelf: Shelf) -> None:
    resources = told(shelf, "resources")
    assert "The 2 of 3 actions that have a cost are to cost £7,500 over the years" in resources
    assert "Safer homes | 3 | 2 | £7,500" in resources
    assert "Grant | 1 | 1 | £5,000" in resources and "Not said | 2 | 1 | £2,500" in resources
    assert "Mark bicycles | Safer homes | Police" in resources


def test_who_was_missing_at_a_public_meeting_depends_on_who_was_held_to_come_that_day(shelf: Shelf) -> None:
    people = told(shelf, "taking-part")
    assert "Town Hall, 16 October 2006: nobody senior came from Primary Care Trust." in people
    assert "School, 15 October 2007: senior people of every responsible authority were there." in people
    assert "140 took part on the 1 of them that were counted" in people
    assert "Burglary first." in people and "It speaks for: Safer homes." in people
    assert absent(shelf, shelf.definition["consultation"]["later"]) == []


def test_what_was_not_written_is_named_as_missing_and_never_made_up(shelf: Shelf) -> None:
    statements = told(shelf, "statements")
    assert "Missing The equality statement is not written yet: [plan] equality in strategy.toml" in statements
    assert "Missing The data-protection statement is not written yet" in statements
    assert "Missing How success is measured is not written yet" in told(shelf, "success")


def test_the_laws_checklist_leads_to_the_chapters_that_answer(shelf: Shelf) -> None:
    checklist = told(shelf, "checklist")
    assert "One public meeting a year or more | SI 2007/1830, reg. 12(4) | Answered" in checklist
    assert "How residents are to take part | SI 2007/1830, reg. 11(f) | Missing" in checklist


def test_the_review_shows_targets_actions_and_words_side_by_side(tmp_path: Path) -> None:
    shelf = strategy_shelf(tmp_path)
    stood = {"owner": "Police", "due": "2007-06-30", "status": "planned", "judged": "on time"}
    changes: dict[str, Any] = {
        "edition": "2008-01-31",
        "targets": [
            {"target": "a", "title": "Cut it", "owner": "", "before": "on track", "after": "achieved"},
            {"target": "b", "title": "Cut that", "owner": "", "before": "at risk", "after": "at risk"},
        ],
        "actions": [
            {"priority": "p", "priority_title": "Homes", "title": "Locks", "before": stood, "after": None}
        ],
        "words": [{"where": "Homes", "what": "changed", "before": "Old words", "after": "New words"}],
    }
    write_json(shelf.release.path / "changes.json", changes)
    review = told(shelf, "review")
    assert "Cut it | On track | Achieved" in review and "Cut that" not in review
    assert "Locks | Homes | Planned, on time; due 30 June 2007; Police | not there" in review
    assert "Homes (changed) | Old words | New words" in review
    (shelf.release.path / "changes.json").unlink()
    assert "No edition has been published yet" in told(shelf, "review")


def test_merged_partnerships_are_dated(tmp_path: Path) -> None:
    said = declared()
    before = {"name": "Exampleton North", "until": "2004-03-31", "why": "One council"}
    partnership = said.partnership.model_copy(update={"formerly": ()})
    whole = replace_partnership(said, partnership.model_dump(mode="json") | {"formerly": [before]})
    law = told(strategy_shelf(tmp_path, whole), "law")
    assert "was made of Exampleton North." in law
    assert "Exampleton North | not said | until 31 March 2004 | One council" in law


def test_the_area_of_an_earlier_partnership_is_told_by_name(tmp_path: Path) -> None:
    said = declared()
    own = said.partnership.area_codes[0]
    before = {"name": "Exampleton North", "area_codes": [own, "E99999999"], "why": "One council"}
    whole = replace_partnership(said, said.partnership.model_dump(mode="json") | {"formerly": [before]})
    assert f"{said.partnership.area_name}, E99999999" in told(strategy_shelf(tmp_path, whole), "law")


def replace_partnership(said: Any, partnership: dict[str, Any]) -> Any:
    whole = said.model_dump(mode="json", by_alias=True) | {"partnership": partnership}
    return type(said).model_validate(whole)


def test_without_a_plan_the_priorities_alone_make_a_strategy(tmp_path: Path) -> None:
    bare = {"plan": None, "body": {}, "consultation": {}, "agency": {}, "priority": {"x": {"title": "X"}}}
    shelf = strategy_shelf(tmp_path, bare)
    made = document(shelf)
    assert made and made.title == "Strategy 2005/06 to 2007/08"
    assert "The vision is not written yet" in told(shelf, "vision")
    assert "No body is declared" in told(shelf, "partners")
    assert "No occasion is declared" in told(shelf, "taking-part")
    assert "'X' has no words of its own yet." in told(shelf, "priority-x")
    assert "No responsible authority is declared" in told(shelf, "law")


def test_without_plan_and_priorities_there_is_no_strategy(tmp_path: Path) -> None:
    release = write_release(tmp_path)
    release.definition.update(plan=None, priority={})
    assert document(shelve(release, page_figures(release))) is None
