"""The page on small numbers: how they were kept back, and how we tried to work them out all the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wulfrun.assessment.disclosure_attack import DISCLOSURE
from wulfrun.assessment.wording import number, when
from wulfrun.publication.bar_charts import ranked_bars
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Area, Caption, Value
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf

_DRAWN, _NAME = 12, 23
_ABOUT = "Which counts are kept back because they are small, and how we tried to work them out all the same"
_HOW = (
    (
        "Kept back",
        "Counts from 1 to one less than the range of the measure, and the counts from which they could be "
        "worked out: others of the same total, shorter periods, the difference between two measures. "
        "Noughts are shown.",
    ),
    (
        "The attack",
        "A linear program is given everything that this site and its files tell of these counts, together: "
        "every area and what it is part of; months, quarters, years and rolling years; wholes, parts and "
        "what they leave; shares, rates and changes; the tables of other topics; how many records have no "
        "place; and every earlier edition. Of each count kept back it looks for the least and the most that "
        "it can be.",
    ),
    (
        "Safe",
        "The least and the most of every count kept back lie at least the range apart. Where all records of "
        "a kind in an area are fewer, and are published, the count of some of them lies between nought and "
        "that number. Were any told more closely, the site would not have been published.",
    ),
    (
        "The narrowest",
        "No count of the measure can be told more closely than within so many. It may be less closely: where "
        "the range was reached, it was not always looked further.",
    ),
    (
        "What it cannot say",
        "What somebody knows besides: of a family, a street, a case in the news. Nor what another body "
        "publishes of the same records, or what this partnership published otherwise than as an edition.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """The page; none where no measure keeps small numbers back."""
    rows = shelf.release.rows(DISCLOSURE)
    if not rows:
        return []
    blocks: list[Block] = [
        Lead(lead(rows)),
        *_public(rows),
        Heading("What was kept back, and what was tried"),
        *_drawn(shelf, rows),
        _table(shelf, rows),
        Heading("How this is worked out"),
        Facts(_HOW),
        Links([("data-quality.html", "Data quality"), ("sources.html", "Sources: a receipt for every file")]),
    ]
    return [topic_page("disclosure", "How small numbers are protected", _ABOUT, blocks)]


def lead(rows: Sequence[Row]) -> str:
    """How many counts are kept back, how many were attacked, and that none was worked out."""
    hidden, attacked, between = (
        sum(row[name] for row in rows) for name in ("hidden", "attacked", "differences")
    )
    if not hidden + between:
        return "No count is small enough to be kept back, and none is."
    tried = f"We tried to work out each of the {number(attacked)} that are not nought"
    if between:
        tried += f", and {number(between)} small differences between counts,"
    return (
        f"{number(hidden)} counts are kept back because they are small or would tell a small one. {tried} "
        "from everything published, together: none could be told more closely than it may be."
    )


def _public(rows: Sequence[Row]) -> Iterator[Block]:
    public = sum(row["public_before"] for row in rows)
    if public:
        are = "count that is kept back now is" if public == 1 else "counts that are kept back now are"
        text = (
            f"{number(public)} {are} told by an earlier edition, or can be worked out from earlier editions "
            "alone. That cannot be undone; nothing published now adds to it."
        )
        yield Statement("Already public", "neutral", text)


def _drawn(shelf: Shelf, rows: Sequence[Row]) -> Iterator[Block]:
    most = sorted((row for row in rows if row["hidden"]), key=lambda row: (-row["hidden"], row["counts"]))
    if len(most) < 2:
        return
    most = most[:_DRAWN]
    areas = [Area(row["counts"], _short(name_of(shelf, row["counts"])), Value(row["hidden"])) for row in most]
    title = f"Most counts are kept back of: {name_of(shelf, most[0]['counts'])}"
    caption = Caption(
        "disclosure-hidden", title, "Counts of areas and periods kept back", "Counts kept back",
        "Every figure that a measure with a range would tell", when(shelf.release.manifest["through"]),
    )  # fmt: skip
    chart = ranked_bars(caption, areas)
    said = "; ".join(f"{name_of(shelf, row['counts'])}: {number(row['hidden'])}" for row in most)
    chart = replace(
        chart,
        alt=f"{title}. Bars of the counts kept back, the most first. {said}.",
        columns=("Measure", "Counts kept back"),
        rows=tuple((name_of(shelf, row["counts"]), number(row["hidden"])) for row in most),
    )
    yield picture(chart, numbers=(1,))
    yield Prose(
        "Where one month of a district or of the whole is small, all its months, quarters and rolling years "
        "are kept back, so that most counts kept back are not small themselves."
    )


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 3].rstrip(' ,')}\N{HORIZONTAL ELLIPSIS}"


def _table(shelf: Shelf, rows: Sequence[Row]) -> Grid:
    heads = ("What is counted", "#Range", "#Counts", "#Kept back", "#Attacked", "#Differences", "#Narrowest")
    body = [
        (
            name_of(shelf, row["counts"]),
            *(number(row[name]) for name in ("range", "figures", "hidden", "attacked", "differences")),
            "" if row["narrowest"] is None else number(row["narrowest"]),
        )
        for row in rows
    ]
    return Grid(
        "Counts kept back, and how closely they can be told",
        heads,
        body,
        note="Attacked: those kept back that are not nought. Differences: small ones between two counts, "
        "such as a whole and a part of it.",
    )


def name_of(shelf: Shelf, counts: str) -> str:
    """The title of a measure, or of a column of a topic's table in words."""
    measure = shelf.definition["measure"].get(counts)
    if measure:
        return str(measure["title"])
    table, _, column = counts.partition(".")
    return f"{column.replace('_', ' ').capitalize()} in the table {table.replace('_', ' ')}"
