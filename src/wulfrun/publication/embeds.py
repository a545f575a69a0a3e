"""A small page for each chart, to be shown within another site: the chart, its table and its source."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment

from wulfrun.publication.chart_model import Chart
from wulfrun.publication.embed_code import FOLDER, embed_path
from wulfrun.publication.page import Page


def write_embeds(
    made: Environment, pages: Iterable[Page], common: Mapping[str, Any], folder: Path
) -> list[Path]:
    """Write a page for every chart of `pages`, each leading back to the first page that shows it."""
    shown: dict[str, tuple[Chart, Page]] = {}
    for page in pages:
        for chart in page.charts:
            shown.setdefault(chart.name, (chart, page))
    template = made.get_template("embed.html")
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    written = []
    for name, (chart, page) in sorted(shown.items()):
        path = folder / embed_path(name)
        html = template.render({**common, "chart": chart, "page": page, "root": "../"})
        path.write_text(html.strip() + "\n", "utf-8", newline="\n")
        written.append(path)
    return written
