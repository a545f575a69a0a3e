"""How often the intervals of an evaluation hold the truth, ours beside statsmodels' Newey-West and clusters.

Worlds are made with a known effect, months that are alike (first-order correlation) and areas that wander.
First both must give the same estimate, and with the same rule for errors the same error: the run fails where
they do not, and never for coverage or for being slow. Then each interval is counted in the same worlds.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import statsmodels.api as sm
from measured import demand

from wulfrun.methods.difference_in_differences import difference_in_differences
from wulfrun.methods.displacement import weighted_displacement_difference
from wulfrun.methods.interrupted_series import interrupted_series
from wulfrun.methods.synthetic_control import synthetic_control

Floats = npt.NDArray[np.float64]
MONTHS, START, AREAS = 48, 24, 11
EFFECT = 0.75


def noise(rng: np.random.Generator, shape: tuple[int, ...], correlation: float) -> Floats:
    """Standard normal, alike along the last axis."""
    drawn = rng.normal(size=shape)
    for month in range(1, shape[-1]):
        own = np.sqrt(1 - correlation**2) * drawn[..., month]
        drawn[..., month] = correlation * drawn[..., month - 1] + own
    return drawn


def city(rng: np.random.Generator, correlation: float, wander: float, effect: float) -> Floats:
    """Counts (areas, months): a season, a shared fall, areas that step by chance; the first is treated."""
    at = np.arange(MONTHS)
    level = rng.uniform(8, 20, AREAS)[:, None]
    level[0] = 25
    shared = np.exp(0.2 * np.sin(2 * np.pi * at / 12) - 0.006 * at)
    step = np.where(at >= START, np.exp(wander * rng.normal(size=(AREAS, 1))), 1.0)
    mean = level * shared * step * np.exp(0.15 * noise(rng, (AREAS, MONTHS), correlation))
    mean[0, START:] *= effect
    return rng.poisson(mean).astype(float)


def design() -> Floats:
    """The columns of our interrupted series, for statsmodels."""
    at = np.arange(MONTHS)
    angle = 2 * np.pi * np.outer(at, [1, 2]) / 12
    return np.column_stack(
        [np.ones(MONTHS), (at - START) / 12, (at >= START) * 1.0, np.sin(angle), np.cos(angle)]
    )


def their_series(y: Floats, lags: int = 3) -> Any:
    """statsmodels' Poisson regression with Newey-West errors, small-sample correction and t."""
    return sm.GLM(y, design(), family=sm.families.Poisson()).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True, tol=1e-12
    )


def their_panel(found: Floats) -> Any:
    """statsmodels' Poisson regression with effects of areas and months, clustered by area."""
    area, month = np.repeat(np.arange(AREAS), MONTHS), np.tile(np.arange(MONTHS), AREAS)
    acting = ((area == 0) & (month >= START)) * 1.0
    columns = np.column_stack([np.eye(AREAS)[area], np.eye(MONTHS)[month][:, 1:], acting])
    return sm.GLM(found.ravel(), columns, family=sm.families.Poisson()).fit(
        cov_type="cluster", cov_kwds={"groups": area}, use_t=True, tol=1e-10
    )


def same_answers() -> bool:
    """Whether both give the same estimates, and the same error by the same rule."""
    found = city(np.random.default_rng(1), 0.3, 0.0, EFFECT)
    ours, theirs = interrupted_series(found[0], START, newey_west=3), their_series(found[0])
    limits = np.exp(theirs.conf_int()[2])
    series = np.allclose([ours.level.ratio, *limits], [np.exp(theirs.params[2]), *ours.level[1:3]], rtol=1e-6)
    panel = np.isclose(np.log(compare(found).ratio), their_panel(found).params[-1], atol=1e-6)
    demand("interrupted series: statsmodels' step and Newey-West limits to a millionth", bool(series))
    demand("difference in differences: statsmodels' two-way Poisson estimate to a millionth", bool(panel))
    return bool(series and panel)


def compare(found: Floats) -> Any:
    """Our difference in differences of the first area."""
    sums = found[:, :START].sum(axis=1), found[:, START:].sum(axis=1)
    return difference_in_differences(*sums, np.arange(AREAS) == 0)


Limits = Callable[[Floats], tuple[float, float]]


def limits(of: Callable[[Floats], Any]) -> Limits:
    """Lower and upper of what a method gives."""

    def told(found: Floats) -> tuple[float, float]:
        each = of(found)
        return float(each.lower), float(each.upper)

    return told


def their_limits(of: Callable[[Floats], Any], at: int) -> Limits:
    """Lower and upper of statsmodels, as a ratio."""

    def told(found: Floats) -> tuple[float, float]:
        low, high = np.exp(of(found).conf_int()[at])
        return float(low), float(high)

    return told


METHODS: dict[str, Limits] = {
    "interrupted series, ours": limits(lambda found: interrupted_series(found[0], START).level),
    "interrupted series, statsmodels Newey-West": their_limits(lambda found: their_series(found[0]), 2),
    "difference in differences, ours": limits(compare),
    "difference in differences, statsmodels clustered": their_limits(their_panel, -1),
    "synthetic control, ours": limits(lambda found: synthetic_control(found[0], found[1:], START)),
}


def coverage(worlds: int, correlation: float, wander: float, effect: float) -> None:
    """Print how often each interval holds the effect that was made, and what one took."""
    rng = np.random.default_rng(2)
    drawn = [city(rng, correlation, wander, effect) for _ in range(worlds)]
    print(f"months alike {correlation}, areas wander {wander}, effect {effect}: {worlds} worlds")
    for name, told in METHODS.items():
        # A wandering treated area is an effect to a design that has no other areas to tell it from.
        if wander and name.startswith("interrupted"):
            continue
        kept = drawn[: max(20, worlds // 5)] if "clustered" in name else drawn
        began = time.perf_counter()
        held = [low <= effect <= high for low, high in map(told, kept)]
        spent = 1000 * (time.perf_counter() - began) / len(kept)
        print(f"  {name:<50}{np.mean(held):7.1%} held   {spent:7.2f} ms each")


def displacement(worlds: int) -> None:
    """Print how often the count difference holds the truth: with Poisson counts, and with more spread."""
    rng = np.random.default_rng(3)
    means = np.array([[90, 60], [95, 90], [70, 66], [60, 58]])
    truth = float(np.diff(means)[:, 0] @ [1, -1, 1, -1])
    for spread in (0.0, 0.1):
        drawn = rng.poisson(means * np.exp(spread * rng.normal(size=(worlds, 4, 2))))
        found = [weighted_displacement_difference(*each.tolist()) for each in drawn]
        held = np.mean([each.lower <= truth <= each.upper for each in found])
        print(f"  displacement difference, counts that vary {spread:.0%} beyond chance: {held:.1%} held")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=1000)
    given = parser.parse_args()
    same = same_answers()
    for correlation, wander, effect in (
        (0.0, 0.0, 1.0),
        (0.3, 0.0, 1.0),
        (0.3, 0.0, EFFECT),
        (0.3, 0.1, 1.0),
    ):
        coverage(given.worlds, correlation, wander, effect)
    displacement(5 * given.worlds)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
