"""What another site copies into its own page to show a chart of this one."""

from html import escape

from wulfrun.publication.chart_model import Chart
from wulfrun.publication.picture_size import size_of

FOLDER = "embed"
# Room for the title, the key to the numbers and the source around the picture.
_AROUND = 190


def embed_path(name: str) -> str:
    """Where a chart's own page stands, from the site's root."""
    return f"{FOLDER}/{name}.html"


def embed_code(chart: Chart, address: str) -> str:
    """The HTML of a frame with the chart; without a known address it begins at the site's root."""
    width, height = size_of(chart) or (760, 480)
    return (
        f'<iframe src="{escape(address + embed_path(chart.name))}" title="{escape(chart.title)}" '
        f'width="{width}" height="{height + _AROUND}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>'
    )
