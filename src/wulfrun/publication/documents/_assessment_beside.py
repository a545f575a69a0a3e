"""What stands beside the problems: similar places, harm, what residents feel, and what is emerging."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.alert_words import slow_sentence
from wulfrun.assessment.topics.alerts import ALERTS, HIGHER, MONTHS, SLOW
from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Lead,
    Link,
    Links,
    Picture,
    Prose,
    Tag,
)
from wulfrun.publication.documents._year import day_of_judging
from wulfrun.publication.page import Page
from wulfrun.publication.problem.beside import recorded_beside, side_by_side
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages import harm as harm_pages
from wulfrun.publication.topic_pages import peers as peer_pages
from wulfrun.publication.topic_pages.alerts import decided
from wulfrun.words.periods import month_index, month_words

_MOST_PEERS, _MOST_HARM, _MOST_ALERTS = 4, 3, 30


def similar(shelf: Shelf) -> list[Block]:
    """The comparison with most similar places: the table, and the charts of those that stand apart."""
    return _excerpt(peer_pages.pages(shelf), _MOST_PEERS)


def weighed(shelf: Shelf) -> list[Block]:
    """Crime weighed by harm: whether harm changed, what makes it, and where."""
    return _excerpt(harm_pages.pages(shelf), _MOST_HARM)


def _excerpt(pages: Sequence[Page], pictures: int) -> list[Block]:
    """What a topic's page says first: the way on, and up to so many pictures with all that stands before."""
    found: list[Block] = []
    for page in pages:
        shown = 0
        for block in page.content["blocks"]:
            if shown == pictures:
                break
            shown += isinstance(block, Picture)
            found.append(block)
            if isinstance(block, Lead):
                found.append(Links([(page.path, f"More: {page.title}")]))
    return found


def felt(shelf: Shelf) -> list[Block]:
    """Perception against recorded crime, question by question; nothing where no survey was asked."""
    rows: list[Sequence[Cell]] = []
    for name, declared in shelf.measures.items():
        if declared["kind"] != "survey" or not shelf.latest(name, shelf.whole):
            continue
        rows += [_pair(shelf, name, measure) for measure in recorded_beside(shelf, name)]
    asked = {row[0] for row in rows}
    if not rows:
        return []
    lead = (
        f"{len(asked)} questions of surveys stand beside measures of what was recorded. What is recorded can "
        "fall while fear does not, and the other way round: neither is the truth about the other."
    )
    heads = ("Asked", "What residents say", "Recorded", "What was recorded", "Change", "Together")
    return [
        Lead(lead),
        Grid("What residents say beside what was recorded", heads, rows),
        Prose(
            "Survey answers are weighted to the population and tested (95%). Which recorded measure stands "
            "beside which question is declared with the question."
        ),
        Links([("topics/surveys.html", "What residents say, question by question")]),
    ]


def _pair(shelf: Shelf, name: str, measure: str) -> Sequence[Cell]:
    pair = side_by_side(shelf, measure, name)
    return (
        Link(f"measures/{name}.html", shelf.measures[name]["title"]),
        Tag(pair.answers.label, pair.answers.finding.tone),
        Link(f"measures/{measure}.html", shelf.measures[measure]["title"]),
        Tag(pair.recorded.label, pair.recorded.finding.tone),
        pair.since,
        pair.words,
    )


def emerging(shelf: Shelf) -> list[Block]:
    """What stood out up to the day of judging, with what was decided, and what changes slowly."""
    last = day_of_judging(shelf)[:7]
    months = [row for row in shelf.release.rows(MONTHS) if row["month"] <= last]
    if not months:
        return []
    alerts = [
        row for row in shelf.release.rows(ALERTS) if row["measure"] in shelf.measures and row["month"] <= last
    ]
    found: list[Block] = [Lead(_alert_lead(alerts, months)), *_alerts(shelf, alerts), *_slow(shelf)]
    return [*found, Links([("topics/alerts.html", "What stood out, month by month")])]


def _alert_lead(alerts: Sequence[Row], months: Sequence[Row]) -> str:
    tested = sum(int(row["tested"]) for row in months)
    undecided = sum(not row["decision"] for row in alerts)
    if not alerts:
        return f"Of {number(tested)} monthly counts that were tested none stood out."
    many = "one stood out" if len(alerts) == 1 else f"{len(alerts)} stood out"
    open_ = "every one was decided on" if not undecided else f"{undecided} are not decided yet"
    return (
        f"Of {number(tested)} monthly counts that were tested {many}; {open_}. A signal is no finding: it "
        "asks to be looked into."
    )


def _alerts(shelf: Shelf, alerts: Sequence[Row]) -> Iterator[Block]:
    whole = sorted(alerts, key=lambda row: (row["area_level"] != "partnership", bool(row["decision"])))
    if not alerts:
        return
    rows: list[Sequence[Cell]] = [
        (
            Link(f"measures/{row['measure']}.html", shelf.measures[row["measure"]]["title"]),
            str(row["area_name"]),
            month_words(month_index(row["month"])),
            number(row["count"]),
            f"{number(round(row['lower']))} to {number(round(row['upper']))}",
            decided(row),
        )
        for row in whole[:_MOST_ALERTS]
    ]
    heads = ("Measure", "Place", "Month", "#Count", "#To be expected", "Decision")
    note = f"The first {_MOST_ALERTS} of {len(alerts)}." if len(alerts) > _MOST_ALERTS else ""
    yield Grid("Counts that stood out", heads, rows, f"data/{ALERTS}.csv", note)


def _slow(shelf: Shelf) -> Iterator[Block]:
    rows = [row for row in shelf.release.rows(SLOW) if row["direction"] and row["measure"] in shelf.measures]
    if not rows:
        return
    yield Heading("Slow changes")
    cells: list[Sequence[Cell]] = [
        (
            Link(f"measures/{row['measure']}.html", shelf.measures[row["measure"]]["title"]),
            "Higher" if row["direction"] == HIGHER else "Lower",
            slow_sentence(row, shelf.measures[row["measure"]]),
        )
        for row in sorted(rows, key=lambda row: (str(row["direction"]), row["measure"]))
    ]
    heads = ("Measure", "Than before", "What the months say together")
    yield Grid("Measures that have been higher or lower for some time", heads, cells, f"data/{SLOW}.csv")
