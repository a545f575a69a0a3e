"""The funnel names the place, those outside, and what limit they lie outside of."""

from pathlib import Path

import pytest

from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.drawing import draw_many
from wulfrun.publication.funnel_chart import FunnelLimit, FunnelPlace, funnel_chart

CAPTION = Caption("funnel", "A finding", "2007/08", "Per 1,000 residents", "Somebody")
LIMITS = [
    FunnelLimit(size, (10 - 900 / size, 10 + 900 / size), (10 - 1500 / size, 10 + 1500 / size))
    for size in (500.0, 1000.0, 2000.0, 4000.0)
]
PLACES = [
    FunnelPlace("Exampleton", 1000, Value(11.5, 10, 13), "above 99.8%", True),
    FunnelPlace("Alton", 600, Value(10.1, 8, 12)),
    FunnelPlace("Great Wenlow", 3500, Value(9.2, 9, 9.4), "below 95%"),
    FunnelPlace("Nowhere", 800, Value(None)),
]


def test_the_alternative_text_says_who_lies_outside_which_limit() -> None:
    chart = funnel_chart(CAPTION, PLACES, LIMITS, 10)
    assert "for 3 places by number of residents. Exampleton: 11.5, above 99.8%." in chart.alt
    assert "Also outside: Great Wenlow (below 95%)" in chart.alt
    assert chart.rows[0] == ("Exampleton", "1,000", "11.5", "above 99.8%")
    assert [row[3] for row in chart.rows] == ["above 99.8%", "inside", "below 95%"]


def test_where_all_lie_inside_it_is_said() -> None:
    assert "No other place lies outside" in funnel_chart(CAPTION, PLACES[:2], LIMITS, 10).alt


def test_a_funnel_of_nothing_is_refused_and_another_can_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 places with a rate and 4 limits"):
        funnel_chart(CAPTION, PLACES[3:], LIMITS, 10)
    drawn = dict(draw_many([funnel_chart(CAPTION, PLACES, LIMITS, 10)], tmp_path, None))
    assert b"<svg" in drawn["funnel"]
