"""Surrey from street files: three months absent, one robbed of its rows without a place, eleven districts."""

from collections import Counter
from pathlib import Path

import pytest

from tests.real.place import Place, differences, figures_over_holes, months, receipts_that_do_not_add_up
from tests.real.second_route import ASB, TYPES, lookup, offences, rows

pytestmark = pytest.mark.real

WHOLE = "PARTNERSHIP"
DISTRICTS = [f"E070002{number:02d}" for number in range(7, 18)]
PRESENT = months("2020-08", "2021-08") + months("2021-12", "2022-12")

Counts = dict[tuple[str, str, str], int]


@pytest.fixture(scope="session")
def district_of(shared: Path) -> dict[str, str]:
    found = lookup(shared / "data/lookups/jtrim-ons-lookups/135.csv.gz", "LSOA11CD", "LAD19CD")
    return {lsoa: district for lsoa, district in found.items() if district in DISTRICTS}


@pytest.fixture(scope="session")
def counts(shared: Path, district_of: dict[str, str]) -> Counts:
    return offences(list((shared / "data/police/surrey").glob("*.csv.gz")), set(district_of))


def test_three_months_are_missing_and_no_other_is_lost(surrey: Place) -> None:
    status = surrey.status("street")
    assert [month for month, each in status.items() if each == "complete"] == PRESENT
    assert {each for month, each in status.items() if month not in PRESENT} == {"missing"}
    assert [row["period"] for row in surrey.findings("missing month")] == ["2021-09 to 2021-11"]


def test_rows_add_up_to_what_plain_reading_counts(surrey: Place, counts: Counts) -> None:
    receipts = surrey.release.rows("receipts")
    total = {
        name: sum(row[name] for row in receipts) for name in ("rows_read", "accepted", "duplicate", "outside")
    }
    assert receipts_that_do_not_add_up(surrey) == []
    assert total == {"rows_read": 197_435, "accepted": 195_859, "duplicate": 1, "outside": 1_575}
    assert sum(counts.values()) == total["accepted"] == surrey.counted()


def test_identical_rows_without_a_key_are_all_kept(surrey: Place, counts: Counts) -> None:
    receipts = surrey.release.rows("receipts")
    without = sum(n for (_, kind, _), n in counts.items() if kind == ASB)
    assert sum(row["without_key"] for row in receipts) == without
    assert sum(row["identical"] for row in receipts) > 11_000
    assert surrey.findings("identical rows")[0]["severity"] == "told"


def test_every_type_in_every_month_is_as_plain_reading_has_it(surrey: Place, counts: Counts) -> None:
    by_type: Counter[tuple[str, str]] = Counter()
    for (when, kind, _), n in counts.items():
        by_type[kind, when] += n
    for measure, kind in TYPES.items():
        assert differences(surrey, measure, {(WHOLE, when): by_type[kind, when] for when in PRESENT}) == []


@pytest.mark.parametrize("measure", ["street-burglary", "street-violence", "street-anti-social-behaviour"])
def test_every_month_of_every_district_is_as_plain_reading_has_it(
    surrey: Place, counts: Counts, district_of: dict[str, str], measure: str
) -> None:
    expected = {(district, when): 0 for district in DISTRICTS for when in PRESENT}
    for (when, kind, lsoa), n in counts.items():
        if kind == TYPES[measure] and lsoa:
            expected[district_of[lsoa], when] += n
    assert differences(surrey, measure, expected) == []


def test_rows_without_a_place_count_for_surrey_and_for_no_district(surrey: Place, counts: Counts) -> None:
    placeless = sum(
        n for (when, kind, lsoa), n in counts.items() if not lsoa and kind != ASB and when == "2022-12"
    )
    of_districts = sum(surrey.value("street-all-crime", each, "2022-12") or 0 for each in DISTRICTS)
    assert placeless > 0
    assert surrey.value("street-all-crime", WHOLE, "2022-12") == of_districts + placeless


def test_the_month_that_lost_its_placeless_rows_is_told(surrey: Place) -> None:
    assert [row["period"] for row in surrey.findings("rows removed")] == ["2022-07"]


def test_no_figure_or_change_rests_on_a_hole(surrey: Place) -> None:
    assert figures_over_holes(surrey, "street") == []
    for when in ("2021-10", "2021/22", "year to 2022-03"):
        assert surrey.value("street-burglary", WHOLE, when) is None
    assert surrey.value("street-burglary.on-last-year", WHOLE, "year to 2022-12") is None
    assert surrey.value("street-burglary", WHOLE, "year to 2021-07") is not None
    assert surrey.value("street-burglary", WHOLE, "year to 2022-12") is not None


def test_every_district_has_its_name_outline_and_people(
    surrey: Place, district_of: dict[str, str], shared: Path
) -> None:
    areas = {row["code"]: row for row in surrey.release.rows("areas")}
    people: Counter[str] = Counter()
    for row in rows(shared / "data/population/population20_lsoa11.csv.gz"):
        if district := district_of.get(row["lsoa11_code"]):
            people[district] += int(float(row["total_population"]))
    assert {code: areas[code]["residents"] for code in DISTRICTS} == people
    assert areas["E07000209"]["name"] == "Guildford"
    outlines = surrey.release.shapes("district")
    assert outlines and {each["properties"]["code"] for each in outlines["features"]} == set(DISTRICTS)
