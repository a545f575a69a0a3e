"""The board's own order beside the computed one, with its reasons."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import day_words, sentence
from wulfrun.publication.blocks import Block, Grid, Heading, Statement
from wulfrun.publication.shelf import Row
from wulfrun.publication.topic_pages._problem_words import ranks_words


def board_blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """What the board judged; nothing where it put no problem in an order."""
    judged = sorted(
        (row for row in rows if row["board_rank"]), key=lambda row: (row["board_rank"], row["title"])
    )
    if not judged:
        return
    yield Heading("What the board thinks")
    for row in judged:
        yield _statement(row)
    cells = [
        (row["title"], str(row["board_rank"]), str(row["rank"] or "–"), ranks_words(row), _who(row))
        for row in judged
    ]  # fmt: skip
    heads = ("Problem", "#Board's place", "#Computed rank", "Ranks it takes", "Who and when")
    yield Grid("The board's order beside the computed one", heads, cells, "data/problems.csv")


def _statement(row: Row) -> Statement:
    """How the board's place stands to the computed one, and why the board put it there."""
    reason = sentence(row["board_reason"]) or "No reason was given."
    board, title = f"The board puts it in place {row['board_rank']}", row["title"]
    found = stands(row)
    if found == "same":
        return Statement("As computed", "good", f"{title}. {board}, and so do the criteria. {reason}")
    if not row["rank"]:
        said = f"{board}; it could not be ranked, because too little is known of it."
        return Statement("Not ranked", "unknown", f"{title}. {said} {reason}")
    computed = f"the criteria give it rank {row['rank']}"
    if found == "within":
        said = f"{board}; {computed}, and with other weights near those declared {ranks_words(row)}."
        return Statement("Within what weights allow", "neutral", f"{title}. {said} {reason}")
    also = f", from {ranks_words(row)} as weights move" if row["rank_low"] != row["rank_high"] else ""
    return Statement("Differs", "neutral", f"{title}. {board}; {computed}{also}. {reason}")


def stands(row: Row) -> str:
    """Whether the board's place is the computed one, lies within what the weights allow, or apart from it.

    >>> stands({"board_rank": 1, "rank": 2, "rank_low": 1, "rank_high": 3})
    'within'
    >>> stands({"board_rank": 1, "rank": 4, "rank_low": 2, "rank_high": 6})
    'apart'
    """
    if row["rank"] == row["board_rank"]:
        return "same"
    if not row["rank"]:
        return "apart"
    return "within" if row["rank_low"] <= row["board_rank"] <= row["rank_high"] else "apart"


def _who(row: Row) -> str:
    parts = [row["board_by"], day_words(row["board_when"]) if row["board_when"] else ""]
    return ", ".join(each for each in parts if each) or "–"
