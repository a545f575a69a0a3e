"""Grids of equal cells over a boundary, squares or hexagons, and which cell a point falls in.

Cells lie at whole multiples of their size on the National Grid, so that the same place is in the same cell
in every build. A cell on the boundary keeps its whole shape and says which share of it lies inside: whoever
compares cells must allow for that share, or the border looks quiet where there is only less of it.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats
from wulfrun.methods.neighbours import Ints, Neighbours

SQUARES, HEXAGONS = "squares", "hexagons"
_SQUARE_STEPS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
_EVEN_STEPS = ((-1, -1), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 0))
_ODD_STEPS = ((-1, 0), (-1, 1), (0, -1), (0, 1), (1, 0), (1, 1))


class Lattice(NamedTuple):
    """The rows and columns a regular grid is cut from.

    `position` (rows, columns) is each cell's place in the grid's arrays, -1 where there is no cell; row 0 is
    the most southern. `first_row`, `first_column`: where it begins, counted from the origin. `width`,
    `height`: from one column or row to the next, in metres. Odd rows of hexagons, counted from the origin,
    lie half a cell to the east.
    """

    kind: str
    first_row: int
    first_column: int
    width: float
    height: float
    position: Ints


class Grid(NamedTuple):
    """k cells: ids, centres (k, 2) and corners (k, corners, 2) in metres, neighbours, share inside (k,).

    `lattice` is None where cells do not come in rows and columns, as those of H3.
    """

    cells: Ints
    centres: Floats
    corners: Floats
    neighbours: Neighbours
    share: Floats
    lattice: Lattice | None


def square_grid(boundary: Any, size: float) -> Grid:
    """Squares of `size` metres that lie at least partly inside the boundary.

    `boundary`: a Shapely polygon, or several (an array); metres. Eight neighbours, those at the corners too.
    Raises ValueError for a size that is not above 0 or a boundary without an area.

    >>> import shapely
    >>> grid = square_grid(shapely.box(0, 0, 500, 400), 200)
    >>> len(grid.cells), grid.share.tolist(), grid.neighbours.counts.tolist()
    (6, [1.0, 1.0, 0.5, 1.0, 1.0, 0.5], [3, 5, 3, 3, 5, 3])
    """
    return _grid(boundary, SQUARES, _checked(size), size)


def hexagons(boundary: Any, size: float) -> Grid:
    """Hexagons, each as large as a square of `size` metres, that lie at least partly inside the boundary.

    As `square_grid`; six neighbours, all as far away. One corner points north.

    >>> import shapely
    >>> grid = hexagons(shapely.box(0, 0, 1000, 1000), 200)
    >>> round(float(grid.share.sum() * 200**2)), int(grid.neighbours.counts.max())
    (1000000, 6)
    """
    # A hexagon of width w across its flat sides covers √3/2 w², and rows are √3/2 w apart.
    width = _checked(size) * (2 / 3**0.5) ** 0.5
    return _grid(boundary, HEXAGONS, width, width * 3**0.5 / 2)


def cell_of(grid: Grid, x: npt.ArrayLike, y: npt.ArrayLike) -> Ints:
    """The position in the grid of the cell each point (n,) falls in; -1 outside every cell.

    A point between two squares belongs to the eastern or northern one. Raises ValueError for a grid without
    rows and columns.

    >>> import shapely
    >>> cell_of(square_grid(shapely.box(0, 0, 400, 400), 200), [10, 200, 900], [10, 250, 10]).tolist()
    [0, 3, -1]
    """
    lattice = _regular(grid)
    east, north = np.asarray(x, float), np.asarray(y, float)
    row, column = _place(lattice, east, north)
    rows, columns = lattice.position.shape
    known = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    inside = lattice.position[tuple(np.where(known, each, 0).astype(np.int64) for each in (row, column))]
    return np.where(known, inside, -1)


def counts(grid: Grid, x: npt.ArrayLike, y: npt.ArrayLike) -> Ints:
    """How many points (n,) fall in each cell (k,); points outside every cell count nowhere.

    >>> import shapely
    >>> counts(square_grid(shapely.box(0, 0, 400, 200), 200), [10, 20, 300, 900], [10, 10, 10, 10]).tolist()
    [2, 1]
    """
    return counted(cell_of(grid, x, y), len(grid.cells))


def counted(cell: Ints, size: int) -> Ints:
    """How often each of `size` cells occurs among positions of which -1 is none."""
    return np.bincount(cell + 1, minlength=size + 1)[1:].astype(np.int64)


def on_lattice(grid: Grid, values: npt.ArrayLike) -> Floats:
    """Values of cells (k,) laid out in rows and columns; 0 where there is no cell."""
    position = _regular(grid).position
    padded = np.append(np.asarray(values, float), 0.0)
    return np.asarray(padded[position])


def off_lattice(grid: Grid, laid: npt.ArrayLike) -> Floats:
    """The values of cells (k,) from rows and columns: the way back from `on_lattice`."""
    return np.asarray(np.asarray(laid, float)[_regular(grid).position >= 0])


def _grid(boundary: Any, kind: str, width: float, height: float) -> Grid:
    import shapely

    parts = np.atleast_1d(np.asarray(boundary, dtype=object))
    whole = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    if whole.is_empty or not whole.area > 0:
        raise ValueError("the boundary has no area; expected a polygon in metres")
    lattice = _bare(whole.bounds, kind, width, height)
    rows, columns = (each.ravel() for each in np.indices(lattice.position.shape))
    share = _shares(whole, _centres(lattice, rows, columns), _outline(lattice), lattice.position.shape)
    kept = np.flatnonzero(share > 0)
    lattice, rows, columns = _trimmed(lattice, rows[kept], columns[kept])
    centres = _centres(lattice, rows, columns)
    return Grid(
        # A place's own number: rows of up to ten million cells, the same whatever the boundary.
        (rows + lattice.first_row) * 10_000_000 + columns + lattice.first_column,
        centres,
        centres[:, None, :] + _outline(lattice),
        _neighbours(lattice, rows, columns),
        share[kept],
        lattice,
    )


def _trimmed(lattice: Lattice, rows: Ints, columns: Ints) -> tuple[Lattice, Ints, Ints]:
    """The rows and columns that hold a cell, and each cell's row and column among them."""
    south, west = int(rows.min()), int(columns.min())
    rows, columns = rows - south, columns - west
    position = np.full((int(rows.max()) + 1, int(columns.max()) + 1), -1, np.int64)
    position[rows, columns] = np.arange(len(rows))
    south, west = south + lattice.first_row, west + lattice.first_column
    return lattice._replace(position=position, first_row=south, first_column=west), rows, columns


def _bare(bounds: tuple[float, float, float, float], kind: str, width: float, height: float) -> Lattice:
    west, south, east, north = bounds
    # Hexagons reach beyond their row and column: one more all around is certain to be enough.
    more = 1 if kind == HEXAGONS else 0
    first_row, first_column = int(south // height) - more, int(west // width) - more
    rows, columns = int(north // height) + 1 + more - first_row, int(east // width) + 1 + more - first_column
    return Lattice(kind, first_row, first_column, width, height, np.full((rows, columns), -1, np.int64))


def _centres(lattice: Lattice, rows: Ints, columns: Ints) -> Floats:
    north, east = rows + lattice.first_row, columns + lattice.first_column + 0.5
    if lattice.kind == HEXAGONS:
        east = east + 0.5 * (north % 2)
    return np.column_stack([east * lattice.width, (north + 0.5) * lattice.height])


def _outline(lattice: Lattice) -> Floats:
    """The corners of a cell around its centre, counter-clockwise."""
    w, h = lattice.width / 2, lattice.height / 2
    if lattice.kind == SQUARES:
        return np.array([[-w, -h], [w, -h], [w, h], [-w, h]])
    side = lattice.width / 3**0.5
    return np.array([[0, -side], [w, -side / 2], [w, side / 2], [0, side], [-w, side / 2], [-w, -side / 2]])


def _shares(whole: Any, centres: Floats, outline: Floats, shape: tuple[int, ...]) -> Floats:
    """The share of each cell inside; the boundary is cut into rows first, as a long border cuts slowly."""
    import shapely

    cells = shapely.polygons(centres[:, None, :] + outline)
    shapely.prepare(whole)
    share = shapely.contains_properly(whole, cells).astype(float)
    border = (share == 0) & shapely.intersects(whole, cells)
    for row in np.unique(np.flatnonzero(border) // shape[1]):
        own = row * shape[1] + np.flatnonzero(border[row * shape[1] : (row + 1) * shape[1]])
        strip = shapely.intersection(whole, shapely.box(*shapely.total_bounds(cells[own])))
        share[own] = shapely.area(shapely.intersection(strip, cells[own])) / shapely.area(cells[own])
    return np.asarray(np.minimum(share, 1.0))


def _neighbours(lattice: Lattice, rows: Ints, columns: Ints) -> Neighbours:
    padded = np.pad(lattice.position, 1, constant_values=-1)
    found = np.column_stack(
        [padded[rows + 1 + up, columns + 1 + right] for up, right in _steps(lattice, rows)]
    )
    found.sort(axis=1)
    indptr = np.concatenate([[0], np.cumsum((found >= 0).sum(axis=1))])
    return Neighbours(indptr.astype(np.int64), found[found >= 0])


def _steps(lattice: Lattice, rows: Ints) -> list[tuple[Any, Any]]:
    if lattice.kind == SQUARES:
        return list(_SQUARE_STEPS)
    odd = (rows + lattice.first_row) % 2
    return [
        (up, np.where(odd, right, left))
        for (up, left), (_, right) in zip(_EVEN_STEPS, _ODD_STEPS, strict=True)
    ]


def _place(lattice: Lattice, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    if lattice.kind == SQUARES:
        row, column = np.floor(north / lattice.height), np.floor(east / lattice.width)
    else:
        row, column = _nearest_hexagon(lattice, east, north)
    return row - lattice.first_row, column - lattice.first_column


def _nearest_hexagon(lattice: Lattice, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """A hexagon holds what is nearest to its centre: one of the two nearest rows."""
    lower = np.floor(north / lattice.height - 0.5)
    best_row, best_column, best = lower, lower, np.full(east.shape, np.inf)
    for row in (lower, lower + 1):
        shift = 0.5 * np.mod(row, 2)
        column = np.floor(east / lattice.width - shift)
        away = (east - (column + shift + 0.5) * lattice.width) ** 2
        away = away + (north - (row + 0.5) * lattice.height) ** 2
        nearer = away < best
        best_row, best_column = np.where(nearer, row, best_row), np.where(nearer, column, best_column)
        best = np.where(nearer, away, best)
    return best_row, best_column


def _regular(grid: Grid) -> Lattice:
    if grid.lattice is None:
        raise ValueError("this grid has no rows and columns; expected squares or hexagons")
    return grid.lattice


def _checked(size: float) -> float:
    if not size > 0:
        raise ValueError(f"the size of a cell is {size}; expected metres above 0")
    return size
