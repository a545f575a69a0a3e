"""Who lives in the example city, how deprived it is, and what its residents asked for: as planted."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.whole.conftest import made

# An index drawn by chance, fewer hours, and few priorities dealt with.
OTHERS = {"index_follows_hardship": 0.0, "patrol_hours_change": -20.0, "priorities_dealt_with": 40.0}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "northbank"
    made(folder, OTHERS)
    return folder


def _planted(folder: Path, part: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "example-truths.json").read_text("utf-8"))["agencies"][part]
    return told


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "out" / "site" / "data" / f"{name}.csv").open(encoding="utf-8-sig") as text:
        return list(csv.DictReader(text))


def _page(folder: Path, name: str) -> str:
    return (folder / "out" / "site" / name).read_text("utf-8")


def _year(folder: Path, measure: str, year: str) -> float:
    rows = _rows(folder, measure)
    (row,) = [
        row
        for row in rows
        if row["measure"] == measure and row["period"] == year and row["area_level"] == "partnership"
    ]
    return float(row["value"])


def test_residents_by_age_are_those_planted(usual: Path) -> None:
    planted = _planted(usual, "demography")
    rows = [row for row in _rows(usual, "profile_ages") if row["area_code"] == "E08990001"]
    assert {row["year"] for row in rows} == {"2007"}
    assert sum(float(row["residents"]) for row in rows) == planted["residents"]["2007"]
    women = {row["low"]: float(row["residents"]) for row in rows if row["sex"] == "F"}
    groups = planted["women_by_age"]
    assert women["0"] == groups["0-4"]
    assert women["15"] == groups["15"] + groups["16-17"] + groups["18-19"]
    assert women["85"] == groups["85+"]


def test_the_neighbourhoods_hold_everybody_once(usual: Path) -> None:
    rows = _rows(usual, "profile")
    whole = float(rows[0]["residents"])
    assert sum(float(row["residents"]) for row in rows[1:]) == whole
    assert len(rows) == 17


def test_the_share_in_the_most_deprived_tenth_is_the_one_planted(usual: Path) -> None:
    for row in _rows(usual, "deprivation_editions"):
        planted = _planted(usual, "demography")["index"][row["edition"]]
        assert float(row["residents"]) == planted["residents"]
        found = float(row["most_deprived_tenth"]) * planted["residents"]
        assert found == pytest.approx(planted["most_deprived_tenth"])


def test_burglary_follows_hardship_as_it_was_planted(usual: Path) -> None:
    rows = [row for row in _rows(usual, "deprivation_gradient") if row["measure"] == "domestic-burglary"]
    assert [row["edition"] for row in rows] == ["2004", "2007"]
    assert {row["finding"] for row in rows} == {"falls more on deprived areas"}
    assert "Domestic burglary" in _page(usual, "topics/deprivation.html")


def test_an_index_that_does_not_follow_hardship_shows_no_gradient(changed: Path) -> None:
    rows = [row for row in _rows(changed, "deprivation_gradient") if row["measure"] == "domestic-burglary"]
    assert {row["finding"] for row in rows} == {"no gradient"}
    assert "Domestic burglary: no clear gradient" in _page(changed, "topics/deprivation.html")


def test_trap_11_burglary_is_counted_per_household_and_the_city_centre_has_its_caveat(usual: Path) -> None:
    rows = _rows(usual, "deprivation_gradient")
    per = {row["measure"]: row["per"] for row in rows}
    assert per["domestic-burglary"] == "households"
    assert per["psa1"] == "residents"
    assert "A rate per resident says little of a city centre" in _page(usual, "topics/deprivation.html")


def test_trap_13_the_first_year_is_never_before_the_safe_baseline(usual: Path) -> None:
    periods = {row["period"] for row in _rows(usual, "deprivation_gradient")}
    assert min(periods) >= "2003/04"


@pytest.mark.parametrize("truths", ["usual", "changed"])
def test_hours_of_patrol_are_exactly_those_planted(truths: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(truths)
    planted = _planted(folder, "lana")
    for year, told in planted["years"].items():
        assert _year(folder, "patrol-hours", year) == told["patrol_hours"]
        assert _year(folder, "people-at-meetings", year) == told["attendance"]
        assert _year(folder, "resident-contacts", year) == told["contacts"]
        assert _year(folder, "neighbourhood-problems", year) == told["problems"]
        assert _year(folder, "neighbourhood-priorities", year) == told["priorities"]
        share = 100 * told["dealt_with"] / told["closed"]
        assert _year(folder, "priorities-dealt-with", year) == pytest.approx(share)
    assert planted["patrol_hours_change"] == (20.0 if truths == "usual" else -20.0)


def test_the_hours_of_each_team_are_those_planted(usual: Path) -> None:
    planted = _planted(usual, "lana")["years"]["2007/08"]["hours_by_team"]
    rows = [
        row for row in _rows(usual, "patrol-hours")
        if row["measure"] == "patrol-hours" and row["period"] == "2007/08"
        and row["area_level"] == "neighbourhood"
    ]  # fmt: skip
    assert {row["area_code"]: float(row["value"]) for row in rows} == planted


def test_the_pages_say_what_was_planted_and_change_with_it(usual: Path, changed: Path) -> None:
    page = _page(usual, "topics/lana.html")
    assert "Hours of visible patrol: 84,000 in 2003/04, 100,800 in 2007/08" in page
    assert "Hours of visible patrol: 84,000 in 2003/04, 67,200 in 2007/08" in _page(
        changed, "topics/lana.html"
    )
    years = _planted(usual, "lana")["years"].values()
    asked, closed, done = (
        sum(each[name] for each in years) for name in ("priorities", "closed", "dealt_with")
    )
    assert f"chose {asked} priorities. Of {closed} that are closed {done} were dealt with." in page


def test_an_area_leads_to_the_pages_about_it(usual: Path) -> None:
    page = _page(usual, "areas/harrowdale.html")
    assert "More about this area" in page
    assert 'href="../topics/profile/harrowdale.html"' in page
    assert 'href="../topics/lana/harrowdale.html"' in page
    assert "You said, we did" in _page(usual, "topics/lana/harrowdale.html")
