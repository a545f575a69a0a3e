"""The example city's statutory returns: its police extract comes once a year, and so late."""

import csv
import json
from pathlib import Path


def _returns(folder: Path) -> dict[tuple[str, str], dict[str, object]]:
    content = json.loads((folder / "out" / "returns.json").read_text("utf-8"))
    return {(row["return"], row["quarter"]): row for row in content["returns"]}


def test_lateness_follows_from_the_noted_day_alone(usual: Path) -> None:
    crimes = {quarter: row for (name, quarter), row in _returns(usual).items() if name == "police-crimes"}
    said = [(row["due"], row["status"], row["days_late"]) for row in list(crimes.values())[:3]]
    assert said == [("2007-12-31", "late", 107), ("2008-03-31", "late", 16), ("2008-06-30", "on time", None)]


def test_each_fields_completeness_is_that_of_the_file_itself(usual: Path) -> None:
    path = usual / "data" / "police" / "extract-2007-08.csv"
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("HO Code")]
    filled = _returns(usual)["police-crimes", "2007/08 Q2"]["filled"]
    assert isinstance(filled, dict)
    by_hand = sum(bool((row["Committed From"] or "").strip()) for row in rows) / len(rows)
    assert abs(filled["time"] - by_hand) < 0.001
    assert filled["category"] == 1.0


def test_nobody_is_said_to_owe_what_is_not_read(usual: Path) -> None:
    exclusions = _returns(usual)["council-exclusions", "2007/08 Q2"]
    assert (exclusions["status"], exclusions["rows"]) == ("not read here", None)


def test_the_page_and_the_files_agree(usual: Path) -> None:
    with (usual / "out" / "returns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(_returns(usual))
    page = (usual / "out" / "site" / "topics" / "returns.html").read_text("utf-8")
    for row in rows:
        if row["days_late"]:
            assert f"late by {row['days_late']} days ({int(row['rows']):,} rows)" in page
