"""Clopper-Pearson limits agree with R and with statsmodels, and keep what they promise."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from wulfrun.methods.exact_proportion import exact_proportion
from wulfrun.methods.interval import proportion_interval

TRUTH = json.loads((Path(__file__).parents[1] / "truths" / "ci_wilson_proportion.json").read_text("utf-8"))


def test_exact_limits_of_a_proportion_agree_with_binom_test_in_r() -> None:
    case = TRUTH["r_base"]
    found = exact_proportion(case["x"], case["n"])
    assert [float(found.lower), float(found.upper)] == pytest.approx(case["clopper_pearson"], rel=1e-12)
    wilson = proportion_interval(case["x"], case["n"])
    assert [float(wilson.lower), float(wilson.upper)] == pytest.approx(case["wilson"], rel=1e-12)


def test_exact_limits_agree_with_statsmodels_at_every_count() -> None:
    x = np.arange(41)
    for confidence in (0.8, 0.95, 0.998):
        found = exact_proportion(x, 40, confidence)
        lower, upper = proportion_confint(x, 40, 1 - confidence, "beta")
        np.testing.assert_allclose(found.lower, lower, atol=1e-12)
        np.testing.assert_allclose(found.upper, upper, atol=1e-12)


def test_no_proportion_of_nothing() -> None:
    found = exact_proportion([0, 5, -1], [0, 4, 3])
    assert np.isnan(found.lower).all() and np.isnan(found.value).all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        exact_proportion(1, 2, 95)


@given(st.integers(1, 60), st.floats(0.001, 0.999))
def test_the_truth_is_held_at_least_as_often_as_promised(total: int, truth: float) -> None:
    x = np.arange(total + 1)
    found = exact_proportion(x, total)
    held = (found.lower <= truth) & (truth <= found.upper)
    assert binom.pmf(x, total, truth)[held].sum() >= 0.95 - 1e-9


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_what_did_not_happen_has_the_mirrored_limits(total: int, share: float) -> None:
    count = round(total * share)
    found, other = exact_proportion(count, total), exact_proportion(total - count, total)
    assert float(found.lower) == pytest.approx(1 - float(other.upper), abs=1e-9)
    assert 0 <= float(found.lower) <= count / total <= float(found.upper) <= 1
