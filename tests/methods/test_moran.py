"""Moran's I agrees with R and with its own definition; chance is called as often as it says."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.grid import square_grid
from wulfrun.methods.moran import HIGH_HIGH, HIGH_LOW, NORMALITY, PERMUTED, local_moran, moran
from wulfrun.methods.neighbours import Neighbours, neighbours_of_pairs, within

TRUTH = json.loads(
    (Path(__file__).parents[1] / "truths" / "gistar_moran_geary_spdep.json").read_text("utf-8")
)["data"]
NEAR = within(TRUTH["x"], TRUTH["y"], TRUTH["threshold_m"])


def brute(values: np.ndarray, near: Neighbours) -> tuple[float, np.ndarray]:
    size = len(values)
    weights = np.zeros((size, size))
    for i in range(size):
        own = near.indices[near.indptr[i] : near.indptr[i + 1]]
        weights[i, own] = 1 / len(own) if len(own) else 0
    d = values - values.mean()
    local = np.array([d[i] * (weights[i] @ d) for i in range(size)]) / (d @ d / size)
    return float(size / weights.sum() * (d @ weights @ d) / (d @ d)), local


def test_the_index_and_both_variances_agree_with_r() -> None:
    found = moran(TRUTH["count"], NEAR)
    assert found.value == pytest.approx(TRUTH["moran_I"], rel=1e-12)
    assert found.expected == pytest.approx(TRUTH["moran_EI"], rel=1e-12)
    assert found.variance == pytest.approx(TRUTH["moran_VI_rand"], rel=1e-12)
    assert found.z == pytest.approx(TRUTH["moran_z_rand"], rel=1e-12)
    assert found.p == pytest.approx(2 * TRUTH["moran_p_greater_rand"], rel=1e-9)
    normal = moran(TRUTH["count"], NEAR, NORMALITY)
    assert normal.variance == pytest.approx(TRUTH["moran_VI_norm"], rel=1e-12)
    assert normal.z == pytest.approx(TRUTH["moran_z_norm"], rel=1e-12)


def test_each_places_own_index_and_z_agree_with_r() -> None:
    found = local_moran(TRUTH["count"], NEAR)
    np.testing.assert_allclose(found.value, TRUTH["localmoran_Ii"], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(found.z, TRUTH["localmoran_Z"], rtol=1e-10)


def test_shuffles_agree_with_the_randomisation_variance() -> None:
    found, exact = moran(TRUTH["count"], NEAR, PERMUTED, 9999), moran(TRUTH["count"], NEAR)
    assert found.value == exact.value
    assert found.variance == pytest.approx(exact.variance, rel=0.05)
    assert 1 / 10_000 <= found.p < 0.01


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_any_places_agree_with_the_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(8, 30))
    near = within(*rng.uniform(0, 10, (2, size)), 4)
    if not len(near.indices):
        return
    values = rng.gamma(2, 3, size)
    whole, local = brute(values, near)
    assert moran(values, near).value == pytest.approx(whole, rel=1e-9, abs=1e-12)
    kept = near.counts > 0
    np.testing.assert_allclose(local_moran(values, near).value[kept], local[kept], rtol=1e-9, atol=1e-12)
    assert moran(values * -7 + 3, near).value == pytest.approx(whole, rel=1e-9, abs=1e-12)


def test_under_chance_one_in_twenty_is_called_and_after_correction_hardly_any() -> None:
    grid, rng = square_grid(shapely.box(0, 0, 3000, 3000), 100), np.random.default_rng(10)
    by_z, drawn, called, whole = [], [], 0, []
    for run in range(20):
        values = rng.normal(size=len(grid.cells))
        found = local_moran(values, grid.neighbours)
        shuffled = local_moran(values, grid.neighbours, permutations=399, seed=run)
        by_z.append((found.p <= 0.05).mean())
        drawn.append((shuffled.p <= 0.05).mean())
        called += int(found.called.any())
        whole.append(moran(values, grid.neighbours).p)
    assert 0.04 < np.mean(by_z) < 0.06
    assert 0.04 < np.mean(drawn) < 0.06
    assert called <= 4
    assert min(whole) > 0.001


def test_a_high_place_among_low_ones_is_told_from_one_among_high_ones() -> None:
    grid = square_grid(shapely.box(0, 0, 2000, 2000), 100)
    values = np.random.default_rng(11).normal(0, 1, len(grid.cells))
    block = (grid.centres < 500).all(axis=1)
    values[block] += 8
    lone = int(np.argmin(np.hypot(*(grid.centres - 1450).T)))
    near = grid.neighbours
    values[near.indices[near.indptr[lone] : near.indptr[lone + 1]]] -= 2
    values[lone] = 9
    found = local_moran(values, grid.neighbours)
    assert set(found.quadrant[found.called & block]) == {HIGH_HIGH} and found.called[block].sum() >= 20
    assert found.quadrant[lone] == HIGH_LOW


def test_places_without_neighbours_and_values_all_the_same_are_not_called() -> None:
    near = neighbours_of_pairs([0, 1, 2], [1, 2, 3], 5)
    found = local_moran([1.0, 5, 2, 7, 3], near)
    assert np.isnan(found.p[4]) and not found.called[4] and not np.isnan(found.p[:4]).any()
    same = local_moran([0.1] * 5, near)
    assert np.isnan(same.p).all() and not same.called.any()
    assert np.isnan(moran([0.1] * 5, near).p)


def test_what_cannot_be_judged_is_refused() -> None:
    with pytest.raises(ValueError, match="4 places or more"):
        moran([1, 2, 3], neighbours_of_pairs([0], [1], 3))
    with pytest.raises(ValueError, match="no place has a neighbour"):
        moran([1, 2, 3, 4], neighbours_of_pairs([], [], 4))
    with pytest.raises(ValueError, match='method is "rook"'):
        moran([1, 2, 3, 4], neighbours_of_pairs([0], [1], 4), "rook")
    with pytest.raises(ValueError, match="confidence"):
        local_moran([1, 2, 3, 4], neighbours_of_pairs([0], [1], 4), 5)
