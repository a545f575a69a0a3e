"""Place points in areas, exactly and fast: a raster of area numbers, with exact tests only at the edges."""

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Reals = npt.NDArray[np.floating[Any]]
Numbers = npt.NDArray[np.int32]

NONE, EDGE = -1, -2
_CELLS = 2048
_LEAST = 1e-8


class Placer:
    """Finds the polygon that covers each point; on a shared border the first polygon given wins.

    A cell of the raster that no border touches lies wholly in one polygon or in none, so its points need
    no test. Points in the other cells are tested exactly, against the polygons whose boxes hold them.
    """

    def __init__(self, polygons: npt.NDArray[np.object_], cells: int = _CELLS) -> None:
        self.polygons = np.asarray(polygons, object)
        self.tree = shapely.STRtree(self.polygons)
        shapely.prepare(self.polygons)
        some = self.polygons[~shapely.is_empty(self.polygons)]
        bounds = shapely.total_bounds(some) if len(some) else np.zeros(4)
        self.west, self.south, east, north = (float(each) for each in bounds)
        # A cell must be wide against the rounding of coordinates, or a border could miss a cell it touches.
        least = max(_LEAST * float(np.abs(bounds).max()), _LEAST)
        self.width = max((east - self.west) / cells, least)
        self.height = max((north - self.south) / cells, least)
        self.cells = cells
        self.grid = self._rasterised()

    def place(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Numbers:
        """The number of the polygon at each point, -1 for none or where a coordinate is missing."""
        across, up = np.asarray(x, float), np.asarray(y, float)
        found = np.full(across.shape, NONE, np.int32)
        column, row = self._cell(across, self.west, self.width), self._cell(up, self.south, self.height)
        with np.errstate(invalid="ignore"):
            near = (column >= 0) & (column <= self.cells) & (row >= 0) & (row <= self.cells)
        inside = np.flatnonzero(near)
        found[inside] = self.grid[row[inside].astype(np.intp), column[inside].astype(np.intp)]
        at_edge = np.flatnonzero(found == EDGE)
        found[at_edge] = self._exact(across[at_edge], up[at_edge])
        return found

    @staticmethod
    def _cell(values: Reals, start: float, size: float) -> Reals:
        with np.errstate(over="ignore"):
            found: Reals = np.floor((values - start) / size)
        return found

    def _exact(self, x: Reals, y: Reals) -> Numbers:
        found = np.full(len(x), NONE, np.int32)
        if not len(x):
            return found
        points, candidates = self.tree.query(shapely.points(x, y))
        # The highest number is written first, so that the first polygon has the last word.
        order = np.lexsort((points, -candidates))
        points, candidates = points[order], candidates[order]
        starts = np.flatnonzero(np.diff(candidates, prepend=-1)).tolist()
        for start, end in pairwise([*starts, len(points)]):
            own = points[start:end]
            number = candidates[start]
            covered = shapely.intersects_xy(self.polygons[number], x[own], y[own])
            found[own[covered]] = number
        return found

    def _rasterised(self) -> Numbers:
        from scipy.ndimage import label

        # One row and column more, for points on the north and east bounds.
        grid = np.full((self.cells + 1, self.cells + 1), NONE, np.int32)
        edge = self._edges(grid.shape)
        if not edge.any():
            return grid
        labels, count = label(~edge)
        first = np.zeros(count + 1, np.intp)
        flat = labels.ravel()
        first[flat[::-1]] = np.arange(flat.size)[::-1]
        row, column = np.unravel_index(first, grid.shape)
        owner = self._exact(self.west + (column + 0.5) * self.width, self.south + (row + 0.5) * self.height)
        owner[0] = EDGE
        drawn: Numbers = owner[labels]
        return drawn

    def _edges(self, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
        """Cells that any border touches: each segment is cut into steps shorter than a cell."""
        edge = np.zeros(shape, bool)
        parts = shapely.get_parts(shapely.boundary(self.polygons))
        points, ring = shapely.get_coordinates(parts, return_index=True)
        joined = np.flatnonzero(ring[1:] == ring[:-1])
        start, end = points[joined], points[joined + 1]
        scale = np.array([self.width, self.height])
        steps = np.ceil(np.abs((end - start) / scale).max(axis=1)).astype(np.intp) + 1
        segment = np.repeat(np.arange(len(steps)), steps)
        step = np.arange(len(segment)) - np.repeat(np.cumsum(steps) - steps, steps)
        span = (end - start)[segment] / steps[segment, None]
        here = start[segment] + span * step[:, None]
        there = here + span
        origin = np.array([self.west, self.south])
        # A hair's breadth on either side, so that rounding never leaves a touched cell unmarked.
        low = np.floor((np.minimum(here, there) - origin) / scale - 1e-6).astype(np.intp)
        high = np.floor((np.maximum(here, there) - origin) / scale + 1e-6).astype(np.intp)
        for across in range(3):
            for up in range(3):
                column = np.minimum(low[:, 0] + across, high[:, 0]).clip(0, shape[1] - 1)
                row = np.minimum(low[:, 1] + up, high[:, 1]).clip(0, shape[0] - 1)
                edge[row, column] = True
        return edge
