"""Draws charts as SVG on the server, without a browser, and keeps what was drawn before.

The same chart gives the same bytes on every machine: text stays text, and no position depends on
fonts, time, language or locale.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from wulfrun.publication.chart_model import Chart
from wulfrun.publication.second_process import second_process

Progress = Callable[[int, int], None]

VEGA_LITE = "6.4"
_SECOND_PROCESS_FROM = 80
_HATCH = (
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" fill="#ffffff"/>'
    '<path d="M-2,2l4,-4M0,8l8,-8M6,10l4,-4" stroke="#505a5f" stroke-width="1.6"/></pattern></defs>'
)


def draw(chart: Chart) -> bytes:
    """Draw one chart as SVG; its title and alternative text are inside as title and description."""
    return _named(_svg(chart.spec), chart)


def draw_many(
    charts: Sequence[Chart], cache_folder: Path, progress: Progress | None = None
) -> dict[str, bytes]:
    """Draw many charts, by name; what `cache_folder` already holds is not drawn again.

    A drawing is kept under the SHA-256 of its specification and the version that drew it. From 80 new
    drawings on, a second process works towards this one from the other end. `progress(done, of)`.
    """
    cache_folder.mkdir(parents=True, exist_ok=True)
    keys = [spec_key(chart.spec) for chart in charts]
    absent = {
        key: chart.spec
        for key, chart in zip(keys, charts, strict=True)
        if not _kept(cache_folder, key).exists()
    }
    shared = len(absent) >= _SECOND_PROCESS_FROM
    jobs = [str(cache_folder), list(reversed(absent.items()))] if shared else []
    with second_process("wulfrun.publication.drawing", jobs, cache_folder):
        for done, (key, spec) in enumerate(absent.items()):
            if not _kept(cache_folder, key).exists():
                _keep(cache_folder, key, _svg(spec))
            if progress:
                progress(len(keys) - len(absent) + done + 1, len(keys))
    return {
        chart.name: _named(_kept(cache_folder, key).read_text("utf-8"), chart)
        for key, chart in zip(keys, charts, strict=True)
    }


def spec_key(spec: dict[str, Any]) -> str:
    """The name a drawing is kept under: specification, hatch and version of the drawing engine."""
    from importlib.metadata import version

    text = json.dumps(
        [spec, VEGA_LITE, _HATCH, version("vl-convert-python")], sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _engine() -> str:
    return version("vl-convert-python")


def _svg(spec: dict[str, Any]) -> str:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(
        spec, vl_version=VEGA_LITE, format_locale="en-US", time_format_locale="en-GB", allowed_base_urls=[]
    )
    return drawn


def _named(svg: str, chart: Chart) -> bytes:
    end = svg.index(">") + 1
    hatch = _HATCH if "url(#hatch)" in svg else ""
    head = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>{hatch}"
    return f"{svg[:end]}{head}{svg[end:]}".encode()


def _kept(folder: Path, key: str) -> Path:
    return folder / f"{key}.svg"


def _keep(folder: Path, key: str, svg: str) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, suffix=".part", delete=False) as file:
        file.write(svg)
    Path(file.name).replace(_kept(folder, key))


def _draw_from_the_end() -> None:
    folder, jobs = json.load(sys.stdin)
    for key, spec in jobs:
        if _kept(Path(folder), key).exists():
            return
        _keep(Path(folder), key, _svg(spec))


if __name__ == "__main__":
    _draw_from_the_end()
