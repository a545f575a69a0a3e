"""How concentrated crime is over places: the top few percent, Lorenz curve, generalised Gini, and by chance.

Few crimes over many places cannot be spread evenly, so some concentration is there by chance alone: what
chance gives stands beside what was seen, and the Gini is measured from the most even spread possible.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

RANDOM = "crimes put to places at random"


class Lorenz(NamedTuple):
    """The curve from the place with the most crime down: cumulative shares (n + 1,), both from 0 to 1."""

    places: Floats
    crimes: Floats


class ByChance(NamedTuple):
    """What crimes put to places at random would give: mean and range of the top share and of the Gini."""

    top_share: float
    top_lower: float
    top_upper: float
    gini: float
    gini_lower: float
    gini_upper: float
    runs: int
    confidence: float
    method: str


def top_share(counts: npt.ArrayLike, share: float = 0.05) -> Floats:
    """The share of all crime in the `share` of places that have the most of it.

    `counts` (..., n): one count a place, places without crime among them. Where share x n is not whole, that
    part of the next place's crime is counted. No crime gives NaN. Raises ValueError for a share outside 0 to
    1 or counts that are negative or missing. Source: Weisburd 2015, the law of crime concentration.

    >>> float(top_share([50, 30, 10, 5, 5, 0, 0, 0, 0, 0], 0.2))
    0.8
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share of places is {share}; expected a number between 0 and 1, such as 0.05")
    ranked = np.sort(_counted(counts), axis=-1)[..., ::-1]
    size = ranked.shape[-1]
    held = np.concatenate([np.zeros((*ranked.shape[:-1], 1)), np.cumsum(ranked, axis=-1)], axis=-1)
    # 0.07 x 100 is a hair over 7 in floating point: whole numbers of places are meant whole.
    wanted = round(share * size, 9)
    whole = min(int(wanted), size - 1)
    part = held[..., whole] + (wanted - whole) * ranked[..., whole]
    return np.asarray(part / _known(held[..., -1]))


def places_holding(counts: npt.ArrayLike, share: float = 0.5) -> Floats:
    """The share of all places that it takes to hold `share` of the crime, from the most down.

    `counts` (..., n). Part of the last place is counted, so `top_share` of the answer is `share` again. No
    crime gives NaN. Source: Weisburd 2015.

    >>> float(places_holding([50, 30, 10, 5, 5, 0, 0, 0, 0, 0], 0.5))
    0.1
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share of crime is {share}; expected a number between 0 and 1, such as 0.5")
    ranked = np.sort(_counted(counts), axis=-1)[..., ::-1]
    total = _known(ranked.sum(axis=-1))
    held = np.cumsum(ranked, axis=-1)
    wanted = share * total[..., None]
    before = (held < wanted - 1e-9 * total[..., None]).sum(axis=-1, keepdims=True)
    before = np.minimum(before, ranked.shape[-1] - 1)
    own = np.take_along_axis(ranked, before, axis=-1)
    short = wanted - (np.take_along_axis(held, before, axis=-1) - own)
    return np.asarray(((before + short / np.where(own > 0, own, np.nan)) / ranked.shape[-1])[..., 0])


def lorenz_curve(counts: npt.ArrayLike) -> Lorenz:
    """The cumulative share of crime held by the cumulative share of places, the place with the most first.

    `counts` (n,). Raises ValueError where there is no crime. Source: Lorenz 1905; drawn from the top, so that
    it answers 'how much is in the worst five percent'.

    >>> curve = lorenz_curve([1, 3, 0, 0])
    >>> curve.places.tolist(), curve.crimes.tolist()
    ([0.0, 0.25, 0.5, 0.75, 1.0], [0.0, 0.75, 1.0, 1.0, 1.0])
    """
    ranked = np.sort(_counted(counts))[::-1]
    if not ranked.sum():
        raise ValueError("there is no crime at any place; expected at least one")
    size = len(ranked)
    return Lorenz(np.arange(size + 1) / size, np.r_[0.0, np.cumsum(ranked)] / ranked.sum())


def generalised_gini(counts: npt.ArrayLike) -> Floats:
    """The Gini coefficient of crime over places, from the most even spread that so few crimes allow.

    `counts` (..., n) with total c; i ranks places from the least, y is each one's share:
    G' = max(1/c, 1/n) (2 Σ i y - n - 1) - max(n/c, 1) + 1. 0: as even as can be; near 1: all in one place.
    With c >= n it is the usual Gini. No crime gives NaN. Source: Bernasco & Steenbeek 2017, equation 4.

    >>> float(generalised_gini([0, 0, 0, 1, 1])), round(float(generalised_gini([0, 0, 0, 0, 2])), 6)
    (0.0, 0.5)
    """
    ranked = np.sort(_counted(counts), axis=-1)
    size, total = ranked.shape[-1], _known(ranked.sum(axis=-1))
    weighed = (ranked * np.arange(1, size + 1)).sum(axis=-1) / total
    even = np.maximum(size / total, 1.0)
    return np.asarray(even / size * (2 * weighed - size - 1) - even + 1)


def concentration_by_chance(
    counts: npt.ArrayLike,
    exposure: npt.ArrayLike | None = None,
    share: float = 0.05,
    runs: int = 199,
    seed: int = 0,
    confidence: float = 0.95,
) -> ByChance:
    """What the same number of crimes would give if they fell on places at random.

    `counts` (n,) whole; `exposure` (n,): how much there is of each place (its area, its households), to which
    chance is proportional; equal where none is given. Seeded. A range that holds what was seen means that
    the concentration is no more than chance. Raises ValueError for exposures that are not above 0 in sum.
    Source: Levin, Rosenfeld & Deckard 2017; Hipp & Kim 2017.

    >>> found = concentration_by_chance([10] * 100)
    >>> 0.07 < found.top_share < 0.1
    True
    """
    drawn = _at_random(counts, exposure, runs, seed)
    tail = (1 - checked(confidence)) / 2
    found: list[float] = []
    for each in (top_share(drawn, share), generalised_gini(drawn)):
        found += [float(each.mean()), *(float(end) for end in np.quantile(each, [tail, 1 - tail]))]
    return ByChance._make([*found, runs, confidence, RANDOM])


def lorenz_by_chance(
    counts: npt.ArrayLike, exposure: npt.ArrayLike | None = None, runs: int = 199, seed: int = 0
) -> Lorenz:
    """The curve that the same number of crimes would give at random: the mean of `runs` seeded spreads.

    As `concentration_by_chance`. The gap between it and `lorenz_curve` is what chance does not explain.

    >>> curve = lorenz_by_chance([4, 0, 0, 0])
    >>> bool((curve.crimes >= curve.places).all())
    True
    """
    ranked = np.sort(_at_random(counts, exposure, runs, seed), axis=-1)[:, ::-1]
    size = ranked.shape[1]
    held = np.cumsum(ranked.mean(axis=0)) / ranked[0].sum()
    return Lorenz(np.arange(size + 1) / size, np.r_[0.0, held])


def _at_random(
    counts: npt.ArrayLike, exposure: npt.ArrayLike | None, runs: int, seed: int
) -> npt.NDArray[np.int64]:
    """As many crimes put to places at random, so many times: (runs, n)."""
    counted = _counted(counts)
    weight = np.ones(counted.shape) if exposure is None else np.asarray(exposure, float)
    if counted.ndim != 1 or weight.shape != counted.shape or not (weight >= 0).all() or not weight.sum() > 0:
        raise ValueError(
            f"{counted.shape} counts and {weight.shape} exposures; expected two lists of one length, "
            "exposures not negative and some above 0"
        )
    total = round(float(counted.sum()))
    if not total:
        raise ValueError("there is no crime at any place; expected at least one")
    return np.random.default_rng(seed).multinomial(total, weight / weight.sum(), size=runs)


def _counted(counts: npt.ArrayLike) -> Floats:
    found = np.asarray(counts, float)
    if found.ndim < 1 or found.shape[-1] < 1 or not (found >= 0).all():
        raise ValueError(
            f"counts of the shape {found.shape}, smallest {found.min() if found.size else 'none'}; expected "
            "one count a place, none negative or missing"
        )
    return found


def _known(total: Floats) -> Floats:
    return np.asarray(np.where(total > 0, total, np.nan))
