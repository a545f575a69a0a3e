"""Every page of the example is light enough for a slow telephone, and asks nothing of anybody else."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from wulfrun.data.release import Release

sys.path.insert(0, str(Path(__file__).parents[1] / "publication"))

pytestmark = pytest.mark.xdist_group("whole")
MOST = 200_000
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true })"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}


@pytest.fixture(scope="module")
def site(usual: Path) -> Path:
    return usual / "out" / "site"


@pytest.fixture(scope="module")
def kinds(usual: Path, site: Path) -> dict[str, list[str]]:
    from page_kinds import kinds

    return kinds(Release((usual / "store" / "current").resolve()), site)


def test_every_page_with_its_styles_and_scripts_stays_within_the_budget(site: Path) -> None:
    from page_kinds import weight

    sizes = {
        page.relative_to(site).as_posix(): weight(page.read_text("utf-8"), page, site)
        for page in sorted(site.rglob("*.html"))
    }
    assert len(sizes) > 300
    assert {path: size for path, size in sizes.items() if size > MOST} == {}


def test_no_page_names_anything_to_load_from_another_site(site: Path) -> None:
    loaded = r"img|script|iframe|source|link rel=\"(?:stylesheet|icon|preload)\""
    loads = re.compile(rf'<(?:{loaded})[^>]*(?:src|href)="(?!data:)([^"]+)"')
    for page in site.rglob("*.html"):
        for address in loads.findall(page.read_text("utf-8")):
            assert "//" not in address, (page, address)


def test_every_map_has_a_table_behind_it(usual: Path, site: Path) -> None:
    from page_kinds import every_page

    maps = 0
    for page in every_page(Release((usual / "store" / "current").resolve())):
        drawn = {chart.name for chart in page.charts if '"geoshape"' in json.dumps(chart.spec)}
        html = (site / page.path).read_text("utf-8") if drawn else ""
        figures = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
        for name in drawn:
            (figure,) = [each for each in figures if f"charts/{name}.svg" in each]
            assert figure.count("<tr") > 2, (page.path, name)
            maps += 1
    assert maps > 50


def test_the_example_has_a_page_of_every_kind(kinds: dict[str, list[str]]) -> None:
    from page_kinds import templates

    assert templates() - set(kinds) <= {"changes.html", "editions.html"}


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_has_a_barrier_is_too_wide_or_too_heavy(
    browser: Any, site: Path, kinds: dict[str, list[str]], size: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found: dict[str, Any] = {}
    for path in sorted(each for paths in kinds.values() for each in paths):
        asked.clear()
        page.goto((site / path).as_uri())
        loaded = {Path(url[7:]) for url in asked if url.startswith("file://")}
        assert len(loaded) == len({url for url in asked if not url.startswith("data:")}), asked
        weight = sum(each.stat().st_size for each in loaded if "map" not in each.name)
        page.evaluate(OPEN)
        barriers = [(each["id"], len(each["nodes"])) for each in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if barriers or wide > width or weight > MOST:
            found[path] = (wide, weight, barriers)
    page.close()
    assert found == {}
