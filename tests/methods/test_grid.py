"""Grids cover the boundary once, know their neighbours, and put every point where the polygons would."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.grid import Grid, cell_of, counts, hexagons, on_lattice, square_grid
from wulfrun.methods.neighbours import neighbours_of_pairs, touching, within

WANDERING = shapely.Polygon(
    [(390_013, 290_101), (391_700, 290_322), (392_411, 291_900), (391_005, 291_207), (390_204, 292_333)]
)
MAKERS = pytest.mark.parametrize("make", [square_grid, hexagons])


def shapes(grid: Grid) -> np.ndarray:
    return shapely.polygons(grid.corners)


@MAKERS
def test_the_shares_of_all_cells_make_up_the_boundary(make) -> None:
    grid = make(WANDERING, 137)
    assert float(grid.share.sum()) * 137**2 == pytest.approx(WANDERING.area, rel=1e-9)
    exact = shapely.area(shapely.intersection(WANDERING, shapes(grid))) / shapely.area(shapes(grid))
    np.testing.assert_allclose(grid.share, exact, atol=1e-9)
    assert (grid.share > 0).all() and (grid.share < 1).any() and (grid.share == 1).any()


@MAKERS
def test_cells_do_not_overlap_and_lie_around_their_centres(make) -> None:
    grid = make(WANDERING, 200)
    cells = shapes(grid)
    assert float(shapely.union_all(cells).area) == pytest.approx(float(shapely.area(cells).sum()), rel=1e-6)
    np.testing.assert_allclose(shapely.get_coordinates(shapely.centroid(cells)), grid.centres, atol=1e-6)
    assert len(np.unique(grid.cells)) == len(grid.cells)


@MAKERS
def test_neighbours_are_the_cells_that_touch(make) -> None:
    grid = make(WANDERING, 150)
    # Corners of hexagons are rounded: grow the cells a little, as a ruler would.
    found = touching(shapely.buffer(shapes(grid), 0.01))
    np.testing.assert_array_equal(grid.neighbours.indptr, found.indptr)
    np.testing.assert_array_equal(grid.neighbours.indices, found.indices)


@MAKERS
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_every_point_is_in_the_cell_whose_polygon_holds_it(make, seed: int) -> None:
    grid = make(WANDERING, 90)
    x, y = np.random.default_rng(seed).uniform((390_000, 290_000), (392_500, 292_500), (400, 2)).T
    found = cell_of(grid, x, y)
    inside = shapely.contains_xy(WANDERING, x, y)
    assert (found[inside] >= 0).all()
    placed = found >= 0
    assert shapely.contains_xy(shapes(grid)[found[placed]], x[placed], y[placed]).all()
    point, _ = shapely.STRtree(shapes(grid)).query(shapely.points(x, y), predicate="within")
    assert set(np.flatnonzero(placed)) == set(point)


def test_points_that_are_missing_or_far_away_are_in_no_cell() -> None:
    grid = square_grid(WANDERING, 200)
    assert cell_of(grid, [np.nan, np.inf, 0.0, 1e12], [290_500.0, 290_500, 0, 1e12]).tolist() == [-1] * 4
    assert int(counts(grid, [np.nan], [290_500.0]).sum()) == 0


def test_a_cell_keeps_its_number_whatever_the_boundary() -> None:
    whole, part = (
        square_grid(WANDERING, 200),
        square_grid(shapely.box(391_000, 290_400, 391_400, 290_800), 200),
    )
    assert set(part.cells) <= set(whole.cells)
    at = {int(cell): tuple(centre) for cell, centre in zip(whole.cells, whole.centres, strict=True)}
    assert all(at[int(cell)] == tuple(c) for cell, c in zip(part.cells, part.centres, strict=True))


def test_several_polygons_are_one_boundary() -> None:
    halves = np.array([shapely.box(0, 0, 300, 600), shapely.box(300, 0, 600, 600)])
    np.testing.assert_array_equal(
        square_grid(halves, 200).share, square_grid(shapely.box(0, 0, 600, 600), 200).share
    )


def test_values_are_laid_out_as_on_a_map() -> None:
    grid = square_grid(shapely.box(0, 0, 600, 400), 200)
    assert on_lattice(grid, [1, 2, 3, 4, 5, 6]).tolist() == [[1, 2, 3], [4, 5, 6]]


def test_a_size_or_boundary_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="size of a cell is 0"):
        square_grid(WANDERING, 0)
    with pytest.raises(ValueError, match="no area"):
        hexagons(shapely.LineString([(0, 0), (1, 1)]), 100)
    with pytest.raises(ValueError, match="no rows and columns"):
        cell_of(square_grid(WANDERING, 200)._replace(lattice=None), [0.0], [0.0])


def test_neighbours_by_distance_and_by_border_agree_where_they_must() -> None:
    grid = square_grid(shapely.box(0, 0, 1000, 800), 200)
    near = within(*grid.centres.T, 283)
    np.testing.assert_array_equal(near.indices, grid.neighbours.indices)
    assert near.sums(np.ones(len(grid.cells))).tolist() == near.counts.tolist()
    assert neighbours_of_pairs([], [], 3).counts.tolist() == [0, 0, 0]
    with pytest.raises(ValueError, match="expected 0 to 2"):
        neighbours_of_pairs([0], [3], 3)
