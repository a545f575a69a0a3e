"""Squares on which densities and changes of a theme are told: in classes, and nothing of a single home.

A kernel of hundreds of metres draws one address with many offences as a disc around it. So a square counts
as told only where enough different places speak for it, however many offences each of them has, and has no
class that it would not have if the one place whose repeats add most to it had been hit once.
"""

import json
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from wulfrun.assessment.topics._hot_spot_cells import YEAR, Grids, Mapped, names_of_cells
from wulfrun.assessment.topics._hot_spot_themes import STREET, Bools, ThemePoints
from wulfrun.data.geography.areas import Geography
from wulfrun.data.release import Rows
from wulfrun.methods.grid import Grid, cell_of, off_lattice
from wulfrun.methods.interval import Floats, Texts
from wulfrun.methods.kernel_density import QUARTIC, SLIGHT, kernel_density
from wulfrun.methods.kernel_sums import kernel_sums, square_of

LEAST_BANDWIDTH = 300.0
# Effective number of different places within the kernel.
LEAST_PLACES = 5.0
CLASSES = 5


@dataclass(frozen=True, eq=False)
class Squares:
    """The points of a theme in squares, and the bandwidth of the kernels drawn on them."""

    mapped: Mapped
    bandwidth: float

    @property
    def points(self) -> ThemePoints:
        """The points of the theme."""
        return self.mapped.points

    @property
    def grid(self) -> Grid:
        """The squares."""
        return self.mapped.grid

    def told(self, own: Bools) -> Bools:
        """Which squares (k,) enough different places of some points (n,) speak for."""
        x, y = np.unique(np.column_stack([self.points.x[own], self.points.y[own]]), axis=0).T
        lattice = square_of(self.grid, self.bandwidth, QUARTIC)
        total, squared = (
            off_lattice(self.grid, kernel_sums(x, y, lattice, self.bandwidth, QUARTIC, None, squared=each))
            for each in (False, True)
        )
        # The sum of some values has the square (ΣK)²; as many equal ones would have ΣK² in all.
        return np.asarray(total**2 >= LEAST_PLACES * squared) & (squared > 0)

    def most_of_one(self, places: Floats, weight: Floats) -> Floats:
        """The most that one exact place (p, 2) adds to a square (k,): its weight (p,) times its kernel.

        None on the street map, whose places are shared ones.
        """
        most = np.zeros(len(self.grid.cells))
        kept = weight > 0
        if self.points.record == STREET or not kept.any():
            return most
        trees = [cKDTree(each) for each in (self.grid.centres, places[kept])]
        near = trees[0].sparse_distance_matrix(trees[1], self.bandwidth, output_type="ndarray")
        kernel = (1 - (near["v"] / self.bandwidth) ** 2) ** 2
        np.maximum.at(most, near["i"], weight[kept][near["j"]] * kernel)
        return most


def squares_of(mapped: Mapped, grids: Grids) -> Squares:
    """The squares of a theme; its kernels reach as far as those of the map that was tested."""
    grid, size = grids.coarse()
    points = mapped.points
    own = Mapped(points, grid, size, cell_of(grid, points.x, points.y))
    return Squares(own, max(LEAST_BANDWIDTH, 2 * mapped.size))


@dataclass(frozen=True, eq=False)
class Density:
    """For each square (k,) the word of its class; `lowest`: that of the lowest, '' where none is told."""

    word: Texts
    lowest: str
    method: str


def density_of(squares: Squares) -> Density:
    """Offences a square kilometre in the latest twelve months; a square's worst place counts there once.

    Squares not told are in the lowest class; it is open to below, so that none and few cannot be told apart.
    """
    points = squares.points
    own = points.between(points.last - YEAR + 1, points.last)
    found = kernel_density(points.x[own], points.y[own], squares.grid, squares.bandwidth)
    places, many = np.unique(np.column_stack([points.x[own], points.y[own]]), axis=0, return_counts=True)
    peak = 3e6 / (np.pi * squares.bandwidth**2)
    most = squares.most_of_one(places, many.astype(float) - 1) * peak / np.maximum(found.inside, SLIGHT)
    value = np.where(squares.told(own), np.nan_to_num(found.value) - most, 0.0)
    bounds = round_bounds(float(value.max()), CLASSES - 1)
    if not bounds:
        return Density(np.full(value.shape, ""), "", found.method)
    words = open_classes(bounds)
    return Density(np.array(words)[np.searchsorted(bounds, value, "right")], words[0], found.method)


def round_bounds(most: float, many: int) -> tuple[float, ...]:
    """The last few of 1, 2, 5, 10, 20, 50 ... up to the largest value; none where that is 0.

    >>> round_bounds(130, 4), round_bounds(0.3, 2), round_bounds(0, 4)
    ((10.0, 20.0, 50.0, 100.0), (0.1, 0.2), ())
    """
    ladder = [float(f"{step}e{power}") for power in range(-3, 7) for step in (1, 2, 5)]
    return tuple(each for each in ladder if each <= most)[-many:]


def open_classes(bounds: tuple[float, ...]) -> list[str]:
    """The classes between some bounds in words, both ends open.

    >>> open_classes((10.0, 20.0))
    ['under 10', '10 to under 20', '20 or more']
    """
    inner = [f"{low:g} to under {high:g}" for low, high in pairwise(bounds)]
    return [f"under {bounds[0]:g}", *inner, f"{bounds[-1]:g} or more"]


def square_rows(squares: Squares, density: Density, change: Texts, geography: Geography) -> Rows:
    """The squares that are told of, each with its outline and its classes; '' where one is not told."""
    above: npt.NDArray[np.bool_] = density.word != density.lowest
    names = names_of_cells(squares.mapped, geography)
    return [
        {
            "theme": squares.points.theme.name,
            "cell": int(squares.grid.cells[place]),
            "outline": json.dumps(np.round(squares.grid.corners[place]).astype(int).tolist()),
            "area_name": names.get(place, ""),
            "density": str(density.word[place]),
            "change": str(change[place]),
        }
        for place in np.flatnonzero(above | (change != "")).tolist()
    ]
