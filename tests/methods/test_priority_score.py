"""Problems are put in an order that no unit, no order of rows and no gap in the data can turn round."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wulfrun.methods.priority_score import priority_scores, share_below, share_of_grade

SCALED = st.tuples(st.integers(2, 8), st.integers(1, 5)).flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([0.0, 0.2, 0.5, 0.75, 1.0, float("nan")]))
)
NAN = float("nan")


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=30))
def test_a_curved_scale_changes_no_share(values: list[int]) -> None:
    plain = share_below(values)
    np.testing.assert_allclose(plain, share_below(np.exp(np.array(values) / 10)))
    np.testing.assert_allclose(plain.mean(), 0.5)


@given(SCALED, st.floats(0.01, 1000), st.data())
def test_the_unit_of_the_weights_and_the_order_of_the_problems_do_not_matter(
    scaled: np.ndarray, factor: float, data: st.DataObject
) -> None:
    weights = np.arange(1.0, scaled.shape[1] + 1)
    found, other = priority_scores(scaled, weights), priority_scores(scaled, weights * factor)
    np.testing.assert_allclose(found.score, other.score)
    assert found.rank.tolist() == other.rank.tolist()
    turned = np.array(data.draw(st.permutations(range(len(scaled)))))
    assert priority_scores(scaled[turned], weights).rank.tolist() == found.rank[turned].tolist()


@given(SCALED)
def test_who_is_at_least_as_high_on_every_criterion_is_never_below(scaled: np.ndarray) -> None:
    known = np.nan_to_num(scaled, nan=0.5)
    rank = priority_scores(known, np.arange(1.0, known.shape[1] + 1)).rank
    for one in range(len(known)):
        for other in range(len(known)):
            if (known[one] >= known[other]).all():
                assert rank[one] <= rank[other]


@given(SCALED)
def test_with_one_criterion_the_order_is_its_own(scaled: np.ndarray) -> None:
    known = np.nan_to_num(scaled[:, :1], nan=0.5)
    expected = [1 + int((known > each).sum()) for each in known[:, 0]]
    assert priority_scores(known, [7]).rank.tolist() == expected


def test_what_is_not_known_is_left_out_and_never_counted_as_nothing() -> None:
    found = priority_scores([[0.8, NAN], [0.8, 0.0], [NAN, NAN]], [1, 1])
    assert found.score[:2].tolist() == [0.8, 0.4]
    assert np.isnan(found.score[2])
    assert found.rank.tolist() == [1, 2, 0]
    assert found.known.tolist() == [0.5, 1.0, 0.0]


def test_those_who_tie_share_the_better_rank() -> None:
    assert priority_scores([[0.5], [0.9], [0.5], [0.1]], [1]).rank.tolist() == [2, 1, 2, 4]


def test_a_grade_nobody_is_sure_of_counts_nearer_to_the_middle() -> None:
    np.testing.assert_allclose(share_of_grade(5, [1, 3, 5, NAN]), [0.6, 0.8, 1.0, 1.0])
    np.testing.assert_allclose(share_of_grade(1, [1, 3, 5]), [0.4, 0.2, 0.0])
    assert np.isnan(share_of_grade(NAN, 4))
    with pytest.raises(ValueError, match="outside 1 to 5"):
        share_of_grade(6)


@pytest.mark.parametrize(
    ("scaled", "weights", "said"),
    [
        ([[0.5, 0.5]], [1], r"expected \(n, c\), \(c,\)"),
        ([[0.5]], [-1], "a weight is below 0"),
        ([[0.5]], [0], "none is above 0"),
        ([[1.5]], [1], "outside 0 to 1"),
    ],
)
def test_weights_that_mean_nothing_are_refused(
    scaled: list[list[float]], weights: list[float], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        priority_scores(scaled, weights)
