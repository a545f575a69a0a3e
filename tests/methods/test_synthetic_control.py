"""A mix that was made is found, in any order of donors, and placebos tell how often chance does as much."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from wulfrun.methods.synthetic_control import simplex_weights, synthetic_control


def donors(seed: int, count: int = 8, months: int = 48) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = rng.uniform(20, 60, count)[:, None]
    trend = np.exp(rng.normal(0, 0.01, count)[:, None] * np.arange(months))
    season = 1 + rng.uniform(0, 0.4, count)[:, None] * np.sin(2 * np.pi * np.arange(months) / 12)
    return np.asarray(level * trend * season)


def test_a_known_mix_is_recovered_and_what_was_taken_from_it_after_is_the_gap() -> None:
    others = np.random.default_rng(1).poisson(donors(1)).astype(float)
    index = others / others[:, :24].mean(axis=1)[:, None]
    treated = 40 * (0.5 * index[1] + 0.3 * index[4] + 0.2 * index[6])
    treated[24:] *= 0.7
    found = synthetic_control(treated, others, 24)
    expected = np.zeros(8)
    expected[[1, 4, 6]] = 0.5, 0.3, 0.2
    np.testing.assert_allclose(found.weights, expected, atol=1e-3)
    assert found.ratio == pytest.approx(0.7, abs=1e-3) and found.fit < 1e-3
    np.testing.assert_allclose(found.gap[:24], 0, atol=0.05)
    assert found.p == pytest.approx(1 / 9)


@pytest.mark.parametrize("seed", range(4))
def test_the_weights_are_those_of_a_general_optimiser(seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns, target = rng.normal(size=(24, 6)), rng.normal(size=24)
    found = simplex_weights(target, columns)
    theirs = minimize(
        lambda w: float(((columns @ w - target) ** 2).sum()),
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert ((columns @ found - target) ** 2).sum() <= theirs.fun * (1 + 1e-5)
    assert found.min() >= 0 and found.sum() == pytest.approx(1)


@settings(max_examples=20)
@given(st.permutations(range(8)), st.integers(0, 3))
def test_the_order_of_donors_changes_nothing(order: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    others = rng.poisson(donors(seed)).astype(float)
    treated = rng.poisson(30, 48).astype(float)
    one, other = synthetic_control(treated, others, 24), synthetic_control(treated, others[order], 24)
    np.testing.assert_allclose(one.weights[order], other.weights, atol=1e-7)
    np.testing.assert_allclose(one.synthetic, other.synthetic, rtol=1e-7)
    assert (one.ratio, one.lower, one.p) == pytest.approx((other.ratio, other.lower, other.p))


def test_donors_that_cannot_be_told_apart_share_their_weight() -> None:
    twin = np.column_stack([np.arange(6.0), np.arange(6.0), np.arange(6.0)[::-1]])
    np.testing.assert_allclose(simplex_weights(np.arange(6.0), twin), [0.5, 0.5, 0.0], atol=1e-5)


def test_areas_counted_on_another_scale_give_the_same_answer() -> None:
    rng = np.random.default_rng(5)
    others, treated = rng.poisson(donors(5)).astype(float), rng.poisson(30, 48).astype(float)
    one = synthetic_control(treated, others, 24)
    other = synthetic_control(3 * treated, others * np.arange(1, 9)[:, None], 24)
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-9)
    assert other.ratio == pytest.approx(one.ratio)
    np.testing.assert_allclose(other.gap, 3 * one.gap)


def test_where_nothing_was_done_the_interval_mostly_holds_no_difference() -> None:
    rng = np.random.default_rng(6)
    covered = []
    for seed in range(120):
        drawn = rng.poisson(donors(seed, 10)).astype(float)
        found = synthetic_control(drawn[0], drawn[1:], 24)
        covered.append(found.lower <= 1 <= found.upper)
    assert np.mean(covered) > 0.88


@pytest.mark.parametrize(
    ("treated", "others", "before", "words"),
    [
        (np.ones(24), np.ones((4, 20)), 12, "the shapes"),
        (np.ones(24), np.ones((2, 24)), 12, "donors: 2"),
        (np.ones(24), np.ones((4, 24)), 3, "months before: 3"),
        (np.ones(24), np.ones((4, 24)), 24, "after: 0"),
        (-np.ones(24), np.ones((4, 24)), 12, "negative or missing"),
        (np.ones(24), np.zeros((4, 24)), 12, "no count before"),
    ],
)
def test_what_has_no_control_is_refused(
    treated: np.ndarray, others: np.ndarray, before: int, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        synthetic_control(treated, others, before)
