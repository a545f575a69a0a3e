"""From problem to result, both ways: what leads on is linked, and what leads nowhere is said."""

from pathlib import Path
from typing import Any

import pytest
from small_release import definition, write_release

from wulfrun.assessment.topics import actions as judged
from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.topics.evaluations import TABLES as EVALUATED
from wulfrun.assessment.topics.problems import PROBLEMS, TABLES
from wulfrun.data.release import write_json, write_rows
from wulfrun.publication.chain import actions_of_target, priorities_of_measure, priorities_of_target
from wulfrun.publication.chain_chart import Step, chain_of
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.page import Citations, Page, environment, render
from wulfrun.publication.pages.measures import measure_page
from wulfrun.publication.pages.targets import target_pages, targets_page
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.topic_pages import chain

PROBLEM = {"measure": "robbery", "title": "Robbery", "rank": 1, "top": 1, "score": 0.8, "priority": ""}
EVALUATION = {"action": "burglary-1", "title": "Fit 500 locks", "priority": "burglary",
              "measure": "domestic-burglary", "word": "agreed", "way": "lower"}  # fmt: skip
LATE = {"action": "burglary-1", "judged": "late"}


def shelf(folder: Path, **declared: Any) -> Shelf:
    release = write_release(folder)
    plain = definition().snapshot()
    write_json(folder / "definition.json", {**plain, **declared})
    tables = ((PROBLEMS, PROBLEM, TABLES), (EVALUATIONS, EVALUATION, EVALUATED),
              (judged.ACTIONS, LATE, judged.TABLES))  # fmt: skip
    for name, row, schemas in tables:
        write_rows(folder, name, [row], schemas[name])
        release.manifest["tables"][name] = ""
    return shelve(release, page_figures(release))


def statements(page: Page) -> dict[str, str]:
    return {each.label: each.text for each in page.content["blocks"] if each.block == "statement"}


def test_a_priority_stands_with_its_evidence_its_targets_its_actions_and_what_came_of_them(
    tmp_path: Path,
) -> None:
    (page,) = chain.pages(shelf(tmp_path))
    grids = {each.caption: each for each in page.content["blocks"] if each.block == "grid"}
    evidence, targets, acts = (grids[f"Safer homes: {of}"] for of in ("evidence", "targets", "actions"))
    assert [row[0].path for row in evidence.rows] == ["measures/domestic-burglary.html", "measures/psa1.html"]
    assert targets.rows[0][0].path == "targets/cut-psa1.html"
    assert targets.rows[0][2] == "Fit 500 locks"
    ((title, owner, due, stands, serves, worked),) = acts.rows
    assert (title, owner, due, serves) == (
        "Fit 500 locks", "Council", "30 June 2007", "Cut the basket by a fifth"
    )  # fmt: skip
    assert (stands.text, stands.tone) == ("Late", "bad")
    assert worked.path == "topics/evaluation-burglary-1.html"


def test_a_first_problem_that_no_priority_names_is_said(tmp_path: Path) -> None:
    (page,) = chain.pages(shelf(tmp_path))
    assert statements(page) == {
        "First problem without a priority: 1": "Among the first, and no priority names it: robbery."
    }
    (chart,) = page.charts
    assert chart.title == "No priority names the first problem"
    assert chart.alt.endswith("From none of them comes Safer homes.")


def test_what_leads_nowhere_is_said_plainly(tmp_path: Path) -> None:
    plain = definition().snapshot()
    bare = dict(plain["priority"]["burglary"], title="Bare", measures=["gone"], targets=[], actions=[])
    lone = dict(plain["priority"]["burglary"], title="Lone", measures=["robbery"], targets=[])
    (page,) = chain.pages(shelf(tmp_path, priority={"bare": bare, "lone": lone}))
    assert statements(page) == {
        "Priority without evidence: 1": "None of its measures has figures: Bare.",
        "Priority without a target: 2": "It can never be said whether it was reached: Bare; Lone.",
        "Priority without an action: 1": "Nobody undertook to do anything: Bare.",
        "Action without a target: 1": "It serves no target: Fit 500 locks.",
        "Target without a priority: 1": "No priority has it: Cut the basket by a fifth.",
    }


def test_a_target_that_no_action_serves_is_said(tmp_path: Path) -> None:
    plain = definition().snapshot()
    target = {**plain["target"], "second": dict(plain["target"]["cut-psa1"], title="Second")}
    priority = dict(plain["priority"]["burglary"], measures=["robbery"], targets=["cut-psa1", "second"])
    priority["actions"] = [dict(priority["actions"][0], targets=["cut-psa1"])]
    found = shelf(tmp_path, target=target, priority={"burglary": priority})
    (page,) = chain.pages(found)
    assert statements(page) == {
        "Target without an action: 1": "A priority has it, and no action serves it: Second."
    }
    assert actions_of_target(found, "second") == []
    assert [each.title for each in actions_of_target(found, "cut-psa1")] == ["Fit 500 locks"]


def test_every_measure_and_target_leads_back_to_its_priority(tmp_path: Path) -> None:
    found = shelf(tmp_path)
    assert priorities_of_measure(found, "psa1") == [("burglary", "Safer homes")]
    assert priorities_of_measure(found, "robbery") == []
    assert priorities_of_target(found, "cut-psa1") == [("burglary", "Safer homes")]
    made = environment(found.measures, Citations())
    common = {"partnership": found.partnership, "manifest": found.release.manifest, "through": "2008-03",
              "present": set(), "printed": set(), "address": ""}  # fmt: skip
    shown = [measure_page(found, "psa1"), measure_page(found, "robbery"), targets_page(found)]
    shown += [page for page in target_pages(found) if page.path == "targets/cut-psa1.html"]
    measure, robbery, targets, target = (render(made, page, common) for page in shown)
    assert '<a class="govuk-link" href="../priorities.html#burglary">Safer homes</a>' in measure
    assert "Rank 1 of 1 problems" in robbery
    assert "priorities.html" not in robbery.split("<main")[1].split("</main")[0]
    assert '<a class="govuk-link" href="topics/evaluation-burglary-1.html">Fit 500 locks</a>' in targets
    assert '<a class="govuk-link" href="../topics/evaluation-burglary-1.html">Fit 500 locks</a>' in target
    assert '<a class="govuk-link" href="../priorities.html#burglary">Safer homes</a>' in target


def test_without_a_priority_there_is_no_page(tmp_path: Path) -> None:
    assert chain.pages(shelf(tmp_path, priority={})) == []


def test_the_chain_is_drawn_in_columns_whose_lines_join_what_they_say() -> None:
    steps = [Step("a", "Robbery", 0), Step("b", "Burglary", 0), Step("p", "Streets", 1, ["a"]),
             Step("d", "2 targets", 2, ["p"])]  # fmt: skip
    drawn = chain_of(Caption("c", "Streets", "", ""), steps, ("Problems", "Priorities", "Done"))
    lines, boxes = (drawn.spec["layer"][at]["data"]["values"] for at in (0, 1))
    assert len(lines) == 2
    assert lines[0]["x"] == boxes[0]["to"]
    assert lines[0]["to"] == boxes[2]["x"]
    assert boxes[0]["base"] <= boxes[1]["y"]
    assert drawn.rows[2] == ("Streets", "Priorities", "Robbery")
    assert drawn.alt == (
        "Boxes in three columns joined by lines: problems, priorities, done. It begins with Robbery and "
        "Burglary. Streets comes from Robbery. 2 targets comes from Streets."
    )
    for wrong in ([], [Step("a", "A", 0, ["z"])], [Step("a", "A", 3)]):
        with pytest.raises(ValueError, match="three columns"):
            chain_of(Caption("c", "Streets"), wrong, ("Problems", "Priorities", "Done"))
