"""Wolverhampton's fly-tipping and street reports, as published and by a second route."""

import csv
import io
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.real.place import Place, differences
from tests.real.second_route import rows

pytestmark = pytest.mark.real

WHOLE = "E08000031"
PUBLISHED = {
    "2012/13": 3054, "2013/14": 4745, "2014/15": 4427, "2015/16": 3456, "2016/17": 2653, "2017/18": 2362,
}  # fmt: skip
Report = tuple[str, str, str, int]


@pytest.fixture(scope="module")
def councils(shared: Path) -> list[dict[str, Any]]:
    """Wolverhampton's row of each sheet of Defra's workbook, read with openpyxl alone."""
    (path,) = (shared / "data/environment").glob("Flytipping_*reported_by_LAs*.xlsx")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = []
    for name in ("LA_incidents", "LA_actions"):
        lines = list(book[name].iter_rows(values_only=True))
        heads = [str(each) for each in lines[2]]
        found += [dict(zip(heads, line, strict=True)) for line in lines if line[1] == WHOLE]
    return found


@pytest.fixture(scope="module")
def reports(shared: Path) -> list[Report]:
    """Month, category code, LSOA of 2011 and number of every FixMyStreet cell in the city."""
    path = shared / "data/environment/fixmystreet/LSOA-all-SHEF_B-monthly.tar.xz"
    city = set(lookup_2011(shared))
    return [each for each in archived(path, "lsoa") if each[2] in city]


def archived(path: Path, area: str) -> Iterator[Report]:
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            year, month = member.name.rsplit("/", 1)[1].removesuffix(".csv").split("-")
            for row in csv.DictReader(io.TextIOWrapper(file, "utf-8")):
                yield f"{year}-{int(month):02d}", row["SHEF_B_CODE"], row[area], int(row["reports"])


def lookup_2011(shared: Path) -> dict[str, list[str]]:
    """Each LSOA of 2011 in the city, and those of 2021 that it became."""
    (path,) = (shared / "data/lookups").glob("LSOA_(2011)_to_LSOA_(2021)*.csv.gz")
    found: dict[str, list[str]] = {}
    for row in rows(path):
        if row["LAD22CD"] == WHOLE:
            found.setdefault(row["LSOA11CD"], []).append(row["LSOA21CD"])
    return found


def test_fly_tipping_of_each_year_is_as_defra_published_it(wolverhampton: Place) -> None:
    expected = {(WHOLE, year): float(n) for year, n in PUBLISHED.items()}
    assert differences(wolverhampton, "fly-tipping-return", expected) == []


def test_every_class_that_defra_publishes_for_the_city_is_counted(
    wolverhampton: Place, councils: list[dict[str, Any]]
) -> None:
    cube = pq.read_table(wolverhampton.release.path / "restricted" / "cube")
    ours = cube.filter(pc.equal(cube["record"], "fly-tipping-return"))
    n = {(row["month"], row["code"]): row["n"] for row in ours.to_pylist()}
    assert len(n) == len(ours) == 6 * (1 + 10 + 15 + 7 + 1 + 10)
    for row in councils:
        march = (int(row["Year"][:4]) + 1) * 12 + 2
        land = [row[f"{each} Incidents"] for each in (
            "Highway", "Footpath / Bridleway", "Back Alleyway", "Railway", "Council Land", "Agricultural",
            "Private / Residential", "Commercial / Industrial", "Watercourse / Bank", "Other (unidentified)",
        )] if "Total Incidents" in row else []  # fmt: skip
        if land:
            blocks = Counter({code.split("-")[0]: 0 for _, code in n})
            for (month, code), count in n.items():
                blocks[code.split("-")[0]] += count if month == march else 0
            assert blocks["land"] == sum(land) == blocks["waste"] == row["Total Incidents"]
            assert n[march, "land-council-land"] == row["Council Land Incidents"]
            assert n[march, "waste-white-goods"] == row["White Goods Incidents"]
            assert n[march, "size-small-van"] == row["Small Van Load Incidents"]
        else:
            assert n[march, "actions-total"] == row["Total Actions"]
            assert n[march, "action-fixed-penalty"] == row["Total Fixed Penalty Notice Actions"]


def test_its_land_types_fall_together_and_the_page_says_it_is_recording(wolverhampton: Place) -> None:
    shares = [wolverhampton.value("fly-tipping-return-highway", WHOLE, year) for year in PUBLISHED]
    assert [round(each or 0, 1) for each in shares] == [34.4, 36.1, 30.7, 62.6, 96.1, 100.0]
    (found,) = wolverhampton.release.rows("fly_tipping_practice")
    assert (found["block"], found["class"], found["period"]) == ("land", "highway", "2017/18")
    assert "a change in how the council records them" in wolverhampton.page("topics/environment.html")
    assert ("fly-tipping-return-highway", "do-not-join") in {
        (row["measure"], row["severity"]) for row in wolverhampton.release.rows("breaks")
    }


def test_every_fixmystreet_report_in_the_city_is_taken_in(
    wolverhampton: Place, reports: list[Report]
) -> None:
    assert sum(n for *_, n in reports) == 4698
    cube = pq.read_table(wolverhampton.release.path / "restricted" / "cube")
    ours = cube.filter(pc.equal(cube["record"], "street-report"))
    assert pc.sum(ours["n"]).as_py() == 4698
    accepted = [row for row in wolverhampton.release.rows("receipts") if row["record"] == "street-report"]
    assert sum(row["accepted"] for row in accepted) == len(reports) == 3971
    assert sum(row["rows_read"] for row in accepted) == 1_464_269
    assert len(accepted) == 168


def test_each_year_of_reports_is_as_plain_reading_has_it(wolverhampton: Place, reports: list[Report]) -> None:
    every: Counter[tuple[str, str]] = Counter()
    rubbish: Counter[tuple[str, str]] = Counter()
    for month, code, _, n in reports:
        year, number = int(month[:4]), int(month[5:])
        start = year if number >= 4 else year - 1
        name = f"{start}/{(start + 1) % 100:02d}"
        if 2007 <= start <= 2019:
            every[WHOLE, name] += n
            rubbish[WHOLE, name] += n if code == "B26" else 0
    assert differences(wolverhampton, "street-reports", every) == []
    assert differences(wolverhampton, "street-reports-rubbish", rubbish) == []


def test_reports_of_an_lsoa_that_was_divided_count_for_the_city_and_for_no_part_of_it(
    wolverhampton: Place, shared: Path, reports: list[Report]
) -> None:
    became = lookup_2011(shared)
    whole = {old: new[0] for old, new in became.items() if len(new) == 1}
    assert (len(became), len(whole)) == (158, 155)
    year = [each for each in reports if "2019-04" <= each[0] <= "2020-03"]
    expected: Counter[tuple[str, str]] = Counter()
    for _, _, lsoa, n in year:
        if lsoa in whole:
            expected[whole[lsoa], "2019/20"] += n
    assert sum(expected.values()) < sum(n for *_, n in year)
    assert differences(wolverhampton, "street-reports", expected) == []
    placed = {
        area: row["value"]
        for (measure, area, when), row in wolverhampton.figures.items()
        if (measure, when, row["area_level"]) == ("street-reports", "2019/20", "lsoa")
    }
    assert sum(placed.values()) == sum(expected.values())


def test_the_counts_by_district_differ_from_those_by_lsoa_by_three_reports(
    shared: Path, reports: list[Report]
) -> None:
    path = shared / "data/environment/fixmystreet/LAD-all-SHEF_B-monthly.tar.xz"
    ours = [each for each in archived(path, "lad") if each[2] == WHOLE]
    assert sum(n for *_, n in ours) == 4701
    assert sum(n for *_, n in ours) - sum(n for *_, n in reports) == 3


def test_the_page_says_that_the_volume_follows_take_up(wolverhampton: Place) -> None:
    assert "its volume follows take-up of the site" in wolverhampton.page("topics/environment.html")
    assert "its volume follows take-up of the site" in wolverhampton.page("measures/street-reports.html")
