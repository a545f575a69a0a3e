"""Where offences gather beyond what is usual: hot places, one of them emerging, and an action that worked."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City
from wulfrun.example.names import NEIGHBOURHOODS
from wulfrun.example.totals import GROUPS, YEARS
from wulfrun.example.truths import Truths

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]

VIOLENCE = ("wounding", "common-assault", "public-order")
TREATED, ACTION_GROUP, ACTION_START = "Canalside", "domestic-burglary", 3
_PLACES, _APART, _CENTRE = 3, 1500.0, 8
_STEADY = 10.0
# What part of the emerging place's pull each year has, oldest first.
_EMERGING = (0.0, 0.0, 0.0, 0.2, 1.0)
_NEAREST, _TOGETHER = 5, 0.7


@dataclass(frozen=True)
class HotPlace:
    """An LSOA in which violence gathers around its first address; an emerging one only in the last years."""

    lsoa: int
    emerging: bool


def hot_places(city: City) -> tuple[HotPlace, ...]:
    """Three places far apart, away from the centre, the priority neighbourhoods and the treated one."""
    middles = city.addresses.mean(axis=1)
    from_middle = np.hypot(*(middles - middles.mean(axis=0)).T)
    treated = city.neighbourhood == NEIGHBOURHOODS.index(TREATED)
    able = ~city.in_priority & ~treated & (np.argsort(np.argsort(from_middle)) >= _CENTRE)
    found: list[int] = []
    for each in np.argsort(np.abs(city.hardship), kind="stable").tolist():
        far = all(np.hypot(*(middles[each] - middles[other])) >= _APART for other in found)
        if able[each] and far and len(found) < _PLACES:
            found.append(each)
    return tuple(HotPlace(each, number == _PLACES - 1) for number, each in enumerate(found))


def pull(city: City, group: str, year: int, truths: Truths) -> Numbers:
    """How many times as likely as usual each LSOA is to have an offence of a group in a year."""
    times = np.ones(len(city.codes))
    if group in VIOLENCE:
        for place in hot_places(city):
            reached = 1 + (truths.emerging_place - 1) * _EMERGING[year]
            times[place.lsoa] = reached if place.emerging else _STEADY
    if group == ACTION_GROUP and year >= ACTION_START:
        times[city.neighbourhood == NEIGHBOURHOODS.index(TREATED)] *= 1 + truths.action_effect / 100
    return times


def treated_in(city: City, group: str) -> NDArray[np.bool_]:
    """The LSOAs in which the action changes a group of offences; none for the groups it is not about."""
    treated = city.neighbourhood == NEIGHBOURHOODS.index(TREATED)
    return treated if group == ACTION_GROUP else np.zeros(len(treated), bool)


def gathered(city: City, group: Whole, lsoa: Whole, address: Whole, rng: np.random.Generator) -> Whole:
    """The address of each offence: in a hot place most violence is moved to those around its first."""
    moved = address.copy()
    violent = np.isin(group, [GROUPS.index(each) for each in VIOLENCE])
    for place in hot_places(city):
        here = np.flatnonzero(violent & (lsoa == place.lsoa))
        apart = np.hypot(*(city.addresses[place.lsoa] - city.addresses[place.lsoa, 0]).T)
        near = np.argsort(apart, kind="stable")[:_NEAREST]
        together = here[rng.random(len(here)) < _TOGETHER]
        moved[together] = near[rng.integers(0, _NEAREST, len(together))]
    return moved


def places_told(city: City) -> list[dict[str, Any]]:
    """The hot places as they are told among the planted truths."""
    return [
        {
            "theme": "violence", "area": city.codes[place.lsoa], "emerging": place.emerging,
            "x": int(city.addresses[place.lsoa, 0, 0]), "y": int(city.addresses[place.lsoa, 0, 1]),
        }
        for place in hot_places(city)
    ]  # fmt: skip


def action_told(city: City, year: Whole, group: Whole, lsoa: Whole, truths: Truths) -> dict[str, Any]:
    """The action, and what came of it beside the other neighbourhoods that are no priority."""
    burglary = group == GROUPS.index(ACTION_GROUP)
    treated = city.neighbourhood[lsoa] == NEIGHBOURHOODS.index(TREATED)
    others = ~treated & ~city.in_priority[lsoa]
    counts = [np.bincount(year[burglary & inside], minlength=len(YEARS)) for inside in (treated, others)]
    before, after = slice(ACTION_START - 2, ACTION_START), slice(ACTION_START, ACTION_START + 2)
    rates = [own[after].sum() / own[before].sum() for own in counts]
    return {
        "neighbourhood": TREATED, "measure": ACTION_GROUP, "start": "2006-04-01",
        "about": "Relative to the other neighbourhoods that are no priority; the city's totals stay exact.",
        "effect_percent": truths.action_effect,
        "treated": dict(zip(YEARS, counts[0].tolist(), strict=True)),
        "control": dict(zip(YEARS, counts[1].tolist(), strict=True)),
        "ratio_of_ratios": round(float(rates[0] / rates[1]), 6),
    }  # fmt: skip
