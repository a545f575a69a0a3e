"""The kinds of measure: one function each, from a declaration to one Ibis expression.

Every expression gives the columns area, level, period, period_kind, numerator, denominator, for the
areas and periods of the table `wanted`, with a true zero where nothing was recorded; `survey` gives base
(answers) and squares (of their weights) beside them. The tables are nowhere: the SQL is written from
their columns and run by `data/engine.py` on any engine.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from wulfrun.data import tables
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import CodeSpan, Definition, Measure, Where
from wulfrun.definition.survey_check import base_codes, question_of
from wulfrun.words.periods import month_of_day

Condition = Any
Kind = Callable[[Measure, Definition], ir.Table]

KINDS: dict[str, Kind] = {}


def _bound(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


CUBE = _bound("cube", tables.CUBE)
PEOPLE = _bound("people", tables.PEOPLE)
ANSWERS = _bound("answers", tables.ANSWERS)
MEMBER = _bound("member", tables.MEMBER)
# Weights are added up as whole millionths, so that the order of adding never changes a figure.
_MILLION = 1_000_000
_SUMS = ("yes", "whole", "squares", "base")
MONTH_OF = ibis.table({"period": "string", "month": "int32"}, name="month_of")
WANTED = ibis.table(
    {"area": "string", "level": "string", "period": "string", "period_kind": "string"}, name="wanted"
)
AT_RISK = ibis.table(
    {"of": "string", "area": "string", "period": "string", "at_risk": "float64"}, name="at_risk"
)


def kind(function: Kind) -> Kind:
    """Register a kind under the function's name."""
    KINDS[function.__name__] = function
    return function


@kind
def count(measure: Measure, definition: Definition) -> ir.Table:
    """How many records there are."""
    counted = _counted(measure, measure.where, definition)
    return _report(counted, denominator=ibis.null("float64"))


@kind
def rate(measure: Measure, definition: Definition) -> ir.Table:
    """How many records there are for each so many residents, households ..."""
    counted = _counted(measure, measure.where, definition)
    at_risk = AT_RISK.filter(AT_RISK["of"] == measure.per)
    joined = counted.left_join(
        at_risk, [counted["area"] == at_risk["area"], counted["period"] == at_risk["period"]]
    ).select(
        area=counted["area"],
        level=counted["level"],
        period=counted["period"],
        period_kind=counted["period_kind"],
        numerator=counted["numerator"],
        at_risk=at_risk["at_risk"],
    )
    return _report(joined, denominator=joined["at_risk"])


@kind
def share(measure: Measure, definition: Definition) -> ir.Table:
    """What part of one set of records belongs to another."""
    part = _counted(measure, measure.where, definition)
    whole = _counted(measure, measure.out_of or Where(), definition).rename(whole="numerator")
    # Joined by name: where both count the same records, they are one table, and a column of the one
    # would be taken for the other's.
    joined = part.join(whole, ["area", "level", "period"]).select(
        "area", "level", "period", "period_kind", "numerator", "whole"
    )
    return _report(joined, denominator=joined["whole"].cast("float64"))


@kind
def people(measure: Measure, definition: Definition) -> ir.Table:
    """How many persons there are, each counted once in a period and area however often they were seen."""
    seen = PEOPLE.filter(fits(measure, measure.where, definition, PEOPLE)).select("area", "month", "who")
    once = (
        seen.join(MEMBER, seen["area"] == MEMBER["smallest"])
        .select(area=MEMBER["area"], level=MEMBER["level"], month=seen["month"], who=seen["who"])
        .join(MONTH_OF, "month")
        .select("area", "level", "period", "who")
        .distinct()
    )
    sums = once.group_by(["area", "level", "period"]).aggregate(n=lambda each: each["who"].count())
    return _report(_over_wanted(sums), denominator=ibis.null("float64"))


@kind
def survey(measure: Measure, definition: Definition) -> ir.Table:
    """The weighted share of the answers in the base that are among those that count."""
    asked = ANSWERS.filter(in_base(measure, definition))
    said = asked.select(
        "area",
        "month",
        yes=fits(measure, measure.where, definition, asked).ifelse(_millionths(asked["weight"]), 0),
        whole=_millionths(asked["weight"]),
        squares=_millionths(asked["weight"] * asked["weight"]),
        base=ibis.literal(1, "int64"),
    )
    by_month = said.join(MEMBER, said["area"] == MEMBER["smallest"]).select(
        **{name: said[name] for name in ("month", *_SUMS)}, area=MEMBER["area"], level=MEMBER["level"]
    )
    sums = (
        by_month.join(MONTH_OF, "month")
        .group_by(["area", "level", "period"])
        .aggregate(**{name: _total(name) for name in _SUMS})
    )
    found = WANTED.left_join(sums, ["area", "level", "period"]).select(
        "area", "level", "period", "period_kind", **{name: ibis.coalesce(sums[name], 0) for name in _SUMS}
    )
    return found.select(
        "area",
        "level",
        "period",
        "period_kind",
        numerator=found["yes"].cast("float64") / _MILLION,
        denominator=found["whole"].cast("float64") / _MILLION,
        base=found["base"].cast("int64"),
        squares=found["squares"].cast("float64") / _MILLION,
    )


def in_base(measure: Measure, definition: Definition, table: ir.Table = ANSWERS) -> Condition:
    """The condition that an answer must meet to be in the base: `out_of`, else those declared to be in it."""
    condition = fits(measure, measure.out_of or Where(), definition, table)
    condition &= table["question"] == measure.question
    question = question_of(definition, measure.question)
    if measure.out_of is None and question is not None:
        condition &= table["code"].isin(sorted(base_codes(question)))
    return condition


def _millionths(weight: Any) -> Any:
    return (weight * _MILLION + 0.5).floor().cast("int64")


def _total(name: str) -> Callable[[ir.Table], Any]:
    return lambda each: each[name].sum().cast("int64")


def _counted(measure: Measure, where: Where, definition: Definition) -> ir.Table:
    """Records that fit, summed over each wanted area and period; zero where there is none."""
    hits = CUBE.filter(fits(measure, where, definition)).group_by(["area", "month"])
    hits = hits.aggregate(n=lambda each: each["n"].sum())
    by_area = (
        hits.join(MEMBER, hits["area"] == MEMBER["smallest"])
        .select(area=MEMBER["area"], level=MEMBER["level"], month=hits["month"], n=hits["n"])
        .group_by(["area", "level", "month"])
        .aggregate(n=lambda each: each["n"].sum())
    )
    sums = (
        by_area.join(MONTH_OF, by_area["month"] == MONTH_OF["month"])
        .select(area=by_area["area"], level=by_area["level"], period=MONTH_OF["period"], n=by_area["n"])
        .group_by(["area", "level", "period"])
        .aggregate(n=lambda each: each["n"].sum())
    )
    return _over_wanted(sums)


def _over_wanted(sums: ir.Table) -> ir.Table:
    """Sums beside every wanted area and period; zero where there is none."""
    return WANTED.left_join(
        sums,
        [
            WANTED["area"] == sums["area"],
            WANTED["level"] == sums["level"],
            WANTED["period"] == sums["period"],
        ],
    ).select(
        area=WANTED["area"],
        level=WANTED["level"],
        period=WANTED["period"],
        period_kind=WANTED["period_kind"],
        numerator=ibis.coalesce(sums["n"], 0).cast("int64"),
    )


def _report(table: ir.Table, denominator: Any) -> ir.Table:
    return table.select(
        area=table["area"],
        level=table["level"],
        period=table["period"],
        period_kind=table["period_kind"],
        numerator=table["numerator"].cast("float64"),
        denominator=denominator,
    )


def fits(measure: Measure, where: Where, definition: Definition, table: ir.Table = CUBE) -> Condition:
    """The condition that a row of the cube (or of the persons, or answers) must meet to count."""
    conditions = [table["record"] == measure.of]
    if measure.valid_from:
        conditions.append(table["month"] >= month_of_day(measure.valid_from))
    if measure.valid_to:
        conditions.append(table["month"] <= month_of_day(measure.valid_to))
    if where.code:
        conditions.append(table["code"].isin(sorted(where.code)))
    if groups := named_groups(where, definition):
        conditions.append(
            _any([_in_span(span, table) for name in groups for span in definition.group[name].spans])
        )
    if where.flag:
        mask = reduce(or_, (FLAGS[name] for name in where.flag))
        conditions.append((table["flags"] & mask) > 0)
    return reduce(lambda left, right: left & right, conditions)


def named_groups(where: Where, definition: Definition) -> tuple[str, ...]:
    """The groups that a condition names, those of its basket included."""
    return where.group + (definition.basket[where.basket].groups if where.basket else ())


def _in_span(span: CodeSpan, table: ir.Table) -> Condition:
    condition = table["code"].isin(sorted(span.codes))
    if span.valid_from:
        condition &= table["month"] >= month_of_day(span.valid_from)
    if span.valid_to:
        condition &= table["month"] <= month_of_day(span.valid_to)
    return condition


def _any(conditions: Sequence[Condition]) -> Condition:
    return reduce(lambda left, right: left | right, conditions)
