"""The site: every page of a release as plain files, the same bytes for the same release."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment

from wulfrun.data.release import Release, write_json
from wulfrun.publication.chart_model import Chart
from wulfrun.publication.documents import documents
from wulfrun.publication.documents.document import Document
from wulfrun.publication.documents.pages import document_pages
from wulfrun.publication.drawing import draw_many
from wulfrun.publication.embeds import write_embeds
from wulfrun.publication.explanation import explanation_page
from wulfrun.publication.page import Citations, Page, environment, render
from wulfrun.publication.pages.areas import area_page, areas_page, more_about, paged_areas
from wulfrun.publication.pages.evidence import quality_page, sources_page
from wulfrun.publication.pages.gap import gap_page
from wulfrun.publication.pages.measures import measure_page, measures_page
from wulfrun.publication.pages.overview import overview_page
from wulfrun.publication.pages.plain import (
    accessibility_page,
    changes_page,
    definitions_page,
    priorities_page,
)
from wulfrun.publication.pages.targets import target_pages, targets_page
from wulfrun.publication.pdf import can_print, write_pdfs
from wulfrun.publication.reuse.address import site_address
from wulfrun.publication.reuse.catalogue import catalogue
from wulfrun.publication.reuse.feed import editions_page, feed, told_editions
from wulfrun.publication.reuse.figure_files import write_figures
from wulfrun.publication.reuse.tables import write_tables
from wulfrun.publication.search import INDEX, PATH, entries, search_index, search_page
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.sitemap import robots, sitemap
from wulfrun.publication.topic_pages import topic_pages
from wulfrun.words.periods import data_to, last_day_of

Progress = Callable[[int, int], None]


@dataclass
class _Writing:
    """A site while it is written: where, how, what every page knows, and what is there already."""

    folder: Path
    made: Environment
    common: dict[str, Any]
    citations: Citations
    written: list[Path] = field(default_factory=list)

    def put(self, path: str, text: str) -> str:
        """Write a text file of the site; gives the text back."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
        self.written.append(file)
        return text

    def page(self, page: Page) -> str:
        """Write a page; gives its HTML."""
        return self.put(page.path, render(self.made, page, self.common))


def write_site(
    release: Release,
    folder: Path,
    progress: Progress | None = None,
    cache: Path | None = None,
    printing: Progress | None = None,
) -> list[Path]:
    """Write the whole site of a release into `folder`; give every file written.

    `cache` keeps drawn charts and printed documents between builds; `progress(done, of)` counts charts as
    they are drawn, `printing(done, of)` documents as they are printed.
    """
    figures = page_figures(release)
    shelf = shelve(release, figures)
    bound = documents(shelf)
    pages = compose(shelf, bound)
    printable = bound if can_print() else []
    writing = _begin(shelf, pages, folder, {each.printed for each in printable})
    _write_pages(shelf, pages, writing)
    kept = cache or folder.parent / ".drawings"
    writing.written += write_embeds(writing.made, pages, writing.common, folder)
    writing.written += _write_charts(pages, folder, kept, progress)
    writing.written += write_pdfs(
        writing.made, shelf, printable, writing.common, folder, kept / "printed", printing
    )
    tables, files_of_tables = write_tables(release, shelf, figures, folder)
    writing.written += files_of_tables + write_figures(shelf, writing.citations, folder)
    listed = catalogue(shelf, tables, list(writing.citations.shown), told_editions(shelf))
    write_json(folder / "dcat.jsonld", listed)
    return sorted([*writing.written, folder / "dcat.jsonld", *_write_static(folder)])


def compose(shelf: Shelf, bound: Sequence[Document]) -> list[Page]:
    """Every page but the explanations, which follow from what these show; `bound`: the documents."""
    changes = changes_page(shelf)
    single = [
        overview_page(shelf, changes is not None),
        targets_page(shelf),
        priorities_page(shelf),
        measures_page(shelf),
        areas_page(shelf),
        gap_page(shelf),
        quality_page(shelf),
        sources_page(shelf),
        definitions_page(shelf),
        changes,
        editions_page(shelf),
        accessibility_page(),
    ]
    measures = [measure_page(shelf, name) for name in shelf.measures]
    topics = topic_pages(shelf)
    areas = [area_page(shelf, area, more_about(topics, str(area["code"]))) for area in paged_areas(shelf)]
    known = [page for page in single if page is not None]
    return known + target_pages(shelf) + topics + measures + areas + document_pages(bound)


def _begin(shelf: Shelf, pages: Sequence[Page], folder: Path, printed: Set[str]) -> _Writing:
    citations = Citations()
    manifest = shelf.release.manifest
    common = {
        "partnership": shelf.partnership,
        "address": site_address(shelf.partnership),
        "manifest": manifest,
        "through": data_to(manifest["through"]),
        "present": {PATH, *(page.path for page in pages)},
        "printed": printed,
        "can_print": can_print(),
    }
    made = environment(shelf.measures, citations, shelf.partnership.get("language") or "en")
    return _Writing(folder, made, common, citations)


def _write_pages(shelf: Shelf, pages: Sequence[Page], writing: _Writing) -> None:
    """Pages and what follows from them: explanations, the search, the feed; a sitemap where it can be."""
    rendered = {page.path: writing.page(page) for page in pages}
    explained = [explanation_page(shelf, name, writing.citations) for name in shelf.measures]
    for page in explained:
        writing.page(page)
    found = entries(shelf, pages, rendered)
    writing.page(search_page(found))
    writing.put(INDEX, search_index(found))
    writing.put("feed.xml", feed(shelf))
    address = site_address(shelf.partnership)
    if address:
        paths = [PATH, *rendered, *(page.path for page in explained)]
        writing.put("sitemap.xml", sitemap(address, paths, last_day_of(shelf.through).isoformat()))
        writing.put("robots.txt", robots(address))


def _write_charts(pages: list[Page], folder: Path, cache: Path, progress: Progress | None) -> list[Path]:
    charts: dict[str, Chart] = {chart.name: chart for page in pages for chart in page.charts}
    written = []
    (folder / "charts").mkdir(parents=True, exist_ok=True)
    for name, drawn in draw_many(list(charts.values()), cache, progress).items():
        path = folder / "charts" / f"{name}.svg"
        path.write_bytes(drawn)
        written.append(path)
    return written


def _write_static(folder: Path) -> list[Path]:
    written = []
    for source in sorted(
        files("wulfrun.publication").joinpath("static").iterdir(), key=lambda each: each.name
    ):
        written.append(folder / "static" / source.name)
        written[-1].parent.mkdir(parents=True, exist_ok=True)
        written[-1].write_bytes(source.read_bytes())
    return written
