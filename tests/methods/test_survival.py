"""How long until it happens again, with censoring."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from wulfrun.methods.survival import kaplan_meier, log_rank, median, survival_at

# Weeks of remission of leukaemia, Freireich et al. 1963, as in Kleinbaum & Klein, Survival Analysis, ch. 2.
DRUG = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

people = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40)


def test_the_curve_of_freireichs_trial_is_the_published_one() -> None:
    found = kaplan_meier(DRUG, RELAPSED)
    assert found.time.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert found.events.tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert found.survival.round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert median(found).value == 23 and np.isnan(median(found).upper)
    assert median(kaplan_meier(PLACEBO, [True] * 21)).value == 8


def test_the_log_rank_test_of_freireichs_trial_is_the_published_one() -> None:
    found = log_rank(DRUG + PLACEBO, RELAPSED + [True] * 21, ["6-MP"] * 21 + ["placebo"] * 21)
    assert found.chi2 == pytest.approx(16.793, abs=5e-4) and found.free == 1
    assert found.observed.tolist() == [9, 21]
    np.testing.assert_allclose(found.expected, [19.25, 10.75], atol=5e-3)


def test_three_groups_agree_with_statsmodels() -> None:
    rng = np.random.default_rng(1)
    time, seen, group = rng.integers(1, 60, 120), rng.uniform(size=120) < 0.7, rng.integers(0, 3, 120)
    found, (chi2, p) = log_rank(time, seen, group), survdiff(time, seen, group)
    assert (found.chi2, found.p, found.free) == pytest.approx((chi2, p, 2))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_curves_and_limits_agree_with_statsmodels(seed: int) -> None:
    rng = np.random.default_rng(seed)
    time, seen = rng.integers(1, 90, 80), rng.uniform(size=80) < 0.6
    found, other = kaplan_meier(time, seen), SurvfuncRight(time, seen)
    inside = other.surv_prob > 0
    np.testing.assert_allclose(found.survival, other.surv_prob, rtol=1e-12)
    log = np.log(other.surv_prob[inside])
    half = norm.ppf(0.975) * other.surv_prob_se[inside] / (other.surv_prob[inside] * np.abs(log))
    np.testing.assert_allclose(found.lower[inside], other.surv_prob[inside] ** np.exp(half), rtol=1e-9)
    np.testing.assert_allclose(found.upper[inside], other.surv_prob[inside] ** np.exp(-half), rtol=1e-9)
    assert median(found).value == pytest.approx(other.quantile(0.5))


def test_nobody_is_known_after_the_longest_watching() -> None:
    curve = kaplan_meier([10, 20, 30], [True, False, False])
    assert survival_at(curve, 5) == (1, 1, 1)
    assert survival_at(curve, 30).value == pytest.approx(2 / 3)
    assert np.isnan(survival_at(curve, 31).value) and np.isnan(median(curve).value)


def test_leaving_the_censored_out_would_shorten_the_time() -> None:
    only = [day for day, repeated in zip(DRUG, RELAPSED, strict=True) if repeated]
    assert median(kaplan_meier(only, [True] * len(only))).value < median(kaplan_meier(DRUG, RELAPSED)).value


def test_nobody_repeats_or_nobody_is_there() -> None:
    assert survival_at(kaplan_meier([5, 6], [False, False]), 6).value == 1
    assert np.isnan(survival_at(kaplan_meier([], []), 1).value)


def test_the_end_of_the_curve_has_no_limits() -> None:
    curve = kaplan_meier([1, 2], [True, True])
    assert curve.survival[-1] == 0 and np.isnan(curve.lower[-1]) and np.isnan(curve.upper[-1])


def test_times_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="negative or missing"):
        kaplan_meier([1, -1], [True, True])
    with pytest.raises(ValueError, match="one length"):
        kaplan_meier([1, 2], [True])
    with pytest.raises(ValueError, match="at least two"):
        log_rank([1, 2], [True, True], ["a", "a"])


@given(people)
def test_without_censoring_the_curve_is_the_share_still_without(everyone: list[tuple[int, bool]]) -> None:
    time = np.array([each[0] for each in everyone])
    curve = kaplan_meier(time, np.ones(len(time), bool))
    shares = [(time > each).mean() for each in curve.time]
    np.testing.assert_allclose(curve.survival, shares, atol=1e-12)


@given(people)
def test_the_curve_never_rises_and_stays_inside_its_limits(everyone: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier([each[0] for each in everyone], [each[1] for each in everyone])
    known = ~np.isnan(curve.lower)
    assert (np.diff(curve.survival) <= 0).all() and (curve.survival >= 0).all()
    assert (curve.lower[known] <= curve.survival[known]).all()
    assert (curve.survival[known] <= curve.upper[known]).all()
    assert curve.events.sum() == sum(each[1] for each in everyone)
