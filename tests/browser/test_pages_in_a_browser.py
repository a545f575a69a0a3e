"""Pages as people meet them: on a phone, at a desk, in the dark, with a screen reader."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true })"
# Made only where a release has topics, or a document several chapters: looked at on the example.
ON_THE_EXAMPLE = {"topic.html", "topics.html", "chapter.html"}


def test_the_small_release_has_a_page_of_every_other_kind(release: Any, site: Any) -> None:
    from page_kinds import kinds, templates

    assert templates() - set(kinds(release, site)) <= ON_THE_EXAMPLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_barrier_that_axe_can_find_or_is_too_wide(
    browser: Any, address: str, pages: list[str], size: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    found = {}
    for path in pages:
        page.goto(f"{address}/{path}")
        page.evaluate(OPEN)
        barriers = [
            (each["id"], [node["target"] for node in each["nodes"]][:3])
            for each in Axe().run(page).response["violations"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if barriers or wide > width:
            found[path] = (wide, barriers)
    page.close()
    assert found == {}


def test_a_search_that_found_something_has_no_barrier(browser: Any, address: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.goto(f"{address}/search.html?q=burglary")
    page.locator("#search-found a").first.wait_for()
    found = [each["id"] for each in Axe().run(page).response["violations"]]
    page.close()
    assert found == []


def test_no_request_leaves_the_site(browser: Any, address: str, pages: list[str]) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in pages:
        page.goto(f"{address}/{path}")
    page.close()
    assert len(asked) > len(pages)
    assert not [url for url in asked if not url.startswith((address, "data:"))]


def test_nothing_jumps_while_pictures_come(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/measures/psa1.html")
    page.wait_for_load_state("load")
    seen = """() => [...document.querySelectorAll('img')].map(each =>
        [each.complete && each.naturalWidth > 0, each.getBoundingClientRect().height])"""
    before = page.evaluate(seen)
    page.evaluate("document.querySelectorAll('img').forEach(each => { each.loading = 'eager' })")
    page.wait_for_function("[...document.querySelectorAll('img')].every(each => each.complete)")
    after = page.evaluate(seen)
    page.close()
    assert after and all(loaded for loaded, _ in after)
    assert [round(height) for _, height in before] == [round(height) for _, height in after]


def test_a_dark_page_is_dark_and_its_charts_stay_light(browser: Any, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{address}/measures/psa1.html")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    chart = page.evaluate("getComputedStyle(document.querySelector('.wf-chart img')).backgroundColor")
    page.close()
    assert ground == "rgb(20, 23, 26)" and chart == "rgb(255, 255, 255)"


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


def test_a_chart_shows_within_another_site_and_leads_back_out_of_its_frame(
    browser: Any, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/measures/psa1.html")
    page.evaluate(OPEN)
    code = page.locator(".wf-embed code").first.inner_text()
    page.set_content(code.replace('src="', f'src="{address}/'))
    frame = page.frame_locator("iframe")
    assert frame.locator("img").evaluate("each => each.decode().then(() => each.naturalWidth)") > 0
    frame.locator("figcaption a").click()
    page.wait_for_url("**/measures/psa1.html")
    page.close()
