"""Drawings: valid, named, the same every time, and kept."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from wulfrun.publication import charts, drawing
from wulfrun.publication.chart_model import Area, Caption, Chart, ControlMonth, Value, Year
from wulfrun.publication.maps import area_map
from wulfrun.words.periods import month_index

SVG = "{http://www.w3.org/2000/svg}"


def bars(name: str = "years", height: float = 100) -> Chart:
    caption = Caption(name, "Burglary & theft <fell>", "2003/04 to 2005/06", "Offences a year")
    figures = (Value(height, height - 5, height + 5), Value(None, why="suppressed"), Value(80))
    periods = ("2003/04", "2004/05", "2005/06")
    return charts.yearly_bars(caption, [Year(p, f) for p, f in zip(periods, figures, strict=True)])


def drawn_map() -> Chart:
    ring = [[0.0, 0.0], [900.0, 0.0], [900.0, 900.0], [0.0, 900.0], [0.0, 0.0]]
    shape = {"properties": {"code": "A"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return area_map(Caption("map", "A map"), {"features": [shape]}, [Area("A", "A", Value(5), True)])


def test_a_drawing_is_valid_and_carries_title_and_alternative_text() -> None:
    chart = bars()
    root = ET.fromstring(drawing.draw(chart))
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.alt
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert {"2003/04", "Suppressed", "95% interval"} <= words
    assert root.find(f".//{SVG}pattern") is not None


@pytest.mark.parametrize("make", [bars, drawn_map])
def test_the_same_chart_gives_the_same_bytes(make: object) -> None:
    assert callable(make)
    assert drawing.draw(make()) == drawing.draw(make())


def test_months_are_written_without_dates_so_that_no_time_zone_can_move_them() -> None:
    start = month_index("2003-04")
    months = [ControlMonth(start + i, Value(100.0 + i)) for i in range(14)]
    chart = charts.trend_with_limits(Caption("t", "T", units="Offences"), months)
    assert "temporal" not in json.dumps(chart.spec) and "timeUnit" not in json.dumps(chart.spec)
    assert re.findall(r">(\w{3} \d{4})<", drawing.draw(chart).decode()) == [
        "Apr 2003", "Jul 2003", "Oct 2003", "Jan 2004", "Apr 2004",
    ]  # fmt: skip


def test_a_map_fills_its_frame_from_the_north_west() -> None:
    path = re.search(r' d="(M[\d.,LZ]+)" fill="#2b74b5"', drawing.draw(drawn_map()).decode())
    assert path
    corners = {tuple(map(float, pair.split(","))) for pair in re.findall(r"[\d.]+,[\d.]+", path[1])}
    xs, ys = zip(*sorted(corners), strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((0, 584, 0, 584), abs=0.5)


def test_a_drawing_that_was_kept_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    first = drawing.draw_many([bars("a"), bars("b", 90), bars("c")], tmp_path, lambda *at: seen.append(at))
    assert seen == [(2, 3), (3, 3)]
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.setattr(drawing, "_svg", lambda spec: pytest.fail("drawn again"))
    assert drawing.draw_many([bars("a"), bars("b", 90), bars("c")], tmp_path) == first


def test_two_processes_draw_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [bars(f"n{place}", 100.0 + place) for place in range(6)]
    alone = drawing.draw_many(many, tmp_path / "one")
    monkeypatch.setattr(drawing, "_SECOND_PROCESS_FROM", 1)
    assert drawing.draw_many(many, tmp_path / "two") == alone
    assert not list((tmp_path / "two").glob("*.part"))
