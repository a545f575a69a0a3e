"""The HTML that a document is printed from: the web page's blocks and templates, links made for paper."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment

from wulfrun.publication.documents.document import Document
from wulfrun.publication.reuse.address import site_address
from wulfrun.publication.shelf import Shelf

# What is printed without a cover and without a list of contents: two pages for residents, a board's report.
COMPACT = ("summary", "report")
_ROOT = "../"
_LINK = re.compile(
    r'<a (?P<before>[^>]*)href="\.\./(?P<path>[^"]*)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.DOTALL
)
# An interval or a day in a cell stands on one line.
_INTERVAL = re.compile(r"(<td[^>]*>[−\d.,%]+) to ([−\d.,%]+</td>)")
_DAY = re.compile(r"(<td[^>]*>\d{1,2}) ([A-Z][a-z]+) (\d{4}</td>)")
_WORD = re.compile(r'<body [^>]*data-inside="([^"]*)"')
_OPENING = '<section class="wf-chapter" id="chapter-'
_CHART = re.compile(r'src="\.\./charts/([^"]+)\.svg"')


def print_html(
    made: Environment,
    document: Document,
    common: Mapping[str, Any],
    sources: Sequence[tuple[str, Sequence[str]]],
) -> str:
    """The whole document as one page of HTML, as it is printed."""
    content = {
        "document": document,
        "page": document,
        "root": _ROOT,
        "printing": True,
        "compact": document.kind in COMPACT,
        "sources": sources,
    }
    html = made.get_template("print.html").render({**common, **content})
    return _for_paper(html, document, site_address(common["partnership"]))


def _for_paper(html: str, document: Document, address: str) -> str:
    """Links to chapters lead inside the document, others to the site's address, or nowhere without one."""
    word = _WORD.search(html)
    page = word[1] if word else ""
    chapters = {document.path_of(each): each.name for each in document.chapters}

    def lead(link: re.Match[str]) -> str:
        path, _, place = link["path"].partition("#")
        if path in chapters:
            name = chapters[path]
            target = f"#{name}-{place}" if place else f"#chapter-{name}"
            return f'<a class="wf-inside" data-page="{page}" href="{target}">{link["words"]}</a>'
        if address:
            return f'<a {link["before"]}href="{address}{link["path"]}"{link["after"]}>{link["words"]}</a>'
        return f"<span>{link['words']}</span>"

    html = _DAY.sub(r"\1&nbsp;\2&nbsp;\3", _INTERVAL.sub(r"\1&nbsp;to&nbsp;\2", html))
    front, *sections = html.split(_OPENING)
    told = [f"{_OPENING}{_in_chapter(each)}" for each in sections]
    return _LINK.sub(lead, "".join([front, *told]))


def _in_chapter(section: str) -> str:
    """Places of a page are places of a chapter here: several chapters may have one of that name."""
    return section.replace('href="#', f'href="#{section.partition(chr(34))[0]}-')


def charts_in(html: str) -> list[str]:
    """The names of the charts that a printed page shows."""
    return _CHART.findall(html)


def sources_of(shelf: Shelf) -> list[tuple[str, list[str]]]:
    """Every agency whose files came, and the titles of what it sent, for the last page."""
    came = {row["source"] for row in shelf.release.rows("receipts")}
    found: dict[str, list[str]] = {}
    for name, row in shelf.definition["source"].items():
        if name in came:
            found.setdefault(shelf.agency_name(row["agency"]), []).append(row.get("title") or name)
    return [(agency, sorted(titles)) for agency, titles in sorted(found.items())]
