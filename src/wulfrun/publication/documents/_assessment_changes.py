"""What changed and how sure that is: every measure by theme, then the months of those that lead."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from wulfrun.assessment.wording import base_of, signed, when
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Link, Links, Tag
from wulfrun.publication.documents._assessment_summary import led
from wulfrun.publication.pages.said import on_baseline, on_last_year
from wulfrun.publication.problem import change
from wulfrun.publication.problem.subject import Subject
from wulfrun.publication.shelf import Row, Shelf

_MOST_TRENDS = 4


def changes(shelf: Shelf) -> list[Block]:
    """A table for each theme and the trends of the measures that lead."""
    baseline = shelf.partnership.get("baseline")
    on = f" and on the baseline, {when(baseline)}" if baseline else ""
    return [
        Lead(f"Every measure with its change on the year before{on}, and the range that we are 95% sure of."),
        *_trends(shelf),
        *_themes(shelf),
        Links([("measures/index.html", "Every measure, with the parts that these hold")]),
    ]


def _trends(shelf: Shelf) -> Iterator[Block]:
    names = (base_of(said.measure) for said in led(shelf))
    drawn = (block for name in names for block in change.pictures(Subject(shelf, name)))
    pictures = list(islice(drawn, _MOST_TRENDS))
    if pictures:
        yield Heading("The months of those that lead")
        yield from pictures


def _themes(shelf: Shelf) -> Iterator[Block]:
    wanted = {said.measure for said in led(shelf)}
    themes: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for name, declared in shelf.measures.items():
        period = shelf.latest(name, shelf.whole)
        if period and (not declared["part_of"] or name in wanted):
            themes[declared["theme"]].append(_row(shelf, name, period))
    heads = (
        "Measure",
        "Period",
        "#Figure",
        "#On the year before",
        "#95% interval",
        "#On the baseline",
        "On the year before, it is",
    )
    yield Heading("Measure by measure")
    for theme in sorted(themes):
        yield Heading(theme, 3)
        yield Grid(theme, heads, themes[theme])


def _row(shelf: Shelf, name: str, period: str) -> tuple[Cell, ...]:
    declared = shelf.measures[name]
    last = on_last_year(shelf, name, shelf.whole, period)
    long = on_baseline(shelf, name, shelf.whole, period)
    return (
        Link(f"measures/{name}.html", declared["title"]),
        when(period),
        shelf.row(name, shelf.whole, period),
        *_change(last.row),
        _change(long.row)[0] if long else "",
        Tag(last.label, last.finding.tone),
    )


def _change(row: Row | None) -> tuple[Cell, Cell]:
    """A change in percent with its interval; nothing where the row is the figure itself, or not told."""
    if row is None or row["value"] is None or "." not in row["measure"]:
        return "", ""
    ends = "" if row["lower"] is None else f"{signed(row['lower'])} to {signed(row['upper'])}"
    return row, ends
