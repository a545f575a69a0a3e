"""How often a problem stays at the top, held against cases whose answer is known without a draw."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from wulfrun.methods.weight_sensitivity import weight_sensitivity

PAIR = st.tuples(*[st.sampled_from([0.0, 0.1, 0.3, 0.6, 0.8, 1.0])] * 4)


@settings(max_examples=25, deadline=None)
@given(PAIR, st.floats(0.1, 0.9))
def test_with_two_criteria_the_share_is_the_length_of_an_interval_of_weights(
    pair: tuple[float, ...], share: float
) -> None:
    """a w + b (1 - w) > c w + d (1 - w) for w over, or under, one weight: its chance is exact."""
    a, b, c, d = pair
    found = weight_sensitivity([[a, b], [c, d]], [share, 1 - share], top=1, runs=20_000)
    slope, level = (a - b) - (c - d), d - b
    if slope == 0:
        expected = [float(level < 0)] * 2
    else:
        edge = float(np.clip(level / slope, 0, 1))
        near = beta(40 * share, 40 * (1 - share))
        expected = [float(1 - near.cdf(edge)), 1 - edge] if slope > 0 else [float(near.cdf(edge)), edge]
    assert found.ahead[0, 1] == pytest.approx(expected[0], abs=0.02)
    if (a, b) != (c, d) and not (slope == 0 and level == 0):
        assert found.top_share_any[0] == pytest.approx(expected[1], abs=0.02)


def test_one_criterion_leaves_no_doubt() -> None:
    found = weight_sensitivity([[0.9], [0.1], [0.5]], [3], top=2)
    assert found.top_share.tolist() == found.top_share_any.tolist() == [1, 0, 1]
    assert found.rank_low.tolist() == found.rank_high.tolist() == [1, 3, 2]
    assert found.mean_rank.tolist() == [1, 3, 2]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_who_is_higher_on_every_criterion_is_always_ahead(seed: int) -> None:
    scaled = np.sort(np.random.default_rng(seed).random((5, 3)), axis=0)
    found = weight_sensitivity(scaled, [1, 2, 5], top=1, runs=200)
    assert found.first_share.tolist() == [0, 0, 0, 0, 1]
    assert np.tril(found.ahead, -1).sum() == 10


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(6)), st.floats(0.1, 50))
def test_neither_the_order_of_the_problems_nor_the_unit_of_the_weights_matters(
    order: list[int], factor: float
) -> None:
    scaled = np.random.default_rng(4).random((6, 4))
    plain = weight_sensitivity(scaled, [1, 1, 2, 4], top=2, runs=300)
    turned = weight_sensitivity(scaled[order], [1, 1, 2, 4], top=2, runs=300)
    np.testing.assert_array_equal(plain.top_share[order], turned.top_share)
    larger = weight_sensitivity(scaled, np.array([1, 1, 2, 4]) * factor, top=2, runs=300)
    np.testing.assert_allclose(plain.top_share, larger.top_share, atol=0.02)


def test_the_same_seed_gives_the_same_answer_and_the_draws_are_as_wide_as_is_said() -> None:
    scaled = np.random.default_rng(1).random((8, 9))
    one, other = (weight_sensitivity(scaled, np.ones(9)) for _ in range(2))
    np.testing.assert_array_equal(one.ahead, other.ahead)
    tight = weight_sensitivity(scaled, np.ones(9), concentration=1e6)
    assert (tight.rank_low == tight.rank_high).all()
    assert ((one.rank_high - one.rank_low) >= (tight.rank_high - tight.rank_low)).all()


def test_a_criterion_that_is_left_out_stays_out_of_every_draw() -> None:
    found = weight_sensitivity([[0.0, 1.0], [1.0, 0.0]], [0, 1], top=1)
    assert found.top_share_any.tolist() == [1, 0]


def test_a_problem_of_which_nothing_is_known_has_no_place() -> None:
    found = weight_sensitivity([[float("nan")], [0.5]], [1], top=1)
    assert np.isnan(found.top_share[0])
    assert found.rank_low.tolist() == [0, 1]
    assert found.top_share[1] == 1


@pytest.mark.parametrize("wrong", [{"top": 0}, {"runs": 0}, {"concentration": 0}])
def test_draws_that_cannot_be_made_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        weight_sensitivity([[0.5]], [1], **wrong)
