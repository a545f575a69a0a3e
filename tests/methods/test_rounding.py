"""Rounded counts stay near, and tell no more than adding up lets them."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.rounding import rounded, told_by_rounding


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30), st.sampled_from([3, 5, 7]))
def test_every_count_is_within_half_a_base_and_a_multiple_of_it(counts: list[int], base: int) -> None:
    found = rounded(counts, base)
    assert (found % base == 0).all()
    assert (np.abs(found - counts) <= (base - 1) / 2).all()
    assert rounded(found, base).tolist() == found.tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_the_ranges_are_those_of_every_table_that_rounds_to_the_same(counts: list[int]) -> None:
    value = np.array([*counts, sum(counts)])
    near = rounded(value)
    found = told_by_rounding(value, [(len(counts), list(range(len(counts))))])
    spans = [range(int(max(0, each - 2)), int(each + 3)) for each in near[:-1]]
    fits = np.array([[*own, sum(own)] for own in product(*spans) if rounded([sum(own)])[0] == near[-1]])
    assert found.lower == pytest.approx(fits.min(axis=0), abs=1e-6)
    assert found.upper == pytest.approx(fits.max(axis=0), abs=1e-6)


def test_a_count_that_stands_alone_is_told_within_five() -> None:
    found = told_by_rounding([3, 0, 112], [])
    assert (found.lower.tolist(), found.upper.tolist()) == ([3, 0, 108], [7, 2, 112])


def test_totals_rounded_by_themselves_can_give_their_parts_away() -> None:
    """Four nothings and a ten: each part is two at the most, so each is two."""
    found = told_by_rounding([2, 2, 2, 2, 8], [(4, [0, 1, 2, 3])])
    assert found.lower.tolist() == found.upper.tolist() == [2, 2, 2, 2, 8]


def test_what_cannot_be_rounded_is_refused() -> None:
    with pytest.raises(ValueError, match="a base of 10; expected an odd one"):
        rounded([3], 10)
    with pytest.raises(ValueError, match="below nought or a fraction"):
        rounded([2.5])
    with pytest.raises(ValueError, match="the parts of cell 2 do not make up its 9"):
        told_by_rounding([3, 4, 9], [(2, [0, 1])])
