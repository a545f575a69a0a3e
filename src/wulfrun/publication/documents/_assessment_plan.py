"""How far the plan was carried out: actions by status, what was evaluated, what is behind time."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.wording import day_words
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Links, Statement, Tag
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._duty_answers import declared, many
from wulfrun.publication.documents._year import day_of_judging
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._evaluation_words import label, page_path

_TONES = {"done": "good", "under way": "neutral", "planned": "unknown", "late": "bad"}


def carried_out(shelf: Shelf) -> list[Block]:
    """Every action with its status; nothing where none is declared."""
    rows = sorted(declared(shelf, "priority").values(), key=lambda row: (row["order"], row["title"]))
    actions = [action for row in rows for action in row["actions"]]
    if not actions:
        return []
    return [
        Lead(_lead(shelf, actions)),
        *_evaluated(shelf),
        *(block for row in rows if row["actions"] for block in _of(shelf, row)),
        Links([("priorities.html", "Priorities, targets and actions"), ("targets.html", "Targets")]),
    ]


def overdue(action: Row, day: str) -> bool:
    """Whether an action was due before a day and is not done.

    >>> overdue({"due": "2008-03-31", "status": "under way"}, "2008-04-28")
    True
    """
    return bool(action["due"]) and str(action["due"]) < day and action["status"] != "done"


def _lead(shelf: Shelf, actions: Sequence[Row]) -> str:
    counts = Counter(action["status"] for action in actions)
    parts = [
        f"{counts[status]} {'is' if counts[status] == 1 else 'are'} {status}"
        for status in _TONES
        if counts[status]
    ]
    late = sum(overdue(action, day_of_judging(shelf)) for action in actions)
    behind = (
        f" {many(late, 'is', 'are')} past the day on which it was due." if late else " None is past its day."
    )
    return f"Of {many(len(actions), 'action', 'actions')} of the plan {listed(parts)}.{behind}"


def _of(shelf: Shelf, row: Row) -> Iterator[Block]:
    day = day_of_judging(shelf)
    yield Heading(str(row["title"]))
    cells: list[Sequence[Cell]] = [
        (
            action["title"],
            action["owner"] or "no owner",
            day_words(action["due"]) if action["due"] else "no day",
            Tag(action["status"].capitalize(), _TONES[action["status"]]),
            Tag("Past its day", "bad") if overdue(action, day) else "",
        )
        for action in row["actions"]
    ]
    heads = ("Action", "Owner", "Due", "Status", "On time")
    yield Grid(f"Actions: {row['title']}", heads, cells)


def _evaluated(shelf: Shelf) -> Iterator[Block]:
    rows = shelf.release.rows(EVALUATIONS)
    if rows:
        yield Heading("What worked")
    for row in rows:
        better = str(shelf.definition["measure"][row["measure"]]["better"])
        word, tone = label(row, better)
        yield Statement(word, tone, f"{row['title']}: {row['sentence']}")
    if rows:
        yield Links([(page_path(row["action"]), row["title"]) for row in rows])
