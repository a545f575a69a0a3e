"""The chart of a gradient and the pyramid of ages: what they say follows from the data."""

from pathlib import Path

import pytest

from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.drawing import draw_many
from wulfrun.publication.gradient_chart import gradient_bars
from wulfrun.publication.pyramid_chart import AgeGroup, pyramid

CAPTION = Caption("people", "A finding", "2007/08", "Offences per 1,000 residents", "Somebody")
GROUPS = [Value(20.0 - at, 18.0 - at, 22.0 - at) for at in range(10)]
AGES = [AgeGroup("0–4", 3.0, 2.9, 2.5, 2.4), AgeGroup("5–9", 3.2, 3.4, 2.6, 2.5)]


def test_the_gradient_says_every_tenth_and_both_ends_of_the_line() -> None:
    chart = gradient_bars(CAPTION, GROUPS, (21, 10))
    assert "1, the most deprived, to 10, the least" in chart.alt
    assert "1 20; 2 19; 3 18;" in chart.alt
    assert "from 21 at the most deprived end to 10 at the least" in chart.alt
    assert len(chart.rows) == 10


def test_an_earlier_year_must_have_as_many_groups() -> None:
    assert len(gradient_bars(CAPTION, GROUPS, (20, 10), GROUPS).columns) == 4
    with pytest.raises(ValueError, match="as many"):
        gradient_bars(CAPTION, GROUPS, (20, 10), GROUPS[:5])
    with pytest.raises(ValueError, match="0 groups"):
        gradient_bars(CAPTION, [], (20, 10))


def test_the_pyramid_names_the_largest_group_and_lists_all() -> None:
    chart = pyramid(CAPTION, AGES, "Northbank")
    assert "largest group is aged 5–9, 6.6%" in chart.alt
    assert chart.rows == (("0–4", "3.0", "2.9"), ("5–9", "3.2", "3.4"))
    with pytest.raises(ValueError, match="at least one"):
        pyramid(CAPTION, [])


def test_both_can_be_drawn(tmp_path: Path) -> None:
    charts = [gradient_bars(CAPTION, GROUPS, (20, 10), GROUPS),
              pyramid(Caption("ages", "A", "", "Percent", ""), AGES, "Here")]  # fmt: skip
    drawn = dict(draw_many(charts, tmp_path, None))
    assert set(drawn) == {"people", "ages"}
    assert all(b"<svg" in content for content in drawn.values())
