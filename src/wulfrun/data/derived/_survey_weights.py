"""Weights of one wave: raked to the declared margins, thin groups joined, and what was done told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wulfrun.data.derived._survey_people import Respondent, group_of, groups_on
from wulfrun.definition.survey import AND, Margin, Survey
from wulfrun.methods.survey import design_effect, effective_sample, rake

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# A weight as it is kept and added up: whole millionths.
PLACES = 6


@dataclass(frozen=True)
class Weighted:
    """Weights around 1 (n,), what they were raked to, and how well that went."""

    weights: Floats
    weighting: str
    design_effect: float
    effective: float
    converged: bool
    rounds: int
    worst: float
    largest: float
    smallest: float
    joined: tuple[str, ...]
    unknown: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class _Side:
    """One margin made ready: its name, each respondent's category, and the people of each category."""

    name: str
    place: Ints
    aim: Floats
    joined: tuple[str, ...]
    unknown: int


def weigh(
    survey: Survey,
    people: Sequence[Respondent],
    populations: Mapping[int, Mapping[str, float]],
    areas: Mapping[int, Mapping[str, str]],
) -> Weighted:
    """Weights of the respondents of a wave, from their design weights, raked to the survey's margins.

    `populations`: for each margin (by its place) the people of each group; `areas`: for each area margin
    the area each respondent's area lies in. Margins are brought to one total: only shares matter.
    """
    start = np.array([each.weight for each in people])
    sides, lost = [], []
    for place, margin in enumerate(survey.margins):
        side = _side(survey, margin, people, populations.get(place, {}), areas.get(place, {}))
        if side is None:
            lost.append(f"{AND.join(margin.by)}: no population is known, or everybody is of one group")
        else:
            sides.append(side)
    if not sides:
        told = "design weights only" if np.ptp(start) > 0 else "unweighted"
        why = "; ".join(lost) or "no margins are declared"
        return _told(start / start.mean(), told, True, 0, 0.0, sides, why)
    total = float(len(people))
    try:
        found = rake(
            [each.place for each in sides],
            [each.aim / each.aim.sum() * total for each in sides],
            start,
            trim=survey.trim,
            names=[each.name for each in sides],
        )
    except ValueError as reason:
        told = "design weights only" if np.ptp(start) > 0 else "unweighted"
        return _told(start / start.mean(), told, False, 0, float("nan"), sides, str(reason))
    names = ", ".join(each.name for each in sides)
    why = "; ".join([*lost, *([found.reason] if found.reason else [])])
    # Not brought to a mean of 1 again where trimming kept it from that: the declared limits would not hold.
    return _told(found.weights, f"raked to {names}", found.converged, found.rounds, found.worst, sides, why)


def _told(
    weights: Floats,
    weighting: str,
    converged: bool,
    rounds: int,
    worst: float,
    sides: Sequence[_Side],
    why: str,
) -> Weighted:
    weights = np.round(weights, PLACES)
    return Weighted(
        weights=weights,
        weighting=weighting,
        design_effect=design_effect(weights),
        effective=effective_sample(weights),
        converged=converged,
        rounds=rounds,
        worst=worst,
        largest=float(weights.max()),
        smallest=float(weights.min()),
        joined=tuple(words for each in sides for words in each.joined),
        unknown=tuple(f"{each.name}: {each.unknown}" for each in sides if each.unknown),
        reason=why,
    )


def _side(
    survey: Survey,
    margin: Margin,
    people: Sequence[Respondent],
    population: Mapping[str, float],
    areas: Mapping[str, str],
) -> _Side | None:
    names = [name for name, count in population.items() if count > 0]
    if len(names) < 2:
        return None
    axes = [tuple(population) if axis == "area" else groups_on(survey, axis, people) for axis in margin.by]
    index = {_key(name.split(AND)): number for number, name in enumerate(names)}

    def category(one: Respondent) -> int:
        own = [group_of(axis, one, areas, groups) for axis, groups in zip(margin.by, axes, strict=True)]
        return index.get(_key(own), -1) if all(own) else -1

    place = np.array([category(one) for one in people], np.int64)
    aims = np.array([population[name] for name in names], float)
    place, aim, joined = join_thin(place, aims, names, survey.least_cell)
    if len(aim) < 2:
        return None
    title = AND.join(margin.by).replace("ethnic_group", "ethnic group").replace(AND, " by ")
    return _Side(title, place, aim, joined, int((place < 0).sum()))


def _key(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip().casefold() for part in parts)


def join_thin(
    place: Ints, aim: Floats, names: Sequence[str], least: int
) -> tuple[Ints, Floats, tuple[str, ...]]:
    """Join each category with fewer than `least` respondents to the next one (the last to the one before).

    `place` (n,) category of each respondent, -1 unknown; `aim` people of each category, in declared order,
    in which neighbours are most alike (ages). Gives the same for the categories left, and what was joined.
    """
    kept = [[number] for number in range(len(aim))]
    asked = np.bincount(place[place >= 0], minlength=len(aim))
    at = 0
    while len(kept) > 1 and at < len(kept):
        if asked[kept[at]].sum() >= least:
            at += 1
            continue
        into = at + 1 if at + 1 < len(kept) else at - 1
        low, high = sorted((at, into))
        kept[low : high + 1] = [kept[low] + kept[high]]
        at = max(low - 1, 0) if into < at else low
    new = np.full(len(aim), -1, np.int64)
    for number, members in enumerate(kept):
        new[members] = number
    told = tuple(" with ".join(names[each] for each in members) for members in kept if len(members) > 1)
    sums = np.array([aim[members].sum() for members in kept])
    return np.where(place >= 0, new[place], -1), sums, told
