"""An irregular outline cut into irregular areas that fit together exactly."""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Voronoi, cKDTree

Points = NDArray[np.float64]
Labels = NDArray[np.int64]

_RADIUS = 4700.0
_CELL = 165.0


@dataclass(frozen=True)
class Cells:
    """Small cells, each a polygon in metres, and the pairs that share a side."""

    centres: Points
    polygons: NDArray[np.object_]
    sides: Labels


def make_cells(rng: np.random.Generator) -> Cells:
    """About 2,500 Voronoi cells that fill an outline of some 69 square kilometres around (0, 0).

    Every corner is rounded to 10 cm once, where it is made: cells that share it share it exactly.
    """
    reach = np.arange(-1.5 * _RADIUS, 1.5 * _RADIUS, _CELL)
    grid = np.stack(np.meshgrid(reach, reach * math.sqrt(3) / 2), axis=-1)
    grid[1::2, :, 0] += _CELL / 2
    points = grid.reshape(-1, 2) + rng.uniform(-0.3, 0.3, (grid.size // 2, 2)) * _CELL
    diagram = Voronoi(points)
    kept = np.flatnonzero(_inside(points, rng))
    position = np.full(len(points), -1)
    position[kept] = np.arange(len(kept))
    corners = np.round(diagram.vertices, 1)
    rings = [diagram.regions[diagram.point_region[each]] for each in kept]
    polygons = np.array([_polygon(corners[ring]) for ring in rings], dtype=object)
    sides = position[diagram.ridge_points]
    return Cells(points[kept], polygons, sides[(sides >= 0).all(axis=1)])


def _inside(points: Points, rng: np.random.Generator) -> NDArray[np.bool_]:
    angle = np.arctan2(points[:, 1], points[:, 0])
    bulge = np.ones(len(points))
    for wave, size in ((2, 0.13), (3, 0.09), (5, 0.06), (7, 0.04), (11, 0.025)):
        bulge += size * np.cos(wave * angle + rng.uniform(0, 2 * math.pi))
    return np.asarray(np.hypot(points[:, 0], points[:, 1]) < _RADIUS * bulge)


def _polygon(ring: Points) -> shapely.Polygon:
    """Qhull gives the corners of a convex cell in either direction; turn them all one way."""
    return shapely.orient_polygons(shapely.Polygon(ring))


def clusters(points: Points, count: int, rng: np.random.Generator) -> Labels:
    """Points in `count` compact clusters: Lloyd's k-means, started from points spread apart."""
    chosen = [int(rng.integers(len(points)))]
    apart = np.full(len(points), np.inf)
    for _ in range(count - 1):
        apart = np.minimum(apart, np.sum((points - points[chosen[-1]]) ** 2, axis=1))
        chosen.append(int(rng.choice(len(points), p=apart / apart.sum())))
    centres = points[chosen].copy()
    labels = np.zeros(len(points), dtype=np.int64)
    for _ in range(30):
        labels = np.asarray(cKDTree(centres).query(points)[1], dtype=np.int64)
        for each in range(count):
            if (labels == each).any():
                centres[each] = points[labels == each].mean(axis=0)
    return labels


def stretched(points: Points) -> Points:
    """The same points with the middle pulled apart, so that clusters there are smaller on the ground."""
    distance = np.maximum(np.hypot(points[:, 0], points[:, 1]), 1) / _RADIUS
    return np.asarray(points * np.power(distance, -0.25)[:, None])


def connected(labels: Labels, sides: Labels) -> Labels:
    """The labels with every stray piece given to the neighbour it borders most."""
    labels = labels.copy()
    for _ in range(50):
        within = sides[labels[sides[:, 0]] == labels[sides[:, 1]]]
        graph = coo_array((np.ones(len(within)), (within[:, 0], within[:, 1])), shape=(len(labels),) * 2)
        piece = connected_components(graph, directed=False)[1]
        sizes = np.bincount(piece)
        largest = {label: max(set(piece[labels == label].tolist()), key=lambda each: sizes[each])
                   for label in np.unique(labels).tolist()}  # fmt: skip
        stray = [each for each in range(len(labels)) if largest[int(labels[each])] != piece[each]]
        if not stray:
            return labels
        for each in stray:
            around = np.concatenate([sides[sides[:, 0] == each, 1], sides[sides[:, 1] == each, 0]])
            others = labels[around][labels[around] != labels[each]]
            if len(others):
                labels[each] = np.bincount(others).argmax()
    raise RuntimeError("the cells of the example city do not join up")


def merged(polygons: NDArray[np.object_], labels: Labels) -> NDArray[np.object_]:
    """One polygon for each label, with the corners of its parts kept, so that neighbours still fit."""
    return np.array(
        [shapely.coverage_union_all(polygons[labels == each]) for each in range(int(labels.max()) + 1)],
        dtype=object,
    )
