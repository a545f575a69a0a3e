"""A partnership may publish in Welsh: the words of pages are translated, and what stays English says so."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from small_release import write_release

from wulfrun.publication.language import lang_of, message, translated, translations, when_in
from wulfrun.publication.page import Citations, environment, render
from wulfrun.publication.shelf import page_figures, shelve
from wulfrun.publication.site import compose

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "src" / "wulfrun" / "publication" / "locale"
WELSH = LOCALE / "cy" / "LC_MESSAGES" / "wulfrun.po"
TEMPLATES = LOCALE.parent / "templates"
HOLES = re.compile(r"%\(\w+\)s|%%")


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Pages of the small release by path, published in Welsh."""
    release = write_release(tmp_path_factory.mktemp("welsh"), language="cy")
    shelf = shelve(release, page_figures(release))
    pages = compose(shelf, [])
    made = environment(shelf.measures, Citations(), shelf.partnership["language"])
    common = {"partnership": shelf.partnership, "manifest": release.manifest, "printed": set(), "address": "",
              "through": release.manifest["through"], "present": {page.path for page in pages}}  # fmt: skip
    wanted = ("index.html", "targets.html", "measures/psa1.html", "areas/N01.html", "data-quality.html",
              "definitions.html", "sources.html", "priorities.html", "accessibility.html")  # fmt: skip
    return {page.path: render(made, page, common) for page in pages if page.path in wanted}


def test_a_welsh_page_says_so_and_its_frame_is_welsh(welsh: dict[str, str]) -> None:
    assert len(welsh) == 9
    for path, html in welsh.items():
        assert '<html lang="cy"' in html, path
        assert "Neidio i&#39;r prif gynnwys" in html or "Neidio i'r prif gynnwys" in html, path
        for words in (
            "Trosolwg",
            "Targedau",
            "Blaenoriaethau",
            "Ansawdd y data",
            "Ffynonellau",
            "Diffiniadau",
        ):
            assert words in html, (path, words)
        assert "Skip to main content" not in html


def test_heads_of_tables_statuses_and_buttons_are_welsh(welsh: dict[str, str]) -> None:
    assert "Gweld y rhifau" in welsh["measures/psa1.html"]
    assert "Lawrlwytho fel CSV" in welsh["measures/psa1.html"]
    assert ">Ffigur</th>" in welsh["measures/psa1.html"]
    assert "Cyflawnwyd" in welsh["targets.html"]
    assert "Beth sydd wedi newid yma" in welsh["areas/N01.html"]


def test_months_are_welsh(welsh: dict[str, str]) -> None:
    assert "Mawrth 2008" in welsh["index.html"]
    assert when_in("cy", "year to 2008-03") == "y 12 mis hyd at Mawrth 2008"
    assert when_in("en", "year to 2008-03") == "the 12 months to March 2008"
    assert when_in("cy", "2007/08") == "2007/08"


def test_sentences_that_stay_english_say_that_they_are(welsh: dict[str, str]) -> None:
    assert re.search(r'<span lang="en-GB">[^<]*95% sure', welsh["index.html"])
    assert 'class="wf-prose" lang="en-GB"' in welsh["areas/N01.html"]
    assert 'lang="en-GB">PSA1 basket of ten crime types' in welsh["measures/psa1.html"]
    assert str(lang_of("cy", "Overview")) == str(lang_of("en", "Burglary")) == ""


def test_an_english_page_has_no_mark_of_language_but_its_own(site: Path) -> None:
    html = (site / "index.html").read_text("utf-8")
    assert '<html lang="en-GB"' in html
    assert html.count("lang=") == 1


def test_percent_signs_are_shown_as_they_are(welsh: dict[str, str], site: Path) -> None:
    for html in (*welsh.values(), *(path.read_text("utf-8") for path in site.glob("*.html"))):
        assert "%%" not in html
        assert not re.search(r"%\(\w+\)s", html)


def bare_words(template: str) -> list[str]:
    """Words of a template that no catalogue can translate: outside of Jinja, in texts and in attributes."""
    text = re.sub(r"{% trans.*?endtrans %}|{{.*?}}|{%.*?%}|{#.*?#}", "", template, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', text)
    shown = re.sub(r"<[^>]*>", "\n", text).splitlines()
    return [each.strip() for each in (*labels, *shown) if re.search("[A-Za-z]{2}", each)]


def test_no_template_holds_words_that_cannot_be_translated() -> None:
    found = {path.name: bare_words(path.read_text("utf-8")) for path in TEMPLATES.glob("*.html")}
    assert len(found) > 20
    assert {name: words for name, words in found.items() if words} == {}
    assert bare_words('<p aria-label="Name">{{ _("Said") }} so</p>') == ["Name", "so"]


def test_every_welsh_message_keeps_the_holes_and_links_of_the_english() -> None:
    with WELSH.open("rb") as file:
        found = [each for each in read_po(file, "cy") if each.id and isinstance(each.id, str) and each.string]
    assert len(found) >= 80
    for each in found:
        assert sorted(HOLES.findall(str(each.string))) == sorted(HOLES.findall(each.id)), each.id
        assert re.findall(r"<[^>]+>", str(each.string)) == re.findall(r"<[^>]+>", each.id), each.id


def test_no_welsh_message_passes_as_checked_that_is_not() -> None:
    with WELSH.open("rb") as file:
        catalogue = read_po(file, "cy")
    assert "No Welsh speaker has checked these" in catalogue.header_comment
    assert all(each.fuzzy for each in catalogue if each.id and isinstance(each.id, str) and each.string)


def test_english_needs_no_catalogue_and_marked_words_stay_as_they_are() -> None:
    assert translations("en").gettext("Overview") == "Overview"
    assert message("Overview") == "Overview"
    assert translated("cy", "Overview") == "Trosolwg"
    assert translated("cy", "Robbery") == "Robbery"
    assert translated("cy", "") == ""
