"""What the law asks for is answered by content alone: each item is shown answered, and shown missing."""

from pathlib import Path
from typing import Any

import pytest
from declared_shelf import declared_shelf

from wulfrun.assessment.topics import alerts, lana
from wulfrun.data.release import Rows
from wulfrun.definition.action import Action
from wulfrun.definition.consultation import Consultation
from wulfrun.definition.model import Agency
from wulfrun.definition.plan import Plan
from wulfrun.definition.priority import Priority
from wulfrun.publication.blocks import Grid, Link, Statement
from wulfrun.publication.documents._duties import DUTIES, Checked, checklist, checklist_blocks

PLAN = {
    "resources": "Two officers.",
    "measuring": "By targets.",
    "taking_part": "At meetings.",
    "sharing_protocol": {"title": "Sharing protocol", "agreed": "2007-05-01"},
}
MEETING = {
    "title": "Town hall meeting", "kind": "public meeting", "when": "2008-02-01", "reached": 60,
    "agencies": ["police", "council"], "said": ["More lights"],
}  # fmt: skip
ALERT = {"alert": "x", "measure": "robbery", "decision": "explained", "note": "A late file"}


def plain(model: Any) -> Any:
    return model.model_dump(mode="json")


def priority(**changes: Any) -> dict[str, Any]:
    action = {"title": "Locks", "owner": "council", "partners": ["police"], "status": "done"}
    limbs = ["crime and disorder", "substance misuse", "re-offending", "serious violence"]
    content = {"title": "Safer homes", "limbs": limbs, "measures": ["robbery"], "actions": [action]} | changes
    return {"homes": plain(Priority.model_validate(content))}


def agencies() -> dict[str, Any]:
    held = {"duty": "responsible authority", "since": "1998-07-01"}
    old = held | {"until": "2006-01-01"}
    return {
        "police": plain(Agency.model_validate({"name": "Police", **held})),
        "council": plain(Agency.model_validate({"name": "Council", **held})),
        "trust": plain(Agency.model_validate({"name": "Old trust", **old})),
    }


def everything(**changes: Any) -> dict[str, Any]:
    survey = {"title": "Survey", "kind": "survey", "when": "2007-11-01"}
    return {
        "plan": plain(Plan.model_validate(PLAN)),
        "agency": agencies(),
        "priority": priority(),
        "consultation": {
            "hall": plain(Consultation.model_validate(MEETING)),
            "survey": plain(Consultation.model_validate(survey)),
        },
    } | changes


def found(folder: Path, regulation: str, declared: dict[str, Any], explained: bool = True) -> list[Checked]:
    tables: dict[str, tuple[Rows, Any]] = {
        alerts.ALERTS: ([ALERT] if explained else [], alerts.TABLES[alerts.ALERTS])
    }
    return checklist(declared_shelf(folder, declared, tables), regulation)


@pytest.mark.parametrize("regulation", ["4", "11", "12"])
def test_a_plan_with_everything_has_every_answer(tmp_path: Path, regulation: str) -> None:
    rows = found(tmp_path, regulation, everything())
    assert rows
    assert [row.duty.words for row in rows if not row.answered] == []


def test_an_assessment_with_everything_lacks_only_what_no_data_say(tmp_path: Path) -> None:
    homes = priority(limbs=["crime and disorder"])
    rows = found(tmp_path, "7", everything(priority=homes))
    assert [row.duty.aspect for row in rows if not row.answered] == ["substances"]


@pytest.mark.parametrize("regulation", ["4", "11", "12"])
def test_nothing_declared_answers_nothing(tmp_path: Path, regulation: str) -> None:
    nothing = {"plan": None, "priority": {}, "consultation": {}, "target": {}}
    rows = found(tmp_path, regulation, nothing, explained=False)
    assert [row.duty.words for row in rows if row.answered] == []


def without(*aspects: str) -> dict[str, dict[str, Any]]:
    """For each aspect, declarations in which only what answers it is left out."""
    silent = {"hall": plain(Consultation.model_validate(MEETING | {"said": []}))}
    alone = {"hall": plain(Consultation.model_validate(MEETING | {"agencies": ["police"]}))}
    survey = {"s": plain(Consultation.model_validate(MEETING | {"kind": "survey", "said": []}))}
    lone = priority(actions=[{"title": "Locks", "owner": "council"}])
    cases: dict[str, dict[str, Any]] = {
        "protocol": everything(plan=plain(Plan.model_validate(PLAN | {"sharing_protocol": None}))),
        "resources": everything(plan=plain(Plan.model_validate(PLAN | {"resources": ""}))),
        "measuring": everything(target={}),
        "taking-part": everything(plan=plain(Plan.model_validate(PLAN | {"taking_part": ""}))),
        "priorities": everything(priority=priority(measures=["no-such-figures"])),
        "carried-out": everything(priority=priority(actions=[])),
        "steps": everything(priority=lone),
        "strategy": everything(priority=priority(limbs=[])),
        "asked": everything(consultation=silent),
        "views": everything(consultation={}),
        "groups": everything(consultation=alone),
        "meeting": everything(consultation=survey),
        "seniors": everything(consultation=alone),
        "told": everything(consultation=silent),
    }
    return {name: cases[name] for name in aspects or cases}


@pytest.mark.parametrize("aspect", sorted(without()))
def test_what_is_left_out_is_named_as_missing_with_what_to_do(tmp_path: Path, aspect: str) -> None:
    (declared,) = without(aspect).values()
    regulation = next(duty.regulation for duty in DUTIES if duty.aspect == aspect)
    rows = [row for row in found(tmp_path, regulation, declared) if row.duty.aspect == aspect]
    assert rows
    assert not any(row.answered for row in rows)
    blocks = checklist_blocks(rows)
    assert isinstance(blocks[0], Statement) and blocks[0].tone == "bad"
    assert isinstance(blocks[1], Grid)
    assert rows[0].duty.remedy in str(blocks[1].rows[0][3])


def test_why_is_missing_where_nothing_explains(tmp_path: Path) -> None:
    rows = {row.duty.aspect: row for row in found(tmp_path, "7", everything(), explained=False)}
    assert not rows["why"].answered


def test_figures_answer_levels_and_changes_and_without_them_both_are_missing(tmp_path: Path) -> None:
    shelf = declared_shelf(tmp_path, everything())
    assert {r.duty.aspect: r.answered for r in checklist(shelf, "7")}["patterns"]
    shelf.figures.clear()
    shelf.__dict__.pop("measures", None)
    rows = {row.duty.aspect: row.answered for row in checklist(shelf, "7")}
    assert not rows["patterns"] and not rows["changes"]


def test_drugs_and_alcohol_are_answered_by_a_measure_of_a_priority_for_them(tmp_path: Path) -> None:
    measure = {"substances": priority(limbs=["substance misuse"])["homes"]}
    (row,) = (r for r in found(tmp_path, "7", everything(priority=measure)) if r.duty.aspect == "substances")
    assert row.answered


def test_what_neighbourhoods_chose_answers_for_residents(tmp_path: Path) -> None:
    chosen = [{"area_code": "N01", "priority": "Lights", "status": "open"}]
    tables = {lana.ASKED: (chosen, lana.TABLES[lana.ASKED])}
    shelf = declared_shelf(tmp_path, everything(consultation={}), tables)
    (row,) = (each for each in checklist(shelf, "7") if each.duty.aspect == "asked")
    assert row.answered and "1 priority that neighbourhoods chose" in row.said


def test_re_offending_and_serious_violence_are_asked_only_since_the_law_asks(tmp_path: Path) -> None:
    words = {row.duty.words for row in found(tmp_path, "11", everything())}
    assert "A strategy for re-offending" not in words
    later = everything()
    shelf = declared_shelf(tmp_path / "later", later)
    shelf.definition["partnership"]["strategy"] = {"start": "2023/24", "end": "2025/26"}
    words = {row.duty.words for row in checklist(shelf, "11")}
    assert {"A strategy for re-offending", "A strategy for serious violence"} <= words


def test_a_body_that_no_longer_is_an_authority_owes_no_presence(tmp_path: Path) -> None:
    rows = {row.duty.aspect: row for row in found(tmp_path, "12", everything())}
    assert rows["seniors"].said == "All 2 responsible authorities."


def test_a_meeting_of_years_ago_is_none_of_this_year(tmp_path: Path) -> None:
    old = {"hall": plain(Consultation.model_validate(MEETING | {"when": "2006-02-01"}))}
    rows = {row.duty.aspect: row for row in found(tmp_path, "12", everything(consultation=old))}
    assert not rows["meeting"].answered


def test_an_answer_leads_to_the_page_that_its_document_names(tmp_path: Path) -> None:
    shelf = declared_shelf(tmp_path, everything())
    rows = checklist(shelf, "11", {"steps": "documents/strategy/steps.html"})
    blocks = checklist_blocks(rows)
    assert isinstance(blocks[1], Grid)
    links = {each.path for row in blocks[1].rows for each in row if isinstance(each, Link)}
    assert {"documents/strategy/steps.html", "priorities.html", "targets.html"} <= links


def test_an_action_is_what_is_counted_as_carried_out(tmp_path: Path) -> None:
    actions = [plain(Action(title="Locks", status="done")), plain(Action(title="Lights"))]
    rows = {r.duty.aspect: r for r in found(tmp_path, "7", everything(priority=priority(actions=actions)))}
    assert rows["carried-out"].said == "1 of 2 actions are done."
