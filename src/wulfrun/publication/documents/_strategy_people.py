"""How residents took part: when and where, how many, who listened, and what people said."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.wording import day_words, number, sentence
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Prose, Statement
from wulfrun.publication.chart_model import listed
from wulfrun.publication.documents._strategy_days import on_the_day
from wulfrun.publication.documents._strategy_frame import RESPONSIBLE
from wulfrun.publication.documents._strategy_resources import words_or_missing
from wulfrun.publication.shelf import Row, Shelf

MEETING = "public meeting"


def people_blocks(shelf: Shelf) -> list[Block]:
    """What the plan says of taking part, then each occasion, newest first."""
    held = sorted(
        (shelf.definition.get("consultation") or {}).values(), key=lambda row: row["when"], reverse=True
    )
    what = "How residents take part"
    blocks = [Heading(what), words_or_missing(shelf, "taking_part", what)]
    if not held:
        missing = "No occasion is declared on which residents were asked: [consultation.NAME]."
        return [*blocks, Statement("Missing", "bad", missing)]
    return [
        Lead(_lead(held)),
        *blocks,
        Heading("When residents were asked"),
        _occasions(held),
        Heading("What people said"),
        *_said(shelf, held),
        Heading("Public meetings, and who was there"),
        *_meetings(shelf, held),
    ]


def _lead(held: Sequence[Row]) -> str:
    counted = [row["reached"] for row in held if row["reached"] is not None]
    asked = f"Residents were asked on {'one occasion' if len(held) == 1 else f'{len(held)} occasions'}"
    if not counted:
        return f"{asked}; how many took part is not said."
    some = "" if len(counted) == len(held) else f" on the {len(counted)} of them that were counted"
    return f"{asked}: {number(sum(counted))} took part{some}; some may have done so more than once."


def _occasions(held: Sequence[Row]) -> Grid:
    cells: list[list[Cell]] = [
        [row["title"], row["kind"].capitalize(), day_words(row["when"]), row["place"] or "not said",
         "not counted" if row["reached"] is None else number(row["reached"])]
        for row in held
    ]  # fmt: skip
    return Grid("Where residents took part", ("Occasion", "Kind", "Day", "Place", "#People"), cells)


def _said(shelf: Shelf, held: Sequence[Row]) -> Iterator[Block]:
    priorities = shelf.definition["priority"]
    for row in held:
        if not row["said"]:
            continue
        yield Heading(f"{row['title']}, {day_words(row['when'])}", 3)
        lines = "\n".join(f"- {sentence(each)}" for each in row["said"])
        named = [priorities[key]["title"] for key in row["priorities"] if key in priorities]
        yield Prose(f"{lines}\n\nIt speaks for: {listed(named, 20)}." if named else lines)


def _meetings(shelf: Shelf, held: Sequence[Row]) -> Iterator[Block]:
    """Regulation 12 of SI 2007/1830 wants a public meeting a year with senior people of each authority."""
    meetings = [row for row in held if row["kind"] == MEETING]
    if not meetings:
        yield Statement(
            "Missing", "bad", "No public meeting is declared; the law asks for one a year or more."
        )
    for row in meetings:
        missing = absent(shelf, row)
        on = f"{row['title']}, {day_words(row['when'])}"
        if missing:
            yield Statement(
                "Somebody was missing", "bad", f"{on}: nobody senior came from {listed(missing, 20)}."
            )
        else:
            told = f"{on}: senior people of every responsible authority were there."
            yield Statement("Everybody was there", "good", told)


def absent(shelf: Shelf, meeting: Row) -> list[str]:
    """The responsible authorities of the day of whom nobody senior took part."""
    agencies = shelf.definition["agency"]
    named = [each for each in agencies.values() if each["duty"] == RESPONSIBLE]
    there = [agencies[key] for key in meeting["agencies"] if key in agencies]
    return [each["name"] for each in on_the_day(named, meeting["when"]) if each not in there]
