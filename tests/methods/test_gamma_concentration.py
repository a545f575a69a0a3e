"""The concentration of the risk behind counts: right for known risks, and blind to what chance adds."""

import numpy as np
import pytest
from scipy import integrate, stats

from wulfrun.methods.concentration import generalised_gini, top_share
from wulfrun.methods.gamma_concentration import underlying_concentration


def drawn(shape: float, places: int, mean: float, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(mean * rng.gamma(shape, 1 / shape, places))


@pytest.mark.parametrize("shape", [0.2, 1.0, 4.0])
def test_the_risk_is_found_though_counts_are_more_concentrated(shape: float) -> None:
    counts = drawn(shape, 4000, 1.0, 3)
    risks = np.random.default_rng(4).gamma(shape, 1 / shape, 400_000)
    found = underlying_concentration(counts)
    assert found.top_lower < float(top_share(risks)) < found.top_upper
    assert found.gini_lower < float(generalised_gini(risks)) < found.gini_upper
    assert float(top_share(counts)) > found.top_upper
    assert found.top_lower < found.top_share < found.top_upper


def test_the_closed_forms_agree_with_the_gamma_integrated() -> None:
    found = underlying_concentration(drawn(0.7, 500, 2.0, 5))
    own = stats.gamma(found.shape, scale=1 / found.shape)
    above, _ = integrate.quad(lambda x: x * own.pdf(x), own.ppf(0.95), np.inf)
    assert found.top_share == pytest.approx(above, rel=1e-6)
    # Gini = half the mean absolute difference over the mean = the integral of F (1 - F).
    apart, _ = integrate.quad(lambda x: own.cdf(x) * own.sf(x), 0, np.inf)
    assert found.gini == pytest.approx(apart, rel=1e-6)


def test_the_shape_is_that_of_the_likeliest_negative_binomial() -> None:
    counts = drawn(0.5, 800, 3.0, 6)
    found = underlying_concentration(counts)

    def likelihood(shape: float) -> float:
        return float(stats.nbinom.logpmf(counts, shape, shape / (shape + counts.mean())).sum())

    assert all(likelihood(found.shape) >= likelihood(found.shape * each) for each in (0.98, 1.02))


def test_the_same_risk_everywhere_is_told_as_no_concentration() -> None:
    found = underlying_concentration(np.full(100, 4))
    assert found.shape == np.inf
    assert (found.top_share, found.top_lower, found.gini) == (0.05, 0.05, 0.0)
    assert found.top_upper < 0.12


def test_larger_places_are_not_taken_for_riskier_ones() -> None:
    size = np.random.default_rng(8).uniform(0.2, 5, 600)
    counts = np.random.default_rng(9).poisson(4 * size)
    assert underlying_concentration(counts, size).top_lower < 0.06
    assert underlying_concentration(counts).top_lower > 0.06


def test_the_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    truth = 1 - stats.gamma(1.6).cdf(stats.gamma(0.6).ppf(0.95))
    held = [
        found.top_lower <= truth <= found.top_upper
        for seed in range(120)
        for found in [underlying_concentration(drawn(0.6, 200, 1.0, seed))]
    ]
    assert 0.88 <= np.mean(held) <= 1.0


@pytest.mark.parametrize("counts", [[1] * 9, [0] * 20, [-1] * 20, [float("nan")] * 20])
def test_what_cannot_be_told_is_refused(counts: list[float]) -> None:
    with pytest.raises(ValueError, match="at least 10 places"):
        underlying_concentration(counts)
