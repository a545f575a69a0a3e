"""Who is asked in an invented survey, and what they answer: only right weights find what is planted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

ADULTS = 182_000
# Shares of the city's adults; sex, age, ethnic group and area do not depend on one another.
SEX = {"Female": 0.515, "Male": 0.485}
AGE = {"16-34": 0.34, "35-54": 0.33, "55+": 0.33}
ETHNIC = {
    "White": 0.78,
    "Asian or Asian British": 0.13,
    "Black or Black British": 0.05,
    "Mixed or other": 0.04,
}
# By how many points those of a group differ from all in answering 'yes'; nought over the whole population.
_APART = {
    "sex": {"Female": -5.0, "Male": 5.0 * 0.515 / 0.485},
    "age": {"16-34": 4.0, "35-54": 1.0, "55+": -(4.0 * 0.34 + 1.0 * 0.33) / 0.33},
    "ethnic": {"White": 4.0, **dict.fromkeys(list(ETHNIC)[1:], -4.0 * 0.78 / 0.22)},
}
_AGES = {"16-34": (16, 34), "35-54": (35, 54), "55+": (55, 89)}
PRIORITY_APART = -6.0


@dataclass(frozen=True)
class Sample:
    """Respondents as arrays of one length: each one's cell, what the cell is of, weight, age and LSOA."""

    cell: Whole
    sex: NDArray[np.object_]
    age_band: NDArray[np.object_]
    age: Whole
    ethnic: NDArray[np.object_]
    priority: NDArray[np.bool_]
    lsoa: Whole
    weight: Floats
    apart: Floats

    @property
    def size(self) -> int:
        """How many were asked."""
        return len(self.cell)


def draw(
    city: City,
    size: int,
    asked: Mapping[str, Mapping[str, float]],
    rng: np.random.Generator,
) -> Sample:
    """A sample by quotas: `asked` gives the share of each group to ask, where it is not the population's."""
    shares = [asked.get("sex", SEX), asked.get("age", AGE), asked.get("ethnic", ETHNIC)]
    people = city.residents[:, 0].astype(float)
    in_priority = float(people[city.in_priority].sum() / people.sum())
    area = {True: in_priority, False: 1 - in_priority}
    cells = list(product(shares[0], shares[1], shares[2], area))
    wanted = np.array([shares[0][s] * shares[1][a] * shares[2][e] * area[p] for s, a, e, p in cells])
    there = np.array([SEX[s] * AGE[a] * ETHNIC[e] * area[p] for s, a, e, p in cells])
    counts = _whole(wanted * size)
    cell = np.repeat(np.arange(len(cells)), counts)
    rest = PRIORITY_APART * in_priority / (1 - in_priority)
    apart = np.array(
        [
            _APART["sex"][s] + _APART["age"][a] + _APART["ethnic"][e] + (PRIORITY_APART if p else -rest)
            for s, a, e, p in cells
        ]
    )
    priority = np.array([cells[each][3] for each in cell])
    bands = np.array([cells[each][1] for each in cell], object)
    lsoa = np.empty(size, np.int64)
    for mask, inside in ((priority, city.in_priority), (~priority, ~city.in_priority)):
        chance = np.where(inside, people, 0.0)
        lsoa[mask] = rng.choice(len(people), int(mask.sum()), p=chance / chance.sum())
    return Sample(
        cell=cell,
        sex=np.array([cells[each][0] for each in cell], object),
        age_band=bands,
        age=np.array([rng.integers(_AGES[band][0], _AGES[band][1] + 1) for band in bands], np.int64),
        ethnic=np.array([cells[each][2] for each in cell], object),
        priority=priority,
        lsoa=lsoa,
        weight=(there / np.maximum(counts, 1) * size)[cell],
        apart=apart[cell],
    )


def says_yes(
    sample: Sample, percent: float, answered: NDArray[np.bool_], sign: float = 1.0
) -> NDArray[np.bool_]:
    """Who answers 'yes' so that `percent` of the population would; `sign` -1 turns the groups around.

    Within each cell so many say yes that the weighted share is right; what a whole person is too much or
    too little is carried to the next cell. `answered` are those who give an opinion.
    """
    yes = np.zeros(sample.size, bool)
    carried = 0.0
    for cell in np.unique(sample.cell):
        members = np.flatnonzero((sample.cell == cell) & answered)
        if not len(members):
            continue
        weight = float(sample.weight[members[0]])
        share = min(max(percent + sign * float(sample.apart[members[0]]), 1.0), 99.0) / 100
        due = weight * len(members) * share + carried
        number = int(np.clip(np.floor(due / weight + 0.5), 0, len(members)))
        carried = due - weight * number
        yes[members[:number]] = True
    return yes


def without_opinion(sample: Sample, every: int, start: int) -> NDArray[np.bool_]:
    """Those without an opinion: every so manieth, so that all groups are among them alike."""
    return np.asarray(np.arange(start, start + sample.size) % every == 0)


def strands(high: NDArray[np.bool_], rng: np.random.Generator, count: int = 7) -> Whole:
    """Scores of 0 to 3 on each strand, (n, count): 11 or more in all where high, 10 or fewer elsewhere."""
    scores = np.where(high[:, None], rng.choice(4, (len(high), count), p=(0.1, 0.2, 0.35, 0.35)),
                      rng.choice(4, (len(high), count), p=(0.45, 0.3, 0.17, 0.08)))  # fmt: skip
    for row, wanted in zip(scores, high, strict=True):
        while wanted and row.sum() < 11:
            row[np.argmin(row)] += 1
        while not wanted and row.sum() > 10:
            row[np.argmax(row)] -= 1
    return np.asarray(scores, np.int64)


def unweighted(sample: Sample, yes: NDArray[np.bool_], answered: NDArray[np.bool_]) -> float:
    """The percentage among those asked, as a careless count would give it."""
    return float(100 * yes[answered].mean())


def _whole(values: Floats) -> Whole:
    """Whole numbers with the total of `values`, the largest remainders rounded up."""
    found = np.floor(values).astype(np.int64)
    short = round(float(values.sum())) - int(found.sum())
    found[np.argsort(-(values - found), kind="stable")[:short]] += 1
    return found


def path(first: float, last: float, steps: int) -> Sequence[float]:
    """Levels on a straight line."""
    return [float(each) for each in np.linspace(first, last, steps)]
