"""What changed since an edition, side by side: targets, actions and words."""

from collections.abc import Iterator, Mapping
from typing import Any

from wulfrun.assessment.target_findings import STATUS_TONES
from wulfrun.assessment.wording import day_words
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Prose, Tag
from wulfrun.publication.shelf import Row

Changes = Mapping[str, Any]


def since_blocks(changes: Changes) -> Iterator[Block]:
    """Targets and actions then and now; also for the board, which reads it every quarter."""
    day = day_words(changes["edition"])
    moved = [row for row in changes.get("targets", ()) if row["before"] != row["after"]]
    same = len(changes.get("targets", ())) - len(moved)
    yield Heading("Targets then and now")
    if moved:
        cells: list[list[Cell]] = [
            [row["title"], _status(row["before"]), _status(row["after"])] for row in moved
        ]
        note = f"{same} others have the status they had." if same else ""
        yield Grid("Targets whose status changed", ("Target", f"On {day}", "Now"), cells, note=note)
    else:
        yield Prose("No target has another status than it had.")
    yield Heading("Actions then and now")
    if actions := changes.get("actions", ()):
        yield Grid(
            "Actions that are new, gone or changed",
            ("Action", "Priority", f"On {day}", "Now"),
            [[row["title"], row["priority_title"], _stood(row["before"]), _stood(row["after"])]
             for row in actions],
        )  # fmt: skip
    else:
        yield Prose("No action has changed.")


def words_blocks(changes: Changes) -> Iterator[Block]:
    """Texts then and now, side by side."""
    yield Heading("Words then and now")
    rows = changes.get("words", ())
    if not rows:
        yield Prose("No text of the strategy or of a priority has changed.")
        return
    cells = [[f"{row['where']} ({row['what']})", row["before"] or "–", row["after"] or "–"] for row in rows]
    yield Grid("Texts that changed", ("Where", f"On {day_words(changes['edition'])}", "Now"), cells)


def _status(word: str) -> Cell:
    return Tag(word.capitalize(), STATUS_TONES.get(word, "unknown")) if word else "not there"


def _stood(row: Row | None) -> str:
    if row is None:
        return "not there"
    due = f"due {day_words(row['due'])}" if row["due"] else "no due day"
    judged = f", {row['judged']}" if row["judged"] and row["judged"] != row["status"] else ""
    return f"{row['status'].capitalize()}{judged}; {due}; {row['owner'] or 'no owner'}"
