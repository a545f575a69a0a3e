"""The example city's public summary: two pages, easy to read, and true to what was planted."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from wulfrun.data.release import Release
from wulfrun.publication.blocks import Lead, Prose
from wulfrun.publication.documents.public_summary import document
from wulfrun.publication.pages.neighbourhood_voices import neighbourhood_blocks
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.words.reading_grade import HARDEST, reading_grade, sentences


def shelf_of(folder: Path) -> Shelf:
    release = Release((folder / "store" / "current").resolve())
    return shelve(release, page_figures(release))


@pytest.fixture(scope="module")
def shelf(usual: Path) -> Shelf:
    return shelf_of(usual)


def text_of(blocks: object) -> str:
    """Running text, each figure as one word."""
    assert isinstance(blocks, list | tuple)
    text = "\n".join(each.text for each in blocks if isinstance(each, Lead | Prose))
    return re.sub("\ue000\\d+\ue001", "1,234", text)


def summary(shelf: Shelf) -> str:
    found = document(shelf)
    assert found is not None
    return text_of(found.chapters[0].blocks)


def own_words(shelf: Shelf) -> list[str]:
    """What people wrote: quoted, not made by rule."""
    definition = shelf.definition
    found = [row[key] for row in definition["voice"].values() for key in ("said", "done")]
    found += [text.rstrip(".") for row in definition["consultation"].values() for text in row["said"]]
    found += [row["because"].strip().partition(". ")[0] for row in definition["priority"].values()]
    found += [row["name"] for row in definition["agency"].values()]
    found += [row["priority"] for row in shelf.release.rows("neighbourhood_priorities")]
    found += [row["action"] for row in shelf.release.rows("neighbourhood_priorities")]
    found += [row["title"] for row in shelf.release.rows("evaluations")]
    found += [str(definition["partnership"]["contact"]).rstrip(".")]
    return sorted((text for text in set(found) if text), key=len, reverse=True)


def hardest(shelf: Shelf, text: str) -> str:
    for quoted in own_words(shelf):
        text = text.replace(quoted, "x")
    found = [each for each in sentences(text) if len(each.replace("x", "").split()) > 3]
    return max(found, key=reading_grade)


def test_the_summary_is_printed_on_two_pages(usual: Path) -> None:
    printed = usual / "out" / "site" / "documents" / "public-summary.pdf"
    assert len(pypdfium2.PdfDocument(str(printed))) == 2


def test_no_sentence_of_the_summary_is_harder_than_grade_nine(shelf: Shelf) -> None:
    worst = hardest(shelf, summary(shelf))
    assert reading_grade(worst) <= HARDEST, worst


def test_no_sentence_of_a_neighbourhood_is_harder_than_grade_nine(shelf: Shelf) -> None:
    areas = shelf.by_level["neighbourhood"]
    assert len(areas) == 16
    for area in areas:
        worst = hardest(shelf, text_of(neighbourhood_blocks(shelf, area)))
        assert reading_grade(worst) <= HARDEST, worst


def test_the_fall_that_was_planted_is_told_in_its_size(usual: Path, other: Path) -> None:
    found = {}
    for folder in (usual, other):
        truths = json.loads((folder / "example-truths.json").read_text("utf-8"))["truths"]
        line = next(each for each in summary(shelf_of(folder)).splitlines() if "Ten common kinds" in each)
        found[folder] = float(truths["psa1_change"]), line
    assert found[usual][0] == -24.0
    assert "fell by about a quarter" in found[usual][1]
    assert found[other][0] == -11.0
    assert "quarter" not in found[other][1]


def test_what_got_worse_is_not_left_out(shelf: Shelf) -> None:
    assert "Fly-tipping reported to the council rose by about a third" in summary(shelf)
    assert "Nothing that we track got clearly worse" not in summary(shelf)


def test_the_planted_effect_in_canalside_is_found_and_others_are_not_made_up(shelf: Shelf) -> None:
    rows = {row["voice"]: row for row in shelf.release.rows("voices")}
    canal = rows["canal-burglaries"]
    assert (canal["verdict"], canal["beside_rest"]) == ("fell", "less than elsewhere")
    assert canal["lower"] < -30 < canal["upper"]
    others = [row for name, row in rows.items() if name != "canal-burglaries" and not row["reason"]]
    assert len(others) >= 6
    assert {row["beside_rest"] for row in others} == {"no clear difference"}
    assert rows["denholt-lights"]["reason"] == "nothing done"


def test_every_neighbourhood_page_says_what_people_said_or_how_to_say_it(usual: Path) -> None:
    site = usual / "out" / "site" / "areas"
    canal = (site / "canalside.html").read_text("utf-8")
    assert "Thieves come through the back alleys." in canal
    assert "So this work may have helped." in canal
    for name in ("northolme", "sallow-heath"):
        assert "How to have your say" in (site / f"{name}.html").read_text("utf-8")
