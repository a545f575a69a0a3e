"""Place a million points in 160 areas: the raster of area numbers against Shapely's STRtree, side by side.

Both run in this process on the same polygons and points, in turn, and must give the same answers; what is
quoted is the ratio of their median times.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import shapely

from wulfrun.data.geography.boundaries import read_boundaries, to_national_grid
from wulfrun.data.geography.placing import Placer
from wulfrun.words.places import shared_folder


def real_areas() -> np.ndarray | None:
    path = shared_folder() / "data" / "geography" / "lsoa-E08000031.geojson"
    return to_national_grid(read_boundaries(path, "LSOA21CD")).polygons if path.exists() else None


def invented_areas(rng: np.random.Generator, count: int = 160) -> np.ndarray:
    """A tessellation of 10 km x 10 km whose borders wander as real ones do."""
    seeds = shapely.multipoints(rng.uniform(0, 10_000, (count, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=shapely.box(0, 0, 10_000, 10_000)))
    fine = shapely.segmentize(shapely.intersection(cells, shapely.box(0, 0, 10_000, 10_000)), 40)
    # Neighbours share each corner, so a shift that depends on the place alone keeps them together.
    return shapely.transform(fine, lambda at: at + 25 * np.sin(at[:, ::-1] / 37) * np.cos(at / 91))


def timed(work: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def by_tree(polygons: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Shapely's own way, its tree built and its polygons prepared anew, the first polygon winning."""
    fresh = shapely.from_wkb(shapely.to_wkb(polygons))
    point, polygon = shapely.STRtree(fresh).query(shapely.points(x, y), predicate="intersects")
    first = np.full(len(x), len(polygons))
    np.minimum.at(first, point, polygon)
    return np.where(first == len(polygons), -1, first)


def main(points: int = 1_000_000, rounds: int = 3) -> None:
    rng = np.random.default_rng(1)
    real = real_areas()
    polygons = invented_areas(rng) if real is None else real
    west, south, east, north = shapely.total_bounds(polygons)
    x, y = rng.uniform(west, east, points), rng.uniform(south, north, points)
    whole, ready, tree = [], [], []
    for _ in range(rounds):
        seconds, ours = timed(lambda: Placer(polygons).place(x, y))
        whole.append(seconds)
        placer = Placer(polygons)
        ready.append(timed(lambda placer=placer: placer.place(x, y))[0])
        seconds, theirs = timed(lambda: by_tree(polygons, x, y))
        tree.append(seconds)
        assert np.array_equal(ours, theirs), "the two do not agree"
    kind = "real LSOAs" if real is not None else "invented areas"
    print(f"{points:,} points, {len(polygons)} {kind}, the same answers from both")
    for name, seconds in (("raster, built anew", whole), ("raster, ready", ready), ("STRtree", tree)):
        ratio = statistics.median(tree) / statistics.median(seconds)
        print(f"{name:20} {statistics.median(seconds):7.3f} s   {ratio:5.1f} times as fast as STRtree")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    main(arguments.points, arguments.rounds)
