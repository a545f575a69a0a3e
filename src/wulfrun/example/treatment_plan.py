"""Who is in drug treatment in the example city, planned so that every count by year is known beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zlib import crc32

import numpy as np

from wulfrun.data.sources._treatment_words import PLANNED
from wulfrun.example.city import City

FIRST, LAST = 2003, 2007
THROUGH = date(2008, 6, 30)
PEOPLE, RETAINED = 620, 60.0
TRUTHS = ("people_in_treatment_change", "retained_12_weeks")

_SUBSTANCES = ("opiates and crack", "opiates", "crack", "cocaine", "amphetamines", "cannabis", "other drug")
_SHARES = (0.38, 0.34, 0.07, 0.06, 0.04, 0.08, 0.03)
_LEFT = ("dropped out", "dropped out", "dropped out", "prison", "treatment withdrawn", "moved away", "died")
_TWELVE_WEEKS = 84


@dataclass(frozen=True)
class Stay:
    """One unbroken stay in treatment as it was lived; `reason` is why it ended, '' while it is open."""

    client: int
    substance: str
    start: date
    end: date | None
    reason: str
    retained: bool
    lsoa: int
    wait: int


@dataclass(frozen=True)
class TreatmentPlan:
    """Every stay, and what a right count must find: people and starters by year, and those retained."""

    stays: tuple[Stay, ...]
    people: Mapping[str, int]
    begun: Mapping[str, int]
    retained: Mapping[str, int]
    clients: Mapping[int, frozenset[int]] = field(default_factory=dict)


def treatment_rng(seed: int) -> np.random.Generator:
    """The stream that the plan is drawn from, the same for every agency that knows of it."""
    return np.random.Generator(np.random.PCG64([seed, crc32(b"treatment plan")]))


def reference(client: int) -> str:
    """The drug service's pseudonym of a client."""
    return f"NDT-{client:05d}"


def plan_treatment(city: City, rng: np.random.Generator, planted: Mapping[str, float]) -> TreatmentPlan:
    """Stays from April 2003 to June 2008, with exactly the planted people and retention in each year.

    A year's people are those carried over from the year before and those who start: as many start as are
    needed. A few start twice in one year, 22 days after they dropped out: only their later stay counts.
    """
    stays: list[Stay] = []
    people: dict[str, int] = {}
    begun: dict[str, int] = {}
    retained: dict[str, int] = {}
    known: dict[int, frozenset[int]] = {}
    carried: list[Stay] = []
    for year in range(FIRST, LAST + 2):
        wanted = _wanted(year, planted["people_in_treatment_change"])
        if year == FIRST:
            carried = [_carried_in(city, rng, client) for client in range(1, 241)]
            stays += carried
        # Of 2008/09 the file holds a quarter: those who have just begun, of whom nobody can say who stays.
        starters = wanted - len(carried) if year <= LAST else 150
        share = RETAINED + (planted["retained_12_weeks"] - RETAINED) * min(year - FIRST, LAST - FIRST) / (
            LAST - FIRST
        )
        stayed = round(starters * share / 100)
        free = _returning(stays, year)
        own = [
            _start(city, rng, year, _client(rng, stays, free, number), number < stayed)
            for number in range(starters)
        ]
        again = [_dropped_out_before(each, rng) for each in own[:: max(len(own) // 25, 1)]]
        stays += [*own, *(each for each in again if each)]
        if year <= LAST:
            name = f"{year}/{(year + 1) % 100:02d}"
            people[name], begun[name], retained[name] = len(carried) + len(own), len(own), stayed
        known[year] = frozenset(each.client for each in (*carried, *own))
        carried = [each for each in (*carried, *own) if each.end is None or each.end >= date(year + 1, 4, 1)]
    return TreatmentPlan(tuple(_as_known(each) for each in stays), people, begun, retained, known)


def _wanted(year: int, change: float) -> int:
    last = round(PEOPLE * (1 + change / 100))
    return round(PEOPLE + (last - PEOPLE) * (min(year, LAST) - FIRST) / (LAST - FIRST))


def _carried_in(city: City, rng: np.random.Generator, client: int) -> Stay:
    """Somebody who was in treatment before the file begins and still is when it does."""
    start = date(2003, 4, 1) - timedelta(int(rng.integers(30, 500)))
    end = date(2003, 4, 1) + timedelta(int(rng.integers(20, 500)))
    reason = _planned(rng) if rng.random() < 0.5 else str(rng.choice(_LEFT))
    return Stay(client, _substance(rng), start, end, reason, True, _home(city, rng), 10)


def _start(city: City, rng: np.random.Generator, year: int, client: int, stays_on: bool) -> Stay:
    # Not in the year's first weeks: those who return have then been away for more than 21 days.
    days = 75 if year > LAST else 340
    start = date(year, 4, 1) + timedelta(int(rng.integers(14, days)))
    late = rng.random() < max(0.34 - 0.05 * (year - FIRST), 0.1)
    wait = int(rng.integers(22, 70)) if late else int(rng.integers(1, 22))
    early_leave = stays_on and rng.random() < 0.12
    if early_leave:
        length, reason = int(rng.integers(30, _TWELVE_WEEKS)), _planned(rng)
    elif stays_on:
        length = _TWELVE_WEEKS + int(rng.exponential(170))
        reason = _planned(rng) if rng.random() < 0.5 else str(rng.choice(_LEFT))
    else:
        length, reason = int(rng.integers(5, _TWELVE_WEEKS)), str(rng.choice(_LEFT))
    return Stay(
        client, _substance(rng), start, start + timedelta(length), reason, stays_on, _home(city, rng), wait
    )


def _dropped_out_before(stay: Stay, rng: np.random.Generator) -> Stay | None:
    """An earlier start in the same year that ended 22 days before this one: a stay of its own."""
    end = stay.start - timedelta(22)
    start = end - timedelta(int(rng.integers(10, 60)))
    if start < date(stay.start.year - (stay.start.month < 4), 4, 8):
        return None
    return replace(stay, start=start, end=end, reason="dropped out", retained=False, wait=5)


def _returning(stays: list[Stay], year: int) -> list[int]:
    """Former clients who left long enough ago to start anew this year."""
    last = {each.client: date(1900, 1, 1) for each in stays}
    for each in stays:
        last[each.client] = max(last[each.client], each.end or THROUGH)
    return sorted(client for client, end in last.items() if end < date(year, 3, 1))


def _client(rng: np.random.Generator, stays: list[Stay], free: list[int], number: int) -> int:
    """A former client for one starter in seven, a new one for the others."""
    if free and number % 7 == 0:
        return free.pop(int(rng.integers(len(free))))
    return max(each.client for each in stays) + number + 1


def _as_known(stay: Stay) -> Stay:
    """As it is known on the last day of the file."""
    if stay.end is None or stay.end > THROUGH:
        return replace(stay, end=None, reason="")
    return stay


def _planned(rng: np.random.Generator) -> str:
    return str(rng.choice(PLANNED))


def _substance(rng: np.random.Generator) -> str:
    return str(rng.choice(_SUBSTANCES, p=_SHARES))


def _home(city: City, rng: np.random.Generator) -> int:
    weight = np.exp(0.6 * city.hardship)
    return int(rng.choice(len(city.codes), p=weight / weight.sum()))
