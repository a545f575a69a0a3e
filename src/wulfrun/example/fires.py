"""Five years of the invented fire service's incidents: by kind, month and LSOA, every yearly total exact."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City
from wulfrun.example.totals import PATH, YEARS

Whole = NDArray[np.int64]

RUBBISH = "deliberate-secondary-refuse"
# A truth, its usual change in percent 2007/08 on 2003/04, and what it speaks of.
CHANGES = {
    "other_arson_change": (-20.0, "Deliberate fires other than rubbish, vehicles and dwellings"),
    "vehicle_arson_change": (-31.0, "Deliberate fires in vehicles"),
    "dwelling_arson_change": (-12.0, "Deliberate fires in dwellings"),
    "hoax_calls_change": (-28.0, "Malicious false alarms"),
}
# Incidents in 2003/04 by code, and the truth they follow or their own change in percent.
KINDS: dict[str, tuple[int, str | float]] = {
    "deliberate-primary-dwelling": (100, "dwelling_arson_change"),
    "deliberate-primary-building": (90, "other_arson_change"),
    "deliberate-primary-vehicle": (380, "vehicle_arson_change"),
    "deliberate-primary-outdoor-structure": (30, "other_arson_change"),
    "deliberate-primary-refuse": (10, "other_arson_change"),
    "deliberate-secondary-grassland": (240, "other_arson_change"),
    "deliberate-secondary-derelict-building": (40, "other_arson_change"),
    "deliberate-secondary-derelict-vehicle": (60, "other_arson_change"),
    "deliberate-secondary-other-outdoor": (40, "other_arson_change"),
    "accidental-primary-dwelling": (220, -9.0),
    "accidental-primary-building": (70, -4.0),
    "accidental-primary-vehicle": (110, -6.0),
    "accidental-secondary-grassland": (80, 5.0),
    "accidental-secondary-refuse": (90, 0.0),
    "chimney-fire": (20, -10.0),
    "malicious-false-alarm": (340, "hoax_calls_change"),
    "other-false-alarm": (260, 6.0),
    "road-traffic-collision": (90, -5.0),
    "special-service": (110, 4.0),
}
# Of the accidental dwelling fires, those without a smoke alarm; and attacks on crews, by year.
_WITHOUT_ALARM = (0.42, 0.38, 0.35, 0.31, 0.27)
VIOLENCE = (26, 24, 29, 25, 23)
_SEASONS = {
    "grassland": (1.9, 1.6, 1.2, 1.3, 1.3, 0.9, 0.7, 0.7, 0.3, 0.3, 0.5, 1.3),
    "": (1.0, 1.05, 1.0, 1.05, 1.05, 1.0, 1.05, 1.1, 0.95, 0.9, 0.9, 0.95),
}


@dataclass(frozen=True)
class Fires:
    """One row an incident: `code` indexes `codes`; `month` counts from the first; `lsoa` is an index.

    `alarm` is 1 where a smoke alarm was fitted in a dwelling, 0 where none was, -1 where it is not said or
    there is no dwelling. `by_code`, `without_alarm` and `violence` are counts by year.
    """

    codes: tuple[str, ...]
    code: Whole
    month: Whole
    lsoa: Whole
    alarm: Whole
    attacked: NDArray[np.bool_]
    by_code: Mapping[str, Whole]
    without_alarm: Whole
    violence: Whole


def make_fires(city: City, rubbish: Whole, planted: Mapping[str, float], rng: np.random.Generator) -> Fires:
    """Every incident: rubbish fires where and when they are given (LSOAs, months), the others drawn."""
    by_code = {code: _path(first, _change(follows, planted)) for code, (first, follows) in KINDS.items()}
    by_code[RUBBISH] = rubbish.reshape(len(rubbish), len(YEARS), 12).sum(axis=(0, 2))
    codes = tuple(by_code)
    rows = [_drawn(city, codes.index(code), code, by_code[code], rng) for code in KINDS]
    lsoa, month = np.nonzero(rubbish)
    times = rubbish[lsoa, month]
    rows.append(
        (np.full(int(times.sum()), codes.index(RUBBISH)), np.repeat(month, times), np.repeat(lsoa, times))
    )
    code, month, lsoa = (np.concatenate([row[place] for row in rows]) for place in range(3))
    alarm, without = _alarms(codes, code, month, rng)
    attacked = _attacked(codes, code, month, rng)
    return Fires(codes, code, month, lsoa, alarm, attacked, by_code, without, np.array(VIOLENCE))


def _change(follows: str | float, planted: Mapping[str, float]) -> float:
    return planted[follows] if isinstance(follows, str) else follows


def _path(first: int, percent: float) -> Whole:
    """Five yearly counts from the first to the last."""
    last = int(first * (1 + percent / 100) + 0.5)
    return np.floor(first + (last - first) * PATH + 0.5).astype(np.int64)


def _drawn(
    city: City, index: int, code: str, by_year: Whole, rng: np.random.Generator
) -> tuple[Whole, Whole, Whole]:
    """Code, month and LSOA of each incident of one kind, more of them where hardship is high."""
    areas = city.residents[:, 0] * np.exp(0.35 * city.hardship + rng.normal(0, 0.25, len(city.codes)))
    season = np.array(_SEASONS["grassland" if "grassland" in code else ""])
    months = [
        12 * year + np.repeat(np.arange(12), rng.multinomial(int(n), season / season.sum()))
        for year, n in enumerate(by_year)
    ]
    month = np.concatenate(months)
    lsoa = rng.choice(len(areas), len(month), p=areas / areas.sum())
    return np.full(len(month), index), month, lsoa


def _alarms(
    codes: tuple[str, ...], code: Whole, month: Whole, rng: np.random.Generator
) -> tuple[Whole, Whole]:
    """Whether an alarm was fitted: in accidental dwelling fires in exact numbers, in set ones by chance."""
    alarm = np.full(len(code), -1)
    without = []
    for year in range(len(YEARS)):
        here = np.flatnonzero((code == codes.index("accidental-primary-dwelling")) & (month // 12 == year))
        mixed = rng.permutation(here)
        none = int(len(here) * _WITHOUT_ALARM[year] + 0.5)
        unsaid = len(here) // 20
        alarm[mixed[:none]], alarm[mixed[none : len(mixed) - unsaid]] = 0, 1
        without.append(none)
    on_purpose = np.flatnonzero(code == codes.index("deliberate-primary-dwelling"))
    alarm[on_purpose] = rng.integers(0, 2, len(on_purpose))
    return alarm, np.array(without)


def _attacked(
    codes: tuple[str, ...], code: Whole, month: Whole, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Attacks on crews, at deliberate fires out of doors."""
    found = np.zeros(len(code), dtype=bool)
    outdoors = [codes.index(RUBBISH), codes.index("deliberate-secondary-grassland")]
    for year, n in enumerate(VIOLENCE):
        here = np.flatnonzero(np.isin(code, outdoors) & (month // 12 == year))
        found[rng.choice(here, n, replace=False)] = True
    return found
