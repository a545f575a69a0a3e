"""How sure a place in a league table is: the ranks that chance allows, and the odds of each quarter.

Redrawing the counts round themselves and ranking every draw, as is often done, adds chance to chance: where
places are alike such a 95% range holds the true rank 79% of the time, and at the ends of the table less than
half of the time (benchmarks/bench_rank_ranges.py).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

METHOD = "simultaneous comparisons with every other place, √ scale"
_FEWEST = 3

Ints = npt.NDArray[np.int64]


class Ranks(NamedTuple):
    """By place (k,): the rank (1 = lowest rate; who ties shares the better one) and the range that holds it.

    `quarters` (k, 4): the chance that the true rate is in each quarter, lowest first; `highest`, `lowest`:
    the chance that it is the highest or lowest of all. A place that is left out has rank 0 and NaN.
    """

    rank: Ints
    lower: Ints
    upper: Ints
    quarters: Floats
    highest: Floats
    lowest: Floats
    confidence: float
    runs: int
    method: str


def rank_ranges(
    count: npt.ArrayLike,
    exposure: npt.ArrayLike,
    dispersion: npt.ArrayLike = 1.0,
    runs: int = 4000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Ranks:
    """The ranks that each place's true rate may have among all places.

    `count`, `exposure` (k,), `dispersion` φ (k,) or one number: how much more counts vary than chance alone
    would have them (1 = Poisson), from series of the places, never from how places differ. On the scale of
    y = √((count + 3/8) / exposure), error √(φ / exposure) / 2, a place is surely above another when their
    difference is beyond c errors; c is, for each place, the quantile of the largest of its k - 1
    comparisons where nothing differs, simulated with a fixed seed. The range: 1 + those it is surely above,
    to k - those surely above it. It holds each place's true rank at least about as often as `confidence`
    says. Chances: rates drawn from Gamma(a + count/φ, b + exposure/φ), a and b fitted to the places
    by moments. A missing count, or no exposure, is left out. Raises ValueError for fewer than 3 places.
    Source: Mogstad, Romano, Shaikh & Wilhelm 2024 (Rev Econ Stud 91); Marshall & Spiegelhalter 1998 (BMJ).

    >>> found = rank_ranges([100, 110, 105, 400], [1000] * 4)
    >>> found.rank.tolist(), found.lower.tolist(), found.upper.tolist()
    ([1, 3, 2, 4], [1, 1, 1, 4], [3, 3, 3, 4])
    >>> bool(found.highest[3] > 0.999)
    True
    """
    cases, people, phi = (
        np.asarray(each, float) for each in np.broadcast_arrays(count, exposure, dispersion)
    )
    known = np.flatnonzero((cases >= 0) & (people > 0))
    if cases.ndim != 1 or len(known) < _FEWEST:
        raise ValueError(f"{len(known)} places with a count and an exposure; expected at least {_FEWEST}")
    phi = np.maximum(np.where(np.isnan(phi), 1.0, phi), 1.0)
    # Drawn in an order that the places' own does not change, so that neither do the results.
    order = known[np.lexsort((people[known], cases[known], cases[known] / people[known]))]
    draw = np.random.default_rng(seed)
    ranges = _ranges(cases[order], people[order], phi[order], runs, draw, checked(confidence))
    chances = _chances(cases[order] / phi[order], people[order] / phi[order], runs, draw)
    found = np.zeros((3, len(cases)), np.int64)
    found[:, order] = ranges
    told = np.full((6, len(cases)), np.nan)
    told[:, order] = chances
    return Ranks(found[0], found[1], found[2], told[:4].T, told[4], told[5], confidence, runs, METHOD)


def _ranges(
    cases: Floats, people: Floats, phi: Floats, runs: int, draw: np.random.Generator, confidence: float
) -> Ints:
    """Rank, lowest and highest rank that may be, of places in order of their rate."""
    size, rate = len(cases), cases / people
    height, error = np.sqrt((cases + 0.375) / people), np.sqrt(phi / people) / 2
    noise = (draw.standard_normal((runs, size)) * error).T.astype(np.float32).copy()
    found, beside = np.empty((3, size), np.int64), np.empty_like(noise)
    for at in range(size):
        both = np.hypot(error[at], error)
        both[at] = np.inf
        np.subtract(noise[at], noise, out=beside)
        np.abs(beside, out=beside)
        beside *= (1 / both[:, None]).astype(np.float32)
        beyond = float(np.quantile(beside.max(axis=0), confidence))
        apart = (height[at] - height) / both
        found[:, at] = 1 + (rate < rate[at]).sum(), 1 + (apart > beyond).sum(), size - (apart < -beyond).sum()
    # The scale of roots may turn two nearly equal rates round: the rank itself is always in its range.
    found[1], found[2] = np.minimum(found[1], found[0]), np.maximum(found[2], found[0])
    return found


def _chances(cases: Floats, people: Floats, runs: int, draw: np.random.Generator) -> Floats:
    """Chance of each quarter, of the highest and of the lowest place: rows of (6, k)."""
    size, mean = len(cases), float(cases.sum() / people.sum())
    if mean == 0:
        shape, rate = np.full(size, 0.5), people
    else:
        # Between places: what is left of the weighted scatter once chance has had its part.
        weight = people.sum() - float((people**2).sum()) / people.sum()
        scatter = float((people * (cases / people - mean) ** 2).sum())
        between = max((scatter - (size - 1) * mean) / weight, 0.0)
        between = max(between, 1e-6 * mean**2)
        shape, rate = mean**2 / between + cases, mean / between + people
    drawn = draw.standard_gamma(np.broadcast_to(shape, (runs, size))) / rate
    ranks = drawn.argsort(axis=1).argsort(axis=1) + 1
    quarter = -(-4 * ranks // size)
    parts = [(quarter == each).mean(axis=0) for each in range(1, 5)]
    return np.array([*parts, (ranks == size).mean(axis=0), (ranks == 1).mean(axis=0)])
