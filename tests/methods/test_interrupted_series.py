"""Interrupted series agree with statsmodels, find what was made, and seldom find what was not."""

import numpy as np
import pytest
import statsmodels.api as sm

from wulfrun.methods.interrupted_series import NEWEY_WEST, interrupted_series


def series(
    rng: np.random.Generator, months: int = 48, step: float = 1.0, correlation: float = 0.3, mean: float = 60
) -> np.ndarray:
    """Poisson counts with a trend, a season and alike neighbours, multiplied by `step` from the middle on."""
    noise = np.zeros(months)
    noise[0] = rng.normal()
    for month in range(1, months):
        noise[month] = correlation * noise[month - 1] + np.sqrt(1 - correlation**2) * rng.normal()
    at = np.arange(months)
    usual = mean * np.exp(0.2 * np.sin(2 * np.pi * at / 12) - 0.004 * at + 0.15 * noise)
    return rng.poisson(usual * np.where(at >= months // 2, step, 1.0)).astype(float)


def design(months: int, start: int, new_slope: bool) -> np.ndarray:
    at = np.arange(months)
    after = (at >= start) * 1.0
    angle = 2 * np.pi * np.outer(at, [1, 2]) / 12
    parts = [np.ones(months), (at - start) / 12, after] + ([after * (at - start)] if new_slope else [])
    return np.column_stack([*parts, np.sin(angle), np.cos(angle)])


@pytest.mark.parametrize("new_slope", [False, True])
def test_step_slope_and_newey_wests_errors_agree_with_statsmodels(new_slope: bool) -> None:
    y = series(np.random.default_rng(5))
    x = design(48, 24, new_slope)
    fitted = sm.GLM(y, x, family=sm.families.Poisson()).fit(
        cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True}, use_t=True, tol=1e-13
    )
    found = interrupted_series(y, 24, new_slope=new_slope, newey_west=3)
    assert found.method == NEWEY_WEST
    low, high = np.exp(fitted.conf_int()[2])
    assert np.log(found.level.ratio) == pytest.approx(fitted.params[2], abs=1e-9)
    assert (found.level.lower, found.level.upper) == pytest.approx((low, high), rel=1e-6)
    assert found.level.p == pytest.approx(fitted.pvalues[2], abs=1e-7)
    if new_slope:
        assert np.log(found.slope.ratio) == pytest.approx(fitted.params[3], abs=1e-9)
        assert found.slope.p == pytest.approx(fitted.pvalues[3], abs=1e-7)
    np.testing.assert_allclose(found.fitted, fitted.fittedvalues, rtol=1e-8)


def test_the_step_that_was_made_lies_within_the_interval_and_the_expected_is_without_it() -> None:
    rng = np.random.default_rng(6)
    found = [interrupted_series(series(rng, step=0.6), 24) for _ in range(100)]
    assert np.mean([each.level.lower <= 0.6 <= each.level.upper for each in found]) > 0.88
    assert np.mean([each.level.upper < 1 for each in found]) > 0.8
    one = found[0]
    np.testing.assert_allclose(one.fitted[:24], one.expected[:24])
    np.testing.assert_allclose(one.fitted[24:] / one.expected[24:], one.level.ratio)


def test_where_nothing_happened_something_is_found_about_one_time_in_twenty_although_months_are_alike() -> (
    None
):
    rng = np.random.default_rng(7)
    drawn = [series(rng) for _ in range(600)]
    ours = np.mean([interrupted_series(y, 24).level.p < 0.05 for y in drawn])
    theirs = np.mean([interrupted_series(y, 24, newey_west=3).level.p < 0.05 for y in drawn])
    assert 0.03 < ours < 0.09
    assert theirs > ours


def test_the_average_over_the_months_after_is_the_step_and_half_the_way_of_the_slope() -> None:
    found = interrupted_series(series(np.random.default_rng(8)), 24, new_slope=True)
    assert found.average.ratio == pytest.approx(found.level.ratio * found.slope.ratio ** (23 / 2))
    geometric = np.exp(np.log(found.fitted[24:] / found.expected[24:]).mean())
    assert found.average.ratio == pytest.approx(geometric)


def test_a_missing_month_is_a_gap_and_not_a_month_without_crime() -> None:
    y = series(np.random.default_rng(9))
    y[[5, 30]] = np.nan
    found = interrupted_series(y, 24)
    whole = interrupted_series(np.where(np.isnan(y), found.fitted, y), 24)
    assert found.level.ratio == pytest.approx(whole.level.ratio, rel=1e-6)
    assert found.free == whole.free - 2


def test_twice_the_crime_in_every_month_leaves_the_step_as_it_was() -> None:
    y = series(np.random.default_rng(10))
    once, twice = interrupted_series(y, 24, newey_west=3), interrupted_series(2 * y, 24, newey_west=3)
    assert once.level == pytest.approx(twice.level, rel=1e-6)


def test_another_month_to_begin_with_changes_only_what_the_seasons_are_called() -> None:
    y = series(np.random.default_rng(11))
    one, other = interrupted_series(y, 24, first_month=0), interrupted_series(y, 24, first_month=3)
    assert one.level == pytest.approx(other.level, rel=1e-6)


@pytest.mark.parametrize(
    ("counts", "start", "harmonics", "words"),
    [
        (np.ones(48), 8, 2, "at least 12 on either side"),
        (np.where(np.arange(144) % 6 == 0, 5.0, np.nan), 72, 2, "cannot tell 7 coefficients apart"),
        (np.r_[np.zeros(24), np.ones(24)], 24, 2, "none on one side"),
        (np.r_[np.ones(24), -np.ones(24)], 24, 2, "negative"),
        (np.ones(48), 24, 6, "0 to 5"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(
    counts: np.ndarray, start: int, harmonics: int, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        interrupted_series(counts, start, harmonics=harmonics)
