"""A profile as one file of HTML that holds its charts and its style, and as PDF."""

import base64
import os
import re
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from wulfrun.publication.blocks import charts_of, told_apart
from wulfrun.publication.documents.document import Document
from wulfrun.publication.drawing import draw_many
from wulfrun.publication.page import Citations, Page, environment
from wulfrun.publication.pdf import can_print, pdf_bytes
from wulfrun.publication.pdf_html import print_html, sources_of
from wulfrun.publication.reuse.address import site_address
from wulfrun.publication.shelf import Shelf

# Stands for the site's root until it is known where links lead.
_ROOT = "site-root:"
_SHEET = re.compile(rf'<link rel="stylesheet" href="{_ROOT}static/([^"]+)">')
_FEED = re.compile(rf'<link rel="alternate"[^>]*href="{_ROOT}[^>]*>\n?')
_CHART = re.compile(rf'src="{_ROOT}charts/([^"]+)\.svg"')


def write_profile(shelf: Shelf, document: Document, path: Path, site: Path) -> list[Path]:
    """Write the HTML to `path`, the PDF beside it where this machine prints; `site`: where links lead.

    Links lead to the site's address on the web where the partnership declares one.
    """
    citations = Citations()
    made = environment(shelf.measures, citations, shelf.partnership.get("language") or "en")
    common = _common(shelf)
    chapter = document.chapters[0]
    blocks = told_apart(chapter.blocks)
    page = Page("index.html", document.title, "document.html")
    content = {
        "document": document,
        "chapter": chapter,
        "blocks": blocks,
        "page": page,
        "root": _ROOT,
        "trail": (),
    }
    html = made.get_template(page.template).render({**common, **content})
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        drawn = draw_many(charts_of(chapter.blocks), Path(scratch) / "drawings")
        path.write_text(_alone(html, drawn, _leads_to(shelf, path, site)), "utf-8", newline="\n")
        if not can_print():
            return [path]
        printed = path.with_suffix(".pdf")
        printed.write_bytes(
            pdf_bytes(print_html(made, document, common, sources_of(shelf)), _base(scratch, drawn))
        )
    return [path, printed]


def _common(shelf: Shelf) -> dict[str, Any]:
    manifest = shelf.release.manifest
    return {
        "partnership": shelf.partnership,
        "address": "",
        "manifest": manifest,
        "through": manifest["through"],
        "present": frozenset(),
        "printed": frozenset(),
        "can_print": can_print(),
        "alone": True,
    }


def _leads_to(shelf: Shelf, path: Path, site: Path) -> str:
    address = site_address(shelf.partnership)
    return address or f"{Path(os.path.relpath(site, path.parent.resolve())).as_posix()}/"


def _alone(html: str, drawn: Mapping[str, bytes], leads_to: str) -> str:
    """One file that needs no other: style and charts inside, links to the site."""
    static = files("wulfrun.publication").joinpath("static")
    html = _SHEET.sub(lambda found: f"<style>{static.joinpath(found[1]).read_text('utf-8')}</style>", html)
    html = _FEED.sub("", html)
    html = _CHART.sub(lambda found: f'src="data:image/svg+xml;base64,{_text(drawn[found[1]])}"', html)
    return html.replace(_ROOT, leads_to)


def _text(drawing: bytes) -> str:
    return base64.b64encode(drawing).decode()


def _base(scratch: str, drawn: Mapping[str, bytes]) -> str:
    """A folder laid out as the site is, from which the printer reads the charts."""
    charts, documents = Path(scratch) / "charts", Path(scratch) / "documents"
    for folder in (charts, documents):
        folder.mkdir()
    for name, drawing in drawn.items():
        (charts / f"{name}.svg").write_bytes(drawing)
    return f"{documents.as_uri()}/"
