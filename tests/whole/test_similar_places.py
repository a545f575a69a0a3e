"""The example beside places like it: the page says what was planted, recounted from the workbook itself."""

import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from wulfrun.data.release import Release

from .test_planted_truths import words

pytestmark = pytest.mark.xdist_group("whole")

MEMBERS = (
    "Northbank", "Ashbourne Vale", "Castlegate", "Harrowby", "Kelmarsh", "Millhaven", "Stonebridge",
    "Westport",
)  # fmt: skip


def _workbook(folder: Path, codes: set[str]) -> Counter[str]:
    """Offences of 2007/08 by place, by a route of its own: openpyxl over the sheet."""
    path = folder / "data" / "home_office" / "prc-csp-0304-to-0708-tabs.xlsx"
    rows = openpyxl.load_workbook(path, read_only=True)["2007-08"].iter_rows(min_row=2, values_only=True)
    found: Counter[str] = Counter()
    for _, _, place, _, _, _, code, n in rows:
        if str(code) in codes:
            found[place] += n
    return found


def _people(folder: Path) -> dict[str, int]:
    lines = (
        (folder / "data" / "home_office" / "partnerships-public-figures.csv").read_text("utf-8").splitlines()
    )
    cells = [line.split(",") for line in lines[1:]]
    return {row[0]: int(row[2]) for row in cells if row[1] == "2007"}


def test_every_members_robbery_rate_is_that_of_the_workbook(usual: Path) -> None:
    counts, people = _workbook(usual, {"34A", "34B"}), _people(usual)
    shown = {
        row["place"]: row["rate"]
        for row in Release(usual / "store" / "current").rows("peer_places")
        if row["measure"] == "robbery"
    }
    assert shown == {name: pytest.approx(1000 * counts[name] / people[name]) for name in MEMBERS}
    planted = json.loads((usual / "example-truths.json").read_text("utf-8"))["agencies"]["national_tables"]
    assert shown == {name: pytest.approx(rate) for name, rate in planted["rates_2007_08"]["robbery"].items()}


def test_robbery_is_a_concern_beside_similar_places_and_burglary_is_not(usual: Path) -> None:
    verdicts = {row["measure"]: row for row in Release(usual / "store" / "current").rows("peer_verdicts")}
    assert (verdicts["robbery"]["verdict"], verdicts["robbery"]["rank"]) == ("worse", 8)
    assert verdicts["domestic-burglary"]["verdict"] in ("better", "in line")
    assert verdicts["domestic-burglary"]["rate"] < 0.9 * verdicts["domestic-burglary"]["average"]
    assert verdicts["robbery"]["quartile"] == 4
    assert verdicts["robbery"]["rank_lower"] <= 8 == verdicts["robbery"]["rank_upper"]
    assert verdicts["robbery"]["period_before"] == "2006/07"
    said = words(usual, "topics/peers.html")
    assert "Robbery: Northbank is worse than similar places" in said
    assert "Most similar families of 2007 (invented)" in said


def test_the_average_is_that_of_the_rates_with_northbank_among_them(usual: Path) -> None:
    release = Release(usual / "store" / "current")
    rates = [row["rate"] for row in release.rows("peer_places") if row["measure"] == "psa1"]
    (verdict,) = [row for row in release.rows("peer_verdicts") if row["measure"] == "psa1"]
    assert len(rates) == len(MEMBERS)
    assert verdict["average"] == pytest.approx(sum(rates) / len(rates))
