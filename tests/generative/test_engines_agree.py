"""Whatever is declared and whatever was recorded, every engine gives what the plain one gives."""

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings

from tests.generative.engines import SPARK, engine, need_spark
from tests.generative.plain_engine import Row, work_out
from tests.generative.worlds import Case, cases
from wulfrun.data.engine import Engine, run
from wulfrun.figures.kinds import KINDS

KEY = ("area", "level", "period", "period_kind")
FOUND = ("numerator", "denominator", "base", "squares")


def _by_key(rows: list[Row]) -> dict[tuple[object, ...], tuple[object, ...]]:
    return {tuple(row[name] for name in KEY): tuple(row.get(name) for name in FOUND) for row in rows}


def _agrees(case: Case, chosen: Engine) -> None:
    expression = KINDS[case.measure.kind](case.measure, case.definition)
    found = run(chosen, expression)
    assert found.schema == expression.schema().to_pyarrow()
    assert len(found) == len(case.world.wanted)
    assert _by_key(found.to_pylist()) == _by_key(work_out(case.measure, case.definition, case.world))


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_duckdb_gives_what_the_plain_engine_gives(case: Case) -> None:
    event(case.measure.kind)
    with engine("duckdb", case.world.tables()) as duck:
        _agrees(case, duck)


@pytest.mark.spark
@SPARK[1]
@SPARK[2]
def test_spark_gives_what_the_plain_engine_gives() -> None:
    need_spark()
    seen: list[str] = []

    @settings(
        max_examples=32,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
    )
    @given(cases())
    def agrees(case: Case) -> None:
        seen.append(case.measure.kind)
        with engine("spark", case.world.tables()) as spark:
            _agrees(case, spark)

    agrees()
    assert set(seen) == set(KINDS)
