"""Offences of five financial years, spread over areas, months, codes and flags; every total is exact."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City
from wulfrun.example.drawing import drawn
from wulfrun.example.gathering import pull, treated_in
from wulfrun.example.profiles import CODES, PROFILES, RACIAL_CODES, Profile
from wulfrun.example.stolen import TRUTH as METAL_THEFT
from wulfrun.example.stolen import stolen
from wulfrun.example.totals import GROUPS, YEARS, Totals, changed
from wulfrun.example.truths import Truths
from wulfrun.words.errors import DefinitionError
from wulfrun.words.periods import period

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]
Yes = NDArray[np.bool_]

HATE = ("", "Race", "Religion", "Homophobic", "Disability", "Transphobic")
_HATE_SHARES = np.array([0.72, 0.08, 0.13, 0.05, 0.02])
_DAYS = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]) / 365
# Offences with a firearm, air weapons among them, to 2006/07; those of 2007/08 follow from the truth.
GUN_CRIME = "gun_crime_on_last_year"
_WITH_FIREARM = (352, 371, 393, 400)
_CAN_BE_DOMESTIC = ("wounding", "common-assault", "harassment-and-weapons", "criminal-damage")


@dataclass(frozen=True)
class Offences:
    """One row an offence; `group`, `code`, `hate` index GROUPS, CODES, HATE; `month` is a month number.

    `stolen` indexes the phrases of what was stolen, `metal` says that it was metal taken for its value.
    """

    year: Whole
    group: Whole
    code: Whole
    month: Whole
    lsoa: Whole
    domestic: Yes
    hate: Whole
    firearm: Yes
    knife: Yes
    alcohol: Yes
    business: Yes
    metal: Yes
    stolen: Whole

    def only(self, chosen: NDArray[np.generic]) -> "Offences":
        """The offences chosen by a mask or by indexes, in that order."""
        return Offences(**{name: values[chosen] for name, values in vars(self).items()})


def make_offences(city: City, totals: Totals, truths: Truths, rng: np.random.Generator) -> Offences:
    """Every offence recorded in the city in the five years; DefinitionError where flags do not fit."""
    parts = []
    for index, group in enumerate(GROUPS):
        weights = _area_weights(city, PROFILES[group], rng)
        for year in range(len(YEARS)):
            count = int(totals.by_group[group][year])
            parts.append(
                {
                    "year": np.full(count, year),
                    "group": np.full(count, index),
                    "code": _codes(group, year, count, totals, rng),
                    "month": _months(group, year, totals, truths, rng),
                    "lsoa": _areas(
                        city,
                        weights * pull(city, group, year, truths),
                        int(totals.in_priority[group][year]),
                        count,
                        rng,
                        treated_in(city, group),
                    ),
                }
            )
    columns = {name: np.concatenate([part[name] for part in parts]).astype(np.int64) for name in parts[0]}
    none = np.zeros(len(columns["year"]), dtype=bool)
    bare = Offences(
        **columns,
        hate=none.astype(np.int64),
        domestic=none,
        firearm=none,
        knife=none,
        alcohol=none,
        business=none,
        metal=none,
        stolen=none.astype(np.int64),
    )
    return _flagged(bare, totals, truths, rng)


def _area_weights(city: City, profile: Profile, rng: np.random.Generator) -> Numbers:
    people = city.households if profile.by_household else city.residents
    places = city.addresses.mean(axis=1)
    apart = np.hypot(*(places - places.mean(axis=0)).T)
    middle = np.where(np.argsort(np.argsort(apart)) < 8, profile.centre, 0.0)
    drift = np.exp(profile.hardship * city.hardship + rng.normal(0, 0.3, len(city.codes)))
    return np.asarray(people[:, 0] * drift * (1 + middle))


def _areas(
    city: City, weights: Numbers, in_priority: int, count: int, rng: np.random.Generator, treated: Yes
) -> Whole:
    """An LSOA for each offence, in random order: exactly `in_priority` of them in priority neighbourhoods.

    Those `treated` have exactly what their weights say of the rest, so that an action's effect is exact.
    """
    outer = np.where(city.in_priority, 0, weights)
    apart = int((count - in_priority) * outer[treated].sum() / outer.sum() + 0.5)
    shares = (
        (in_priority, np.where(city.in_priority, weights, 0)),
        (apart, np.where(treated, outer, 0)),
        (count - in_priority - apart, np.where(treated, 0, outer)),
    )
    counts = sum(rng.multinomial(own, part / part.sum()) for own, part in shares if own)
    return rng.permutation(np.repeat(np.arange(len(weights)), counts))


def _months(group: str, year: int, totals: Totals, truths: Truths, rng: np.random.Generator) -> Whole:
    """A month for each offence: season, the trend within the year, and noise beyond chance."""
    by_year = totals.by_group[group].astype(float)
    around = by_year[max(year - 1, 0) : year + 2]
    slope = (around[-1] - around[0]) / max(len(around) - 1, 1) / max(by_year[year], 1)
    trend = np.maximum(1 + slope * (np.arange(12) - 5.5) / 12, 0.1)
    season = np.array(PROFILES[group].season) ** truths.seasonal_swing
    noise = truths.monthly_noise
    noisy = rng.gamma(1 / noise**2, noise**2, 12) if noise else np.ones(12)
    weights = _DAYS * season * trend * noisy
    counts = rng.multinomial(int(by_year[year]), weights / weights.sum())
    return rng.permutation(np.repeat(period(YEARS[year]).first + np.arange(12), counts))


def _codes(group: str, year: int, count: int, totals: Totals, rng: np.random.Generator) -> Whole:
    """A code for each offence: the aggravated ones in their exact number, the others by their shares."""
    plain = PROFILES[group].codes_in(YEARS[year])
    aggravated = int(totals.racial[group][year]) if group in totals.racial else 0
    parts = [_spread(list(plain), list(plain.values()), count - aggravated, rng)]
    if aggravated:
        racial = RACIAL_CODES[group]
        parts.append(_spread(list(racial), list(racial.values()), aggravated, rng))
    return rng.permutation(np.concatenate(parts))


def _spread(codes: list[str], shares: list[float], count: int, rng: np.random.Generator) -> Whole:
    counts = rng.multinomial(count, np.array(shares) / sum(shares))
    return np.repeat([CODES.index(code) for code in codes], counts)


def _flagged(bare: Offences, totals: Totals, truths: Truths, rng: np.random.Generator) -> Offences:
    count = len(bare.year)

    def chance(name: str) -> Yes:
        shares = np.array([getattr(PROFILES[group], name) for group in GROUPS])
        return np.asarray(rng.random(count) < shares[bare.group])

    flagged = replace(
        bare,
        domestic=_domestic(bare, totals, rng),
        hate=_hate(bare, rng),
        firearm=_firearm(bare, truths.others[GUN_CRIME], rng),
        knife=chance("knife"),
        alcohol=chance("alcohol"),
        business=chance("business"),
    )
    metal, phrase = stolen(bare.year, bare.group, bare.code, truths.others[METAL_THEFT], rng)
    return replace(flagged, metal=metal, stolen=phrase)


def _firearm(bare: Offences, change: float, rng: np.random.Generator) -> Yes:
    """Exactly as many as planned in each year, likelier in some groups than in others."""
    shares = np.array([PROFILES[group].firearm for group in GROUPS])[bare.group]
    chosen = np.zeros(len(bare.year), dtype=bool)
    for year, wanted in enumerate((*_WITH_FIREARM, changed(_WITH_FIREARM[-1], change))):
        weights = np.where(bare.year == year, shares, 0.0)
        if wanted > 0.9 * (weights > 0).sum():
            raise DefinitionError(
                f"These truths contradict each other: {GUN_CRIME} asks for {wanted:,} offences in "
                f"{YEARS[year]}, but only {int((weights > 0).sum()):,} are of a kind in which there are "
                "firearms. Ask for a smaller rise, or for a smaller fall of violence and criminal damage."
            )
        chosen[drawn(weights, wanted, rng)] = True
    return chosen


def _domestic(bare: Offences, totals: Totals, rng: np.random.Generator) -> Yes:
    """Exactly as many as planned in each year, among the offences that can be domestic abuse."""
    groups = np.array([PROFILES[group].domestic for group in GROUPS])[bare.group]
    chosen = np.zeros(len(bare.year), dtype=bool)
    for year, wanted in enumerate(totals.domestic.tolist()):
        weights = np.where(bare.year == year, groups, 0.0)
        have = int((weights > 0).sum())
        if wanted > 0.9 * have:
            raise DefinitionError(
                f"These truths contradict each other: domestic_abuse_change asks for {wanted:,} offences in "
                f"{YEARS[year]}, but {', '.join(_CAN_BE_DOMESTIC)} together have {have:,}. "
                "Ask for a smaller rise, or for a smaller fall of violence and criminal damage."
            )
        chosen[drawn(weights, wanted, rng)] = True
    return chosen


def _hate(bare: Offences, rng: np.random.Generator) -> Whole:
    """A strand for most aggravated offences and for a few others: the flag and the code are not the same."""
    aggravated = np.isin(bare.code, [CODES.index(code) for codes in RACIAL_CODES.values() for code in codes])
    can_be = np.isin(bare.group, [GROUPS.index(group) for group in (*_CAN_BE_DOMESTIC, "public-order")])
    strand = 1 + rng.choice(len(_HATE_SHARES), len(bare.year), p=_HATE_SHARES)
    strand = np.where(aggravated & (strand > 2), 1, strand)
    likely = np.where(aggravated, 0.93, np.where(can_be, 0.012, 0.0))
    return np.where(rng.random(len(bare.year)) < likely, strand, 0)
