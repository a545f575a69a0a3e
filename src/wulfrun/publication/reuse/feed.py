"""New editions as an Atom feed (RFC 4287), and the page that lists them."""

import json
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from wulfrun.assessment.wording import day_words, when
from wulfrun.publication.page import Page
from wulfrun.publication.reuse.address import canonical, site_address
from wulfrun.publication.reuse.licence import LICENCE
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import data_to, last_day_of

_HOME = (("index.html", "Overview"),)


def told_editions(shelf: Shelf) -> list[Row]:
    """The editions that were published before this build, latest first."""
    path = shelf.release.path / "editions.json"
    rows: list[Row] = json.loads(path.read_text("utf-8")) if path.exists() else []
    rows = [{**row, "through": data_to(str(row["through"]))} for row in rows]
    return sorted(rows, key=lambda row: str(row["published"]), reverse=True)


def edition_path(published: str) -> str:
    """The first page of an edition, from the site's root."""
    return f"editions/{published}/index.html"


def editions_page(shelf: Shelf) -> Page | None:
    """Every edition with its day, its data and its release; None before the first."""
    rows = told_editions(shelf)
    if not rows:
        return None
    shown = [{**row, "path": edition_path(row["published"])} for row in rows]
    return Page("editions.html", "Editions", "editions.html", {"editions": shown}, _HOME)


def feed(shelf: Shelf) -> str:
    """The feed: an entry an edition; without a known address its links begin at the feed itself."""
    rows, address = told_editions(shelf), site_address(shelf.partnership)
    name = str(shelf.partnership["name"])
    newest = str(rows[0]["published"]) if rows else last_day_of(shelf.through).isoformat()
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<id>{_urn(name)}</id>",
        f"<title>{escape(name)}: new editions</title>",
        f"<updated>{_moment(newest)}</updated>",
        f"<author><name>{escape(name)}</name></author>",
        f"<rights>{LICENCE['title']}: {LICENCE['path']}</rights>",
        f"<generator>Wulfrun {shelf.release.manifest['wulfrun']}</generator>",
        f'<link rel="alternate" type="text/html" href={quoteattr(address or "index.html")}/>',
        *_self(address),
        *(_entry(name, row, address) for row in rows),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _self(address: str) -> list[str]:
    """Where the feed stands, which can only be said of a known address."""
    if not address:
        return []
    return [f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{address}feed.xml")}/>']


def _entry(name: str, row: Row, address: str) -> str:
    published = str(row["published"])
    href = canonical(address, edition_path(published)) if address else edition_path(published)
    reach = f", with data to {when(row['through'])}" if row["through"] else ", without data"
    said = f"{name}{reach}. Release {row['release']}."
    return (
        f"<entry><id>{_urn(name, published)}</id>"
        f"<title>Edition of {day_words(published)}</title>"
        f"<updated>{_moment(published)}</updated><published>{_moment(published)}</published>"
        f'<link rel="alternate" type="text/html" href={quoteattr(href)}/>'
        f"<summary>{escape(said)}</summary>"
        "</entry>"
    )


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _urn(*parts: str) -> str:
    """A name that stays the same wherever the site stands, even when it moves."""
    return uuid5(NAMESPACE_URL, "wulfrun:" + ":".join(parts)).urn
