"""Regression of rates agrees with an independent implementation."""

import numpy as np
import pytest
import statsmodels.api as sm

from wulfrun.methods.rate_regression import fit_rates


def data(seed: int, spread: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(80), rng.normal(size=(80, 2))])
    exposure = rng.uniform(500, 3000, 80)
    mean = exposure * np.exp(design @ [-5.0, 0.6, -0.3])
    return design, rng.poisson(mean * rng.gamma(1 / spread, spread, 80)).astype(float), exposure


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_over_dispersed_counts_agree_with_statsmodels(seed: int) -> None:
    design, counts, exposure = data(seed, 0.5)
    found = fit_rates(design, counts, exposure)
    expected = sm.GLM(counts, design, family=sm.families.Poisson(), exposure=exposure).fit(
        scale="X2", tol=1e-12
    )
    np.testing.assert_allclose(found.coefficients, expected.params, rtol=1e-7)
    np.testing.assert_allclose(found.covariance, expected.cov_params(), rtol=1e-6)
    assert found.dispersion == pytest.approx(expected.scale, rel=1e-6) and found.dispersion > 1.5
    assert found.free == 77


def test_counts_more_even_than_chance_are_not_taken_as_sure() -> None:
    found = fit_rates(np.ones((5, 1)), np.full(5, 20.0), np.full(5, 100.0))
    assert found.dispersion == 1
    assert found.covariance[0, 0] == pytest.approx(1 / 100)


def test_what_cannot_be_fitted_is_named() -> None:
    ones = np.ones((3, 2))
    with pytest.raises(ValueError, match="cannot be told apart"):
        fit_rates(ones, np.ones(3), np.ones(3))
    with pytest.raises(ValueError, match="too few for 2"):
        fit_rates(ones[:2], np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match="all are 0"):
        fit_rates(np.eye(3)[:, :2], np.zeros(3), np.ones(3))
