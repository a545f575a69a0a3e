"""Whether priority areas catch up with the rest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.gap import closing_gap


def test_the_worked_example_of_closing_the_gap() -> None:
    found = closing_gap(3200, 2300, 20000, 15800)
    assert (found.ratio, found.lower, found.upper) == pytest.approx((0.909810, 0.858975, 0.963654), abs=5e-7)
    assert found.verdict == "narrowing"


def test_the_two_gaps_can_move_apart() -> None:
    found = closing_gap(1000, 600, 5000, 2500, exposures=(10_000, 10_000, 100_000, 100_000), scale=1000)
    assert (found.relative_before, found.relative_after) == pytest.approx((2.0, 2.4))
    assert (found.absolute_before, found.absolute_after) == pytest.approx((50.0, 35.0))
    assert found.verdict == "widening"


def test_over_dispersion_can_take_the_verdict_away() -> None:
    assert closing_gap(3200, 2300, 20000, 15800, dispersion=12).verdict == "no clear change"


def test_a_count_of_nought_says_nothing() -> None:
    found = closing_gap([3, 0], [0, 3], [9, 9], [9, 9])
    assert np.isnan(found.ratio).all()
    assert list(found.verdict) == ["cannot be said"] * 2


def test_population_growth_is_not_a_widening() -> None:
    found = closing_gap(1000, 2000, 5000, 5000, exposures=(1000, 2000, 5000, 5000))
    assert found.ratio == pytest.approx(1.0)
    assert found.verdict == "no clear change"


@given(*[st.integers(1, 10**6)] * 4)
def test_swapping_the_groups_turns_the_verdict_over(p0: int, p1: int, r0: int, r1: int) -> None:
    one, other = closing_gap(p0, p1, r0, r1), closing_gap(r0, r1, p0, p1)
    words = {"narrowing": "widening", "widening": "narrowing", "no clear change": "no clear change"}
    assert words[str(one.verdict)] == other.verdict
    assert float(one.lower) <= float(one.ratio) <= float(one.upper)
