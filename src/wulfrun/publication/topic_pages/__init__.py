"""The pages of topics, one module each: a new page is one new file that exposes `pages`.

`pages(shelf)` gives the module's pages, none where the release has nothing to show on them. Its first
page stands in the list of topics: its path is topics/NAME.html, its `about` says in a sentence what it shows.
"""

import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import FunctionType

from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Shelf
from wulfrun.words.registry import exposed

Pages = Callable[[Shelf], list[Page]]


@lru_cache(maxsize=1)
def page_makers() -> Mapping[str, Pages]:
    """Every module's `pages` by the module's name."""
    return exposed(sys.modules[__name__], "pages", FunctionType)


def topic_pages(shelf: Shelf) -> list[Page]:
    """The list of topics, then every page of each; nothing where there is no topic to show."""
    made = [own for maker in page_makers().values() if (own := maker(shelf))]
    if not made:
        return []
    first = sorted((own[0] for own in made), key=lambda page: page.title)
    listed = Page(
        "topics/index.html", "Topics", "topics.html", {"topics": first}, (("index.html", "Overview"),)
    )
    return [listed, *(page for own in made for page in own)]
