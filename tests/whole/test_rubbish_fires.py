"""What was planted of fires is on the pages: the counts, the targets, the link and its places."""

import csv
import json
from pathlib import Path
from typing import Any

import html5lib
import pytest

from wulfrun.data.release import Release

pytestmark = pytest.mark.xdist_group("whole")

MEASURES = {
    "rubbish-arson": "deliberate-secondary-refuse",
    "vehicle-arson": "deliberate-primary-vehicle",
    "dwelling-arson": "deliberate-primary-dwelling",
    "hoax-calls": "malicious-false-alarm",
}


@pytest.fixture(params=["usual", "other"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def planted(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "example-truths.json").read_text("utf-8"))["agencies"]["fire"]
    return told


def years(folder: Path, measure: str) -> list[float]:
    table = Release(folder / "store" / "current").table("figures").to_pylist()
    rows = [row for row in table if row["measure"] == measure and row["area_level"] == "partnership"
            and row["period_kind"] == "year"]  # fmt: skip
    return [row["value"] for row in sorted(rows, key=lambda row: row["period"])]


def words(folder: Path, page: str) -> str:
    text = (folder / "out" / "site" / page).read_text("utf-8")
    main = html5lib.parse(text, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


def test_each_kind_of_fire_is_counted_as_it_was_planted(folder: Path) -> None:
    told = planted(folder)
    for measure, code in MEASURES.items():
        assert years(folder, measure) == told["by_code"][code], measure
    every = [sum(counts[year] for code, counts in told["by_code"].items() if code.startswith("deliberate-"))
             for year in range(5)]  # fmt: skip
    assert years(folder, "deliberate-fires") == every
    assert years(folder, "dwelling-fires-without-alarm") == told["without_alarm"]
    assert years(folder, "violence-against-crews") == told["violence"]


def test_fires_are_never_added_to_the_polices_arson(folder: Path) -> None:
    recorded = json.loads((folder / "example-truths.json").read_text("utf-8"))["offences"]["arson"]
    offences = [n for year, n in recorded.items() if "/" in year]
    assert years(folder, "arson") == offences


def test_each_receipt_of_fires_and_fly_tipping_counts_the_defects_that_were_planted(folder: Path) -> None:
    receipts = {row["path"]: row for row in Release(folder / "store" / "current").rows("receipts")}
    for name, truth in planted(folder)["files"].items():
        assert {count: receipts[name][count] for count in truth} == truth, name


def test_fires_whose_stated_class_is_wrong_are_counted_by_the_rule_and_told(folder: Path) -> None:
    found = " ".join(row["found"] for row in Release(folder / "store" / "current").rows("quality"))
    assert "Fires: 10 stated to be secondary are counted as primary" in found
    assert "Fires: 15 stated to be primary are counted as secondary" in found


def test_most_arson_fell_and_rubbish_arson_rose(usual: Path) -> None:
    with (usual / "out" / "targets.csv").open(encoding="utf-8") as file:
        status = {row["target"]: row["status"] for row in csv.DictReader(file)}
    assert status["deliberate-primary-fires"] == "achieved"
    assert status["hoax-calls"] == "achieved"
    assert status["rubbish-arson"] == "not achieved"
    assert "552 deliberate rubbish fires in 2007/08, 15.0% more than the year before" in words(
        usual, "topics/rubbish-fires.html"
    )


def test_the_page_claims_a_link_where_one_was_planted_and_none_where_none_was(folder: Path) -> None:
    told, page = planted(folder), words(folder, "topics/rubbish-fires.html")
    rows = Release(folder / "store" / "current").rows("rubbish_fires_places")
    high = {row["area_code"] for row in rows if row["high"] and row["level"] == "lsoa"}
    if told["truths"]["fly_tipping_drives_fires"] == 1:
        assert "Rubbish fires and fly-tipping go together in Northbank, by place and by time." in page
        assert "the rubbish fires a month later" in page
        assert set(told["known_places"]) <= high and len(high) <= 8
    else:
        assert "go together in Northbank" not in page
        assert "shown" in page


def test_the_numbers_of_the_places_are_in_the_published_table(usual: Path) -> None:
    with (usual / "out" / "site" / "data" / "rubbish_fires_places.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "lsoa"]
    assert len(rows) == 160
    placed = sum(int(row["fires"]) for row in rows)
    assert placed == 552 - 4


def test_the_published_table_stands_beside_the_services_own_file(usual: Path) -> None:
    rows = Release(usual / "store" / "current").rows("published_fires")
    told = planted(usual)["published"]
    own = {row["type"]: row for row in rows if row["own"]}
    for kind, counts in told.items():
        row = own[f"deliberate-{kind}"]
        assert (row["first"], row["fires"]) == (counts[0], counts[4])
        assert row["extract"] - row["fires"] == 3
    assert {row["area"] for row in rows} == {
        "Northbank",
        "Eastmoor",
        "Harbourshire",
        "Saltmarsh",
        "Upper Vale",
    }
    assert "own file has 454: 3 more" in words(usual, "topics/published-fires.html")
