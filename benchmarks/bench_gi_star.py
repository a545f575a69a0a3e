"""Gi* against esda, in one process, the same z first: on a grid, on any areas, and with permutations.

Both are given counts and neighbours that are ready. Ours gives in the same call what esda leaves to its user:
a two-sided p, corrected for the number of places. The first call in a new process is timed by itself, as a
user meets it: esda compiles there. The run fails if a z differs, and never for being slow.
"""

import argparse
import subprocess
import sys
import warnings
from typing import Any

import numpy as np
import shapely
from measured import demand, fastest

from wulfrun.methods.gi_star import gi_star, gi_star_on_grid
from wulfrun.methods.grid import Grid, counts, square_grid
from wulfrun.methods.neighbours import Neighbours, touching

ROUNDS = 7
_START = """
import time, numpy as np
began = time.perf_counter()
{imports}
loaded = time.perf_counter()
{call}
print(loaded - began, time.perf_counter() - loaded)
"""
_OURS = (
    "import shapely\n"
    "from wulfrun.methods.grid import square_grid\nfrom wulfrun.methods.gi_star import gi_star",
    "near = square_grid(shapely.box(0, 0, 4000, 4000), 200).neighbours\n"
    "gi_star(np.arange(400.0), near, permutations=999)",
)
_THEIRS = (
    "import libpysal; from esda.getisord import G_Local",
    "w = libpysal.weights.lat2W(20, 20, rook=False)\n"
    "G_Local(np.arange(400.0), w, transform='B', star=True, permutations=999, n_jobs=1)",
)


def city() -> Any:
    """About 70 km² with a wandering border."""
    turn = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    reach = 4720 * (1 + 0.08 * np.cos(3 * turn + 1) + 0.05 * np.cos(5 * turn) + 0.02 * np.cos(17 * turn))
    return shapely.Polygon(np.column_stack([391_000 + reach * np.cos(turn), 291_000 + reach * np.sin(turn)]))


def invented_areas() -> Any:
    """160 areas like LSOAs, which fit together."""
    seeds = shapely.multipoints(np.random.default_rng(2).uniform(0, 8000, (160, 2)))
    cells = shapely.voronoi_polygons(seeds, extend_to=shapely.box(0, 0, 8000, 8000))
    return shapely.intersection(shapely.get_parts(cells), shapely.box(0, 0, 8000, 8000))


def weights_of(near: Neighbours) -> Any:
    from libpysal.weights import W

    parts = np.split(near.indices, near.indptr[1:-1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = W({at: own.tolist() for at, own in enumerate(parts)}, silence_warnings=True)
    found.transform = "B"
    return found


def theirs(values: Any, weights: Any, permutations: int, rounds: int) -> tuple[float, Any]:
    from esda.getisord import G_Local

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return fastest(
            lambda: G_Local(values, weights, transform="B", star=True, permutations=permutations, n_jobs=1),
            rounds,
        )


def two_sided(drawn: Any) -> Any:
    draws = drawn.rGs if len(drawn.rGs) == len(drawn.Gs) else drawn.rGs.T
    slack = 1e-9 * np.abs(drawn.Gs).max()
    low = (draws <= drawn.Gs[:, None] + slack).sum(axis=1)
    high = (draws >= drawn.Gs[:, None] - slack).sum(axis=1)
    return np.minimum(2 * (1 + np.minimum(low, high)) / (1 + draws.shape[1]), 1)


def compare(title: str, values: Any, near: Neighbours, grid: Grid | None, rounds: int) -> bool:
    weights = weights_of(near)
    theirs(values, weights, 9, 1)
    slow, other = theirs(values, weights, 0, rounds)
    general, one = fastest(lambda: gi_star(values, near), rounds * 10)
    worst = float(np.nanmax(np.abs(one.z - other.Zs)))
    print(f"{title}: {len(values):,} places, {len(near.indices):,} neighbours, z up to {one.z.max():.2f}")
    print(f"  esda {slow * 1e3:.2f} ms; any areas {general * 1e3:.3f} ms: {slow / general:.0f} times as fast")
    demand("any areas: at least 20 times as fast", slow / general >= 20)
    if grid is not None:
        regular, by_rows = fastest(lambda: gi_star_on_grid(values, grid), rounds * 10)
        worst = max(worst, float(np.nanmax(np.abs(by_rows.z - other.Zs))))
        print(f"  regular grid {regular * 1e3:.3f} ms: {slow / regular:.0f} times as fast")
        demand("regular grid: at least 100 times as fast", slow / regular >= 100)
    long, drawn = theirs(values, weights, 999, max(2, rounds // 3))
    ours, shuffled = fastest(lambda: gi_star(values, near, permutations=999), rounds)
    exposed, _ = fastest(lambda: gi_star(values, near, np.full(len(values), 2.0), permutations=999), rounds)
    # esda's own p is of one side, folded, and leaves out ties on that side: both are made from its draws.
    other_p = two_sided(drawn)
    alike = float(((other_p <= 0.05) == (shuffled.p <= 0.05)).mean())
    apart = float(np.abs(other_p - shuffled.p).mean())
    print(f"  999 permutations: esda {long * 1e3:.0f} ms, ours {ours * 1e3:.1f} ms: {long / ours:.0f} times")
    print(f"  with exposure {exposed * 1e3:.0f} ms; {alike:.1%} of places are judged alike at 5%")
    print(f"  p by permutation differs by {apart:.3f} on average; z by {worst:.1e} at most")
    demand("with permutations: at least 5 times as fast", long / ours >= 5)
    return worst < 1e-9 and apart < 0.03


def under_chance(draws: int = 10) -> None:
    """What is called in a city whose points lie anywhere: 5% of places should be before the correction."""
    area = city()
    grid, rng = square_grid(area, 200), np.random.default_rng(2008)
    west, south, east, north = area.bounds
    border, shares = grid.share < 1, []
    for _ in range(draws):
        drawn = rng.uniform((west, south), (east, north), (60_000, 2))
        values = counts(grid, *drawn[shapely.contains_xy(area, *drawn.T)].T)
        whole, exposed = gi_star_on_grid(values, grid), gi_star_on_grid(values, grid, grid.share)
        low, called = (whole.p <= 0.05) & (whole.z < 0), exposed.p <= 0.05
        shares.append(
            [
                low[border].mean(),
                called[border].mean(),
                called[~border].mean(),
                exposed.adjusted.min() <= 0.05,
            ]
        )
    cold, edge, middle, any_called = np.mean(shares, axis=0)
    print(f"points anywhere, {draws} draws, cells of 200 m, p at most 5%:")
    print(f"  cells on the border, counted whole: {cold:.0%} cold; share as exposure: {edge:.1%} called")
    print(f"  cells inside: {middle:.1%} called; after correction any cell in {any_called:.0%} of the draws")


def first_call() -> None:
    """Loading and the first call, with permutations, in a process of its own."""
    for name, (imports, call) in (("ours", _OURS), ("esda", _THEIRS)):
        script = _START.format(imports=imports, call=call)
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True
        )
        loading, calling = (float(each) for each in ran.stdout.split()[-2:])
        print(f"first call in a process, {name}: {loading:.2f} s to load, {calling:.2f} s to call")
        if name == "ours":
            demand("no wait of over half a second before the first answer", calling <= 0.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    rng, same = np.random.default_rng(1), []
    for size in (200, 50):
        grid = square_grid(city(), size)
        values = rng.poisson(np.exp(2 * np.sin(grid.centres[:, 0] / 900) * np.cos(grid.centres[:, 1] / 700)))
        same.append(
            compare(f"squares of {size} m", values.astype(float), grid.neighbours, grid, given.rounds)
        )
    near = touching(invented_areas())
    same.append(
        compare("areas like LSOAs", rng.poisson(30, len(near.counts)).astype(float), near, None, given.rounds)
    )
    under_chance()
    first_call()
    sys.exit(0 if all(same) else 1)


if __name__ == "__main__":
    main()
