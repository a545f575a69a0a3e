"""Anti-social behaviour in Lancashire, point by point: grids lose none, hot cells are real and foretell."""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import shapely

from wulfrun.data.geography.boundaries import LONGITUDE_LATITUDE, NATIONAL_GRID, without_grids
from wulfrun.data.geography.boundary_files import open_features
from wulfrun.methods.concentration import concentration_by_chance, generalised_gini, top_share
from wulfrun.methods.emerging import emerging_hot_spots
from wulfrun.methods.gamma_concentration import underlying_concentration
from wulfrun.methods.gi_star import gi_star_on_grid
from wulfrun.methods.grid import Grid, cell_of, counts, hexagons, square_grid
from wulfrun.methods.prediction_accuracy import highest_cells, prediction_accuracy

pytestmark = pytest.mark.real
SIZE = 1000.0


class County(NamedTuple):
    """The points with their months, and the boundary, in metres."""

    x: np.ndarray
    y: np.ndarray
    month: np.ndarray
    whole: shapely.Geometry


@pytest.fixture(scope="module")
def county(shared: Path) -> County:
    folder = shared / "data" / "points"
    path, wards = folder / "lancashire_asb.tab", folder / "lancashire_wards.gpkg"
    if not path.exists() or not wards.exists():
        pytest.skip(f"{folder} has no lancashire_asb.tab or no lancashire_wards.gpkg")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["longitude"] not in ("", "NA")]
    where = np.array([[float(row["longitude"]), float(row["latitude"])] for row in rows])
    x, y = without_grids(LONGITUDE_LATITUDE, NATIONAL_GRID).transform(where[:, 0], where[:, 1])
    month = np.array([int(row["month"][:4]) * 12 + int(row["month"][5:7]) - 1 for row in rows])
    features = open_features(wards, "")
    change = without_grids(features.crs, NATIONAL_GRID)
    shapes = shapely.transform(
        features.shapes, lambda points: np.column_stack(change.transform(points[:, 0], points[:, 1]))
    )
    return County(np.asarray(x), np.asarray(y), month, shapely.union_all(shapely.make_valid(shapes)))


@pytest.fixture(scope="module")
def grid(county: County) -> Grid:
    return hexagons(county.whole, SIZE)


@pytest.mark.parametrize("kind", [hexagons, square_grid])
def test_every_point_inside_is_in_one_cell_and_every_cell_counts_what_lies_in_it(
    county: County, kind: "type[Grid]"
) -> None:
    grid = kind(county.whole, SIZE)
    cell = cell_of(grid, county.x, county.y)
    shapely.prepare(county.whole)
    inside = shapely.contains_xy(county.whole, county.x, county.y)
    assert inside.mean() > 0.98
    assert (cell[inside] >= 0).all()
    tree = shapely.STRtree(shapely.polygons(grid.corners))
    point, holder = tree.query(shapely.points(county.x, county.y), predicate="intersects")
    found = counts(grid, county.x, county.y)
    by_tree = np.bincount(holder, minlength=len(grid.cells))
    # A point on a side lies in two polygons, and in one cell.
    shared = np.bincount(point, minlength=len(county.x)) > 1
    assert int(np.abs(found - by_tree).sum()) <= 2 * shared.sum() + 2
    assert found.sum() == (cell >= 0).sum()
    assert grid.share.sum() * SIZE**2 == pytest.approx(county.whole.area, rel=1e-6)


def test_it_is_concentrated_far_beyond_chance_in_a_county_of_towns_and_moors(
    county: County, grid: Grid
) -> None:
    seen = counts(grid, county.x, county.y)
    whole = grid.share >= 0.25
    chance = concentration_by_chance(seen[whole], grid.share[whole])
    risk = underlying_concentration(seen[whole], grid.share[whole])
    assert float(top_share(seen[whole])) > 0.5 > chance.top_upper
    assert float(generalised_gini(seen[whole])) > 0.8 > chance.gini_upper
    assert risk.top_lower > 0.4


def test_the_hot_cells_of_half_a_year_held_the_other_half(county: County, grid: Grid) -> None:
    first = county.month < np.median(np.unique(county.month))
    before, after = (counts(grid, county.x[own], county.y[own]) for own in (first, ~first))
    hot = gi_star_on_grid(before, grid, grid.share).hot
    assert 0.01 < grid.share[hot].sum() / grid.share.sum() < 0.2
    found = prediction_accuracy(after, hot, grid.share)
    assert found.pai_lower > 4
    share = float(grid.share[hot].sum() / grid.share.sum())
    # On shared places that stay where they are, last year's counts are as good a map or better.
    assert prediction_accuracy(after, highest_cells(before, grid.share, share), grid.share).pai > found.pai


def test_towns_are_hot_all_year_and_the_border_is_not_cold(county: County, grid: Grid) -> None:
    months = np.unique(county.month)
    by_month = [
        counts(grid, county.x[county.month == each], county.y[county.month == each]) for each in months
    ]
    found = emerging_hot_spots(
        np.column_stack([gi_star_on_grid(each, grid, grid.share).z for each in by_month])
    )
    kinds = np.unique(found.kind, return_counts=True)
    told = dict(zip(kinds[0].tolist(), kinds[1].tolist(), strict=True))
    assert told["persistent hot spot"] > 20
    border = grid.share < 0.5
    assert found.cold[border].mean() < 0.02
