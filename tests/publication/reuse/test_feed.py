"""New editions are announced in an Atom feed whose identifiers never change."""

import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SPACE = {"a": "http://www.w3.org/2005/Atom"}


def _feed(site: Path) -> Element:
    return ElementTree.parse(site / "feed.xml").getroot()


def _text(feed: Element, path: str) -> str:
    return str(feed.findtext(path, namespaces=SPACE))


def test_the_feed_has_what_atom_demands(site: Path) -> None:
    feed = _feed(site)
    for name in ("id", "title", "updated", "author/a:name"):
        assert _text(feed, f"a:{name}").strip(), name
    moments = [str(each.text) for each in feed.iter(f"{{{SPACE['a']}}}updated")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", each) for each in moments)


def test_an_edition_is_an_entry_with_its_day_and_its_data(site: Path) -> None:
    (entry,) = _feed(site).findall("a:entry", SPACE)
    assert _text(entry, "a:title") == "Edition of 31 January 2008"
    assert "with data to December 2007" in _text(entry, "a:summary")
    assert entry.find("a:link", SPACE).get("href") == "editions/2008-01-31/index.html"  # type: ignore[union-attr]


def test_identifiers_are_the_same_wherever_the_site_stands(site: Path, placed: Path) -> None:
    for path in ("a:id", "a:entry/a:id"):
        assert _text(_feed(site), path) == _text(_feed(placed), path)
        assert _text(_feed(site), path).startswith("urn:uuid:")


def test_with_an_address_links_are_whole_and_the_feed_names_itself(placed: Path) -> None:
    feed = _feed(placed)
    links = {each.get("rel"): each.get("href") for each in feed.findall("a:link", SPACE)}
    assert links["self"] == "https://safer.example/data/feed.xml"
    entry = feed.find("a:entry/a:link", SPACE)
    assert entry is not None
    assert entry.get("href") == "https://safer.example/data/editions/2008-01-31/"


def test_every_page_tells_readers_of_feeds_where_it_is(site: Path) -> None:
    html = (site / "areas" / "N01.html").read_text("utf-8")
    assert 'type="application/atom+xml" title="New editions" href="../feed.xml">' in html


def test_the_page_of_editions_lists_each_with_its_release(site: Path) -> None:
    html = (site / "editions.html").read_text("utf-8")
    assert "31 January 2008" in html and "December 2007" in html and "20080131-abc122" in html
