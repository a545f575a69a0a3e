"""How many offences of each group the city has in each financial year, so that the planted truths hold."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.truths import Truths
from wulfrun.words.errors import DefinitionError

Whole = NDArray[np.int64]
YEARS = ("2003/04", "2004/05", "2005/06", "2006/07", "2007/08")

# The part of the five-year change that each year has reached.
PATH = np.array([0.0, 0.22, 0.48, 0.76, 1.0])

# Offences in 2003/04. The mix is heavier in vehicle crime and lighter in violence than a real city's,
# for otherwise falls of 33, 30 and 15 percent could not make 24 for the whole basket.
BASKET = {
    "theft-of-vehicle": 2700,
    "theft-from-vehicle": 5700,
    "vehicle-interference": 600,
    "domestic-burglary": 3700,
    "criminal-damage": 3900,
    "personal-robbery": 500,
    "wounding": 1400,
    "common-assault": 800,
    "pedal-cycle-theft": 400,
    "theft-from-person": 700,
}
# Groups outside the basket: offences in 2003/04, percent change by 2007/08, or the truth it follows.
OUTSIDE: dict[str, tuple[int, float | str]] = {
    "business-robbery": (50, "robbery_change"),
    "harassment-and-weapons": (900, "violence_change"),
    "arson": (210, -10.0),
    "other-burglary": (1800, -20.0),
    "shoplifting": (2000, 5.0),
    "other-theft": (3000, -12.0),
    "fraud": (1100, -15.0),
    "drugs": (700, 25.0),
    "sexual": (220, 2.0),
    "handling": (90, -30.0),
    "threats": (80, 0.0),
    "public-order": (250, 10.0),
}
GROUPS = (*BASKET, *OUTSIDE)

# A truth and the basket groups it speaks of, with the pull of each group within it (1 = alike).
BLOCKS: dict[str, dict[str, float]] = {
    "vehicle_crime_change": {
        "theft-of-vehicle": 0.94,
        "theft-from-vehicle": 1.02,
        "vehicle-interference": 1.06,
    },
    "burglary_change": {"domestic-burglary": 1.0},
    "criminal_damage_change": {"criminal-damage": 1.0},
    "robbery_change": {"personal-robbery": 1.0},
    "violence_change": {"wounding": 1.01, "common-assault": 0.98},
    "the rest": {"pedal-cycle-theft": 1.03, "theft-from-person": 0.98},
}
_FALLING = {
    "vehicle_crime_change": -33.0,
    "burglary_change": -30.0,
    "criminal_damage_change": -15.0,
    "the rest": -27.0,
}
_RACIAL_2003, _DOMESTIC_2003 = 300, 800
# How many times the rest's rate the priority neighbourhoods had in 2003/04.
_PRIORITY_RATE = 1.6
_RACIAL_PARTS = {"wounding": 0.24, "common-assault": 0.36, "criminal-damage": 0.40}


@dataclass(frozen=True)
class Totals:
    """Offences by group (or basket group, or alone) and financial year, oldest first; all exact."""

    by_group: Mapping[str, Whole]
    in_priority: Mapping[str, Whole]
    racial: Mapping[str, Whole]
    domestic: Whole


def allot(total: int, weights: NDArray[np.float64]) -> Whole:
    """Share a whole number in proportion to weights by the largest remainders; the first wins a tie."""
    exact = total * weights / weights.sum()
    whole: Whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def changed(base: int, percent: float) -> int:
    """A count after a percent change, to the nearest offence."""
    return int(np.floor(base * (100 + percent) / 100 + 0.5))


def year_totals(truths: Truths, priority_residents: float, rng: np.random.Generator) -> Totals:
    """Offences of every group in every year; `priority_residents` is the share living in priority areas.

    DefinitionError where the truths contradict each other.
    """
    last: dict[str, int] = {}
    for truth, total in _block_totals(truths).items():
        pulls = BLOCKS[truth]
        shares = allot(total, np.array([BASKET[group] * pull for group, pull in pulls.items()]))
        last.update({group: int(share) for group, share in zip(pulls, shares, strict=True)})
    last.update(_outside(truths, last))
    first = BASKET | {group: base for group, (base, _) in OUTSIDE.items()}
    by_group = {group: _path(first[group], last[group], rng) for group in GROUPS}
    racial_last = changed(_RACIAL_2003, truths.racially_aggravated_change)
    racial = _racial(_path(_RACIAL_2003, racial_last, rng), by_group)
    domestic = _path(_DOMESTIC_2003, changed(_DOMESTIC_2003, truths.domestic_abuse_change), rng)
    return Totals(by_group, _priority(by_group, truths.priority_gap, priority_residents), racial, domestic)


def _outside(truths: Truths, last: Mapping[str, int]) -> dict[str, int]:
    """2007/08 outside the basket; robbery of businesses and other violence change as their kin inside do."""
    found = {
        group: changed(base, change)
        for group, (base, change) in OUTSIDE.items()
        if not isinstance(change, str)
    }
    robbery = _kin(truths, "robbery_change", last)
    base = OUTSIDE["business-robbery"][0]
    found["business-robbery"] = changed(base + _base("robbery_change"), robbery) - last["personal-robbery"]
    other = _kin(truths, "violence_change", last)
    found["harassment-and-weapons"] = changed(OUTSIDE["harassment-and-weapons"][0], other)
    return found


def _kin(truths: Truths, truth: str, last: Mapping[str, int]) -> float:
    """The percent change that a block of the basket took: the truth where it held, else what it came to."""
    came_to = sum(last[group] for group in BLOCKS[truth])
    wanted = float(getattr(truths, truth))
    if changed(_base(truth), wanted) == came_to:
        return wanted
    return 100 * (came_to / _base(truth) - 1)


def _base(truth: str) -> int:
    return sum(BASKET[group] for group in BLOCKS[truth])


def _block_totals(truths: Truths) -> dict[str, int]:
    """2007/08 by block: what was set holds; what was not gives way until the basket is exact."""
    target = changed(sum(BASKET.values()), truths.psa1_change)
    held = {
        truth: changed(_base(truth), getattr(truths, truth))
        for truth in BLOCKS
        if truth in truths.model_fields_set
    }
    free = [truth for truth in BLOCKS if truth not in held]
    need = target - sum(held.values())
    for attempt in (_rest_gives_way, _falls_give_way, _rises_give_way, _all_give_way):
        if percents := attempt(truths, free, need):
            giving = [truth for truth in free if percents[truth][1]]
            fixed = {
                truth: changed(_base(truth), percents[truth][0]) for truth in free if truth not in giving
            }
            weights = np.array([_base(truth) * (100 + percents[truth][0]) / 100 for truth in giving])
            shares = allot(need - sum(fixed.values()), weights)
            given = {truth: int(share) for truth, share in zip(giving, shares, strict=True)}
            return held | fixed | given
    raise DefinitionError(_contradiction(truths, held, target, free))


# What an attempt gives: each free block's percent change, and whether it is among those that give way.
_Percents = dict[str, tuple[float, bool]]


def _rest_gives_way(truths: Truths, free: list[str], need: int) -> _Percents | None:
    """Every default holds; pedal cycles and theft from the person take the small difference."""
    kept = {truth: float(getattr(truths, truth)) for truth in free if truth != "the rest"}
    left = need - sum(changed(_base(truth), percent) for truth, percent in kept.items())
    percent = 100 * (left / _base("the rest") - 1)
    if not -50 <= percent <= 10:
        return None
    return {truth: (each, False) for truth, each in kept.items()} | {"the rest": (percent, True)}


def _falls_give_way(truths: Truths, free: list[str], need: int) -> _Percents | None:
    """The falls keep their proportions, the rises their defaults."""
    falls = {truth: _FALLING[truth] for truth in free if truth in _FALLING}
    rises = {truth: float(getattr(truths, truth)) for truth in free if truth not in _FALLING}
    left = need - sum(changed(_base(truth), percent) for truth, percent in rises.items())
    before = sum(_base(truth) for truth in falls)
    scale = (left - before) / sum(_base(truth) * percent / 100 for truth, percent in falls.items())
    if scale < 0.05 or any(scale * percent < -90 for percent in falls.values()):
        return None
    return {truth: (each, False) for truth, each in rises.items()} | {
        truth: (scale * each, True) for truth, each in falls.items()
    }


def _rises_give_way(truths: Truths, free: list[str], need: int) -> _Percents | None:
    """The falls shrink to almost nothing and robbery and violence rise as far as is needed."""
    falls = {truth: _FALLING[truth] / 20 for truth in free if truth in _FALLING}
    rises = [truth for truth in free if truth not in _FALLING]
    left = need - sum(changed(_base(truth), percent) for truth, percent in falls.items())
    if not rises or not 0 <= (percent := 100 * (left / sum(_base(truth) for truth in rises) - 1)) <= 60:
        return None
    return {truth: (each, False) for truth, each in falls.items()} | dict.fromkeys(rises, (percent, True))


def _all_give_way(truths: Truths, free: list[str], need: int) -> _Percents | None:
    """Everything that was not set changes alike."""
    percent = 100 * (need / sum(_base(truth) for truth in free) - 1)
    return dict.fromkeys(free, (percent, True)) if -90 <= percent <= 200 else None


def _contradiction(truths: Truths, held: dict[str, int], target: int, free: list[str]) -> str:
    said = ", ".join(f"{truth} = {getattr(truths, truth):g}" for truth in held)
    before = sum(BASKET.values())
    flat = sum(held.values()) + sum(_base(truth) for truth in free)
    left = target - sum(held.values())
    return (
        f"These truths contradict each other: psa1_change = {truths.psa1_change:g} means {target:,} offences "
        f"in 2007/08, but {said} leave {left:,} for the types of the basket that have no truth, which had "
        f"{sum(_base(truth) for truth in free):,} in 2003/04. Bring psa1_change nearer to "
        f"{100 * (flat / before - 1):.0f}, or leave one of the others out."
    )


def _path(first: int, last: int, rng: np.random.Generator) -> Whole:
    """Five years from the first count to the last, the years between a little off the line."""
    wobble = rng.normal(0, 0.012, len(PATH))
    wobble[[0, -1]] = 0
    exact = (first + (last - first) * PATH) * (1 + wobble)
    return np.floor(exact + 0.5).astype(np.int64)


def _priority(by_group: Mapping[str, Whole], ratio: float, residents: float) -> dict[str, Whole]:
    """Offences in priority neighbourhoods; the basket's gap ratio moves from 1 to `ratio` along the path.

    With P of B offences in priority areas at first, ratio = (P'/P) / (R'/R) gives P' = B' rP / (R + rP).
    """
    basket = np.sum([by_group[group] for group in BASKET], axis=0)
    share = _PRIORITY_RATE * residents / (_PRIORITY_RATE * residents + 1 - residents)
    first = int(basket[0] * share + 0.5)
    odds = ratio**PATH * first / (basket[0] - first)
    wanted = np.floor(basket * odds / (1 + odds) + 0.5).astype(np.int64)
    lean = np.linspace(0.9, 1.1, len(BASKET))
    columns = [
        allot(int(wanted[year]), np.array([by_group[group][year] for group in BASKET]) * lean)
        for year in range(len(YEARS))
    ]
    shared = dict(zip(BASKET, np.array(columns).T, strict=True))
    return shared | {group: np.floor(by_group[group] * share + 0.5).astype(np.int64) for group in OUTSIDE}


def _racial(totals: Whole, by_group: Mapping[str, Whole]) -> dict[str, Whole]:
    shares = np.array([allot(int(total), np.array(list(_RACIAL_PARTS.values()))) for total in totals]).T
    parts = dict(zip(_RACIAL_PARTS, shares, strict=True))
    for group, counts in parts.items():
        if (counts > by_group[group] * 0.8).any():
            raise DefinitionError(
                "These truths contradict each other: racially_aggravated_change asks for "
                f"{int(counts.max()):,} aggravated offences among {int(by_group[group].min()):,} of {group}. "
                "Ask for a smaller rise, or for a smaller fall of violence and criminal damage."
            )
    return parts
