"""Changes between two counts or rates, and the words for them."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.change import percent_change, verdict

TRUTHS = Path(__file__).parents[1] / "truths"


def test_a_ratio_of_rates_agrees_with_poisson_test_in_r() -> None:
    case = json.loads((TRUTHS / "rate_ratio_base_r.json").read_text("utf-8"))["poisson_test"]
    found = percent_change(*case["counts"], *case["time"])
    assert 1 + float(found.value) / 100 == pytest.approx(case["rate_ratio"], rel=1e-12)
    assert 1 + float(found.lower) / 100 == pytest.approx(case["ci"][0], rel=1e-9)
    assert 1 + float(found.upper) / 100 == pytest.approx(case["ci"][1], rel=1e-9)
    assert str(found.method) == "exact conditional binomial"


def test_nothing_before_gives_no_percentage() -> None:
    found = percent_change([5, 0, np.nan], [0, 0, 3])
    assert np.isnan(found.value).all() and np.isnan(found.lower).all() and np.isnan(found.upper).all()


def test_a_fall_to_nothing_is_a_hundred_percent_with_an_upper_limit() -> None:
    found = percent_change(0, 20)
    assert (float(found.value), float(found.lower)) == (-100, -100)
    assert -100 < float(found.upper) < 0


def test_over_dispersion_widens_the_interval() -> None:
    plain, wide = percent_change(900, 1000), percent_change(900, 1000, dispersion=4)
    ratio = np.log(1 + float(wide.upper) / 100) - np.log(1 + float(wide.lower) / 100)
    assert ratio == pytest.approx(2 * 1.959964 * np.sqrt(4 * (1 / 900 + 1 / 1000)), rel=1e-6)
    assert float(wide.lower) < float(plain.lower) and float(plain.upper) < float(wide.upper)
    assert float(percent_change(0, 20, dispersion=3).upper) > float(percent_change(0, 20).upper)


def test_words_need_the_whole_interval_on_one_side() -> None:
    assert verdict(0.1, 5) == "rose"
    assert verdict(-5, -0.1) == "fell"
    assert verdict(-5, 0.0) == "no clear change"
    assert list(verdict([-5, np.nan], [1, 2])) == ["no clear change", "cannot be said"]


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_change_lies_inside_its_interval(now: int, before: int) -> None:
    found = percent_change(now, before)
    assert -100 <= float(found.lower) <= float(found.value) + 1e-6
    assert float(found.value) <= float(found.upper) + 1e-6


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_looking_back_turns_the_interval_over(now: int, before: int) -> None:
    forward, back = percent_change(now, before), percent_change(before, now)
    assert (1 + float(forward.lower) / 100) * (1 + float(back.upper) / 100) == pytest.approx(1, rel=1e-6)
