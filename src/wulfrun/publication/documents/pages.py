"""The pages of documents: a list of them, each one's cover and contents, and a page a chapter."""

from collections.abc import Sequence
from dataclasses import replace

from wulfrun.publication.blocks import charts_of, told_apart
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.page import Page

_HOME = ("index.html", "Overview")
LIST = ("documents/index.html", "Documents")


def document_pages(documents: Sequence[Document]) -> list[Page]:
    """The list of documents and every page of each; nothing where there is no document."""
    if not documents:
        return []
    listed = Page(*LIST, "documents.html", {"documents": documents}, (_HOME,))
    return [listed, *(page for each in documents for page in pages_of(each))]


def pages_of(document: Document) -> list[Page]:
    """The cover with its contents, then a page a chapter; one page alone where there is one chapter."""
    told = replace(
        document,
        chapters=tuple(replace(each, blocks=told_apart(each.blocks)) for each in document.chapters),
    )
    if len(told.chapters) == 1:
        return [_page(told, told.chapters[0], "document.html", told.title, (_HOME, LIST))]
    cover = Page(told.path, told.title, "document.html", {"document": told}, (_HOME, LIST), about=told.about)
    trail = (_HOME, LIST, (told.path, told.title))
    return [cover, *(_page(told, each, "chapter.html", each.title, trail) for each in told.chapters)]


def _page(
    document: Document, chapter: Chapter, template: str, title: str, trail: Sequence[tuple[str, str]]
) -> Page:
    place = list(document.chapters).index(chapter)
    content = {
        "document": document,
        "chapter": chapter,
        "blocks": chapter.blocks,
        "number": place + 1,
        "before": document.chapters[place - 1] if place else None,
        "after": document.chapters[place + 1] if place + 1 < len(document.chapters) else None,
    }
    path = document.path_of(chapter)
    return Page(path, title, template, content, trail, charts_of(chapter.blocks), document.about)
