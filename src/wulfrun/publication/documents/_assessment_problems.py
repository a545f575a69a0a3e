"""The problems from all sides: a chapter for each priority, one for top problems that no priority names."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import base_of, inside
from wulfrun.publication.blocks import Block, Heading, Lead, Links
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._assessment_summary import first_problems
from wulfrun.publication.documents.document import Chapter
from wulfrun.publication.page import slug
from wulfrun.publication.problem.sections import in_brief, in_full
from wulfrun.publication.problem.sides import sides
from wulfrun.publication.problem.subject import Subject
from wulfrun.publication.shelf import Row, Shelf

MOST_IN_FULL = 4


def chapters(shelf: Shelf) -> list[Chapter]:
    """Chapters of problems, priorities in their order."""
    found = []
    told: set[str] = set()
    for name, row in shelf.priorities.items():
        measures = [each for each in row["measures"] if _known(shelf, each) and each not in told]
        told |= set(measures)
        if measures:
            found.append(_chapter(shelf, name, row, measures))
    rest = [name for name in _top(shelf) if name not in told and _known(shelf, name)]
    if rest:
        lead = "Problems that rank among the first and that no priority names."
        blocks = [Lead(lead), *(block for each in rest for block in in_full(Subject(shelf, each)))]
        found.append(Chapter("other-problems", "Problems that no priority names", blocks))
    return found


def told_in_full(shelf: Shelf) -> set[str]:
    """The measures that a chapter of problems tells with all their pictures."""
    told = {name for name in _top(shelf) if _known(shelf, name)}
    for _, row in shelf.priorities.items():
        told |= set(_in_full(shelf, row, [each for each in row["measures"] if _known(shelf, each)]))
    return told


def _known(shelf: Shelf, measure: str) -> bool:
    return measure in shelf.measures and bool(shelf.latest(measure, shelf.whole))


def _top(shelf: Shelf) -> list[str]:
    """The measures of the problems that come first; of those measures that stand in no priority."""
    return [str(row["measure"]) for row in first_problems(shelf)]


def _chapter(shelf: Shelf, name: str, row: Row, measures: Sequence[str]) -> Chapter:
    full = _in_full(shelf, row, measures)
    brief = [each for each in measures if each not in full]
    blocks: list[Block] = [Lead(_evidence(shelf, row, measures))]
    blocks += [block for each in full for block in in_full(Subject(shelf, each))]
    if brief:
        blocks += [
            Heading("In brief"),
            *(block for each in brief for block in in_brief(Subject(shelf, each))),
        ]
    blocks.append(Links([("priorities.html", f"The priority: {row['title']}")]))
    return Chapter(f"problems-{slug(name)}", f"Problem: {row['title']}", blocks)


def _evidence(shelf: Shelf, row: Row, measures: Sequence[str]) -> str:
    """All the evidence of a priority, and what of it an earlier chapter tells."""
    every = [str(shelf.measures[each]["title"]) for each in row["measures"] if _known(shelf, each)]
    before = [
        str(shelf.measures[each]["title"])
        for each in row["measures"]
        if _known(shelf, each) and each not in measures
    ]
    told = f" An earlier chapter tells of {inside(listed(before, len(before)))}." if before else ""
    return f"The evidence for this priority: {listed(every, len(every))}.{told}"


def _in_full(shelf: Shelf, row: Row, measures: Sequence[str]) -> list[str]:
    """Those with a target or a high rank, as many as fit in a chapter; the first where none has."""
    targets = shelf.release.rows("targets")
    aimed = {base_of(each["measure"]) for each in targets if each["target"] in row["targets"]}
    wanted = [each for each in measures if each in aimed or each in _top(shelf)]
    return wanted[:MOST_IN_FULL] or list(measures)[:1]


def missing_sides(shelf: Shelf) -> Iterator[tuple[str, str, str, str]]:
    """Every side of a problem that nothing tells: its measure, the side, what is missing, what is needed."""
    names = dict.fromkeys(
        [*(each for _, row in shelf.priorities.items() for each in row["measures"]), *_top(shelf)]
    )
    for name in names:
        if _known(shelf, name):
            for side in sides(Subject(shelf, name)):
                if side.missing:
                    yield name, side.question, side.missing, side.needed
