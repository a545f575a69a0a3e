"""The near repeats planted among burglaries are found, there and no further; hours are the planted ones."""

import json
from pathlib import Path
from typing import Any

import html5lib
import pytest

from wulfrun.assessment.topics.near_repeats import BANDS, FOUND, GROUPS
from wulfrun.assessment.topics.time_of_day import HOURLY
from wulfrun.data.release import Release, Rows
from wulfrun.example.profiles import PROFILES

pytestmark = pytest.mark.xdist_group("whole")


@pytest.fixture(params=["usual", "other"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def planted(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "example-truths.json").read_text("utf-8"))["near_repeats"]
    return told


def rows(folder: Path, table: str, group: str) -> Rows:
    return [row for row in Release(folder / "store" / "current").rows(table) if row["group"] == group]


def test_the_group_that_near_repeats_were_planted_in_shows_as_many_as_were_planted(folder: Path) -> None:
    told = planted(folder)
    (row,) = rows(folder, GROUPS, told["measure"])
    assert row["verdict"] == FOUND and (row["metres"], row["days"]) == (200, 14)
    # The two latest years; some are of a burglary before them, or its day and its place are blurred.
    made = sum(list(told["burglaries"].values())[-2:])
    assert 0.5 * made <= row["pairs"] - row["expected"] <= 1.3 * made


def test_they_are_shown_within_the_planted_distance_and_days_and_no_further(folder: Path) -> None:
    told = planted(folder)
    for row in rows(folder, BANDS, told["measure"]):
        inside = row["metres_to"] <= told["within_metres"] and row["days_to"] <= told["within_days"]
        if inside and row["days_from"] == 0:
            assert row["lower"] > 1, row
        if not inside:
            assert row["ratio"] < 1.15, row


def test_the_same_home_is_the_most_likely_to_be_burgled_again(folder: Path) -> None:
    bands = [row for row in rows(folder, BANDS, planted(folder)["measure"]) if row["days_from"] == 0]
    assert max(bands, key=lambda row: row["ratio"])["metres_to"] == 0


@pytest.mark.parametrize("group", ["theft-from-vehicle", "theft-of-vehicle"])
def test_where_none_were_planted_the_ratio_is_one(folder: Path, group: str) -> None:
    (row,) = rows(folder, GROUPS, group)
    assert 0.9 < row["ratio"] < 1.1


@pytest.mark.parametrize("group", ["domestic-burglary", "theft-from-vehicle", "personal-robbery"])
def test_the_usual_hour_of_a_group_is_among_its_busier_ones(folder: Path, group: str) -> None:
    busier = {row["hour"] for row in rows(folder, HOURLY, group) if row["busier"]}
    assert int(PROFILES[group].hour) in busier


def test_no_point_and_no_small_number_is_on_the_pages(folder: Path) -> None:
    for name in (GROUPS, BANDS):
        columns = Release(folder / "store" / "current").table(name).column_names
        assert not {"x", "y", "start", "end"} & set(columns)
    for row in Release(folder / "store" / "current").rows(BANDS):
        assert row["pairs"] is None or row["pairs"] == 0 or row["pairs"] >= 5


def test_the_pages_say_it(folder: Path) -> None:
    pages = folder / "out" / "site" / "topics"
    text = {
        name: " ".join("".join(html5lib.parse((pages / f"{name}.html").read_text("utf-8"),
                                              namespaceHTMLElements=False).find(".//main").itertext()).split())
        for name in ("near-repeats", "time-of-day")
    }  # fmt: skip
    assert "another within 200 metres is" in text["near-repeats"]
    assert "Here they are shown for domestic burglary." in text["near-repeats"]
    assert "offences are known to the hour." in text["time-of-day"]
