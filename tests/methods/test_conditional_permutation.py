"""Shuffles of the others: even draws, two sides, and the same answer by every route."""

from itertools import combinations

import numpy as np
import pytest

from wulfrun.methods.conditional_permutation import shuffled_sums
from wulfrun.methods.neighbours import Neighbours, neighbours_of_pairs, within


def exact(values: np.ndarray, near: Neighbours, weights: np.ndarray) -> np.ndarray:
    """p over every way to draw each area's neighbours, in every order where weights differ."""
    found = []
    for i in range(len(values)):
        own = near.indices[near.indptr[i] : near.indptr[i + 1]]
        others = np.delete(values, i)
        draws = np.array(list(combinations(others, len(own))))
        if len(own) == 2:
            draws = np.concatenate([draws, draws[:, ::-1]])
        sums = draws @ weights[own]
        seen = values[own] @ weights[own]
        found.append(min(2 * min((sums >= seen - 1e-9).mean(), (sums <= seen + 1e-9).mean()), 1))
    return np.array(found)


@pytest.mark.parametrize("weighted", [False, True])
def test_p_agrees_with_every_draw_there_is(weighted: bool) -> None:
    rng = np.random.default_rng(8)
    values = rng.poisson(3, 12).astype(float)
    ring = neighbours_of_pairs(range(12), [*range(1, 12), 0], 12)
    weights = rng.uniform(0.5, 2, 12) if weighted else np.ones(12)
    found = shuffled_sums(values, ring, 40_000, 1, weights if weighted else None)
    np.testing.assert_allclose(found.p, exact(values, ring, weights), atol=0.012)


def test_equal_weights_and_none_are_the_same_to_the_last_draw() -> None:
    rng = np.random.default_rng(9)
    near = within(*rng.uniform(0, 10, (2, 200)), 0.6)
    values = rng.poisson(2, 200)
    plain, weighted = (shuffled_sums(values, near, 999, 3, w) for w in (None, np.ones(200)))
    np.testing.assert_array_equal(plain.p, weighted.p)
    np.testing.assert_allclose(plain.above, weighted.above, atol=1e-9)
    assert (plain.p[near.counts == 0] == 1).all() and (near.counts == 0).any()


def folded(values: np.ndarray, near: Neighbours, runs: int) -> np.ndarray:
    """The p of the side that fits, as esda prints it: the others shuffled, the smaller tail alone."""
    rng, found = np.random.default_rng(4), []
    for i in range(len(values)):
        own = near.indices[near.indptr[i] : near.indptr[i + 1]]
        others = np.delete(values, i)
        sums = others[np.argsort(rng.random((runs, len(others))), axis=1)[:, : len(own)]].sum(axis=1)
        larger = int((sums >= values[own].sum()).sum())
        found.append((1 + min(larger, runs - larger)) / (1 + runs))
    return np.array(found)


def test_trap_18_the_folded_p_of_one_side_calls_twice_as_many_as_it_says_and_ours_does_not() -> None:
    at = np.arange(300)
    ring = neighbours_of_pairs(np.tile(at, 2), np.concatenate([(at + 1) % 300, (at + 2) % 300]), 300)
    theirs, ours = [], []
    for seed in range(10):
        values = np.random.default_rng(seed).normal(0, 1, 300)
        theirs.append((folded(values, ring, 199) <= 0.05).mean())
        ours.append((shuffled_sums(values, ring, 999, seed).p <= 0.05).mean())
    assert 0.08 < np.mean(theirs) < 0.13
    assert 0.035 < np.mean(ours) < 0.065


def test_many_neighbours_are_drawn_without_one_twice() -> None:
    size = 9
    first, second = zip(*combinations(range(size), 2), strict=True)
    everyone = neighbours_of_pairs(first, second, size)
    found = shuffled_sums(np.arange(9), everyone, 99)
    # All others are its neighbours however they are shuffled: every draw is what was seen.
    assert (found.p == 1).all()
    np.testing.assert_allclose(found.above, 0, atol=1e-9)


def test_the_seed_decides_the_draws() -> None:
    ring = neighbours_of_pairs(range(12), [*range(1, 12), 0], 12)
    values = np.arange(12) % 5
    one, again, other = (shuffled_sums(values, ring, 199, seed).p for seed in (1, 1, 2))
    assert one.tolist() == again.tolist() != other.tolist()


def test_too_few_values_are_refused() -> None:
    with pytest.raises(ValueError, match="3 or more"):
        shuffled_sums([1, 2], neighbours_of_pairs([0], [1], 2))
