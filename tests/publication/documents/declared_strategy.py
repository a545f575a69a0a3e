"""A strategy as a partnership of 2008 declares it, for the small release."""

from datetime import date
from pathlib import Path
from typing import Any

from declared_shelf import declared_shelf
from small_release import definition
from small_tables import CITY

from wulfrun.assessment.topics import actions, bodies, prose_figures
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.geography.areas import Area
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook
from wulfrun.publication.blocks import Block, Grid, Picture
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.shelf import Shelf, page_figures, shelve

AGENCIES = {
    "police": {"name": "Exampleton Police", "duty": "responsible authority", "since": "1998-07-01"},
    "trust": {
        "name": "Primary Care Trust", "duty": "responsible authority", "since": "2004-04-30",
        "until": "2007-06-30",
    },
    "probation": {"name": "Probation Area", "duty": "co-operating body", "since": "1998-07-01"},
}  # fmt: skip
PLAN = {
    "title": "Safer Exampleton 2005 to 2008",
    "vision": "A town where nobody is afraid.",
    "foreword": "There were {{ figure measure=psa1 period=2007/08 }} crimes.",
    "adopted": "2005-04-14",
    "adopted_by": "The board",
    "last": {"title": "The last one", "start": "2002/03", "end": "2004/05", "targets": ["cut-psa1"]},
}
PRIORITY = {
    "title": "Safer homes",
    "order": 1,
    "limbs": ["crime and disorder"],
    "lead": "Burglary group",
    "because": "It hurts.",
    "objectives": ["Locks in every home"],
    "success": ["Fewer burglaries"],
    "measures": ["psa1"],
    "targets": ["cut-psa1"],
    "prose": "Of {{ figure measure=psa1 period=2007/08 }} crimes, most are burglaries.",
    "actions": [
        {"title": "Fit 500 locks", "owner": "Police", "partners": ["trust"], "due": "2007-06-30",
         "status": "under way", "cost": 5000, "funding": "Grant",
         "milestones": [{"title": "100 locks", "due": "2006-06-30", "done": "2006-06-01"}]},
        {"title": "Light 3 streets", "owner": "", "due": "2008-05-31", "cost": 2500.4},
        {"title": "Mark bicycles", "owner": "Police", "status": "done"},
    ],
}  # fmt: skip
BODIES = {
    "board": {"title": "The board", "kind": "board", "members": ["police", "trust"], "does": "Decides."},
    "homes": {"title": "Burglary group", "kind": "thematic partnership", "reports_to": "board"},
    "gone": {"title": "Old group", "kind": "group", "reports_to": "board", "until": "2004-12-31"},
}
MEETINGS = {
    "hall": {"title": "Town Hall", "kind": "public meeting", "when": "2006-10-16", "reached": 140,
             "agencies": ["police"], "said": ["Burglary first"], "priorities": ["burglary"]},
    "later": {"title": "School", "kind": "public meeting", "when": "2007-10-15", "agencies": ["police"]},
}  # fmt: skip


def declared(**changes: Any) -> Definition:
    """The small partnership with a whole strategy; `changes` put tables of the definition in its place."""
    whole = definition(as_of=date(2008, 4, 30)).model_dump(mode="json", by_alias=True)
    tables = {
        "agency": AGENCIES,
        "plan": PLAN,
        "priority": {"burglary": PRIORITY},
        "body": BODIES,
        "consultation": MEETINGS,
    }
    return Definition.model_validate(whole | tables | changes)


def strategy_shelf(folder: Path, changes: Any = None) -> Shelf:
    """The small release with that strategy and the tables that topics make of it."""
    folder.mkdir(exist_ok=True)
    said = changes if isinstance(changes, Definition) else declared(**(changes or {}))
    release = declared_shelf(folder).release
    geography: Any = type("Geography", (), {"areas": [Area(CITY, "Exampleton", "partnership")]})
    empty: Any = None
    known = Known(said, folder, FigureBook(release.table("figures")), 0, geography, empty, {}, [], empty)
    tables = {
        name: (rows, topic.tables[name])
        for topic in (actions.TOPIC, bodies.TOPIC)
        for name, rows in topic.assess(known).items()
    }
    book, through = known.book, 12 * 2008 + 2
    known = Known(said, folder, book, through, geography, empty, {}, [], empty)
    tables |= {n: (rows, prose_figures.TABLES[n]) for n, rows in prose_figures.TOPIC.assess(known).items()}
    made = declared_shelf(folder / "again", said.snapshot(), tables)
    return shelve(made.release, page_figures(made.release))


def chapter(document: Document, name: str) -> Chapter:
    """A chapter by its name."""
    return next(each for each in document.chapters if each.name == name)


def words(blocks: Any) -> str:
    """Every word of some blocks: texts, cells of tables, facts, titles of charts."""
    return " | ".join(_words(each) for each in blocks)


def _words(each: Block) -> str:
    if isinstance(each, Grid):
        return " | ".join(_cell(cell) for row in each.rows for cell in row)
    if isinstance(each, Picture):
        return f"{each.chart.title} | {each.chart.alt}"
    if hasattr(each, "pairs"):
        return " | ".join(f"{key}: {value}" for key, value in each.pairs)
    return f"{getattr(each, 'label', '')} {getattr(each, 'text', '')}"


def _cell(cell: Any) -> str:
    if isinstance(cell, dict):
        return f"figure {cell['measure']} {cell['period']}"
    return str(getattr(cell, "text", getattr(cell, "words", cell)))
