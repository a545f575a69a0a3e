"""The engine room: tables by name, the promised types, and SQL that each engine can read."""

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.generative.engines import ENGINES, engine

from wulfrun.data.engine import CsvRefused, duckdb_engine, make_enum, read_csv, run, write_sql

TABLE = pa.table({"area": ["N", "S", "N"], "n": pa.array([1, 2, 3], pa.int64())})
SCHEMA = ibis.table({"area": "string", "n": "int64"}, name="cube")


@pytest.mark.parametrize("on", ENGINES)
def test_a_result_has_the_types_that_were_promised(on: str) -> None:
    """DuckDB adds up int64 to a wider number, Spark does not: both are cast to what was promised."""
    expression = SCHEMA.group_by("area").aggregate(n=SCHEMA["n"].sum(), half=SCHEMA["n"].sum() / 2)
    with engine(on, {"cube": TABLE}) as chosen:
        found = run(chosen, expression)
    assert found.schema == pa.schema([("area", pa.string()), ("n", pa.int64()), ("half", pa.float64())])
    assert sorted(found.to_pylist(), key=lambda row: row["area"]) == [
        {"area": "N", "n": 4, "half": 2.0},
        {"area": "S", "n": 2, "half": 1.0},
    ]


@pytest.mark.parametrize("on", ENGINES)
def test_a_table_may_be_a_parquet_file_or_a_folder_of_them(on: str, tmp_path: Path) -> None:
    folder = tmp_path / "it's a folder"
    folder.mkdir()
    for part in ("a", "b"):
        pq.write_table(TABLE, folder / f"{part}.parquet")
    sql = "select sum(n) as n from cube"
    for tables, total in (({"cube": folder}, 12), ({"cube": folder / "a.parquet"}, 6)):
        with engine(on, tables) as chosen:
            assert chosen.run(sql).to_pylist() == [{"n": total}]


def test_sql_for_spark_is_written_without_spark() -> None:
    expression = SCHEMA.select(share=SCHEMA["n"].cast("float64") / 3)
    assert "DOUBLE" in write_sql(expression, "pyspark")
    assert "`n`" in write_sql(expression, "pyspark")
    assert '"n"' in write_sql(expression, "duckdb")


def test_a_file_is_read_strictly_and_all_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a'b.csv"
    path.write_text('Month,Type\n2007-08,"Burglary, other"\n2007-09,\n', "utf-8")
    with duckdb_engine() as duck:
        found = read_csv(duck, "select Month, Type from FILES order by Month", [path], ["Month", "Type"])
    assert found.to_pylist() == [
        {"Month": "2007-08", "Type": "Burglary, other"},
        {"Month": "2007-09", "Type": None},
    ]


@pytest.mark.parametrize("line", ["2007-08\n", "2007-08,Burglary,more\n"])
def test_a_line_that_breaks_the_form_refuses_the_fast_way(line: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Month,Type\n2007-07,Burglary\n" + line, "utf-8")
    with duckdb_engine() as duck, pytest.raises(CsvRefused):
        read_csv(duck, "select * from FILES", [path], ["Month", "Type"])


def test_a_closed_list_of_words_may_hold_a_quotation_mark() -> None:
    with duckdb_engine() as duck:
        make_enum(duck, "words", ["it's", "other"])
        assert duck.run("select 'it''s'::words::varchar as word").to_pylist() == [{"word": "it's"}]
