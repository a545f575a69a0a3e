"""What a kind of measure means: examples of a declaration, records, and the figures they give."""

import tomllib
from dataclasses import dataclass

from tests.generative.engines import engine
from tests.generative.plain_engine import World
from tests.spec.table import Row, table
from wulfrun.data.engine import run
from wulfrun.definition.model import Definition, Partnership
from wulfrun.figures.build import survey_terms
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
# What a record is where its row does not say otherwise.
_USUAL: dict[str, Row] = {
    "cube": {"record": "offence", "flags": 0, "file": "f", "n": 1},
    "people": {"record": "offender", "code": "", "flags": 0, "file": "f"},
    "answers": {"record": "survey", "flags": 0, "file": "f", "weight": 1.0},
}
PLACE = Partnership(name="Town", area_codes=("Town",), area_name="Town")


@dataclass(frozen=True)
class Example:
    """One thing that is so of a kind, the declaration, the records, and the figures that must come out.

    `holds` names what the records are: rows of the cube, of persons, or answers.
    """

    says: str
    declared: str
    records: str
    figures: str
    at_risk: str = ""
    holds: str = "cube"


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
        for row in figures(
            "example", measure.kind, measure, counted, names, None, survey_terms(measure, definition)
        ).to_pylist()
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
    records = [
        {**_USUAL[example.holds], **row, "month": month_index(str(row["month"]))}
        for row in table(example.records)
    ]
    rows = {name: records if name == example.holds else [] for name in _USUAL}
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
    at_risk = table(example.at_risk) if example.at_risk else []
    return World(rows["cube"], MEMBER, month_of, wanted, at_risk, rows["people"], rows["answers"])
