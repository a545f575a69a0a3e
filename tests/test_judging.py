"""A topic's lists go to the restricted side of the release, and none takes the place of another."""

from collections.abc import Mapping
from graphlib import CycleError
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wulfrun import judging
from wulfrun.assessment.topics import in_order
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows, write_table
from wulfrun.data.tables import FIGURES, POINTS

PLACES = pa.table({"easting": [517_493]})


def told(known: Known) -> Mapping[str, Rows]:
    return {"streets": [{"street": "High Street"}]}


def places(known: Known) -> Mapping[str, pa.Table]:
    return {"places": PLACES}


WITH_LIST = Topic({"streets": pa.schema({"street": pa.string()})}, told, restricted=places)


def written(
    part: Path, monkeypatch: pytest.MonkeyPatch, *found: Topic, judged: Mapping[str, Rows] | None = None
) -> list[str]:
    monkeypatch.setattr(judging, "topics", lambda: dict(enumerate(found)))
    evidence: Any = SimpleNamespace(
        geography=None, exposures=None, months={}, receipts=(), cube_of=None,
        derived=SimpleNamespace(whole=SimpleNamespace(judged={})), points_of=lambda _: POINTS.empty_table(),
    )  # fmt: skip
    figures: Any = SimpleNamespace(table=FIGURES.empty_table(), breaks=[])
    definition: Any = SimpleNamespace()
    return judging.write_topics(part, part, definition, evidence, figures, judged or {})


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


def test_a_topic_is_told_what_those_before_it_published_and_how_targets_and_gaps_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Rows]] = []

    def look(known: Known) -> Mapping[str, Rows]:
        seen.append(dict(known.told))
        return {}

    judged: dict[str, Rows] = {"targets": [{"target": "cut"}], "gap": [], "areas": [{"code": "E1"}]}
    written(tmp_path, monkeypatch, Topic({}, look), WITH_LIST, Topic({}, look), judged=judged)
    before: dict[str, Rows] = {"targets": [{"target": "cut"}], "gap": []}
    assert seen == [before, {**before, "streets": [{"street": "High Street"}]}]


def test_topics_stand_after_those_they_look_at() -> None:
    plain, later = Topic({}, lambda known: {}), Topic({}, lambda known: {}, after=("harm",))
    assert list(in_order({"a": later, "harm": plain, "z": plain})) == ["harm", "z", "a"]
    with pytest.raises(CycleError):
        in_order({"harm": later})
    with pytest.raises(KeyError, match="harm"):
        in_order({"a": later})
