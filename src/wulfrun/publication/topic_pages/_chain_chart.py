"""The chain as a picture: the first problems, the priorities that name them, and what is done."""

from collections.abc import Iterator, Mapping, Sequence

from wulfrun.assessment.wording import number_words
from wulfrun.publication.blocks import Block, picture
from wulfrun.publication.chain import Act, evidence_of, ranked
from wulfrun.publication.chain_chart import Step, chain_of
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.shelf import Row, Shelf

_HEADS = ("First problems", "Priorities", "What is done")


def chain_charts(shelf: Shelf, found: Mapping[str, Row], acts: Sequence[Act]) -> Iterator[Block]:
    """One picture, where problems were ranked."""
    first = {name: row for name, row in ranked(shelf).items() if row["rank"] <= row["top"]}
    if not first:
        return
    named = {key: [name for name in evidence_of(shelf, row) if name in first] for key, row in found.items()}
    with_one = sum(any(name in own for own in named.values()) for name in first)
    steps = [Step(f"problem {name}", f"{row['rank']}. {row['title']}", 0) for name, row in first.items()]
    for key, row in found.items():
        steps.append(Step(f"priority {key}", row["title"], 1, [f"problem {name}" for name in named[key]]))
        own = [act for act in acts if act.priority == key]
        steps.append(Step(f"done {key}", _done(row, own), 2, [f"priority {key}"]))
    caption = Caption(
        "chain",
        _found(with_one, len(first)),
        "From the problems that come first to what is done about them",
        "",
        "The partnership's priorities, targets and actions",
    )
    yield picture(chain_of(caption, steps, _HEADS), numbers=())


def _found(named: int, of: int) -> str:
    """How many of the first problems a priority names."""
    first = "the first problem" if of == 1 else f"the first {number_words(of)} problems"
    if not named:
        return f"No priority names {'any of ' if of > 1 else ''}{first}"
    if named == of:
        return f"Priorities name {'all of ' if of > 1 else ''}{first}"
    return f"Priorities name {number_words(named)} of {first}"


def _done(row: Row, acts: Sequence[Act]) -> str:
    evaluated = sum(act.evaluation is not None for act in acts)
    counts = f"{_many(len(row['targets']), 'target')}, {_many(len(acts), 'action')}"
    said = f"{counts}, {evaluated or 'none'} evaluated"
    return said[:1].upper() + said[1:]


def _many(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
