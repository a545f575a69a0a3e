"""Which areas are neighbours of which, for any areas: by a shared border, or by distance.

Kept as compressed rows, as SciPy keeps a sparse matrix: the neighbours of area i are
`indices[indptr[i]:indptr[i + 1]]`, in order, and never i itself. Neighbours are mutual.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from wulfrun.methods.interval import Floats

Ints = npt.NDArray[np.int64]


class Neighbours(NamedTuple):
    """`indptr` (n + 1,) and `indices` (pairs,): the neighbours of n areas, itself never among them."""

    indptr: Ints
    indices: Ints

    @property
    def counts(self) -> Ints:
        """How many neighbours each area has (n,)."""
        return np.diff(self.indptr)

    def sums(self, values: npt.ArrayLike) -> Floats:
        """The sum of the neighbours' values, of (n,) or (n, columns) values."""
        size = len(self.indptr) - 1
        matrix = csr_array((np.ones(len(self.indices)), self.indices, self.indptr), shape=(size, size))
        return np.asarray(matrix @ np.asarray(values, float))


def neighbours_of_pairs(first: npt.ArrayLike, second: npt.ArrayLike, size: int) -> Neighbours:
    """Neighbours from pairs of positions (pairs,) among `size` areas; each pair counts both ways, once.

    Raises ValueError where a pair names an area that is not there.

    >>> neighbours_of_pairs([0, 1], [1, 2], 3).indices.tolist()
    [1, 0, 2, 1]
    """
    a, b = np.asarray(first, np.int64), np.asarray(second, np.int64)
    ends = np.concatenate([a, b])
    if ends.size and not (ends.min() >= 0 and ends.max() < size):
        raise ValueError(f"pairs name areas {ends.min()} to {ends.max()}; expected 0 to {size - 1}")
    apart = a != b
    codes = np.unique(np.concatenate([a[apart] * size + b[apart], b[apart] * size + a[apart]]))
    rows, indices = np.divmod(codes, max(size, 1))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))])
    return Neighbours(indptr.astype(np.int64), indices)


def touching(polygons: npt.ArrayLike) -> Neighbours:
    """Areas that share any point of their borders (queen contiguity).

    `polygons`: (n,) Shapely polygons that fit together, such as statistical areas.

    >>> import shapely
    >>> touching([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(5, 5, 6, 6)]).counts.tolist()
    [1, 1, 0]
    """
    import shapely

    shapes = np.asarray(polygons, dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return neighbours_of_pairs(first, second, len(shapes))


def within(x: npt.ArrayLike, y: npt.ArrayLike, distance: float) -> Neighbours:
    """Points (n,) no farther apart than `distance`, in the unit of x and y.

    >>> within([0, 3, 9], [0, 4, 0], 5).counts.tolist()
    [1, 1, 0]
    """
    points = np.column_stack([np.asarray(x, float), np.asarray(y, float)])
    pairs = cKDTree(points).query_pairs(distance, output_type="ndarray")
    return neighbours_of_pairs(pairs[:, 0], pairs[:, 1], len(points))
