"""One page of every kind: found by the templates, so that no new kind of page is forgotten by a test."""

import re
from importlib.resources import files
from pathlib import Path

from wulfrun.data.release import Release
from wulfrun.publication.documents import documents
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import page_figures, shelve
from wulfrun.publication.site import compose

# Written beside the pages that `compose` gives.
_BESIDE = {
    "search.html": "search.html",
    "explanation.html": "explanations/*.html",
    "embed.html": "embed/*.html",
}


def templates() -> set[str]:
    """Every template that makes whole pages of the site."""
    folder = files("wulfrun.publication") / "templates"
    return {
        each.name
        for each in folder.iterdir()
        if each.name.endswith(".html") and '{% extends "base.html" %}' in each.read_text("utf-8")
    }


def kinds(release: Release, site: Path) -> dict[str, list[str]]:
    """The paths of pages to look at by template: the first of each, and every document's first page."""
    found: dict[str, list[str]] = {}
    for page in every_page(release):
        known = found.setdefault(page.template, [])
        if not known or page.template == "document.html":
            known.append(page.path)
    found |= {
        template: [path.relative_to(site).as_posix() for path in sorted(site.glob(pattern))[:1]]
        for template, pattern in _BESIDE.items()
    }
    return found


def every_page(release: Release) -> list[Page]:
    """Every page of a release's site that `compose` gives."""
    shelf = shelve(release, page_figures(release))
    return compose(shelf, documents(shelf))


def weight(html: str, page: Path, site: Path) -> int:
    """The bytes of a page with its style sheets and scripts, and without its pictures."""
    asked = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', html)
    beside = sum((page.parent / each).resolve().stat().st_size for each in asked)
    return len(html.encode()) + beside
