"""Forecasts: the candidate that erred less is used, and its intervals hold what they promise."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.forecast import ETS, FLAT, NAIVE, REGRESSION, forecast
from wulfrun.methods.regression import dispersion, fit_quasi_poisson, seasonal_design


def simulated(rng: np.random.Generator, level: float, trend: float, phi: float, months: int) -> np.ndarray:
    t = np.arange(months)
    mean = level * np.exp(0.15 * np.sin(2 * np.pi * t / 12) + trend * t)
    rate = mean if phi == 1 else rng.gamma(mean / (phi - 1), phi - 1)
    return rng.poisson(rate).astype(float)


def test_the_regression_agrees_with_statsmodels() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import statsmodels.api as sm
    y = simulated(np.random.default_rng(3), 80, -0.01, 2, 48)
    design, _ = seasonal_design(48, 3)
    design = design[:, 1:]
    ours = fit_quasi_poisson(design, y)
    theirs = sm.GLM(y, design, family=sm.families.Poisson()).fit(scale="X2")
    np.testing.assert_allclose(ours.coefficients, theirs.params, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(np.sqrt(np.diag(ours.covariance)), theirs.bse, rtol=1e-6)
    assert ours.dispersion == pytest.approx(theirs.scale, rel=1e-7)


@pytest.mark.parametrize(("level", "trend", "phi"), [(20, 0, 1), (200, -0.006, 3), (1000, -0.006, 1)])
def test_four_out_of_five_outcomes_fall_inside_eighty_percent_limits(
    level: float, trend: float, phi: float
) -> None:
    rng = np.random.default_rng(20)
    months, totals, runs = 0.0, 0, 60
    for _ in range(runs):
        y = simulated(rng, level, trend, phi, 60)
        ahead = forecast(y[:48], 12, 3, confidence=0.8)
        months += float(((y[48:] >= ahead.lower) & (y[48:] <= ahead.upper)).mean())
        totals += abs(y[48:].sum() - ahead.total_mean) <= 1.2816 * ahead.total_sd
    assert 0.7 <= months / runs <= 0.9
    assert 0.7 <= totals / runs <= 0.92


def test_a_steady_trend_with_a_season_is_left_to_the_regression() -> None:
    found = forecast(simulated(np.random.default_rng(1), 400, -0.01, 1, 60), 12, 3)
    assert found.method == REGRESSION
    assert found.backtest["errors"][REGRESSION] < found.backtest["errors"][NAIVE]
    assert found.backtest["origins"] >= 5


def test_a_level_that_jumped_is_not_left_to_a_trend_through_it_all() -> None:
    # A fall that has ended: a trend through it all goes on falling, last year does not.
    y = np.concatenate([np.full(24, 1000.0), np.full(48, 400.0)]) + np.tile([30, -30, 0], 24)
    found = forecast(y, 12, 0)
    assert found.method in (NAIVE, ETS)
    assert found.total_mean == pytest.approx(12 * 400, rel=0.03)


def test_a_short_series_is_held_flat_and_says_so() -> None:
    found = forecast([50.0, 60, 55, 58, 52, 49, 61, 57, 50, 55], 6, 0)
    assert found.method == FLAT
    assert "10 months" in found.backtest["note"]
    assert found.total_mean == pytest.approx(6 * 54.75, rel=0.01)


def test_five_months_are_too_few_to_say_anything() -> None:
    found = forecast([5.0] * 5, 3, 0)
    assert found.method == "none" and np.isnan(found.total_mean)


def test_the_total_of_a_part_adds_up_to_the_whole() -> None:
    found = forecast(simulated(np.random.default_rng(2), 90, 0, 2, 40), 9, 0)
    assert found.total()[0] == pytest.approx(found.total_mean)
    assert found.total()[1] == pytest.approx(found.total_sd)
    assert found.total(0, 4)[0] + found.total(4)[0] == pytest.approx(found.total_mean)
    # Months ahead go wrong together: the sum is surer than perfect dependence, less sure than none.
    assert found.total_sd > np.sqrt(np.diag(found.covariance).sum())


def test_a_gap_is_neither_nought_nor_a_reason_to_stop() -> None:
    y = simulated(np.random.default_rng(5), 300, 0, 1, 60)
    holed = y.copy()
    holed[20:24] = np.nan
    whole, gap = forecast(y, 12, 0), forecast(holed, 12, 0)
    assert gap.total_mean == pytest.approx(whole.total_mean, rel=0.05)


def test_a_trend_does_not_explode() -> None:
    y = 20 * np.exp(0.05 * np.arange(48))
    far = forecast(y, 60, 0)
    assert far.mean[-1] < y[-1] * np.exp(0.05 * 60)


def test_chance_alone_is_not_over_dispersion() -> None:
    rng = np.random.default_rng(9)
    assert dispersion(rng.poisson(100, 60).astype(float), 0) < 1.6
    assert dispersion(simulated(rng, 100, 0, 5, 60), 0) > 2.5


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        forecast([1.0, -1.0], 3, 0)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.one_of(st.just(np.nan), st.integers(0, 3), st.integers(0, 3000)), max_size=48),
    st.integers(1, 30),
    st.integers(0, 40000),
)
def test_every_series_has_ordered_finite_limits_or_none_at_all(
    counts: list[float], horizon: int, first: int
) -> None:
    found = forecast(counts, horizon, first)
    if found.method == "none":
        assert np.isnan(found.mean).all()
        return
    assert np.isfinite(found.mean).all() and np.isfinite(found.upper).all()
    assert (found.lower >= 0).all() and (found.lower <= found.upper).all()
    assert found.total_sd > 0
