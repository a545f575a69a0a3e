"""Whether a cell is hot by more than one exact place: a map must not point at a single home."""

import numpy as np
import numpy.typing as npt

from wulfrun.methods.gi_star import GiStar
from wulfrun.methods.grid import Grid
from wulfrun.methods.interval import Floats

# Without the place that has the most, a cell must still be as high as chance makes one in forty.
STILL = 1.96


def most_at_one_place(cell: npt.NDArray[np.int64], x: Floats, y: Floats, grid: Grid) -> Floats:
    """The most records at one exact place in each cell (k,) or a neighbour of it.

    `cell` (n,) is the cell of each record, -1 for none; `x`, `y` its place.
    """
    inside = cell >= 0
    places, many = np.unique(np.stack([cell, x, y])[:, inside], axis=1, return_counts=True)
    most = np.zeros(len(grid.cells))
    np.maximum.at(most, places[0].astype(np.int64), many)
    around = most.copy()
    near = grid.neighbours
    np.maximum.at(around, np.repeat(np.arange(len(most)), near.counts), most[near.indices])
    return around


def without_worst_place(found: GiStar, most: Floats) -> tuple[Floats, Floats]:
    """What lies around each cell (k,), and its z, without the one place that has the most."""
    rest = found.observed - most
    with np.errstate(invalid="ignore", divide="ignore"):
        z = found.z * (rest - found.expected) / (found.observed - found.expected)
    return rest, np.nan_to_num(z)
