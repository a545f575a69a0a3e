"""Hate in the example city as the police know it: crimes as in the extract, incidents, detection, victims."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.agency import World
from wulfrun.example.city import City
from wulfrun.example.offences import HATE, Offences
from wulfrun.example.profiles import CODES
from wulfrun.example.totals import PATH

FIRST = 2003
RACE, FAITH = "Race", "Religion"
# Incidents that are no crime, for each crime.
NON_CRIMES = 0.35
# Percent in 2003/04; those of 2007/08 are planted. Of victims known so many percent are asked.
DETECTED_FIRST, SATISFIED_FIRST, ASKED = 34.0, 60.0, 60.0
_STRANDS = (0.7, 0.1, 0.13, 0.05, 0.02)
_TWO_STRANDS = 0.08
# Two incidents in one LSOA can be told apart by place where so many days lie between them.
APART = 5
# No planted incident lies so near the end of a year that its reports fall into two of them.
_EDGE = 6


@dataclass(frozen=True)
class Told:
    """What one agency was told. `police` and `third` are other agencies' numbers, 0 for none.

    `joined` is the rule by which it is to be found that `beside` know of it too.
    """

    number: int
    day: date
    strands: tuple[str, ...]
    lsoa: int
    victim: int = 0
    police: int = 0
    third: int = 0
    crime: str = ""
    detected: bool = False
    satisfied: str = ""
    line: bool = False
    joined: str = ""
    beside: str = ""


@dataclass
class Places:
    """On which days something lies in an LSOA, so that nothing looks like one incident unplanned."""

    weights: NDArray[np.float64]
    rng: np.random.Generator
    taken: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def near(self, day: date, lsoa: int) -> int:
        """How many lie within APART days of a day."""
        return sum(abs(day.toordinal() - each) <= APART for each in self.taken[lsoa])

    def take(self, day: date, lsoa: int) -> None:
        """Something lies here on this day."""
        self.taken[lsoa].append(day.toordinal())

    def free(self, day: date) -> int:
        """An LSOA in which nothing lies near a day; from now on something does."""
        while True:
            lsoa = int(self.rng.choice(len(self.weights), p=self.weights))
            if not self.near(day, lsoa):
                self.take(day, lsoa)
                return lsoa


def places_of(city: City, rng: np.random.Generator) -> Places:
    """The LSOAs of the city, nothing in them yet; more happens where more people live in hardship."""
    weights = city.residents[:, 0] * np.exp(0.3 * city.hardship)
    return Places(weights / weights.sum(), rng)


def police_rows(world: World, year: int, taken: int, places: Places) -> list[Told]:
    """A row for each offence that the extract flags as hate, and the incidents that were no crime.

    Exactly the planted share of crimes is detected, and of the victims asked satisfied.
    """
    rng = world.rng
    rows = list(_crimes(world.offences, year, rng))
    for _ in range(round(NON_CRIMES * len(rows))):
        day, strand = any_day(year, rng), str(rng.choice(HATE[1:], p=_STRANDS))
        lsoa = int(rng.choice(len(places.weights), p=places.weights))
        rows.append(Told(0, day, _also(strand, rng), lsoa))
    rows.sort(key=lambda each: (each.day, each.lsoa, each.strands, each.crime))
    for each in rows:
        places.take(each.day, each.lsoa)
    # One victim in ten is not known.
    numbered = [
        replace(each, number=taken + at, victim=taken + at if at % 10 else 0)
        for at, each in enumerate(rows, 1)
    ]
    return _asked_and_detected(numbered, year, world.planted, rng)


def any_day(year: int, rng: np.random.Generator) -> date:
    """A day well within a financial year."""
    return date(FIRST + year, 4, 1) + timedelta(days=int(rng.integers(_EDGE, 365 - _EDGE)))


def well_within(day: date) -> bool:
    """Whether a day lies away from the ends of its financial year."""
    start = date(day.year - (day.month < 4), 4, 1)
    return start + timedelta(_EDGE) <= day < date(start.year + 1, 4, 1) - timedelta(_EDGE)


def _crimes(offences: Offences, year: int, rng: np.random.Generator) -> Sequence[Told]:
    own = offences.only((offences.year == year) & (offences.hate > 0))
    columns = (own.code.tolist(), own.hate.tolist(), own.month.tolist(), own.lsoa.tolist())
    return [
        Told(
            0, date(month // 12, month % 12 + 1, 1 + int(rng.integers(28))), _also(HATE[hate], rng), lsoa,
            crime=CODES[code],
        )
        for code, hate, month, lsoa in zip(*columns, strict=True)
    ]  # fmt: skip


def _also(strand: str, rng: np.random.Generator) -> tuple[str, ...]:
    """A strand, or race and religion together: several are allowed here, though not in the extract."""
    two = rng.random() < _TWO_STRANDS
    return (RACE, FAITH) if two and strand in (RACE, FAITH) else (strand,)


def _asked_and_detected(
    rows: Sequence[Told], year: int, planted: Mapping[str, float], rng: np.random.Generator
) -> list[Told]:
    def share(first: float, truth: str) -> float:
        return (first + (planted[truth] - first) * float(PATH[year])) / 100

    crimes = [at for at, each in enumerate(rows) if each.crime]
    detected = set(some(crimes, share(DETECTED_FIRST, "hate_detected_share"), rng))
    asked = some([at for at, each in enumerate(rows) if each.victim], ASKED / 100, rng)
    content = set(some(asked, share(SATISFIED_FIRST, "hate_satisfied_share"), rng))
    said = {at: "Yes" if at in content else "No" for at in asked}
    return [
        replace(each, detected=at in detected, satisfied=said.get(at, "Not asked"))
        for at, each in enumerate(rows)
    ]


def some(places: Sequence[int], share: float, rng: np.random.Generator) -> list[int]:
    """A share of some numbers, drawn without replacement, rounded to a whole one of them."""
    wanted = int(np.floor(share * len(places) + 0.5))
    return sorted(int(each) for each in rng.permutation(np.array(places, np.int64))[:wanted])
