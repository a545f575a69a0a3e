"""Where each action stands on the day it is judged: done, on time, at risk, or late, and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from wulfrun.assessment.day_judged import as_of, supplied_returns
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.assessment.wording import day_words
from wulfrun.data.release import Rows
from wulfrun.definition.action import Action, Milestone
from wulfrun.words.periods import month_of_day

ACTIONS, COSTS = "actions", "action_costs"
BY_PRIORITY, BY_FUNDING, IN_ALL = "priority", "source of funding", "all"
UNFUNDED = "not said"
DONE, ON_TIME, AT_RISK, LATE, NOT_JUDGED = "done", "on time", "at risk", "late", "no due date"
SOON_MONTHS = 3
_TEXT = pa.string()
TABLES = {
    ACTIONS: pa.schema(
        {
            "action": _TEXT, "priority": _TEXT, "priority_title": _TEXT, "number": pa.int64(), "title": _TEXT,
            "owner": _TEXT, "due": _TEXT, "status": _TEXT, "judged": _TEXT, "why": _TEXT,
            "next_milestone": _TEXT, "next_due": _TEXT, "as_of": _TEXT,
        }
    ),
    COSTS: pa.schema(
        {"of": _TEXT, "name": _TEXT, "actions": pa.int64(), "costed": pa.int64(), "cost": pa.float64()}
    ),
}  # fmt: skip


def assess(known: Known) -> Mapping[str, Rows]:
    """One row an action, by priority and in the order declared; and what they cost together."""
    day = as_of(known, supplied_returns(known))
    ordered = sorted(known.definition.priority.items(), key=lambda item: (item[1].order, item[1].title))
    return {
        ACTIONS: [
            {
                "action": f"{key}-{number}",
                "priority": key,
                "priority_title": priority.title,
                "number": number,
                **judge(action, day),
            }
            for key, priority in ordered
            for number, action in enumerate(priority.actions, 1)
        ],
        COSTS: cost_rows({priority.title: priority.actions for _, priority in ordered}),
    }


def cost_rows(actions: Mapping[str, Sequence[Action]]) -> Rows:
    """What actions cost by priority, by source of funding and in all; how many have a cost at all.

    `actions` by the title of their priority. The cost is none where no action of a row has one.
    """
    every = [each for own in actions.values() for each in own]
    by_funding: dict[str, list[Action]] = {}
    for each in every:
        by_funding.setdefault(each.funding or UNFUNDED, []).append(each)
    rows = [_costs(BY_PRIORITY, name, own) for name, own in actions.items() if own]
    rows += [_costs(BY_FUNDING, name, own) for name, own in sorted(by_funding.items())]
    return [*rows, _costs(IN_ALL, "", every)] if every else []


def _costs(of: str, name: str, actions: Sequence[Action]) -> dict[str, Any]:
    known = [each.cost for each in actions if each.cost is not None]
    cost = sum(known) if known else None
    return {"of": of, "name": name, "actions": len(actions), "costed": len(known), "cost": cost}


def judge(action: Action, day: date) -> dict[str, Any]:
    """An action on a day.

    Late: declared late, or due before the day and not done. At risk: a milestone is missed, or it is due
    within three months and still only planned.
    """
    judged, why = _judged(action, day)
    ahead = next(iter(_open(action.milestones)), None) if judged != DONE else None
    return {
        "title": action.title,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else "",
        "status": action.status,
        "judged": judged,
        "why": why,
        "next_milestone": ahead.title if ahead else "",
        "next_due": ahead.due.isoformat() if ahead else "",
        "as_of": day.isoformat(),
    }


def _judged(action: Action, day: date) -> tuple[str, str]:
    if action.status == "done":
        return DONE, ""
    if action.due and action.due < day:
        return LATE, f"It was due on {_words(action.due)}."
    if action.status == "late":
        return LATE, "Its owner says that it is late."
    missed = [each for each in _open(action.milestones) if each.due < day]
    if missed:
        more = f", and {len(missed) - 1} more" if len(missed) > 1 else ""
        return AT_RISK, f"Milestone missed: {missed[0].title} (due {_words(missed[0].due)}){more}."
    if action.due is None:
        return NOT_JUDGED, ""
    if action.status == "planned" and month_of_day(action.due) - month_of_day(day) <= SOON_MONTHS:
        return AT_RISK, f"It is due on {_words(action.due)} and has not begun."
    return ON_TIME, ""


def _open(milestones: Sequence[Milestone]) -> list[Milestone]:
    return sorted((each for each in milestones if each.done is None), key=lambda each: each.due)


def _words(day: date) -> str:
    return day_words(day.isoformat())


TOPIC = Topic(tables=TABLES, assess=assess)
