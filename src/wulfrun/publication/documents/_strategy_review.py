"""The review of the year: what changed since the last edition, side by side."""

from wulfrun.assessment.wording import day_words
from wulfrun.publication.blocks import Block, Lead, Links, Statement
from wulfrun.publication.pages.plain import read_changes
from wulfrun.publication.pages.side_by_side import since_blocks, words_blocks
from wulfrun.publication.shelf import Shelf


def review_blocks(shelf: Shelf) -> list[Block]:
    """Targets, actions and words then and now; says so where no edition has been published."""
    changes = read_changes(shelf)
    if changes is None:
        said = "No edition has been published yet, so there is nothing to hold this one against."
        return [Statement("First edition", "neutral", said)]
    return [
        Lead(f"What has changed since the edition of {day_words(changes['edition'])}."),
        *since_blocks(changes),
        *words_blocks(changes),
        Links([("changes.html", "Every figure and file that changed")]),
    ]
