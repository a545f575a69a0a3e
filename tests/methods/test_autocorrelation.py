"""Autocorrelation of residuals agrees with statsmodels, and is found where it was made."""

import numpy as np
import pytest
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.stattools import durbin_watson

from wulfrun.methods.autocorrelation import Residuals, first_order, ljung_box, working_inverse


def normal_series(rng: np.random.Generator, rho: float, months: int = 60, missing: int = 0) -> Residuals:
    """Normal residuals about a known level, as large as Poisson's, with a trend fitted to them."""
    noise = np.zeros(months)
    noise[0] = rng.normal()
    for at in range(1, months):
        noise[at] = rho * noise[at - 1] + np.sqrt(1 - rho**2) * rng.normal()
    kept = np.sort(rng.permutation(months)[missing:])
    design = np.column_stack([np.ones(months), np.arange(months), np.arange(months) >= 30])[kept] * 1.0
    mean = np.full(len(kept), 100.0)
    counts = 100 + 15 * noise[kept]
    counts -= design @ np.linalg.lstsq(design, counts - 100, rcond=None)[0]
    return Residuals(kept.astype(np.int64), design, counts, mean)


def test_durbin_watson_and_ljung_box_agree_with_statsmodels() -> None:
    left = normal_series(np.random.default_rng(1), 0.4)
    assert left.durbin_watson() == pytest.approx(durbin_watson(left.pearson))
    centred = left.pearson - left.pearson.mean()
    theirs = acorr_ljungbox(centred, lags=[12])["lb_pvalue"].iloc[0]
    assert ljung_box(centred) == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("rho", [0.2, 0.5])
@pytest.mark.parametrize("missing", [0, 8])
def test_correlation_and_size_are_found_on_average_although_a_trend_and_a_step_were_fitted(
    rho: float, missing: int
) -> None:
    rng = np.random.default_rng(2)
    found = np.array([first_order(normal_series(rng, rho, missing=missing)) for _ in range(300)])
    plain = [each.pearson for each in (normal_series(rng, rho) for _ in range(300))]
    biased = np.mean([float(r[1:] @ r[:-1]) / float(r @ r) for r in plain])
    assert abs(found[:, 0].mean() - rho) < 0.05
    assert biased < rho - 0.05
    assert found[:, 1].mean() == pytest.approx(2.25, rel=0.12)


def test_independent_months_leave_the_covariance_of_the_regression() -> None:
    left = normal_series(np.random.default_rng(3), 0.0)
    usual = np.linalg.inv(left.design.T @ (left.design * left.mean[:, None]))
    np.testing.assert_allclose(working_inverse(left, 0.0), usual)
    assert working_inverse(left, 0.5)[2, 2] > usual[2, 2]


def test_residuals_that_are_all_nothing_have_no_correlation_and_no_statistic() -> None:
    left = Residuals(np.arange(12), np.ones((12, 1)), np.full(12, 4.0), np.full(12, 4.0))
    assert first_order(left) == (0.0, 1.0)
    assert np.isnan(left.durbin_watson()) and np.isnan(ljung_box(left.pearson))
