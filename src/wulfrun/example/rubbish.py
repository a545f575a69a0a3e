"""Fly-tipping and the rubbish fires it drives or does not: by LSOA and month, yearly totals exact."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City
from wulfrun.example.totals import YEARS
from wulfrun.words.periods import period

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]

FIRST_MONTH = period(YEARS[0]).first
MONTHS = 12 * len(YEARS)
# Reports of fly-tipping by year; the rise of the last year lies in the known places.
TIPS = (2080, 2140, 2200, 2260, 2740)
KNOWN_PLACES = 6
# Rubbish fires of the first four years; the last is 2006/07 with the change that is planted.
RUBBISH_FIRES = (548, 530, 506, 480)
# Of rubbish fires so many follow fly-tipping a month before where the one drives the other.
_DRIVEN, _LAG = 0.7, 1
_TIPPING_SEASON = (1.1, 1.1, 1.05, 1.0, 1.05, 1.0, 1.0, 0.95, 0.85, 0.95, 0.95, 1.0)
_FIRE_SEASON = (1.3, 1.2, 1.1, 1.1, 1.1, 0.95, 1.15, 1.3, 0.65, 0.65, 0.7, 0.95)


@dataclass(frozen=True)
class Rubbish:
    """Counts (LSOAs, months) of fly-tipping and of rubbish fires; the known places as indexes of LSOAs."""

    tips: Whole
    fires: Whole
    known: tuple[int, ...]


def make_rubbish(city: City, seed: int, drives: float, change_percent: float) -> Rubbish:
    """Both from streams of their own, so that fire service and council write of the same events.

    `drives` is 1 where fires follow fly-tipping and 0 where the two have nothing to do with each other;
    `change_percent` the change of rubbish fires in the last year on the year before.
    """
    tips, known = _tips(city, np.random.default_rng([seed, 71]))
    last = int(RUBBISH_FIRES[-1] * (1 + change_percent / 100) + 0.5)
    fires = _fires(city, tips, (*RUBBISH_FIRES, last), drives, np.random.default_rng([seed, 72]))
    return Rubbish(tips, fires, known)


def _tips(city: City, rng: np.random.Generator) -> tuple[Whole, tuple[int, ...]]:
    """Fly-tipping: six known places where it comes in bursts, and in the last year more than ever."""
    areas = len(city.codes)
    known = rng.choice(areas, KNOWN_PLACES, replace=False)
    usual = city.residents[:, 0] * np.exp(rng.normal(0, 0.45, areas))
    weights = usual[:, None] * rng.gamma(1.6, 1 / 1.6, (areas, MONTHS))
    bursts = rng.gamma(1.2, 1 / 1.2, (KNOWN_PLACES, MONTHS))
    by_year = bursts.reshape(KNOWN_PLACES, len(YEARS), 12)
    # Bursts differ by month and year by year come to the same: 5 times the usual, at last 14 times.
    times = np.where(np.arange(len(YEARS)) == len(YEARS) - 1, 14.0, 5.0)
    by_year = by_year / by_year.mean(axis=2, keepdims=True) * times[None, :, None] * np.median(usual)
    weights[known] = by_year.reshape(KNOWN_PLACES, MONTHS)
    weights *= np.tile(_TIPPING_SEASON, len(YEARS))
    return _allotted(TIPS, weights, rng), tuple(sorted(known.tolist()))


def _fires(
    city: City, tips: Whole, totals: tuple[int, ...], drives: float, rng: np.random.Generator
) -> Whole:
    """Rubbish fires: a part that follows fly-tipping a month later, and a part that has its own places."""
    areas = len(city.codes)
    own = city.residents[:, 0] * np.exp(rng.normal(0, 0.35, areas))
    season = np.tile(_FIRE_SEASON, len(YEARS))
    own_weights = own[:, None] * rng.gamma(6, 1 / 6, (areas, MONTHS)) * season
    before = np.concatenate([tips[:, :_LAG], tips[:, :-_LAG]], axis=1) * season
    mixed = np.empty_like(own_weights)
    for year in range(len(YEARS)):
        span = slice(12 * year, 12 * year + 12)
        follows, independent = before[:, span], own_weights[:, span]
        share = _DRIVEN * drives
        mixed[:, span] = share * follows / follows.sum() + (1 - share) * independent / independent.sum()
    return _allotted(totals, mixed, rng)


def _allotted(totals: tuple[int, ...], weights: Numbers, rng: np.random.Generator) -> Whole:
    """Each year's exact total drawn over the areas and months of that year."""
    found = np.empty(weights.shape, dtype=np.int64)
    for year, total in enumerate(totals):
        span = slice(12 * year, 12 * year + 12)
        part = weights[:, span]
        found[:, span] = rng.multinomial(total, (part / part.sum()).ravel()).reshape(part.shape)
    return found
