"""Whether two things happen in the same places."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from wulfrun.methods.association import (
    benjamini_hochberg,
    places_high_on_both,
    rank_correlation,
    ratio_per_doubling,
)


def fires_and_rubbish(seed: int, linked: float = 1.0, areas: int = 120) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    people, rubbish = rng.integers(800, 2500, areas), rng.gamma(3, 1 / 3, areas)
    tips = rng.poisson(people * 0.05 * rubbish)
    fires = rng.poisson(people * 0.01 * rubbish**linked)
    return fires, tips, people


def test_the_rank_correlation_is_spearmans_of_the_rates() -> None:
    fires, tips, people = fires_and_rubbish(1)
    found = rank_correlation(fires, tips, people, runs=499)
    expected = stats.spearmanr(fires / people, tips / people)
    assert found.correlation == pytest.approx(expected.statistic, rel=1e-12)
    assert found.lower < found.correlation < found.upper
    assert found.p == 1 / 500, "no run is as far from 0, and the p-value is never 0"


def test_the_permutation_p_is_the_share_of_all_orders() -> None:
    a, b = [1, 2, 3, 4, 5], [2, 1, 4, 3, 5]
    exact = stats.permutation_test(
        (np.array(b),), lambda order: stats.spearmanr(a, order).statistic,
        permutation_type="pairings", n_resamples=np.inf, alternative="two-sided",
    )  # fmt: skip
    found = rank_correlation(a, b, runs=20_000, seed=5)
    assert found.p == pytest.approx(exact.pvalue, abs=0.01)
    assert found == rank_correlation(a, b, runs=20_000, seed=5)


def test_things_that_have_nothing_to_do_with_each_other_are_rarely_called_linked() -> None:
    called = 0
    for seed in range(300):
        fires, tips, people = fires_and_rubbish(seed, linked=0.0, areas=40)
        called += rank_correlation(fires, tips, people, runs=199, seed=seed).p <= 0.05
    assert called <= 300 * 0.05 + 3 * np.sqrt(300 * 0.05 * 0.95)


def test_a_rate_that_is_the_same_everywhere_has_no_rank_correlation() -> None:
    found = rank_correlation([5, 5, 5, 5], [1, 2, 3, 4])
    assert np.isnan(found.correlation) and np.isnan(found.p)


def test_the_rate_ratio_per_doubling_agrees_with_statsmodels() -> None:
    fires, tips, people = fires_and_rubbish(2)
    depth = np.random.default_rng(3).normal(size=len(fires))
    found = ratio_per_doubling(fires, tips, people, adjust=depth)
    design = np.column_stack([np.ones(len(fires)), np.log2(tips / people), depth])
    fit = sm.GLM(fires, design, family=sm.families.Poisson(), exposure=people).fit(scale="X2", tol=1e-12)
    scale = max(1.0, float(fit.scale))
    sd = fit.bse[1] * np.sqrt(scale / float(fit.scale))
    limits = np.exp(fit.params[1] + np.array([-1, 1]) * stats.t.ppf(0.975, len(fires) - 3) * sd)
    assert found.ratio == pytest.approx(np.exp(fit.params[1]), rel=1e-7)
    assert (found.lower, found.upper) == pytest.approx(tuple(limits), rel=1e-6)
    assert found.p == pytest.approx(2 * stats.t.sf(abs(fit.params[1]) / sd, len(fires) - 3), rel=1e-4)


def test_rates_in_proportion_double_together() -> None:
    found = ratio_per_doubling([10, 20, 40, 80, 160], [5, 10, 20, 40, 80], [100] * 5)
    assert found.ratio == pytest.approx(2) and found.method == "quasi-Poisson on log2 of the other rate"


def test_places_without_any_are_kept_and_the_method_says_what_was_added() -> None:
    found = ratio_per_doubling([1, 20, 40, 80, 160], [0, 10, 20, 40, 80], [100] * 5)
    assert found.ratio > 1.5 and found.areas == 5 and "0.5 added" in found.method


def test_what_is_added_where_some_places_have_none_is_a_half() -> None:
    fires, tips, people = fires_and_rubbish(4)
    tips[0] = 0
    design = np.column_stack([np.ones(len(fires)), np.log2((tips + 0.5) / people)])
    fit = sm.GLM(fires, design, family=sm.families.Poisson(), exposure=people).fit(tol=1e-12)
    assert ratio_per_doubling(fires, tips, people).ratio == pytest.approx(np.exp(fit.params[1]), rel=1e-7)


def test_a_place_must_be_high_on_both() -> None:
    a, b = np.full(50, 10), np.full(50, 20)
    a[[0, 1]], b[[0, 2]] = 40, 60
    found = places_high_on_both(a, b, 1000)
    assert np.flatnonzero(found.high).tolist() == [0]
    assert found.lower_a[0] > 1 and found.lower_b[0] > 1 and found.lower_b[1] < 1
    expected = stats.poisson.sf(39, a.sum() / 50), stats.poisson.sf(59, b.sum() / 50)
    assert found.p[0] == pytest.approx(max(expected), rel=1e-9)


def test_chance_alone_rarely_makes_any_place_high_on_both() -> None:
    rng = np.random.default_rng(8)
    cities = [places_high_on_both(*rng.poisson(15, (2, 100)), 1000).high.any() for _ in range(300)]
    assert np.mean(cities) <= 0.05


def test_the_correction_agrees_with_statsmodels() -> None:
    p = np.random.default_rng(4).uniform(size=60) ** 2
    np.testing.assert_allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1], rtol=1e-12)


def test_areas_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(ValueError, match="expected at least 4"):
        rank_correlation([1, 2, 3], [1, 2, 3])
    with pytest.raises(ValueError, match="negative or missing"):
        ratio_per_doubling([1, 2, 3, np.nan], [1, 2, 3, 4])
    with pytest.raises(ValueError, match="one length"):
        places_high_on_both([1, 2, 3, 4], [1, 2, 3])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=5, max_size=30))
def test_turning_one_over_turns_the_correlation_over(pairs: list[tuple[int, int]]) -> None:
    a, b = np.array(pairs, float).T
    one, other = rank_correlation(a, b, runs=19), rank_correlation(a, 50 - b, runs=19)
    if np.isnan(one.correlation):
        assert np.isnan(other.correlation)
        return
    assert one.correlation == pytest.approx(-other.correlation, abs=1e-12)
    assert -1 <= one.lower <= one.correlation <= one.upper <= 1
    assert one.correlation == pytest.approx(rank_correlation(b, a, runs=1).correlation, abs=1e-12)
    assert 1 / 20 <= one.p <= 1
