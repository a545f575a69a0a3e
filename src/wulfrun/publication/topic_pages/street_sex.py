"""The page on street sex: what residents report, and what the police record."""

from collections.abc import Iterator

from wulfrun.publication.blocks import Block, Facts, Heading, Lead, Prose, topic_page
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.topic_pages._measure_blocks import by_year, finding, links, places, shown, years

REPORTS, OFFENCES = "street-sex-reports", "soliciting"
_ABOUT = "What residents report of soliciting and kerb crawling, and the offences recorded"
_TRUST = (
    "Reports fall or rise with trust too. Fewer can mean that there is less to see, that it has moved to "
    "another street, or that people have given up reporting; more can mean that they were asked."
)
_FACTS = (
    (
        "Reports",
        "What residents told the council and neighbourhood teams. One evening can be reported twice.",
    ),
    (
        "Offences",
        "Recorded where the police act against buyers, sellers or exploiters: they follow what the police "
        "do. They are neither good nor bad by themselves, and never added to reports.",
    ),
    (
        "Nobody is pointed at",
        "No street is shown, and 1 to 4 reports from one place are kept back. People who sell sex are often "
        "victims of violence: in an emergency call 999; National Ugly Mugs takes reports without a name.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where residents' reports were not received."""
    if not shown(shelf, (REPORTS,)):
        return []
    blocks: list[Block] = [
        Lead(finding(shelf, REPORTS).text),
        Prose(_TRUST),
        *_reports(shelf),
        *_offences(shelf),
        Heading("What these figures are"),
        Facts(_FACTS),
        links(shelf, shown(shelf, (REPORTS, OFFENCES))),
    ]
    return [topic_page("street-sex", "Street sex", _ABOUT, blocks)]


def _reports(shelf: Shelf) -> Iterator[Block]:
    yield Heading("Reported by residents")
    yield finding(shelf, REPORTS)
    yield from years(shelf, REPORTS)
    yield from places(shelf, REPORTS)


def _offences(shelf: Shelf) -> Iterator[Block]:
    if not shown(shelf, (OFFENCES,)):
        return
    yield Heading("Recorded by the police")
    yield finding(shelf, OFFENCES)
    yield Prose(str(shelf.measures[OFFENCES]["better_because"]) + ".")
    yield by_year(shelf, (REPORTS, OFFENCES), "Reports and offences, side by side and never added")
