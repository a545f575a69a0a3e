"""Bars of counts say their numbers in the drawing, in words and in the table."""

import pytest

from wulfrun.publication.chart_model import Caption
from wulfrun.publication.count_chart import counted_bars
from wulfrun.publication.drawing import draw

CAPTION = Caption("c", "Most were reached", "", "Number of targets", "Board")


def test_every_count_is_drawn_and_told() -> None:
    chart = counted_bars(CAPTION, [("Achieved", 18), ("At risk", 0)], ("Status", "Targets"))
    assert chart.rows == (("Achieved", "18"), ("At risk", "0"))
    assert chart.alt == "Bar chart of number of targets: Achieved 18 and At risk 0."
    drawn = draw(chart).decode()
    assert "Achieved" in drawn and ">18<" in drawn


def test_nothing_to_count_is_no_chart() -> None:
    with pytest.raises(ValueError, match="a chart of counts needs one that is not zero"):
        counted_bars(CAPTION, [("Achieved", 0)], ("Status", "Targets"))
