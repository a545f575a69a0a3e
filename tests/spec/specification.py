"""What a kind of measure means: examples of a declaration, records, and the figures they give."""

import tomllib
from dataclasses import dataclass

from tests.generative.engines import engine
from tests.generative.plain_engine import World
from tests.spec.table import Row, table
from wulfrun.data.engine import run
from wulfrun.definition.model import Definition, Partnership
from wulfrun.figures.kinds import KINDS
from wulfrun.figures.rows import figures
from wulfrun.words.periods import month_index, period

# Every example stands in a town of two small areas, North and South.
MEMBER: list[Row] = [
    {"smallest": small, "area": area, "level": level}
    for small in ("North", "South")
    for area, level in ((small, "lsoa"), ("Town", "partnership"))
]
LEVEL = {"North": "lsoa", "South": "lsoa", "Town": "partnership"}
PLACE = Partnership(name="Town", area_codes=("Town",), area_name="Town")


@dataclass(frozen=True)
class Example:
    """One thing that is so of a kind, the declaration, the records, and the figures that must come out."""

    says: str
    declared: str
    records: str
    figures: str
    at_risk: str = ""


@dataclass(frozen=True)
class Specification:
    """A kind of measure, in a sentence and by example."""

    kind: str
    means: str
    examples: tuple[Example, ...]


def worked_out(example: Example, on: str) -> list[Row]:
    """The figures of an example, with the columns and in the order that it expects them."""
    expected = table(example.figures)
    definition = Definition.model_validate({"partnership": PLACE, **tomllib.loads(example.declared)})
    measure = definition.measure["example"]
    expression = KINDS[measure.kind](measure, definition)
    with engine(on, _world(example, expected).tables()) as chosen:
        counted = run(chosen, expression)
    names = {(area, level): area for area, level in LEVEL.items()}
    found = {
        (row["area_code"], row["period"]): row
        for row in figures("example", measure.kind, measure, counted, names).to_pylist()
    }
    rows = [_told(found[row["area"], row["period"]]) for row in expected]
    return [
        {name: round(cell, 4) if isinstance(cell := row[name], float) else cell for name in each}
        for row, each in zip(rows, expected, strict=True)
    ]


def _told(row: Row) -> Row:
    note = str(row["note"]).removeprefix("no figure: ").removeprefix("the ")
    return {**row, "area": row["area_code"], "note": note}


def _world(example: Example, expected: list[Row]) -> World:
    cube = [
        {"record": "offence", "flags": 0, "file": "f", "n": 1, **row, "month": month_index(str(row["month"]))}
        for row in table(example.records)
    ]
    wanted = [
        {
            "area": row["area"],
            "level": LEVEL[str(row["area"])],
            "period": row["period"],
            "period_kind": period(str(row["period"])).kind,
        }
        for row in expected
    ]
    periods = sorted({str(row["period"]) for row in expected})
    month_of: list[Row] = [
        {"period": name, "month": month} for name in periods for month in period(name).months
    ]
    return World(cube, MEMBER, month_of, wanted, table(example.at_risk) if example.at_risk else [])
