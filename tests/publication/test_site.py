"""The site as a whole: sound HTML, links that arrive, numbers of the release and no others."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pyarrow.parquet as pq
import pypdfium2
import pytest
from small_release import write_release
from small_tables import CANARY

from wulfrun.data.release import Release
from wulfrun.publication.page import anchor
from wulfrun.publication.site import write_site


@cache
def _parsed(path: Path) -> Element:
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        path.read_text("utf-8")
    )
    return root


def _printed(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def _all(root: Element, name: str) -> Iterator[Element]:
    return root.iter(name)


def test_every_kind_of_page_is_there(site: Path) -> None:
    kinds = {
        "index.html", "targets.html", "priorities.html", "gap.html", "data-quality.html", "sources.html",
        "definitions.html", "changes.html", "accessibility.html", "measures/index.html", "measures/psa1.html",
        "areas/index.html", "areas/N01.html", "explanations/psa1.html", "targets/cut-psa1.html",
        "search.html", "editions.html",
    }  # fmt: skip
    assert kinds <= {page.relative_to(site).as_posix() for page in _pages(site)}


def test_every_page_is_valid_html_with_one_heading_a_title_and_a_language(site: Path) -> None:
    for page in _pages(site):
        root = _parsed(page)
        assert len(list(_all(root, "h1"))) == 1, page
        assert root.get("lang") == "en-GB", page
        assert "".join(next(_all(root, "title")).itertext()).strip(), page


def test_headings_never_skip_a_level(site: Path) -> None:
    for page in _pages(site):
        levels = [int(each.tag[1]) for each in _parsed(page).iter() if re.fullmatch("h[1-6]", str(each.tag))]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (
            page,
            levels,
        )


def test_every_id_is_used_once_on_a_page(site: Path) -> None:
    for page in _pages(site):
        ids = [each.get("id") for each in _parsed(page).iter() if each.get("id")]
        assert len(ids) == len(set(ids)), (page, {each for each in ids if ids.count(each) > 1})


def test_every_internal_link_and_image_arrives(site: Path) -> None:
    for page in _pages(site):
        for element in _parsed(page).iter():
            address = element.get("href") or element.get("src")
            if not address or urlsplit(address).scheme or address.startswith("editions/"):
                continue
            path, _, fragment = unquote(address).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, address)
            if fragment:
                assert any(each.get("id") == fragment for each in _parsed(target).iter()), (page, address)


def test_nothing_is_asked_of_another_site_and_only_the_search_has_scripts(site: Path) -> None:
    scripts = ["static/minisearch.min.js", "search-index.js", "static/search.js"]
    for page in _pages(site):
        found = [each.get("src") for each in _all(_parsed(page), "script")]
        assert found == (scripts if page == site / "search.html" else []), page
        assert not any("".join(each.itertext()).strip() for each in _all(_parsed(page), "script")), page
        for element in _parsed(page).iter():
            if element.tag in ("img", "link", "iframe", "source"):
                assert not urlsplit(element.get("src") or element.get("href") or "").netloc, page
            assert not [name for name in element.attrib if str(name).startswith("on")], page
    for style in site.rglob("*.css"):
        text = style.read_text("utf-8")
        assert "@import" not in text and "url(" not in text and "GDS Transport" not in text, style


def _address(row: dict[str, Any]) -> str:
    base = row["measure"].partition(".")[0]
    return f"{base}.html#{anchor(row['measure'], row['area_code'], row['period'])}"


def test_every_figure_on_a_page_equals_the_release_and_links_to_its_explanation(
    release: Release, site: Path
) -> None:
    rows, seen = {_address(row): row for row in release.rows("figures")}, 0
    for page in _pages(site):
        for link in _all(_parsed(page), "a"):
            data = link.find("data")
            key = (link.get("href") or "").rpartition("/")[2]
            if data is None or "#target." in key or key.endswith("#gap"):
                continue
            row = rows[key]
            assert not row["suppressed"]
            assert float(data.get("value") or "nan") == row["value"], (page, key)
            shown = float(re.sub(r"[,%+]", "", data.text or "").replace("−", "-"))
            assert shown == pytest.approx(row["value"], abs=0.051), (page, key)
            seen += 1
    assert seen > 500


def test_every_target_figure_on_a_page_equals_the_release(release: Release, site: Path) -> None:
    targets, seen = {row["target"]: row for row in release.rows("targets")}, 0
    for link in _all(_parsed(site / "targets.html"), "a"):
        data = link.find("data")
        if data is not None and "#target." in (link.get("href") or ""):
            row = targets[str(link.get("href")).rpartition("#target.")[2]]
            assert float(data.get("value") or "nan") in {
                each for each in row.values() if isinstance(each, float)
            }
            seen += 1
    assert seen > 20


def test_a_suppressed_number_stands_nowhere_in_what_is_published(out: Path) -> None:
    assert int(CANARY) == 31337
    found = re.compile(r"(?<![\d.])31,?337(?!\d)")
    searched = 0
    for path in sorted(out.rglob("*")):
        if path.suffix == ".parquet":
            assert CANARY not in [
                each for column in pq.read_table(path).columns for each in column.to_pylist()
            ]
        elif path.suffix == ".pdf":
            assert not found.search(_printed(path)), path
        elif path.is_file():
            assert not found.search(path.read_text("utf-8")), path
            searched += 1
    assert searched > 50


def test_a_suppressed_figure_is_shown_as_suppressed_and_explained(site: Path) -> None:
    page = _parsed(site / "areas" / "N03.html")
    links = [link for link in _all(page, "a") if link.text == "suppressed"]
    assert links
    target = (links[0].get("href") or "").partition("#")[2]
    explained = _parsed(site / "explanations" / "domestic-abuse.html")
    row = next(each for each in explained.iter("tr") if each.get("id") == target)
    assert "small" in "".join(row.itertext())


def test_every_chart_has_alternative_text_a_caption_and_its_table(site: Path) -> None:
    seen = 0
    for page in _pages(site):
        for figure in _all(_parsed(page), "figure"):
            image = figure.find("img")
            assert image is not None and len(image.get("alt") or "") > 20, page
            assert figure.find("figcaption") is not None, page
            assert figure.find(".//details//table") is not None, page
            # A frame leads to the page that has the file; how a strategy hangs together is words, not data.
            drawn = (image.get("src") or "").rpartition("/")[2]
            if page.parent.name != "embed" and not drawn.startswith("strategy-"):
                assert any((link.get("href") or "").endswith(".csv") for link in _all(figure, "a")), page
            seen += 1
        assert len(list(_all(_parsed(page), "img"))) == len(list(_all(_parsed(page), "figure"))), page
    assert seen > 25


def test_every_table_has_a_caption_and_scoped_headers_in_a_named_region(site: Path) -> None:
    for page in _pages(site):
        regions = [
            each
            for each in _all(_parsed(page), "div")
            if each.get("role") == "region" and each.get("tabindex")
        ]
        names = [each.get("aria-label") for each in regions]
        assert all(names) and len(names) == len(set(names)), (page, names)
        tables = [each for region in regions for each in _all(region, "table")]
        assert len(tables) == sum(1 for _ in _all(_parsed(page), "table")), page
        for table in tables:
            assert table.find("caption") is not None, page
            assert all(each.get("scope") in ("row", "col") for each in _all(table, "th")), page


def test_no_page_is_heavier_than_200_kilobytes(site: Path) -> None:
    sizes = {page.relative_to(site).as_posix(): page.stat().st_size for page in _pages(site)}
    assert max(sizes.values()) < 200_000, sizes


def test_the_same_release_gives_the_same_bytes(release: Release, site: Path, tmp_path: Path) -> None:
    again = write_site(Release(release.path), tmp_path / "site", cache=tmp_path / "drawings")
    for path in again:
        assert path.read_bytes() == (site / path.relative_to(tmp_path / "site")).read_bytes(), path


def test_the_banner_of_invented_data_is_on_every_page_or_on_none(site: Path, tmp_path: Path) -> None:
    assert all("Invented data." in page.read_text("utf-8") for page in _pages(site))
    real = write_release(tmp_path / "release", invented=False)
    write_site(real, tmp_path / "site", cache=tmp_path / "drawings")
    assert not any("Invented data." in page.read_text("utf-8") for page in _pages(tmp_path / "site"))
