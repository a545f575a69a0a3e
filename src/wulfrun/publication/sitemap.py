"""What search engines read: a sitemap and robots.txt, which need the site's address."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from wulfrun.publication.reuse.address import canonical


def sitemap(address: str, paths: Iterable[str], day: str) -> str:
    """The sitemap (sitemaps.org, version 0.9) of pages by their paths; `day`: the last of the data."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    lines += [
        f"<url><loc>{escape(canonical(address, path))}</loc><lastmod>{day}</lastmod></url>"
        for path in sorted(paths)
    ]
    return "\n".join([*lines, "</urlset>"]) + "\n"


def robots(address: str) -> str:
    """Everything may be read; the charts made for other sites are found on their own pages."""
    return f"User-agent: *\nDisallow: /embed/\nSitemap: {address}sitemap.xml\n"
