"""Paths of targets, what is needed from here, and the words for them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.target import goal, needed_per_month, path_at, probability_of_meeting, status


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
