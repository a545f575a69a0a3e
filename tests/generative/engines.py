"""The engines a test may run on; one Spark session serves the whole run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from shutil import which
from typing import Any

import pytest

from wulfrun.data.engine import Engine, Tables, duckdb_engine, local_spark, spark_engine

SPARK = (
    pytest.mark.spark,
    pytest.mark.xdist_group("spark"),
    # Spark's own word about the pandas it finds; nothing of ours goes through pandas.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
)
ENGINES = [pytest.param("duckdb", id="duckdb"), pytest.param("spark", id="spark", marks=SPARK)]


def lacking() -> str:
    """What keeps Spark from running here, or ''."""
    if not find_spec("pyspark"):
        return "pyspark is not installed (the extra 'spark')"
    if not which("java") and not os.environ.get("JAVA_HOME"):
        return "there is no Java (17 or later) for Spark"
    return ""


def need_spark() -> None:
    """Skip where Spark cannot run; fail on the machine that decides whether a change is taken."""
    if why := lacking():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)


@cache
def session() -> Any:
    """The Spark session of this run, set for many small queries."""
    found = local_spark(cores=1)
    for name, value in {
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.autoBroadcastJoinThreshold": "-1",
    }.items():
        found.conf.set(name, value)
    return found


@contextmanager
def engine(name: str, tables: Tables) -> Iterator[Engine]:
    """The engine of a name over some tables."""
    if name == "spark":
        need_spark()
        with spark_engine(tables, session()) as spark:
            yield spark
    else:
        with duckdb_engine(tables) as duck:
            yield duck
