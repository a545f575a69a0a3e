"""What council and third parties of the example city were told of hate, with planned overlaps by rule."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np

from wulfrun.example.agency import World
from wulfrun.example.hate_plan import RACE, Places, Told, any_day, places_of, police_rows, well_within
from wulfrun.example.totals import PATH, YEARS, changed
from wulfrun.words.errors import DefinitionError

COUNCIL_FIRST = 220
# Reports to the centres, the first of which opened in April 2005, and to the line, from April 2007.
CENTRES, LINE = (0, 0, 80, 100, 130), (0, 0, 0, 0, 80)
REFERENCE, VICTIM, PLACE = "same reference", "same victim", "same place and strand (probable)"
# Shares of the council's rows that the police have too, by the rule that finds them.
COUNCIL_OVERLAP = {REFERENCE: 0.15, VICTIM: 0.09, PLACE: 0.06}
# The parts of a third party's overlap with the police that each rule finds.
PARTS = {REFERENCE: 0.5, VICTIM: 0.3, PLACE: 0.2}
# Third-party reports of each year that the council has too, and those that all three have.
WITH_COUNCIL, ALL_THREE = 6, 5
# In each year of third parties: incidents that look alike and are two. The same victim four days later;
# another strand at the same place on the same day; two rows that fit one police incident equally well.
NEAR_MISSES = 4
_OTHER = {RACE: 0.55, "Homophobic": 0.25, "Disability": 0.12, "Religion": 0.08}
BOTH = "police and council"
# Victims whom the police do not know have numbers from here on.
STRANGERS = 500_000


@dataclass
class Plan:
    """Every row by agency, and what a right match must find by year."""

    police: list[Told] = field(default_factory=list)
    council: list[Told] = field(default_factory=list)
    third: list[Told] = field(default_factory=list)
    matched: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    known: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass
class _Pool:
    """The year's police incidents in random order; `alone` are those that no other lies near."""

    police: dict[int, Told]
    alone: list[int]
    others: list[int]

    def take(self, rule: str) -> Told:
        """One that nobody has taken, by place one that stands alone; DefinitionError where none is left."""
        numbers = self.others if rule != PLACE and self.others else self.alone
        if not numbers:
            raise DefinitionError(
                "These truths contradict each other: racial_incidents_change and third_party_overlap ask for "
                f"more incidents that the police have too than there are ({len(self.police):,} in the year). "
                "Ask for fewer, or for more racially aggravated offences."
            )
        return self.police[numbers.pop()]


def plan_hate(world: World) -> Plan:
    """Five years of rows, police, council and third parties, with exactly the planned overlaps."""
    plan, places = Plan(), places_of(world.city, world.rng)
    for year, name in enumerate(YEARS):
        police = police_rows(world, year, len(plan.police), places)
        pool = _pool(police, places, world.rng)
        council = _council(plan, pool, places, year, world)
        third = _third(plan, pool, places, year, world, council)
        plan.police += [pool.police[each.number] for each in police]
        plan.council += council
        plan.third += third
        _count(plan, name, len(police), council, third)
    return plan


def _pool(police: list[Told], places: Places, rng: np.random.Generator) -> _Pool:
    order = [police[int(at)] for at in rng.permutation(len(police))]
    fit = [each for each in order if each.victim and each.strands == (RACE,) and well_within(each.day)]
    alone = [each.number for each in fit if places.near(each.day, each.lsoa) == 1]
    others = [each.number for each in fit if places.near(each.day, each.lsoa) > 1]
    return _Pool({each.number: each for each in police}, alone, others)


def _council(plan: Plan, pool: _Pool, places: Places, year: int, world: World) -> list[Told]:
    last = changed(COUNCIL_FIRST, world.planted["racial_incidents_change"])
    n = round(COUNCIL_FIRST + (last - COUNCIL_FIRST) * float(PATH[year]))
    rows: list[Told] = []
    for rule, share in COUNCIL_OVERLAP.items():
        rows += [_again(pool.take(rule), rule, places, world.rng) for _ in range(int(share * n))]
    for _ in range(NEAR_MISSES if CENTRES[year] else 0):
        rows += _look_alikes(pool, places)
    while len(rows) < n:
        day = any_day(year, world.rng)
        rows.append(Told(0, day, (RACE,), places.free(day), _stranger(plan, rows) * (len(rows) % 2)))
    return [replace(each, number=len(plan.council) + at) for at, each in enumerate(rows[:n], 1)]


def _again(police: Told, rule: str, places: Places, rng: np.random.Generator) -> Told:
    """The same incident as another agency wrote it down, so that just one rule finds it."""
    shift = int(rng.integers(-1, 2)) * (3 if rule == VICTIM else 1)
    row = Told(
        0, police.day + timedelta(days=shift), police.strands, police.lsoa, joined=rule, beside="police"
    )
    if rule == REFERENCE:
        return replace(row, police=police.number)
    if rule == VICTIM:
        return replace(row, lsoa=places.free(row.day), victim=police.victim)
    return row


def _look_alikes(pool: _Pool, places: Places) -> list[Told]:
    """A victim's second incident four days later, and two rows where one police incident fits both."""
    first, second = pool.take(VICTIM), pool.take(PLACE)
    later = first.day + timedelta(days=4)
    twice = [Told(0, second.day, (RACE,), second.lsoa)] * 2
    return [Told(0, later, (RACE,), places.free(later), first.victim), *twice]


def _stranger(plan: Plan, rows: list[Told]) -> int:
    """A victim whom no other row names."""
    return STRANGERS + len(plan.council) + len(plan.third) + 1000 * len(plan.known) + len(rows)


def _third(
    plan: Plan, pool: _Pool, places: Places, year: int, world: World, council: list[Told]
) -> list[Told]:
    n, rng = CENTRES[year] + LINE[year], world.rng
    if not n:
        return []
    overlap = round(n * world.planted["third_party_overlap"] / 100)
    rows = _all_three(council, pool, min(ALL_THREE, overlap))
    wanted = {rule: round(share * overlap) for rule, share in PARTS.items() if rule != REFERENCE}
    wanted[REFERENCE] = max(overlap - sum(wanted.values()) - len(rows), 0)
    for rule, count in wanted.items():
        rows += [_again(pool.take(rule), rule, places, rng) for _ in range(count)]
    rows += _heard_by_council(council, places)
    rows += _other_strand(pool)
    while len(rows) < n:
        day, strand = any_day(year, rng), str(rng.choice(list(_OTHER), p=list(_OTHER.values())))
        rows.append(Told(0, day, (strand,), places.free(day)))
    numbered = [replace(each, number=len(plan.third) + at) for at, each in enumerate(rows[:n], 1)]
    numbered = _passed_on(numbered, pool)
    line = set(rng.permutation(n)[: LINE[year]].tolist())
    return [replace(each, line=at in line) for at, each in enumerate(numbered)]


def _all_three(council: Sequence[Told], pool: _Pool, n: int) -> list[Told]:
    """Reports that name a police incident which the council names too."""
    known = [pool.police[each.police] for each in council if each.police][:n]
    return [
        Told(0, each.day, each.strands, each.lsoa, police=each.number, joined=REFERENCE, beside=BOTH)
        for each in known
    ]


def _heard_by_council(council: Sequence[Told], places: Places) -> list[Told]:
    own = [each for each in council if each.victim >= STRANGERS][:WITH_COUNCIL]
    later = [(each, each.day + timedelta(days=1)) for each in own]
    return [
        Told(0, day, (RACE,), places.free(day), each.victim, joined=VICTIM, beside="council")
        for each, day in later
    ]


def _other_strand(pool: _Pool) -> list[Told]:
    """What happened at the same place on the same day, but was of another strand."""
    near = [pool.take(PLACE) for _ in range(NEAR_MISSES)]
    return [Told(0, each.day, ("Disability",), each.lsoa) for each in near]


def _passed_on(rows: Sequence[Told], pool: _Pool) -> list[Told]:
    """Of every second report that names a police incident, only the police wrote down that it is one."""
    kept = []
    for place, each in enumerate(rows):
        if each.police and place % 2:
            pool.police[each.police] = replace(pool.police[each.police], third=each.number)
            each = replace(each, police=0)
        kept.append(each)
    return kept


def _count(plan: Plan, name: str, police: int, council: Sequence[Told], third: Sequence[Told]) -> None:
    """What a right match must find in a year, from what was planned and not from any matching."""
    plan.matched[name] = {"council": _by_rule(council), "third party": _by_rule(third)}
    beside = Counter(each.beside for each in third)
    with_police = sum(each.beside == "police" for each in council)
    counts = {
        "police only": police - with_police - beside["police"],
        "council only": len(council) - with_police - beside["council"],
        "third party only": beside[""],
        "police and council": with_police - beside[BOTH],
        "police and third party": beside["police"],
        "council and third party": beside["council"],
        "all three": beside[BOTH],
    }
    plan.known[name] = {who: n for who, n in counts.items() if n}


def _by_rule(rows: Sequence[Told]) -> dict[str, int]:
    counts = Counter(each.joined for each in rows if each.joined)
    return {rule: counts[rule] for rule in (REFERENCE, VICTIM, PLACE) if counts[rule]}
