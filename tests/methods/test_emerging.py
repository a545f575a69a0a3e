"""Each class of emerging hot spots from a series made by hand, hot and cold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.emerging import KINDS, NONE, emerging_hot_spots, emerging_kinds

# H hot, c cold, . neither; ten periods and whether the score rose (+), fell (-) or neither.
BY_HAND = [
    (".........H", "=", "new"),
    ("c........H", "=", "new"),
    ("........HH", "=", "consecutive"),
    ("..HHHHHHHH", "+", "consecutive"),
    (".HHHHHHHHH", "+", "intensifying"),
    ("HHHHHHHHHH", "+", "intensifying"),
    ("HHHH.HHHHH", "-", "diminishing"),
    ("HHHHHHHHHH", "=", "persistent"),
    ("HHHHcHHHHH", "=", "persistent"),
    ("cc..H....H", "=", "oscillating"),
    ("H.H..H..HH", "=", "sporadic"),
    ("HHHHHHHHH.", "=", "historical"),
    ("H.H..H..H.", "=", None),
    ("..........", "+", None),
    ("HHHHHHHH..", "=", None),
]


def kinds_of(series: str, trend: str) -> tuple[str, str]:
    hot, cold = ([[each == sign for each in series]] for sign in "Hc")
    way = {"+": 1, "-": -1, "=": 0}[trend]
    own = emerging_kinds(hot, cold, [way])[0]
    turned = emerging_kinds(cold, hot, [-way])[0]
    return str(own), str(turned)


@pytest.mark.parametrize(("series", "trend", "kind"), BY_HAND)
def test_each_class_by_hand_and_its_cold_mirror(series: str, trend: str, kind: str | None) -> None:
    wanted = (f"{kind} hot spot", f"{kind} cold spot") if kind else (NONE, NONE)
    assert kinds_of(series, trend) == wanted


def test_every_class_has_a_series_made_by_hand() -> None:
    assert {kind for _, _, kind in BY_HAND} == {*KINDS, None}


def test_a_cell_hot_now_and_once_always_cold_is_told_as_hot() -> None:
    assert kinds_of("cccccccccH", "+")[0] == "new hot spot"
    assert kinds_of("HHHHHHHHHc", "-")[0] == "new cold spot"


@given(st.text("Hc.", min_size=4, max_size=14), st.sampled_from("+-="))
@settings(max_examples=200)
def test_a_hot_spot_now_always_has_a_class_and_no_other_has_one_but_historical(
    series: str, trend: str
) -> None:
    own, turned = kinds_of(series, trend)
    assert own.replace("hot", "cold") == turned or own.replace("cold", "hot") == turned
    if series[-1] == "H":
        assert own.endswith("hot spot") and not own.startswith("historical")
    elif series[-1] == ".":
        assert own == NONE or own.startswith("historical")


def test_scores_become_classes_through_the_correction_and_the_trend() -> None:
    z = np.random.default_rng(1).normal(0, 0.3, (60, 12))
    z[0] = 5 + np.arange(12)
    z[1] = 20 - np.arange(12)
    z[2] = [8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9]
    z[3] = -8
    z[4, -1] = 6
    found = emerging_hot_spots(z)
    assert found.kind[:5].tolist() == [
        "intensifying hot spot",
        "diminishing hot spot",
        "persistent hot spot",
        "persistent cold spot",
        "new hot spot",
    ]
    assert set(found.kind[5:].tolist()) == {NONE}
    assert found.trend_z[0] > 0 > found.trend_z[1]


def test_one_score_a_little_high_among_many_is_chance() -> None:
    z = np.zeros((200, 10))
    z[0, -1] = 2.3
    assert emerging_hot_spots(z).kind[0] == NONE
    assert emerging_hot_spots(z[:1]).hot[0].tolist() == [False] * 10


def test_a_period_that_cannot_be_told_is_neither_hot_nor_cold() -> None:
    z = np.zeros((3, 6))
    z[0] = [8, 8, 8, 8, 8, np.nan]
    found = emerging_hot_spots(z)
    assert not found.hot[0, -1] and found.kind[0] == NONE


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 4 periods"):
        emerging_hot_spots(np.zeros((5, 3)))
    with pytest.raises(ValueError, match="two equal shapes"):
        emerging_hot_spots(np.zeros((5, 4)), np.ones((4, 4)))
    with pytest.raises(ValueError, match="no cell hot and cold at once"):
        emerging_kinds([[True]], [[True]], [0])
