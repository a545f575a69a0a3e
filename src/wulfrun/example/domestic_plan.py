"""Domestic abuse in the example city, planned so that every count of incidents and repeats is known."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from wulfrun.example.city import City
from wulfrun.example.totals import PATH, YEARS

FIRST = 2003
INCIDENTS, NOBODY = 2400, 15
# Percent of incidents that are repeats: in the year before the first that can be told, and in that one.
SHARE_BEFORE, SHARE_FIRST = 30.0, 34.0
_MEAN_WAIT, _LONGEST = 95.0, 360
_EDGE = 40
# Whoever was a victim often is passed over more readily, so that repeats are not all of a few people.
_FEWER_OFTEN, _TRIES = 0.6, 8


@dataclass(frozen=True)
class Victim:
    """A person who suffers abuse: home, address and the one who does it, as numbers."""

    number: int
    lsoa: int
    address: int
    suspect: int


@dataclass(frozen=True)
class Incident:
    """One incident as it happened; `victim` is None where the police wrote none down."""

    number: int
    day: date
    victim: Victim | None
    lsoa: int
    again: bool
    risk: str
    crime: str
    children: bool


@dataclass
class _Past:
    """Who was a victim when, in order of time."""

    days: list[int] = field(default_factory=list)
    victims: list[Victim] = field(default_factory=list)
    last: dict[int, int] = field(default_factory=dict)
    quiet: list[Victim] = field(default_factory=list)
    times: Counter[int] = field(default_factory=Counter)
    passed: int = 0
    made: int = 0

    def add(self, day: int, victim: Victim) -> None:
        self.days.append(day)
        self.victims.append(victim)
        self.last[victim.number] = day
        self.times[victim.number] += 1


def plan_incidents(city: City, rng: np.random.Generator, planted: Mapping[str, float]) -> list[Incident]:
    """Five years of incidents in order of time, with exactly the planted number and share of repeats.

    Of the first year nobody can say what was a repeat. Some repeats fall on the very anniversary, and some
    that are none on the day after it.
    """
    past, found = _Past(), list[Incident]()
    weights = city.residents[:, 0] * np.exp(0.35 * city.hardship)
    weights = weights / weights.sum()
    for year, reached in enumerate(PATH):
        n = round(INCIDENTS * (1 + planted["domestic_reports_change"] / 100 * reached))
        share = (
            SHARE_FIRST + (planted["repeat_share"] - SHARE_FIRST) * (year - 1) / (len(YEARS) - 2)
            if year
            else SHARE_BEFORE
        )
        begin = date(FIRST + year, 4, 1).toordinal()
        days = np.sort(rng.integers(begin, date(FIRST + year + 1, 4, 1).toordinal(), n)).tolist()
        known = np.ones(n, bool)
        known[rng.choice(n, NOBODY, replace=False)] = False
        again = np.zeros(n, bool)
        again[rng.choice(np.flatnonzero(known), round(share / 100 * (n - NOBODY)), replace=False)] = True
        for day, told, repeat in zip(days, known.tolist(), again.tolist(), strict=True):
            found.append(_incident(city, rng, weights, past, len(found) + 1, day, told, repeat))
    return found


def anniversary(day: int) -> int:
    """The same day of the next year (28 February for the 29th), as an ordinal."""
    when = date.fromordinal(day)
    if (when.month, when.day) == (2, 29):
        return date(when.year + 1, 2, 28).toordinal()
    return when.replace(year=when.year + 1).toordinal()


def _incident(
    city: City,
    rng: np.random.Generator,
    weights: np.ndarray[tuple[int], np.dtype[np.float64]],
    past: _Past,
    number: int,
    day: int,
    told: bool,
    repeat: bool,
) -> Incident:
    victim = None
    if told:
        victim = _before(rng, past, day) if repeat else None
        repeat = victim is not None
        victim = victim or _not_before(rng, past, day) or _new(rng, past, weights)
        past.add(day, victim)
    risk = rng.choice(("standard", "medium", "high", ""), p=(0.44, 0.38, 0.15, 0.03) if repeat
                      else (0.63, 0.28, 0.06, 0.03))  # fmt: skip
    crime = str(rng.choice(("", "105A", "8D", "58C", "9A", "5A"), p=(0.56, 0.2, 0.1, 0.06, 0.07, 0.01)))
    lsoa = victim.lsoa if victim else int(rng.choice(len(city.codes), p=weights))
    return Incident(number, date.fromordinal(day), victim, lsoa, told and repeat, str(risk), crime,
                    bool(rng.random() < 0.41))  # fmt: skip


def _before(rng: np.random.Generator, past: _Past, day: int) -> Victim | None:
    """Somebody who was a victim within the 12 months before: most often lately, now and then a year ago."""
    if rng.random() * _EDGE < 1:
        edge = next((each for each in (day - 365, day - 366) if anniversary(each) == day), None)
        if edge is not None and (here := _on(past, edge)):
            return here[int(rng.integers(len(here)))]
    victim = None
    for _ in range(_TRIES):
        gap = int(rng.exponential(_MEAN_WAIT))
        gap = gap if gap <= _LONGEST else int(rng.integers(1, _LONGEST))
        place = bisect_right(past.days, day - gap) - 1
        if place < 0 or past.days[place] < day - _LONGEST:
            first = bisect_left(past.days, day - _LONGEST)
            if first == len(past.days):
                return None
            place = int(rng.integers(first, len(past.days)))
        victim = past.victims[place]
        if rng.random() < _FEWER_OFTEN ** past.times[victim.number]:
            break
    return victim


def _not_before(rng: np.random.Generator, past: _Past, day: int) -> Victim | None:
    """Somebody whose last incident is over 12 months old: for some by one day; None for a new victim."""
    while past.passed < len(past.days) and past.days[past.passed] < day - 372:
        victim = past.victims[past.passed]
        if past.last[victim.number] == past.days[past.passed]:
            past.quiet.append(victim)
        past.passed += 1
    if rng.random() * _EDGE < 2:
        edge = next((each for each in (day - 366, day - 367) if anniversary(each) == day - 1), None)
        here = _on(past, edge) if edge is not None else []
        here = [each for each in here if past.last[each.number] == edge]
        if here:
            return here[0]
    if past.quiet and rng.random() < 0.15:
        victim = past.quiet.pop(int(rng.integers(len(past.quiet))))
        return victim if past.last[victim.number] < day - 372 else None
    return None


def _on(past: _Past, day: int) -> list[Victim]:
    return past.victims[bisect_left(past.days, day) : bisect_right(past.days, day)]


def _new(
    rng: np.random.Generator, past: _Past, weights: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> Victim:
    """A victim whom nobody knew; one in twenty lives where somebody else was a victim before."""
    past.made += 1
    lsoa, address = int(rng.choice(len(weights), p=weights)), past.made
    if past.victims and rng.random() < 0.05:
        other = past.victims[int(rng.integers(len(past.victims)))]
        lsoa, address = other.lsoa, other.address
    return Victim(past.made, lsoa, address, past.made)
