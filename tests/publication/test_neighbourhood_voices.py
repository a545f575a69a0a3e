"""The page of a neighbourhood says first what changed there, what people said and what was done."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_release import write_release

from wulfrun.assessment.topics import evaluations, lana, voices
from wulfrun.assessment.wording import figure_text
from wulfrun.data.release import Release, sha256, write_json, write_rows
from wulfrun.publication.blocks import Heading, Links, Prose
from wulfrun.publication.pages.neighbourhood_voices import neighbourhood_blocks
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.words.reading_grade import HARDEST, reading_grade, sentences

VOICE = {"neighbourhood": "N01", "when": "2006-01-10", "said": "Too many break-ins.", "consultation": "",
         "done": "Gates on the back alleys.", "done_when": "2006-04-01", "agency": "police",
         "measure": "domestic-burglary"}  # fmt: skip
TABLES = {**voices.TABLES, **lana.TABLES, **evaluations.TABLES}
FALL = {"voice": "gates", "area_code": "N01", "area_name": "Ashmoor", "measure": "domestic-burglary",
        "reason": "", "before_period": "year to 2006-03", "before_count": 283.0, "before_lower": 251.0,
        "before_upper": 318.0, "after_period": "year to 2007-03", "after_count": 195.0, "after_lower": 168.6,
        "after_upper": 224.4, "change": -31.1, "lower": -42.9, "upper": -17.0, "verdict": "fell",
        "beside_rest": "less than elsewhere", "worst_year": False, "chosen_because": ""}  # fmt: skip
ASKED = {"area_code": "N01", "area_name": "Ashmoor", "issue": "litter", "votes": 10, "action": "Cleared"}


def blank(table: str, row: dict[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(TABLES[table].names) | row


def shelf_of(folder: Path) -> Shelf:
    write_release(folder)
    definition = json.loads((folder / "definition.json").read_text("utf-8"))
    waiting = VOICE | {
        "when": "2008-01-10",
        "said": "It is dark.",
        "done": "",
        "done_when": None,
        "agency": "",
    }
    lights = waiting | {"measure": "", "consultation": "autumn"}
    definition["voice"] = {"gates": VOICE, "lights": lights, "earlier": VOICE | {"when": "2005-03-01"}}
    definition["consultation"] = {"autumn": {"title": "Autumn meeting"}}
    definition["measure"]["racially-aggravated"]["suppress_below"] = 5
    write_json(folder / "definition.json", definition)
    rows: dict[str, list[dict[str, Any]]] = {
        voices.VOICES: [
            FALL,
            FALL | {"voice": "earlier"},
            FALL | {"voice": "lights", "measure": "", "reason": voices.NOT_DONE},
        ],
        lana.ASKED: [
            ASKED | {"chosen": "2008-01-10", "priority": "Rubbish at the shops", "status": "open"},
            ASKED | {"chosen": "2007-09-10", "priority": "Speeding", "status": "dealt with"},
            ASKED | {"chosen": "2005-09-10", "priority": "Long ago", "status": "dealt with"},
        ],
        evaluations.EVALUATIONS: [
            {"action": "burglary-1", "title": "Fit 500 locks", "measure": "domestic-burglary",
             "areas": "Ashmoor, Dunsley", "word": "agreed", "way": "lower"}
        ],
    }  # fmt: skip
    for name, found in rows.items():
        write_rows(folder, name, [blank(name, row) for row in found], TABLES[name])
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["tables"] |= {name: sha256(folder / f"{name}.parquet") for name in rows}
    write_json(folder / "manifest.json", manifest)
    release = Release(folder)
    return shelve(release, page_figures(release))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf_of(tmp_path_factory.mktemp("voices"))


def spoken(block: Prose) -> str:
    text = block.text
    for place, row in enumerate(block.rows):
        text = text.replace(f"\ue000{place}\ue001", figure_text(row["value"], "count"))
    return text


def told(shelf: Shelf, code: str) -> list[str]:
    found = neighbourhood_blocks(shelf, shelf.areas[code])
    return [spoken(each) if isinstance(each, Prose) else each.text if isinstance(each, Heading) else ""
            for each in found]  # fmt: skip


def test_what_was_said_done_and_changed_stand_together_the_latest_first(shelf: Shelf) -> None:
    text = "\n".join(told(shelf, "N01"))
    said = text.index("**You said** in January 2006: “Too many break-ins.”")
    did = text.index(
        "**We did:** Gates on the back alleys. Exampleton Police has done this since April 2006."
    )
    changed = text.index(
        "**What changed:** Domestic burglary fell by about 31% here. There were 283 in the year"
    )
    assert text.index("“It is dark.”") < said < did < changed
    assert "**You said** in January 2008 (Autumn meeting): “It is dark.”" in text
    assert "**We did:** nothing yet." in text
    assert "Nothing has been done yet that we know of." in text


def test_two_voices_about_one_thing_have_headings_of_their_own(shelf: Shelf) -> None:
    headings = [
        each.anchor for each in neighbourhood_blocks(shelf, shelf.areas["N01"]) if isinstance(each, Heading)
    ]
    assert "domestic-burglary" in headings
    assert "domestic-burglary-march-2005" in headings
    assert len(headings) == len(set(headings))


def test_what_got_worse_stands_first(shelf: Shelf) -> None:
    assert told(shelf, "N06")[1].startswith("- Anti-social behaviour rose by")


def test_the_figures_of_a_voice_lead_to_their_explanation(shelf: Shelf) -> None:
    blocks = neighbourhood_blocks(shelf, shelf.areas["N01"])
    rows = [row for each in blocks if isinstance(each, Prose) for row in each.rows]
    shown = [(row["measure"], row["period"], row["value"]) for row in rows]
    assert ("domestic-burglary", "year to 2006-03", 283.0) in shown
    assert ("domestic-burglary", "year to 2007-03", 195.0) in shown


def test_what_people_chose_in_the_latest_year_is_counted_and_the_rest_is_linked(shelf: Shelf) -> None:
    text = "\n".join(told(shelf, "N01"))
    assert "In the year to January 2008 you chose two things to put right." in text
    assert "Of these one was dealt with. We still work on one of them." in text
    assert "Rubbish at the shops. We still work on it." in text
    assert "Long ago" not in text
    links = [
        each.pages for each in neighbourhood_blocks(shelf, shelf.areas["N01"]) if isinstance(each, Links)
    ]
    assert (("topics/lana/N01.html", "All that people here asked for"),) in [tuple(each) for each in links]


def test_an_action_that_was_tested_here_is_told_with_what_was_found(shelf: Shelf) -> None:
    assert "There was less of what it was to change than we would expect" in "\n".join(told(shelf, "N01"))
    assert "Did it work?" in told(shelf, "N04")
    assert "Did it work?" not in told(shelf, "N02")


def test_a_place_of_which_nothing_is_noted_says_so_and_how_to_be_heard(shelf: Shelf) -> None:
    text = "\n".join(told(shelf, "N02"))
    assert "We have no note of what people here have said." in text
    assert "Contact: safer@exampleton.example." in text


def test_a_kept_back_figure_is_nowhere_on_the_page(shelf: Shelf) -> None:
    assert "31337" not in "\n".join(told(shelf, "N03")).replace(",", "")


def test_nothing_that_keeps_small_numbers_back_is_told_by_neighbourhood(shelf: Shelf) -> None:
    text = "\n".join(told(shelf, "N01"))
    assert "robbery" in text
    assert "racially" not in text.lower()
    assert "domestic abuse" not in text.lower()


def test_areas_of_other_levels_have_no_such_part(shelf: Shelf) -> None:
    assert neighbourhood_blocks(shelf, shelf.areas["PRIORITY"]) == []


@pytest.mark.parametrize("code", ["N01", "N02", "N03", "N04"])
def test_every_sentence_can_be_read(shelf: Shelf, code: str) -> None:
    blocks = neighbourhood_blocks(shelf, shelf.areas[code])
    for text in (spoken(each) for each in blocks if isinstance(each, Prose)):
        for each in sentences(text.replace(" Contact: safer@exampleton.example.", "")):
            assert reading_grade(each) <= HARDEST, each
