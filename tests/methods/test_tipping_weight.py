"""The share at which another problem comes first, held against a closed form and a fine search."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wulfrun.methods.priority_score import priority_scores
from wulfrun.methods.tipping_weight import tipping_weights

NAN = float("nan")
SCALED = st.tuples(st.integers(2, 5), st.integers(2, 4)).flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([0.0, 0.15, 0.3, 0.55, 0.7, 1.0, NAN]))
)


def moved(weights: np.ndarray, at: int, share: float) -> np.ndarray:
    """The weights with one criterion at a share and the rest in proportion."""
    rest = np.delete(weights, at) / np.delete(weights, at).sum() * (1 - share)
    return np.insert(rest, at, share)


def test_with_two_criteria_it_is_where_two_lines_cross() -> None:
    """0.9 t + 0.2 (1 - t) = 0.3 t + 0.8 (1 - t) at t = 1/2."""
    found = tipping_weights([[0.9, 0.2], [0.3, 0.8]], [3, 1])
    assert found.share.tolist() == [0.75, 0.25]
    assert found.below[0] == pytest.approx(0.5)
    assert found.above[1] == pytest.approx(0.5)
    assert (found.below_to[0], found.above_to[1], found.above_to[0]) == (1, 1, -1)


@settings(max_examples=60, deadline=None)
@given(SCALED, st.integers(0, 3))
def test_up_to_there_the_first_stays_first_and_just_beyond_another_is(scaled: np.ndarray, which: int) -> None:
    weights = np.arange(1.0, scaled.shape[1] + 1)
    at, before = which % scaled.shape[1], priority_scores(scaled, weights)
    found = tipping_weights(scaled, weights)
    first = np.flatnonzero(before.rank == 1)
    if len(first) != 1:
        assert np.isnan(found.above).all()
        assert np.isnan(found.below).all()
        return
    high = found.above[at] if found.above_to[at] >= 0 else 1.0
    low = found.below[at] if found.below_to[at] >= 0 else 0.0
    for share in np.linspace(low, high, 41)[1:-1]:
        score = priority_scores(scaled, moved(weights, at, share)).score
        assert score[first[0]] >= np.nanmax(score) - 1e-9
    for to, edge, step in ((found.above_to[at], high, 1e-4), (found.below_to[at], low, -1e-4)):
        if to >= 0 and 1e-3 < edge < 1 - 1e-3:
            score = priority_scores(scaled, moved(weights, at, edge + step)).score
            assert np.nanmax(score) > score[first[0]]


def test_who_is_higher_on_every_criterion_is_never_overtaken() -> None:
    found = tipping_weights([[0.9, 0.8, 0.7], [0.1, 0.2, 0.3]], [1, 1, 1])
    assert np.isnan([*found.above, *found.below]).all()
    assert found.above_to.tolist() == found.below_to.tolist() == [-1, -1, -1]


def test_of_two_that_tie_nothing_is_told_and_neither_with_one_criterion() -> None:
    assert np.isnan(tipping_weights([[0.5, 0.5], [0.5, 0.5]], [1, 1]).above).all()
    assert np.isnan(tipping_weights([[0.9], [0.1]], [1]).below).all()


def test_what_is_not_known_of_a_problem_leaves_its_mean_where_it_was() -> None:
    """The second is 0.6 whatever the first criterion counts; the first is 0.9 t + 0.5 (1 - t): t = 1/4."""
    found = tipping_weights([[0.9, 0.5], [NAN, 0.6]], [1, 1])
    assert found.below[0] == pytest.approx(0.25)
