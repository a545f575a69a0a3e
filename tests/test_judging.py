"""A topic's lists go to the restricted side of the release, and none takes the place of another."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wulfrun import judging
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows, write_table
from wulfrun.data.tables import FIGURES, POINTS

PLACES = pa.table({"easting": [517_493]})


def told(known: Known) -> Mapping[str, Rows]:
    return {"streets": [{"street": "High Street"}]}


def places(known: Known) -> Mapping[str, pa.Table]:
    return {"places": PLACES}


WITH_LIST = Topic({"streets": pa.schema({"street": pa.string()})}, told, restricted=places)


def written(part: Path, monkeypatch: pytest.MonkeyPatch, *found: Topic) -> list[str]:
    monkeypatch.setattr(judging, "topics", lambda: dict(enumerate(found)))
    evidence: Any = SimpleNamespace(
        geography=None, exposures=None, months={}, receipts=(), cube_of=None,
        derived=SimpleNamespace(whole=SimpleNamespace(judged={})), points_of=lambda _: POINTS.empty_table(),
    )  # fmt: skip
    figures: Any = SimpleNamespace(table=FIGURES.empty_table(), breaks=[])
    return judging.write_topics(part, part, SimpleNamespace(), evidence, figures)  # type: ignore[arg-type]


def test_a_list_is_written_to_the_restricted_side_and_is_no_table_of_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written(tmp_path, monkeypatch, WITH_LIST, Topic({}, lambda known: {})) == ["streets"]
    assert sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.parquet")) == [
        "restricted/lists/places.parquet",
        "streets.parquet",
    ]
    assert pq.read_table(tmp_path / "restricted" / "lists" / "places.parquet") == PLACES


def test_a_list_of_the_name_of_another_is_a_fault_and_the_other_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "restricted" / "lists" / "places.parquet"
    write_table(path, pa.table({"sealed": ["derived"]}))
    with pytest.raises(ValueError, match="the restricted list 'places' is given twice"):
        written(tmp_path, monkeypatch, WITH_LIST)
    assert pq.read_table(path).column_names == ["sealed"]
