"""The page on domestic abuse: reports, repeats, justice, MARAC, services; populations are never added."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import figure_text, number
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Heading,
    Lead,
    Links,
    Prose,
    Statement,
    topic_page,
)
from wulfrun.publication.page import Page
from wulfrun.publication.pages.said import Said, on_baseline, on_last_year
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._domestic_repeats import marac_blocks, waits_blocks
from wulfrun.publication.topic_pages._measure_blocks import by_year, years

INCIDENTS, CRIMES, HIGH = "domestic-incidents", "domestic-abuse", "domestic-incidents-high-risk"
REPEATS, ADDRESSES = "domestic-repeat-victimisation", "domestic-repeat-addresses"
JUSTICE, REFERRALS = "domestic-brought-to-justice", "marac-referrals"
SERVICES, CLIENTS, SILENT = (
    "domestic-service-referrals",
    "domestic-service-clients",
    "domestic-police-not-told",
)
_EVERY = (INCIDENTS, REPEATS, JUSTICE, REFERRALS, SERVICES)
_ABOUT = (
    "Reports, repeat victims and how soon it happens again, offences brought to justice, MARAC and services"
)
_POPULATIONS = (
    "Three groups of people are shown here, and they must not be added. **The police** know of those who "
    "report, whether or not a crime is recorded. **The conference (MARAC)** sees those at highest risk, whom "
    "agencies refer. **Services** see those who seek help, many of whom never told the police. Most abuse "
    "is in "
    "none of the three: only surveys of everybody tell how much there is."
)
_HELP = (
    (
        "In an emergency",
        "Call 999. If you cannot speak, listen to the questions and press 55 on a mobile phone.",
    ),
    ("To talk to somebody", "National Domestic Abuse Helpline: 0808 2000 247, free, day and night."),
    ("For men", "Men's Advice Line: 0808 801 0327."),
)
_HOW = (
    (
        "Repeat victimisation",
        "An incident is a repeat where the same victim (or, counted apart, the same address) had another "
        "within "
        "12 months before it, by the calendar: the anniversary is within, the day after it is not. The "
        "share is "
        "of all incidents whose victim is known. In the first 12 months of the data nobody can say who was a "
        "victim before, so nothing is shown for them. The interval takes each incident as a chance of its "
        "own; as some "
        "people are victims often, the uncertainty is in truth larger.",
    ),
    (
        "Brought to justice",
        "Convictions, cautions, offences taken into consideration, penalty notices and formal cannabis "
        "warnings, "
        "by the day of the outcome. Most belong to offences of earlier months, so they are no share of the "
        "crimes recorded in the same time.",
    ),
    (
        "People",
        "Agencies send references, not names; these are turned into keyed codes before anything is kept. "
        "Numbers "
        "of one to four people are not published, and nothing is shown for places smaller than a "
        "neighbourhood.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where nothing of the kind was received."""
    led = [name for name in _EVERY if shelf.latest(name, shelf.whole)]
    if not led or led == [JUSTICE]:
        return []
    blocks: list[Block] = [
        Lead(_lead(shelf, led)),
        *_help_first(),
        Prose(_POPULATIONS),
        *_reports(shelf),
        *_repeats(shelf),
        *waits_blocks(shelf),
        *_justice(shelf),
        *_marac(shelf),
        *_services(shelf),
        Heading("How this is worked out"),
        Facts(_HOW),
        Heading("Where to get help"),
        Facts(_HELP),
        Links([(f"measures/{name}.html", shelf.measures[name]["title"]) for name in led]),
    ]
    return [topic_page("domestic", "Domestic abuse", _ABOUT, blocks)]


def _help_first() -> Iterator[Block]:
    yield Prose(
        "If you are in danger, call **999**. Other numbers are [at the foot of this "
        "page](#where-to-get-help)."
    )


def _lead(shelf: Shelf, led: Sequence[str]) -> str:
    first = _said(shelf, led[0])[0]
    text = first.finding.text
    share = _latest(shelf, REPEATS)
    if share is not None:
        text += (
            f" In {share['period']} {_with_interval(share)} of incidents were of people who had been victims "
        )
        text += "in the 12 months before."
    return text


def _reports(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(INCIDENTS, shelf.whole):
        return
    yield Heading("Reports to the police")
    yield from _statements(shelf, INCIDENTS)
    yield from years(shelf, INCIDENTS)
    yield by_year(
        shelf,
        (INCIDENTS, HIGH, CRIMES),
        "Incidents, those at high risk, and offences flagged as domestic abuse",
        "Many incidents are no crime, and a crime may be recorded on another day than its incident: the "
        "third "
        "column is no part of the first.",
    )


def _repeats(shelf: Shelf) -> Iterator[Block]:
    row = _latest(shelf, REPEATS)
    if row is None:
        return
    yield Heading("The same people again")
    yield from _statements(shelf, REPEATS)
    yield from years(shelf, REPEATS)
    yield by_year(
        shelf,
        (REPEATS, ADDRESSES),
        "Repeat victimisation by victim and by address",
        "More trust also shows here: who reports for the first time may report again. A fall would be good "
        "only "
        "together with reports that do not fall.",
    )


def _justice(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(JUSTICE, shelf.whole):
        return
    yield Heading("Brought to justice")
    yield from _statements(shelf, JUSTICE)
    yield from years(shelf, JUSTICE)


def _marac(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(REFERRALS, shelf.whole):
        return
    yield Heading("The risk assessment conference (MARAC)")
    yield from _statements(shelf, REFERRALS)
    yield from marac_blocks(shelf)


def _services(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(SERVICES, shelf.whole):
        return
    yield Heading("What services see")
    yield from _statements(shelf, SERVICES)
    silent = _latest(shelf, SILENT)
    if silent is not None:
        yield Prose(
            f"In {silent['period']} {_with_interval(silent)} of those whom services asked said that the "
            "police do "
            "not know of the abuse. It is said of people who came to a service, not of all who suffer abuse."
        )
    yield by_year(
        shelf, (SERVICES, CLIENTS, SILENT), "Referrals to services, the people, and what police hear"
    )


def _said(shelf: Shelf, measure: str) -> list[Said]:
    """The change on the baseline, where one is declared and told, and on the year before."""
    period = shelf.latest(measure, shelf.whole)
    before = shelf.row(measure, shelf.whole, shelf.partnership.get("baseline") or "")
    known = before is not None and before["value"] is not None
    long = on_baseline(shelf, measure, shelf.whole, period) if known else None
    return [*([long] if long else []), on_last_year(shelf, measure, shelf.whole, period)]


def _statements(shelf: Shelf, measure: str) -> Iterator[Statement]:
    for each in _said(shelf, measure):
        yield Statement(each.label, each.finding.tone, each.finding.text)


def _latest(shelf: Shelf, measure: str) -> Row | None:
    """The last whole year that is told, None where there is none."""
    if (measure, shelf.whole) not in shelf.figures:
        return None
    rows = [row for row in shelf.series(measure, shelf.whole, "year") if row["value"] is not None]
    return rows[-1] if rows else None


def _with_interval(row: Row) -> str:
    text = figure_text(row["value"], "share")
    if row["lower"] is None:
        return text
    return f"{text} (95% interval {number(row['lower'], 1)} to {figure_text(row['upper'], 'share')})"
