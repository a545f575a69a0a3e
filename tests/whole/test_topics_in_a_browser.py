"""Every topic page of the example, on a phone and at a desk, as axe and a narrow window meet it."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.xdist_group("whole"), pytest.mark.browser]
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
_OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true })"


@pytest.mark.parametrize("size", SIZES)
def test_no_topic_page_has_a_barrier_or_is_too_wide(browser: Any, usual: Path, size: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    site = usual / "out" / "site"
    pages = sorted((site / "topics").rglob("*.html"))
    first_of_each_folder = {path.parent: path for path in reversed(pages)}.values()
    shown = {
        *(site / "topics").glob("*.html"),
        *first_of_each_folder,
        site / "targets.html",
        site / "gap.html",
    }
    assert len(shown) > 15
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    found = {}
    for path in sorted(shown):
        page.goto(path.as_uri())
        page.evaluate(_OPEN)
        barriers = [(each["id"], len(each["nodes"])) for each in Axe().run(page).response["violations"]]
        if barriers or page.evaluate("document.documentElement.scrollWidth") > width:
            found[path.relative_to(site).as_posix()] = barriers
    page.close()
    assert found == {}
