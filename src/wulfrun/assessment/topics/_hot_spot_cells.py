"""Hot cells of a theme: Gi* over hexagons for twelve months and for each quarter, in classes only.

A cell is told by the offences in it and in the cells around it, in bands: a sum or a ratio told exactly for
overlapping rings of cells would give what lies in a single one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from wulfrun.assessment.topics._hot_spot_places import STILL, most_at_one_place, without_worst_place
from wulfrun.assessment.topics._hot_spot_themes import STREET, Bools, Ints, ThemePoints
from wulfrun.assessment.topics.rubbish_fires import areas_around
from wulfrun.data.geography.areas import Geography
from wulfrun.data.geography.boundaries import to_national_grid
from wulfrun.data.release import Rows
from wulfrun.methods.emerging import NONE, Emerging, emerging_hot_spots
from wulfrun.methods.gi_star import GiStar, gi_star_on_grid
from wulfrun.methods.grid import Grid, cell_of, hexagons, square_grid
from wulfrun.methods.interval import Floats
from wulfrun.methods.kernel_density import binned_density

YEAR, QUARTER = 12, 3
# Fewer offences than this in twelve months make no map.
LEAST = 100
SIZES = (250.0, 350.0, 500.0)
FINE = 100.0
# So that a cell and its six neighbours expect seven a year and three or more in two quarters.
LEAST_A_CELL = 1.0
MOST_QUARTERS, LEAST_QUARTERS = 12, 8
_AROUND = (5, 10, 20, 50, 100)
_TIMES = (2, 3, 5, 10)


@dataclass(frozen=True, eq=False)
class Mapped:
    """The points of a theme in the cells of a grid: `cell` (n,) is each one's cell, -1 for none."""

    points: ThemePoints
    grid: Grid
    size: float
    cell: Ints

    def counts(self, first: int, last: int) -> Ints:
        """Offences in each cell (k,) in some months."""
        own = self.cell[self.points.between(first, last)]
        return np.bincount(own[own >= 0], minlength=len(self.grid.cells))

    @cached_property
    def latest(self) -> Ints:
        """Offences in each cell in the latest twelve months."""
        return self.counts(self.points.last - YEAR + 1, self.points.last)


class Grids:
    """The hexagons of each size over the partnership, made once."""

    def __init__(self, geography: Geography) -> None:
        self.boundary = to_national_grid(geography.shapes["lsoa"]).polygons
        self.made: dict[float, Grid] = {}
        self.squares: Grid | None = None

    def of(self, size: float) -> Grid:
        """The grid of one size."""
        if size not in self.made:
            self.made[size] = hexagons(self.boundary, size)
        return self.made[size]

    def fine(self) -> Grid:
        """Squares of a hundred metres, on which densities are drawn."""
        if self.squares is None:
            self.squares = square_grid(self.boundary, FINE)
        return self.squares

    def fitting(self, points: ThemePoints, sizes: Sequence[float] = SIZES) -> Mapped:
        """The smallest cells with enough offences each in the latest year; else the largest."""
        year = points.between(points.last - YEAR + 1, points.last).sum()
        for size in sizes:
            grid = self.of(size)
            if year >= LEAST_A_CELL * grid.share.sum() or size == sizes[-1]:
                return Mapped(points, grid, size, cell_of(grid, points.x, points.y))
        raise ValueError("no size of cells was given; expected at least one")


def judged(mapped: Mapped, first: int, last: int) -> GiStar:
    """Gi* of some months' counts, each cell by its share inside the boundary.

    Hot only where enough lie around the cell, and at more than one place.
    """
    found = gi_star_on_grid(mapped.counts(first, last), mapped.grid, mapped.grid.share)
    rest, z = without_worst_place(found, _most(mapped, first, last))
    return found._replace(hot=found.hot & (rest >= mapped.points.below) & (z >= STILL))


def _most(mapped: Mapped, first: int, last: int) -> Floats:
    """The most at one place around each cell; none on the street map, whose places are shared ones."""
    points, cells = mapped.points, mapped.grid
    if points.record == STREET:
        return np.zeros(len(cells.cells))
    own = points.between(first, last)
    return most_at_one_place(mapped.cell[own], points.x[own], points.y[own], cells)


def emerging(mapped: Mapped) -> Emerging | None:
    """The class of every cell over up to twelve quarters, each with the one before; None where too few."""
    # The first quarter too is looked at together with the one before it.
    quarters = min(MOST_QUARTERS, mapped.points.run // QUARTER - 1)
    if quarters < LEAST_QUARTERS:
        return None
    scores = np.empty((len(mapped.grid.cells), quarters))
    for place in range(quarters):
        last = mapped.points.last - QUARTER * (quarters - 1 - place)
        first = last - 2 * QUARTER + 1
        found = gi_star_on_grid(mapped.counts(first, last), mapped.grid, mapped.grid.share)
        # Where too little lies around a cell it must not be told from its neighbours, whatever its score.
        few = (found.observed < mapped.points.below) & (found.z > 0)
        rest, z = without_worst_place(found, _most(mapped, first, last))
        lone = (found.z >= STILL) & ((rest < mapped.points.below) | (z < STILL))
        # A score as low as this is never called hot.
        scores[:, place] = np.where(few, 0.0, np.where(lone, np.clip(z, 0.0, STILL), found.z))
    return emerging_hot_spots(scores, autocorrelated=True)


def cell_rows(mapped: Mapped, hot: GiStar, found: Emerging | None, names: Mapping[int, str]) -> Rows:
    """The cells that are hot now or have a class as hot spots, each with its outline and bands."""
    kinds = found.kind if found is not None else np.full(len(hot.hot), NONE)
    warm = np.char.endswith(kinds, "hot spot")
    rows = []
    for place in np.flatnonzero(hot.hot | warm).tolist():
        rows.append(
            {
                "theme": mapped.points.theme.name,
                "cell": int(mapped.grid.cells[place]),
                "outline": json.dumps(np.round(mapped.grid.corners[place]).astype(int).tolist()),
                "area_name": names.get(place, ""),
                "hot": bool(hot.hot[place]),
                "around": band(float(hot.observed[place]), _AROUND) if hot.hot[place] else "",
                "times": band(float(hot.observed[place] / hot.expected[place]), _TIMES)
                if hot.hot[place]
                else "",
                "emerging": str(kinds[place]) if warm[place] else "",
            }
        )
    return rows


def band(value: float, edges: Sequence[int]) -> str:
    """The band a value falls in.

    >>> band(7, (5, 10, 20)), band(20, (5, 10, 20)), band(1.4, (2, 3))
    ('5 to under 10', '20 or more', 'under 2')
    """
    above = [edge for edge in edges if value >= edge]
    if not above:
        return f"under {edges[0]}"
    if len(above) == len(edges):
        return f"{edges[-1]} or more"
    return f"{above[-1]} to under {edges[len(above)]}"


def names_of_cells(mapped: Mapped, geography: Geography) -> dict[int, str]:
    """The neighbourhood or ward of each cell's middle; of a middle outside, that of most of its points."""
    around = areas_around(geography)
    own = {area.code: area.name for area in geography.areas if area.level == "lsoa"}

    def name(code: str) -> str:
        return around.get(code) or own.get(code, "")

    places = geography.place_bng(mapped.grid.centres[:, 0], mapped.grid.centres[:, 1])
    found = {cell: name(geography.smallest[at]) for cell, at in enumerate(places.tolist()) if at >= 0}
    outside = np.isin(mapped.cell, np.flatnonzero(places < 0))
    seen: dict[int, dict[str, int]] = {}
    for cell, code in zip(mapped.cell[outside].tolist(), mapped.points.area[outside].tolist(), strict=True):
        tally = seen.setdefault(cell, {})
        tally[name(code)] = tally.get(name(code), 0) + 1
    return found | {cell: max(sorted(tally), key=tally.__getitem__) for cell, tally in seen.items()}


def density(mapped: Mapped, squares: Grid, first: int, last: int) -> Floats:
    """Kernel density (k,) of the offences of some months at each cell's middle; 0 outside the boundary."""
    own = mapped.points.between(first, last)
    found = binned_density(mapped.points.x[own], mapped.points.y[own], squares, 2 * mapped.size).value
    at = cell_of(squares, mapped.grid.centres[:, 0], mapped.grid.centres[:, 1])
    return np.where(at >= 0, np.nan_to_num(found[at]), 0.0)


def share_of(mapped: Mapped, cells: Bools, counts: npt.NDArray[Any]) -> tuple[float, float]:
    """The share of the area, and of the offences, that some cells hold."""
    area: Floats = mapped.grid.share
    return float(area[cells].sum() / area.sum()), float(counts[cells].sum() / max(counts.sum(), 1))
