"""Places in an order, and tenths of the population."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from wulfrun.methods.ranking import deciles, mid_ranks, population_midpoints


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_ranks_with_ties_agree_with_scipy(values: list[int]) -> None:
    np.testing.assert_array_equal(mid_ranks(values), rankdata(values))


def test_tenths_hold_people_and_not_areas() -> None:
    found = deciles(np.arange(1, 12), [100] * 10 + [1000])
    assert found.tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 8]
    assert deciles(np.arange(1, 101), [7] * 100).tolist() == np.repeat(np.arange(1, 11), 10).tolist()


def test_areas_that_tie_stand_at_one_place() -> None:
    assert population_midpoints([1, 1, 2], [10, 30, 60]).tolist() == [0.2, 0.2, 0.7]


def test_the_order_of_the_rows_does_not_matter() -> None:
    rank, people = np.array([4, 1, 3, 2]), np.array([5, 10, 20, 30])
    turned = np.argsort(rank)
    assert deciles(rank, people)[turned].tolist() == deciles(rank[turned], people[turned]).tolist()


def test_a_place_without_a_rank_is_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        deciles([1, np.nan], [1, 1])


@given(st.lists(st.integers(1, 10**5), min_size=1, max_size=60), st.integers(2, 10))
def test_midpoints_rise_with_rank_and_average_to_the_middle(people: list[int], groups: int) -> None:
    middle = population_midpoints(np.arange(len(people)), people)
    assert (np.diff(middle) > 0).all() and middle[0] > 0 and middle[-1] < 1
    assert np.average(middle, weights=people) == pytest.approx(0.5)
    found = deciles(np.arange(len(people)), people, groups)
    assert (np.diff(found) >= 0).all() and found.min() >= 1 and found.max() <= groups
