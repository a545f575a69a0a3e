"""Every shipped measure, and a world in which each of them counts something."""

import random
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tests.generative.plain_engine import Row, World
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Definition, Measure
from wulfrun.definition.survey_check import answer_codes, question_of
from wulfrun.words.periods import month_index, periods_over

SMALLEST = tuple(f"L{number:02d}" for number in range(12))
SPAN = range(month_index("2015-04"), month_index("2018-04"))


@cache
def library() -> Definition:
    """The shipped library alone, around a place of no matter."""
    content: dict[str, Any] = {"partnership": {"name": "Place", "area_codes": ["P"], "area_name": "Place"}}
    for part in files("wulfrun.definition.library").iterdir():
        if part.name.endswith(".toml") and part.name != "downloads.toml":
            for name, tables in tomllib.loads(part.read_text("utf-8")).items():
                content.setdefault(name, {}).update(tables)
    return Definition.model_validate(content)


def measures() -> list[tuple[str, Measure]]:
    """Every shipped measure by name."""
    return sorted(library().measure.items())


def kind_of(measure: Measure) -> str:
    """A count of so many per resident is worked out as a rate, which holds the count."""
    return "rate" if measure.kind == "count" and measure.per else measure.kind


def codes_of(record: str) -> list[str]:
    """Every code or type that any shipped measure of a record asks for, and one that none does."""
    own = [each for _, each in measures() if each.of == record]
    named = {code for each in own for where in (each.where, each.out_of) if where for code in where.code}
    groups = {name for each in own for where in (each.where, each.out_of) if where for name in where.group}
    if record == "offence":
        groups |= {name for basket in library().basket.values() for name in basket.groups}
    named |= {code for name in groups for span in library().group[name].spans for code in span.codes}
    return [*sorted(named), "99Z"]


def flags_of(record: str) -> list[int]:
    """Every flag that any shipped measure of a record asks for."""
    own = [
        where for _, each in measures() if each.of == record for where in (each.where, each.out_of) if where
    ]
    return sorted({FLAGS[name] for where in own for name in where.flag})


@cache
def world() -> World:
    """Twelve small areas in three wards over three financial years; the same on every run."""
    chance = random.Random(2008)
    cube: list[Row] = [
        {
            "record": record,
            "code": code,
            "flags": chance.choice(
                [0, *flags_of(record), chance.choice([*FLAGS.values()]), sum(FLAGS.values())]
            ),
            "month": month,
            "area": chance.choice(SMALLEST),
            "file": chance.choice("ab"),
            "n": chance.choice([1, 1, 2, 5, 17, -1]),
        }
        for record in sorted({each.of for _, each in measures() if each.kind not in ("people", "survey")})
        for code in codes_of(record)
        for month in SPAN
        if chance.random() < 0.5
    ]
    member: list[Row] = [{"smallest": each, "area": each, "level": "lsoa"} for each in SMALLEST]
    for number, each in enumerate(SMALLEST):
        member.append({"smallest": each, "area": f"W{number % 3}", "level": "ward"})
        member += [{"smallest": each, "area": "P", "level": level} for level in ("district", "partnership")]
    periods = [
        each
        for each in periods_over(SPAN)
        if each.name in ("2016-07", "2016/17 Q4", "2015/16", "2016/17", "2017/18", "year to 2017-09")
    ]
    wanted: list[Row] = [
        {"area": area, "level": level, "period": each.name, "period_kind": each.kind}
        for area, level in (("L00", "lsoa"), ("W1", "ward"), ("P", "district"), ("P", "partnership"))
        for each in periods
    ]
    month_of: list[Row] = [{"period": each.name, "month": month} for each in periods for month in each.months]
    at_risk: list[Row] = [
        {"of": of, "area": area, "period": each.name, "at_risk": chance.randrange(900, 9000) / 8}
        for of in sorted({measure.per for _, measure in measures() if measure.per})
        for area in ("L00", "W1", "P")
        for each in periods
        if each.kind in ("year", "rolling")
    ]
    return World(cube, member, month_of, wanted, at_risk, _people(chance), _answers(chance))


def _people(chance: random.Random) -> list[Row]:
    """Persons seen in some months, each in one area at a time, under every code that a measure asks for."""
    return [
        {
            "record": record,
            "code": code,
            "flags": chance.choice([0, *FLAGS.values(), sum(FLAGS.values())]),
            "month": month,
            "area": chance.choice(SMALLEST),
            "file": "a",
            "who": chance.randrange(1, 30),
        }
        for record in sorted({each.of for _, each in measures() if each.kind == "people"})
        for code in codes_of(record)
        for month in SPAN
        for _ in range(2)
    ]


def _answers(chance: random.Random) -> list[Row]:
    """Weighted answers of every kind to every question that a measure asks, in the March of each year."""
    return [
        {
            "record": "survey",
            "question": measure.question,
            "code": code,
            "flags": 0,
            "month": month,
            "area": chance.choice(SMALLEST),
            "file": "a",
            "weight": chance.randrange(200_000, 4_000_000) / 1_000_000,
        }
        for _, measure in measures()
        if measure.kind == "survey" and (question := question_of(library(), measure.question))
        for code in (*answer_codes(question), "no-such-answer")
        for month in SPAN
        if month % 12 == 2
        for _ in range(8)
    ]
