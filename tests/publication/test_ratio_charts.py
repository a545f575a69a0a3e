"""Ratios beside the line of no difference, with what is not known named and not drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.ratio_charts import ratio_bars

CAPTION = Caption("r", "Found", "2003/04 to 2007/08", "Times the fires")


def test_what_lies_clearly_above_one_is_said_in_words() -> None:
    drawn = ratio_bars(
        CAPTION, [("now", Value(1.02, 0.9, 1.2)), ("later", Value(2.0, 1.8, 2.2)), ("never", Value(None))]
    )
    assert drawn.alt == (
        "Chart of times the fires, with 95% intervals. now: 1.02 (0.90 to 1.20); later: 2.00 (1.80 to 2.20); "
        "never: no data. Clearly above 1: later."
    )
    assert drawn.rows[1] == ("later", "2.00", "1.80 to 2.20")
    assert len(drawn.spec["layer"][2]["data"]["values"]) == 2


@given(st.lists(st.floats(0.01, 50), min_size=1, max_size=12))
def test_the_line_of_no_difference_and_every_ratio_lie_on_the_scale(ratios: list[float]) -> None:
    drawn = ratio_bars(CAPTION, [(str(place), Value(each)) for place, each in enumerate(ratios)])
    low, high = drawn.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low <= min(1.0, *ratios) and high >= max(1.0, *ratios)


def test_without_a_ratio_there_is_no_chart() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ratio_bars(CAPTION, [])
