"""The three-year strategy (partnership plan): what comes first, who does what by when, how it is judged."""

from collections.abc import Mapping

from wulfrun.assessment.wording import day_words, inside
from wulfrun.publication.blocks import Block, Facts, Grid, Heading, Lead, Link, Prose, Statement
from wulfrun.publication.documents._duties import checklist, checklist_blocks
from wulfrun.publication.documents._strategy_frame import frame_blocks
from wulfrun.publication.documents._strategy_last import last_blocks
from wulfrun.publication.documents._strategy_partners import partner_blocks
from wulfrun.publication.documents._strategy_people import people_blocks
from wulfrun.publication.documents._strategy_priority import priority_blocks
from wulfrun.publication.documents._strategy_resources import (
    measuring_blocks,
    resource_blocks,
    words_or_missing,
)
from wulfrun.publication.documents._strategy_review import review_blocks
from wulfrun.publication.documents._year import through_of, year_of
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.told_prose import told_plainly

NAME = "strategy"
ABOUT = "What comes first in the years of the strategy, who does what by when, and how it is judged."


def document(shelf: Shelf) -> Document | None:
    """The strategy; None where neither a plan nor a priority is declared."""
    plan: Row = shelf.definition.get("plan") or {}
    if not plan and not shelf.definition["priority"]:
        return None
    strategy = shelf.partnership.get("strategy")
    years = f"{strategy['start']} to {strategy['end']}" if strategy else ""
    title = plan.get("title") or (f"Strategy {years}" if years else "Strategy")
    subtitle = f"{shelf.place}, {years}" if years else shelf.place
    through = through_of(year_of(shelf))
    return Document(NAME, title, ABOUT, chapters(shelf), subtitle, "Partnership plan", through)


def chapters(shelf: Shelf) -> list[Chapter]:
    """Every chapter, in order; the priorities stand in the middle, one chapter each."""
    ordered = shelf.priorities.items()
    paths = [(key, row, path(f"priority-{key}")) for key, row in ordered]
    return [
        Chapter("vision", "Foreword and vision", _opening(shelf, paths)),
        Chapter("law", "What the law asks", frame_blocks(shelf, paths)),
        Chapter("partners", "Partners and governance", partner_blocks(shelf)),
        Chapter("last-strategy", "What the last strategy achieved", last_blocks(shelf)),
        *(
            Chapter(f"priority-{key}", f"Priority: {inside(row['title'])}", priority_blocks(shelf, key, row))
            for key, row in ordered
        ),
        Chapter("resources", "Resources and costs", resource_blocks(shelf)),
        Chapter("success", "How success is measured", measuring_blocks(shelf)),
        Chapter("taking-part", "How residents took part", people_blocks(shelf)),
        Chapter("statements", "Equality and data protection", _statements(shelf)),
        Chapter("review", "Review of the year", review_blocks(shelf)),
        Chapter("checklist", "What the law asks, item by item", _checklist(shelf)),
    ]


def path(chapter: str) -> str:
    """The page of a chapter, from the site's root."""
    return f"documents/{NAME}/{chapter}.html"


def _opening(shelf: Shelf, priorities: list[tuple[str, Row, str]]) -> list[Block]:
    plan: Mapping[str, str] = shelf.definition.get("plan") or {}
    blocks: list[Block] = []
    if plan.get("vision"):
        blocks.append(Lead(told_plainly(shelf, plan["vision"])))
    else:
        blocks.append(Statement("Missing", "bad", "The vision is not written yet: [plan] vision."))
    blocks += [Heading("Foreword"), words_or_missing(shelf, "foreword", "The foreword")]
    if plan.get("foreword_by"):
        blocks.append(Prose(f"**{plan['foreword_by']}**"))
    adopted = plan.get("adopted")
    blocks.append(
        Facts(
            [
                ("Adopted", day_words(str(adopted)) if adopted else "Not adopted yet: [plan] adopted."),
                ("By", plan.get("adopted_by") or "Not said yet."),
            ]
        )
    )
    blocks.append(Heading("What comes first"))
    if not priorities:
        return [*blocks, Statement("Missing", "bad", "No priority is declared: priorities/NAME.md.")]
    cells = [
        [
            Link(to, row["title"]),
            row["lead"] or "Not said yet",
            str(len(row["targets"])),
            str(len(row["actions"])),
        ]
        for _, row, to in priorities
    ]
    heads = ("Priority", "Who leads", "#Targets", "#Actions")
    return [*blocks, Grid("The priorities, in order", heads, cells)]


def _statements(shelf: Shelf) -> list[Block]:
    return [
        Heading("Equality"),
        words_or_missing(shelf, "equality", "The equality statement"),
        Heading("Data protection"),
        words_or_missing(shelf, "data_protection", "The data-protection statement"),
    ]


def _checklist(shelf: Shelf) -> list[Block]:
    first = next((path(f"priority-{key}") for key in shelf.priorities), "priorities.html")
    where = {
        "strategy": path("law"),
        "priorities": path("vision"),
        "steps": first,
        "resources": path("resources"),
        "measuring": path("success"),
        **dict.fromkeys(
            ("taking-part", "views", "groups", "meeting", "seniors", "told"), path("taking-part")
        ),
    }
    blocks: list[Block] = []
    for regulation, title in (("11", "What the plan must hold"), ("12", "How residents must take part")):
        blocks += [Heading(title), *checklist_blocks(checklist(shelf, regulation, where))]
    return blocks
