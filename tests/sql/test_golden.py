"""The SQL of every shipped measure in both dialects, so that a change of a measure is seen as what it is."""

from pathlib import Path

import pytest

from tests.generative.shipped import kind_of, library, measures
from wulfrun.data.engine import write_sql
from wulfrun.definition.model import Measure
from wulfrun.figures.kinds import KINDS

GOLDEN = Path(__file__).parent / "golden"
DIALECTS = ("duckdb", "pyspark")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("name", "measure"), measures(), ids=[name for name, _ in measures()])
def test_a_shipped_measure_is_counted_by_this_sql(
    name: str, measure: Measure, dialect: str, request: pytest.FixtureRequest
) -> None:
    path = GOLDEN / dialect / f"{name}.sql"
    sql = write_sql(KINDS[kind_of(measure)](measure, library()), dialect) + "\n"
    if request.config.getoption("--rewrite-golden", default=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sql, "utf-8")
    assert path.exists(), "a new measure: run 'pytest tests/sql --rewrite-golden' and read what it wrote"
    assert sql == path.read_text("utf-8")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_sql_is_kept_of_a_measure_that_is_gone(dialect: str) -> None:
    kept = {path.stem for path in (GOLDEN / dialect).glob("*.sql")}
    assert kept == {name for name, _ in measures()}
