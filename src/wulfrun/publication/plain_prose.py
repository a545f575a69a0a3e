"""Plain findings as prose: each figure in a sentence leads to its explanation."""

from collections.abc import Sequence

from wulfrun.assessment.plain_words import Plain
from wulfrun.publication.blocks import Prose, cited
from wulfrun.publication.shelf import Row


def plain_prose(parts: Sequence[Plain | str], between: str = "\n\n") -> Prose:
    """Texts one after the other, those of findings with their figures.

    >>> plain_prose([Plain("It fell to {0}.", "good", ({"value": 3.0},)), "Ask us."]).text
    'It fell to \\ue0000\\ue001.\\n\\nAsk us.'
    """
    rows: list[Row] = []
    texts = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        marks = [cited(len(rows) + at) for at in range(len(part.rows))]
        texts.append(part.text.format(*marks))
        rows += part.rows
    return Prose(between.join(texts), tuple(rows))


def plain_list(parts: Sequence[Plain | str]) -> Prose:
    """The same as a list with bullets."""
    marked = [
        f"- {each}" if isinstance(each, str) else Plain(f"- {each.text}", each.tone, each.rows)
        for each in parts
    ]
    return plain_prose(marked, "\n")
