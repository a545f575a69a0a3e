"""How many people or households are at risk in each smallest area, by year, in the areas in use."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa

from wulfrun.data.geography.areas import Geography
from wulfrun.data.geography.counts_at_risk import read_counts
from wulfrun.data.tables import EXPOSURE
from wulfrun.definition.model import Definition

Counts = dict[tuple[str, int], float]


def read_exposures(definition: Definition, folder: Path, geography: Geography) -> pa.Table:
    """The table `exposure`: of, smallest area, year, value; DataError says what is wrong with a file."""
    return exposures_and_notes(definition, folder, geography)[0]


def exposures_and_notes(
    definition: Definition, folder: Path, geography: Geography
) -> tuple[pa.Table, tuple[str, ...]]:
    """The table `exposure`, and what could not be done exactly.

    A count of areas that were since merged is their sum. A count of an area that was since divided is
    shared among its parts as they stand to each other in the nearest year that tells them apart, or
    equally. A count told for no LSOA at all, but for the local authority, stands for that.
    """
    rows: list[tuple[str, str, int, float]] = []
    notes: list[str] = []
    codes = definition.partnership.area_codes
    for of in sorted({each.of for each in definition.geography.exposures}):
        declared = [each for each in definition.geography.exposures if each.of == of]
        said = read_counts(declared, folder, {*geography.known_lsoas, *codes})
        told = {key: each.value for key, each in said.items()}
        counts, inexact = brought_into_use(told, geography)
        if counts:
            notes += [f"Count of {of}: {note}" for note in (*inexact, *_incomplete(counts, geography))]
        else:
            counts = {key: value for key, value in told.items() if key[0] in codes}
            level = "only for the partnership as a whole" if counts else "for no area of the partnership"
            notes.append(f"Count of {of}: told {level}.")
        rows += [(of, area, year, value) for (area, year), value in sorted(counts.items())]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, EXPOSURE, strict=True)]
    return pa.table(arrays, schema=EXPOSURE), tuple(notes)


def brought_into_use(told: Mapping[tuple[str, int], float], geography: Geography) -> tuple[Counts, list[str]]:
    """Counts of LSOAs of any vintage as counts of the LSOAs in use; a count of the same area comes first."""
    own = set(geography.smallest)
    counts = {key: value for key, value in told.items() if key[0] in own}
    made_of: dict[int, set[str]] = defaultdict(set)
    for code, places in geography.converted.items():
        for place in places:
            made_of[place].add(code)
    years = sorted({year for code, year in told if code in geography.converted})
    counts |= _summed(told, counts, made_of, years, geography)
    return _shared(told, counts, made_of, years, geography)


def _summed(
    told: Mapping[tuple[str, int], float],
    counts: Counts,
    made_of: Mapping[int, set[str]],
    years: Iterable[int],
    geography: Geography,
) -> Counts:
    """Areas made wholly of areas of the other vintage, for years in which every one of these is told."""
    found: Counts = {}
    for place, codes in made_of.items():
        if all(len(geography.converted[code]) == 1 for code in codes):
            for year in years:
                key = geography.smallest[place], year
                if key not in counts and all((code, year) in told for code in codes):
                    found[key] = sum(told[code, year] for code in sorted(codes))
    return found


def _shared(
    told: Mapping[tuple[str, int], float],
    counts: Counts,
    made_of: Mapping[int, set[str]],
    years: Iterable[int],
    geography: Geography,
) -> tuple[Counts, list[str]]:
    """Areas that one area of the other vintage was divided into, each with its share of the count."""
    shared: Counts = {}
    how: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for code, places in sorted(geography.converted.items()):
        parts = [geography.smallest[place] for place in places]
        if len(parts) < 2 or any(made_of[place] != {code} for place in places):
            continue
        for year in years:
            if (code, year) not in told or all((part, year) in counts for part in parts):
                continue
            near, weights = _weights(counts, parts, year)
            for part, weight in zip(parts, weights, strict=True):
                shared[part, year] = told[code, year] * weight
            how[year, near].append(code)
    notes = [
        f"in {year} it is told for {', '.join(codes)}, since divided; shared "
        + (f"among the parts as they stood in {near}." if near is not None else "equally among the parts.")
        for (year, near), codes in how.items()
    ]
    return counts | shared, notes


def _weights(counts: Counts, parts: list[str], year: int) -> tuple[int | None, list[float]]:
    known = [{own for area, own in counts if area == part and counts[area, own] > 0} for part in parts]
    common = set.intersection(*known)
    near = min(common, key=lambda each: (abs(each - year), each), default=None)
    sizes = [counts[part, near] if near is not None else 1.0 for part in parts]
    return near, [size / sum(sizes) for size in sizes]


def _incomplete(counts: Counts, geography: Geography) -> list[str]:
    notes = []
    for year in sorted({year for _, year in counts}):
        missing = [code for code in geography.smallest if (code, year) not in counts]
        if missing:
            shown = ", ".join(missing[:5]) + (" ..." if len(missing) > 5 else "")
            notes.append(
                f"in {year} it is missing for {len(missing)} of {len(geography.smallest)} LSOAs ({shown}), "
                "so areas that hold one of them have no rate for it."
            )
    return notes
