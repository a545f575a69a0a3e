"""The page on hate: what was reported to whom, matched, by strand, detected, how victims were served."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import number, when
from wulfrun.data.derived.hate import CODES
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
from wulfrun.publication.topic_pages._hate_shares import moved, share, told_years, years
from wulfrun.publication.topic_pages._hate_words import HOW_TO_REPORT, MATCHING_RULES

INCIDENTS, REPORTS = "hate-incidents", "third-party-reports"
STRANDS = tuple(
    f"{INCIDENTS}-{strand}" for strand in ("race", "faith", "orientation", "disability", "transgender")
)
POLICE, DETECTED, SATISFIED = "hate-known-to-police", "hate-detected", "hate-satisfied"
# By code, by flag, as perceived: they stand beside each other and are never added.
THREE = ("racially-aggravated", "hate-race", "hate-incidents-race")
DO_NOT_SUM = "Strands do not sum to incidents: an incident may have several."
_ABOUT = "Hate incidents told to police, council, reporting centres or the line, each counted once"
_AGENCIES = {"police": "Police", "council": "Council", "third party": "Centres and line"}


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where no hate incidents were received."""
    if not shelf.latest(INCIDENTS, shelf.whole):
        return []
    blocks: list[Block] = [
        Lead(_lead(shelf)),
        *_received(shelf),
        *_known(shelf),
        *_strands(shelf),
        *_third_parties(shelf),
        *share(shelf, DETECTED, "How many hate crimes are detected", "Hate crimes"),
        *share(shelf, SATISFIED, "What victims say", "Asked"),
        *_three(shelf),
        Heading("How to report hate"),
        Facts(HOW_TO_REPORT),
        Heading("How reports are matched"),
        Facts([*MATCHING_RULES, *_breaks(shelf)]),
        Links(
            [
                (f"measures/{name}.html", shelf.measures[name]["title"])
                for name in (INCIDENTS, *STRANDS, REPORTS, POLICE, DETECTED, SATISFIED, *THREE[:2])
                if name in shelf.measures
            ]
        ),
    ]
    return [topic_page("hate", "Hate crime and racial incidents", _ABOUT, blocks)]


def _lead(shelf: Shelf) -> str:
    """The change, and what opened since that makes more of it known."""
    said = _change(shelf, INCIDENTS).text
    opened = [f"{row['title']} ({when(row['when'][:7])})" for row in shelf.breaks.get(INCIDENTS, ())]
    if not opened:
        return said
    return f"{said} Part of a rise may be of new ways to report alone: {'; '.join(opened)}."


def _change(shelf: Shelf, measure: str) -> Statement:
    """The change on the baseline, where there is one, otherwise on the year before."""
    period = shelf.latest(measure, shelf.whole)
    before = shelf.row(measure, shelf.whole, str(shelf.partnership.get("baseline")))
    known = before is not None and before["value"] is not None
    said = on_baseline(shelf, measure, shelf.whole, period) if known else None
    said = said or on_last_year(shelf, measure, shelf.whole, period)
    return Statement(said.label, said.finding.tone, said.finding.text)


def _breaks(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """What changed in how hate is reported: a rise across it may be of reports alone."""
    for row in shelf.breaks.get(INCIDENTS, ()):
        yield f"{row['title']}, {when(row['when'][:7])}", str(row["reason"])


def _received(shelf: Shelf) -> Iterator[Block]:
    """Reports received = matched + incidents, for each agency and year."""
    rows = shelf.release.rows("hate_matching")
    if not rows:
        return
    yield Heading("What was reported, and to whom")
    told = [row for row in rows if row["received"] is not None]
    if told:
        last = [row for row in told if row["period"] == told[-1]["period"]]
        received, incidents = sum(row["received"] for row in last), sum(row["incidents"] for row in last)
        yield Statement(
            "Counted once",
            "neutral",
            f"In {last[0]['period']} police, council and third parties received {number(received)} reports "
            f"of {number(incidents)} incidents: {number(received - incidents)} were matched with another.",
        )
    columns = ("received", "same_reference", "same_victim", "same_place", "incidents")
    yield Grid(
        "Reports of hate by financial year and agency, before and after matching",
        ("Year", "Told to", "#Reports", "#Same reference", "#Same victim", "#Same place (probable)",
         "#Incidents added"),
        [
            (row["period"], _AGENCIES[row["agency"]], *(_cell(row, column) for column in columns))
            for row in rows
        ],
        "data/hate_matching.csv",
        "Reports = those matched by each rule + incidents added. Of several reports of one incident the "
        "police's stands for it, else the council's.",
    )  # fmt: skip


def _known(shelf: Shelf) -> Iterator[Block]:
    rows = shelf.release.rows("hate_known")
    if not rows:
        return
    yield Heading("Who knows of what")
    yield from moved(shelf, POLICE)
    years = sorted({row["period"] for row in rows})
    found = {(row["period"], row["known_to"]): row for row in rows}
    codes = [code for code in CODES if any(row["known_to"] == code for row in rows)]
    yield Grid(
        "Hate incidents by who knows of them",
        ("Known to", *(f"#{year}" for year in years)),
        [
            (_capital(code), *(_cell(found.get((year, code)), "incidents") for year in years))
            for code in codes
        ],
        "data/hate_known.csv",
        "Each incident stands in one row. One that the police say was passed on to them is known to a "
        "third party too.",
    )


def _strands(shelf: Shelf) -> Iterator[Block]:
    known = [name for name in STRANDS if (name, shelf.whole) in shelf.figures]
    if not known:
        return
    yield Heading("By strand")
    yield Prose(f"{DO_NOT_SUM} The council's list is of racial incidents above all.")
    yield from years(shelf, INCIDENTS)
    names = (*known, INCIDENTS)
    heads = ["Year", *(f"#{_short(shelf, name)}" for name in known), "#All incidents"]
    rows: list[Sequence[Cell]] = [
        (year, *(shelf.row(name, shelf.whole, year) for name in names)) for year in _periods(shelf, INCIDENTS)
    ]
    yield Grid("Hate incidents known to anyone, by strand", heads, rows, note=DO_NOT_SUM)


def _third_parties(shelf: Shelf) -> Iterator[Block]:
    if not shelf.latest(REPORTS, shelf.whole):
        return
    yield Heading("Reports through centres and the line")
    yield Prose(
        "More is better: who would not go to the police can report all the same. These are reports, by the "
        "day they were made; the incidents above hold them already."
    )
    yield _change(shelf, REPORTS)
    yield from years(shelf, REPORTS)


def _three(shelf: Shelf) -> Iterator[Block]:
    known = [name for name in THREE if shelf.latest(name, shelf.whole)]
    if len(known) < 2:
        return
    yield Heading("Three different numbers")
    yield Prose(
        "Aggravated offences are told by the code of the offence, hate crimes by a flag of the police, and "
        "incidents by what anybody perceived, crime or not. One case may be in all three: they are never "
        "added."
    )
    rows: list[Sequence[Cell]] = [
        (year, *(shelf.row(name, shelf.whole, year) for name in known)) for year in _periods(shelf, INCIDENTS)
    ]
    heads = ["Year", *(f"#{shelf.measures[name]['title']}" for name in known)]
    yield Grid("Racist offences by code, by flag, and racist incidents as perceived", heads, rows)


def _periods(shelf: Shelf, measure: str) -> list[str]:
    return [row["period"] for row in told_years(shelf, measure)]


def _short(shelf: Shelf, measure: str) -> str:
    return _capital(str(shelf.measures[measure]["title"]).rpartition(": ")[2])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cell(row: Row | None, column: str) -> str | None:
    """A number, '0' where there is none of the kind, 'suppressed' where it is kept back."""
    if row is None:
        return "0"
    return "suppressed" if row[column] is None else number(row[column])
