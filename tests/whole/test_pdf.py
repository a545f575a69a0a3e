"""The example city's printed documents: whole for a screen reader, with the numbers of their pages."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "publication"))

from pdf_structure import faults
from same_numbers import differing


@pytest.fixture(scope="module")
def published(usual: Path) -> Path:
    return usual / "out" / "site"


def test_every_document_is_offered_as_pdf(published: Path) -> None:
    pages = {path.parent.name for path in (published / "documents").glob("*/index.html")}
    assert pages
    assert {path.stem for path in (published / "documents").glob("*.pdf")} == pages


def test_no_document_lacks_what_a_screen_reader_needs(published: Path) -> None:
    for path in sorted((published / "documents").glob("*.pdf")):
        assert faults(path.read_bytes()) == [], path


def test_every_document_holds_the_numbers_of_its_pages(published: Path) -> None:
    for path in sorted((published / "documents").glob("*.pdf")):
        assert differing(published, path.stem) == []
