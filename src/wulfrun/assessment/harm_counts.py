"""Offences by code, year and area, and people, in the form in which harm is weighed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE
from wulfrun.data.geography.areas import Area
from wulfrun.words.periods import Period, financial_year
from wulfrun.words.places import offence_code

Floats = npt.NDArray[np.float64]
_LEVELS = ("neighbourhood", "ward")


@dataclass(frozen=True)
class HarmCounts:
    """`whole` (years, k) by code, `people` (years,), NaN if unknown; of the last year `local` (areas, k)."""

    codes: tuple[str, ...]
    years: tuple[Period, ...]
    whole: Floats
    people: Floats
    areas: tuple[Area, ...]
    local: Floats
    local_people: Floats


def harm_counts(known: Known, record: str, per: str) -> HarmCounts | None:
    """Every financial year of which all months are complete; None where there is none."""
    done = {each.month for each in known.months.get(record, ()) if each.status == COMPLETE}
    years = sorted(
        {financial_year(month) for month in done if set(financial_year(month).months) <= done},
        key=lambda each: each.first,
    )
    table = known.cube_of(record)
    if not years or not len(table):
        return None
    words, code = _axis(table, "code")
    codes = sorted({_short(word) for word in words})
    code = np.array([codes.index(_short(word)) for word in words], np.int64)[code]
    month, n = np.asarray(table["month"]), np.asarray(table["n"], float)
    whole = np.zeros((len(years), len(codes)))
    for at, year in enumerate(years):
        inside = (month >= year.first) & (month <= year.last)
        np.add.at(whole[at], code[inside], n[inside])
    areas, parts = _areas(known)
    people = _people(known, per)
    smallest = known.geography.smallest
    return HarmCounts(
        tuple(codes),
        tuple(years),
        whole,
        np.array([_sum(people, smallest, year) for year in years]),
        areas,
        _local(table, code, n, inside, areas, parts, len(codes)),
        np.array([_sum(people, sorted(parts[area.code]), years[-1]) for area in areas]),
    )


def _local(
    table: pa.Table,
    code: npt.NDArray[np.int64],
    n: Floats,
    inside: npt.NDArray[np.bool_],
    areas: tuple[Area, ...],
    parts: Mapping[str, set[str]],
    many: int,
) -> Floats:
    """Counts by area and code: of an area's smallest areas, and of what is known by its own name."""
    words, place = _axis(table, "area")
    found = np.zeros((len(areas), many))
    for at, area in enumerate(areas):
        own = np.array([word in parts[area.code] or word == area.code for word in words], bool)[place]
        np.add.at(found[at], code[own & inside], n[own & inside])
    return found


def _axis(table: pa.Table, column: str) -> tuple[list[str], npt.NDArray[np.int64]]:
    found = pc.dictionary_encode(table[column].combine_chunks().cast(pa.string()))
    return found.dictionary.to_pylist(), np.asarray(found.indices).astype(np.int64)


def _short(code: str) -> str:
    return offence_code(code) or code


def _areas(known: Known) -> tuple[tuple[Area, ...], dict[str, set[str]]]:
    level = next((each for each in _LEVELS if sum(a.level == each for a in known.geography.areas) > 1), "")
    areas = tuple(area for area in known.geography.areas if area.level == level)
    parts: dict[str, set[str]] = {area.code: set() for area in areas}
    for row in known.geography.member.to_pylist():
        if row["level"] == level and row["area"] in parts:
            parts[row["area"]].add(row["smallest"])
    return areas, parts


def _people(known: Known, per: str) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for row in known.exposures.to_pylist():
        if row["of"] == per:
            found.setdefault(row["area"], {})[row["year"]] = row["value"]
    return found


def _sum(
    people: Mapping[str, Mapping[int, float]], parts: list[str] | tuple[str, ...], year: Period
) -> float:
    """People of some areas in the year, each of its nearest year; NaN where one is not known."""
    if not parts or any(part not in people for part in parts):
        return float("nan")
    middle = (year.first + 5) // 12
    told = (people[part] for part in parts)
    return sum(years[min(years, key=lambda each: (abs(each - middle), each))] for years in told)
