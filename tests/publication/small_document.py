"""A document of three chapters with every kind of block, a table over several pages, and its site."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wulfrun.data.release import Release
from wulfrun.publication.blocks import (
    Facts,
    Grid,
    Heading,
    Lead,
    Link,
    Links,
    Prose,
    Statement,
    Tag,
    cited,
    picture,
)
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.documents.pages import document_pages
from wulfrun.publication.drawing import draw_many
from wulfrun.publication.page import Citations, environment, render
from wulfrun.publication.page_charts import trend
from wulfrun.publication.pdf import write_pdfs
from wulfrun.publication.reuse.address import site_address
from wulfrun.publication.shelf import Shelf, page_figures, shelve


def document_of(shelf: Shelf) -> Document:
    """The document, its figures those of the small release."""
    drawn = trend(shelf, "psa1")
    assert drawn is not None
    figure = shelf.row("psa1", shelf.whole, "2006/07")
    assert figure is not None
    told = f"There were {cited(0)} offences. See [the second chapter](/documents/small/second.html)."
    first = [
        Lead("The basket fell by 12.5% in the year."),
        Heading("What changed"),
        Statement("Going the right way", "good", "It fell from 20,000 in 2003/04 to 17,012 in 2006/07."),
        picture(drawn, "data/psa1.csv", "Counted by day."),
        Heading("What it rests on", 3),
        Prose(told, [figure]),
    ]  # fmt: skip
    heads = ("Place", "#2006/07", "#Change", "Said")
    rows = [
        (f"Street {number}", figure, "−4.0% to +1.2%", Tag("No change", "neutral")) for number in range(90)
    ]
    second = [
        Lead("Ninety streets."),
        Heading("What changed"),
        Grid("Streets by number", heads, rows, "data/psa1.csv", "Rounded to 5."),
        Facts([("Rule", "Ten or more are told."), ("Limit", "Nothing is said of 1 to 4.")]),
        Links([("measures/psa1.html", "PSA1 basket"), ("documents/small/first.html", "The first chapter")]),
    ]
    wide = ("Action", *(f"#Year {year}" for year in range(1, 9)))
    third = [
        Grid("Actions by year", wide, [(Link("targets.html", "Locks"), *("1,250" for _ in range(8)))]),
        Prose("1. First\n2. Second, [on the site](/targets.html)\n\nNo more than 3."),
    ]
    chapters = [Chapter("first", "What changed", first), Chapter("second", "Where", second),
                Chapter("third", "What was done", third)]  # fmt: skip
    return Document("small", "Small assessment", "Three chapters.", chapters, "For 2005/06 to 2007/08")


def write_document(
    release: Release,
    folder: Path,
    kept: Path,
    alter: Callable[[Document], Sequence[Document]] = lambda made: [made],
    progress: Callable[[int, int], None] | None = None,
    **partnership: Any,
) -> list[Path]:
    """Write its pages, charts and PDF into a folder; `alter` gives other documents made from it."""
    shelf = shelve(release, page_figures(release))
    documents = alter(document_of(shelf))
    pages = document_pages(documents)
    made = environment(shelf.measures, Citations())
    common = {
        "partnership": shelf.partnership | partnership,
        "address": site_address(shelf.partnership | partnership),
        "manifest": release.manifest,
        "through": release.manifest["through"],
        "present": {page.path for page in pages},
        "printed": {each.printed for each in documents},
    }
    for page in pages:
        (folder / page.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / page.path).write_text(render(made, page, common), "utf-8")
    (folder / "charts").mkdir(exist_ok=True)
    for name, drawn in draw_many([chart for page in pages for chart in page.charts], kept).items():
        (folder / "charts" / f"{name}.svg").write_bytes(drawn)
    return write_pdfs(made, shelf, documents, common, folder, kept / "printed", progress)


def as_kind(kind: str, chapters: int) -> Callable[[Document], Sequence[Document]]:
    """Alters it into a document of another kind with the first of its chapters."""
    return lambda made: [replace(made, kind=kind, chapters=made.chapters[:chapters])]
