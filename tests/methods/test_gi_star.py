"""Gi* agrees with PySAL, R and a brute-force twin; chance and the border of a city are not hot or cold."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from wulfrun.methods.gi_star import gi_star, gi_star_on_grid
from wulfrun.methods.grid import Grid, counts, hexagons, square_grid
from wulfrun.methods.neighbours import Neighbours, neighbours_of_pairs, within

TRUTHS = Path(__file__).parents[1] / "truths"
PYSAL = json.loads((TRUTHS / "gistar_pysal.json").read_text("utf-8"))
SPDEP = json.loads((TRUTHS / "gistar_moran_geary_spdep.json").read_text("utf-8"))["data"]
CITY = shapely.Point(391_000, 291_000).buffer(1500, quad_segs=12)


def brute(values: np.ndarray, exposure: np.ndarray, near: Neighbours) -> np.ndarray:
    """The definition, place by place, on a full matrix of weights."""
    size = len(values)
    weights = np.eye(size)
    for i in range(size):
        weights[i, near.indices[near.indptr[i] : near.indptr[i + 1]]] = 1
    rate = values.sum() / exposure.sum()
    kept = exposure >= exposure.mean() / 10
    rest = (values - rate * exposure) ** 2 / exposure
    spread = rest[kept].sum() / (1 - exposure / exposure.sum())[kept].sum()
    z = []
    for i in range(size):
        reach = weights[i] @ exposure
        variance = spread * (reach - reach**2 / exposure.sum())
        z.append((weights[i] @ values - rate * reach) / np.sqrt(variance))
    return np.array(z)


def test_z_agrees_with_pysal() -> None:
    near = within(*np.array(PYSAL["points"]).T, PYSAL["threshold"])
    found = gi_star(PYSAL["y"], near)
    np.testing.assert_allclose(found.z, PYSAL["computed_gistar_all"], rtol=1e-12)
    assert float(found.z[0]) == pytest.approx(PYSAL["gistar_binary_z0"], abs=1e-8)


def test_z_p_and_false_discovery_rate_agree_with_r() -> None:
    near = within(SPDEP["x"], SPDEP["y"], SPDEP["threshold_m"])
    found = gi_star(SPDEP["count"], near)
    np.testing.assert_allclose(found.z, SPDEP["gistar_B"], atol=1e-12)
    np.testing.assert_allclose(found.p, SPDEP["gistar_p_two_sided"], rtol=1e-10)
    np.testing.assert_allclose(found.adjusted, SPDEP["fdr_BH"], rtol=1e-10)
    assert np.flatnonzero(found.hot).tolist() == np.flatnonzero(np.array(SPDEP["fdr_BH"]) <= 0.05).tolist()
    assert not found.cold.any()


@given(seed=st.integers(0, 2**32 - 1), even=st.booleans())
@settings(max_examples=20, deadline=None)
def test_any_areas_and_exposures_agree_with_the_definition(seed: int, even: bool) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(5, 40))
    near = within(*rng.uniform(0, 10, (2, size)), 2.5)
    values = rng.poisson(4, size).astype(float)
    values[0] += 1
    exposure = np.full(size, 3.0) if even else rng.uniform(0.01, 2, size)
    expected = brute(values, exposure, near)
    np.testing.assert_allclose(gi_star(values, near, exposure).z, expected, rtol=1e-9, atol=1e-9)
    if even:
        np.testing.assert_allclose(gi_star(values, near).z, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("make", [square_grid, hexagons])
@pytest.mark.parametrize("exposed", [False, True])
def test_sums_of_rows_give_the_same_as_lists_of_neighbours(make, exposed: bool) -> None:
    grid: Grid = make(CITY, 100)
    values = np.random.default_rng(4).poisson(3, len(grid.cells))
    exposure = grid.share if exposed else None
    fast, general = gi_star_on_grid(values, grid, exposure), gi_star(values, grid.neighbours, exposure)
    for one, other in zip(fast[:5], general[:5], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(fast.hot, general.hot)


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 50), st.floats(-100, 100))
@settings(max_examples=20, deadline=None)
def test_neither_scale_nor_level_nor_order_of_places_matters(seed: int, scale: float, shift: float) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 10, (2, 30))
    values, order = rng.gamma(2, 3, 30), rng.permutation(30)
    z = gi_star(values, within(x, y, 3)).z
    np.testing.assert_allclose(gi_star(values * scale + shift, within(x, y, 3)).z, z, atol=1e-7)
    np.testing.assert_allclose(gi_star(values[order], within(x[order], y[order], 3)).z, z[order], atol=1e-9)


def test_under_chance_one_in_twenty_is_called_and_after_correction_hardly_any() -> None:
    """Each kind of p: two-sided, so 5% and not the 10% of a folded one-sided p."""
    grid, rng = square_grid(shapely.box(0, 0, 4000, 4000), 100), np.random.default_rng(5)
    raw, permuted, false = [], [], 0
    for run in range(12):
        # Small counts tie, and ties make a permutation p larger: these are large.
        values = rng.poisson(80, len(grid.cells))
        found = gi_star_on_grid(values, grid)
        shuffled = gi_star(values, grid.neighbours, permutations=1999, seed=run)
        raw.append((found.p <= 0.05).mean())
        permuted.append((shuffled.p <= 0.05).mean())
        false += int((found.hot | found.cold).any()) + int((shuffled.hot | shuffled.cold).any())
    assert 0.04 < np.mean(raw) < 0.06
    assert 0.04 < np.mean(permuted) < 0.06
    assert false <= 4


def test_cells_cut_by_the_boundary_are_not_cold_when_their_share_is_their_exposure() -> None:
    grid, rng = square_grid(CITY, 100), np.random.default_rng(6)
    border = grid.share < 1
    naive, exposed, inner = [], [], []
    for _ in range(20):
        x, y = rng.uniform(-1500, 1500, (2, 9000)) + 391_000 - np.array([[0], [100_000]])
        inside = shapely.contains_xy(CITY, x, y)
        values = counts(grid, x[inside], y[inside])
        plain, found = gi_star_on_grid(values, grid), gi_star_on_grid(values, grid, grid.share)
        naive.append((plain.p[border] <= 0.05).mean())
        exposed.append((found.p[border] <= 0.05).mean())
        inner.append((found.p[~border] <= 0.05).mean())
        assert not found.cold[border].any()
    assert np.mean(naive) > 0.3
    assert 0.03 < np.mean(exposed) < 0.07
    assert 0.03 < np.mean(inner) < 0.07


def test_a_planted_cluster_is_hot_and_a_lone_high_place_is_not_by_permutation() -> None:
    grid, rng = hexagons(CITY, 100), np.random.default_rng(7)
    values = rng.poisson(2, len(grid.cells))
    cluster = np.hypot(*(grid.centres - (390_500, 291_000)).T) < 250
    lone = int(np.argmin(np.hypot(*(grid.centres - (391_800, 291_000)).T)))
    values[cluster] += 12
    values[lone] = 40
    found = gi_star(values, grid.neighbours, permutations=9999)
    middle = cluster & (grid.neighbours.sums(cluster) == 6)
    assert middle.sum() >= 3 and found.hot[middle].all() and not found.cold.any()
    assert not found.hot[lone] and found.z[lone] > 4
    assert (found.p >= 1 / 10_000).all()


def test_nothing_that_cannot_vary_is_unusual() -> None:
    near = neighbours_of_pairs([0, 0, 1], [1, 2, 2], 3)
    whole = gi_star([1, 2, 3], near)
    assert np.isnan(whole.z).all() and np.isnan(whole.adjusted).all() and not whole.hot.any()
    same = gi_star([4, 4, 4, 4], neighbours_of_pairs([0], [1], 4), permutations=19)
    assert np.isnan(same.z).all() and np.isnan(same.p).all() and not same.cold.any()
    none = gi_star_on_grid(np.zeros(9), square_grid(shapely.box(0, 0, 3, 3), 1))
    assert np.isnan(none.z).all()


def test_p_is_of_both_sides() -> None:
    near = within(SPDEP["x"], SPDEP["y"], 283)
    found = gi_star(SPDEP["count"], near)
    np.testing.assert_allclose(found.p, 2 * norm.sf(np.abs(found.z)), rtol=1e-12)


def test_what_does_not_fit_is_refused() -> None:
    near = neighbours_of_pairs([0], [1], 3)
    with pytest.raises(ValueError, match="of 3 places"):
        gi_star([1, 2], near)
    with pytest.raises(ValueError, match="not above 0"):
        gi_star([1, 2, 3], near, [1, 1, 0])
    with pytest.raises(ValueError, match="missing"):
        gi_star([1, np.nan, 3], near)
    with pytest.raises(ValueError, match="confidence is 5"):
        gi_star([1, 2, 3], near, level=5)
    with pytest.raises(ValueError, match="no rows and columns"):
        gi_star_on_grid([1.0, 2.0], square_grid(shapely.box(0, 0, 2, 1), 1)._replace(lattice=None))
