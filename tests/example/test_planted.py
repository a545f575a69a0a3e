import csv
from collections import Counter

import pytest

from .conftest import Example
from .recount import KINDS, by_kind, gap, offences

FIRST, LAST = "2003/04", "2007/08"


def change(counts: Counter[str]) -> float:
    return 100 * (counts[LAST] / counts[FIRST] - 1)


def test_the_files_hold_exactly_the_changes_that_ship(northbank: Example) -> None:
    found = by_kind(northbank.path)
    assert found["psa1"] == {
        year: count for year, count in northbank.truths["offences"]["psa1"].items() if "/" in year
    }
    expected = {
        "psa1": -24,
        "vehicle-crime": -33,
        "domestic-burglary": -30,
        "criminal-damage": -15,
        "robbery": 4,
        "violence": 2,
        "racially-aggravated": -3,
        "domestic": 18,
    }
    assert {kind: round(change(found[kind]), 6) for kind in expected} == expected


def test_another_set_of_truths_is_found_as_exactly(other: Example) -> None:
    found = by_kind(other.path)
    assert change(found["psa1"]) == pytest.approx(-11, abs=1e-9)
    assert change(found["racially-aggravated"]) == pytest.approx(-20, abs=1e-9)
    assert change(found["domestic"]) == pytest.approx(4, abs=1e-9)
    assert all(change(found[kind]) < 0 for kind in ("vehicle-crime", "domestic-burglary", "criminal-damage"))
    assert all(change(found[kind]) >= 0 for kind in ("robbery", "violence"))


def test_every_total_in_the_truths_file_is_found_by_counting(other: Example) -> None:
    found, told = by_kind(other.path), other.truths["offences"]
    for kind in (*KINDS, "all"):
        assert found[kind] == {year: count for year, count in told[kind].items() if "/" in year}, kind


@pytest.mark.parametrize(("which", "ratio"), [("northbank", 0.9), ("other", 1.15)])
def test_the_gap_is_within_one_offence_of_the_ratio_asked_for(
    which: str, ratio: float, request: pytest.FixtureRequest
) -> None:
    example: Example = request.getfixturevalue(which)
    found = gap(example.path, FIRST, LAST)
    rest = found["rest", LAST] / found["rest", FIRST]
    near = [((found["priority", LAST] + each) / found["priority", FIRST]) / rest for each in (-1, 0, 1)]
    assert near[0] < ratio < near[2]
    assert near[1] == pytest.approx(example.truths["gap"]["ratio"], abs=1e-6)
    told = example.truths["gap"]
    assert found == {
        (side, year): told[side][year] for side in ("priority", "rest") for year in (FIRST, LAST)
    }


def test_priority_neighbourhoods_start_with_more_crime_a_head(northbank: Example) -> None:
    people, told = northbank.truths["people"], northbank.truths["gap"]
    inside = people["residents_in_priority_2003"]
    outside = people["residents_2003"] - inside
    assert told["priority"][FIRST] / inside > 1.4 * told["rest"][FIRST] / outside


def test_offences_of_the_basket_have_seasons_and_noise(northbank: Example) -> None:
    months = Counter(
        row["Date Recorded"][3:] for row in offences(northbank.path) if row["HO Code"] in ("048", "045")
    )
    for year in range(2003, 2007):
        winter = sum(months[f"{month:02d}/{year}"] for month in (11, 12)) / 61
        summer = sum(months[f"{month:02d}/{year}"] for month in (6, 7)) / 61
        assert winter > summer
    assert len(months) == 60


def test_receipts_are_told_and_add_up(northbank: Example) -> None:
    for name, counts in northbank.truths["files"].items():
        with (northbank.path / name).open(newline="", encoding="utf-8") as file:
            assert sum(1 for _ in csv.reader(file)) - 1 == counts["rows_read"], name
        lost = counts["duplicate"] + counts["outside"] + counts["refused"]
        assert counts["rows_read"] == counts["accepted"] + lost
    extracts = {name: each for name, each in northbank.truths["files"].items() if "extract" in name}
    told = northbank.truths["offences"]["all"]
    assert [each["accepted"] for each in extracts.values()] == [told[year] for year in told if "/" in year]
    assert sum(each["refused"] for each in extracts.values()) == 2
    blank = sum(row["Easting"] == "" for row in offences(northbank.path))
    assert blank == sum(each["unplaced"] for each in extracts.values())
