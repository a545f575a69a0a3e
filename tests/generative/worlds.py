"""Worlds made by Hypothesis: cubes, areas, periods, people at risk, and a measure of any kind over them."""

from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from tests.generative.plain_engine import World
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Basket, CodeSpan, Definition, Group, Measure, Partnership, Where
from wulfrun.definition.survey import Answer, Question
from wulfrun.words.periods import month_index, periods_over

RECORDS, CODES, GROUPS = ("offence", "street"), ("28A", "28E", "58J", "Burglary"), ("early", "late")
QUESTIONS = ("Q1", "Q2", "undeclared")
SMALLEST = ("L1", "L2", "L3", "L4")
# Around April 2017, when codes change; long enough for a financial year and rolling years.
FIRST = month_index("2016-10")
MONTHS = tuple(range(FIRST, FIRST + 20))
PEOPLE = ("residents", "households")
PLACE = Partnership(name="Place", area_codes=("P",), area_name="Place")

_days = st.none() | st.dates(date(2016, 9, 1), date(2018, 6, 30))
_codes = st.lists(st.sampled_from(CODES), min_size=1, max_size=3).map(tuple)
_spans = st.builds(CodeSpan, codes=_codes, valid_from=_days, valid_to=_days)
_groups = st.lists(_spans, min_size=1, max_size=2).map(lambda spans: Group(title="g", spans=tuple(spans)))
_flags = st.lists(st.sampled_from(sorted(FLAGS)), max_size=2).map(tuple)
_where = st.builds(
    Where,
    code=st.just(()) | _codes,
    group=st.just(()) | st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2).map(tuple),
    basket=st.none() | st.just("both"),
    flag=st.just(()) | _flags,
)
_bits = st.integers(0, 2 ** len(FLAGS) - 1) | st.sampled_from([0, 0, *FLAGS.values()])
_cube = st.lists(
    st.fixed_dictionaries(
        {
            "record": st.sampled_from(RECORDS),
            "code": st.sampled_from(CODES),
            "flags": _bits,
            "month": st.sampled_from(MONTHS),
            "area": st.sampled_from((*SMALLEST, "P", "", "elsewhere")),
            "file": st.sampled_from(("f1", "f2")),
            "n": st.integers(-3, 40),
        }
    ),
    max_size=40,
)


_seen = {
    "code": st.sampled_from(CODES),
    "flags": _bits,
    "month": st.sampled_from(MONTHS),
    "area": st.sampled_from((*SMALLEST, "P", "", "elsewhere")),
    "file": st.sampled_from(("f1", "f2")),
}
_people = st.lists(
    st.fixed_dictionaries({"record": st.sampled_from(RECORDS), "who": st.integers(1, 5), **_seen}),
    max_size=25,
)
# Weights as a survey's are: with six decimals at most.
_weights = st.integers(0, 9_000_000).map(lambda each: each / 1_000_000)
_answers = st.lists(
    st.fixed_dictionaries(
        {
            "record": st.sampled_from(RECORDS),
            "question": st.sampled_from(QUESTIONS),
            "weight": _weights,
            **_seen,
        }
    ),
    max_size=40,
)
_question = st.lists(st.sampled_from(CODES), min_size=1, unique=True).flatmap(
    lambda codes: st.builds(
        Question,
        text=st.just("?"),
        answers=st.tuples(*(st.builds(Answer, code=st.just(code), in_base=st.booleans()) for code in codes)),
    )
)


class Case(NamedTuple):
    """One measure over one world."""

    measure: Measure
    definition: Definition
    world: World


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world whose district is also the partnership, and bears the same code."""
    member = [{"smallest": each, "area": each, "level": "lsoa"} for each in SMALLEST]
    for each in SMALLEST:
        ward = draw(st.sampled_from(("W1", "W2", None)))
        member += [{"smallest": each, "area": ward, "level": "ward"}] if ward else []
        member += [{"smallest": each, "area": "P", "level": level} for level in ("district", "partnership")]
    member += [{"smallest": "P", "area": "P", "level": level} for level in ("district", "partnership")]
    months = draw(st.lists(st.sampled_from(MONTHS), min_size=1, max_size=20, unique=True))
    periods = draw(st.lists(st.sampled_from(periods_over(months)), min_size=1, max_size=5, unique=True))
    areas = sorted({(str(row["area"]), str(row["level"])) for row in member} | {("W9", "ward")})
    places = draw(st.lists(st.sampled_from(areas), min_size=1, max_size=5, unique=True))
    wanted = [
        {"area": area, "level": level, "period": each.name, "period_kind": each.kind}
        for area, level in places
        for each in periods
    ]
    month_of = [{"period": each.name, "month": month} for each in periods for month in each.months]
    known = [(of, area, each.name) for of in PEOPLE for area in ("L1", "W1", "P") for each in periods]
    chosen = draw(st.lists(st.sampled_from(known), max_size=8, unique=True))
    at_risk = [
        {"of": of, "area": area, "period": name, "at_risk": draw(st.integers(1, 4000)) / 2}
        for of, area, name in chosen
    ]
    return World(draw(_cube), member, month_of, wanted, at_risk, draw(_people), draw(_answers))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A measure of any kind, with the groups and the basket it may name, over a world."""
    definition = Definition(
        partnership=PLACE,
        group={name: draw(_groups) for name in GROUPS},
        basket={"both": Basket(title="Both", groups=GROUPS)},
        question={"Q1": draw(_question), "Q2": draw(_question)},
    )
    kind = draw(st.sampled_from(("count", "rate", "share", "people", "survey")))
    where = draw(_where)
    measure = Measure(
        title="Anything",
        kind=kind,
        of=draw(st.sampled_from(RECORDS)),
        where=where,
        question=draw(st.sampled_from(QUESTIONS)) if kind == "survey" else "",
        out_of=_out_of(draw, kind, where),
        per=draw(st.sampled_from(PEOPLE)) if kind == "rate" else None,
        valid_from=draw(_days),
        valid_to=draw(_days),
    )
    return Case(measure, definition, draw(worlds()))


def _out_of(draw: st.DrawFn, kind: str, where: Where) -> Where | None:
    if kind == "survey":
        return draw(st.none() | _where | st.just(where))
    return draw(_where | st.just(where)) if kind == "share" else None
