"""Expected ranges agree with the published method, and chances are what they say they are."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from wulfrun.methods.exceedance import POWER, exceedance, recent_exceedance

TRUTH = json.loads((Path(__file__).parents[1] / "truths" / "anomaly_farrington.json").read_text("utf-8"))


def test_upper_bounds_and_alarms_agree_with_farrington_as_r_works_them_out() -> None:
    at = np.array(TRUTH["range_1based"]) - 1
    found = exceedance(
        TRUTH["counts"], at, years=4, around=3, season=52, confidence=0.99, law=POWER, outlying=1
    )
    np.testing.assert_allclose(found.upper, TRUTH["farrington_upper"], rtol=1e-6)
    above = np.array(TRUTH["counts"])[at] > found.upper
    assert above.astype(int).tolist() == TRUTH["farrington_alarm"]


def test_without_outliers_it_is_the_regression_that_statsmodels_fits() -> None:
    y = np.random.default_rng(3).poisson(np.linspace(60, 10, 73)).astype(float)
    found = exceedance(y, [72], outlying=np.inf)
    back = np.sort((12 * np.arange(1, 6)[:, None] + np.arange(-1, 2)).ravel())[::-1]
    model = sm.GLM(y[72 - back], sm.add_constant(-back.astype(float)), family=sm.families.Poisson())
    fit = model.fit(scale="X2")
    assert bool(found.trend[0]) and fit.pvalues[1] < 0.05
    assert float(found.expected[0]) == pytest.approx(float(np.exp(fit.params[0])), rel=1e-6)
    phi = max(1.0, fit.scale)
    assert float(found.dispersion[0]) == pytest.approx(phi, rel=1e-6)
    variance = np.asarray(fit.cov_params())[0, 0] / fit.scale * phi
    mean, tau = float(found.expected[0]), phi + float(found.expected[0]) * variance
    law = nbinom(mean / (tau - 1), 1 / tau)
    assert float(found.p_higher[0]) == pytest.approx(float(law.sf(y[72] - 1)), rel=1e-6)
    assert float(found.p_lower[0]) == pytest.approx(float(law.cdf(y[72])), rel=1e-6)
    assert [float(found.lower[0]), float(found.upper[0])] == [law.ppf(0.005), law.ppf(0.995)]


def test_chances_hold_for_counts_that_vary_more_than_chance_and_have_a_season() -> None:
    draw = np.random.default_rng(1)
    mean = 20 * (1 + 0.4 * np.sin(np.arange(72) / 6 * np.pi))
    y = draw.negative_binomial(mean, 0.5, (400, 72)).astype(float)
    found = exceedance(y, np.arange(60, 72))
    assert (found.p <= 0.05).mean() == pytest.approx(0.05, abs=0.015)
    assert (found.p <= 0.01).mean() < 0.02
    outside = (y[:, 60:] < found.lower) | (y[:, 60:] > found.upper)
    assert outside.mean() < 0.02


def test_small_counts_are_judged_exactly_and_on_the_safe_side() -> None:
    y = np.random.default_rng(2).poisson(1.5, (500, 72)).astype(float)
    found = exceedance(y, np.arange(60, 72))
    assert (found.p <= 0.05).mean() <= 0.05
    settled = exceedance(np.tile([1.0, 2.0], 40), [79], years=6, around=3)
    assert float(settled.p_higher[0]) == pytest.approx(poisson(1.5).sf(1), abs=0.1)


def test_each_place_is_judged_by_what_stood_before_it() -> None:
    y = np.random.default_rng(4).poisson(30, 80).astype(float)
    before = exceedance(y, [70])
    y[71:] = 1e6
    after = exceedance(y, [70])
    assert [float(each[0]) for each in before[:9]] == [float(each[0]) for each in after[:9]]
    recent = recent_exceedance(y, [70])
    assert float(recent.expected[0]) == pytest.approx(y[46:70].mean())


def test_an_old_outlier_does_not_hide_a_new_one() -> None:
    y = np.tile([19.0, 21.0, 20.0, 20.0], 19)
    y[60 - 24] = 120
    y[60] = 40
    found, trusting = exceedance(y, [60]), exceedance(y, [60], outlying=np.inf)
    assert float(found.expected[0]) == pytest.approx(20, abs=2) and float(found.p[0]) < 0.2
    assert float(trusting.expected[0]) > 25 and float(trusting.p[0]) > 0.4


def test_too_few_months_or_no_events_at_all_are_not_judged() -> None:
    short = exceedance(np.full(20, 9.0), [19])
    assert np.isnan(short.p[0]) and int(short.used[0]) == 0
    assert np.isnan(exceedance(np.zeros(72), [71]).expected[0])
    gap = np.full(72, 9.0)
    gap[71] = np.nan
    assert np.isnan(exceedance(gap, [71]).p[0]) and float(exceedance(gap, [71]).expected[0]) == pytest.approx(
        9
    )


def test_what_cannot_be_judged_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="a count is negative"):
        exceedance([1.0, -1.0], [1])
    with pytest.raises(ValueError, match="outside the 2 places"):
        exceedance([1.0, 1.0], [2])
    with pytest.raises(ValueError, match="expected '2/3 power'"):
        exceedance([1.0, 1.0], [1], law="normal")


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 60), min_size=40, max_size=40), min_size=1, max_size=4))
def test_series_judged_together_are_judged_as_each_alone(rows: list[list[int]]) -> None:
    together = exceedance(rows, [38, 39])
    for place, row in enumerate(rows):
        alone = exceedance(row, [38, 39])
        for ours, own in zip(together[:7], alone[:7], strict=True):
            np.testing.assert_allclose(np.asarray(ours)[place], np.asarray(own), rtol=1e-6, atol=1e-9)
        assert together.used[place].tolist() == alone.used.tolist()


@settings(max_examples=25)
@given(st.lists(st.integers(0, 60), min_size=40, max_size=40))
def test_more_is_never_more_likely(row: list[int]) -> None:
    chances = [exceedance([*row[:39], last], [39]).p_higher[0] for last in (0, 5, 20, 90)]
    assert all(np.isnan(chances)) or all(a >= b for a, b in pairwise(chances))
