"""The public summary says in plain words what came first, what got better or worse, and what is not known."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from small_release import write_release

from wulfrun.assessment.topics import voices
from wulfrun.assessment.wording import figure_text
from wulfrun.data.release import Release, sha256, write_json, write_rows
from wulfrun.publication.blocks import Heading, Lead, Picture, Prose
from wulfrun.publication.documents.document import Document
from wulfrun.publication.documents.public_summary import (
    better_and_worse,
    city_changes,
    document,
    first_sentence,
    tasks_words,
)
from wulfrun.publication.pdf import can_print
from wulfrun.publication.shelf import Shelf, page_figures, shelve
from wulfrun.publication.site import write_site
from wulfrun.words.reading_grade import HARDEST, reading_grade, sentences

NAMES = "**We are:** Exampleton Police."
BECAUSE = "Every third home was burgled. That is too many."
CONSULTED = {"title": "Autumn meeting", "kind": "public meeting", "when": "2007-10-02", "reached": 240,
             "said": ["Fewer break-ins.", "More lights"], "agencies": [], "priorities": [],
             "place": ""}  # fmt: skip
VOICE = {"neighbourhood": "N01", "when": "2006-01-10", "said": "Too many break-ins.", "consultation": "",
         "done": "Gates on the alleys.", "done_when": "2006-04-01", "agency": "police",
         "measure": "domestic-burglary"}  # fmt: skip
FALL = {"voice": "gates", "area_code": "N01", "area_name": "Ashmoor", "measure": "domestic-burglary",
        "reason": "", "before_period": "year to 2006-03", "before_count": 283.0, "before_lower": 251.0,
        "before_upper": 318.0, "after_period": "year to 2007-03", "after_count": 195.0, "after_lower": 168.6,
        "after_upper": 224.4, "change": -31.1, "lower": -42.9, "upper": -17.0, "verdict": "fell",
        "beside_rest": "less than elsewhere", "worst_year": False, "chosen_because": ""}  # fmt: skip


def declared(folder: Path) -> Release:
    write_release(folder)
    definition = json.loads((folder / "definition.json").read_text("utf-8"))
    definition["voice"] = {"gates": VOICE}
    definition["consultation"] = {"autumn": CONSULTED}
    definition["priority"]["burglary"]["because"] = BECAUSE
    police = definition["agency"]["police"]
    police["duty"] = "responsible authority"
    later = police | {"name": "Exampleton Probation Trust", "since": "2010-04-01"}
    definition["agency"]["trust"] = later
    definition["measure"]["racially-aggravated"]["plain"] = "crimes driven by hate of a race"
    definition["measure"]["domestic-abuse"]["theme"] = "Domestic abuse"
    write_json(folder / "definition.json", definition)
    schema = voices.TABLES[voices.VOICES]
    write_rows(folder, voices.VOICES, [dict.fromkeys(schema.names) | FALL], schema)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["tables"][voices.VOICES] = sha256(folder / f"{voices.VOICES}.parquet")
    write_json(folder / "manifest.json", manifest)
    return Release(folder)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    release = declared(tmp_path_factory.mktemp("declared"))
    return shelve(release, page_figures(release))


def made(shelf: Shelf) -> Document:
    found = document(shelf)
    assert found is not None
    return found


def spoken(block: Lead | Prose) -> str:
    text = block.text
    for place, row in enumerate(getattr(block, "rows", ())):
        text = text.replace(f"\ue000{place}\ue001", figure_text(row["value"], "count"))
    return text


def parts(shelf: Shelf) -> dict[str, str]:
    """The text under each heading."""
    found, heading = {"": ""}, ""
    for each in made(shelf).chapters[0].blocks:
        if isinstance(each, Heading):
            heading = each.text
            found[heading] = ""
        elif isinstance(each, Lead | Prose):
            found[heading] += spoken(each) + "\n"
    return found


def test_the_summary_goes_from_who_we_are_to_where_to_read_more(shelf: Shelf) -> None:
    assert list(parts(shelf)) == [
        "", "Who we are", "What we put first", "What got better", "What got worse",
        "What we are not sure about", "What you told us, and what we did", "What you can do", "Read more",
    ]  # fmt: skip
    assert made(shelf).kind == "summary"
    assert len(made(shelf).chapters) == 1


def test_only_the_authorities_of_the_strategys_first_day_are_named(shelf: Shelf) -> None:
    assert "**We are:** Exampleton Police." in parts(shelf)["Who we are"]
    assert "Trust" not in parts(shelf)["Who we are"]


def test_what_got_better_and_worse_are_kept_apart_by_what_was_tested(shelf: Shelf) -> None:
    found = parts(shelf)
    assert "PSA1 basket of ten crime types fell by" in found["What got better"]
    assert "Domestic abuse offences rose by" in found["What got better"]
    assert "That is what we want." in found["What got better"]
    assert "nuisance" not in found["What got better"]
    for text in (found["What got better"], found["What got worse"]):
        assert "cannot say" not in text
    assert "chance alone" in found["What we are not sure about"]


def test_what_got_worse_is_told_though_something_else_of_its_theme_did_not(shelf: Shelf) -> None:
    changes = city_changes(shelf)
    worse = [measure["title"] for measure, said in changes if said.tone == "bad"]
    assert worse == ["Anti-social behaviour"]
    assert "Anti-social behaviour rose by" in parts(shelf)["What got worse"]
    calm = [each for each in changes if each[1].tone != "bad"]
    assert any("got clearly worse" in each.text for each in better_and_worse(calm) if isinstance(each, Prose))
    bad = replace(changes[0][1], tone="bad", text="Litter rose from {0} to {1}.")
    theme = changes[0][0]["theme"]
    many = [*changes, *[({"theme": theme}, bad)] * 5]
    blocks = [each for each in better_and_worse(many) if isinstance(each, Prose)]
    text = "\n".join(spoken(each) for each in blocks)
    assert text.count("Litter rose") + text.count("Anti-social") == 3
    assert "There are [three more counts that got worse](/measures/index.html)." in text
    assert "Nothing that we track" not in text


def test_every_figure_in_the_text_leads_to_its_explanation(shelf: Shelf) -> None:
    blocks = [each for each in made(shelf).chapters[0].blocks if isinstance(each, Prose)]
    marks = sum(each.text.count("\ue000") for each in blocks)
    assert marks == sum(len(each.rows) for each in blocks) >= 6
    for row in (row for each in blocks for row in each.rows):
        assert {"measure", "area_code", "period", "value"} <= set(row)


def test_priorities_stand_with_why_and_with_what_is_done(shelf: Shelf) -> None:
    text = parts(shelf)["What we put first"]
    assert "**Safer homes.** Every third home was burgled. Our one task is done." in text
    assert "That is too many" not in text


def test_what_people_said_stands_with_what_was_done_and_what_changed(shelf: Shelf) -> None:
    text = parts(shelf)["What you told us, and what we did"]
    assert "We asked 240 people what should come first." in text
    assert "You said: Fewer break-ins." in text
    assert "In Ashmoor you said: “Too many break-ins.” **We did:** Gates on the alleys." in text
    assert "There were 283 in the year to March 2006, and 195 in the year to March 2007." in text


def test_at_most_one_chart_is_shown(shelf: Shelf) -> None:
    (chart,) = (each.chart for each in made(shelf).chapters[0].blocks if isinstance(each, Picture))
    assert chart.title.startswith("PSA1 basket of ten crime types: from")


def test_every_sentence_can_be_read(shelf: Shelf) -> None:
    for text in parts(shelf).values():
        for each in sentences(text.replace("Contact: safer@exampleton.example.", "").replace(NAMES, "")):
            assert reading_grade(each) <= HARDEST, each


def test_the_grade_that_the_summary_tells_is_that_of_its_text(shelf: Shelf) -> None:
    last = made(shelf).chapters[0].blocks[-1]
    assert isinstance(last, Prose)
    text = "\n".join(list(parts(shelf).values())).replace(last.text, "")
    told = float(last.text.split("grade ")[1].split(" ")[0])
    assert abs(told - reading_grade(text)) < 1


def test_a_kept_back_figure_is_nowhere_in_it(shelf: Shelf) -> None:
    assert "31337" not in str(made(shelf)).replace(",", "")


@pytest.mark.skipif(not can_print(), reason="Pango is not installed")
def test_the_summary_prints_on_two_pages(tmp_path: Path) -> None:
    release = declared(tmp_path / "release")
    write_site(release, tmp_path / "site", cache=tmp_path / "drawings")
    assert len(pypdfium2.PdfDocument(str(tmp_path / "site" / "documents" / "public-summary.pdf"))) <= 2


@pytest.mark.parametrize(
    ("done", "of", "words"),
    [
        (0, 1, "Our one task is not done yet."),
        (0, 3, "Our three tasks are not done yet."),
        (1, 1, "Our one task is done."),
        (1, 3, "One of our three tasks is done."),
        (2, 3, "Two of our three tasks are done."),
        (12, 12, "All of our 12 tasks are done."),
    ],
)
def test_tasks_are_counted_in_words(done: int, of: int, words: str) -> None:
    assert tasks_words(done, of) == words


def test_the_first_sentence_of_a_reason_is_enough() -> None:
    assert first_sentence("Homes come first. They matter.") == "Homes come first."
    assert first_sentence("Homes come first") == "Homes come first"


def test_a_release_without_figures_has_no_summary(tmp_path: Path) -> None:
    empty: Any = type("Empty", (), {"measures": {}})()
    assert document(empty) is None
