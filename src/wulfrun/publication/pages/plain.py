"""Pages of words: priorities, definitions, what has changed, and the accessibility statement."""

import json
from typing import Any

from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.wording import base_of, day_words, number
from wulfrun.publication.blocks import told_apart
from wulfrun.publication.explanation import span_words
from wulfrun.publication.page import Page
from wulfrun.publication.pages.overview import headline
from wulfrun.publication.pages.side_by_side import since_blocks, words_blocks
from wulfrun.publication.pages.targets import target_items
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.told_prose import told_prose
from wulfrun.publication.topic_pages._evaluation_words import page_path

_HOME = (("index.html", "Overview"),)
_MOST_CHANGES = 200


def priorities_page(shelf: Shelf) -> Page:
    """Each priority: its prose, targets, figures and actions."""
    targets = {item["row"]["target"]: item for item in target_items(shelf)}
    evaluated = {row["action"] for row in shelf.release.rows(EVALUATIONS)}
    shown = []
    for name, row in shelf.priorities.items():
        measures = [measure for measure in row["measures"] if measure in shelf.measures]
        shown.append(
            {
                "id": name,
                "title": row["title"],
                "prose": told_prose(shelf, row["prose"]),
                "actions": [
                    {**action, "page": page_path(f"{name}-{place}") if f"{name}-{place}" in evaluated else ""}
                    for place, action in enumerate(row["actions"], 1)
                ],
                "targets": [targets[target] for target in row["targets"] if target in targets],
                "findings": [said for measure in measures if (said := headline(shelf, measure))],
            }
        )
    return Page("priorities.html", "Priorities", "priorities.html", {"priorities": shown}, _HOME)


def definitions_page(shelf: Shelf) -> Page:
    """What the words mean, where the rule of each measure stands, and the codes of each group."""
    measures = [{"id": name, "title": row["title"]} for name, row in shelf.measures.items()]
    used = {group for row in shelf.measures.values() for group in _groups(shelf, row)}
    groups = [
        {"title": row["title"], "codes": span_words(row["spans"]), "source": row["source"]}
        for name, row in shelf.definition["group"].items()
        if name in used
    ]
    content = {"measures_defined": measures, "groups": groups}
    return Page("definitions.html", "Definitions", "definitions.html", content, _HOME)


def _groups(shelf: Shelf, measure: Row) -> list[str]:
    found = []
    for where in (measure["where"], measure["out_of"] or {}):
        found += where.get("group", [])
        if where.get("basket"):
            found += shelf.definition["basket"][where["basket"]]["groups"]
    return found


def read_changes(shelf: Shelf) -> dict[str, Any] | None:
    """What changed since the last edition; None where there is none."""
    path = shelf.release.path / "changes.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else None


def changes_page(shelf: Shelf) -> Page | None:
    """What changed since the last edition, where the release holds that."""
    changes = read_changes(shelf)
    if changes is None:
        return None
    figures, files = changes.get("figures", []), changes.get("files", [])
    shown = [_changed(shelf, row) for row in sorted(figures, key=_size)[:_MOST_CHANGES]]
    words = f"{number(len(figures))} {'figure has' if len(figures) == 1 else 'figures have'} changed"
    content = {
        "lead": f"{words} since the edition of {day_words(changes['edition'])}."
        if figures
        else f"No figure has changed since the edition of {day_words(changes['edition'])}.",
        "figures": shown,
        "files": files,
        "left_out": max(0, len(figures) - _MOST_CHANGES),
        "blocks": told_apart([*since_blocks(changes), *words_blocks(changes)]),
    }
    return Page("changes.html", "What has changed", "changes.html", content, _HOME)


def _size(row: Row) -> tuple[float, str, str, str]:
    before, after = row["before"], row["after"]
    size = float("inf") if before is None or after is None else abs(after - before)
    return (-size, row["measure"], row["area_name"], row["period"])


def _changed(shelf: Shelf, row: Row) -> dict[str, Any]:
    title = shelf.measures.get(base_of(row["measure"]), {}).get("title", row["measure"])
    words = {end: _amount(row[end]) for end in ("before", "after")}
    return {"title": title, "area_name": row["area_name"], "period": row["period"], **words}


def _amount(value: float | None) -> str:
    return "no figure" if value is None else number(value, 0 if float(value).is_integer() else 1)


def accessibility_page() -> Page:
    """The accessibility statement."""
    return Page("accessibility.html", "Accessibility statement", "accessibility.html", {}, _HOME)
