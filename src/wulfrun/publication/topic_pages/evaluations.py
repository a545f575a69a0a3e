"""Did it work? Every evaluated action in one list, and a page for each."""

from wulfrun.assessment.topics.evaluations import DESIGNS, EVALUATIONS, MONTHS, RINGS
from wulfrun.publication.blocks import Block, Facts, Grid, Heading, Lead, Links, Prose, topic_page
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._evaluation_action import action_page, finding
from wulfrun.publication.topic_pages._evaluation_words import COULD_BE_WRONG, HOW, label, page_path, since

_ABOUT = "Whether actions changed what they were to change, compared with what was expected without them"
_LEAD = (
    "An action is followed up here by comparing what was counted with what was to be expected without it. "
    "Each way of working that out has weak points of its own, so several stand side by side."
)


def pages(shelf: Shelf) -> list[Page]:
    """The list, then a page an action; none where no action says how it is to be evaluated."""
    found = shelf.release.rows(EVALUATIONS)
    if not found:
        return []
    by_action = {
        table: {row["action"]: [each for each in shelf.release.rows(table) if each["action"] == row["action"]]
                for row in found}
        for table in (DESIGNS, MONTHS, RINGS)
    }  # fmt: skip
    whole = topic_page("evaluations", "Did it work?", _ABOUT, _blocks(shelf, found, by_action[DESIGNS]))
    return [
        whole,
        *(action_page(shelf, row, *(by_action[table][row["action"]] for table in (DESIGNS, MONTHS, RINGS)))
          for row in found),
    ]  # fmt: skip


def _blocks(shelf: Shelf, found: list[Row], designs: dict[str, list[Row]]) -> list[Block]:
    rows = [(row["title"], row["areas"], since(row), label(row, _better(shelf, row))[0]) for row in found]
    return [
        Lead(_LEAD),
        *(
            Prose(f"**{row['title']}** ({row['areas']}): {finding(row, designs[row['action']])}")
            for row in found
        ),
        Links([(page_path(row["action"]), f"{row['title']}: what was found") for row in found]),
        Grid("Evaluated actions", ["Action", "Where", "Since", "Finding"], rows),
        Heading("How it is worked out"),
        Facts(HOW),
        Heading("What it cannot say"),
        *(Prose(each) for each in COULD_BE_WRONG),
    ]


def _better(shelf: Shelf, row: Row) -> str:
    return str(shelf.definition["measure"][row["measure"]]["better"])
