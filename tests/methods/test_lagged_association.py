"""Whether one thing follows another in the same place some months later."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from wulfrun.methods.lagged_association import holm, lagged_ratios


def panel(seed: int, lag: int | None, areas: int = 40, months: int = 48) -> tuple[np.ndarray, np.ndarray]:
    """Fires and rubbish: areas differ and seasons come; fires follow rubbish `lag` months later, or not."""
    rng = np.random.default_rng(seed)
    own = rng.gamma(4, 0.25, (areas, 1))
    season = 1 + 0.4 * np.sin(np.arange(months) * np.pi / 6)
    tips = rng.poisson(4 * own * season)
    fires = 1.5 * own * season
    if lag is not None:
        follows = np.ones((areas, months))
        follows[:, lag:] = np.exp(0.5 * np.log2(tips[:, : months - lag] + 0.5))
        fires = fires * follows / 2
    return rng.poisson(fires), tips


def test_the_ratio_agrees_with_a_regression_on_dummies_with_clustered_errors() -> None:
    fires, tips = panel(1, 1, areas=15, months=18)
    found = lagged_ratios(fires, tips, lags=(1,))
    y, x = fires[:, 1:], np.log2(tips[:, :-1] + 0.5)
    area, month = np.indices(y.shape)
    design = np.column_stack([x.ravel(), np.eye(15)[area.ravel()], np.eye(17)[month.ravel()][:, 1:]])
    fit = sm.GLM(y.ravel(), design, family=sm.families.Poisson()).fit(
        tol=1e-13, cov_type="cluster", cov_kwds={"groups": area.ravel(), "use_correction": False}
    )
    assert np.log(found.ratio[0]) == pytest.approx(fit.params[0], rel=1e-6)
    half = np.log(found.upper[0] / found.lower[0]) / 2
    assert half == pytest.approx(stats.t.ppf(0.975, 14) * fit.bse[0] * np.sqrt(15 / 14), rel=1e-6)


def test_what_follows_two_months_later_is_found_there_and_nowhere_else() -> None:
    found = lagged_ratios(*panel(2, 2), lags=(-2, -1, 0, 1, 2, 3))
    assert [lag for lag, p in zip(found.lags, found.adjusted, strict=True) if p < 0.05] == [2]
    place = found.lags.index(2)
    assert found.lower[place] < np.exp(0.5) < found.upper[place]


def test_areas_that_are_high_on_both_and_a_common_season_are_no_link_in_time() -> None:
    fires, tips = panel(3, None)
    assert np.corrcoef(fires.sum(axis=1), tips.sum(axis=1))[0, 1] > 0.8
    found = lagged_ratios(fires, tips, lags=(0, 1, 2))
    assert (found.adjusted > 0.05).all()


def test_chance_is_called_a_link_as_rarely_as_it_says() -> None:
    called = [lagged_ratios(*panel(seed, None, 30, 24), lags=(1,)).p[0] < 0.05 for seed in range(200)]
    assert np.mean(called) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_per_event_is_the_factor_of_one_more() -> None:
    rng = np.random.default_rng(6)
    tips = rng.poisson(3, (60, 40))
    fires = rng.poisson(np.exp(0.1 * tips))
    found = lagged_ratios(fires, tips, lags=(0,), per="event")
    assert found.lower[0] < np.exp(0.1) < found.upper[0]


def test_where_nothing_varies_nothing_can_be_said() -> None:
    fires, tips = panel(1, None, 5, 12)
    assert np.isnan(lagged_ratios(fires, np.full(tips.shape, 3), lags=(0,)).ratio).all()
    assert np.isnan(lagged_ratios(np.zeros(tips.shape), tips, lags=(0, 1)).p).all()


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves nothing of 12 months"):
        lagged_ratios(np.ones((4, 12)), np.ones((4, 12)), lags=(12,))
    with pytest.raises(ValueError, match="areas x months"):
        lagged_ratios(np.ones(12), np.ones(12))
    with pytest.raises(ValueError, match="per is 'unit'"):
        lagged_ratios(np.ones((4, 12)), np.ones((4, 12)), per="unit")


def test_the_correction_over_lags_agrees_with_statsmodels() -> None:
    for seed in range(5):
        p = np.random.default_rng(seed).uniform(size=4 + seed) ** 2
        np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1], rtol=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_a_corrected_p_is_never_smaller_and_keeps_the_order(p: list[float]) -> None:
    found = holm([*p, np.nan])
    assert np.isnan(found[-1]) and (found[:-1] >= p).all() and (found[:-1] <= 1).all()
    assert (np.diff(found[:-1][np.argsort(p, kind="stable")]) >= 0).all()
