"""A slow engine, wrong in no way a fast one can be: loops over lists, straight from the definitions.

It is written from what a measure is said to mean, not from `figures/kinds.py`, and shares no code with it.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import floor

import pyarrow as pa

from wulfrun.data.tables import ANSWERS, CUBE, FLAGS, MEMBER, PEOPLE
from wulfrun.definition.model import CodeSpan, Definition, Measure, Where

Row = dict[str, object]

MONTH_OF = pa.schema([("period", pa.string()), ("month", pa.int32())])
WANTED = pa.schema([(name, pa.string()) for name in ("area", "level", "period", "period_kind")])
AT_RISK = pa.schema(
    [("of", pa.string()), ("area", pa.string()), ("period", pa.string()), ("at_risk", pa.float64())]
)
SCHEMAS = {
    "cube": CUBE,
    "member": MEMBER,
    "month_of": MONTH_OF,
    "wanted": WANTED,
    "at_risk": AT_RISK,
    "people": PEOPLE,
    "answers": ANSWERS,
}


@dataclass(frozen=True)
class World:
    """The tables that a measure is worked out from, each a list of rows."""

    cube: list[Row]
    member: list[Row]
    month_of: list[Row]
    wanted: list[Row]
    at_risk: list[Row]
    people: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)

    def tables(self) -> dict[str, pa.Table]:
        """The same rows as Arrow, for the other engines."""
        return {
            name: pa.Table.from_pylist(getattr(self, name), schema=schema) for name, schema in SCHEMAS.items()
        }


def work_out(measure: Measure, definition: Definition, world: World) -> list[Row]:
    """A numerator and a denominator for every wanted area and period; of a survey base and squares too."""
    if measure.kind == "people":
        return [{**each, **_persons(measure, definition, world, each)} for each in world.wanted]
    if measure.kind == "survey":
        return [{**each, **_weighed(measure, definition, world, each)} for each in world.wanted]
    return [
        {
            **each,
            "numerator": float(_how_many(measure, measure.where, definition, world, each)),
            "denominator": _of_how_many(measure, definition, world, each),
        }
        for each in world.wanted
    ]


def _of_how_many(measure: Measure, definition: Definition, world: World, wanted: Row) -> float | None:
    if measure.kind == "share":
        return float(_how_many(measure, measure.out_of or Where(), definition, world, wanted))
    if measure.per is None:
        return None
    for row in world.at_risk:
        if (row["of"], row["area"], row["period"]) == (measure.per, wanted["area"], wanted["period"]):
            return float(str(row["at_risk"]))
    return None


def _persons(measure: Measure, definition: Definition, world: World, wanted: Row) -> Row:
    """Each person once, however often seen."""
    seen = {
        row["who"]
        for row in _inside(world.people, world, wanted)
        if _counts(row, measure, measure.where, definition)
    }
    return {"numerator": float(len(seen)), "denominator": None}


def _weighed(measure: Measure, definition: Definition, world: World, wanted: Row) -> Row:
    """Weights of the answers that count and of those in the base, each rounded to millionths first."""
    question = definition.question.get(measure.question)
    known = {each.code for each in question.answers if each.in_base} if question else None
    if question and question.strands:
        known = {"high", "not-high"}
    yes = whole = squares = base = 0
    for row in _inside(world.answers, world, wanted):
        if row["question"] != measure.question:
            continue
        if not _counts(row, measure, measure.out_of or Where(), definition):
            continue
        if measure.out_of is None and known is not None and row["code"] not in known:
            continue
        weight = float(str(row["weight"]))
        base, whole = base + 1, whole + floor(weight * 1_000_000 + 0.5)
        squares += floor(weight * weight * 1_000_000 + 0.5)
        if _counts(row, measure, measure.where, definition):
            yes += floor(weight * 1_000_000 + 0.5)
    return {
        "numerator": yes / 1_000_000,
        "denominator": whole / 1_000_000,
        "base": base,
        "squares": squares / 1_000_000,
    }


def _inside(rows: list[Row], world: World, wanted: Row) -> Iterator[Row]:
    """The rows of an area and period, once for each time that a smallest area is said to lie in it."""
    months = {row["month"] for row in world.month_of if row["period"] == wanted["period"]}
    for row in rows:
        for member in world.member:
            there = (member["smallest"], member["area"], member["level"])
            if there == (row["area"], wanted["area"], wanted["level"]) and row["month"] in months:
                yield row


def _how_many(measure: Measure, where: Where, definition: Definition, world: World, wanted: Row) -> int:
    parts = {
        row["smallest"]
        for row in world.member
        if row["area"] == wanted["area"] and row["level"] == wanted["level"]
    }
    months = {row["month"] for row in world.month_of if row["period"] == wanted["period"]}
    total = 0
    for row in world.cube:
        if row["area"] in parts and row["month"] in months and _counts(row, measure, where, definition):
            total += int(str(row["n"]))
    return total


def _counts(row: Row, measure: Measure, where: Where, definition: Definition) -> bool:
    month, code, flags = int(str(row["month"])), str(row["code"]), int(str(row["flags"]))
    if row["record"] != measure.of or not _holds(month, measure.valid_from, measure.valid_to):
        return False
    if where.code and code not in where.code:
        return False
    groups = list(where.group)
    if where.basket:
        groups += definition.basket[where.basket].groups
    if groups and not any(_in_group(code, month, definition.group[name].spans) for name in groups):
        return False
    return not where.flag or any(flags & FLAGS[name] for name in where.flag)


def _in_group(code: str, month: int, spans: tuple[CodeSpan, ...]) -> bool:
    return any(code in span.codes and _holds(month, span.valid_from, span.valid_to) for span in spans)


def _holds(month: int, start: date | None, end: date | None) -> bool:
    """Whether any day of the month lies between two days, both included."""
    year, number = month // 12, month % 12 + 1
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    return (start is None or last >= start) and (end is None or first <= end)
