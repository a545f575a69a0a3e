"""A document as PDF: the same blocks by the same templates, printed by WeasyPrint."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment

from wulfrun.publication.documents.document import Document

_ROOT = "../"
# A link to a page of the site leads nowhere from paper: it gets the site's address, or is left out.
_LINK = re.compile(r'href="\.\./')


@cache
def can_print() -> bool:
    """Whether this machine has what WeasyPrint needs: the Pango libraries."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def print_html(made: Environment, document: Document, common: Mapping[str, Any]) -> str:
    """The whole document as one page of HTML, as it is printed."""
    content = {"document": document, "root": _ROOT, "page": document}
    html = made.get_template("print.html").render({**common, **content})
    address = str(common["partnership"].get("address") or "").rstrip("/")
    return _LINK.sub(f'href="{address}/' if address else 'data-left-out="', html)


def write_pdf(made: Environment, document: Document, common: Mapping[str, Any], folder: Path) -> Path:
    """Print a document into `folder`, the site's, whose charts are drawn already; gives the PDF's path."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    package = files("wulfrun.publication")
    fonts = FontConfiguration()
    path = folder / document.printed
    html = HTML(string=print_html(made, document, common), base_url=f"{path.parent.as_uri()}/")
    sheet = str(package / "print" / "print.css")
    style = CSS(filename=sheet, font_config=fonts)
    html.write_pdf(path, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return path
