"""The candidates of a forecast, each against R, statsmodels or statsforecast itself."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wulfrun.methods import regression, seasonal_ets
from wulfrun.methods.negative_binomial import fit_negative_binomial, predict_negative_binomial
from wulfrun.methods.seasonal_naive import naive_with_drift, seasonal_naive

R: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "truths" / "forecast_airpassengers_r.json").read_text("utf-8")
)
PASSENGERS = np.array(R["y"], float)


def overdispersed(seed: int, alpha: float, months: int = 60) -> np.ndarray:
    rng, t = np.random.default_rng(seed), np.arange(months)
    mean = 60 * np.exp(0.2 * np.sin(2 * np.pi * t / 12) - 0.004 * t)
    return rng.poisson(rng.gamma(1 / alpha, alpha * mean)).astype(float)


def test_the_seasonal_naive_agrees_with_r() -> None:
    mean, covariance = seasonal_naive(PASSENGERS, 0, 12)
    assert mean.tolist() == R["snaive"]["mean"]
    reach = 1.959963984540054 * np.sqrt(np.diag(covariance))
    np.testing.assert_allclose(mean - reach, R["snaive"]["lo95"], rtol=1e-9)
    np.testing.assert_allclose(mean + reach, R["snaive"]["hi95"], rtol=1e-9)


def test_the_naive_takes_the_year_before_last_where_last_year_is_missing() -> None:
    y = np.concatenate([np.arange(12.0), np.arange(12.0) + 100])
    y[14] = np.nan
    mean, covariance = seasonal_naive(y, 0, 12)
    assert mean[2] == 2 and mean[3] == 103
    assert covariance[2, 2] == pytest.approx(2 * covariance[3, 3])
    assert naive_with_drift(y, 0, 12)[0].shape == (12,)


@pytest.mark.parametrize("alpha", [0.02, 0.3])
def test_the_negative_binomial_agrees_with_statsmodels(alpha: float) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import statsmodels.api as sm
    y = overdispersed(4, alpha)
    design = regression.seasonal_design(60, 3)[0][:, 1:]
    ours = fit_negative_binomial(design, y)
    theirs = sm.NegativeBinomial(y, design)
    # statsmodels' own search for the maximum often gives up; its likelihood and slope say where it is.
    # Before a fit it takes the logarithm of the dispersion.
    found = np.array([*ours.coefficients, np.log(ours.dispersion)])
    best = theirs.loglike(found)
    assert ours.log_likelihood == pytest.approx(best, rel=1e-10)
    np.testing.assert_allclose(theirs.score(found)[:-1], 0.0, atol=1e-3)
    for step in (-0.01, 0.01):
        assert theirs.loglike(found + np.eye(14)[-1] * step) < best


def test_its_coefficients_and_errors_agree_with_a_glm_of_the_same_dispersion() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import statsmodels.api as sm
    y = overdispersed(5, 0.2)
    design = regression.seasonal_design(60, 3)[0][:, 1:]
    ours = fit_negative_binomial(design, y)
    theirs = sm.GLM(y, design, family=sm.families.NegativeBinomial(alpha=ours.dispersion)).fit(tol=1e-13)
    np.testing.assert_allclose(ours.coefficients, theirs.params, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(np.sqrt(np.diag(ours.covariance)), theirs.bse, rtol=1e-5)


def test_counts_that_vary_as_chance_has_them_are_a_poisson_regression() -> None:
    y = np.array([10.0, 11, 9, 10, 10, 11, 9, 10])
    found = fit_negative_binomial(np.ones((8, 1)), y)
    assert found.dispersion < 1e-5
    np.testing.assert_allclose(found.fitted, 10.0)


def test_a_design_that_does_not_fit_its_counts_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of the design for each count"):
        fit_negative_binomial(np.ones((3, 1)), np.ones(4))
    with pytest.raises(ValueError, match="0 or more"):
        fit_negative_binomial(np.ones((2, 1)), np.array([1.0, -1]))


def test_more_dispersion_means_wider_months() -> None:
    spread = [
        np.sqrt(np.diag(predict_negative_binomial(overdispersed(6, alpha), 3, 12)[1])).mean()
        for alpha in (0.01, 0.3)
    ]
    assert spread[1] > 1.5 * spread[0]


def test_exponential_smoothing_lands_near_r_on_air_passengers() -> None:
    # Another scale and another season than R's ETS(M,A,M), and a damped trend: near is within a tenth.
    mean, _ = seasonal_ets.predict_seasonal_ets(PASSENGERS, 0, 12)
    np.testing.assert_allclose(mean, R["ets_MAM"]["mean"], rtol=0.1)


def test_its_spread_ahead_is_statsforecasts_own() -> None:
    from statsforecast.models import AutoETS

    z = np.sqrt(overdispersed(7, 0.05) + 3 / 8)
    fitted = AutoETS(season_length=12, model="AAA", damped=True).fit(z)
    theirs = fitted.predict(24, level=[80])
    sd = (np.asarray(theirs["hi-80"]) - np.asarray(theirs["mean"])) / 1.2815515655446004
    alpha, beta, gamma, phi = fitted.model_["par"][:4]
    ours = np.sqrt(fitted.model_["sigma2"] * np.diag(seasonal_ets.carried(alpha, beta, gamma, phi, 24)))
    np.testing.assert_allclose(ours, sd, rtol=1e-3)


def test_a_model_carried_on_says_at_its_own_origin_what_it_says_fitted_there() -> None:
    y = overdispersed(8, 0.05, 72)
    first, later, last = seasonal_ets.predict_seasonal_ets_from(y, 0, [48, 51, 60], 12)
    np.testing.assert_allclose(first[0], seasonal_ets.predict_seasonal_ets(y[:48], 0, 12)[0], rtol=1e-9)
    np.testing.assert_allclose(last[0], seasonal_ets.predict_seasonal_ets(y[:60], 0, 12)[0], rtol=1e-9)
    # Between, the months after the fit have moved its level: it does not stand still.
    assert not np.allclose(np.roll(first[0], -3)[:9], later[0][:9])


def test_what_came_later_changes_nothing_that_was_said_before() -> None:
    y = overdispersed(9, 0.05, 72)
    changed = y.copy()
    changed[60:] *= 3
    for one, two in zip(
        seasonal_ets.predict_seasonal_ets_from(y, 0, [48, 54, 60], 12),
        seasonal_ets.predict_seasonal_ets_from(changed, 0, [48, 54, 60], 12),
        strict=True,
    ):
        np.testing.assert_array_equal(one[0], two[0])


@pytest.mark.parametrize(
    ("y", "why"),
    [
        (np.ones(35), "36 months"),
        (np.where(np.arange(48) == 20, np.nan, 5.0 + np.arange(48) % 12), "months are missing"),
        (np.full(48, 5.0), "all months are the same"),
    ],
)
def test_a_series_that_cannot_be_smoothed_says_why(y: np.ndarray, why: str) -> None:
    assert why in seasonal_ets.unusable(y)
    with pytest.raises(ValueError, match=why):
        seasonal_ets.predict_seasonal_ets(y, 0, 12)
