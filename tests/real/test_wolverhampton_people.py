"""Wolverhampton's residents and deprivation from the published files, counted again without the readers."""

import csv
import gzip
import json
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.real.place import Place

pytestmark = pytest.mark.real

# SOURCES.md: mid-2011 and mid-2022 after rebasing to the Census of 2021; mid-2020 before and after.
IN_2011, IN_2022, BEFORE, AFTER = 249_852, 267_888, 264_407, 263_123


def _people(shared: Path, year: int) -> int:
    table = pq.read_table(shared / "data/population/pop_density_2011_2022.parquet")
    own = table.filter(pc.starts_with(table["LSOA 2021 Name"], "Wolverhampton"))
    return int(pc.sum(own[f"Mid-{year}: Population"]).as_py())


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_the_residents_of_each_year_are_those_of_the_published_file(
    wolverhampton: Place, shared: Path
) -> None:
    rows = wolverhampton.release.rows("profile_growth")
    whole = {row["year"]: row["residents"] for row in rows if row["area_code"] == "E08000031"}
    assert whole == {year: _people(shared, year) for year in range(2011, 2023)}
    assert (whole[2011], whole[2022]) == (IN_2011, IN_2022)


def test_the_neighbourhoods_add_up_to_the_whole_place(wolverhampton: Place) -> None:
    rows = [row for row in wolverhampton.release.rows("profile_growth") if row["year"] == 2022]
    whole = [row["residents"] for row in rows if row["area_code"] == "E08000031"]
    assert sum(row["residents"] for row in rows) - whole[0] == pytest.approx(whole[0])


def test_population_before_and_after_rebasing_is_never_one_series(wolverhampton: Place, shared: Path) -> None:
    own = [
        float(row["total_population"])
        for row in _rows(shared / "data/population/population20_lsoa11.csv.gz")
        if row["lsoa11_name"].startswith("Wolverhampton ")
    ]
    assert (sum(own), _people(shared, 2020)) == (BEFORE, AFTER)
    told = [row["found"] for row in wolverhampton.findings("geography") if "mid-2020" in row["found"]]
    assert len(told) == 1
    assert "264,407" in told[0]
    assert "263,123" in told[0]


def test_the_ages_of_2020_add_up_to_the_estimate_they_are_of(wolverhampton: Place) -> None:
    rows = [row for row in wolverhampton.release.rows("profile_ages") if row["area_code"] == "E08000031"]
    assert sum(row["residents"] for row in rows) == pytest.approx(BEFORE)


def test_nothing_of_the_published_tables_is_lost(wolverhampton: Place) -> None:
    receipts = [
        row
        for row in wolverhampton.release.rows("receipts")
        if row["record"] in ("population", "deprivation")
    ]
    assert len(receipts) == 8
    for row in receipts:
        assert row["rows_read"] == row["accepted"] + row["duplicate"] + row["outside"] + row["refused"]
        assert (row["refused"], row["duplicate"]) == (0, 0)


@pytest.mark.parametrize(
    ("edition", "vintage", "unchanged"),
    [(2004, "01", 155), (2007, "01", 155), (2010, "01", 155), (2015, "11", 155), (2019, "11", 155),
     (2025, "21", 161)],
)  # fmt: skip
def test_each_edition_ranks_the_areas_in_use_and_three_divided_lsoas_rank_their_parts(
    wolverhampton: Place, shared: Path, edition: int, vintage: str, unchanged: int
) -> None:
    features = json.loads((shared / "data/geography/lsoa-E08000031.geojson").read_text("utf-8"))["features"]
    now = {each["properties"]["LSOA21CD"] for each in features}
    path = shared / f"data/deprivation/humaniverse-IMD/imd{edition}_england_lsoa{vintage}.csv.gz"
    told = {row[f"lsoa{vintage}_code"] for row in _rows(path)}
    (row,) = [row for row in wolverhampton.release.rows("deprivation_editions") if row["edition"] == edition]
    # SOURCES.md: of 158 LSOAs of 2011 155 are unchanged in 2021, and three were split in two.
    assert len(now & told) == unchanged
    assert (row["areas"], row["converted"]) == (161, 161 - unchanged)


def test_the_share_in_the_most_deprived_tenth_follows_from_the_files(
    wolverhampton: Place, shared: Path
) -> None:
    table = pq.read_table(shared / "data/population/pop_density_2011_2022.parquet")
    names = [table[name].to_pylist() for name in ("LSOA 2021 Code", "LSOA 2021 Name", "Mid-2022: Population")]
    people = {code: n for code, name, n in zip(*names, strict=True) if name.startswith("Wolverhampton ")}
    path = shared / "data/deprivation/humaniverse-IMD/imd2025_england_lsoa21.csv.gz"
    worst = {row["lsoa21_code"] for row in _rows(path) if float(row["IMD_decile"]) == 1}
    share = sum(n for code, n in people.items() if code in worst) / sum(people.values())
    row = wolverhampton.release.rows("profile")[0]
    assert row["edition"] == 2025
    assert row["most_deprived_tenth"] == pytest.approx(share)
