"""Getis-Ord Gi*: where high or low values lie together more than chance would put them.

A place and its neighbours are compared with the whole. Every test has two sides, and as there are as many
tests as places, p-values are corrected for their number (Benjamini & Hochberg) before anything is called
hot or cold. Where places differ in exposure - a cell cut by the boundary, an area with more homes - the
values are compared with what the exposure lets expect: else the border of a city looks cold.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from wulfrun.methods.association import benjamini_hochberg
from wulfrun.methods.conditional_permutation import shuffled_sums
from wulfrun.methods.confidence import checked
from wulfrun.methods.grid import SQUARES, Grid, off_lattice, on_lattice
from wulfrun.methods.interval import Floats
from wulfrun.methods.neighbours import Neighbours

Bools = npt.NDArray[np.bool_]

NORMAL = "Getis-Ord Gi*, two-sided normal p, Benjamini-Hochberg"
PERMUTED = "Getis-Ord Gi*, two-sided conditional permutation p, Benjamini-Hochberg"
_LEAST_EXPOSURE = 0.1


class GiStar(NamedTuple):
    """For each place (n,): the sum of it and its neighbours, what was expected, z, p, and the verdict.

    `p`: two-sided, of z or by permutation; `adjusted`: p after Benjamini-Hochberg; `hot` and `cold`: adjusted
    at most `level`, z above or below 0 - by permutation, its neighbours too above or below what is expected.
    z, p and adjusted are NaN, and a place neither hot nor cold, where nothing can vary.
    """

    observed: Floats
    expected: Floats
    z: Floats
    p: Floats
    adjusted: Floats
    hot: Bools
    cold: Bools
    level: float
    method: str


def gi_star(
    values: npt.ArrayLike,
    neighbours: Neighbours,
    exposure: npt.ArrayLike | None = None,
    level: float = 0.05,
    permutations: int = 0,
    seed: int = 0,
) -> GiStar:
    """Gi* of values (n,) over any areas, binary weights, each place among its own neighbours.

    Without exposure: z_i = (Σ_j w_ij x_j - W_i x̄) / (s √((n W_i - W_i²) / (n - 1))), s² the variance over n.
    With `exposure` e (n,), above 0 (a cell's share inside the boundary, or people, or homes), values are
    counts that are expected in proportion: with rate r = Σx/Σe and E_i = Σ_j w_ij e_j,
    z_i = (Σ_j w_ij x_j - r E_i) / √(v (E_i - E_i²/Σe)), where v = Σ(x - re)²/e / Σ(1 - e/Σe) over places with
    at least a tenth of the mean exposure. Equal exposures give the same z as none. `permutations`: 0 takes p
    from z; 999, say, from shuffles of the others' values (with exposure: of (x - re)/√e), its own held.
    Raises ValueError for shapes that differ, values that are missing, or an exposure not above 0.
    Source: Getis & Ord 1992; Ord & Getis 1995.

    >>> from wulfrun.methods.neighbours import within
    >>> near = within([10, 20, 40, 15, 30, 30], [10, 10, 10, 20, 20, 30], 15)
    >>> gi_star([2, 3, 3.2, 5, 8, 7], near).z.round(4).tolist()
    [-1.3973, -0.2892, 0.6506, -0.2892, 1.2345, 2.0242]
    """
    x, e = _checked_values(values, exposure, len(neighbours.indptr) - 1)
    observed = x + neighbours.sums(x)
    reach = np.asarray(neighbours.counts + 1.0 if exposure is None else e + neighbours.sums(e), float)
    found = _scored(x, e, observed, reach, level)
    if not permutations:
        return found
    # Without exposure every weight is 1, which has a much faster way.
    root = None if exposure is None else np.sqrt(e)
    rest = (x - e * (x.sum() / e.sum())) / np.sqrt(e)
    shuffled = shuffled_sums(rest, neighbours, permutations, seed, root)
    p = np.where(np.isnan(found.z), np.nan, shuffled.p)
    judged = _judged(found.observed, found.expected, found.z, p, level, PERMUTED)
    # A high place among low neighbours has a high z and a small p, and is no hot spot.
    return judged._replace(hot=judged.hot & (shuffled.above > 0), cold=judged.cold & (shuffled.above < 0))


def gi_star_on_grid(
    values: npt.ArrayLike, grid: Grid, exposure: npt.ArrayLike | None = None, level: float = 0.05
) -> GiStar:
    """The same as `gi_star` over squares or hexagons (p from z), by sums of whole rows: much faster.

    `values` (k,): one for each cell. Raises ValueError for a grid without rows and columns.

    >>> import shapely
    >>> from wulfrun.methods.grid import square_grid
    >>> grid = square_grid(shapely.box(0, 0, 1000, 1000), 100)
    >>> values = np.where((grid.centres < 300).all(axis=1), 5, 1)
    >>> found = gi_star_on_grid(values, grid, grid.share)
    >>> round(float(found.z.max()), 3), int(found.hot.sum()), int(found.cold.sum())
    (9.95, 9, 0)
    """
    x, e = _checked_values(values, exposure, len(grid.cells))
    alone = exposure is None
    reach = np.asarray(grid.neighbours.counts + 1.0 if alone else _block_sums(grid, e), float)
    return _scored(x, e, _block_sums(grid, x), reach, level)


def _scored(x: Floats, e: Floats, observed: Floats, reach: Floats, level: float) -> GiStar:
    total = e.sum()
    rate = x.sum() / total
    kept = e >= _LEAST_EXPOSURE * total / len(e)
    rest = (x - rate * e) ** 2 / e
    spread = rest.sum(where=kept) / (kept.sum() - e.sum(where=kept) / total)
    variance = spread * (reach - reach**2 / total)
    expected = rate * reach
    # A neighbourhood that is the whole, or values that are all the same, cannot be unusual.
    varies = variance > 1e-12 * spread * reach
    varies &= spread > 1e-20 * rate**2
    z = np.where(varies, observed - expected, np.nan) / np.sqrt(np.where(varies, variance, 1.0))
    return _judged(observed, expected, z, 2 * ndtr(-np.abs(z)), level, NORMAL)


def _judged(observed: Floats, expected: Floats, z: Floats, p: Floats, level: float, method: str) -> GiStar:
    known = ~np.isnan(p)
    adjusted = np.full(p.shape, np.nan)
    adjusted[known] = benjamini_hochberg(p[known])
    called = adjusted <= checked(level)
    return GiStar(observed, expected, z, p, adjusted, called & (z > 0), called & (z < 0), level, method)


def _block_sums(grid: Grid, values: Floats) -> Floats:
    """The sum of each cell and its neighbours: along rows, then over rows."""
    position, first_row, kind = _laid_out(grid)
    laid = np.zeros((position.shape[0] + 2, position.shape[1] + 2))
    laid[1:-1, 1:-1] = on_lattice(grid, values)
    if kind == SQUARES:
        along = laid[:, :-2] + laid[:, 1:-1]
        along += laid[:, 2:]
        sums = along[:-2] + along[1:-1]
        sums += along[2:]
    else:
        pairs = laid[:, :-1] + laid[:, 1:]
        odd = (np.arange(len(position)) + first_row) % 2
        east = np.where(odd[:, None], pairs[:-2, 1:] + pairs[2:, 1:], pairs[:-2, :-1] + pairs[2:, :-1])
        sums = laid[1:-1, :-2] + laid[1:-1, 1:-1] + laid[1:-1, 2:] + east
    return off_lattice(grid, sums)


def _laid_out(grid: Grid) -> tuple[npt.NDArray[np.int64], int, str]:
    if grid.lattice is None:
        raise ValueError("this grid has no rows and columns; expected squares or hexagons")
    return grid.lattice.position, grid.lattice.first_row, grid.lattice.kind


def _checked_values(
    values: npt.ArrayLike, exposure: npt.ArrayLike | None, size: int
) -> tuple[Floats, Floats]:
    x = np.asarray(values, float)
    e = np.ones(x.shape) if exposure is None else np.asarray(exposure, float)
    if x.shape != (size,) or e.shape != x.shape:
        raise ValueError(f"{x.shape} values and {e.shape} exposures of {size} places; expected one each")
    if size < 2 or not np.isfinite(x).all() or not (e > 0).all():
        raise ValueError("fewer than 2 places, a value that is missing, or an exposure not above 0")
    return x, e
