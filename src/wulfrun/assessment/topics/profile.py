"""Who lives in the whole place and each neighbourhood: ages, households, deprivation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows

PROFILE, AGES, GROWTH = "profile", "profile_ages", "profile_growth"
_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    PROFILE: pa.schema(
        {
            "area_code": _TEXT, "area_name": _TEXT, "area_level": _TEXT, "first_year": _WHOLE,
            "first_residents": _NUMBER, "year": _WHOLE, "residents": _NUMBER, "under_15": _NUMBER,
            "aged_65": _NUMBER, "ages_year": _WHOLE, "households_year": _WHOLE, "households": _NUMBER,
            "social_rented": _NUMBER, "edition": _WHOLE, "index": _TEXT, "most_deprived_tenth": _NUMBER,
            "most_deprived_fifth": _NUMBER,
        }
    ),
    AGES: pa.schema(
        {
            "area_code": _TEXT, "year": _WHOLE, "sex": _TEXT, "low": _WHOLE, "high": _WHOLE,
            "residents": _NUMBER, "series": _TEXT,
        }
    ),
    GROWTH: pa.schema({"area_code": _TEXT, "year": _WHOLE, "residents": _NUMBER}),
}  # fmt: skip
LEVELS = ("neighbourhood", "ward", "district")

Places = Mapping[str, tuple[str, str, frozenset[str]]]
By = dict[int, dict[str, float]]


def assess(known: Known) -> dict[str, Rows]:
    """A row for each place, its residents by sex and age in the latest year, and its residents by year."""
    if not {"residents_by_age", "households_by_tenure", "deprivation"} & set(known.judged):
        return {PROFILE: [], AGES: [], GROWTH: []}
    where = places(known)
    residents = _by_year(row for row in known.exposures.to_pylist() if row["of"] == "residents")
    told = _judged(known, "residents_by_age")
    ages = [row for row in told if row["low"] > 0 or row["high"] < 100]
    homes = _by_year(row for row in known.exposures.to_pylist() if row["of"] == "households")
    rented = _by_year(
        {**row, "value": row["n"]}
        for row in _judged(known, "households_by_tenure")
        if row["tenure"] == "social rented"
    )
    latest = max((row["year"] for row in ages), default=0)
    by_group: dict[tuple[str, int, int, str], dict[str, float]] = defaultdict(dict)
    for row in ages:
        if row["year"] == latest:
            by_group[row["sex"], row["low"], row["high"], row["series"]][row["area"]] = row["n"]
    profile, grouped, growth = [], [], []
    for code, (name, level, parts) in where.items():
        years = {
            year: n for year, counts in residents.items() if (n := over(counts, parts, code)) is not None
        }
        own = [
            {"area_code": code, "year": latest, "sex": sex, "low": low, "high": high, "residents": n,
             "series": series}
            for (sex, low, high, series), counts in sorted(by_group.items())
            if (n := over(counts, parts, code)) is not None
        ]  # fmt: skip
        grouped += own
        growth += [{"area_code": code, "year": year, "residents": n} for year, n in sorted(years.items())]
        profile.append({
            "area_code": code, "area_name": name, "area_level": level, **_residents(years, own, latest),
            **_households(homes, rented, parts, code), **_deprived(_judged(known, "deprivation"), parts),
        })  # fmt: skip
    return {PROFILE: profile, AGES: grouped, GROWTH: growth}


def places(known: Known) -> Places:
    """The whole place and each area of the partnership's own level: name, level, smallest areas."""
    geography = known.geography
    smallest = set(geography.smallest)
    parts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in geography.member.to_pylist():
        if row["smallest"] in smallest:
            parts[row["area"], row["level"]].add(row["smallest"])
    whole = geography.partnership_code
    level = next((each for each in LEVELS if sum(area.level == each for area in geography.areas) > 1), "")
    found = {whole: (known.definition.partnership.area_name, "partnership", frozenset(smallest))}
    for area in sorted(geography.areas, key=lambda each: each.name):
        if area.level == level and area.code != whole:
            found[area.code] = area.name, level, frozenset(parts[area.code, level])
    return found


def over(counts: Mapping[str, float], parts: frozenset[str], code: str) -> float | None:
    """The count over all parts of a place; its own count where parts are not told; None where neither is."""
    if parts and all(part in counts for part in parts):
        return sum(counts[part] for part in parts)
    return counts.get(code)


def _residents(years: Mapping[int, float], ages: Iterable[Mapping[str, Any]], latest: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if years:
        first, last = min(years), max(years)
        found = {"first_year": first, "first_residents": years[first], "year": last, "residents": years[last]}
    own = list(ages)
    everybody = sum(row["residents"] for row in own)
    if everybody:
        found["ages_year"] = latest
        found["aged_65"] = sum(row["residents"] for row in own if row["low"] >= 65) / everybody
        found["under_15"] = sum(row["residents"] for row in own if row["high"] < 15) / everybody
    return found


def _households(homes: By, rented: By, parts: frozenset[str], code: str) -> dict[str, Any]:
    for year in sorted(homes, reverse=True):
        n = over(homes[year], parts, code)
        if n:
            social = over(rented.get(year, {}), parts, code)
            share = social / n if social is not None else None
            return {"households_year": year, "households": n, "social_rented": share}
    return {}


def _deprived(rows: Rows, parts: frozenset[str]) -> dict[str, Any]:
    """Of the latest edition the share of residents who live in England's most deprived tenth and fifth."""
    edition = max((row["edition"] for row in rows), default=0)
    own = [row for row in rows if row["edition"] == edition and row["area"] in parts]
    known = [row for row in own if row["decile"] is not None and row["population"] is not None]
    people = sum(row["population"] for row in known)
    if not people or len(known) < len(parts):
        return {}
    return {
        "edition": edition,
        "index": known[0]["source"],
        "most_deprived_tenth": sum(row["population"] for row in known if row["decile"] <= 1) / people,
        "most_deprived_fifth": sum(row["population"] for row in known if row["decile"] <= 2) / people,
    }


def _by_year(rows: Iterable[Mapping[str, Any]]) -> By:
    found: By = defaultdict(dict)
    for row in rows:
        found[row["year"]][row["area"]] = row["value"]
    return found


def _judged(known: Known, name: str) -> list[dict[str, Any]]:
    table = known.judged.get(name)
    return table.to_pylist() if table is not None else []


TOPIC = Topic(tables=TABLES, assess=assess)
