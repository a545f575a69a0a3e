"""Wolverhampton from counts by LSOA: what is known of it, and every figure by a second route."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.real.place import (
    Place,
    definition_of,
    differences,
    figures_over_holes,
    months,
    receipts_that_do_not_add_up,
)
from tests.real.second_route import ASB, TYPES, archived, lookup, rows

pytestmark = pytest.mark.real

WHOLE = "E08000031"
USABLE = months("2023-09", "2024-08") + months("2024-11", "2026-03")
BAD = {
    "2023-05": "partial",
    "2023-06": "missing",
    "2023-07": "partial",
    "2023-08": "partial",
    "2024-09": "missing",
    "2024-10": "partial",
}
YEARS = {
    "2025/26": months("2025-04", "2026-03"),
    "year to 2024-08": months("2023-09", "2024-08"),
    "year to 2025-10": months("2024-11", "2025-10"),
    "year to 2026-03": months("2025-04", "2026-03"),
}

Cells = list[tuple[str, str, str, int]]


@pytest.fixture(scope="session")
def cells(shared: Path) -> Cells:
    return archived(shared / "data/police/lsoa-month-counts/birmingham.tar.xz", "Wolverhampton")


@pytest.fixture(scope="session")
def wards(shared: Path) -> dict[str, str]:
    (path,) = (shared / "data/lookups").glob("LSOA_(2021)_to_Electoral_Ward_(2024)*.csv.gz")
    districts = lookup(path, "LSOA21CD", "LAD24CD")
    names = lookup(path, "LSOA21CD", "WD24NM")
    return {lsoa: names[lsoa] for lsoa, district in districts.items() if district == WHOLE}


def test_exactly_the_months_known_to_be_bad_are_found(wolverhampton: Place) -> None:
    status = wolverhampton.status("street")
    assert {month: each for month, each in status.items() if each != "complete"} == BAD
    assert sorted(month for month, each in status.items() if each == "complete") == USABLE
    assert len(USABLE) == 29


def test_every_recorded_crime_of_the_archive_is_taken_in(wolverhampton: Place, cells: Cells) -> None:
    assert sum(n for *_, n in cells) == 76_798
    assert wolverhampton.counted("street") == 76_798
    receipts = [row for row in wolverhampton.release.rows("receipts") if row["record"] == "street"]
    assert sum(row["accepted"] for row in receipts) == len(cells)
    assert receipts_that_do_not_add_up(wolverhampton) == []


def test_every_type_in_every_usable_month_is_as_plain_reading_has_it(
    wolverhampton: Place, cells: Cells
) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for when, kind, _, n in cells:
        counts[kind, when] += n
    for measure, kind in TYPES.items():
        expected = {(WHOLE, when): counts[kind, when] for when in USABLE}
        assert differences(wolverhampton, measure, expected) == []
    crime = {
        (WHOLE, when): sum(n for (kind, month), n in counts.items() if month == when and kind != ASB)
        for when in USABLE
    }
    assert differences(wolverhampton, "street-all-crime", crime) == []


@pytest.mark.parametrize("year", YEARS)
def test_every_year_of_every_ward_is_as_plain_reading_has_it(
    wolverhampton: Place, cells: Cells, wards: dict[str, str], year: str
) -> None:
    keys = {each.name: key for key, each in definition_of(wolverhampton.folder).neighbourhood.items()}
    for measure, kind in TYPES.items():
        expected = {(key, year): 0 for key in keys.values()}
        for when, found, lsoa, n in cells:
            if found == kind and when in YEARS[year]:
                expected[keys[wards[lsoa]], year] += n
        assert differences(wolverhampton, measure, expected) == []


@pytest.mark.parametrize("year", ["2025/26", "year to 2026-03"])
def test_every_year_of_every_lsoa_is_as_plain_reading_has_it(
    wolverhampton: Place, cells: Cells, wards: dict[str, str], year: str
) -> None:
    expected = {(lsoa, year): 0 for lsoa in wards}
    for when, kind, lsoa, n in cells:
        if kind == "Violence and sexual offences" and when in YEARS[year]:
            expected[lsoa, year] += n
    assert len(expected) == 161
    assert differences(wolverhampton, "street-violence", expected) == []


def test_ten_usable_months_agree_with_the_home_office_table(wolverhampton: Place, shared: Path) -> None:
    ten = [month for month in months("2024-04", "2025-03") if month in USABLE]
    assert len(ten) == 10
    counted = sum(wolverhampton.value("street-all-crime", WHOLE, month) or 0 for month in ten) * 12 / 10
    table = {row["code"]: row for row in rows(shared / "data/recorded-crime/lad_crime_houseprice.csv")}
    recorded = float(table[WHOLE]["crime"])
    assert (round(counted), recorded) == (28_350, 27_952)
    assert counted / recorded - 1 == pytest.approx(0.014, abs=0.0005)


def test_holes_are_holes_in_figures_and_on_the_page(wolverhampton: Place) -> None:
    for month, status in BAD.items():
        assert wolverhampton.value("street-burglary", WHOLE, month) is None
        assert status in wolverhampton.note("street-burglary", WHOLE, month)
    assert wolverhampton.value("street-burglary", WHOLE, "2024/25") is None
    assert "2024-09 missing, 2024-10 partial" in wolverhampton.note("street-burglary", WHOLE, "2024/25")
    assert {row["period"] for row in wolverhampton.findings("missing month")} == {"2023-06", "2024-09"}
    page = wolverhampton.page("data-quality.html")
    assert "41 of 161 areas report" in page and "129 of 161 areas report" in page


def test_no_figure_or_change_rests_on_a_hole(wolverhampton: Place) -> None:
    assert figures_over_holes(wolverhampton, "street") == []
    change = wolverhampton.figures["street-burglary.on-last-year", WHOLE, "2025/26"]
    assert change["value"] is None and "2024-09" in change["note"]


def test_the_priority_wards_are_those_the_stated_rule_gives(
    wolverhampton: Place, wards: dict[str, str], shared: Path
) -> None:
    deprivation = rows(shared / "data/deprivation/humaniverse-IMD/imd2025_england_lsoa21.csv.gz")
    tenth = {row["lsoa21_code"] for row in deprivation if float(row["IMD_decile"]) == 1}
    parts = defaultdict(set)
    for lsoa, ward in wards.items():
        parts[ward].add(lsoa)
    declared = {each.name: each for each in definition_of(wolverhampton.folder).neighbourhood.values()}
    assert {name: set(each.lsoas) for name, each in declared.items()} == parts
    by_rule = {ward for ward, lsoas in parts.items() if len(lsoas & tenth) >= 0.4 * len(lsoas)}
    assert {name for name, each in declared.items() if each.priority} == by_rule
    assert by_rule == {"St Peters", "Bushbury South & Low Hill", "East Park", "Heath Town"}


def test_targets_are_judged_where_they_can_be_and_only_there(wolverhampton: Place) -> None:
    targets = {row["target"]: row for row in wolverhampton.release.rows("targets")}
    assert (targets["burglary"]["baseline"], targets["burglary"]["latest"]) == (1507, 912)
    assert targets["burglary"]["status"] == "on track"
    assert targets["violence"]["status"] == "cannot be said"
    assert "2024-09 missing" in targets["violence"]["note"]


def test_priority_and_rest_make_the_city(wolverhampton: Place) -> None:
    for year in YEARS:
        parts = [wolverhampton.value("street-all-crime", group, year) for group in ("PRIORITY", "REST")]
        assert sum(part or 0 for part in parts) == wolverhampton.value("street-all-crime", WHOLE, year)


def test_rates_use_the_nearest_published_population(wolverhampton: Place) -> None:
    rate = wolverhampton.figures["street-all-crime.rate", WHOLE, "2025/26"]
    assert rate["denominator"] == 267_888
    assert rate["value"] == pytest.approx(1000 * rate["numerator"] / 267_888)
