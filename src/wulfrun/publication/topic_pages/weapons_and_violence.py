"""The page on serious violence, guns and knives: the police's side, the health service's, never added."""

from collections.abc import Iterator

from wulfrun.assessment.wording import number
from wulfrun.publication.blocks import Block, Cell, Facts, Grid, Heading, Lead, Prose, Statement, topic_page
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.topic_pages._measure_blocks import (
    by_year,
    finding,
    links,
    places,
    shown,
    told,
    with_interval,
    years,
)

GUNS, KNIVES, ROBBERY, VIOLENCE = "firearm-crime", "knife-crime", "robbery", "violence"
CALLS, ADMISSIONS, ATTENDANCES = "assault-ambulance-calls", "assault-admissions", "assault-attendances"
UNKNOWN = "violence-unknown-to-police"
POLICE, HEALTH = (GUNS, KNIVES, ROBBERY), (CALLS, ADMISSIONS, ATTENDANCES)
_ABOUT = "Guns, knives and robbery, and the violence that only ambulances and hospitals see"
_NOT_ADDED = (
    "One assault can be an offence, an ambulance call, an attendance and an admission. They are four views "
    "of partly the same events, so they are never added."
)
_SEES = (
    (
        "Police",
        "Offences that somebody reported or an officer saw. Whether a gun or a knife was there is a mark "
        "set by an officer; air weapons and imitations count as guns. Blind to what nobody reports.",
    ),
    (
        "Ambulance calls",
        "What the caller said had happened, before anybody had seen it. Blind to the injured who come by "
        "themselves; two calls may be about one event.",
    ),
    (
        "Hospital admissions",
        "Injuries grave enough for a bed, by the cause a clinician coded (ICD-10 X85 to Y09). They change "
        "little with recording or trust, and are few: chance moves them.",
    ),
    (
        "Emergency department",
        "Who came with an injury of an assault, and said so. Whether the police know is what the injured "
        "person says; those not asked, or not answering, are in no share.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """The page, or none where neither weapons nor the health side are known."""
    police, health = shown(shelf, POLICE), shown(shelf, HEALTH)
    if not health and not {GUNS, KNIVES} & set(police):
        return []
    blocks: list[Block] = [
        Lead(_lead(shelf, [*police, *health])),
        *_police(shelf, police),
        *_health(shelf, health),
        *_unknown(shelf),
        Heading("What each source can and cannot see"),
        Prose(_NOT_ADDED),
        Facts(_SEES),
        links(shelf, [*police, *health, *shown(shelf, (UNKNOWN,))]),
    ]
    return [topic_page("weapons-and-violence", "Serious violence, guns and knives", _ABOUT, blocks)]


def _lead(shelf: Shelf, led: list[str]) -> str:
    first = finding(shelf, led[0]).text
    rows = told(shelf, UNKNOWN)
    if not rows:
        return first
    last = rows[-1]
    return (
        f"{first} In {last['period']} the police had never heard of {with_interval(last)} of assaults whose "
        "victims the emergency department asked."
    )


def _police(shelf: Shelf, police: list[str]) -> Iterator[Block]:
    if not police:
        return
    yield Heading("Guns, knives and robbery recorded by the police")
    for name in police:
        yield finding(shelf, name)
    yield from years(shelf, police[0])
    yield by_year(
        shelf,
        (*police, VIOLENCE),
        "Offences with a gun, with a knife, robberies and violence, by financial year",
        "A robbery with a knife stands in two columns: they must not be added.",
    )
    if GUNS in police:
        yield from places(shelf, GUNS)


def _health(shelf: Shelf, health: list[str]) -> Iterator[Block]:
    if not health:
        return
    yield Heading("Violence that the health service sees")
    for name in health:
        yield finding(shelf, name)
    yield by_year(
        shelf,
        health,
        "Ambulance calls, admissions and attendances for assault, by financial year",
        "One assault can stand in all three.",
    )
    yield from years(shelf, health[0])


def _unknown(shelf: Shelf) -> Iterator[Block]:
    rows = told(shelf, UNKNOWN)
    if not rows:
        return
    yield Heading("What the police never heard of")
    yield _changed(rows)
    yield from years(shelf, UNKNOWN)
    cells: list[list[Cell]] = [
        [row["period"], row, _interval(row), number(row["denominator"]) if row["denominator"] else None]
        for row in rows
    ]
    yield Grid(
        "Assaults seen in the emergency department of which the police did not know",
        ("Year", "#Percent", "95% interval", "#People who were asked and answered"),
        cells,
        f"data/{UNKNOWN}.csv",
    )


def _changed(rows: list[Row]) -> Statement:
    """The first year beside the last; they differ where their intervals lie apart."""
    first, last = rows[0], rows[-1]
    now = f"In {last['period']} the police had never heard of {with_interval(last)} of assaults"
    if len(rows) < 2:
        return Statement("Latest figure", "neutral", f"{now}.")
    before = f"in {first['period']} it was {with_interval(first)}"
    if None in (first["lower"], first["upper"], last["lower"], last["upper"]):
        return Statement("Cannot be said", "unknown", f"{now}; {before}.")
    if last["upper"] < first["lower"]:
        return Statement("Going the right way", "good", f"{now}; {before}. More is told to the police.")
    if last["lower"] > first["upper"]:
        return Statement("Going the wrong way", "bad", f"{now}; {before}. Less is told to the police.")
    return Statement("No clear change", "neutral", f"{now}; {before}. The intervals overlap.")


def _interval(row: Row) -> str:
    if row["lower"] is None or row["upper"] is None:
        return "none"
    return f"{number(row['lower'], 1)} to {number(row['upper'], 1)}"
