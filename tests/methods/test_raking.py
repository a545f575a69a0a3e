"""Weights that make the people asked look like the people who live there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.raking import rake


def spread_out(table: np.ndarray) -> list[np.ndarray]:
    """One respondent for each count in a table: their row and their column."""
    rows, columns = np.indices(table.shape)
    return [np.repeat(each.ravel(), table.ravel().astype(int)) for each in (rows, columns)]


def folded(groups: list[np.ndarray], weights: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    out = np.zeros(shape)
    np.add.at(out, tuple(groups), weights)
    return out


def test_raking_meets_both_margins_as_a_fit_by_rows_and_columns_does() -> None:
    table = np.array([[20.0, 6, 4], [10, 30, 30]])
    rows, columns = np.array([600.0, 400]), np.array([250.0, 350, 400])
    groups = spread_out(table)
    found = rake(groups, [rows, columns])
    fitted = table.copy()
    for _ in range(1000):
        fitted *= (rows / fitted.sum(axis=1))[:, None]
        fitted *= columns / fitted.sum(axis=0)
    assert found.converged and found.reason == "" and found.worst < 1e-6
    np.testing.assert_allclose(folded(groups, found.weights, table.shape), fitted, rtol=1e-5)


def test_raking_keeps_the_odds_ratios_of_the_sample() -> None:
    table = np.array([[12.0, 5], [7, 20]])
    groups = spread_out(table)
    found = folded(groups, rake(groups, [[300, 700], [550, 450]]).weights, table.shape)
    odds = [each[0, 0] * each[1, 1] / (each[0, 1] * each[1, 0]) for each in (table, found)]
    assert odds[0] == pytest.approx(odds[1], rel=1e-6)


def test_a_boosted_sample_is_weighted_down() -> None:
    group = np.array([0] * 80 + [1] * 120)
    found = rake([group], [[90_000, 10_000]])
    assert found.weights[0] / found.weights[-1] == pytest.approx((90_000 / 80) / (10_000 / 120))
    answer = np.where(group == 1, 1.0, 0.0)
    assert (found.weights * answer).sum() / found.weights.sum() == pytest.approx(0.1)


def test_design_weights_are_the_beginning_and_a_right_sample_keeps_them() -> None:
    found = rake([[0, 0, 1, 1]], [[40, 60]], start=[1, 3, 2, 4])
    np.testing.assert_allclose(found.weights, [10, 30, 20, 40])


def test_someone_whose_age_is_not_known_keeps_the_weight_of_the_other_margins() -> None:
    found = rake([[0, 0, 1, 1, -1], [0, 1, 0, 1, 0]], [[40, 60], [50, 50]])
    sex = np.array([0, 1, 0, 1, 0])
    np.testing.assert_allclose(np.bincount(sex, found.weights), [50, 50], rtol=1e-6)
    known = np.bincount([0, 0, 1, 1], found.weights[:4])
    assert known[0] / known.sum() == pytest.approx(0.4, rel=1e-6)
    assert found.weights.sum() == pytest.approx(100) and found.converged


def test_people_whom_nobody_asked_stop_it_by_name() -> None:
    with pytest.raises(ValueError, match=r"age, category 2: 30 people live there and none was asked"):
        rake([[0, 1], [0, 1]], [[50, 50], [30, 40, 30]], names=["sex", "age"])


def test_respondents_from_nowhere_stop_it_by_name() -> None:
    with pytest.raises(ValueError, match=r"margin 1, category 1: 1 asked, but its population is 0"):
        rake([[0, 1]], [[100, 0]])


def test_margins_of_different_people_stop_it() -> None:
    with pytest.raises(ValueError, match=r"area adds up to 120 people, sex to 100"):
        rake([[0, 1], [0, 1]], [[50, 50], [60, 60]], names=["sex", "area"])
    close = rake([[0, 1], [0, 1]], [[50, 50], [50.1, 50.1]])
    assert close.converged and close.weights.sum() == pytest.approx(100)


@pytest.mark.parametrize(
    ("groups", "margins", "words"),
    [
        ([], [], "no margin"),
        ([[0, 3]], [[1, 1]], "categories 0 to 3; expected 0 to 1"),
        ([[0, 1], [0]], [[1, 1], [2]], "2, 1 respondents"),
        ([[0, 1]], [[1, np.nan]], "negative or missing"),
    ],
)
def test_what_cannot_be_raked_is_named(
    groups: list[list[int]], margins: list[list[float]], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        rake(groups, margins)


def test_margins_that_contradict_the_sample_do_not_converge_and_say_so() -> None:
    # Every man asked is young and every woman old, but not in the population.
    found = rake([[0, 0, 1, 1], [0, 0, 1, 1]], [[50, 50], [70, 30]], names=["sex", "age"])
    assert not found.converged
    assert found.worst > 0.2 and "category" in found.reason and "rounds" in found.reason


def test_trimmed_weights_stay_within_their_bounds_and_say_what_they_miss() -> None:
    group = np.array([0] * 98 + [1] * 2)
    found = rake([group], [[5_000, 5_000]], trim=5, names=["age"])
    mean = 10_000 / 100
    assert found.weights.max() <= mean * 5 * (1 + 1e-9) and found.weights.min() >= mean / 5 * (1 - 1e-9)
    assert not found.converged and found.reason.startswith("age, category 1 is missed by -80%")
    assert "5 times the mean" in found.reason
    assert rake([group], [[5_000, 5_000]], trim=30).converged


@given(
    st.lists(st.lists(st.integers(1, 15), min_size=3, max_size=3), min_size=2, max_size=4),
    st.lists(st.integers(1, 1000), min_size=7, max_size=7),
)
def test_a_full_table_always_meets_its_margins(table: list[list[int]], people: list[int]) -> None:
    counts = np.array(table, float)
    groups = spread_out(counts)
    rows, columns = np.array(people[: len(table)], float), np.array(people[4:], float)
    columns *= rows.sum() / columns.sum()
    found = rake(groups, [rows, columns], rounds=5000)
    assert found.converged, found.reason
    np.testing.assert_allclose(np.bincount(groups[0], found.weights), rows, rtol=1e-5)
    np.testing.assert_allclose(np.bincount(groups[1], found.weights), columns, rtol=1e-5)
    assert (found.weights > 0).all()
