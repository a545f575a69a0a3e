"""Sums of a kernel over points at the centres of squares, exact or in bins; the kernel's peak is 1.

Exact Gaussian sums are products of matrices: exp(-(dx² + dy²)/2h²) is one factor for the column times one for
the row, so points that lie together give all centres around them in one multiplication; and along a row
each factor is the last one's times a constant. The quartic kernel has no such factors, but ends at its
bandwidth: only the few cells around a point are worked out.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.grid import SQUARES, Grid, on_lattice
from wulfrun.methods.interval import Floats
from wulfrun.methods.neighbours import Ints

QUARTIC, GAUSSIAN = "quartic", "Gaussian"
_TOGETHER = 20_000


class Square(NamedTuple):
    """Rows and columns of squares: the south-western corner, the size of a square, how many."""

    west: float
    south: float
    size: float
    rows: int
    columns: int


def square_of(grid: Grid, bandwidth: float, kernel: str) -> Square:
    """The rows and columns of a grid of squares; ValueError for other grids, bandwidths and kernels."""
    if grid.lattice is None or grid.lattice.kind != SQUARES:
        raise ValueError("a density is worked out on squares; expected the grid of square_grid")
    if not bandwidth > 0:
        raise ValueError(f"the bandwidth is {bandwidth}; expected metres above 0")
    if kernel not in (QUARTIC, GAUSSIAN):
        raise ValueError(f'the kernel is "{kernel}"; expected "{QUARTIC}" or "{GAUSSIAN}"')
    if bandwidth < grid.lattice.width / 10:
        raise ValueError(f"a bandwidth of {bandwidth} m sees nothing in squares of {grid.lattice.width:g} m")
    size, rows, columns = grid.lattice.width, *grid.lattice.position.shape
    return Square(grid.lattice.first_column * size, grid.lattice.first_row * size, size, rows, columns)


def kernel_sums(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    lattice: Square,
    bandwidth: float,
    kernel: str,
    weights: npt.ArrayLike | None = None,
    reach: float = 4.0,
    squared: bool = False,
) -> Floats:
    """Σ w K(d) at each centre (rows, columns), or Σ w K(d)² where `squared`.

    >>> kernel_sums([50], [50], Square(0, 0, 100, 1, 2), 200, QUARTIC).tolist()
    [[1.0, 0.5625]]
    """
    east, north, weight = _points(x, y, weights)
    away = _cells_away(lattice, bandwidth, kernel, reach)
    column, row = ((east - lattice.west) / lattice.size, (north - lattice.south) / lattice.size)
    with np.errstate(invalid="ignore"):
        near = (column >= -away) & (column < lattice.columns + away)
        near &= (row >= -away) & (row < lattice.rows + away)
    column, row, weight = column[near], row[near], weight if weight is None else weight[near]
    narrow = bandwidth / lattice.size
    if kernel == QUARTIC:
        return _quartic(column, row, weight, lattice, narrow, away, 4 if squared else 2)
    return _gaussian(column, row, weight, lattice, narrow / (2**0.5 if squared else 1), away)


def binned_sums(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    lattice: Square,
    bandwidth: float,
    kernel: str,
    weights: npt.ArrayLike | None = None,
    finer: int = 5,
) -> Floats:
    """The same from counts in bins, `finer` bins (an odd number) along a square; a Gaussian is whole.

    >>> binned_sums([33], [70], Square(0, 0, 100, 1, 2), 200, QUARTIC, finer=1).round(9).tolist()
    [[1.0, 0.5625]]
    """
    if finer < 1 or finer % 2 == 0:
        raise ValueError(f"there are {finer} bins along a square; expected an odd number")
    east, north, weight = _points(x, y, weights)
    away, step = _cells_away(lattice, bandwidth, kernel, 4.0), lattice.size / finer
    rows, columns = ((many + 2 * away) * finer for many in (lattice.rows, lattice.columns))
    column = np.floor((east - lattice.west) / step) + away * finer
    row = np.floor((north - lattice.south) / step) + away * finer
    near = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    place = row[near].astype(np.int64) * columns + column[near].astype(np.int64)
    kept = None if weight is None else weight[near]
    bins = np.bincount(place, kept, rows * columns).reshape(rows, columns).astype(float)
    if kernel == GAUSSIAN:
        along = _bells(rows, finer, away, bandwidth / step)
        smoothed: Floats = along @ bins @ _bells(columns, finer, away, bandwidth / step).T
        return smoothed
    half = int(bandwidth / step)
    square = (np.arange(-half, half + 1) * step / bandwidth) ** 2
    shape = np.maximum(1 - square - square[:, None], 0.0) ** 2
    # Where the centre of a square lies among the bins, for all squares.
    first = away * finer + finer // 2
    every = _convolved(bins, shape)[half + first :: finer, half + first :: finer]
    return np.asarray(every[: lattice.rows, : lattice.columns])


def spread(grid: Grid, lattice: Square, bandwidth: float, kernel: str) -> Floats:
    """The share of a kernel around each centre that lies inside the boundary (rows, columns)."""
    shares = on_lattice(grid, grid.share)
    away = _cells_away(lattice, bandwidth, kernel, 6.0)
    square = (np.arange(-away, away + 1) * lattice.size / bandwidth) ** 2
    if kernel == GAUSSIAN:
        bell = np.exp(-square / 2)
        shape = bell * bell[:, None]
    else:
        shape = np.maximum(1 - square - square[:, None], 0.0) ** 2
    whole = _convolved(shares, shape)[away : away + lattice.rows, away : away + lattice.columns]
    return np.asarray(np.clip(whole / shape.sum(), 0.0, 1.0))


def _gaussian(
    column: Floats, row: Floats, weight: Floats | None, lattice: Square, narrow: float, away: int
) -> Floats:
    """Points are taken tile by tile; each tile gives its cells and all within reach in one product."""
    # Few enough cells to a tile that no factor of _powers overflows.
    tile = max(8, away // 2) if narrow >= 0.5 else 1
    wide = tile + 2 * away
    tiles = (lattice.columns + 2 * away) // tile + 1
    north, east = np.floor((row + away) / tile), np.floor((column + away) / tile)
    at = (north * tiles + east).astype(np.int64)
    order = np.argsort(at, kind="stable")
    # Places from the middle of their tile.
    column = (column + away - (east + 0.5) * tile)[order]
    row = (row + away - (north + 0.5) * tile)[order]
    at, weight = at[order], weight if weight is None else weight[order]
    centres = np.arange(wide) + 0.5 - wide / 2
    bell = np.exp(-0.5 * (centres / narrow) ** 2)
    scale = bell * bell[:, None]
    out = np.zeros((lattice.rows + 4 * away + tile, lattice.columns + 4 * away + tile))
    for first in range(0, len(at), _TOGETHER):
        own = slice(first, first + _TOGETHER)
        tall, broad = (
            _powers(row[own], centres[0], wide, narrow),
            _powers(column[own], centres[0], wide, narrow),
        )
        if weight is not None:
            tall *= weight[own]
        starts = np.flatnonzero(np.diff(at[own], prepend=-1))
        for start, end in zip(starts, [*starts[1:], tall.shape[1]], strict=True):
            south, west = (int(each) * tile for each in divmod(int(at[first + start]), tiles))
            block = tall[:, start:end] @ broad[:, start:end].T
            block *= scale
            out[south : south + wide, west : west + wide] += block
    return np.asarray(out[2 * away :, 2 * away :][: lattice.rows, : lattice.columns])


def _powers(place: Floats, first: float, wide: int, narrow: float) -> Floats:
    """exp(c p/s² - p²/2s²) for points p and centres c = first, first + 1, ...: a power series, not many exp.

    Times exp(-c²/2s²), which belongs to the centre alone, this is the bell exp(-(c - p)²/2s²).
    """
    found = np.empty((wide, len(place)))
    step = np.exp(place / narrow**2)
    np.exp((first - place / 2) * place / narrow**2, out=found[0])
    for one in range(1, wide):
        np.multiply(found[one - 1], step, out=found[one])
    return found


def _quartic(
    column: Floats, row: Floats, weight: Floats | None, lattice: Square, narrow: float, away: int, power: int
) -> Floats:
    """By offset: what each point gives to the cell so many rows and columns away, summed by its own cell."""
    east, north = np.floor(column), np.floor(row)
    wide = lattice.columns + 4 * away
    own = ((north + 2 * away) * wide + east + 2 * away).astype(np.int64)
    order = np.argsort(own, kind="stable")
    own, weight = own[order], weight if weight is None else weight[order]
    across, along = (east + 0.5 - column)[order] / narrow, (north + 0.5 - row)[order] / narrow
    out = np.zeros((lattice.rows + 4 * away) * wide)
    for first in range(0, len(own), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        _add_offsets(out, own[some], along[some], across[some], weight if weight is None else weight[some],
                     (wide, narrow, away, power))  # fmt: skip
    laid = out.reshape(-1, wide)
    return np.asarray(laid[2 * away :, 2 * away :][: lattice.rows, : lattice.columns])


def _add_offsets(
    out: Floats,
    own: Ints,
    along: Floats,
    across: Floats,
    weight: Floats | None,
    how: tuple[int, float, int, int],
) -> None:
    wide, narrow, away, power = how
    offsets = np.arange(-away, away + 1)
    starts = np.flatnonzero(np.diff(own, prepend=-1))
    cells = own[starts]
    right = (across + offsets[:, None] / narrow) ** 2
    inner = np.empty_like(across)
    for up in offsets:
        left = 1 - (along + up / narrow) ** 2
        for place, east in enumerate(offsets):
            if max(abs(up) - 0.5, 0) ** 2 + max(abs(east) - 0.5, 0) ** 2 >= narrow**2:
                continue
            np.subtract(left, right[place], out=inner)
            np.maximum(inner, 0.0, out=inner)
            for _ in range(power // 2):
                np.multiply(inner, inner, out=inner)
            if weight is not None:
                inner *= weight
            out[cells + up * wide + east] += np.add.reduceat(inner, starts)


def _cells_away(lattice: Square, bandwidth: float, kernel: str, reach: float) -> int:
    """How many cells away a centre can be from a point that still counts there."""
    if kernel == QUARTIC:
        return int(bandwidth / lattice.size + 0.5)
    return int(np.ceil(reach * bandwidth / lattice.size))


def _bells(bins: int, finer: int, away: int, narrow: float) -> Floats:
    """exp(-d²/2h²) from each square's centre to each bin (squares, bins), in widths of a bin."""
    centres = np.arange(away * finer + finer // 2, bins - away * finer, finer)
    return np.asarray(np.exp(-0.5 * ((centres[:, None] - np.arange(bins)) / narrow) ** 2))


def _convolved(values: Floats, shape: Floats) -> Floats:
    from scipy.fft import irfft2, next_fast_len, rfft2

    whole = [one + other - 1 for one, other in zip(values.shape, shape.shape, strict=True)]
    fast = [next_fast_len(each, real=True) for each in whole]
    product = irfft2(rfft2(values, fast) * rfft2(shape, fast), fast)
    return np.asarray(np.maximum(product[: whole[0], : whole[1]], 0.0))


def _points(
    x: npt.ArrayLike, y: npt.ArrayLike, weights: npt.ArrayLike | None
) -> tuple[Floats, Floats, Floats | None]:
    east, north = np.asarray(x, float), np.asarray(y, float)
    weight = None if weights is None else np.asarray(weights, float)
    if east.ndim != 1 or north.shape != east.shape or (weight is not None and weight.shape != east.shape):
        raise ValueError(
            f"x has the shape {east.shape}, y {north.shape}; expected equal lengths, weights too"
        )
    return east, north, weight
