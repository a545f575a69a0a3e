"""Kernel density against SciPy, in one process, the same answer first: 50,000 points, cells of 100 m, 300 m.

SciPy's Gaussian is given the same bandwidth along both axes. A Gaussian left off at four bandwidths counts as
exact as long as its error is printed. The run fails if an answer is farther off than is stated for it, and
never for being slow.
"""

import argparse
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from bench_gi_star import city
from measured import demand, fastest
from scipy.stats import gaussian_kde

from wulfrun.methods.grid import Grid, square_grid
from wulfrun.methods.kernel_density import GAUSSIAN, QUARTIC, binned_density, kernel_density

BANDWIDTH = 300.0


def points(count: int) -> Any:
    """A third anywhere, the others around forty places."""
    rng, area = np.random.default_rng(1), city()
    west, south, east, north = area.bounds
    drawn = rng.uniform((west, south), (east, north), (count, 2))
    places = rng.choice(drawn, 40)
    lumps = rng.choice(places, 2 * count) + rng.normal(0, 250, (2 * count, 2))
    both = np.concatenate([drawn, lumps])
    inside = both[shapely.contains_xy(area, *both.T)]
    return np.ascontiguousarray(rng.choice(inside, count, replace=False).T)


def scipy_density(x: Any, y: Any, grid: Grid) -> Any:
    kernel = gaussian_kde(np.vstack([x, y]))
    kernel.covariance, kernel.cho_cov = np.eye(2) * BANDWIDTH**2, np.eye(2) * BANDWIDTH
    kernel.log_det = 2 * np.log(BANDWIDTH * np.sqrt(2 * np.pi))
    return kernel(grid.centres.T) * len(x) * 1e6


def quartic_density(x: Any, y: Any, grid: Grid) -> Any:
    """The definition, cell by cell."""
    found = np.empty(len(grid.cells))
    for at, (east, north) in enumerate(grid.centres):
        square = ((x - east) ** 2 + (y - north) ** 2) / BANDWIDTH**2
        found[at] = (np.maximum(1 - square, 0) ** 2).sum()
    return found * 3 / np.pi / BANDWIDTH**2 * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    grid = square_grid(city(), 100)
    x, y = points(given.points)
    print(f"{len(x):,} points, {len(grid.cells):,} cells of 100 m, a bandwidth of {BANDWIDTH:g} m")
    slow, theirs = fastest(lambda: scipy_density(x, y, grid), 2)
    print(f"SciPy, Gaussian: {slow:.3f} s")
    truths = {GAUSSIAN: theirs, QUARTIC: quartic_density(x, y, grid)}
    ways: list[tuple[str, str, float, Callable[[str], Any]]] = [
        ("exact", QUARTIC, 1e-9, lambda k: kernel_density(x, y, grid, BANDWIDTH, k, edge=False)),
        (
            "left off at 4 bandwidths",
            GAUSSIAN,
            1e-4,
            lambda k: kernel_density(x, y, grid, BANDWIDTH, k, edge=False),
        ),
        (
            "whole (9 bandwidths)",
            GAUSSIAN,
            1e-9,
            lambda k: kernel_density(x, y, grid, BANDWIDTH, k, edge=False, reach=9),
        ),
    ]
    for kernel, part in ((GAUSSIAN, 12), (QUARTIC, 3)):
        for finer in (5, 1):
            bin_of = 100 / finer / BANDWIDTH
            stated = 1.5 * bin_of**2 / part + 4 * bin_of / np.sqrt(theirs.max() * BANDWIDTH**2 / 1e6)
            ways.append(
                (
                    f"bins of {100 // finer} m",
                    kernel,
                    stated,
                    lambda k, f=finer: binned_density(x, y, grid, BANDWIDTH, k, edge=False, finer=f),
                )
            )
    good = True
    for words, kernel, stated, work in ways:
        seconds, found = fastest(lambda work=work, kernel=kernel: work(kernel), given.rounds)
        error = float(np.abs(found.value - truths[kernel]).max() / truths[kernel].max())
        good &= error <= stated
        times = f"{seconds * 1e3:.2f} ms, {slow / seconds:.0f} times as fast"
        print(f"  {kernel}, {words}: {times}; error {error:.1e}")
        if "bins" not in words:
            demand("at least 50 times as fast", slow / seconds >= 50)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
