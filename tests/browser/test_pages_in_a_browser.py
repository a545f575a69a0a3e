"""Pages as people meet them: on a phone, at a desk, by keyboard, with a screen reader."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "index.html", "targets.html", "priorities.html", "gap.html", "data-quality.html", "sources.html",
    "definitions.html", "changes.html", "accessibility.html", "measures/index.html", "measures/asb.html",
    "areas/index.html", "areas/N03.html", "explanations/domestic-abuse.html",
)  # fmt: skip
SIZES = {"phone": (390, 844), "desk": (1280, 900)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_barrier_that_axe_can_find(browser: Any, address: str, path: str, size: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport=dict(zip(("width", "height"), SIZES[size], strict=True)))
    page.goto(f"{address}/{path}")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(page).response["violations"]
    page.close()
    assert not [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(browser: Any, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/{path}")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 390


def test_no_request_leaves_the_site(browser: Any, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(f"{address}/{path}")
    page.close()
    assert len(asked) > len(PAGES)
    assert not [url for url in asked if not url.startswith((address, "data:"))]


def test_the_first_tab_reaches_the_skip_link_and_it_leads_to_the_content(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/measures/psa1.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.close()
    assert inside


def test_a_figure_leads_to_the_row_that_explains_it(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/areas/N01.html")
    link = page.locator("a.wf-figure:has(data):visible").first
    shown = link.inner_text()
    link.click()
    told = page.locator("tr:target").inner_text()
    page.close()
    assert shown in told and "Ashmoor" in told


def test_everything_can_be_read_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="Targets", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Progress against targets"
    context.close()
