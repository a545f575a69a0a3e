"""A weighted sum of offences with limits that allow for a rare and grave one."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wulfrun.methods.harm import harm_change, harm_score
from wulfrun.methods.interval import exact_limits

TRUTH = json.loads((Path(__file__).parents[1] / "truths" / "harm_ons_css.json").read_text("utf-8"))
WEIGHTS = np.array([440.0, 150, 40, 7500, 2500])


@pytest.mark.parametrize("case", TRUTH["published_by_group"])
def test_published_scores_add_up_by_group_as_the_definition_has_it(case: dict[str, object]) -> None:
    """The weights were not seen; but that a score is a sum over offences per head can be tried."""
    groups = np.array(list(case["groups"].values()))  # type: ignore[attr-defined]
    found = harm_score(groups, np.ones(len(groups)))
    assert float(found.value) == pytest.approx(case["total"], rel=1e-12)
    np.testing.assert_allclose(found.shares, groups / case["total"])


def test_equal_weights_have_the_exact_limits_of_the_count() -> None:
    counts = np.array([[3, 4, 5], [0, 0, 0], [100, 0, 1]])
    found = harm_score(counts, [7, 7, 7])
    lower, upper = exact_limits(counts.sum(axis=1))
    np.testing.assert_allclose(found.lower, 7 * lower)
    np.testing.assert_allclose(found.upper, 7 * upper)


def test_limits_agree_with_scipys_gamma_distribution() -> None:
    counts = np.array([20, 80, 150, 1, 3])
    y, v = (counts * WEIGHTS).sum(), (counts * WEIGHTS**2).sum()
    found = harm_score(counts, WEIGHTS, 5000, scale=1000, confidence=0.9)
    assert float(found.lower) == pytest.approx(stats.gamma.ppf(0.05, y * y / v, scale=v / y) / 5)
    y, v = y + 7500, v + 7500**2
    assert float(found.upper) == pytest.approx(stats.gamma.ppf(0.95, y * y / v, scale=v / y) / 5)


@pytest.mark.parametrize("means", [[200, 800, 1500, 3, 60], [40, 160, 300, 0.5, 8], [10, 40, 80, 0.05, 1]])
def test_the_true_score_is_held_at_least_as_often_as_promised(means: list[float]) -> None:
    counts = np.random.default_rng(1).poisson(means, (20_000, 5))
    found = harm_score(counts, WEIGHTS)
    truth = float(np.array(means) @ WEIGHTS)
    assert ((found.lower <= truth) & (truth <= found.upper)).mean() >= 0.95


def test_a_change_is_claimed_about_as_seldom_as_promised_where_there_is_none() -> None:
    rng = np.random.default_rng(2)
    now, before = (harm_score(rng.poisson([200, 800, 1500, 3, 60], (20_000, 5)), WEIGHTS) for _ in range(2))
    found = harm_change(now, before)
    assert 0.95 <= ((found.lower <= 0) & (found.upper >= 0)).mean() <= 0.99


def test_what_has_no_weight_is_left_out_and_told() -> None:
    found = harm_score([10, 30, 60], [5, np.nan, 1])
    assert (float(found.value), float(found.mapped)) == (110, 0.7)
    assert np.isnan(found.shares[1]) and np.nansum(found.shares) == pytest.approx(1)
    nothing = harm_score([10, 30], [np.nan, np.nan])
    assert np.isnan(nothing.value) and float(nothing.mapped) == 0


def test_nothing_counted_is_no_harm_with_an_upper_limit_and_nobody_at_risk_is_no_score() -> None:
    found = harm_score([0, 0], [5, 100])
    assert (float(found.value), float(found.lower)) == (0, 0) and float(found.upper) > 100
    assert np.isnan(found.mapped)
    assert np.isnan(harm_score([1, 2], [5, 100], 0).value)
    assert np.isnan(harm_change(found, found).value)


def test_negative_weights_and_other_shapes_are_refused() -> None:
    for count, weight in (([1, 2], [1]), ([1, -2], [1, 1]), ([1, 2], [1, -1]), (3, [1])):
        with pytest.raises(ValueError, match="expected a weight"):
            harm_score(count, weight)


COUNTS = st.lists(st.integers(0, 500), min_size=5, max_size=5)


@given(COUNTS, st.floats(0.01, 1e4), st.permutations(range(5)))
def test_neither_the_order_of_codes_nor_the_unit_of_weights_matters(
    counts: list[int], unit: float, order: list[int]
) -> None:
    found = harm_score(counts, WEIGHTS)
    turned = harm_score(np.array(counts)[order], WEIGHTS[order] * unit)
    for one, other in zip(found[:3], turned[:3], strict=True):
        assert float(other) == pytest.approx(unit * float(one), rel=1e-9)
    assert float(found.lower) <= float(found.value) <= float(found.upper)


@given(COUNTS, COUNTS)
def test_looking_back_turns_the_change_over(one: list[int], other: list[int]) -> None:
    now, before = harm_score(one, WEIGHTS), harm_score(other, WEIGHTS)
    forward, back = harm_change(now, before), harm_change(before, now)
    if any(one) and any(other):
        assert (1 + float(forward.lower) / 100) * (1 + float(back.upper) / 100) == pytest.approx(1)
