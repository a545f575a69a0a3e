"""The yearly strategic assessment: what changed, for whom, where and when, and how sure we are."""

from wulfrun.publication.blocks import Block, Heading, Lead, Statement, picture
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.page_charts import trend
from wulfrun.publication.pages.overview import headline
from wulfrun.publication.pages.said import leading
from wulfrun.publication.shelf import Shelf


def document(shelf: Shelf) -> Document | None:
    """The strategic assessment; None where no measure has figures."""
    if not shelf.measures:
        return None
    about = "What changed in the year, who it happened to, where and when, and how sure we are."
    chapters = [Chapter("what-changed", "What changed", what_changed(shelf))]
    return Document("strategic-assessment", "Strategic assessment", about, chapters, shelf.place)


def what_changed(shelf: Shelf) -> list[Block]:
    """The finding and the trend of every measure that leads."""
    blocks: list[Block] = [Lead("What the figures say, measure by measure.")]
    for name in leading(shelf):
        said = headline(shelf, name)
        if said is None:
            continue
        blocks += [Heading(said.name), Statement(said.label, said.finding.tone, said.finding.text)]
        drawn = trend(shelf, name)
        blocks += [picture(drawn, f"data/{name}.csv")] if drawn else []
    return blocks
