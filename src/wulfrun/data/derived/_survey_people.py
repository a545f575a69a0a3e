"""Respondents of one survey: which wave each belongs to, and the group each is of on every axis."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wulfrun.data.geography.areas import Geography
from wulfrun.data.sources.survey_responses import ANSWER, SENT_BY, WAVE
from wulfrun.definition.survey import AND, Survey, Wave, band_ends
from wulfrun.words.periods import financial_year, month_name, month_of_day, period

_EPOCH = date(1970, 1, 1)
_SAME = {"f": "female", "woman": "female", "m": "male", "man": "male"}


@dataclass(frozen=True)
class Respondent:
    """One interview: month and area it counts in, its file, design weight, characteristics, answers."""

    month: int
    area: str
    file: str
    weight: float
    said: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class WaveOf:
    """The respondents of one wave, in a fixed order."""

    name: str
    starts: str
    ends: str
    month: int
    people: tuple[Respondent, ...]


def waves_of(
    survey: Survey, events: Sequence[Mapping[str, Any]], sent_by: str, whole: str
) -> tuple[list[WaveOf], int]:
    """Every wave with its respondents, oldest first, and how many interviews lie in no declared wave.

    `sent_by` is the identity of the survey's source; a respondent without a known area counts in `whole`.
    """
    kept: dict[str, list[tuple[Any, Respondent]]] = {}
    strays = 0
    for event in events:
        more = json.loads(event["more"])
        if more.get(SENT_BY) != sent_by:
            continue
        name = _wave(survey.waves, event, more.get(WAVE, ""))
        if name is None:
            strays += 1
            continue
        answers = {key[len(ANSWER) :]: word for key, word in more.items() if key.startswith(ANSWER)}
        one = Respondent(
            event["month"], event["area"] or whole, event["file"], float(more.get("weight", 1)), more, answers
        )
        kept.setdefault(name, []).append(((event["file"], event["key"], event["who"]), one))
    declared = {each.name: each for each in survey.waves}
    found = []
    for name, rows in kept.items():
        people = tuple(one for _, one in sorted(rows, key=lambda each: each[0]))
        wave = declared.get(name)
        starts, ends = (wave.starts.isoformat(), wave.ends.isoformat()) if wave else _year_ends(name)
        # A wave over the turn of the year counts in the year in which it began, whole.
        month = _march(wave.starts) if wave else people[0].month
        found.append(WaveOf(name, starts, ends, month, people))
    return sorted(found, key=lambda each: (each.starts, each.name)), strays


def _wave(waves: Sequence[Wave], event: Mapping[str, Any], named: str) -> str | None:
    if not waves:
        return financial_year(event["month"]).name
    for each in waves:
        if named and plainly(each.name) == plainly(named):
            return each.name
    if event["day"] is not None:
        day = date.fromordinal(_EPOCH.toordinal() + event["day"])
        for each in waves:
            if each.starts <= day <= each.ends:
                return each.name
    return None


def _march(day: date) -> int:
    return financial_year(month_of_day(day)).last


def _year_ends(name: str) -> tuple[str, str]:
    year = period(name)
    return f"{month_name(year.first)}-01", f"{month_name(year.last)}-31"


def plainly(text: str) -> str:
    """A word as it is compared: case, blanks and dashes of any kind carry no meaning.

    >>> plainly(" 16 – 34"), plainly("Don’t know")
    ('16-34', "don'tknow")
    """
    return "".join(text.split()).casefold().replace("–", "-").replace("—", "-").replace("’", "'")


def group_of(axis: str, one: Respondent, areas: Mapping[str, str], groups: Sequence[str]) -> str:
    """Which of `groups` a respondent is of on an axis; '' where that is not known."""
    if axis == "area":
        found = areas.get(one.area, "")
        return found if found in groups else ""
    said = one.said.get(axis, "").removesuffix(".0")
    if axis == "age" and said.isdigit():
        age = int(said)
        return next((band for band in groups if (ends := band_ends(band)) and ends[0] <= age <= ends[1]), "")
    key = _alike(said)
    return next((group for group in groups if key and _alike(group) == key), "")


def _alike(text: str) -> str:
    """A group's name as it is compared: F is Female."""
    key = plainly(text)
    return _SAME.get(key, key)


def groups_on(survey: Survey, axis: str, people: Sequence[Respondent]) -> tuple[str, ...]:
    """The groups of an axis: as the bands or a margin name them, else as respondents are said to be."""
    if axis == "age" and survey.age_bands:
        return survey.age_bands
    for margin in survey.margins:
        if axis in margin.by and axis != "area":
            at = margin.by.index(axis)
            names = [*margin.people, *margin.exposures]
            return tuple(dict.fromkeys(name.split(AND)[at].strip() for name in names))
    return tuple(sorted({each.said[axis] for each in people if each.said.get(axis)}))


def areas_at(geography: Geography, level: str) -> dict[str, str]:
    """For each area a respondent may stand in, the name of the area of a level that holds it."""
    names = {area.code: area.name for area in geography.areas if area.level == level}
    found = {
        row["smallest"]: names.get(row["area"], row["area"])
        for row in geography.member.to_pylist()
        if row["level"] == level
    }
    found |= names
    if level == "group":
        for area in geography.areas:
            code = "PRIORITY" if area.priority else "REST"
            if area.level == "neighbourhood" and code in names:
                found[area.code] = names[code]
    return found
