"""What a published document is: chapters of blocks, shown as pages and printed as one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from wulfrun.publication.blocks import Block


@dataclass(frozen=True)
class Chapter:
    """One chapter: its name in addresses, its title, and what it is put together from."""

    name: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """One document: `about` is what lists of documents say of it, `kind` what it is called on its cover.

    `through`: the last month of the time that it is about ('2008-03'); '' where that is all the data.
    """

    name: str
    title: str
    about: str
    chapters: Sequence[Chapter]
    subtitle: str = ""
    kind: str = ""
    through: str = ""

    @property
    def path(self) -> str:
        """Its first page, from the site's root."""
        return f"documents/{self.name}/index.html"

    @property
    def printed(self) -> str:
        """Its PDF, from the site's root."""
        return f"documents/{self.name}.pdf"

    def path_of(self, chapter: Chapter) -> str:
        """The page of a chapter, from the site's root: the first page where there is no other chapter."""
        return self.path if len(self.chapters) == 1 else f"documents/{self.name}/{chapter.name}.html"
