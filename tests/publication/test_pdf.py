"""Printed documents: read aloud as shown, the numbers of the pages, the same bytes, nothing printed twice."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdf_structure import faults, read_aloud, walk
from same_numbers import differing
from small_document import as_kind, write_document

import wulfrun.publication.pdf as printing
from wulfrun.data.release import Release
from wulfrun.publication import site as publication
from wulfrun.publication.site import write_site


@pytest.fixture(scope="module")
def folder(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    write_document(release, folder, folder / "kept")
    return folder


@pytest.fixture(scope="module")
def content(folder: Path) -> bytes:
    return (folder / "documents" / "small.pdf").read_bytes()


def test_nothing_that_a_screen_reader_needs_is_missing(content: bytes, site: Path) -> None:
    assert faults(content) == []
    documents = sorted((site / "documents").glob("*.pdf"))
    assert documents
    for path in documents:
        assert faults(path.read_bytes()) == [], path


def _without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _without_title_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def _without_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


def _without_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _without_alternative_text(pdf: pikepdf.Pdf) -> None:
    next(tag for tag in walk(pdf) if tag.name == "Figure").element.Alt = ""


def _without_scope(pdf: pikepdf.Pdf) -> None:
    del next(tag for tag in walk(pdf) if tag.name == "TH").element.A.Scope


def _with_a_heading_skipped(pdf: pikepdf.Pdf) -> None:
    next(tag for tag in walk(pdf) if tag.name == "H2").element.S = pikepdf.Name.H4


def _with_a_link_of_no_words(pdf: pikepdf.Pdf) -> None:
    link = next(page.Annots[0] for page in pdf.pages if "/Annots" in page)
    link.Contents = ""


def _with_something_unmarked(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2]
    page.contents_add(b"BT /F0 9 Tf (A stray line) Tj ET", prepend=True)


def _without_the_mark_of_its_standard(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (_without_language, "no language is set"),
        (_without_title_shown, "the title is not what a window shows"),
        (_without_bookmarks, "there are no bookmarks"),
        (_without_structure, "there is no structure"),
        (_without_alternative_text, "a figure has no alternative text"),
        (_without_scope, "the head of a row or column does not say its scope"),
        (_with_a_heading_skipped, "a heading of level 4 follows one of level 1"),
        (_with_a_link_of_no_words, "has no words"),
        (_with_something_unmarked, "something on page 3 is neither read nor decoration"),
        (_without_the_mark_of_its_standard, "it does not say that it is PDF/UA-1"),
    ],
)
def test_a_document_that_lacks_something_is_found(
    content: bytes, broken: Callable[[pikepdf.Pdf], None], fault: str
) -> None:
    changed = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        broken(pdf)
        pdf.save(changed)
    assert any(fault in each for each in faults(changed.getvalue()))


def test_a_table_over_several_pages_is_read_as_one_with_its_head_once(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        tables = [tag for tag in walk(pdf) if tag.name == "Table"]
        streets = [tag for tag in walk(pdf) if tag.name == "TR"]
    assert len(tables) == 3  # streets, actions, who sent what
    assert len(streets) > 90
    spoken = [text.strip() for _, text in read_aloud(content)]
    assert spoken.count("Place") == 1
    assert [text for text in spoken if text.startswith("Street ")] == [
        f"Street {number}" for number in range(90)
    ]


def test_running_heads_and_page_numbers_are_not_read(content: bytes) -> None:
    spoken = [text for _, text in read_aloud(content)]
    assert sum("Small assessment" in text for text in spoken) == 1
    assert not any("of 8" in text for text in spoken)


def test_every_chapter_holds_the_numbers_of_its_page_in_their_order(folder: Path, site: Path) -> None:
    assert differing(folder, "small") == []
    assert differing(site, "strategic-assessment") == []


def test_a_number_that_differs_is_found(folder: Path, tmp_path: Path) -> None:
    for path in (folder / "documents").rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes().replace(b"No more than 3", b"No more than 4"))
    [told] = differing(tmp_path, "small")
    assert told.startswith("small, chapter 3, number ")
    assert told.endswith("printed ['1', '2', '3'], shown ['1', '2', '4']")


@pytest.mark.parametrize(("kind", "chapters"), [("summary", 1), ("summary", 3), ("report", 2)])
def test_a_summary_and_a_report_have_no_cover_and_no_contents(
    release: Release, tmp_path: Path, kind: str, chapters: int
) -> None:
    [path] = write_document(release, tmp_path, tmp_path / "kept", as_kind(kind, chapters))
    read = path.read_bytes()
    assert faults(read) == []
    assert differing(tmp_path, "small") == []
    assert "Contents" not in [text for _, text in read_aloud(read)]


def test_a_summary_of_one_short_chapter_is_two_pages_at_most(release: Release, tmp_path: Path) -> None:
    [path] = write_document(release, tmp_path, tmp_path / "kept", as_kind("summary", 1))
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) <= 2


def test_the_printer_understands_the_whole_style(
    release: Release, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_document(release, tmp_path, tmp_path / "kept", as_kind("report", 3))
    write_document(release, tmp_path, tmp_path / "kept")
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


def _addresses(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        return [str(link.A.URI) if "/A" in link else f"#{link.Dest}" for link in links]


def test_without_an_address_links_lead_inside_the_document_only(content: bytes) -> None:
    addresses = _addresses(content)
    assert {"#chapter-first", "#chapter-second"} <= set(addresses)
    assert all(each.startswith("#") for each in addresses)


def test_with_an_address_links_to_the_site_lead_there(release: Release, tmp_path: Path) -> None:
    [path] = write_document(release, tmp_path, tmp_path / "kept", address="https://safer.example/")
    addresses = _addresses(path.read_bytes())
    assert "https://safer.example/targets.html" in addresses
    assert "https://safer.example/measures/psa1.html" in addresses
    assert not any("documents/small" in each for each in addresses)
    assert faults(path.read_bytes()) == []


def test_headings_of_one_name_in_two_chapters_lead_to_their_own(content: bytes) -> None:
    assert {"#first-what-changed", "#second-what-changed"} <= set(_addresses(content))


def test_another_process_with_other_hashes_and_another_zone_gives_the_same_bytes(
    content: bytes, tmp_path: Path
) -> None:
    here = Path(__file__).parent
    code = (
        f"import sys; sys.path.insert(0, {str(here)!r})\n"
        "from pathlib import Path\n"
        "from small_document import write_document\n"
        "from small_release import write_release\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "write_document(write_release(folder / 'release'), folder, folder / 'kept')\n"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert (tmp_path / "documents" / "small.pdf").read_bytes() == content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_an_unchanged_document_is_not_printed_again(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [first] = write_document(release, tmp_path / "one", tmp_path / "kept")
    printed = first.read_bytes()
    monkeypatch.setattr(printing, "pdf_bytes", lambda html, base: pytest.fail("it was printed again"))
    [second] = write_document(release, tmp_path / "two", tmp_path / "kept")
    assert second.read_bytes() == printed


def test_what_no_document_needs_any_more_is_not_kept(release: Release, tmp_path: Path) -> None:
    write_document(release, tmp_path, tmp_path / "kept")
    write_document(release, tmp_path, tmp_path / "kept", as_kind("report", 1))
    assert len(list((tmp_path / "kept" / "printed").glob("*.pdf"))) == 1


def test_several_documents_are_printed_and_counted(release: Release, tmp_path: Path) -> None:
    counted: list[tuple[int, int]] = []
    written = write_document(
        release,
        tmp_path,
        tmp_path / "kept",
        lambda made: (
            [*as_kind("summary", 1)(made), *as_kind("", 2)(made)][:1]
            + [each.__class__(**{**each.__dict__, "name": "other"}) for each in as_kind("", 2)(made)]
        ),
        lambda done, of: counted.append((done, of)),
    )
    assert [path.name for path in written] == ["small.pdf", "other.pdf"]
    assert counted[0] == (0, 2)
    assert counted[-1] == (2, 2)
    assert not list((tmp_path / "kept" / "printed").glob("*.part"))


def test_where_pango_is_missing_pages_offer_no_pdf_and_say_why(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "can_print", lambda: False)
    write_site(release, tmp_path / "site", cache=tmp_path / "drawings")
    assert not list((tmp_path / "site").rglob("*.pdf"))
    assert ".pdf" not in (tmp_path / "site" / "documents" / "index.html").read_text("utf-8")
    assert "Pango" in (tmp_path / "site" / "data-quality.html").read_text("utf-8")


def test_where_it_can_print_the_quality_page_says_nothing_of_it(site: Path) -> None:
    assert "Pango" not in (site / "data-quality.html").read_text("utf-8")


def test_a_missing_library_is_told_from_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    printing.can_print.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    def missing(name: str, *rest: object, **more: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return imported(name, *rest, **more)  # type: ignore[arg-type]

    imported = __import__
    monkeypatch.setattr("builtins.__import__", missing)
    try:
        assert not printing.can_print()
    finally:
        printing.can_print.cache_clear()
