"""The restricted list of near repeats in the example city, and that nothing of it is published."""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import pytest

from tests.whole.near_repeat_recount import Listed, burglaries, recounted
from wulfrun.assessment.topics.near_repeats import GROUPS, LIST
from wulfrun.cli import main
from wulfrun.data.access_log import entries, verify
from wulfrun.data.release import Release, Rows
from wulfrun.restricted_commands import READINGS

GRID = re.compile(rb"\b(\d{6})\b[^\d]{1,12}\b(\d{6})\b")
DEGREES = re.compile(rb"(-?\d{1,2}\.\d{5,})[^\d.]{1,12}?(-?\d{1,2}\.\d{5,})")

pytestmark = pytest.mark.xdist_group("whole")


def table(folder: Path) -> pa.Table:
    return pq.read_table(folder / "store" / "current" / "restricted" / "lists" / f"{LIST}.parquet")


def listed(folder: Path, group: str = "domestic-burglary") -> Rows:
    return [row for row in table(folder).to_pylist() if row["group"] == group]


def test_the_list_holds_what_looking_at_every_pair_in_the_extracts_gives(usual: Path) -> None:
    expected = Counter(recounted(list(burglaries(usual))))
    found = Counter(
        Listed(
            row["easting"], row["northing"], row["first_day"], row["last_day"], row["role"],
            row["days_before"], row["metres_before"], row["offences"], row["current"],
        )
        for row in listed(usual)
    )  # fmt: skip
    assert found == expected and sum(found.values()) > 2000


def test_the_near_repeats_that_were_planted_are_on_it(usual: Path) -> None:
    told: dict[str, Any] = json.loads((usual / "example-truths.json").read_text("utf-8"))["near_repeats"]
    made = sum(list(told["burglaries"].values())[-2:])
    rows = listed(usual, told["measure"])
    near = [row for row in rows if row["days_before"] is not None]
    # Chance adds more than are lost where the day is blurred or the first one was before these two years.
    assert len(near) > made
    # Chance alone hardly ever strikes the same home twice in 14 days.
    again = sum(row["metres_before"] == 0 for row in near)
    assert 0.7 * made * told["same_home"] <= again <= 1.3 * made * told["same_home"]


def test_the_list_and_the_page_count_the_same(usual: Path) -> None:
    for row in Release(usual / "store" / "current").rows(GROUPS):
        own = listed(usual, row["group"])
        roles = Counter(each["role"] for each in own)
        assert row["followed"] == roles["originator"] + roles["both"]
        assert row["following"] == roles["near repeat"] + roles["both"]
        assert row["chains_now"] == len({each["chain"] for each in own if each["current"]})
        assert {each["verdict"] for each in own} == {row["verdict"]}


def test_it_is_read_by_somebody_for_a_purpose_and_that_is_logged(
    usual: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(entries(usual, READINGS))
    assert main(["restricted", str(usual), LIST]) != 0
    assert capsys.readouterr().out == "" and len(entries(usual, READINGS)) == before
    told = ["--person", "A. Officer", "--purpose", "Cocooning visits"]
    assert main(["restricted", str(usual), LIST, *told]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == table(usual).num_rows and rows[0]["chain"] == "1" and rows[0]["current"] == "True"
    entry = entries(usual, READINGS)[-1]
    assert (entry["what"]["list"], entry["what"]["records"]) == (LIST, len(rows))
    assert rows[0]["easting"] not in str(entry)
    assert [each.wrong for each in verify(usual)] == [""]


def test_no_place_of_the_list_stands_in_any_published_byte(usual: Path) -> None:
    places = {(row["easting"], row["northing"]) for row in table(usual).to_pylist()}
    change = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    degrees = {tuple(round(each, 5) for each in change.transform(*place)) for place in places}
    degrees |= {(north, east) for east, north in degrees}
    assert len(places) > 4000
    looked = 0
    for path in (usual / "out").rglob("*"):
        if not path.is_file():
            continue
        looked += 1
        if path.suffix == ".parquet":
            assert set(pq.read_schema(path).names).isdisjoint({"easting", "northing", "role", "chain"}), path
            continue
        content = path.read_bytes()
        assert b"restricted/lists" not in content, path
        assert places.isdisjoint((int(east), int(north)) for east, north in GRID.findall(content)), path
        both = DEGREES.findall(content)
        assert degrees.isdisjoint((round(float(one), 5), round(float(other), 5)) for one, other in both), path
    assert looked > 500
