"""Every shipped measure gives the same values and types on DuckDB, on Spark, and worked out plainly."""

from collections.abc import Iterator

import pytest

from tests.generative.engines import ENGINES, engine
from tests.generative.plain_engine import Row, work_out
from tests.generative.shipped import kind_of, library, measures, world
from wulfrun.data.engine import Engine, run
from wulfrun.definition.model import Measure
from wulfrun.figures.kinds import KINDS


@pytest.fixture(scope="module", params=ENGINES)
def chosen(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with engine(request.param, world().tables()) as found:
        yield found


def _sorted(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (str(row["level"]), str(row["area"]), str(row["period"])))


@pytest.mark.parametrize(("name", "measure"), measures(), ids=[name for name, _ in measures()])
def test_a_shipped_measure_means_the_same(name: str, measure: Measure, chosen: Engine) -> None:
    expression = KINDS[kind_of(measure)](measure, library())
    found = run(chosen, expression)
    assert found.schema == expression.schema().to_pyarrow()
    assert _sorted(found.to_pylist()) == _sorted(work_out(measure, library(), world()))


def test_the_world_tries_every_measure() -> None:
    """A comparison of zeroes would prove nothing."""
    idle = [
        name
        for name, measure in measures()
        if not any(row["numerator"] for row in work_out(measure, library(), world()))
    ]
    assert idle == ["street-violent-crime-2013"], "it ended before this world began"
