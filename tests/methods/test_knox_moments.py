"""The exact mean and variance are those of every order of the days, and the tail keeps both."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, nbinom

from wulfrun.methods.close_pairs import Ints
from wulfrun.methods.knox_moments import Graph, chance, day_degrees, graph_of, moments

FIVE = st.lists(st.booleans(), min_size=10, max_size=10)


def adjacency(edges: list[bool]) -> Ints:
    found = np.zeros((5, 5), np.int64)
    found[np.triu_indices(5, 1)] = edges
    return found + found.T


@given(FIVE, FIVE)
def test_mean_and_variance_are_those_of_every_order(space: list[bool], time: list[bool]) -> None:
    a, b = adjacency(space), adjacency(time)
    counts = [(a * b[np.ix_(order, order)]).sum() // 2 for order in permutations(range(5))]
    found = moments(graph_of(a.sum(axis=0)), graph_of(b.sum(axis=0)), 5)
    assert found == pytest.approx((np.mean(counts), np.var(counts)))


@given(st.lists(st.integers(-50, 50), max_size=20), st.integers(1, 30))
def test_neighbours_in_time_are_counted_below_the_cut(days: list[int], cut: int) -> None:
    day = np.array(days, np.int64)
    expected = [sum(abs(one - other) < cut for other in days) - 1 for one in days]
    assert day_degrees(day, np.array([cut]))[0].tolist() == expected


def test_numbers_past_64_bits_stay_whole() -> None:
    # A million events, each close to all: chance can bring no other count.
    dense = graph_of(np.full(1_000_000, 999_999))
    assert moments(dense, dense, 1_000_000) == (499_999_500_000.0, 0.0)


@given(st.integers(1, 40), st.floats(0.05, 0.95), st.integers(1, 30))
def test_the_tail_of_a_binomial_or_a_negative_binomial_is_theirs(size: int, p: float, count: int) -> None:
    wide = chance(count, *nbinom.stats(size, p))
    assert float(wide) == pytest.approx(float(nbinom.sf(count - 1, size, p)), rel=1e-5, abs=1e-12)
    if count < size:
        narrow = chance(count, *binom.stats(size, p))
        assert float(narrow) == pytest.approx(float(binom.sf(count - 1, size, p)), rel=1e-5, abs=1e-12)


def test_nothing_expected_and_something_seen_is_no_chance() -> None:
    assert chance([0, 1], [0.0, 0.0], [0.0, 0.0]).tolist() == [1.0, 0.0]
    assert moments(Graph(0, 0), Graph(0, 0), 1) == (0.0, 0.0)
