"""Concentration, trends and classes of hot spots beside plain loops and SciPy: same answers, then speed.

Also how often the methods hold what they say: limits of the underlying concentration, false hot spots.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import stats

from wulfrun.methods.concentration import generalised_gini
from wulfrun.methods.emerging import NONE, emerging_hot_spots
from wulfrun.methods.gamma_concentration import underlying_concentration
from wulfrun.methods.mann_kendall import mann_kendall


def timed(work: Callable[[], Any], repeats: int = 3) -> tuple[float, Any]:
    """The best of a few times, and what came out."""
    best, found = float("inf"), None
    for _ in range(repeats):
        start = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - start)
    return best, found


def by_scipy(rows: np.ndarray) -> np.ndarray:
    """Kendall's tau and Sen's slope of each series, one by one."""
    steps = np.arange(rows.shape[1])
    return np.array([[stats.kendalltau(steps, row).statistic, stats.theilslopes(row).slope] for row in rows])


def gini_by_area(counts: np.ndarray) -> float:
    """The Gini from the area under the curve, place by place."""
    held = area = 0.0
    total, size = counts.sum(), len(counts)
    for count in sorted(counts.tolist()):
        area += (2 * held + count / total) / 2 / size
        held += count / total
    return 1 - area / (min(size, total) / size / 2)


def trends() -> bool:
    rows = np.random.default_rng(1).normal(0, 1, (2000, 12))
    theirs_s, theirs = timed(lambda: by_scipy(rows), 1)
    ours_s, ours = timed(lambda: mann_kendall(rows))
    same = np.allclose(ours.tau, theirs[:, 0]) and np.allclose(ours.slope, theirs[:, 1])
    print(f"trend of 2,000 cells over 12 quarters: SciPy one by one {theirs_s * 1e3:.0f} ms, "
          f"here {ours_s * 1e3:.0f} ms: {theirs_s / ours_s:.1f} times as fast; same: {same}")  # fmt: skip
    return same


def ginis() -> bool:
    counts = np.random.default_rng(2).poisson(0.5, (199, 1200))
    theirs_s, theirs = timed(lambda: np.array([gini_by_area(row) for row in counts]), 1)
    ours_s, ours = timed(lambda: generalised_gini(counts))
    same = np.allclose(ours, theirs)
    print(f"Gini of 199 spreads over 1,200 cells: loop {theirs_s * 1e3:.0f} ms, here {ours_s * 1e3:.0f} ms: "
          f"{theirs_s / ours_s:.0f} times as fast; same: {same}")  # fmt: skip
    return same


def coverage() -> None:
    draw, runs = np.random.default_rng(3), 300
    for shape in (0.3, 1.0, 3.0):
        truth = 1 - stats.gamma(shape + 1).cdf(stats.gamma(shape).ppf(0.95))
        held = 0
        for _ in range(runs):
            found = underlying_concentration(draw.poisson(draw.gamma(shape, 1 / shape, 400)))
            held += found.top_lower <= truth <= found.top_upper
        print(
            f"95% limits of the risk's top 5%, shape {shape}: hold the truth in {held / runs:.1%} of {runs}"
        )


def false_classes() -> None:
    draw = np.random.default_rng(4)
    classed = [int((emerging_hot_spots(draw.normal(0, 1, (1000, 12))).kind != NONE).sum()) for _ in range(50)]
    print(f"1,000 cells of noise over 12 quarters: {np.mean(classed):.2f} have a class, "
          f"any in {np.mean(np.array(classed) > 0):.0%} of 50 runs")  # fmt: skip


if __name__ == "__main__":
    right = trends() & ginis()
    coverage()
    false_classes()
    sys.exit(0 if right else 1)
