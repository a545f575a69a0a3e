"""The Lorenz chart says in words and in its table what it draws."""

import pytest

from wulfrun.publication.chart_model import Caption
from wulfrun.publication.lorenz_chart import lorenz_chart

CAPTION = Caption("l", "The worst 5% hold 22%", "2007/08", "Percent of offences in the worst cells")
POINTS = [(0.0, 0.0, 0.0), (5.0, 22.0, 10.0), (20.0, 50.0, 31.0), (100.0, 100.0, 100.0)]


def test_the_curve_stands_beside_chance_and_an_even_spread() -> None:
    drawn = lorenz_chart(CAPTION, POINTS)
    even, chance, seen = drawn.spec["layer"][:3]
    assert [row["value"] for row in seen["data"]["values"]] == [0, 22, 50, 100]
    assert [row["value"] for row in chance["data"]["values"]] == [0, 10, 31, 100]
    assert [row["value"] for row in even["data"]["values"]] == [0, 100]
    assert drawn.alt == (
        "Curve of percent of offences in the worst cells. The worst 5% of cells hold 22%; by chance alone "
        "10%. "
        "The worst 20% of cells hold 50%; by chance alone 31%."
    )
    assert drawn.rows[1] == ("5.0%", "22.0%", "10.0%")


def test_one_point_is_no_curve() -> None:
    with pytest.raises(ValueError, match="1 points; expected a curve"):
        lorenz_chart(CAPTION, POINTS[:1])
