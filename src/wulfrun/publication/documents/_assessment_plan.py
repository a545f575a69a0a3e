"""How far the plan was carried out: actions as they were judged, and what was evaluated."""

from collections import Counter
from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.actions import ACTIONS, AT_RISK, DONE, LATE, NOT_JUDGED, ON_TIME
from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.wording import day_words, sentence
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Links, Statement, Tag
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._duty_answers import many
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._evaluation_words import label, page_path

_TONES = {DONE: "good", ON_TIME: "neutral", AT_RISK: "bad", LATE: "bad", NOT_JUDGED: "unknown"}
_HEADS = ("Action", "Owner", "Due", "How it stands", "Why", "Next milestone")


def carried_out(shelf: Shelf) -> list[Block]:
    """Every action as it was judged, by priority; nothing where none is declared."""
    rows = shelf.release.rows(ACTIONS)
    if not rows:
        return []
    return [
        Lead(_lead(rows)),
        *_evaluated(shelf),
        *_by_priority(rows),
        Links([("priorities.html", "Priorities, targets and actions"), ("targets.html", "Targets")]),
    ]


def _lead(rows: Sequence[Row]) -> str:
    counts = Counter(str(row["judged"]) for row in rows)
    words = {NOT_JUDGED: "without a due date"}
    parts = [
        f"{counts[judged]} {'is' if counts[judged] == 1 else 'are'} {words.get(judged, judged)}"
        for judged in _TONES
        if counts[judged]
    ]
    day = day_words(rows[0]["as_of"])
    return f"Of {many(len(rows), 'action', 'actions')} of the plan {listed(parts)}, on {day}."


def _by_priority(rows: Sequence[Row]) -> Iterator[Block]:
    for title in dict.fromkeys(str(row["priority_title"]) for row in rows):
        yield Heading(title)
        own = [_cells(row) for row in rows if row["priority_title"] == title]
        yield Grid(f"Actions: {title}", _HEADS, own, f"data/{ACTIONS}.csv")


def _cells(row: Row) -> Sequence[Cell]:
    return (
        row["title"],
        row["owner"] or "no owner",
        day_words(row["due"]) if row["due"] else "no day",
        Tag(str(row["judged"]).capitalize(), _TONES[row["judged"]]),
        sentence(row["why"] or ""),
        f"{row['next_milestone']}, {day_words(row['next_due'])}" if row["next_milestone"] else "",
    )


def _evaluated(shelf: Shelf) -> Iterator[Block]:
    rows = shelf.release.rows(EVALUATIONS)
    if not rows:
        return
    yield Heading("What worked")
    for row in rows:
        better = str(shelf.definition["measure"][row["measure"]]["better"])
        word, tone = label(row, better)
        yield Statement(word, tone, f"{row['title']}: {row['sentence']}")
    yield Links([(page_path(row["action"]), row["title"]) for row in rows])
