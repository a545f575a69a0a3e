"""From a definition and counted records to figures: what is told of each measure, and what is not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa
import pytest

from tests.figures.rows_of import exposures, member, months
from tests.generative.engines import ENGINES, engine
from wulfrun.data.engine import Engine
from wulfrun.data.tables import CUBE, FIGURES
from wulfrun.definition.model import Definition
from wulfrun.figures.build import Bind, Figures, build
from wulfrun.figures.frame import AreaName, Frame, frame
from wulfrun.figures.guard import Beside
from wulfrun.figures.timetable import timetable
from wulfrun.words.periods import month_index

Row = dict[str, object]
AREAS = (AreaName("L1", "North", "lsoa"), AreaName("P", "Place", "partnership"))
MEMBER = member(("L1", "L1", "lsoa"), ("L1", "P", "partnership"), ("P", "P", "partnership"))
WHOLE = {"smallest_level": "partnership"}
DEFINITION = Definition.model_validate(
    {
        "partnership": {"name": "Place", "area_codes": ["P"], "area_name": "Place", "baseline": "2005/06"},
        "measure": {
            "burglary": {"title": "B", "of": "offence", "where": {"code": ["28"]}, "per": "residents"},
            "hate": {"title": "H", "of": "offence", "where": {"flag": ["hate_race"]}, "suppress_below": 5},
            "late": {
                "title": "L",
                "of": "offence",
                "valid_from": "2006-04-01",
                "smallest_level": "partnership",
            },
            "never": {"title": "N", "of": "offence", "where": {"code": ["999"]}},
            "searches": {"title": "S", "of": "search"},
        },
    }
)


def _cube() -> pa.Table:
    rows = [
        {"record": "offence", "code": code, "flags": flags, "month": month, "area": "L1", "file": "f", "n": n}
        for month in range(month_index("2005-04"), month_index("2008-04"))
        for code, flags, n in (("28", 0, 10 if month < month_index("2006-04") else 8), ("45", 2, 6))
    ]
    rows.append({**rows[0], "code": "5", "flags": 2, "n": -3, "month": month_index("2005-09")})
    return pa.Table.from_pylist(rows, schema=CUBE)


def _frames() -> dict[str, Frame]:
    times = timetable(months("2005-04", "2008-03", {"2007-08": "missing"}))
    people = exposures(("residents", "L1", 2005, 1000.0), ("residents", "L1", 2007, 1250.0))
    return {"offence": frame(AREAS, times, MEMBER, people)}


@contextmanager
def _engine(on: str) -> Iterator[tuple[Engine, Bind]]:
    with engine(on, {"cube": _cube(), "member": MEMBER}) as chosen:
        if on == "duckdb":
            yield chosen, chosen.connection.register  # type: ignore[attr-defined]
        else:
            session = chosen.session  # type: ignore[attr-defined]
            yield chosen, lambda name, table: session.createDataFrame(table).createOrReplaceTempView(name)


def _built(on: str) -> Figures:
    with _engine(on) as (chosen, bind):
        return build(DEFINITION, _frames(), chosen, bind, {}, Beside(MEMBER), lambda *_: None)


@pytest.fixture(scope="module")
def built() -> Figures:
    return _built("duckdb")


def _figure(built: Figures, name: str) -> Row:
    measure, area, when = name.split(":")
    rows = [
        row
        for row in built.table.to_pylist()
        if (row["measure"], row["area_code"], row["period"]) == (measure, area, when)
    ]
    assert len(rows) == 1, f"{len(rows)} figures are called {name}"
    return rows[0]


@pytest.mark.parametrize("on", ENGINES)
def test_all_figures_of_a_release_are_the_same_on_every_engine(on: str, built: Figures) -> None:
    found = _built(on)
    assert found.table.schema == FIGURES
    assert found.table.to_pylist() == built.table.to_pylist()


def test_a_count_that_names_residents_has_a_rate_beside_it_for_twelve_months(built: Figures) -> None:
    assert _figure(built, "burglary:P:2005/06")["value"] == 120
    rate = _figure(built, "burglary.rate:P:2006/07")
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (96, 1000, 96)
    kinds = {row["period_kind"] for row in built.table.to_pylist() if row["measure"] == "burglary.rate"}
    assert kinds == {"year", "rolling"}


def test_a_year_with_a_gap_has_a_row_without_a_figure_and_the_reason(built: Figures) -> None:
    row = _figure(built, "burglary:P:2007/08")
    assert row["value"] is row["numerator"] is None
    assert row["note"] == "no figure: 2007-08 missing"
    change = _figure(built, "burglary.on-last-year:P:2007/08")
    assert change["value"] is None
    assert change["note"] == "no figure: this period cannot be counted (2007-08 missing)"


def test_each_count_is_set_against_last_year_and_the_baseline(built: Figures) -> None:
    assert _figure(built, "burglary.on-last-year:P:2006/07")["value"] == pytest.approx(-20)
    assert _figure(built, "burglary.on-baseline:P:year to 2007-07")["value"] == pytest.approx(-20)


def test_a_measure_is_told_for_the_periods_it_holds_for_and_the_areas_it_may_have(
    built: Figures,
) -> None:
    rows = [row for row in built.table.to_pylist() if row["measure"] == "late"]
    assert {row["area_level"] for row in rows} == {"partnership"}
    assert min(str(row["period"]) for row in rows if row["period_kind"] == "year") == "2006/07"


def test_a_small_number_is_kept_back_and_nothing_is_made_of_it(built: Figures) -> None:
    """2005-09 holds 6 - 3: one small month keeps back all months, and the changes made of them."""
    row = _figure(built, "hate:P:2005-09")
    assert row["suppressed"] is True
    assert row["value"] is None
    assert _figure(built, "hate.on-last-year:P:2006-09")["suppressed"] is True
    assert _figure(built, "hate:P:2006/07")["value"] == 72


def test_what_was_never_recorded_and_what_was_not_sent_have_no_figures(built: Figures) -> None:
    assert set(built.sql) == {"burglary", "hate", "late"}
    assert {str(row["measure"]).split(".")[0] for row in built.table.to_pylist()} == set(built.sql)
    assert built.sql["burglary"].startswith("SELECT")


def test_where_nothing_was_counted_there_are_no_figures() -> None:
    with _engine("duckdb") as (chosen, bind):
        nothing = build(DEFINITION, {}, chosen, bind, {}, Beside(MEMBER), lambda *_: None)
    assert (nothing.table.num_rows, nothing.counted.num_rows, nothing.sql) == (0, 0, {})
