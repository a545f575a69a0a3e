"""Weights that make the people asked look like the people who live there: raking to population margins."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats

Ints = npt.NDArray[np.int64]

# Totals of two published tables differ by rounding; by more than this they are about different people.
TOTALS_AGREE = 0.005


class Raked(NamedTuple):
    """Weights (n,) that add up to the population, and how well they meet the margins.

    `worst`: the largest relative miss of any category of any margin; `reason`: '' when converged, otherwise
    which category is missed by how much and why.
    """

    weights: Floats
    rounds: int
    converged: bool
    worst: float
    reason: str


def rake(
    groups: Sequence[npt.ArrayLike],
    margins: Sequence[npt.ArrayLike],
    start: npt.ArrayLike | None = None,
    *,
    trim: float | None = None,
    names: Sequence[str] | None = None,
    tolerance: float = 1e-6,
    rounds: int = 500,
) -> Raked:
    """Weight respondents so that each margin adds up to its population: iterative proportional fitting.

    `groups`: for each margin an integer array (n,) of each respondent's category, -1 where not known (such a
    respondent keeps the weight the other margins give); `margins`: for each a float array of population
    totals by category; `start`: weights to begin with (design weights), 1 where not given; `trim`: no weight
    is over `trim` times the mean or under the mean / `trim`; `names`: of the margins, for errors.
    Margins are brought to the total of the first. Raises ValueError for a category with people but no
    respondent, with respondents but no people, and for margins whose totals differ by more than 0.5%.
    Source: Deming & Stephan 1940; trimming within the rounds: Battaglia et al. 2009.

    >>> found = rake([[0, 0, 0, 1], [0, 1, 1, 1]], [[50, 50], [40, 60]])
    >>> found.weights.round(3).tolist(), found.converged
    ([40.0, 5.0, 5.0, 50.0], True)
    """
    known = list(names) if names is not None else [f"margin {place + 1}" for place in range(len(margins))]
    aims = [np.asarray(each, float) for each in margins]
    places = [np.asarray(each, np.int64) for each in groups]
    weights = _begin(places, start)
    _check(places, aims, known, weights)
    total, mean = float(aims[0].sum()), float(aims[0].sum()) / len(weights)
    weights = weights * total / weights.sum()
    before, done = weights, 0
    while done < rounds:
        done += 1
        for place, aim in zip(places, aims, strict=True):
            weights = weights * _factors(place, aim, total, weights)
        if trim is not None:
            weights = np.clip(weights, mean / trim, mean * trim)
        moved = float(np.max(np.abs(weights - before))) / mean
        before = weights
        if moved < tolerance / 10:
            break
    worst, where = _worst(places, aims, known, total, weights)
    good = worst <= tolerance
    why = f"the weights are held within {trim:g} times the mean" if trim is not None else f"{done} rounds"
    return Raked(weights, done, good, worst, "" if good else f"{where} after {done} rounds ({why})")


def _begin(places: list[Ints], start: npt.ArrayLike | None) -> Floats:
    if not places:
        raise ValueError("no margin is given; expected at least one")
    size = len(places[0])
    weights = np.ones(size) if start is None else np.array(start, float)
    if not size or any(len(each) != size for each in (*places, weights)):
        told = ", ".join(str(len(each)) for each in places)
        raise ValueError(f"{told} respondents and {len(weights)} weights; expected the same number, over 0")
    if not (weights > 0).all():
        raise ValueError("a starting weight is 0, negative or missing; expected all over 0")
    return weights


def _check(places: list[Ints], aims: list[Floats], names: list[str], weights: Floats) -> None:
    if not len(places) == len(aims) == len(names):
        counted = f"{len(places)} groups, {len(aims)} margins and {len(names)} names"
        raise ValueError(f"{counted}; expected one of each for each margin")
    total = float(aims[0].sum())
    for place, aim, name in zip(places, aims, names, strict=True):
        if not (aim >= 0).all() or aim.sum() <= 0:
            raise ValueError(f"{name}: a population is negative or missing, or all are 0")
        if place.max() >= len(aim) or place.min() < -1:
            found = f"categories {place.min()} to {place.max()}"
            raise ValueError(f"{name}: respondents are in {found}; expected 0 to {len(aim) - 1}, or -1")
        asked = np.bincount(place[place >= 0], minlength=len(aim))
        for category in np.flatnonzero((asked == 0) & (aim > 0)):
            raise ValueError(
                f"{name}, category {category}: {aim[category]:g} people live there and none was asked; "
                "merge the category with another or leave the margin out"
            )
        for category in np.flatnonzero((asked > 0) & (aim == 0)):
            raise ValueError(f"{name}, category {category}: {asked[category]} asked, but its population is 0")
        if abs(aim.sum() / total - 1) > TOTALS_AGREE:
            raise ValueError(
                f"{name} adds up to {aim.sum():g} people, {names[0]} to {total:g}; expected the same people"
            )


def _factors(place: Ints, aim: Floats, total: float, weights: Floats) -> Floats:
    told, have, want = _compared(place, aim, total, weights)
    ratio = np.where(have > 0, want / np.where(have > 0, have, 1.0), 1.0)
    return np.where(told, ratio[place], total / weights.sum())


def _worst(
    places: list[Ints], aims: list[Floats], names: list[str], total: float, weights: Floats
) -> tuple[float, str]:
    worst, words = 0.0, ""
    for place, aim, name in zip(places, aims, names, strict=True):
        _, have, want = _compared(place, aim, total, weights)
        miss = np.where(want > 0, have / np.where(want > 0, want, 1.0) - 1, 0.0)
        category = int(np.abs(miss).argmax())
        if abs(miss[category]) > worst:
            worst = float(abs(miss[category]))
            words = f"{name}, category {category} is missed by {100 * miss[category]:+.2g}%"
    return worst, words


def _compared(
    place: Ints, aim: Floats, total: float, weights: Floats
) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    """Who told, the weights by category, and those wanted.

    Those whose category is not known keep their share of the whole; the rest is divided as the margin is.
    """
    told = place >= 0
    have = np.bincount(place[told], weights[told], minlength=len(aim)).astype(float)
    return told, have, aim * (have.sum() / weights.sum() * total / aim.sum())
