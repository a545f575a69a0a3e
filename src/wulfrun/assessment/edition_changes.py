"""What the partnership itself has changed since an edition: targets, actions, and its words."""

from typing import Any

from wulfrun.assessment.prose_figures import written_out
from wulfrun.assessment.topics.actions import ACTIONS
from wulfrun.assessment.topics.prose_figures import PROSE
from wulfrun.data.release import Release, Rows

Row = dict[str, Any]
_ACTION = ("title", "owner", "due", "status", "judged")
_WORDS = ("title", "because", "prose")
_LISTS = ("objectives", "success")
_PLAN = {
    "vision": "Vision",
    "foreword": "Foreword",
    "resources": "Resources",
    "measuring": "How success is measured",
    "taking_part": "How residents take part",
    "equality": "Equality",
    "data_protection": "Data protection",
}


def target_changes(before: Rows, now: Rows) -> Rows:
    """Every target of either with its status then and now; '' where it was not there."""
    old, new = ({row["target"]: row for row in rows} for rows in (before, now))
    return [
        {
            "target": name,
            "title": (new.get(name) or old[name])["title"],
            "owner": (new.get(name) or old[name])["owner"],
            "before": old.get(name, {}).get("status", ""),
            "after": new.get(name, {}).get("status", ""),
        }
        for name in dict.fromkeys([*new, *old])
    ]


def action_changes(old: Release, now: Rows) -> Rows:
    """Actions that are new, gone, or told otherwise: owner, due day, status and judgement then and now.

    Actions have no names of their own: within a priority they are known by their titles.
    """
    before = {(row["priority"], row["title"]): row for row in old_actions(old)}
    after = {(row["priority"], row["title"]): row for row in now}
    found = []
    for key in dict.fromkeys([*after, *before]):
        was, here = before.get(key), after.get(key)
        if was is None or here is None or any(was[name] != here[name] for name in _ACTION):
            told = here or was or {}
            about = {name: told.get(name, "") for name in ("priority", "priority_title", "title")}
            found.append({**about, "before": _stood(was), "after": _stood(here)})
    return found


def old_actions(old: Release) -> Rows:
    """The actions of an edition; where it is older than their table, as they were declared."""
    if rows := old.rows(ACTIONS):
        return rows
    return [
        {
            "priority": key,
            "priority_title": priority["title"],
            "title": action["title"],
            "owner": action["owner"],
            "due": action["due"] or "",
            "status": action["status"],
            "judged": "",
        }
        for key, priority in old.definition["priority"].items()
        for action in priority["actions"]
    ]


def words_changes(old: Release, new: Release) -> Rows:
    """Texts of priorities and of the plan that are new, gone or changed, each then and now.

    A text has changed where its author changed it; its figures are shown as they stood in each.
    """
    before, now = old.definition, new.definition
    found = []
    for key in dict.fromkeys([*now["priority"], *before["priority"]]):
        was, here = before["priority"].get(key), now["priority"].get(key)
        title = (here or was or {})["title"]
        if was is None or here is None:
            what = "added" if was is None else "removed"
            told = "\n\n".join(each for each in _texts(here or was or {}).values() if each)
            ends = {"before": "", "after": told} if was is None else {"before": told, "after": ""}
            found.append({"where": title, "what": what, **ends})
        else:
            found += _changed(title, _texts(was), _texts(here))
    plans = [
        {title: (each.get("plan") or {}).get(name, "") for name, title in _PLAN.items()}
        for each in (before, now)
    ]
    found += _changed("The strategy", *plans)
    return [{**row, "before": _out(row["before"], old), "after": _out(row["after"], new)} for row in found]


def _out(text: str, release: Release) -> str:
    return written_out(text, release.rows(PROSE), release.definition["measure"])


def _texts(priority: Row) -> dict[str, str]:
    lists = {name: "\n\n".join(priority.get(name) or ()) for name in _LISTS}
    return {name: priority.get(name) or "" for name in _WORDS} | lists


def _changed(title: str, was: dict[str, str], here: dict[str, str]) -> Rows:
    return [
        {
            "where": title if name == "prose" else f"{title}: {name}",
            "what": "changed" if was[name] and here[name] else "added" if here[name] else "removed",
            "before": was[name],
            "after": here[name],
        }
        for name in here
        if was[name] != here[name]
    ]


def _stood(row: Row | None) -> Row | None:
    return {name: row[name] for name in ("owner", "due", "status", "judged")} if row else None
