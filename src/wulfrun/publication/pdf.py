"""Documents as PDF: printed by WeasyPrint, tagged, and kept under the hash of what they show."""

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment

from wulfrun.publication.documents.document import Document
from wulfrun.publication.pdf_html import charts_in, print_html, sources_of
from wulfrun.publication.second_process import second_process
from wulfrun.publication.shelf import Shelf
from wulfrun.publication.svg_for_paper import for_paper

Progress = Callable[[int, int], None]
_SHEET = "print.css"
_OWN = ("pdf_tags.py", "svg_for_paper.py")


@dataclass(frozen=True)
class Job:
    """One document to print: its HTML, the folder its addresses start from, and where the PDF is kept."""

    html: str
    base: str
    kept: str


@cache
def can_print() -> bool:
    """Whether this machine has what WeasyPrint needs: the Pango libraries."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def write_pdfs(
    made: Environment,
    shelf: Shelf,
    documents: Sequence[Document],
    common: Mapping[str, Any],
    folder: Path,
    kept: Path,
    progress: Progress | None = None,
) -> list[Path]:
    """Print documents into `folder`, the site's, whose charts are drawn already; gives the PDFs' paths.

    `kept` holds what was printed before, under the SHA-256 of everything it shows; what no document needs
    any more is removed from it. `progress(done, of)` counts documents.
    """
    kept.mkdir(parents=True, exist_ok=True)
    jobs = [_job(made, shelf, each, common, folder, kept) for each in documents]
    if progress and jobs:
        progress(0, len(jobs))
    _print_all([job for job in jobs if not Path(job.kept).exists()], len(jobs), progress)
    written = []
    for document, job in zip(documents, jobs, strict=True):
        written.append(folder / document.printed)
        written[-1].parent.mkdir(parents=True, exist_ok=True)
        written[-1].write_bytes(Path(job.kept).read_bytes())
    if progress and jobs:
        progress(len(jobs), len(jobs))
    for stray in set(kept.glob("*.pdf")) - {Path(job.kept) for job in jobs}:
        stray.unlink(missing_ok=True)
    return written


def _job(
    made: Environment, shelf: Shelf, document: Document, common: Mapping[str, Any], folder: Path, kept: Path
) -> Job:
    html = print_html(made, document, common, sources_of(shelf))
    key = hashlib.sha256(_look())
    key.update(html.encode())
    for name in charts_in(html):
        key.update((folder / "charts" / f"{name}.svg").read_bytes())
    base = f"{(folder / document.printed).parent.resolve().as_uri()}/"
    return Job(html, base, str(kept / f"{key.hexdigest()}.pdf"))


@cache
def _look() -> bytes:
    """Everything but the document that a PDF follows from: style, fonts, tags and the printer's version."""
    package = files("wulfrun.publication")
    parts = sorted((package / "print").iterdir(), key=lambda each: each.name)
    read = [each.read_bytes() for each in [*parts, *(package / name for name in _OWN)]]
    return b"".join([version("weasyprint").encode(), version("pydyf").encode(), *read])


def _print_all(absent: Sequence[Job], of: int, progress: Progress | None) -> None:
    """The longest first, then from the shortest; a second process works towards this one from the others."""
    ordered = sorted(absent, key=lambda job: -len(job.html))
    if not ordered:
        return
    jobs = [asdict(job) for job in ordered[1:]]
    with second_process("wulfrun.publication.pdf", jobs, Path(ordered[0].kept).parent):
        for done, job in enumerate([*ordered[:1], *reversed(ordered[1:])]):
            _print(job)
            if progress:
                progress(of - len(ordered) + done + 1, of)


def _print(job: Job) -> None:
    path = Path(job.kept)
    if path.exists():
        return
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, suffix=".part", delete=False) as file:
        file.write(pdf_bytes(job.html, job.base))
    Path(file.name).replace(path)


def pdf_bytes(html: str, base: str) -> bytes:
    """A page of HTML as a tagged PDF; `base` is the address that its pictures' addresses start from."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from wulfrun.publication.pdf_tags import finish_tags

    class Charts(URLFetcher):  # type: ignore[misc]
        """Reads files beside the page, charts as they are printed, and nothing from elsewhere."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            found = super().fetch(url, headers)
            if not url.endswith(".svg"):
                return found
            drawn = for_paper(found.read().decode("utf-8"))
            return URLFetcherResponse(url, drawn, {"Content-Type": "image/svg+xml"})

    fonts = FontConfiguration()
    sheet = str(files("wulfrun.publication") / "print" / _SHEET)
    style = CSS(filename=sheet, font_config=fonts)
    printed: bytes = HTML(
        string=html, base_url=base, url_fetcher=Charts(allowed_protocols=("file", "data"))
    ).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", finisher=finish_tags)
    return printed


def _print_from_input() -> None:
    for job in json.load(sys.stdin):
        _print(Job(**job))


if __name__ == "__main__":
    _print_from_input()
