"""Place a million points: our raster of area numbers against Shapely's own tree, in one process.

Both are given the same polygons and points; the first polygon of the order wins in both. Every answer is
compared: the run fails if one differs, and never for being slow. The ratios are of the fastest of three.
"""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from measured import fastest

from wulfrun.data.geography.boundaries import read_boundaries, to_national_grid
from wulfrun.data.geography.placing import Placer
from wulfrun.words.places import shared_folder

Polygons = npt.NDArray[np.object_]
Reals = npt.NDArray[np.float64]
REAL = shared_folder() / "data" / "geography" / "lsoa-E08000031.geojson"
ROUNDS = 3


def invented(count: int = 160, corners: int = 350) -> Polygons:
    """A tessellation of 12 km by 12 km whose borders wander; neighbours share every corner."""
    size = 12_000
    whole = shapely.box(0, 0, size, size)
    seeds = shapely.multipoints(np.random.default_rng(1).uniform(0, size, (count, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=whole))
    plain = shapely.set_precision(shapely.intersection(cells, whole), 0.001)
    fine = shapely.segmentize(plain, shapely.length(plain).mean() / corners)
    # A shift that depends on the place alone, and less than bends the border back over itself.
    wander = shapely.transform(fine, lambda at: at + 6 * np.sin(at[:, ::-1] / 11) + 20 * np.sin(at / 97))
    moved: Polygons = shapely.transform(wander, lambda at: at + np.array([390_000, 290_000]))
    return moved


def cases() -> Iterator[tuple[str, Polygons]]:
    yield "invented areas", invented()
    if REAL.exists():
        real = read_boundaries(REAL, "LSOA21CD")
        yield "real LSOAs of Wolverhampton, metres", to_national_grid(real).polygons
        yield "real LSOAs of Wolverhampton, degrees", real.polygons
    else:
        print(f"There is no {REAL}: only invented areas are tried.")


def by_tree(tree: Any, count: int, x: Reals, y: Reals) -> npt.NDArray[np.intp]:
    """The first polygon that each point touches, -1 for none, as Shapely finds it."""
    point, polygon = tree.query(shapely.points(x, y), predicate="intersects")
    first = np.full(len(x), count)
    np.minimum.at(first, point, polygon)
    return np.where(first == count, -1, first)


def by_areas(polygons: Polygons, x: Reals, y: Reals) -> npt.NDArray[np.intp]:
    """The same with a tree of the points asked by each area: Shapely prepares the areas this way round."""
    polygon, point = shapely.STRtree(shapely.points(x, y)).query(polygons, predicate="intersects")
    first = np.full(len(x), len(polygons))
    np.minimum.at(first, point, polygon)
    return np.where(first == len(polygons), -1, first)


def compare(title: str, polygons: Polygons, points: int, rounds: int) -> bool:
    """Print every time and whether all gave the same answers."""
    corners = shapely.get_num_coordinates(polygons).mean()
    west, south, east, north = shapely.total_bounds(polygons)
    rng = np.random.default_rng(2)
    x, y = rng.uniform(west, east, points), rng.uniform(south, north, points)
    # One point in a hundred lies on a corner, where the answers would first fall out.
    on = rng.choice(shapely.get_coordinates(polygons), points // 100)
    x[: len(on)], y[: len(on)] = on.T
    building, placer = fastest(lambda: Placer(polygons), rounds)
    placing, ours = fastest(lambda: placer.place(x, y), rounds)
    growing, tree = fastest(lambda: shapely.STRtree(polygons), rounds)
    asking, theirs = fastest(lambda: by_tree(tree, len(polygons), x, y), rounds)
    turned, others = fastest(lambda: by_areas(polygons, x, y), rounds)
    same = bool(np.array_equal(ours, theirs) and np.array_equal(ours, others))
    print(f"{title}: {len(polygons)} areas of {corners:.0f} corners, {points:,} points")
    print(
        f"  {(ours >= 0).mean():.0%} lie in an area; {'the same' if same else 'DIFFERENT'} answers from all"
    )
    print(f"  ours: {building:.3f} s to build the raster, {placing:.3f} s to place")
    for name, seconds in (("tree of areas", growing + asking), ("tree of points", turned)):
        ready, whole = seconds / placing, seconds / (building + placing)
        print(
            f"  Shapely, {name}: {seconds:.3f} s; ours {ready:.1f} times as fast, {whole:.1f} with building"
        )
    return same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    same = [compare(title, polygons, given.points, given.rounds) for title, polygons in cases()]
    sys.exit(0 if all(same) else 1)


if __name__ == "__main__":
    main()
