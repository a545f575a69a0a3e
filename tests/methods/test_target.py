"""Paths of targets, what is needed from here, and the words for them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.target import (
    goal,
    needed_per_month,
    path_at,
    path_needed,
    probability_of_meeting,
    status,
)


def test_twenty_percent_over_four_years_from_ten_thousand() -> None:
    reach = goal(10_000, -20)
    for path in ("straight", "stepped"):
        assert path_at(10_000, reach, 0, 48, [12, 24, 36, 48], path).tolist() == [9500, 9000, 8500, 8000]


def test_a_stepped_path_waits_for_the_year_to_end() -> None:
    assert path_at(10_000, 8_000, 0, 48, [6, 18], "stepped").tolist() == [10_000, 9_500]
    assert path_at(10_000, 8_000, 0, 48, [6, 18]).tolist() == [9_750, 9_250]


def test_a_path_is_flat_before_its_start_and_after_its_end() -> None:
    assert path_at(100, 80, 12, 24, [0, 12, 24, 60]).tolist() == [100, 100, 80, 80]


def test_an_unknown_path_is_refused() -> None:
    with pytest.raises(ValueError, match="'curved'"):
        path_at(1, 2, 0, 12, 6, "curved")


def test_what_is_needed_each_month_from_here() -> None:
    assert float(needed_per_month(8000, 5000, 5)) == 600
    assert float(needed_per_month(8000, 8500, 5)) == -100
    assert np.isnan(needed_per_month(8000, 5000, 0))


def test_a_certain_outcome_has_a_certain_probability() -> None:
    assert probability_of_meeting([90, 100, 110], 0, 100).tolist() == [1, 1, 0]
    assert probability_of_meeting([90, 110], 0, 100, lower=False).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (1.0, "on track"),
        (0.8, "on track"),
        (0.79, "at risk"),
        (0.21, "at risk"),
        (0.2, "off track"),
        (0, "off track"),
    ],
)
def test_the_word_before_the_end_follows_the_probability(chance: float, word: str) -> None:
    assert status(chance) == word


def test_the_word_after_the_end_follows_the_result() -> None:
    assert status(np.nan, ended=True, met=True) == "achieved"
    assert status(0.99, ended=True, met=False) == "not achieved"
    assert status(np.nan) == "cannot be said"


@given(st.floats(-1e5, 1e5), st.floats(0.01, 1e4), st.floats(-1e5, 1e5))
def test_meeting_and_missing_make_one(mean: float, sd: float, reach: float) -> None:
    under = float(probability_of_meeting(mean, sd, reach))
    over = float(probability_of_meeting(mean, sd, reach, lower=False))
    assert 0 <= under <= 1
    assert under + over == pytest.approx(1)


def test_the_path_needed_makes_the_goal_exactly_and_keeps_the_season() -> None:
    usual = np.array([120.0, 100, 80, 60])
    needed = path_needed(1000, 730, usual)
    assert needed.sum() == pytest.approx(270)
    np.testing.assert_allclose(needed / usual, 0.75)


def test_what_is_needed_of_months_that_are_usually_empty_is_spread_evenly() -> None:
    assert path_needed(30, 0, [0, 0, 0]).tolist() == [10, 10, 10]
    assert path_needed(30, 0, []).tolist() == []


def test_a_goal_that_was_passed_needs_months_that_cannot_be() -> None:
    assert np.isnan(path_needed(100, 101, [5, 5])).all()
    with pytest.raises(ValueError, match="0 or more"):
        path_needed(100, 50, [5, -1])


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.lists(st.floats(0, 1e5), min_size=1, max_size=24))
def test_the_path_adds_up_to_what_is_left(reach: float, so_far: float, usual: list[float]) -> None:
    needed = path_needed(reach, so_far, usual)
    if reach >= so_far:
        assert needed.sum() == pytest.approx(reach - so_far, abs=1e-6) and (needed >= 0).all()
