"""Differences of rates and of proportions agree with Newcombe's paper and with statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

from wulfrun.methods.interval import count_interval
from wulfrun.methods.rate_difference import proportion_difference, rate_difference

# Newcombe 1998 (Stat Med 17:873-890), Table II, method 10.
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0),
]  # fmt: skip


@pytest.mark.parametrize("case", NEWCOMBE)
def test_differences_of_proportions_agree_with_newcombes_table(case: tuple[float, ...]) -> None:
    found = proportion_difference(*case[:4])
    assert (float(found.lower), float(found.upper)) == pytest.approx(case[4:], abs=5.1e-5)


@pytest.mark.parametrize("case", [case[:4] for case in NEWCOMBE])
def test_differences_of_proportions_agree_with_statsmodels(case: tuple[int, ...]) -> None:
    found = proportion_difference(*case, confidence=0.9)
    theirs = confint_proportions_2indep(*case, method="newcomb", compare="diff", alpha=0.1)
    assert (float(found.lower), float(found.upper)) == pytest.approx(theirs, abs=1e-12)


def test_a_difference_of_rates_against_none_is_the_rate_with_its_own_lower_limit_widened() -> None:
    alone = count_interval(30)
    found = rate_difference(30, 1, 0, 1)
    nothing = count_interval(0)
    assert float(found.upper) == pytest.approx(float(alone.upper))
    assert float(found.lower) == pytest.approx(30 - np.hypot(30 - float(alone.lower), float(nothing.upper)))


@pytest.mark.parametrize("case", [(3, 10, 8, 12), (0, 5, 9, 5), (7, 100, 0, 90)])
def test_differences_of_small_counts_agree_with_statsmodels(case: tuple[float, ...]) -> None:
    found = rate_difference(*case, confidence=0.9)
    theirs = confint_poisson_2indep(*case, method="mover", compare="diff", alpha=0.1, method_mover="exact-c")
    assert (float(found.lower), float(found.upper)) == pytest.approx(theirs, rel=1e-9)


def test_large_counts_come_close_to_the_normal_limits() -> None:
    found = rate_difference(40_000, 1e5, 38_000, 9e4)
    error = np.sqrt(40_000 / 1e10 + 38_000 / 8.1e9)
    middle = 0.4 - 38_000 / 9e4
    np.testing.assert_allclose(
        [found.lower, found.upper], [middle - 1.96 * error, middle + 1.96 * error], rtol=5e-3
    )


def test_no_exposure_and_no_total_have_no_difference() -> None:
    assert np.isnan(rate_difference(3, 0, 4, 10).lower)
    assert np.isnan(proportion_difference(3, 10, 4, 0).lower)
    assert str(proportion_difference(3, 10, 4, 9).method) == "Newcombe hybrid score"


@given(st.integers(0, 500), st.integers(0, 500), st.floats(1, 1e5), st.floats(1, 1e5))
def test_the_difference_the_other_way_round_has_the_opposite_limits(
    a: int, b: int, one: float, other: float
) -> None:
    found, back = rate_difference(a, one, b, other), rate_difference(b, other, a, one)
    assert float(found.lower) == pytest.approx(-float(back.upper), abs=1e-9)
    assert float(found.lower) <= float(found.value) <= float(found.upper)
    scaled = rate_difference(a, one, b, other, scale=1000)
    assert float(scaled.upper) == pytest.approx(1000 * float(found.upper), rel=1e-9, abs=1e-9)


@given(st.integers(1, 300), st.floats(0, 1), st.integers(1, 300), st.floats(0, 1))
def test_proportions_differ_by_no_more_than_everything(n: int, p: float, m: int, q: float) -> None:
    found = proportion_difference(round(n * p), n, round(m * q), m)
    assert -1 - 1e-12 <= float(found.lower) <= float(found.value) + 1e-12
    assert float(found.value) <= float(found.upper) + 1e-12 <= 1 + 2e-12
