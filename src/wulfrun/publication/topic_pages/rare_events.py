"""Rare events: what a chart of counts cannot show, told by the gaps between them."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.findings import tone_of
from wulfrun.assessment.rare_gaps import DAYS
from wulfrun.assessment.topics.rare_events import (
    CHANCE,
    CHARTED,
    EVENTS,
    KEPT_BACK,
    SUMMARY,
    T_CHART,
    TOO_FEW,
)
from wulfrun.assessment.wording import inside, number
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Heading,
    Lead,
    Links,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.gap_chart import EventGap, event_gaps
from wulfrun.publication.page import Page
from wulfrun.publication.page_charts import source_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import month_index, month_words

_MOST_CHARTS = 12
_HOW = (
    ("Which events",
     "Those of measures that count less than one event a month in the whole place, over two years or more. "
     "Smaller areas are not shown."),
    ("What is drawn",
     "Each event is a point: the days since the one before it, to the nearest week, or whole months where "
     "the day of some event is not known. Of an event only its month is told. What is usual, and what a "
     "signal, is worked out from the gaps as they are."),
    ("What is usual: g chart",
     "Of whole days or months. Half of all gaps are longer than the median. The limits are quantiles of the "
     "geometric distribution (Benneyan 2001): one gap in 741 is longer, one in 741 shorter, while nothing "
     "changes."),
    ("What is usual: t chart",
     "Of times, where every event is known to the hour. They are brought to a scale on which chance is "
     "symmetric (the power 1/3.6; Nelson 1994), charted there by how much they vary, and drawn back: about "
     "half are longer than the middle line, and hardly any lies beyond the limits."),
    ("What is a signal",
     "A gap beyond a limit; eight gaps in a row on one side of the middle. On a g chart also four gaps in a "
     "row that together are shorter than one in 741 such fours; on a t chart six in a row that grow or "
     "shrink, or two of three near a limit."),
    ("What it cannot say",
     "Why a quiet or a crowded time came about. With few events the limits are uncertain themselves."),
)  # fmt: skip


def pages(shelf: Shelf) -> list[Page]:
    """The page, where some measure of the whole place is rare."""
    rows = [row for row in shelf.release.rows(SUMMARY) if row["measure"] in shelf.definition["measure"]]
    if not rows:
        return []
    blocks: list[Block] = [
        Lead(
            "Some events are so rare that their count in a month is nearly always none or one. What shows "
            "whether they become more or less frequent is the time between them."
        )
    ]
    charted = [row for row in rows if row["what"] == CHARTED]
    for row in charted[:_MOST_CHARTS]:
        blocks += _section(shelf, row)
    blocks += _not_charted(shelf, [row for row in rows if row not in charted[:_MOST_CHARTS]])
    blocks += [Heading("How this was worked out"), Facts(_HOW)]
    named = [row["measure"] for row in rows if row["measure"] in shelf.measures]
    blocks.append(Links([(f"measures/{name}.html", shelf.measures[name]["title"]) for name in named]))
    about = "Events under one a month: the time between them, and whether it becomes shorter or longer."
    return [topic_page("rare-events", "Rare events", about, blocks)]


def _not_charted(shelf: Shelf, rows: Sequence[Row]) -> Iterator[Block]:
    if not rows:
        return
    yield Heading("Not charted")
    named = {row["measure"]: inside(shelf.definition["measure"][row["measure"]]["title"]) for row in rows}
    for what, why in (
        (KEPT_BACK, "Small numbers are not published, so neither are the times of these events"),
        (TOO_FEW, "Too few for a chart of the gaps between them"),
        (CHARTED, "In the file with the others"),
    ):
        if own := [named[row["measure"]] for row in rows if row["what"] == what]:
            yield Prose(f"{why}: {'; '.join(own)}.")


def _section(shelf: Shelf, row: Row) -> Iterator[Block]:
    declared = shelf.definition["measure"][row["measure"]]
    title = str(declared["title"])
    span = f"{month_words(month_index(row['first_month']))} to {month_words(month_index(row['last_month']))}"
    yield Heading(title)
    events = [each for each in shelf.release.rows(EVENTS) if each["measure"] == row["measure"]]
    yield _statement(row, events, span, declared["better"])
    yield Prose(which_chart(row))
    gaps = [
        EventGap(month_index(each["month"]), each["gap"], each["median"], each["lower"], each["upper"],
                 each["rule"] or "")
        for each in events
    ]  # fmt: skip
    caption = Caption(
        f"rare-{row['measure']}",
        _finding(title, events),
        f"{shelf.place}, {span}, {number(row['events'])} events",
        f"{row['unit'].capitalize()} since the event before ({row['chart']})",
        source_of(shelf, row["measure"]),
    )
    yield picture(event_gaps(caption, gaps, row["unit"]), f"data/{EVENTS}.csv", numbers=(1, 2, 3, 4))


def which_chart(row: Row) -> str:
    """Which chart is drawn of a measure, and why that one."""
    if row["chart"] == T_CHART:
        return (
            "A t chart, of the time between events: the moment of every one is known to the hour or better."
        )
    if row["unit"] == DAYS:
        return (
            "A g chart, of the days between events: the day of every one is known, the hour of some is not."
        )
    return "A g chart, of the months between events: the day of some event is not known."


def _finding(title: str, events: Sequence[Row]) -> str:
    rules = [each["rule"] for each in events if each["rule"]]
    if not rules:
        return f"{title}: no gap is longer or shorter than chance gives"
    return f"{title}: {len(rules)} of {len(events)} gaps are signals of change"


def _statement(row: Row, events: Sequence[Row], span: str, better: str) -> Statement:
    text = f"{number(row['events'])} from {span}."
    rare, often = tone_of("fell", better), tone_of("rose", better)
    latest = events[-1]
    if row["chance"] is not None:
        text += (
            f" At the end about {number(row['waiting'])} {row['unit']} had passed since the last one; a wait "
            f"as long has a chance of {_percent(row['chance'])} while nothing changes."
        )
        if row["chance"] <= CHANCE:
            return Statement("Quiet for longer than chance gives", rare, text)
    if latest["rule"] and latest["gap"] > latest["median"]:
        return Statement("The latest gaps were longer than usual", rare, f"{text} {_rule(latest)}")
    if latest["rule"]:
        return Statement("Closer together than usual", often, f"{text} {_rule(latest)}")
    return Statement("No clear change", "neutral", text)


def _rule(event: Row) -> str:
    return f"The latest gaps: {inside(event['rule'])}."


def _percent(chance: float) -> str:
    return "under 1%" if chance < 0.01 else f"{number(100 * chance)}%"
