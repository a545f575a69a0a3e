"""The page on drug and alcohol treatment: who is reached, who stays, who waits, and how many need it."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import (
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Prose,
    Statement,
    topic_page,
)
from wulfrun.publication.page import Page
from wulfrun.publication.pages.said import on_baseline, on_last_year
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._measure_blocks import told, years
from wulfrun.words.periods import period_words

PEOPLE, RETAINED, WAITED = "people-in-treatment", "treatment-retained", "treatment-waited"
EXITS, STARTS, PUBLISHED = "treatment-planned-exits", "treatment-starts", "treatment-published"
COUNTS = (PEOPLE, "opiate-crack-in-treatment", "effective-treatment", STARTS, "alcohol-in-treatment")
_ABOUT = (
    "How many people are in drug treatment, how many stay 12 weeks, how long they wait, and how they leave"
)
_YOUNG = "not yet mature"
_EPISODE_FACTS = [
    (
        "A journey",
        "What one person lives through as one treatment. Agencies record it as episodes: a new one within 21 "
        "days of the last discharge, or while another is open, carries the journey on.",
    ),
    (
        "Retained",
        "In treatment 12 weeks (84 days) after the first modality, or left before in a planned way. Of "
        "several journeys in one year only the last counts, and only journeys whose 84 days have passed.",
    ),
    (
        "Effective treatment",
        "National Indicator 40: the same, for users of opiates or crack, counted from triage, and counted in "
        "people.",
    ),
    ("Waiting", "From referral to the first modality. Journeys whose referral is not known are left out."),
    ("Small numbers", "Numbers of people from 1 to 4, and numbers that would tell them, are kept back."),
]


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where nothing of treatment was received."""
    led = [name for name in (PEOPLE, PUBLISHED) if shelf.latest(name, shelf.whole)]
    need = shelf.release.rows("alcohol_dependence")
    known = shelf.release.rows("treatment_need")
    if not led and not need and not known:
        return []
    blocks: list[Block] = [
        Lead(_lead(shelf, led, need)),
        *_people(shelf),
        *_retained(shelf),
        *_stays(shelf),
        *_shares(shelf, WAITED, "Waiting for treatment"),
        *_shares(shelf, EXITS, "How people leave"),
        *_published(shelf),
        *_need(shelf, need, known),
        Heading("What these figures are"),
        Facts(_facts(bool(shelf.latest(PEOPLE, shelf.whole)), bool(need))),
    ]
    measures = [name for name in (*COUNTS, RETAINED, WAITED, EXITS, PUBLISHED) if name in shelf.measures]
    if measures:
        blocks.append(Links([(f"measures/{name}.html", shelf.measures[name]["title"]) for name in measures]))
    return [topic_page("treatment", "Drug and alcohol treatment", _ABOUT, blocks)]


def _lead(shelf: Shelf, led: Sequence[str], need: Sequence[Row]) -> str:
    if led:
        told = [*_statement(shelf, led[0]), *_share_statement(shelf, RETAINED)]
        return " ".join(each.text for each in told)
    if need:
        last = need[-1]
        return (
            f"About {number(last['value'])} adults in {shelf.place} depended on alcohol in {last['period']}."
        )
    return f"Published indicators of how many in {shelf.place} need treatment and are not in it."


def _people(shelf: Shelf) -> Iterator[Block]:
    known = [name for name in COUNTS if shelf.latest(name, shelf.whole)]
    if not known:
        return
    yield Heading("People in treatment")
    yield from _statement(shelf, known[0])
    yield from years(shelf, known[0])
    heads = ("Financial year", *(f"#{shelf.measures[name]['title']}" for name in known))
    named = sorted({row["period"] for name in known for row in told(shelf, name)})
    rows: list[list[Cell]] = [
        [period, *(shelf.row(name, shelf.whole, period) for name in known)] for period in named
    ]
    note = (
        "Each person is counted once a year, however many agencies they attend. People in treatment are a "
        "stock, journeys begun a flow: the one does not follow from the other."
    )
    yield Grid("People in treatment, and journeys begun, by financial year", heads, rows, note=note)


def _retained(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(RETAINED, shelf.whole):
        return
    yield Heading("Who stays 12 weeks")
    yield from _share_statement(shelf, RETAINED)
    yield from years(shelf, RETAINED)
    young = [row for row in shelf.series(RETAINED, shelf.whole, "month") if _YOUNG in str(row["note"])]
    if young:
        first = period_words(young[0]["period"])
        yield Statement(
            "Not yet mature",
            "unknown",
            f"Of those who began in or after {first} it cannot be said yet who stays: 84 days must have "
            "passed. They are not counted as having left.",
        )
    yield _with_base(shelf, RETAINED, "Retained 12 weeks, by the year in which the journey began", "Began")


def _stays(shelf: Shelf) -> Iterator[Block]:
    rows = shelf.release.rows("time_in_treatment")
    periods = sorted({row["period"] for row in rows})
    if not rows or not shelf.latest(RETAINED, shelf.whole):
        return
    weeks = sorted({row["weeks"] for row in rows})
    found = {(row["period"], row["weeks"]): row for row in rows}
    yield Heading("How long people stay")
    yield Grid(
        "Percent still in treatment after so many weeks, by the year in which the journey began",
        ("Began in", *(f"#{each} weeks" for each in weeks)),
        [[period, *(_share(found[period, each]) for each in weeks)] for period in periods],
        "data/time_in_treatment.csv",
        "With 95% intervals. Whoever left is out of this curve, planned or not: it is lower than retention, "
        "which also counts those who completed sooner.",
    )


def _shares(shelf: Shelf, measure: str, title: str) -> Iterator[Block]:
    if not shelf.latest(measure, shelf.whole):
        return
    yield Heading(title)
    yield from _share_statement(shelf, measure)
    yield _with_base(shelf, measure, f"{shelf.measures[measure]['title']} by financial year", "Of")


def _published(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(PUBLISHED, shelf.whole):
        return
    yield Heading("The published table")
    yield from _statement(shelf, PUBLISHED)
    yield from years(shelf, PUBLISHED)
    yield Prose(str(shelf.measures[PUBLISHED]["approximates"]) + ".")


def _need(shelf: Shelf, estimates: Sequence[Row], indicators: Sequence[Row]) -> Iterator[Block]:
    if not estimates and not indicators:
        return
    yield Heading("How many need treatment")
    if estimates:
        yield Grid(
            f"Adults who depend on alcohol, estimated, {shelf.place}",
            ("Year", "#Adults", "95% interval"),
            [(row["period"], number(row["value"]), _interval(row, 0)) for row in estimates],
            "data/alcohol_dependence.csv",
            "As published, with the published intervals. The editions to 2014 came without any, and by "
            "another method: they are not compared with the later ones.",
        )
    if indicators:
        yield Grid(
            "Published indicators of unmet need",
            ("Indicator", "Area", "Year", "#Percent", "95% interval"),
            [
                (row["name"], row["area"], row["period"], number(row["value"], 1), _interval(row, 1))
                for row in indicators
            ],
            "data/treatment_need.csv",
        )


def _statement(shelf: Shelf, measure: str) -> Iterator[Statement]:
    """What the last whole year says against the baseline, or against the year before."""
    rows = told(shelf, measure)
    if rows:
        period = str(rows[-1]["period"])
        said = on_baseline(shelf, measure, shelf.whole, period) or on_last_year(
            shelf, measure, shelf.whole, period
        )
        yield Statement(said.label, said.finding.tone, said.finding.text)


def _share_statement(shelf: Shelf, measure: str) -> Iterator[Statement]:
    """The first and the last whole year of a share; it changed where their intervals lie apart."""
    rows = told(shelf, measure)
    if len(rows) < 2:
        return
    first, last = rows[0], rows[-1]
    declared = shelf.measures[measure]
    values = f"{_percent(first)} of {first['period']} to {_percent(last)} of {last['period']}"
    apart = first["upper"] < last["lower"] or last["upper"] < first["lower"]
    if not apart:
        text = f"{declared['title']}: no clear change, from {values}. Their 95% intervals overlap."
        yield Statement("No clear change", "neutral", text)
        return
    rose = last["value"] > first["value"]
    good = rose == (declared["better"] == "higher")
    label = "Going the right way" if good else "Going the wrong way"
    went = "a rise" if rose else "a fall"
    text = f"{declared['title']}: {went} from {values}. Their 95% intervals lie apart."
    yield Statement(label, "good" if good else "bad", text)


def _percent(row: Row) -> str:
    return f"{number(row['value'], 1)}% ({_interval(row, 1)})"


def _with_base(shelf: Shelf, measure: str, caption: str, base: str) -> Grid:
    """A share beside what it is a share of: a percentage alone hides a small base."""
    rows = [
        (row["period"], row, _interval(row, 1), number(row["denominator"]) if row["denominator"] else None)
        for row in told(shelf, measure)
    ]
    heads = ("Financial year", "#Percent", "95% interval", f"#{base}")
    return Grid(caption, heads, rows, f"data/{measure}.csv")


def _share(row: Row) -> str:
    if row["share"] is None:
        return str(row["note"]).partition(":")[0]
    return f"{number(row['share'])}% ({_interval(row, 0)})"


def _interval(row: Row, decimals: int) -> str:
    if row["lower"] is None or row["upper"] is None:
        return "none published" if "denominator" not in row and "weeks" not in row else "none"
    return f"{number(row['lower'], decimals)} to {number(row['upper'], decimals)}"


def _facts(episodes: bool, need: bool) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if episodes:
        found += _EPISODE_FACTS
    if need:
        found.append(("Estimates", "Modelled from surveys and from those in treatment; nobody was counted."))
    return found
