"""A table with totals both ways is protected whole, and as little of it hidden as greed can find."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.attacker import attack
from wulfrun.methods.facts import facts_of_sums
from wulfrun.methods.protected_table import protect_table

NEED = 5


def with_totals(inner: np.ndarray) -> tuple[np.ndarray, list[list[int]], list[list[int]]]:
    rows = np.vstack([inner, inner.sum(axis=0)])
    table = np.column_stack([rows, rows.sum(axis=1)])
    areas, kinds = table.shape
    return table, [[areas - 1] * (areas - 1) + [-1]], [[kinds - 1] * (kinds - 1) + [-1]]


def ranges(
    table: np.ndarray, hidden: np.ndarray, areas: list[list[int]], kinds: list[list[int]]
) -> np.ndarray:
    places = np.arange(table.size).reshape(table.shape)
    sums = [
        (int(grid[total, at]), grid[np.array(above) == total, at].tolist())
        for grid, hierarchies in ((places, areas), (places.T, kinds))
        for above in hierarchies
        for total in set(above) - {-1}
        for at in range(grid.shape[1])
    ]
    facts = facts_of_sums(table.ravel(), hidden.ravel(), sums)
    found = attack(facts, np.where(facts.known, 0.0, NEED), exact=True)
    return (found.upper - found.lower)[: table.size].reshape(table.shape)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 6), st.integers(0, 50)), min_size=12, max_size=12))
def test_no_hidden_count_is_told_within_the_threshold(counts: list[int]) -> None:
    table, areas, kinds = with_totals(np.array(counts).reshape(3, 4))
    found = protect_table(table, areas, kinds, NEED)
    small = (table > 0) & (table < NEED)
    assert found.hidden[small].all() and found.primary.tolist() == small.tolist()
    assert not found.hidden[table == 0].any()
    width = ranges(table, found.hidden, areas, kinds)
    # Where all that is not nought is hidden nothing is left to hide: so little there is in the table.
    assert (width[found.hidden] >= NEED - 1e-6).all() or found.hidden[table > 0].all()
    assert not found.hidden.any() or small.any()


def test_four_cells_are_hidden_for_one_small_one() -> None:
    """The classic: a small cell, one in its row, one in its column, and the fourth corner."""
    table, areas, kinds = with_totals(np.array([[3, 40, 31], [20, 12, 22], [19, 15, 60]]))
    found = protect_table(table, areas, kinds, NEED)
    assert found.hidden.sum() == 4
    assert found.hidden[:3, :3].sum() == 4


def test_nothing_hidden_is_needless() -> None:
    rng = np.random.default_rng(5)
    table, areas, kinds = with_totals(rng.poisson(7, (8, 5)))
    found = protect_table(table, areas, kinds, NEED)
    for cell in zip(*np.nonzero(found.hidden & ~found.primary), strict=True):
        shown = found.hidden.copy()
        shown[cell] = False
        assert (ranges(table, shown, areas, kinds)[shown] < NEED - 1e-6).any()


def test_areas_that_nest_in_two_ways_are_attacked_in_both() -> None:
    counts = [[3], [40], [12], [9], [43], [21], [15], [49], [64]]
    wards, hoods = [4, 4, 5, 5, 8, 8, -1, -1, -1], [6, 7, 6, 7, -1, -1, 8, 8, -1]
    found = protect_table(counts, [wards, hoods], [], NEED)
    width = ranges(np.array(counts), found.hidden, [wards, hoods], [])
    assert found.hidden[0, 0] and (width[found.hidden] >= NEED - 1e-6).all()


def test_a_table_of_many_areas_takes_seconds() -> None:
    rng = np.random.default_rng(2)
    table, areas, kinds = with_totals(rng.poisson(rng.gamma(2, 12, (160, 12))))
    began = time.process_time()
    found = protect_table(table, areas, kinds, NEED)
    assert time.process_time() - began < 60
    assert found.hidden.sum() < 4 * found.primary.sum()


def test_what_is_no_table_of_counts_is_refused() -> None:
    with pytest.raises(ValueError, match="a table of counts of 0 or more"):
        protect_table([[1, -1]], [], [], NEED)
    with pytest.raises(ValueError, match=r"a hierarchy has \(3,\) entries for 2 rows of one area each"):
        protect_table([[1], [2]], [[1, 1, -1]], [], NEED)
    with pytest.raises(ValueError, match="add up to more than its 1"):
        protect_table([[3], [1]], [[1, -1]], [], NEED)
