"""Concentration in street segments, recounted by hand, and against what chance gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.street_segments import BY_LENGTH, BY_NUMBER, street_concentration


def share_by_hand(counts: list[int], wanted: float) -> float:
    held, left = 0.0, wanted * sum(counts)
    for count in sorted(counts, reverse=True):
        if count >= left:
            return (held + left / count) / len(counts)
        held, left = held + 1, left - count
    raise AssertionError("more was wanted than there is")


@given(st.lists(st.integers(0, 12), min_size=1, max_size=30).filter(any), st.integers(0, 5))
def test_the_shares_agree_with_a_count_by_hand(counts: list[int], unmatched: int) -> None:
    crimes = [place for place, count in enumerate(counts) for _ in range(count)] + [-1] * unmatched
    found = street_concentration(crimes, len(counts), runs=3)
    assert found.half == pytest.approx(share_by_hand(counts, 0.5))
    assert found.quarter == pytest.approx(share_by_hand(counts, 0.25))
    assert (found.matched, found.unmatched) == (sum(counts), unmatched)
    assert found.with_crime == pytest.approx(sum(count > 0 for count in counts) / len(counts))


def test_crime_spread_at_random_lies_inside_what_chance_gives() -> None:
    crimes = np.random.default_rng(1).integers(0, 400, 900)
    found = street_concentration(crimes, 400)
    assert found.half_lower <= found.half <= found.half_upper
    assert found.half_by_chance == pytest.approx(found.half, abs=0.02)
    assert found.method == BY_NUMBER


def test_a_few_streets_with_most_of_it_are_told_from_chance() -> None:
    draw = np.random.default_rng(2)
    crimes = np.r_[draw.integers(0, 400, 450), draw.integers(0, 10, 450)]
    found = street_concentration(crimes, 400)
    assert found.half < found.half_lower
    assert found.half < 0.05 and found.quarter < found.quarter_by_chance


def test_long_streets_have_more_by_chance() -> None:
    length = np.r_[np.full(20, 1000.0), np.full(380, 50.0)]
    crimes = np.random.default_rng(3).choice(400, 900, p=length / length.sum())
    assert street_concentration(crimes, 400).half < street_concentration(crimes, 400).half_lower
    found = street_concentration(crimes, 400, length)
    assert found.half_lower <= found.half <= found.half_upper
    assert found.method == BY_LENGTH


def test_nothing_matched_tells_nothing() -> None:
    found = street_concentration([-1, -1], 5)
    assert found.unmatched == 2 and np.isnan(found.half) and np.isnan(found.gini)


@pytest.mark.parametrize("place", [[5], [-2]])
def test_a_segment_that_is_not_there_is_refused(place: list[int]) -> None:
    with pytest.raises(ValueError, match="of 5; expected one a crime"):
        street_concentration(place, 5)
    with pytest.raises(ValueError, match="one for each of 5 segments"):
        street_concentration([0], 5, length=[1.0])
