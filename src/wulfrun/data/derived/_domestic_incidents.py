"""Domestic abuse incidents as repeats are told from them: whose, where, by whom, at what risk."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.data.sources._domestic_words import RISKS
from wulfrun.data.sources.domestic_incidents import ADDRESS


@dataclass(frozen=True)
class Incident:
    """One incident: `victim`, `suspect` pseudonyms (0 where unknown), `address` one too; risk 0 is not known.

    `risk` counts from 1 (standard); `day` is days since 1970.
    """

    day: int
    key: int
    victim: int
    suspect: int
    address: str
    risk: int
    code: str
    flags: int
    month: int
    area: str
    file: str
    sealed: bytes


@dataclass(frozen=True)
class Wait:
    """A victim's days from the first incident of a month's year to the next, or to where the data end."""

    month: int
    days: int
    repeated: bool


def incidents_of(rows: Iterable[Mapping[str, Any]]) -> list[Incident]:
    """The incidents in order of time; of one day, in order of their keys, so that the order is always one."""
    found = []
    for row in rows:
        more = json.loads(row["more"] or "{}")
        risk = more.get("risk", "")
        found.append(
            Incident(
                row["day"], row["key"], row["who"], row["other"], more.get(ADDRESS, ""),
                RISKS.index(risk) + 1 if risk in RISKS else 0, row["code"], row["flags"], row["month"],
                row["area"], row["file"], row["sealed"] or b"",
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.day, each.key))


def by_victim(incidents: Iterable[Incident]) -> dict[int, list[Incident]]:
    """Each known victim's incidents, in order of time."""
    own: dict[int, list[Incident]] = defaultdict(list)
    for each in incidents:
        if each.victim:
            own[each.victim].append(each)
    return dict(own)


def waits(own: Mapping[int, Sequence[Incident]], year_of: Mapping[int, int], last_day: int) -> Iterator[Wait]:
    """For each victim and year the time from the year's first incident to the next, whenever that was.

    `year_of` gives for each month the last month of its year. Who has no next by `last_day` is censored.
    """
    for incidents in own.values():
        told: set[int] = set()
        for place, each in enumerate(incidents):
            year = year_of.get(each.month)
            if year is None or year in told or each.day > last_day:
                continue
            told.add(year)
            after = incidents[place + 1].day if place + 1 < len(incidents) else None
            repeated = after is not None and after <= last_day
            yield Wait(year, (after if repeated and after is not None else last_day) - each.day, repeated)
