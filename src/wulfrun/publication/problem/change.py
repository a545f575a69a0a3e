"""What changed in a problem: its findings, months and years, its targets, and what was tried."""

from collections.abc import Iterator

from wulfrun.assessment.topics.evaluations import EVALUATIONS
from wulfrun.assessment.wording import base_of
from wulfrun.publication import page_charts
from wulfrun.publication.blocks import Block, Grid, Picture, Statement
from wulfrun.publication.pages.said import Said, on_baseline, on_last_year
from wulfrun.publication.pages.targets import target_items
from wulfrun.publication.problem.subject import Subject, Told
from wulfrun.publication.topic_pages._evaluation_words import page_path
from wulfrun.words.periods import month_index, month_words

_SHOWN_MONTHS = 24


def findings(subject: Subject) -> list[Said]:
    """The change on the baseline, where it can be said, and on the year before."""
    shelf, measure, code, period = subject.shelf, subject.measure, subject.code, subject.period
    if not period:
        return []
    long = on_baseline(shelf, measure, code, period)
    last = on_last_year(shelf, measure, code, period)
    return [long, last] if long is not None and long.finding.tone != "unknown" else [last]


def statements(subject: Subject) -> list[Block]:
    """The findings as statements; a sentence where there is no whole year."""
    found = findings(subject)
    if not found:
        text = f"{subject.title}: no whole year of figures in {subject.place}."
        return [Statement("Cannot be said", "unknown", text)]
    return [Statement(each.label, each.finding.tone, each.finding.text) for each in found]


def pictures(subject: Subject) -> Iterator[Block]:
    """The months with their limits, of the whole place; else the years."""
    shelf, measure = subject.shelf, subject.measure
    chart = page_charts.trend(shelf, measure) if subject.whole else None
    unit = page_charts.unit_of(shelf, measure)
    if chart is not None:
        rows = shelf.series(measure, subject.code, "month")[-_SHOWN_MONTHS:]
        cells = [(month_words(month_index(row["period"])), row) for row in rows]
        caption = f"{subject.title}: the latest {len(rows)} months"
        yield Picture(chart, Grid(caption, ("Month", f"#{unit}"), cells, f"data/{measure}.csv"))
        return
    chart = page_charts.years(shelf, measure, subject.code) if subject.code in shelf.areas else None
    if chart is not None:
        rows = shelf.series(measure, subject.code, "year")
        years = [(row["period"], row) for row in shelf.series(measure, subject.code, "year")]
        caption = f"{subject.title} in {subject.place}, by financial year"
        yield Picture(chart, Grid(caption, ("Year", f"#{unit}"), years, f"data/{measure}.csv"))


def aimed(subject: Subject) -> Iterator[Told]:
    """How its targets of this place stand."""
    for item in target_items(subject.shelf):
        row = item["row"]
        if base_of(row["measure"]) == subject.measure and row["area_code"] == subject.code:
            yield Told(item["said"].finding.text, ("targets.html", "Progress against targets"))


def tried(subject: Subject) -> Iterator[Told]:
    """What actions were evaluated on it, and what was found."""
    for row in subject.rows(EVALUATIONS):
        if subject.whole or subject.place in str(row["areas"]).split(", "):
            yield Told(
                f"{row['title']} ({row['areas']}): {row['sentence']}",
                (page_path(row["action"]), row["title"]),
            )
