"""The published documents, one module each: a new one is one new file that exposes `document`.

`document(shelf)` gives the document, or None where the release has nothing to say in it.
"""

import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import FunctionType

from wulfrun.publication.documents.document import Document
from wulfrun.publication.shelf import Shelf
from wulfrun.words.registry import exposed

Maker = Callable[[Shelf], Document | None]


@lru_cache(maxsize=1)
def document_makers() -> Mapping[str, Maker]:
    """Every module's `document` by the module's name."""
    return exposed(sys.modules[__name__], "document", FunctionType, but=("document", "pages"))


def documents(shelf: Shelf) -> list[Document]:
    """Every document of a release, by title."""
    made = (maker(shelf) for maker in document_makers().values())
    return sorted((each for each in made if each is not None), key=lambda each: each.title)
