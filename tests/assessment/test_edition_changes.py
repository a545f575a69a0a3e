"""What a partnership changed since an edition is told side by side: targets, actions, words."""

from types import SimpleNamespace
from typing import Any

from wulfrun.assessment.edition_changes import action_changes, target_changes, words_changes

ROW = {
    "action": "homes-1", "priority": "homes", "priority_title": "Homes", "title": "Locks", "owner": "Council",
    "due": "2008-03-31", "status": "planned", "judged": "on time",
}  # fmt: skip
STOOD = {"owner": "Council", "due": "2008-03-31", "status": "planned", "judged": "on time"}
MEASURES = {"burglary": {"kind": "count"}}


def release(rows: dict[str, Any] | None = None, **definition: Any) -> Any:
    tables = rows or {}
    declared = {"priority": {}, "plan": None, "measure": MEASURES} | definition
    return SimpleNamespace(rows=lambda name: tables.get(name, []), definition=declared)


def priority(**changes: Any) -> dict[str, Any]:
    plain = {"title": "Homes", "because": "", "prose": "", "objectives": [], "success": [], "actions": []}
    return plain | changes


def test_every_target_is_told_then_and_now_also_one_that_is_new_or_gone() -> None:
    before = [
        {"target": "a", "title": "A", "owner": "Police", "status": "on track"},
        {"target": "gone", "title": "Gone", "owner": "", "status": "at risk"},
    ]
    now = [
        {"target": "a", "title": "A", "owner": "Council", "status": "achieved"},
        {"target": "new", "title": "New", "owner": "", "status": "off track"},
    ]
    told = [(row["title"], row["owner"], row["before"], row["after"]) for row in target_changes(before, now)]
    assert told == [
        ("A", "Council", "on track", "achieved"),
        ("New", "", "", "off track"),
        ("Gone", "", "at risk", ""),
    ]


def test_an_action_is_told_where_anything_of_it_changed() -> None:
    same, moved = {**ROW, "title": "Lights"}, {**ROW, "status": "done", "judged": "done"}
    (row,) = action_changes(release({"actions": [ROW, same]}), [moved, same])
    assert row["title"] == "Locks" and row["before"] == STOOD
    assert row["after"] == STOOD | {"status": "done", "judged": "done"}


def test_actions_that_came_or_went_are_told_with_nothing_on_the_other_side() -> None:
    new = {**ROW, "title": "Gates"}
    came, went = action_changes(release({"actions": [ROW]}), [new])
    assert (came["title"], came["before"], came["after"]) == ("Gates", None, STOOD)
    assert (went["title"], went["before"], went["after"]) == ("Locks", STOOD, None)


def test_an_edition_older_than_the_table_of_actions_is_read_as_it_was_declared() -> None:
    action = {"title": "Locks", "owner": "Council", "due": None, "status": "planned"}
    old = release(priority={"homes": priority(actions=[action])})
    (row,) = action_changes(old, [{**ROW, "due": ""}])
    assert row["before"] == STOOD | {"due": "", "judged": ""}


def test_texts_that_changed_are_told_with_the_figures_of_their_own_time() -> None:
    written = "{{ figure measure=burglary }}"
    old = release(
        {"prose_figures": [{"written": written, "measure": "burglary", "value": 1200.0}]},
        priority={"homes": priority(prose=f"There were {written}.", because="Old")},
    )
    new = release(
        {"prose_figures": [{"written": written, "measure": "burglary", "value": 900.0}]},
        priority={"homes": priority(prose=f"Now there are {written}.", because="Old", success=["None"])},
    )
    assert words_changes(old, new) == [
        {"where": "Homes", "what": "changed", "before": "There were 1,200.", "after": "Now there are 900."},
        {"where": "Homes: success", "what": "added", "before": "", "after": "None"},
    ]


def test_a_figure_alone_that_moved_is_no_change_of_words() -> None:
    written = "{{ figure measure=burglary }}"
    told = [
        release(
            {"prose_figures": [{"written": written, "measure": "burglary", "value": value}]},
            priority={"homes": priority(prose=f"There were {written}.")},
        )
        for value in (1200.0, 900.0)
    ]
    assert words_changes(*told) == []


def test_priorities_and_texts_of_the_plan_come_and_go() -> None:
    old = release(priority={"homes": priority(because="It hurts")}, plan={"vision": "Safe"})
    new = release(priority={"cars": priority(title="Cars")}, plan={"vision": "Safe", "equality": "For all"})
    told = [(row["where"], row["what"], row["before"], row["after"]) for row in words_changes(old, new)]
    assert told == [
        ("Cars", "added", "", "Cars"),
        ("Homes", "removed", "Homes\n\nIt hurts", ""),
        ("The strategy: Equality", "added", "", "For all"),
    ]
