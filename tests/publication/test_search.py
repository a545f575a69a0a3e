"""Everything that can be looked for is in the index, and in the list for whoever has no JavaScript."""

import json
import re
from pathlib import Path
from typing import Any


def _index(site: Path) -> list[list[Any]]:
    text = (site / "search-index.js").read_text("utf-8")
    found: list[list[Any]] = json.loads(text.removeprefix("window.wulfrunSearch = ").removesuffix(";\n"))
    return found


def test_measures_areas_words_documents_targets_and_priorities_can_be_found(site: Path) -> None:
    found = {(title, kind) for title, kind, _, _ in _index(site)}
    assert {
        ("Domestic burglary", "Measure"),
        ("Ashmoor", "Neighbourhood"),
        ("95% interval", "Definition"),
        ("Cut the basket by a fifth", "Target"),
        ("Safer homes", "Priority"),
        ("Closing the gap", "Page"),
    } <= found
    assert any(title.startswith("Strategic assessment") and kind == "Document" for title, kind in found)


def test_every_address_of_the_index_is_there(site: Path) -> None:
    for _, _, path, _ in _index(site):
        name, _, place = path.partition("#")
        html = (site / name).read_text("utf-8")
        assert not place or f'id="{place}"' in html, path


def test_every_page_can_be_found_but_explanations_frames_and_the_search_itself(site: Path) -> None:
    listed = {path.partition("#")[0] for _, _, path, _ in _index(site)}
    pages = {page.relative_to(site).as_posix() for page in site.rglob("*.html")}
    left_out = {page for page in pages if page.startswith(("explanations/", "embed/"))}
    assert pages - left_out - listed == {"search.html"}


def test_a_measure_is_found_by_its_theme_and_a_word_by_what_it_means(site: Path) -> None:
    words = {title: words for title, _, _, words in _index(site)}
    assert "Burglary" in words["Domestic burglary"]
    assert "withheld" in words["Suppressed"]


def test_the_list_from_a_to_z_holds_all_that_the_index_holds(site: Path) -> None:
    html = (site / "search.html").read_text("utf-8")
    listed = re.findall(
        r'<li><a class="govuk-link" href="([^"#]+(?:#[^"]+)?)">[^<]+</a> <span class="wf-kind">', html
    )
    assert sorted(listed) == sorted(path for _, _, path, _ in _index(site))


def test_every_page_leads_to_the_search_with_a_labelled_form(site: Path) -> None:
    for page in site.rglob("*.html"):
        if page.parent.name == "embed" or page.name == "search.html":
            continue
        html = page.read_text("utf-8")
        assert 'role="search"' in html and 'for="site-search"' in html and 'id="site-search"' in html, page
