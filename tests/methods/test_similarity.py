"""Which areas are most like one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from wulfrun.methods.similarity import distance


def areas(seed: int, many: int = 40, variables: int = 5) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(many, variables)) * [1, 10, 100, 5, 0.1]


def test_distances_are_euclidean_over_standardised_variables() -> None:
    table, weights = areas(1), np.array([3.0, 1, 1, 2, 1])
    scores = (table - table.mean(axis=0)) / table.std(axis=0)
    found = distance(table, 7, weights)
    expected = cdist(scores, scores[[7]], "euclidean", w=weights / weights.sum()).ravel()
    np.testing.assert_allclose(found.distance, expected, atol=1e-12)
    assert found.nearest.tolist() == np.argsort(expected)[1:8].tolist()


def test_a_group_is_up_to_seven_others_and_never_the_area_itself() -> None:
    assert len(distance(areas(2), 0).nearest) == 7 and 0 not in distance(areas(2), 0).nearest
    assert len(distance(areas(2, many=4), 0).nearest) == 3


def test_being_in_a_group_is_not_returned() -> None:
    table = [[0.0], [1.0], [1.1], [1.2]]
    assert distance(table, 0, nearest=1).nearest.tolist() == [1]
    assert distance(table, 1, nearest=1).nearest.tolist() == [2]


def test_a_missing_variable_neither_helps_nor_harms() -> None:
    table = areas(3)
    table[4] = table[7] + 1e-9
    table[4, 2] = np.nan
    found = distance(table, 7)
    assert found.nearest[0] == 4 and found.shared[4] == pytest.approx(0.8)


def test_an_area_of_which_too_little_is_known_is_not_compared() -> None:
    table = areas(4)
    table[9, :3] = np.nan
    found = distance(table, 0)
    assert np.isnan(found.distance[9]) and 9 not in distance(table, 0, nearest=39).nearest


def test_a_variable_that_is_the_same_everywhere_weighs_nothing() -> None:
    table = areas(5)
    constant = np.column_stack([table, np.full(40, 0.1)])
    found = distance(constant, 0)
    assert found.weights[-1] == 0
    np.testing.assert_allclose(found.distance, distance(table, 0).distance)


def test_what_tells_no_areas_apart_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing tells areas apart"):
        distance(np.ones((5, 2)), 0)
    with pytest.raises(ValueError, match="areas x variables"):
        distance(np.ones((5, 2)), 5)
    with pytest.raises(ValueError, match="0 or more"):
        distance(areas(1), 0, [1, 1, 1, 1, -1])


@given(st.integers(0, 1000), st.floats(0.01, 100), st.floats(-1000, 1000))
def test_the_unit_of_a_variable_does_not_matter(seed: int, factor: float, shift: float) -> None:
    table = areas(seed, many=12)
    other = table.copy()
    other[:, 1] = other[:, 1] * factor + shift
    one, two = distance(table, 3), distance(other, 3)
    np.testing.assert_allclose(one.distance, two.distance, rtol=1e-6)
    assert one.distance[3] == 0 and one.weights.sum() == pytest.approx(1)
