"""Topic assessments of the year: each with its findings and its problems as they stand."""

from collections.abc import Collection, Iterator, Sequence

from wulfrun.assessment.wording import day_words, sentence
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Link, Prose
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._assessment_summary import led
from wulfrun.publication.documents._duty_answers import declared, many
from wulfrun.publication.documents._year import day_of_judging
from wulfrun.publication.documents.document import Chapter
from wulfrun.publication.page import slug
from wulfrun.publication.problem.sections import in_brief, in_full
from wulfrun.publication.problem.subject import Subject
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.told_prose import told_prose
from wulfrun.words.periods import month_index, quarter

NAME = "topic-assessments"


def of_the_year(shelf: Shelf) -> list[tuple[str, Row]]:
    """The topic assessments of the twelve months to the day of judging, and any after, oldest first."""
    now = month_index(day_of_judging(shelf)[:7])
    rows = declared(shelf, "assessment").items()
    kept = [(name, row) for name, row in rows if month_index(row["when"][:7]) > now - 12]
    return sorted(kept, key=lambda each: (str(each[1]["when"]), each[0]))


def chapters(shelf: Shelf, document: str, told: Collection[str]) -> list[Chapter]:
    """A chapter of all of them and one of each; `told`: measures that other chapters tell in full."""
    topics = of_the_year(shelf)
    if not topics:
        return []
    found = [Chapter(NAME, "Topic assessments of the year", _together(shelf, document, topics))]
    return [
        *found,
        *(Chapter(_name(name), f"Topic: {row['title']}", _one(shelf, row, told)) for name, row in topics),
    ]


def _name(name: str) -> str:
    return f"topic-{slug(name)}"


def _together(shelf: Shelf, document: str, topics: Sequence[tuple[str, Row]]) -> list[Block]:
    covered = {measure for _, row in topics for measure in row["measures"]}
    wanted = [said.measure for said in led(shelf)]
    open_ = [measure for measure in wanted if measure not in covered]
    cells: list[Sequence[Cell]] = [
        (
            Link(f"documents/{document}/{_name(name)}.html", row["title"]),
            quarter(month_index(row["when"][:7])).name,
            day_words(row["when"]),
            row["by"] or "not said",
            listed(_titles(shelf, row["measures"]), 4),
        )
        for name, row in topics
    ]
    heads = ("Topic", "Quarter", "When", "By", "Measures")
    made = many(len(topics), "topic assessment", "topic assessments")
    return [
        Lead(
            f"The year's assessment adds up from {made}. "
            f"They cover {len(wanted) - len(open_)} of the {len(wanted)} measures that the "
            "strategy is judged by."
        ),
        Grid("Topic assessments of the year, by quarter", heads, cells),
        *_not_yet(shelf, open_),
    ]


def _not_yet(shelf: Shelf, open_: Sequence[str]) -> Iterator[Block]:
    yield Heading("Not yet looked at")
    if not open_:
        yield Prose("Every measure that the strategy is judged by had a topic assessment in the year.")
        return
    rows: list[Sequence[Cell]] = [
        (Link(f"measures/{name}.html", shelf.measures[name]["title"]), _why(shelf, name)) for name in open_
    ]
    yield Grid("Measures that no topic assessment of the year covers", ("Measure", "Priority"), rows)


def _why(shelf: Shelf, measure: str) -> str:
    rows = declared(shelf, "priority").values()
    own = ", ".join(str(row["title"]) for row in rows if measure in row["measures"])
    return own or "none; it has a target"


def _titles(shelf: Shelf, measures: Sequence[str]) -> list[str]:
    return [str(shelf.definition["measure"][name]["title"]) for name in measures]


def _one(shelf: Shelf, row: Row, told: Collection[str]) -> list[Block]:
    by = f" by {row['by']}" if row["by"] else ""
    found: list[Block] = [
        Lead(f"Made on {day_words(row['when'])}{by}. The figures are those of this edition.")
    ]
    if row["summary"]:
        found += [Heading("What was found"), told_prose(shelf, row["summary"])]
    else:
        found.append(Prose("No findings are written down: add summary to this assessment in strategy.toml."))
    if row["advice"]:
        found += [
            Heading("What it advises"),
            told_prose(shelf, "\n".join(f"- {sentence(each)}" for each in row["advice"])),
        ]
    for name in row["measures"]:
        if name in shelf.measures and shelf.latest(name, shelf.whole):
            subject = Subject(shelf, name)
            found += in_brief(subject, 2) if name in told else in_full(subject)
    return found
