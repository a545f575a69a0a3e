"""Two rates set against each other agree with R, SciPy and statsmodels."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.rates import confint_poisson_2indep

from wulfrun.methods.change import percent_change
from wulfrun.methods.rate_ratio import EXACT, LOG, rate_ratio

TRUTH = json.loads((Path(__file__).parents[1] / "truths" / "rate_ratio_base_r.json").read_text("utf-8"))
COUNTS = st.integers(0, 400)


def test_the_exact_ratio_agrees_with_poisson_test_in_r() -> None:
    case = TRUTH["poisson_test"]
    (a, b), (one, other) = case["counts"], case["time"]
    found = rate_ratio(a, one, b, other)
    assert [float(each) for each in found[:3]] == pytest.approx([case["rate_ratio"], *case["ci"]], rel=1e-9)
    # R's two-sided p adds up whatever is less likely; ours is twice the one side, as the limits are.
    assert case["p"] == pytest.approx(binomtest(a, a + b, one / (one + other)).pvalue, rel=1e-9)
    assert float(found.p) == pytest.approx(
        2 * binomtest(a, a + b, one / (one + other), alternative="less").pvalue, rel=1e-9
    )
    assert float(found.p) < 0.05


@pytest.mark.parametrize("case", [(12, 100, 5, 130), (1, 10, 9, 10), (300, 1e5, 280, 9e4)])
def test_the_log_ratio_agrees_with_statsmodels(case: tuple[float, ...]) -> None:
    found = rate_ratio(*case, method=LOG, confidence=0.9)
    theirs = confint_poisson_2indep(*case, method="wald-log", compare="ratio", alpha=0.1)
    assert (float(found.lower), float(found.upper)) == pytest.approx(theirs, rel=1e-9)


def test_the_limits_are_those_of_the_percent_change() -> None:
    found, change = rate_ratio(40, 900, 66, 1100), percent_change(40, 66, 900, 1100)
    assert float(found.lower) == pytest.approx(1 + float(change.lower) / 100)
    assert float(found.upper) == pytest.approx(1 + float(change.upper) / 100)


def test_none_of_one_has_one_limit_and_none_of_both_has_none() -> None:
    found = rate_ratio([0, 7, 0], 100, [7, 0, 0], 100)
    assert float(found.lower[0]) == 0 and np.isfinite(found.upper[0])
    assert np.isinf(found.upper[1]) and found.lower[1] > 1
    assert np.isnan(found.value[2]) and np.isnan(found.p[2])
    assert np.isnan(rate_ratio(0, 100, 7, 100, method=LOG).lower)
    assert np.isnan(rate_ratio(3, 0, 7, 100).value)


def test_what_is_not_a_count_or_not_a_method_is_refused() -> None:
    with pytest.raises(ValueError, match="not whole"):
        rate_ratio(1.5, 10, 3, 10)
    with pytest.raises(ValueError, match="expected 'exact conditional binomial' or 'log rate ratio'"):
        rate_ratio(1, 10, 3, 10, method="score")


@given(COUNTS, COUNTS, st.floats(0.1, 1e4), st.floats(0.1, 1e4))
def test_p_is_small_just_where_the_interval_leaves_out_one(a: int, b: int, one: float, other: float) -> None:
    found = rate_ratio(a, one, b, other)
    if a + b and abs(float(found.p) - 0.05) > 1e-9:
        assert (float(found.p) < 0.05) == (float(found.lower) > 1 or float(found.upper) < 1)


@given(st.integers(1, 400), st.integers(1, 400), st.floats(0.1, 1e4), st.floats(1e-3, 1e3))
def test_turning_the_ratio_over_turns_its_limits_over(a: int, b: int, one: float, factor: float) -> None:
    for method in (EXACT, LOG):
        found = rate_ratio(a, one, b, 7.0, method=method)
        back = rate_ratio(b, 7.0 * factor, a, one * factor, method=method)
        assert float(found.lower) * float(back.upper) == pytest.approx(1, rel=1e-6)
        assert float(found.p) == pytest.approx(float(back.p), rel=1e-6, abs=1e-12)
        assert float(found.lower) <= float(found.value) <= float(found.upper)
