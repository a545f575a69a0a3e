"""Residents by sex and age, from every table taken in: one series for each use, never two mixed."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa

from wulfrun.data.geography.areas import Geography
from wulfrun.data.geography.exposure import brought_into_use
from wulfrun.data.sources._ages import EVERY, OPEN, Ages, read_code
from wulfrun.data.sources.households import ALL, TENURES
from wulfrun.data.tables import EXPOSURE
from wulfrun.definition.model import Definition
from wulfrun.words.places import is_lsoa

Cell = tuple[str, Ages]
Counts = dict[tuple[str, int], float]

RESIDENTS, HOUSEHOLDS, DECLARED = "residents", "households", "[[geography.exposures]]"
# Two editions of one estimate differ by less than this through rounding; rebasing moves them by more.
_ROUNDING = 0.0005
_WHO = {"residents": "P", "people": "P", "children": "P", "women": "F", "girls": "F", "men": "M", "boys": "M"}
_NAMED = re.compile(
    r"(residents|people|children|women|girls|men|boys)"
    r"(?: aged (\d+) (?:to (\d+)|(and over|or over))| aged (\d+)| under (\d+))?"
)


@dataclass(frozen=True)
class Series:
    """The tables that tell one estimate: by sex and ages, the count of each area in use and year."""

    name: str
    cells: Mapping[Cell, Counts]
    notes: tuple[str, ...] = ()

    def years(self) -> list[int]:
        """The years it tells."""
        return sorted({year for counts in self.cells.values() for _, year in counts})


@dataclass
class _Told:
    """A series while its tables are read: counts of LSOAs of any vintage."""

    source: str
    tables: list[str]
    cells: dict[Cell, Counts] = field(default_factory=lambda: defaultdict(dict))


def meaning(name: str) -> Cell | None:
    """Whom a denominator's name means: 'residents aged 16 and over', 'women aged 16 to 74', 'children'.

    None where it names no part of the population. Children are those under 18.

    >>> meaning("women aged 16 to 74"), meaning("children"), meaning("premises")
    (('F', Ages(low=16, high=74)), ('P', Ages(low=0, high=17)), None)
    """
    match = _NAMED.fullmatch(name.strip().casefold())
    if not match:
        return None
    word, low, high, _, single, under = match.groups()
    if low:
        return _WHO[word], Ages(int(low), int(high) if high else OPEN)
    if single:
        return _WHO[word], Ages(int(single), int(single))
    if under:
        return _WHO[word], Ages(0, int(under) - 1)
    young = word in ("children", "girls", "boys")
    return _WHO[word], Ages(0, 17) if young else EVERY


def series_of(events: pa.Table | None, geography: Geography) -> list[Series]:
    """The series that tables make: those of one source that nowhere tell two counts of the same residents."""
    found: list[_Told] = []
    for (source, table), cells in sorted(_by_table(events).items()):
        own = next((each for each in found if each.source == source and not _differ(each.cells, cells)), None)
        if own is None:
            own = _Told(source, [])
            found.append(own)
        own.tables.append(table)
        for cell, counts in cells.items():
            own.cells[cell] |= counts
    alone = {each.source for each in found if sum(one.source == each.source for one in found) == 1}
    return [_converted(each, geography, each.source in alone) for each in found]


def _by_table(events: pa.Table | None) -> dict[tuple[str, str], dict[Cell, Counts]]:
    found: dict[tuple[str, str], dict[Cell, Counts]] = {}
    if events is None:
        return found
    columns = (events[name].to_pylist() for name in ("code", "area", "n", "more"))
    for code, area, n, more in zip(*columns, strict=True):
        said = _said(more)
        cells = found.setdefault((said["source"], said["table"]), defaultdict(dict))
        counts = cells[_cell(code)]
        key = said["lsoa"] or area, int(said["year"])
        counts[key] = counts.get(key, 0.0) + n
    return found


@lru_cache(maxsize=65536)
def _said(more: str) -> dict[str, str]:
    return dict(json.loads(more))


def _cell(code: str) -> Cell:
    """Sex and ages; of households, which have neither, the tenure stands for the sex."""
    return read_code(code) if code[:2] in ("F ", "M ", "P ") else (code, EVERY)


def _differ(ours: Mapping[Cell, Counts], theirs: Mapping[Cell, Counts]) -> bool:
    """Whether two tables tell different counts of the same residents, or different totals of a year."""
    for cell, counts in theirs.items():
        own = ours.get(cell, {})
        if any(own[key] != n for key, n in counts.items() if key in own):
            return True
    first, second = totals(ours), totals(theirs)
    return any(_apart(first[year], second[year]) for year in first.keys() & second.keys())


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > max(2.0, _ROUNDING * max(one, other))


def totals(cells: Mapping[Cell, Counts]) -> dict[int, float]:
    """Everybody in each year, over all areas told."""
    small: dict[int, float] = defaultdict(float)
    large: dict[int, float] = defaultdict(float)
    for (area, year), n in counted(cells, ("P", EVERY)).items():
        (small if is_lsoa(area) else large)[year] += n
    # A table of the whole district beside one of its LSOAs is the same people once more.
    return {**large, **small}


def counted(cells: Mapping[Cell, Counts], who: Cell) -> Counts:
    """The count of each area and year of one part of the population, from groups that make it up exactly.

    An area and year for which the groups told do not end where the part ends has none.
    """
    told: dict[tuple[str, int], set[Cell]] = defaultdict(set)
    for cell, counts in cells.items():
        for key in counts:
            told[key].add(cell)
    parts = {known: _parts(known, who) for known in {frozenset(each) for each in told.values()}}
    return {
        key: sum(cells[cell][key] for cell in own)
        for key, known in told.items()
        if (own := parts[frozenset(known)]) is not None
    }


def _parts(known: frozenset[Cell], who: Cell) -> tuple[Cell, ...] | None:
    """The groups that make up a part: of persons where they are told, else of women and men together."""
    sexes = [("P",), ("F", "M")] if who[0] == "P" else [(who[0],)]
    if who[0] == ALL:
        sexes = [(ALL,), tuple(tenure for tenure in TENURES if tenure != ALL)]
    for chosen in sexes:
        chains = [_chain([ages for sex, ages in known if sex == each], who[1]) for each in chosen]
        if all(chain is not None for chain in chains):
            return tuple(
                (sex, ages) for sex, chain in zip(chosen, chains, strict=True) for ages in chain or ()
            )
    return None


def _chain(groups: Iterable[Ages], whole: Ages) -> tuple[Ages, ...] | None:
    """Groups that follow one another from the first age of a whole to its last; the widest first."""
    inside = sorted(
        (each for each in groups if each.low >= whole.low and each.high <= whole.high),
        key=lambda each: (each.low, -each.high),
    )
    done: dict[int, tuple[Ages, ...] | None] = {whole.high + 1: ()}
    for each in reversed(inside):
        rest = done.get(each.high + 1)
        # Of groups that begin alike the widest comes last here, and is kept.
        if rest is not None:
            done[each.low] = (each, *rest)
    return done.get(whole.low)


def _converted(told: _Told, geography: Geography, alone: bool) -> Series:
    name = told.source if alone else f"{told.source} ({', '.join(told.tables)})"
    known = {*geography.known_lsoas}
    cells: dict[Cell, Counts] = {}
    notes: dict[str, None] = {}
    for cell, counts in told.cells.items():
        own = {key: n for key, n in counts.items() if key[0] in known}
        cells[cell], inexact = brought_into_use(own, geography)
        notes |= dict.fromkeys(inexact)
        cells[cell] |= {key: n for key, n in counts.items() if key[0] not in known}
    return Series(name, cells, tuple(f"Population of '{name}': {note}" for note in list(notes)[:3]))


def chosen(series: Sequence[Series], who: Cell) -> tuple[Series, Counts] | None:
    """The one series that tells most of a part of the population: most years, then most areas."""
    told = [(each, counted(each.cells, who)) for each in series]
    told = [(each, counts) for each, counts in told if counts]
    if not told:
        return None
    return max(
        told,
        key=lambda each: (
            len({year for _, year in each[1]}), len({area for area, _ in each[1]}), len(each[0].cells)
        ),
    )  # fmt: skip


def with_people(
    definition: Definition,
    geography: Geography,
    events: Mapping[str, pa.Table],
    exposures: pa.Table,
    notes: Sequence[str],
) -> tuple[pa.Table, tuple[str, ...]]:
    """The table `exposure` with what population and household records add to what was declared.

    A denominator that `[[geography.exposures]]` gives is left as it is; any other that a measure names
    (`per = "women aged 16 to 74"`) is taken from one series. The notes tell where series disagree.
    """
    declared = set(exposures["of"].to_pylist())
    wanted = {RESIDENTS, *(each.per for each in definition.measure.values() if each.per)} - declared
    people = series_of(events.get("population"), geography)
    homes = series_of(events.get("households"), geography)
    rows: list[tuple[str, str, int, float]] = []
    said = [*notes, *(note for each in people for note in each.notes)]
    for of in sorted(wanted):
        who = (ALL, EVERY) if of == HOUSEHOLDS else meaning(of)
        found = chosen(homes if of == HOUSEHOLDS else people, who) if who else None
        if found:
            rows += [(of, area, year, n) for (area, year), n in sorted(found[1].items())]
        elif who and of != RESIDENTS and people:
            said.append(f"Count of {of}: no table tells groups of ages that begin and end so.")
    own = _declared_totals(exposures, geography) if RESIDENTS in declared else {}
    said += disagreements(people, own)
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, EXPOSURE, strict=True)]
    return pa.concat_tables([exposures, pa.table(arrays, schema=EXPOSURE)]), tuple(said)


def _declared_totals(exposures: pa.Table, geography: Geography) -> dict[int, float]:
    smallest = set(geography.smallest)
    found: dict[int, float] = defaultdict(float)
    for row in exposures.to_pylist():
        if row["of"] == RESIDENTS and row["area"] in smallest:
            found[row["year"]] += row["value"]
    return dict(found)


def disagreements(series: Sequence[Series], declared: Mapping[int, float]) -> list[str]:
    """What to say where two sources tell different populations of one year: they are never one series."""
    told = {each.name: totals(each.cells) for each in series}
    best = chosen(series, ("P", EVERY))
    main = DECLARED if declared else best[0].name if best else ""
    kept = declared or told.get(main, {})
    found = []
    for name, own in told.items():
        both = [year for year in sorted(own.keys() & kept.keys()) if _apart(own[year], kept[year])]
        if name == main or not kept:
            continue
        if both:
            year = both[-1]
            found.append(
                f"Population of mid-{year}: {own[year]:,.0f} in '{name}', {kept[year]:,.0f} in '{main}'. "
                "Estimates before and after they were rebased to a census cannot stand in one series: "
                f"rates use '{main}' for every year."
            )
        elif alone := [year for year in own if year not in kept]:
            found.append(
                f"Population of mid-{', '.join(map(str, sorted(alone)[:4]))}: told by '{name}' only, which "
                f"is another source than '{main}'; two sources are not joined into one series. If they are "
                "one estimate, name their files under one source."
            )
    return found
