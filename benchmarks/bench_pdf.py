"""Printing a long document, side by side with Chromium's headless print of the same HTML and style.

The document has the topics of a built partnership as chapters, as many as fill about sixty pages. Both print
it from HTML to PDF, each in a process of its own; Chromium gives no headings in margins, no page numbers in
the list of contents and no bookmarks, so that what each gives is told beside the time.
Run: python benchmarks/bench_pdf.py [FOLDER [pages]], with the folder of a built partnership; the example is
built where none is named.
"""

import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import pikepdf
from measured import demand, measured

from wulfrun.data.release import Release
from wulfrun.publication.blocks import charts_of
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.drawing import draw_many
from wulfrun.publication.page import Citations, environment
from wulfrun.publication.pdf_html import print_html, sources_of
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.topic_pages import topic_pages

CHROMIUM = "/usr/bin/chromium"
BLOCKS_A_PAGE = 4.6
PRINT = (
    "import sys; from pathlib import Path; from wulfrun.publication.pdf import pdf_bytes; "
    "page = Path(sys.argv[1]); "
    "Path(sys.argv[2]).write_bytes(pdf_bytes(page.read_text('utf-8'), page.parent.as_uri() + '/'))"
)


def document_of(shelf: Shelf, pages: int) -> Document:
    """Topics as chapters, until there are blocks enough for so many pages."""
    chapters: list[Chapter] = []
    for page in topic_pages(shelf):
        if sum(len(each.blocks) for each in chapters) < pages * BLOCKS_A_PAGE and "blocks" in page.content:
            chapters.append(Chapter(f"c{len(chapters)}", page.title, page.content["blocks"]))
    return Document("bench", "All topics", "Every topic.", chapters, shelf.place)


def write_html(folder: Path, release: Release, pages: int) -> tuple[Path, Path]:
    """The document as WeasyPrint takes it, and the same with the style linked, as a browser needs it."""
    shelf = shelve(release, page_figures(release))
    document = document_of(shelf, pages)
    common = {
        "partnership": shelf.partnership,
        "address": "",
        "manifest": release.manifest,
        "through": release.manifest["through"],
    }
    html = print_html(environment(shelf.measures, Citations()), document, common, sources_of(shelf))
    (folder / "charts").mkdir()
    (folder / "documents").mkdir()
    drawn = [chart for chapter in document.chapters for chart in charts_of(chapter.blocks)]
    for name, svg in draw_many(drawn, folder / "kept").items():
        (folder / "charts" / f"{name}.svg").write_bytes(svg)
    style = Path(str(files("wulfrun.publication"))) / "print" / "print.css"
    ours, theirs = folder / "documents" / "ours.html", folder / "documents" / "theirs.html"
    ours.write_text(html, "utf-8")
    theirs.write_text(
        html.replace("</head>", f'<link rel="stylesheet" href="{style.as_uri()}"></head>'), "utf-8"
    )
    return ours, theirs


def told(path: Path) -> str:
    """What a PDF holds, in words."""
    with pikepdf.open(path) as pdf:
        bookmarks = "bookmarks" if "/Outlines" in pdf.Root else "no bookmarks"
        tags = "tagged" if "/StructTreeRoot" in pdf.Root else "untagged"
        return f"{len(pdf.pages)} pages, {path.stat().st_size / 1024:,.0f} KiB, {tags}, {bookmarks}"


def main(folder: Path, pages: int) -> None:
    """Print with both and tell the times and the ratio."""
    release = Release((folder / "store" / "current").resolve())
    with tempfile.TemporaryDirectory() as name:
        ours, theirs = write_html(Path(name), release, pages)
        pdf, other = Path(name) / "ours.pdf", Path(name) / "theirs.pdf"
        own = measured([sys.executable, "-c", PRINT, ours, pdf])
        print(f"wulfrun    {own.seconds:6.1f} s, {own.processors:.1f} s of processors: {told(pdf)}")
        printing = f"{CHROMIUM} --headless --no-sandbox --print-to-pdf={other} {theirs.as_uri()} 2>/dev/null"
        peer = measured(["bash", "-c", printing])
        print(f"Chromium   {peer.seconds:6.1f} s: {told(other)}")
        print(f"ratio: {own.seconds / peer.seconds:.1f} times Chromium's time")
        with pikepdf.open(pdf) as printed:
            rate = own.processors / len(printed.pages)
        # Printing is done by one processor: on a busy machine the clock says more than the work.
        demand(f"60 pages take {60 * rate:.1f} s of a processor, under 15 s", 60 * rate < 15)


def built(folder: Path) -> Path:
    """The example city, built in a folder."""
    for command in (["example", str(folder)], ["build", str(folder), "--quiet"]):
        subprocess.run([sys.executable, "-m", "wulfrun", *command], check=True, stdout=subprocess.DEVNULL)
    return folder


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        named = Path(sys.argv[1]) if len(sys.argv) > 1 else built(Path(made) / "northbank")
        main(named, int(sys.argv[2]) if len(sys.argv) > 2 else 60)
