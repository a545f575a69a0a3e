"""The prose of a partnership as it is shown: its figures are those published, each with its explanation."""

from collections.abc import Mapping
from typing import Any

from wulfrun.assessment.prose_figures import written_out
from wulfrun.assessment.topics.prose_figures import PROSE
from wulfrun.definition.prose_figure import pieces
from wulfrun.publication.blocks import Prose, cited
from wulfrun.publication.shelf import Shelf

Row = Mapping[str, Any]


def told_prose(shelf: Shelf, text: str) -> Prose:
    """A text of the plan or of a priority, whose references have become figures."""
    resolved = {row["written"]: row for row in shelf.release.rows(PROSE)}
    shown: list[Row] = []
    words = []
    for each in pieces(text):
        if each in resolved:
            words.append(cited(len(shown)))
            shown.append(resolved[each])
        else:
            words.append(each)
    return Prose("".join(words), shown)


def told_plainly(shelf: Shelf, text: str) -> str:
    """The same where only words can stand, such as a cell or a chart."""
    return written_out(text, shelf.release.rows(PROSE), shelf.definition["measure"])
