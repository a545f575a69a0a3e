"""Pages by keyboard alone: everything is reached in order, what is reached is seen, and nothing traps."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = ("index.html", "measures/psa1.html", "areas/N03.html", "search.html", "documents/index.html")
# What holds the focus: its place in the order of the page, and whether the eye can see that it does.
FOCUSED = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return {
    at: [...document.querySelectorAll('*')].indexOf(each),
    name: each.tagName + '.' + each.className,
    seen: (outlined || style.boxShadow !== 'none') && box.width > 0 && box.height > 0,
  };
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
  .filter(each => each.checkVisibility() && each.getClientRects().length).length"""


@pytest.mark.parametrize("path", PAGES)
def test_tab_walks_through_everything_in_order_and_what_has_the_focus_is_seen(
    browser: Any, address: str, path: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{path}")
    whole = page.evaluate(REACHABLE)
    walked = []
    for _ in range(whole + 5):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or (walked and found["at"] <= walked[-1]["at"]):
            break
        walked.append(found)
    page.close()
    assert len(walked) == whole
    assert [each["name"] for each in walked if not each["seen"]] == []


def test_the_first_tab_reaches_the_skip_link_and_it_leads_to_the_content(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/measures/psa1.html")
    assert page.locator(".govuk-skip-link").bounding_box()["height"] <= 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    assert page.locator(".govuk-skip-link").bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.close()
    assert inside


def test_a_wide_table_is_scrolled_with_the_arrow_keys(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/areas/N03.html")
    page.locator(".wf-scroll:visible").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.close()


def test_the_numbers_behind_a_chart_are_opened_with_the_space_bar(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/measures/psa1.html")
    page.locator(".wf-chart summary").first.focus()
    page.keyboard.press("Space")
    assert page.locator(".wf-chart details").first.get_attribute("open") is not None
    page.close()
