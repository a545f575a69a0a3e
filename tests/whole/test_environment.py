"""What the council sends of clean and safe streets: counted as planted, and by a second route."""

import csv
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import html5lib
import openpyxl
import pytest

from wulfrun.data.release import Release
from wulfrun.example.agencies import environment
from wulfrun.example.folder import example_files

pytestmark = pytest.mark.xdist_group("whole")

MEASURES = {
    "graffiti": ("graffiti",),
    "abandoned-vehicles": ("abandoned-vehicle",),
    "noise-complaints": ("noise",),
    "needles": ("needles",),
    "litter": ("litter", "dog-fouling"),
}
WORDS = {
    "Graffiti removal": "graffiti", "Abandoned vehicle": "abandoned-vehicle", "Noise nuisance": "noise",
    "Discarded needles": "needles", "Street cleansing": "litter", "Dog fouling": "dog-fouling",
}  # fmt: skip
WHOLE = "E08990001"


@pytest.fixture(scope="session")
def release(usual: Path) -> Release:
    return Release(usual / "store" / "current")


@pytest.fixture(scope="session")
def figures(release: Release) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {
        (row["measure"], row["area_code"], row["period"]): row for row in release.table("figures").to_pylist()
    }


def told(folder: Path) -> dict[str, Any]:
    planted = json.loads((folder / "example-truths.json").read_text("utf-8"))["agencies"]["environment"]
    return dict(planted)


def complaints(folder: Path) -> list[dict[str, str]]:
    """Every row of the council's exports, read with csv and openpyxl alone; repeats and bad rows too."""
    found = []
    for path in sorted((folder / "data" / "council").glob("complaints-*")):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
        else:
            sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
            rows = [
                ["" if each is None else f"{each:%d/%m/%Y}" if isinstance(each, datetime) else str(each)
                 for each in row]
                for row in sheet.iter_rows(values_only=True)
            ]  # fmt: skip
        start = next(place for place, row in enumerate(rows) if row[0] == "Case reference")
        found += [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]
    return found


def counted(rows: list[dict[str, str]]) -> Counter[tuple[str, str]]:
    """Complaints by code and financial year: bad rows left out, each reference and joined case once."""
    seen: dict[str, tuple[str, str]] = {}
    for row in rows:
        bad = row["Request type"] not in WORDS or row["Neighbourhood"] == "Elsewhere Road"
        if not bad and not row["Date received"].startswith("31/02"):
            key = row["Linked case"] or row["Case reference"]
            seen.setdefault(key, (WORDS[row["Request type"]], year_of(row["Date received"])))
    return Counter(seen.values())


def year_of(day: str) -> str:
    on = date(int(day[6:]), int(day[3:5]), int(day[:2]))
    start = on.year if on.month >= 4 else on.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def test_each_kind_of_complaint_changed_as_planted(
    usual: Path, figures: dict[tuple[str, str, str], dict[str, Any]]
) -> None:
    counts = told(usual)["complaints"]
    for measure, codes in MEASURES.items():
        for year, own in counts.items():
            assert figures[measure, WHOLE, year]["value"] == sum(own[code] for code in codes), (measure, year)
    assert figures["graffiti.on-baseline", WHOLE, "2007/08"]["value"] == pytest.approx(-18.0)
    assert figures["abandoned-vehicles.on-baseline", WHOLE, "2007/08"]["value"] == pytest.approx(-45.0)
    assert figures["needles.on-baseline", WHOLE, "2007/08"]["value"] == pytest.approx(-25.0)
    racist = told(usual)["racist_graffiti"]
    assert {year: figures["graffiti-racist", WHOLE, year]["value"] for year in racist} == racist


def test_a_second_route_through_the_files_finds_the_same(
    usual: Path, figures: dict[tuple[str, str, str], dict[str, Any]]
) -> None:
    counts = counted(complaints(usual))
    for measure, codes in MEASURES.items():
        for year in told(usual)["complaints"]:
            assert figures[measure, WHOLE, year]["value"] == sum(counts[code, year] for code in codes)


def test_the_receipts_say_what_each_file_held(usual: Path, release: Release) -> None:
    receipts = {Path(row["path"]).name: row for row in release.rows("receipts")}
    for name, expected in told(usual)["files"].items():
        assert {each: receipts[name][each] for each in expected} == expected, name
    (reports,) = [row for name, row in receipts.items() if name.startswith("open311")]
    told_of = told(usual)["open311"]
    assert (reports["duplicate"], reports["refused"]) == (told_of["repeated"], told_of["refused"])
    assert reports["unplaced"] == told_of["unplaced"]


def test_needles_are_found_where_they_were_put(
    usual: Path, release: Release, figures: dict[tuple[str, str, str], dict[str, Any]]
) -> None:
    names = {
        row["code"]: row["name"].lower().replace("'", "").replace(" ", "-")
        for row in release.rows("areas")
        if row["level"] == "neighbourhood"
    }
    found = {name: figures["needles", code, "2007/08"]["value"] for code, name in names.items()}
    assert found == told(usual)["needles_by_neighbourhood"]


def test_reports_on_the_site_follow_its_take_up(
    usual: Path, figures: dict[tuple[str, str, str], dict[str, Any]]
) -> None:
    requests = told(usual)["open311"]["requests"]
    assert figures["street-reports", WHOLE, "2011/12"]["value"] == requests["2011/12"] == 480
    assert figures["street-reports", WHOLE, "2012/13"]["value"] == requests["2012/13"] == 648


def main_text(folder: Path) -> str:
    text = (folder / "out" / "site" / "topics" / "environment.html").read_text("utf-8")
    main = html5lib.parse(text, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


def test_the_page_says_what_changed_and_what_the_counts_are_worth(usual: Path) -> None:
    said = main_text(usual)
    assert "Graffiti reported to the council fell by 18.0%, from 900 complaints in 2003/04 to 738" in said
    assert "Discarded needles reported to the council fell by 25.0%" in said
    assert "its volume follows take-up of the site" in said
    assert "One number for street services" in said
    assert "Where needles are reported" in said


def test_other_truths_are_other_counts(tmp_path: Path) -> None:
    files = example_files(2008, {"graffiti_change": 20.0, "needles_change": 50.0})
    for name in (each for each in files if "complaints-" in each):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = files[name]
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    counts = counted(complaints(tmp_path))
    assert (counts["graffiti", "2003/04"], counts["graffiti", "2007/08"]) == (900, 1080)
    assert (counts["needles", "2003/04"], counts["needles", "2007/08"]) == (160, 240)


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, again = example_files(7), example_files(7)
    own = [name for name in first if "complaints-" in name or "open311" in name]
    assert len(own) == 6
    assert all(first[name] == again[name] for name in own)


def test_every_truth_of_the_part_can_be_planted() -> None:
    assert set(environment.PART.truths) == {
        "graffiti_change", "abandoned_vehicles_change", "noise_change", "needles_change",
        "street_reports_change",
    }  # fmt: skip
