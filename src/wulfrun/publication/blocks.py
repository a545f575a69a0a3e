"""What the page of a topic is put together from; one template shows them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wulfrun.publication.chart_model import Chart
from wulfrun.publication.page import Page, slug


@dataclass(frozen=True)
class Link:
    """A cell that leads on: the path from the site's root, and its words."""

    path: str
    words: str
    cell: str = "link"


@dataclass(frozen=True)
class Tag:
    """A cell that is a word with a tone: good, bad, neutral or unknown."""

    text: str
    tone: str
    cell: str = "tag"


# A cell is text, or a row of `figures`, which is shown as a figure and leads to its explanation.
Cell = str | Link | Tag | Mapping[str, Any] | None
Cells = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Lead:
    """What the page says first, in one or two sentences."""

    text: str
    block: str = "lead"


@dataclass(frozen=True)
class Heading:
    """The beginning of a section, or of a part of one (level 3)."""

    text: str
    level: int = 2
    block: str = "heading"

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return slug(self.text.lower()).strip("-")


@dataclass(frozen=True)
class Prose:
    """Paragraphs in Markdown; links that begin with '/' are taken from the site's root.

    Where the text holds `cited(n)`, the figure of `rows[n]` is shown and leads to its explanation.
    """

    text: str
    rows: Sequence[Mapping[str, Any]] = ()
    block: str = "prose"


@dataclass(frozen=True)
class Statement:
    """A finding: a word for it, whether it is good, bad, neutral or unknown, and the sentence."""

    label: str
    tone: str
    text: str
    block: str = "statement"


@dataclass(frozen=True)
class Grid:
    """A table: a head that begins with '#' stands over numbers; the first cell of each row is its head.

    `folded`: on the web it opens on demand; on paper it is always open.
    """

    caption: str
    heads: Sequence[str]
    rows: Cells
    csv: str = ""
    note: str = ""
    folded: bool = False
    block: str = "grid"


@dataclass(frozen=True)
class Picture:
    """A chart with the table behind it."""

    chart: Chart
    table: Grid
    note: str = ""
    block: str = "picture"


@dataclass(frozen=True)
class Facts:
    """Terms and what they mean here: how something is worked out, its source, its limits."""

    pairs: Sequence[tuple[str, str]]
    block: str = "facts"


@dataclass(frozen=True)
class Links:
    """Pages to go on to: (path from the site's root, words)."""

    pages: Sequence[tuple[str, str]]
    block: str = "links"


Block = Lead | Heading | Prose | Statement | Grid | Picture | Facts | Links
_TRAIL = (("index.html", "Overview"), ("topics/index.html", "Topics"))


def cited(place: int) -> str:
    """The mark in a text of prose that stands for the figure at a place of its rows."""
    return f"\ue000{place}\ue001"


def picture(chart: Chart, csv: str = "", note: str = "", numbers: Sequence[int] = (1, 2)) -> Picture:
    """A chart with its own table behind it; the columns at `numbers` hold numbers."""
    heads = [f"#{head}" if at in numbers else head for at, head in enumerate(chart.columns)]
    return Picture(chart, Grid(chart.title, heads, chart.rows, csv), note)


def topic_page(
    name: str, title: str, about: str, blocks: Sequence[Block], trail: Sequence[tuple[str, str]] = _TRAIL
) -> Page:
    """The page topics/NAME.html; `about` is what the list of topics says of it."""
    blocks = told_apart(blocks)
    return Page(
        f"topics/{name}.html", title, "topic.html", {"blocks": blocks}, trail, charts_of(blocks), about
    )


def charts_of(blocks: Sequence[Block]) -> tuple[Chart, ...]:
    """The charts among blocks."""
    return tuple(each.chart for each in blocks if isinstance(each, Picture))


def told_apart(blocks: Sequence[Block]) -> list[Block]:
    """No two tables of a page bear one caption: to a screen reader each is a place with that name."""
    seen: set[str] = set()
    found: list[Block] = []
    heading = ""

    def apart(table: Grid) -> Grid:
        caption, number = table.caption, 1
        while caption in seen:
            number += 1
            of = heading.lower() if heading and number == 2 else f"table {number}"
            caption = f"{table.caption}: {of}"
        seen.add(caption)
        return replace(table, caption=caption)

    for each in blocks:
        if isinstance(each, Heading):
            heading = each.text
        if isinstance(each, Grid):
            each = apart(each)
        elif isinstance(each, Picture):
            each = replace(each, table=apart(each.table))
        found.append(each)
    return found
