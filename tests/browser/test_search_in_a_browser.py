"""The search as people use it: with typing mistakes, by keyboard, from a folder, and without JavaScript."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def search(browser: Any, site: Path) -> Any:
    """The search page opened from its folder, as someone who was handed the site opens it."""
    page = browser.new_page()
    page.goto((site / "search.html").as_uri())
    yield page
    page.close()


def _look(page: Any, words: str) -> list[str]:
    page.fill("#search-words", words)
    page.keyboard.press("Enter")
    return [str(each) for each in page.locator("#search-found a").all_inner_texts()]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("burglary", "Domestic burglary"),
        ("Ashmoor", "Ashmoor"),
        ("suppressed", "Suppressed"),
        ("strategic assessment", "Strategic assessment"),
        ("burglery", "Domestic burglary"),
        ("robery", "Robbery"),
        ("anti social", "Anti-social behaviour"),
    ],
)
def test_what_is_looked_for_comes_first(search: Any, words: str, first: str) -> None:
    assert _look(search, words)[0].startswith(first)


def test_how_many_were_found_is_announced(search: Any) -> None:
    said = search.locator("#search-said")
    assert said.get_attribute("role") == "status"
    found = _look(search, "burglary")
    assert said.inner_text() == f"{len(found)} results for “burglary”"
    assert _look(search, "xylophone") == []
    assert said.inner_text() == "Nothing was found for “xylophone”"


def test_results_come_while_typing_and_go_when_the_field_is_cleared(search: Any) -> None:
    search.locator("#search-words").press_sequentially("robb")
    search.locator("#search-found a").first.wait_for()
    search.fill("#search-words", "")
    search.wait_for_function("document.querySelectorAll('#search-found a').length === 0")
    assert search.locator("#search-said").inner_text() == ""


def test_from_the_first_page_a_word_is_found_by_keyboard_alone(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "site-search":
            break
    page.keyboard.type("ashmoor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=ashmoor")
    page.locator("#search-found a").first.wait_for()
    page.focus("#search-words")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ashmoor"
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/N01.html")
    page.close()


def test_without_javascript_the_list_from_a_to_z_serves(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "search.html").as_uri() + "?q=robbery")
    assert page.get_by_text("Searching needs JavaScript").is_visible()
    page.get_by_role("link", name="Robbery", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Robbery"
    context.close()
