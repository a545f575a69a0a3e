"""A chart can stand on another site: small, with its title, table and source, and a way back."""

import re
from html import unescape
from pathlib import Path

from wulfrun.publication.chart_model import Chart
from wulfrun.publication.embed_code import embed_code
from wulfrun.publication.picture_size import size_of


def _chart(**changes: object) -> Chart:
    spec = {"width": 600, "height": 300.4, "padding": {"left": 100, "right": 60, "top": 20, "bottom": 40}}
    known = {"name": "trend-x", "title": 'A "chart"', "subtitle": "", "units": "", "source": "", "alt": "",
             "spec": spec, "columns": (), "rows": ()}  # fmt: skip
    return Chart(**(known | changes))  # type: ignore[arg-type]


def test_every_chart_has_a_page_of_its_own_with_table_and_way_back(site: Path) -> None:
    charts = {path.stem for path in (site / "charts").glob("*.svg")}
    assert charts and {path.stem for path in (site / "embed").glob("*.html")} == charts
    for path in (site / "embed").glob("*.html"):
        html = path.read_text("utf-8")
        assert html.count("<h1") == 1 and "<table>" in html and 'target="_top"' in html, path
        assert "<nav" not in html and "<script" not in html and len(html) < 40_000, path
        (picture,) = re.findall(r'<img src="\.\./charts/([^"]+)\.svg"', html)
        assert picture == path.stem


def test_an_invented_place_says_so_in_its_frames_too(site: Path) -> None:
    assert all("Invented data." in path.read_text("utf-8") for path in (site / "embed").glob("*.html"))


def test_every_chart_on_a_page_tells_how_to_embed_it(site: Path) -> None:
    html = (site / "measures" / "psa1.html").read_text("utf-8")
    codes = [unescape(each) for each in re.findall(r"<code>(&lt;iframe .*?)</code>", html)]
    assert len(codes) == html.count("<figure")
    for code in codes:
        (address,) = re.findall(r'src="([^"]+)"', code)
        assert (site / address).is_file() and 'title="' in code


def test_the_code_begins_with_the_address_of_the_site_where_it_is_known(placed: Path) -> None:
    html = (placed / "measures" / "psa1.html").read_text("utf-8")
    assert "src=&#34;https://safer.example/data/embed/trend-psa1" in html
    assert "in another website:" in html


def test_a_title_with_quotes_does_not_break_the_code() -> None:
    code = embed_code(_chart(), "https://safer.example/")
    assert 'title="A &quot;chart&quot;"' in code
    assert 'src="https://safer.example/embed/trend-x.html"' in code
    assert 'width="760"' in code


def test_the_size_of_a_chart_is_its_plot_and_the_room_around_it() -> None:
    assert size_of(_chart()) == (760, 360)
    assert size_of(_chart(spec={"width": "container", "height": 300})) is None


def test_a_page_keeps_the_place_of_each_picture_free(site: Path) -> None:
    html = (site / "measures" / "psa1.html").read_text("utf-8")
    pictures = re.findall(r"<img [^>]*>", html)
    assert pictures and all('loading="lazy"' in each and 'height="' in each for each in pictures)
    for each in pictures:
        (name,), (size,) = (
            re.findall(r'charts/([^"]+)"', each),
            re.findall(r'width="(\d+)" height="(\d+)"', each),
        )
        drawn = (site / "charts" / name).read_text("utf-8")[:400]
        told = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', drawn)
        assert (
            told
            and [abs(float(a) - float(b)) <= 1 for a, b in zip(told.groups(), size, strict=True)]
            == [True] * 2
        )
