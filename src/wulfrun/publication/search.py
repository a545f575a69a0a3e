"""What can be looked for on the site: every page and defined word, as an index and as a list from A to Z."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from wulfrun.publication.explanation import record_words
from wulfrun.publication.language import message
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import LEVEL_WORDS, Row, Shelf

PATH = "search.html"
INDEX = "search-index.js"
_HOME = (("index.html", "Overview"),)
_KINDS = {
    "measures": message("Measure"),
    "areas": message("Area"),
    "topics": message("Topic"),
    "documents": message("Document"),
    "targets": message("Target"),
}
# Pages that say how another page's figures were made are found from that page.
_LEFT_OUT = ("explanations/",)
_DEFINED = re.compile(r'<dt id="([^"]+)">(.*?)</dt>\s*<dd>(.*?)</dd>', re.DOTALL)
_HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
_SECTION = re.compile(r'<h2[^>]* id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
# The headings of these pages are the same on each.
_ALIKE = ("measures/", "areas/")


@dataclass(frozen=True, order=True)
class Entry:
    """One thing to be found: what it is called, what kind of thing it is, its address, and other words."""

    title: str
    kind: str
    path: str
    words: str = ""


def entries(shelf: Shelf, pages: Iterable[Page], rendered: Mapping[str, str]) -> list[Entry]:
    """Everything that can be found, from A to Z; `rendered`: the HTML of pages by path."""
    found = [
        Entry(page.title, _kind(shelf, page), page.path, _words(shelf, page, rendered.get(page.path, "")))
        for page in pages
        if not page.path.startswith(_LEFT_OUT)
    ]
    defined = _DEFINED.findall(rendered.get("definitions.html", ""))
    found += [
        Entry(_text(term), message("Definition"), f"definitions.html#{place}", _text(said))
        for place, term, said in defined
    ]
    found += [
        Entry(_text(title), message("Priority"), f"priorities.html#{place}")
        for place, title in _SECTION.findall(rendered.get("priorities.html", ""))
    ]
    return sorted(set(found), key=lambda each: (each.title.casefold(), each.kind, each.path))


def _kind(shelf: Shelf, page: Page) -> str:
    folder, _, rest = page.path.partition("/")
    area = shelf.areas.get(rest.removesuffix(".html")) if folder == "areas" else None
    if area is not None:
        return str(LEVEL_WORDS.get(area["level"], area["level"])).capitalize()
    return _KINDS.get(folder, "") if rest and rest != "index.html" else message("Page")


def _words(shelf: Shelf, page: Page, html: str) -> str:
    declared: Row | None = shelf.measures.get(page.path.removeprefix("measures/").removesuffix(".html"))
    if declared is not None:
        about = record_words(shelf, declared["of"])["about"]
        return " ".join(str(each) for each in (declared["theme"], declared.get("plain") or "", about) if each)
    if page.path.startswith(_ALIKE):
        return ""
    main = html.partition("<main")[2].partition("</main>")[0]
    headings = dict.fromkeys(_text(each) for each in _HEADING.findall(main))
    return " ".join([page.about, *headings]).strip()


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def search_page(found: Iterable[Entry]) -> Page:
    """The page with the form, and everything from A to Z for whoever has no JavaScript."""
    letters: dict[str, list[Entry]] = {}
    for each in found:
        letters.setdefault(_letter(each.title), []).append(each)
    ordered = [(letter, letters[letter]) for letter in sorted(letters)]
    return Page(PATH, message("Search"), "search.html", {"letters": ordered}, _HOME)


def _letter(title: str) -> str:
    first = title[:1].upper()
    return first if first.isalpha() else "0"


def search_index(found: Iterable[Entry]) -> str:
    """The index as a script, because a page opened from a folder may not fetch a file."""
    rows = [[each.title, each.kind, each.path, each.words] for each in found]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"window.wulfrunSearch = [\n{lines}\n];\n"
