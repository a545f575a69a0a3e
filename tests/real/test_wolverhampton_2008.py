"""The folder that recomputes the strategy's own change: without its workbooks, and with invented ones."""

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.real.place import EXAMPLES, Place, build_place, definition_of
from wulfrun.check import check
from wulfrun.cli import main

HEAD = [
    "Financial Year", "Financial Quarter", "Force Name", "CSP Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Number of Offences",
]  # fmt: skip
BOOKS = {
    "prc-csp-0203-to-0607-tabs.xlsx": ["2002-03", "2003-04", "2004-05", "2005-06", "2006-07"],
    "prc-csp-0708-to-1011-tabs.xlsx": ["2007-08", "2008-09"],
}
WHOLE = "E08000031"
# Offences a quarter in 2003/04; the last is no part of the basket.
EACH = {"28A": 200, "45": 300, "48": 150, "58C": 250, "8A": 100, "92A": 400}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "wolverhampton-2008"
    shutil.copytree(EXAMPLES / found.name, found, ignore=shutil.ignore_patterns("store", "out", "data"))
    return found


def write_workbooks(folder: Path, change: float) -> None:
    """Invented workbooks as published; the basket goes by `change` percent from 2003/04 to 2007/08."""
    into = folder / "data" / "police"
    into.mkdir(parents=True)
    for name, years in BOOKS.items():
        book = Workbook()
        book.remove(book.active)
        book.create_sheet("Notes").append(["Invented for a test"])
        for year in years:
            sheet = book.create_sheet(year)
            sheet.append(HEAD)
            scale = 1 + change / 100 * (int(year[:4]) - 2003) / 4
            for quarter in (1, 2, 3, 4):
                for area, times in (("Wolverhampton", 1), ("Walsall", 7)):
                    for code, n in EACH.items():
                        count = round(n * times * (scale if code != "92A" else 3))
                        row = [
                            year.replace("-", "/"),
                            quarter,
                            "West Midlands",
                            area,
                            code,
                            "",
                            "",
                            code,
                            count,
                        ]
                        sheet.append(row)
        book.save(into / name)


def target_of(place: Place) -> dict[str, object]:
    (row,) = place.release.rows("targets")
    return row


def test_without_its_workbooks_it_builds_and_says_what_is_missing_and_the_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--quiet", str(folder)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "data/police/prc-csp-*.xlsx" in said and "wulfrun fetch" in said
    place = Place(folder, build_place(folder).release)
    assert target_of(place)["status"] == "cannot be said"
    assert place.release.table("figures").num_rows == 0
    assert [row["period"] for row in place.findings("missing month")] == ["2003-06 to 2008-03"]
    assert "prc-csp-*.xlsx" in place.page("data-quality.html")
    assert "How safe is" in place.page("index.html")


def test_a_check_without_the_workbooks_says_the_same(folder: Path) -> None:
    report = check(folder, definition_of(folder), lambda step, done, of: None)
    (finding,) = [row for row in report.quality if row["kind"] == "no file"]
    assert finding["severity"] == "blocks" and "fetch" in finding["effect"]


@pytest.mark.parametrize(("planted", "status"), [(-24.0, "achieved"), (-11.0, "not achieved")])
def test_with_workbooks_it_finds_the_planted_change(folder: Path, planted: float, status: str) -> None:
    write_workbooks(folder, planted)
    place = build_place(folder)
    row = target_of(place)
    assert (row["baseline"], row["baseline_period"], row["latest_period"]) == (4000, "2003/04", "2007/08")
    assert row["change_percent"] == pytest.approx(planted)
    assert row["status"] == status
    assert place.value("vehicle-crime", WHOLE, "2003/04") == 4 * (300 + 150)
    assert place.findings("no file") == []
    assert set(place.status("offence").values()) == {"complete"}


def test_half_of_the_workbooks_is_a_hole_and_no_fall(folder: Path) -> None:
    write_workbooks(folder, -24.0)
    (folder / "data/police/prc-csp-0708-to-1011-tabs.xlsx").unlink()
    place = build_place(folder)
    assert target_of(place)["status"] == "cannot be said"
    assert [row["period"] for row in place.findings("missing month")] == ["2007-06 to 2008-03"]
