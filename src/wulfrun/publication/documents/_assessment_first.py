"""What should come first: the ranked problems, the board's own judgement, the priorities, what people say."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.lana import ASKED
from wulfrun.assessment.wording import day_words, number, sentence
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Link, Links, Prose
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._assessment_summary import problem_rows
from wulfrun.publication.documents._duty_answers import declared, many
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.told_prose import told_prose
from wulfrun.publication.topic_pages import lana

_MOST_RANKED = 12


def first(shelf: Shelf) -> list[Block]:
    """What the figures put first, what the board does, and what people who live and work here say."""
    return [
        Lead(
            "What the figures put first, what the board judges, and what people who live and work here say."
        ),
        *_ranked(shelf),
        *_priorities(shelf),
        *_said(shelf),
        *_chosen(shelf),
    ]


def _ranked(shelf: Shelf) -> Iterator[Block]:
    rows = problem_rows(shelf)
    if not rows:
        return
    yield Heading("The problems in order")
    cells: list[Sequence[Cell]] = [
        (
            Link(f"measures/{row['measure']}.html", row["title"]),
            number(row["rank"]),
            _share(row["top_share"]),
            _between(row),
            number(row["board_rank"]) if row["board_rank"] else "not judged",
            sentence(row["board_reason"] or "") if row["board_rank"] else "",
        )
        for row in rows[:_MOST_RANKED]
    ]
    heads = (
        "Problem",
        "#Rank",
        f"#In the first {rows[0]['top']} when weights move",
        "#Rank, 90% range",
        "#The board's",
        "The board's reason",
    )
    note = f"The first {_MOST_RANKED} of {len(rows)}." if len(rows) > _MOST_RANKED else ""
    yield Grid(
        "Problems by computed rank, beside the board's judgement", heads, cells, "data/problems.csv", note
    )
    yield Links([("topics/problems.html", "Criteria, weights, and how sure the order is")])


def _share(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}%"


def _between(row: Row) -> str:
    if row["rank_low"] is None or row["rank_high"] is None:
        return ""
    return f"{number(row['rank_low'])} to {number(row['rank_high'])}"


def _priorities(shelf: Shelf) -> Iterator[Block]:
    rows = shelf.priorities.values()
    if not rows:
        return
    yield Heading("The priorities of the strategy")
    for row in rows:
        titles = [str(shelf.measures[each]["title"]) for each in row["measures"] if each in shelf.measures]
        evidence = f" Evidence: {listed(titles, 4)}." if titles else " No measure with figures speaks for it."
        yield told_prose(shelf, f"**{row['title']}.** {sentence(row.get('because') or '')}{evidence}")
    yield Links([("priorities.html", "Priorities, targets and actions")])


def _said(shelf: Shelf) -> Iterator[Block]:
    held = sorted(declared(shelf, "consultation").values(), key=lambda row: str(row["when"]))
    if not held:
        return
    yield Heading("What people said at consultations")
    titles = {name: row["title"] for name, row in declared(shelf, "priority").items()}
    cells = [
        (
            row["title"],
            day_words(row["when"]),
            number(row["reached"]) if row["reached"] is not None else None,
            "; ".join(row["said"]) or "Nothing is written down.",
            ", ".join(titles.get(each, each) for each in row["priorities"]) or "none",
        )
        for row in held
    ]
    heads = ("Occasion", "When", "#People", "What should come first", "Priorities that it speaks for")
    yield Grid("What residents said should come first", heads, cells)


def _chosen(shelf: Shelf) -> Iterator[Block]:
    """What residents chose in their neighbourhoods."""
    asked = shelf.release.rows(ASKED)
    if not asked:
        return
    places = len({row["area_code"] for row in asked})
    yield Heading("What neighbourhoods chose")
    yield Prose(
        f"{lana.lead(shelf, asked)} They were chosen in {many(places, 'neighbourhood', 'neighbourhoods')}."
    )
    yield Links([("topics/lana.html", "What residents asked for and what was done")])
