"""What residents say: the page of every survey, and of published surveys of the region beside it."""

from collections.abc import Iterator, Sequence
from typing import Any

from wulfrun.assessment.findings import direction, tone_of
from wulfrun.assessment.survey_change import answers_finding, answers_headline, p_words
from wulfrun.assessment.wording import figure_text, listed, number
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Picture,
    Prose,
    Statement,
    topic_page,
)
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.page import Page
from wulfrun.publication.pages.said import label_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._survey_words import (
    BY,
    DESIGNS,
    ESTIMATE_NOTE,
    METHOD,
    estimate_tables,
    wave_table,
)
from wulfrun.publication.wave_charts import wave_points

_NONE = "too few asked"


def pages(shelf: Shelf) -> list[Page]:
    """One page; none where the release knows of no survey."""
    waves, estimates = shelf.release.rows("survey_waves"), shelf.release.rows("survey_estimates")
    if not waves and not estimates:
        return []
    blocks: list[Block] = [Lead(_lead(shelf, waves, estimates))]
    if waves:
        blocks += _answers(shelf)
        blocks += [Heading("How people were asked")]
        blocks += [Prose(DESIGNS[each]) for each in sorted({row["design"] for row in waves})]
        blocks += [wave_table(waves), Facts(METHOD)]
    if estimates:
        blocks += [
            Heading("Published surveys of the region"),
            Prose(ESTIMATE_NOTE),
            *estimate_tables(estimates),
        ]
    about = (
        "How safe residents feel and what they think, weighted to the population, with every change tested."
    )
    return [topic_page("surveys", "What residents say", about, blocks)]


def _lead(shelf: Shelf, waves: Sequence[Row], estimates: Sequence[Row]) -> str:
    if not waves:
        return "Published results of surveys of a wider area. They have no intervals, so no change is tested."
    base, titles = sum(row["base"] for row in waves), sorted({row["title"] for row in waves})
    return (
        f"What people said in {base:,.0f} interviews of {listed(titles)}, in {len(waves)} waves, weighted "
        f"so that they stand for all adults of {shelf.place}."
    )


def _answers(shelf: Shelf) -> Iterator[Block]:
    results, changes = shelf.release.rows("survey_results"), shelf.release.rows("survey_changes")
    told = [name for name in shelf.measures if any(row["measure"] == name for row in results)]
    for name in told:
        declared = shelf.measures[name]
        own = [row for row in results if row["measure"] == name]
        whole = [row for row in own if row["by"] == "all"]
        kind = "wave" if any(row["period_kind"] == "wave" for row in whole) else "year"
        series = [row for row in whole if row["period_kind"] == kind]
        years = [row for row in whole if row["period_kind"] == "year" and row["value"] is not None]
        tests = [row for row in changes if row["measure"] == name]
        yield Heading(declared["title"])
        question = _question(shelf, declared["question"])
        yield Prose(question["text"] + "." if question["strands"] else f"Asked: “{question['text']}”")
        title = declared["title"]
        if len(years) > 1:
            finding = answers_finding(declared, years[0], years[-1])
            title = answers_headline(declared, years[0], years[-1])
            yield Statement(label_of(finding), finding.tone, finding.text)
        if any(row["value"] is not None for row in series):
            yield _picture(shelf, name, title, series, tests, kind)
        if groups := _groups(own, tests, declared):
            yield groups
        if question["caveat"]:
            yield Prose(f"To bear in mind: {question['caveat']}")


def _question(shelf: Shelf, name: str) -> Row:
    """A question with what it shares with the one it is like."""
    own = shelf.definition["question"][name]
    shared = shelf.definition["question"].get(own["like"], own)
    return {key: own[key] or shared[key] for key in ("text", "caveat", "strands")}


def _picture(
    shelf: Shelf, measure: str, title: str, series: Sequence[Row], changes: Sequence[Row], kind: str
) -> Picture:
    caption = Caption(
        name=f"survey-{measure}",
        title=title,
        units="Percent of those in the base, weighted to the population",
        source=shelf.definition["survey"][series[0]["survey"]]["title"],
    )
    chart = wave_points(
        caption, [(row["period"], Value(row["value"], row["lower"], row["upper"])) for row in series]
    )
    before = {
        row["later"]: row
        for row in changes
        if row["by"] == "all" and row["period_kind"] == kind
        and _follows(series, row["earlier"], row["later"])
    }  # fmt: skip
    rows = [
        [
            row["period"],
            # A year's share is a figure of the measure itself, which leads to how it was made.
            (shelf.row(measure, shelf.whole, row["period"]) if kind == "year" else None)
            or _percent(row["value"]),
            _span(row),
            _whole(row["base"]),
            _whole(row["effective"]),
            _changed(before.get(row["period"])),
        ]
        for row in series
    ]
    change = f"Change on the {kind} before"
    heads = (kind.capitalize(), "#Percent", "95% interval", "#Base", "#Effective base", change)
    named = f"{shelf.measures[measure]['title']}, by {kind}"
    return Picture(chart, Grid(named, heads, rows, "data/survey_results.csv"))


def _follows(series: Sequence[Row], earlier: str, later: str) -> bool:
    names = [row["period"] for row in series]
    return earlier in names and later in names and names.index(later) == names.index(earlier) + 1


def _groups(own: Sequence[Row], changes: Sequence[Row], declared: Row) -> Grid | None:
    """The latest year by group, with the change since the first year where both can be told."""
    grouped = [row for row in own if row["by"] != "all" and row["period_kind"] == "year"]
    if not grouped:
        return None
    latest = max((row["starts"], row["period"]) for row in grouped)[1]
    first = min((row["starts"], row["period"]) for row in grouped)[1]
    since = {
        (row["by"], row["group"]): row
        for row in changes
        if row["by"] != "all" and row["earlier"] == first and row["later"] == latest
    }
    rows = [
        [
            f"{BY[row['by']]}: {row['group']}",
            _percent(row["value"]) or _NONE,
            _span(row),
            _whole(row["base"]),
            _whole(row["effective"]),
            _changed(since.get((row["by"], row["group"])), declared),
        ]
        for row in sorted(grouped, key=lambda row: (list(BY).index(row["by"]), row["group"]))
        if row["period"] == latest
    ]
    heads = ("Group", "#Percent", "95% interval", "#Base", "#Effective base", f"Change since {first}")
    note = (
        "Each test allows one clear change in twenty by chance alone: one among many groups is no finding by "
        "itself."
    )
    return Grid(f"{declared['title']} by group, {latest}", heads, rows, "data/survey_results.csv", note)


def _changed(row: Row | None, declared: Row | None = None) -> str:
    if row is None:
        return "–"
    if row["difference"] is None:
        return _NONE
    moved = direction(row["lower"], row["upper"])
    chance = f", {p_words(row['p'])}" if row["p"] is not None else ""
    size = f"{number(abs(row['difference']), 1)} points{chance}"
    if moved == "no clear change":
        return f"no clear change ({'+' if row['difference'] > 0 else '−'}{size})"
    good = {"good": " (better)", "bad": " (worse)"}.get(
        tone_of(moved, declared["better"]) if declared else "", ""
    )
    return f"{moved} by {size}{good}"


def _percent(value: float | None) -> str:
    return "" if value is None else figure_text(value, "share")


def _span(row: dict[str, Any]) -> str:
    return "" if row["lower"] is None else f"{_percent(row['lower'])} to {_percent(row['upper'])}"


def _whole(value: float | None) -> str:
    return "" if value is None else number(value)
