"""The only module that names an engine: it runs SQL on DuckDB or on Spark and gives back Arrow.

Ibis writes the SQL and never runs it: its own backends lag behind both engines.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

Tables = Mapping[str, pa.Table | Path]


class Engine(Protocol):
    """Something that knows some tables by name and runs SQL over them."""

    dialect: str

    def run(self, sql: str) -> pa.Table:
        """The result of one query."""


class _Duck:
    dialect = "duckdb"

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def run(self, sql: str) -> pa.Table:
        return self.connection.sql(sql).to_arrow_table()


class _Spark:
    dialect = "pyspark"

    def __init__(self, session: Any) -> None:
        self.session = session

    def run(self, sql: str) -> pa.Table:
        return self.session.sql(sql).toArrow()


@contextmanager
def duckdb_engine(tables: Tables | None = None, memory: str = "700MB") -> Iterator[Engine]:
    """DuckDB in this process over the given tables: Arrow tables, or paths of Parquet files."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": memory, "preserve_insertion_order": True})
    try:
        for name, table in (tables or {}).items():
            if isinstance(table, Path):
                files = str(table / "*.parquet") if table.is_dir() else str(table)
                quoted = files.replace("'", "''")
                connection.execute(f"create view \"{name}\" as select * from read_parquet('{quoted}')")
            else:
                connection.register(name, table)
        yield _Duck(connection)
    finally:
        connection.close()


@contextmanager
def spark_engine(tables: Tables, session: Any) -> Iterator[Engine]:
    """A Spark session over the given tables, each as a temporary view."""
    for name, table in tables.items():
        frame = (
            session.read.parquet(str(table)) if isinstance(table, Path) else session.createDataFrame(table)
        )
        frame.createOrReplaceTempView(name)
    yield _Spark(session)


def local_spark(cores: int = 2) -> Any:
    """A Spark session on this machine, in UTC so that months stay months."""
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master(f"local[{cores}]")
        .appName("wulfrun")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )


def write_sql(expression: Any, dialect: str = "duckdb") -> str:
    """The SQL of an Ibis expression in one engine's dialect."""
    import ibis

    if dialect == "pyspark" and ibis.options.pyspark is None:
        ibis.options.pyspark = _spark_options()
    return str(ibis.to_sql(expression, dialect=dialect))


def _spark_options() -> Any:
    """The one option Ibis asks of its Spark backend to write a fraction; that backend is never loaded."""
    from ibis.config import Config

    class SparkOptions(Config):  # type: ignore[misc]
        treat_nan_as_null: bool = False

    return SparkOptions()


def run(engine: Engine, expression: Any, sql: str | None = None) -> pa.Table:
    """Run an Ibis expression and cast the result to the types the expression promised.

    `sql` is the expression's SQL in the engine's dialect, where it has been written already.
    """
    promised = expression.schema().to_pyarrow()
    return engine.run(sql or write_sql(expression, engine.dialect)).select(promised.names).cast(promised)


# As long as Python's csv module lets a field be.
_LONGEST_LINE = 131_072


class CsvRefused(Exception):
    """The engine's strict CSV reader met something it will not read."""


def read_csv(engine: Engine, select: str, files: Sequence[Path], columns: Sequence[str]) -> pa.Table:
    """Run a SELECT over CSV files of one header, strictly, every column as text and blank as null.

    `select` holds the word FILES where the files stand; `file_index` is a file's place in their list.
    Raises CsvRefused where any line breaks the form, so that a slower reader can say which.
    """
    import duckdb

    names = "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in files) + "]"
    types = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in columns) + "}"
    source = (
        f"read_csv({names}, header=true, columns={types}, auto_detect=false, delim=',', quote='\"', "
        f"escape='\"', nullstr='', max_line_size={_LONGEST_LINE})"
    )
    try:
        return engine.run(select.replace("FILES", source))
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException) as error:
        raise CsvRefused(str(error)) from error


def make_enum(engine: Engine, name: str, values: Sequence[str]) -> None:
    """Declare a closed list of words, so that a text is looked up while it is read."""
    words = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    connection: Any = getattr(engine, "connection")  # noqa: B009
    connection.execute(f"create type {name} as enum ({words})")
