"""The tables that measures are counted against: areas wanted, periods wanted, people at risk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from wulfrun.figures.timetable import LONG, Timetable
from wulfrun.words.periods import Period

# Every level from the smallest; a measure names the smallest it may be shown at.
LEVELS = ("lsoa", "ward", "neighbourhood", "group", "district", "partnership", "force")
_YEARS = 2
_SMALL = ("lsoa", "ward", "neighbourhood")
GRAIN = {
    "point": LEVELS,
    "lsoa": LEVELS,
    "ward": ("ward", "partnership"),
    "neighbourhood": ("neighbourhood", "group", "partnership"),
    "district": ("district", "partnership"),
    "force": ("force",),
    "named": (),
}


@dataclass(frozen=True)
class AreaName:
    """An area as it is written in a figure."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class Frame:
    """What every measure of one record type is counted against."""

    areas: tuple[AreaName, ...]
    timetable: Timetable
    wanted: pa.Table
    month_of: pa.Table
    at_risk: pa.Table


def frame(
    areas: Sequence[AreaName],
    times: Timetable,
    member: pa.Table,
    exposures: pa.Table,
    aimed: Collection[str] = (),
) -> Frame:
    """The wanted areas and periods: LSOAs by year, wards and neighbourhoods also by month and quarter.

    Of rolling twelve months they have the latest and those a year before, or all where gaps leave fewer
    than two whole years; the larger areas, and those of `aimed` (codes that a target names), have every
    period.
    """
    few = sum(each.kind == "year" for each in times.whole) < _YEARS
    latest = {each.name for each in _latest_rolling(times)}
    rows = [
        (area.code, area.level, each.name, each.kind)
        for area in areas
        for each in times.whole
        if _is_wanted(area, each, latest, aimed) or (few and area.level != "lsoa")
    ]
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    names = ("area", "level", "period", "period_kind")
    wanted = pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
    )
    return Frame(tuple(areas), times, wanted, times.month_of(), at_risk(exposures, member, times.whole))


def _is_wanted(area: AreaName, each: Period, latest: Collection[str], aimed: Collection[str]) -> bool:
    if each.kind == "year" or each.name in latest or area.code in aimed:
        return True
    return area.level not in _SMALL or (area.level != "lsoa" and each.kind != "rolling")


def _latest_rolling(times: Timetable) -> list[Period]:
    """The last whole twelve months, and the twelve months a year before."""
    rolling = [each for each in times.whole if each.kind == "rolling"]
    return [each for each in rolling if each.last in (rolling[-1].last, rolling[-1].last - 12)]


def year_of(each: Period) -> int:
    """The year whose mid-year population stands for a period of twelve months: that of its middle."""
    return (each.first + 5) // 12


def at_risk(exposures: pa.Table, member: pa.Table, periods: Sequence[Period]) -> pa.Table:
    """People or households at risk by kind, area and period of twelve months.

    The population of the same year, or of the nearest year there is one for.
    """
    by_part: dict[tuple[str, int], dict[str, float]] = {}
    for row in exposures.to_pylist():
        by_part.setdefault((row["of"], row["year"]), {})[row["area"]] = row["value"]
    # A district that is the partnership bears one code at two levels: its parts are counted once.
    parts: dict[str, set[str]] = {}
    for smallest, area in zip(member["smallest"].to_pylist(), member["area"].to_pylist(), strict=True):
        parts.setdefault(area, set()).add(smallest)
    totals = {key: _by_area(values, parts) for key, values in by_part.items()}
    years: dict[str, list[int]] = {}
    for of, year in totals:
        years.setdefault(of, []).append(year)
    rows = [
        (of, area, each.name, value)
        for of, known in sorted(years.items())
        for each in periods
        if each.kind in LONG
        for area, value in totals[of, nearest(known, year_of(each))].items()
    ]
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    return pa.table(
        {"of": pa.array(columns[0], pa.string()), "area": pa.array(columns[1], pa.string()),
         "period": pa.array(columns[2], pa.string()), "at_risk": pa.array(columns[3], pa.float64())}
    )  # fmt: skip


def nearest(years: Sequence[int], year: int) -> int:
    """The year nearest to `year`, the earlier of two as near."""
    return min(years, key=lambda known: (abs(known - year), known))


def _by_area(values: Mapping[str, float], parts: Mapping[str, set[str]]) -> dict[str, float]:
    """What each area holds: the sum over its smallest parts, else over its larger ones, else its own figure.

    An area with a part of which nothing is known has none; its own figure is never added to its parts'.
    """
    found = {}
    for area, own in parts.items():
        others = own - {area}
        smallest = {part for part in others if parts.get(part, {part}) <= {part}}
        for chosen in (smallest, others - smallest, {area}):
            if chosen and all(part in values for part in chosen):
                found[area] = float(sum(values[part] for part in sorted(chosen)))
                break
    return {area: value for area, value in found.items() if np.isfinite(value) and value > 0}
