"""A problem from all sides, as blocks: in full with its pictures, or in brief."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from wulfrun.assessment.topics.time_of_day import CELLS, GROUPS, HOURLY
from wulfrun.assessment.wording import inside, kind_of
from wulfrun.publication.blocks import Block, Cell, Facts, Grid, Heading, Link, Links, Picture, Tag
from wulfrun.publication.chart_model import listed
from wulfrun.publication.problem import beside, change
from wulfrun.publication.problem.sides import sides
from wulfrun.publication.problem.subject import Subject, Told
from wulfrun.publication.problem.unknown import limits
from wulfrun.publication.topic_pages._measure_blocks import places
from wulfrun.publication.topic_pages.time_of_day import group_blocks

_BESIDE: tuple[tuple[str, Callable[[Subject], Iterable[Told]]], ...] = (
    ("How it ranks", beside.ranked),
    ("Targets", change.aimed),
    ("Compared with similar places", beside.peers),
    ("Harm", beside.harm),
    ("What residents feel", beside.felt),
    ("What stood out", beside.stood_out),
    ("What goes together", beside.relations),
    ("What was tried", change.tried),
    ("What the data cannot tell", limits),
)


def in_full(subject: Subject, level: int = 2) -> list[Block]:
    """A problem with its triangle, what stands beside it, and its pictures."""
    return [
        Heading(subject.title, level),
        *change.statements(subject),
        triangle(subject),
        *change.pictures(subject),
        *_where(subject),
        *_when(subject),
        *_beside(subject),
    ]


def in_brief(subject: Subject, level: int = 3) -> list[Block]:
    """A problem in a few lines: what changed, the first thing told of each side, and what nothing tells."""
    found = sides(subject)
    told = [(each.question.capitalize(), each.told[0].text) for each in found if each.told]
    missing = [each.question for each in found if each.missing]
    silent = [("Nobody's data say", f"{listed(missing)}.")] if missing else []
    return [
        Heading(subject.title, level),
        *change.statements(subject)[:1],
        Facts([*told, *silent]),
        Links([(f"measures/{subject.measure}.html", f"More: {subject.title}")]),
    ]


def triangle(subject: Subject) -> Grid:
    """The sides of the problem, a row for each thing told of one and for each that nothing tells."""
    rows: list[Sequence[Cell]] = []
    for side in sides(subject):
        name = side.question.capitalize()
        rows += [(name, each.text, _more(each)) for each in side.told]
        if side.missing:
            rows.append((name, f"{side.missing} Needed: {inside(side.needed)}.", Tag("Not known", "unknown")))
    return Grid(f"{subject.title}: who, where and when", ("Side", "What the data say", "More"), rows)


def _more(told: Told) -> Cell:
    return Link(*told.page) if told.page else ""


def _where(subject: Subject) -> Iterator[Block]:
    """A map of rates; counts of areas that differ in size would show where most people live."""
    rate = subject.shelf.rate_of(subject.measure)
    if subject.whole and subject.period and kind_of(rate, subject.declared) != "count":
        yield from places(subject.shelf, subject.measure)


def _when(subject: Subject) -> Iterator[Block]:
    """The table of hours and weekdays, where it is of one group of offences."""
    rows = subject.of_groups(GROUPS)
    if len(subject.groups) != 1 or not subject.whole:
        return
    for row in rows:
        if not row["note"]:
            own = [
                [each for each in subject.shelf.release.rows(table) if each["group"] == row["group"]]
                for table in (CELLS, HOURLY)
            ]
            yield from (each for each in group_blocks(subject.shelf, row, *own) if isinstance(each, Picture))


def _beside(subject: Subject) -> Iterator[Block]:
    rows = [(name, each.text, _more(each)) for name, find in _BESIDE for each in find(subject)]
    if rows:
        yield Grid(f"{subject.title}: what stands beside it", ("Beside", "What the data say", "More"), rows)
