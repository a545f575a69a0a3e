"""What the law asks of a strategy, whom it asks, and which priority answers each part of it."""

from collections.abc import Iterator, Sequence
from typing import get_args

from wulfrun.assessment.wording import day_words
from wulfrun.definition.limb import Limb
from wulfrun.publication.blocks import Block, Cell, Facts, Grid, Heading, Lead, Link, Prose, Statement, Tag
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._duties import DUTIES
from wulfrun.publication.documents._strategy_days import first_day, in_words, last_day, on_the_day, span_words
from wulfrun.publication.shelf import Row, Shelf

RESPONSIBLE = "responsible authority"
_LAW = (
    (
        "Crime and Disorder Act 1998, section 5",
        "Names the responsible authorities of every area, and those who must co-operate with them.",
    ),
    (
        "Section 6",
        "They must together make a strategy, and carry it out.",
    ),
    (
        "Section 17",
        "Each must think, in all that it does, of what that does to crime and disorder, and do what it "
        "reasonably can to prevent them.",
    ),
    (
        "SI 2007/1830",
        "How the strategy is made: an assessment each year, a plan for three years that is looked at again "
        "each year, talking with residents, and an agreement on how information is shared.",
    ),
    (
        "SI 2007/1831",
        "What the authorities must share with each other each quarter.",
    ),
)  # fmt: skip


def frame_blocks(shelf: Shelf, priorities: Sequence[tuple[str, Row, str]]) -> list[Block]:
    """`priorities`: key, declared row and path of the chapter of each, in order."""
    return [
        Lead("The law asks the public bodies of an area to reduce crime and disorder together."),
        Facts(_LAW),
        Heading("What the strategy must be for"),
        *_limbs(shelf, priorities),
        Heading("The responsible authorities"),
        *_authorities(shelf),
        *_earlier(shelf),
    ]


def _limbs(shelf: Shelf, priorities: Sequence[tuple[str, Row, str]]) -> Iterator[Block]:
    since = {duty.words.removeprefix("A strategy for "): duty.since for duty in DUTIES}
    end = last_day(shelf)
    cells: list[list[Cell]] = []
    missing = []
    for limb in get_args(Limb):
        own = [(row["title"], path) for _, row, path in priorities if limb in row["limbs"]]
        day = since.get(limb)
        asked = day is None or not end or day.isoformat() <= end
        if own:
            answered = Tag("Answered", "good")
            cells += [[limb.capitalize(), answered, Link(path, title)] for title, path in own]
        elif asked:
            missing.append(limb)
            cells.append([limb.capitalize(), Tag("Missing", "bad"), "No priority names it."])
        else:
            from_day = day_words(day.isoformat()) if day else ""
            told = f"Asked of strategies from {from_day}; no priority names it."
            cells.append([limb.capitalize(), Tag("Not asked yet", "neutral"), told])
    if missing:
        said = f"No priority answers {listed(missing)}: the strategy is not complete."
        yield Statement("Missing", "bad", said)
    heads = ("Part of section 6", "Answered", "By")
    yield Grid("The parts of section 6, and the priority that answers each", heads, cells)


def _authorities(shelf: Shelf) -> Iterator[Block]:
    responsible = [row for row in shelf.definition["agency"].values() if row["duty"] == RESPONSIBLE]
    first, end = first_day(shelf), last_day(shelf)
    own = on_the_day(responsible, first)
    if not own:
        yield Statement(
            "Missing",
            "bad",
            "No responsible authority is declared: say duty, since and until of each [agency.NAME].",
        )
        return
    begins = f"On {day_words(first)}, the first day of the strategy, they" if first else "They"
    yield Prose(f"{begins} are {listed([row['name'] for row in own], 20)}.")
    others = [row for row in shelf.definition["agency"].values() if row["duty"] not in (RESPONSIBLE, "")]
    shown = sorted([*responsible, *others], key=lambda row: (row["duty"] != RESPONSIBLE, row["name"]))
    cells = [[row["name"], row["duty"].capitalize(), span_words(row)] for row in shown]
    yield Grid("Who is held to what, and when", ("Body", "Duty", "Time"), cells)
    if changed := _changes(shelf.definition["agency"].values(), first, end):
        yield Prose("**While the strategy runs:** " + " ".join(changed))


def _changes(agencies: Sequence[Row], first: str, end: str) -> list[str]:
    """What changes after the first day and up to the last, in order of time."""
    found = []
    for row in agencies:
        if row["duty"] and row["since"] and first < row["since"] <= (end or row["since"]):
            found.append((row["since"], f"from {day_words(row['since'])} {row['name']} is a {row['duty']}"))
        if row["duty"] and row["until"] and first <= row["until"] < (end or row["until"] + "x"):
            found.append(
                (row["until"], f"after {day_words(row['until'])} {row['name']} is no longer a {row['duty']}")
            )
    return [f"{told[:1].upper()}{told[1:]}." for _, told in sorted(found)]


def _earlier(shelf: Shelf) -> Iterator[Block]:
    rows = shelf.partnership.get("formerly") or ()
    if not rows:
        return
    yield Heading("Before they were one")
    names = listed([row["name"] for row in rows], 20)
    yield Prose(f"{shelf.partnership['name']} was made of {names}.")
    cells = [
        [row["name"], _areas(shelf, row["area_codes"]) or "not said", in_words(row["since"], row["until"]),
         row["why"] or "not said"]
        for row in rows
    ]  # fmt: skip
    yield Grid("Earlier partnerships", ("Partnership", "Areas", "Time", "Why it was merged"), cells)


def _areas(shelf: Shelf, codes: Sequence[str]) -> str:
    """Areas by name, where their names are known; by code else."""
    own = {code: str(shelf.partnership["area_name"]) for code in shelf.partnership["area_codes"][:1]}
    names = (own.get(code) or str(shelf.areas.get(code, {}).get("name") or code) for code in codes)
    return ", ".join(names)
