"""Chains of burglaries counted again from the extracts, pair by pair, with nothing of the methods."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import floor, hypot
from pathlib import Path
from typing import NamedTuple

# Domestic burglary until March 2017, written out by hand.
CODES = {"28", "28A", "28B", "28C", "28D", "29"}
METRES, DAYS, CURRENT = 200, 14, 28
YEARS = ("2006-07", "2007-08")
_BEGUN = datetime(1970, 1, 1)


class Burglary(NamedTuple):
    """One burglary: where, between which days, and the day of the middle (since 1970)."""

    east: int
    north: int
    first: date
    last: date
    day: int


class Listed(NamedTuple):
    """What the list should say of one."""

    east: int
    north: int
    first: date
    last: date
    role: str
    days: int | None
    metres: int | None
    offences: int
    current: bool


def burglaries(folder: Path) -> Iterator[Burglary]:
    """Those of two years whose window is no longer than two days, each reference once over all years."""
    seen: set[str] = set()
    for path in sorted((folder / "data" / "police").glob("extract-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if None in row.values() or row["Date Recorded"] == "31/02/2005" or row["Crime Ref"] in seen:
                    continue
                seen.add(row["Crime Ref"])
                if recorded(row["Date Recorded"]) in YEARS and row["HO Code"].lstrip("0") in CODES:
                    yield from placed(row)


def recorded(day: str) -> str:
    """The financial year of a day."""
    when = datetime.strptime(day, "%d/%m/%Y")
    start = when.year - (when.month < 4)
    return f"{start}-{(start + 1) % 100:02d}"


def placed(row: dict[str, str]) -> Iterator[Burglary]:
    """The burglary of a row, where it has a place and a window that tells the day."""
    if not row["Easting"].strip("0") or not row["Committed From"]:
        return
    start = datetime.strptime(row["Committed From"], "%d/%m/%Y %H:%M")
    end = datetime.strptime(row["Committed To"] or row["Committed From"], "%d/%m/%Y %H:%M")
    if timedelta(0) <= end - start <= timedelta(days=2):
        middle = (start - _BEGUN + (end - start) / 2) / timedelta(days=1)
        yield Burglary(int(row["Easting"]), int(row["Northing"]), start.date(), end.date(), floor(middle))


def recounted(found: list[Burglary]) -> list[Listed]:
    """Every burglary with another near and soon, as the list should say it."""
    by_day = sorted(found, key=lambda each: each.day)
    near: list[list[int]] = [[] for _ in by_day]
    for i, one in enumerate(by_day):
        for j in range(i + 1, len(by_day)):
            if by_day[j].day - one.day >= DAYS:
                break
            if hypot(one.east - by_day[j].east, one.north - by_day[j].north) < METRES:
                near[i].append(j)
                near[j].append(i)
    latest = by_day[-1].day
    chains = [chain for chain in joined(near) if len(chain) > 1]
    return [
        _listed(by_day, near[i], i, len(chain), max(by_day[j].day for j in chain) > latest - CURRENT)
        for chain in chains
        for i in chain
    ]


def joined(near: list[list[int]]) -> Iterator[list[int]]:
    """What hangs together, walked from one to the next."""
    seen: set[int] = set()
    for start in range(len(near)):
        if start in seen:
            continue
        chain, ahead = [], [start]
        seen.add(start)
        while ahead:
            here = ahead.pop()
            chain.append(here)
            for each in near[here]:
                if each not in seen:
                    seen.add(each)
                    ahead.append(each)
        yield chain


def _listed(by_day: list[Burglary], near: list[int], i: int, offences: int, current: bool) -> Listed:
    one = by_day[i]
    before = [
        (one.day - by_day[j].day, hypot(one.east - by_day[j].east, one.north - by_day[j].north))
        for j in near
        if by_day[j].day < one.day
    ]
    after = any(by_day[j].day > one.day for j in near)
    role = {(True, True): "both", (True, False): "near repeat", (False, True): "originator"}
    days, metres = min(before) if before else (None, None)
    return Listed(
        one.east, one.north, one.first, one.last, role.get((bool(before), after), "same day"), days,
        None if metres is None else round(metres), offences, current,
    )  # fmt: skip
