"""The pages of topics, one module each: a new page is one new file that exposes `pages`.

`pages(shelf)` gives the module's pages, none where the release has nothing to show on them. Its first
page stands in the list of topics: its path is topics/NAME.html, its `about` says in a sentence what it shows.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import lru_cache

from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Shelf

Pages = Callable[[Shelf], list[Page]]


@lru_cache(maxsize=1)
def page_makers() -> dict[str, Pages]:
    """Every module's `pages` by the module's name."""
    found: dict[str, Pages] = {}
    for name in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        if name.startswith("_"):
            continue
        maker = getattr(importlib.import_module(f"{__name__}.{name}"), "pages", None)
        if maker is None:
            raise TypeError(f"{__name__}.{name} has no function pages(shelf)")
        found[name] = maker
    return found


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
