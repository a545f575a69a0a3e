"""A chart of waves shows each with its interval, and says in words what it shows."""

import pytest

from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.wave_charts import wave_points

CAPTION = Caption("safe", "No clear change", units="Percent of those in the base")
WAVES = [(f"{season} {year}", Value(40.0 + year % 10, 36.0 + year % 10, 44.0 + year % 10))
         for year in range(2003, 2008) for season in ("Spring", "Autumn")]  # fmt: skip


def labels(chart: object) -> str:
    return str(chart.spec["layer"][1]["encoding"]["x"]["axis"]["labelExpr"])  # type: ignore[attr-defined]


def test_every_wave_is_in_the_table_with_its_interval() -> None:
    chart = wave_points(CAPTION, WAVES)
    assert chart.rows[0] == ("Spring 2003", "43", "39 to 47")
    assert len(chart.rows) == 10
    assert "From 43 in Spring 2003 to 47 in Autumn 2007" in chart.alt and "95% interval" in chart.alt


def test_a_wave_without_a_figure_is_a_gap_and_told() -> None:
    chart = wave_points(CAPTION, [*WAVES[:2], ("Spring 2004", Value(None, why="no data")), *WAVES[3:]])
    assert "No data for Spring 2004, shown as a gap." in chart.alt
    assert chart.rows[2] == ("Spring 2004", "no data", "")


def test_names_of_waves_are_whole_and_the_last_is_named() -> None:
    text = labels(wave_points(CAPTION, WAVES))
    assert "'Autumn 2007'" in text and "…" not in text
    assert text.count("20") < 10


def test_a_name_with_an_apostrophe_breaks_nothing() -> None:
    assert "Mayor’s poll" in labels(wave_points(CAPTION, [("Mayor's poll", Value(40.0, 36.0, 44.0))]))


def test_no_wave_is_no_chart() -> None:
    with pytest.raises(ValueError, match="at least one wave"):
        wave_points(CAPTION, [])
