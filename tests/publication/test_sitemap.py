"""Search engines are told of every page, once it is known where the site stands."""

from pathlib import Path
from xml.etree import ElementTree

ROOT = "https://safer.example/data/"


def test_the_sitemap_names_every_page_once(placed: Path) -> None:
    tree = ElementTree.parse(placed / "sitemap.xml").getroot()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [str(each.text) for each in tree.findall("s:url/s:loc", space)]
    pages = [path for path in placed.rglob("*.html") if path.parent.name != "embed"]
    expected = {ROOT + path.relative_to(placed).as_posix().removesuffix("index.html") for path in pages}
    assert set(found) == expected and len(found) == len(expected)
    assert {each.text for each in tree.findall("s:url/s:lastmod", space)} == {"2008-03-31"}


def test_robots_are_shown_the_sitemap(placed: Path) -> None:
    assert f"Sitemap: {ROOT}sitemap.xml" in (placed / "robots.txt").read_text("utf-8")


def test_every_page_names_its_own_address(placed: Path) -> None:
    html = (placed / "areas" / "N01.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ROOT}areas/N01.html">' in html
    assert f'<link rel="canonical" href="{ROOT}">' in (placed / "index.html").read_text("utf-8")


def test_without_an_address_there_is_no_sitemap_and_no_canonical_link(site: Path) -> None:
    assert not (site / "sitemap.xml").exists() and not (site / "robots.txt").exists()
    assert "canonical" not in (site / "index.html").read_text("utf-8")
