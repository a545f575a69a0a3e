"""Cells of H3 over a boundary: to count and to draw, never to decide in which area a point lies.

A cell's centre may lie in another area than the point: at resolution 12, with cells some 20 m wide, one point
in a hundred would be placed wrongly, at resolution 10 one in twelve. Areas are decided by their polygons.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from wulfrun.methods.grid import Grid
from wulfrun.methods.neighbours import Ints, neighbours_of_pairs


def h3_grid(boundary: Any, resolution: int) -> Grid:
    """The cells of one resolution that lie at least partly inside the boundary, in longitude and latitude.

    `boundary`: a Shapely polygon, or several (an array), of longitudes and latitudes. `centres` and `corners`
    are longitudes and latitudes too; a cell of fewer corners repeats its last. Raises ValueError for a
    resolution outside 0 to 15 or a boundary without an area. Source: Uber H3 4.

    >>> import shapely
    >>> grid = h3_grid(shapely.box(-2.15, 52.57, -2.11, 52.60), 8)
    >>> int(grid.neighbours.counts.max()), bool((grid.share > 0).all()), grid.lattice
    (6, True, None)
    """
    import h3.api.basic_int as h3  # type: ignore[import-untyped]
    import shapely

    if resolution not in range(16):
        raise ValueError(f"the resolution is {resolution}; expected a whole number from 0 to 15")
    parts = np.atleast_1d(np.asarray(boundary, dtype=object))
    whole = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    if whole.is_empty or not whole.area > 0:
        raise ValueError("the boundary has no area; expected a polygon of longitudes and latitudes")
    covered = h3.h3shape_to_cells_experimental(h3.geo_to_h3shape(whole), resolution, "overlap")
    cells = np.array(sorted(covered), np.int64)
    rings = [np.array(h3.cell_to_boundary(int(cell)))[:, ::-1] for cell in cells]
    shapes = np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
    # On so small a piece of ground longitude and latitude stretch alike: shares come out the same.
    share = np.minimum(shapely.area(shapely.intersection(whole, shapes)) / shapely.area(shapes), 1.0)
    kept = np.flatnonzero(share > 0)
    cells, rings = cells[kept], [rings[at] for at in kept]
    most = max(len(ring) for ring in rings)
    corners = np.array([np.pad(ring, ((0, most - len(ring)), (0, 0)), mode="edge") for ring in rings])
    centres = np.array([h3.cell_to_latlng(int(cell))[::-1] for cell in cells])
    around = [[other for other in h3.grid_disk(int(cell), 1) if other != cell] for cell in cells]
    first = np.repeat(np.arange(len(cells)), [len(each) for each in around])
    second = _position(cells, np.array([other for each in around for other in each], np.int64))
    known = second >= 0
    return Grid(
        cells,
        centres,
        corners,
        neighbours_of_pairs(first[known], second[known], len(cells)),
        share[kept],
        None,
    )


def h3_cell_of(grid: Grid, longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> Ints:
    """The position in the grid of the H3 cell each point (n,) falls in; -1 outside every cell.

    >>> import shapely
    >>> grid = h3_grid(shapely.box(-2.15, 52.57, -2.11, 52.60), 9)
    >>> at = h3_cell_of(grid, grid.centres[:3, 0], grid.centres[:3, 1])
    >>> at.tolist(), h3_cell_of(grid, [10.0], [50.0]).tolist()
    ([0, 1, 2], [-1])
    """
    import h3.api.basic_int as h3

    resolution = h3.get_resolution(int(grid.cells[0]))
    pairs = zip(np.asarray(latitude, float).tolist(), np.asarray(longitude, float).tolist(), strict=True)
    found = np.array([h3.latlng_to_cell(north, east, resolution) for north, east in pairs], np.int64)
    return _position(grid.cells, found)


def _position(cells: Ints, wanted: Ints) -> Ints:
    at = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
    return np.where(cells[at] == wanted, at, -1)
