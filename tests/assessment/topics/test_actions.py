"""Where actions stand on a day: late, at risk, on time or done, each with its reason."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from tests.assessment.book_by_hand import book_of, definition_of, rows_of

from wulfrun.assessment.topics.actions import ACTIONS, assess, cost_rows, judge
from wulfrun.assessment.topics.topic import Known
from wulfrun.definition.action import Action
from wulfrun.words.periods import month_index

DAY = date(2008, 7, 31)


@pytest.mark.parametrize(
    ("declared", "judged", "why"),
    [
        ({"due": "2008-06-30", "status": "done"}, "done", ""),
        ({"due": "2008-06-30", "status": "under way"}, "late", "It was due on 30 June 2008."),
        ({"due": "2008-07-31", "status": "under way"}, "on time", ""),
        ({"due": "2009-06-30", "status": "late"}, "late", "Its owner says that it is late."),
        ({"due": "2008-10-31"}, "at risk", "It is due on 31 October 2008 and has not begun."),
        ({"due": "2008-11-01"}, "on time", ""),
        ({"due": "2008-09-30", "status": "under way"}, "on time", ""),
        ({}, "no due date", ""),
    ],
)
def test_an_action_is_judged_on_a_day(declared: dict[str, Any], judged: str, why: str) -> None:
    row = judge(Action.model_validate({"title": "Locks", **declared}), DAY)
    assert (row["judged"], row["why"]) == (judged, why)


def test_a_missed_milestone_puts_an_action_at_risk_and_the_next_one_is_named() -> None:
    steps = [
        {"title": "Pilot", "due": "2008-03-31", "done": "2008-03-20"},
        {"title": "Half", "due": "2008-06-30"},
        {"title": "All", "due": "2009-03-31"},
    ]
    action = {"title": "Locks", "due": "2009-03-31", "status": "under way", "milestones": steps}
    row = judge(Action.model_validate(action), DAY)
    assert row["judged"] == "at risk"
    assert row["why"] == "Milestone missed: Half (due 30 June 2008)."
    assert (row["next_milestone"], row["next_due"]) == ("Half", "2008-06-30")


def known(**partnership: Any) -> Known:
    priorities = {
        "second": {"title": "B", "order": 2, "actions": [{"title": "Two", "due": "2008-03-31"}]},
        "first": {"title": "A", "order": 1, "actions": [{"title": "One"}]},
    }
    definition = definition_of(priority=priorities, partnership=partnership)
    geography: Any = SimpleNamespace(areas=[])
    empty: Any = None
    through = month_index("2008-03")
    return Known(definition, empty, book_of(rows_of([1.0])), through, geography, empty, {}, [], empty)


def test_actions_are_listed_by_priority_and_judged_on_the_declared_day() -> None:
    rows = assess(known(as_of=date(2008, 4, 1)))[ACTIONS]
    assert [(row["action"], row["judged"]) for row in rows] == [
        ("first-1", "no due date"),
        ("second-1", "late"),
    ]


def test_without_a_declared_day_it_is_the_last_of_the_data() -> None:
    rows = assess(known())[ACTIONS]
    assert {row["as_of"] for row in rows} == {"2008-03-31"}
    assert rows[1]["judged"] == "at risk"


def test_costs_are_added_up_by_priority_and_by_source_and_what_has_none_is_not_counted_as_nothing() -> None:
    actions = {
        "Homes": [Action(title="a", cost=1000, funding="Grant"), Action(title="b", funding="Grant")],
        "Cars": [Action(title="c")],
        "Empty": [],
    }
    told = [
        (row["of"], row["name"], row["actions"], row["costed"], row["cost"]) for row in cost_rows(actions)
    ]
    assert told == [
        ("priority", "Homes", 2, 1, 1000.0),
        ("priority", "Cars", 1, 0, None),
        ("source of funding", "Grant", 2, 1, 1000.0),
        ("source of funding", "not said", 1, 0, None),
        ("all", "", 3, 1, 1000.0),
    ]
    assert cost_rows({}) == []
