"""The site: every page of a release as plain files, the same bytes for the same release."""

from collections.abc import Callable, Sequence, Set
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from jinja2 import Environment

from wulfrun.data.release import Release
from wulfrun.publication.chart_model import Chart
from wulfrun.publication.csv_text import write_csv
from wulfrun.publication.documents import documents
from wulfrun.publication.documents.document import Document
from wulfrun.publication.documents.pages import document_pages
from wulfrun.publication.drawing import draw_many
from wulfrun.publication.explanation import explanation_page
from wulfrun.publication.open_data import FIGURE_COLUMNS, TARGET_COLUMNS
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
from wulfrun.publication.pages.targets import targets_page
from wulfrun.publication.pdf import can_print, write_pdfs
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.topic_pages import topic_pages

Progress = Callable[[int, int], None]


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
    printed = {each.printed for each in printable}
    written, made, common = _write_pages(shelf, pages, folder, printed)
    kept = cache or folder.parent / ".drawings"
    written += _write_charts(pages, folder, kept, progress)
    written += write_pdfs(made, shelf, printable, common, folder, kept / "printed", printing)
    return sorted(written + _write_downloads(release, shelf, figures, folder) + _write_static(folder))


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
        accessibility_page(),
    ]
    measures = [measure_page(shelf, name) for name in shelf.measures]
    topics = topic_pages(shelf)
    areas = [area_page(shelf, area, more_about(topics, str(area["code"]))) for area in paged_areas(shelf)]
    return [page for page in single if page is not None] + topics + measures + areas + document_pages(bound)


def _write_pages(
    shelf: Shelf, pages: list[Page], folder: Path, printed: Set[str]
) -> tuple[list[Path], Environment, dict[str, Any]]:
    citations = Citations()
    made = environment(shelf.measures, citations, shelf.partnership.get("language") or "en")
    manifest = shelf.release.manifest
    common = {
        "partnership": shelf.partnership,
        "manifest": manifest,
        "through": manifest["through"],
        "present": {page.path for page in pages},
        "printed": printed,
        "can_print": can_print(),
    }
    written = [_write(folder / page.path, render(made, page, common)) for page in pages]
    explained = [explanation_page(shelf, name, citations) for name in shelf.measures]
    written += [_write(folder / page.path, render(made, page, common)) for page in explained]
    return written, made, common


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return path


def _write_charts(pages: list[Page], folder: Path, cache: Path, progress: Progress | None) -> list[Path]:
    charts: dict[str, Chart] = {chart.name: chart for page in pages for chart in page.charts}
    written = []
    (folder / "charts").mkdir(parents=True, exist_ok=True)
    for name, drawn in draw_many(list(charts.values()), cache, progress).items():
        path = folder / "charts" / f"{name}.svg"
        path.write_bytes(drawn)
        written.append(path)
    return written


def _write_downloads(release: Release, shelf: Shelf, figures: pa.Table, folder: Path) -> list[Path]:
    base = pc.list_element(pc.split_pattern(figures["measure"], ".", max_splits=1), 0)
    written = []
    for measure in shelf.measures:
        written.append(folder / "data" / f"{measure}.csv")
        write_csv(written[-1], figures.filter(pc.equal(base, measure)).select(list(FIGURE_COLUMNS)))
    for name in release.topic_tables:
        written.append(folder / "data" / f"{name}.csv")
        write_csv(written[-1], release.table(name))
    targets = release.table("targets")
    targets = targets.rename_columns(
        ["area" if name == "area_code" else name for name in targets.column_names]
    )
    written.append(folder / "data" / "targets.csv")
    write_csv(written[-1], targets.select(list(TARGET_COLUMNS)))
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
