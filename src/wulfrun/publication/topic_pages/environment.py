"""The page on clean and safe streets: fly-tipping in its kinds and places, and other complaints."""

from collections.abc import Iterator

from wulfrun.assessment.wording import when
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
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.topic_pages._fly_tipping_mix import beside_blocks, mix_blocks
from wulfrun.publication.topic_pages._measure_blocks import by_year, places, years

FLY_TIPPING, RETURN, REPORTS = "fly-tipping", "fly-tipping-return", "street-reports"
COMPLAINTS = (
    "graffiti", "graffiti-racist", "abandoned-vehicles", "noise-complaints", "needles", "litter",
)  # fmt: skip
RETURNED = ("fly-tipping-return-large", "fly-tipping-return-highway", "fly-tipping-return-actions")
REPORTED = (REPORTS, "street-reports-rubbish", "street-reports-rubbish-share")
_ABOUT = (
    "Fly-tipping by size, land and waste, graffiti, needles, noise, and what residents report from the street"
)


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where nothing of the kind was received."""
    led = [name for name in (FLY_TIPPING, RETURN, *COMPLAINTS, REPORTS) if shelf.latest(name, shelf.whole)]
    if not led:
        return []
    blocks = [
        Lead(_lead(shelf, led[0])),
        *_fly_tipping(shelf),
        *_returned(shelf),
        *_complaints(shelf),
        *_reports(shelf),
        *_trust(shelf),
        Links([(f"measures/{name}.html", shelf.measures[name]["title"]) for name in led]),
    ]
    return [topic_page("environment", "Clean and safe streets", _ABOUT, blocks)]


def _lead(shelf: Shelf, measure: str) -> str:
    period = shelf.latest(measure, shelf.whole)
    return on_last_year(shelf, measure, shelf.whole, period).finding.text


def _fly_tipping(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(FLY_TIPPING, shelf.whole):
        return
    yield Heading("Fly-tipping reported to the council")
    yield from _statements(shelf, FLY_TIPPING)
    yield from years(shelf, FLY_TIPPING)
    yield from mix_blocks(shelf, "fly-tipping")
    yield from _places(shelf, FLY_TIPPING, "Where fly-tipping is reported")


def _returned(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(RETURN, shelf.whole):
        return
    yield Heading("Fly-tipping returned to Defra")
    yield from _statements(shelf, RETURN)
    yield from years(shelf, RETURN)
    yield from beside_blocks(shelf)
    yield by_year(shelf, RETURNED, "Size, land and actions in the yearly return")
    yield from mix_blocks(shelf, "fly-tipping-return")


def _complaints(shelf: Shelf) -> Iterator[Block]:
    known = [name for name in COMPLAINTS if shelf.latest(name, shelf.whole)]
    if not known:
        return
    yield Heading("Graffiti, needles, noise and other complaints")
    yield by_year(shelf, known, "Complaints to the council by financial year")
    for name in known:
        yield from _statements(shelf, name)
    if "needles" in known:
        yield from _places(shelf, "needles", "Where needles are reported")


def _reports(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(REPORTS, shelf.whole):
        return
    yield Heading("What residents report from the street")
    yield Prose(str(shelf.measures[REPORTS]["approximates"]) + ".")
    yield by_year(shelf, REPORTED, "Reports on sites and applications by financial year")
    yield from years(shelf, REPORTS)
    yield from _places(shelf, REPORTS, "Where reports come from")


def _statements(shelf: Shelf, measure: str) -> Iterator[Statement]:
    """The change on the baseline where one is declared, otherwise on the year before."""
    period = shelf.latest(measure, shelf.whole)
    said: Said = on_baseline(shelf, measure, shelf.whole, period) or on_last_year(
        shelf, measure, shelf.whole, period
    )
    yield Statement(said.label, said.finding.tone, said.finding.text)


def _places(shelf: Shelf, measure: str, title: str) -> Iterator[Block]:
    """A map of the areas, with the share of records that could be placed in one."""
    if blocks := [*places(shelf, measure)]:
        yield Heading(title)
        yield from blocks


def _trust(shelf: Shelf) -> Iterator[Block]:
    yield Heading("How far these counts can be trusted")
    yield Facts(_limits(shelf))


def _limits(shelf: Shelf) -> list[tuple[str, str]]:
    found = [
        (
            "They are reports",
            "A fly-tip nobody reports is not counted, one that two people report counts once where the "
            "council joins the reports. A new web form or telephone line raises every count by itself.",
        ),
        (
            "Private land",
            "Most fly-tipping on private land, and large incidents that the Environment Agency deals with, "
            "are in neither the council's list nor Defra's table.",
        ),
    ]
    for measure in (FLY_TIPPING, RETURN, *RETURNED, *COMPLAINTS, REPORTS):
        for row in shelf.breaks.get(measure, ()) if measure in shelf.measures else ():
            found.append((f"{row['title']}, {when(row['when'][:7])}", str(row["reason"])))
    return list(dict.fromkeys(found))
