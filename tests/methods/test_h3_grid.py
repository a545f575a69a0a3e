"""Cells of H3 count points; which area a point lies in is never read from them."""

from itertools import pairwise

import h3.api.basic_int as h3
import numpy as np
import pytest
import shapely

from wulfrun.methods.grid import counted
from wulfrun.methods.h3_grid import h3_cell_of, h3_grid

TOWN = shapely.Polygon([(-2.16, 52.56), (-2.09, 52.565), (-2.10, 52.61), (-2.15, 52.60)])


def points(count: int) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = TOWN.bounds
    at = np.random.default_rng(3).uniform((west, south), (east, north), (count, 2))
    longitude, latitude = at[shapely.contains_xy(TOWN, *at.T)].T
    return longitude, latitude


def test_every_point_inside_is_counted_in_the_cell_h3_names() -> None:
    grid = h3_grid(TOWN, 9)
    longitude, latitude = points(2000)
    at = h3_cell_of(grid, longitude, latitude)
    assert (at >= 0).all() and int(counted(at, len(grid.cells)).sum()) == len(at)
    named = [h3.latlng_to_cell(lat, lon, 9) for lat, lon in zip(latitude, longitude, strict=True)]
    assert grid.cells[at].tolist() == named


def test_shares_make_up_the_boundary_and_neighbours_are_mutual() -> None:
    grid = h3_grid(TOWN, 9)
    cells = shapely.polygons(grid.corners)
    assert float((grid.share * shapely.area(cells)).sum()) == pytest.approx(TOWN.area, rel=1e-6)
    near = grid.neighbours
    owner = np.repeat(np.arange(len(grid.cells)), near.counts)
    assert all(
        h3.are_neighbor_cells(int(grid.cells[a]), int(grid.cells[b]))
        for a, b in zip(owner[:200], near.indices[:200], strict=True)
    )
    whole = grid.share == 1
    assert (near.counts[whole] == 6).all() and whole.any()


def test_an_area_read_from_a_cells_centre_is_wrong_for_some_points() -> None:
    """Why areas are never decided by cells: even at resolution 12 some points change sides."""
    west, south, east, north = TOWN.bounds
    lines = np.linspace(west, east, 9)
    areas = np.array([shapely.box(a, south, b, north) for a, b in pairwise(lines)])
    longitude, latitude = points(4000)
    true = np.searchsorted(lines, longitude) - 1
    cells = [h3.latlng_to_cell(lat, lon, 12) for lat, lon in zip(latitude, longitude, strict=True)]
    centres = np.array([h3.cell_to_latlng(cell) for cell in cells])
    by_centre = np.searchsorted(lines, centres[:, 1]) - 1
    wrong = float((by_centre != true).mean())
    assert 0.001 < wrong < 0.05
    assert shapely.contains_xy(areas[true], longitude, latitude).all()


def test_a_resolution_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="resolution is 16"):
        h3_grid(TOWN, 16)
    with pytest.raises(ValueError, match="no area"):
        h3_grid(shapely.Point(0, 0), 9)
