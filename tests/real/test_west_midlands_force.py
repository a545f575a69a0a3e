"""The basket of a real force for every year from 2012/13, from the Home Office's table by force."""

from collections import Counter
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.real.place import Place, differences, receipts_that_do_not_add_up

pytestmark = pytest.mark.real

WHOLE = "E23000014"
YEARS = [f"20{year}/{year + 1}" for year in range(12, 25)]
# The ten types as codes of these years, written out again here on purpose.
TEN = {
    "theft-of-vehicle": "48 37.2",
    "theft-from-vehicle": "45",
    "vehicle-interference": "126",
    "domestic-burglary": "28A 28B 28C 28D 29 28E 28F 28G 28H 29A 28I 28J 28K 28L 28M 28N 28O 28P 29B 29C",
    "pedal-cycle-theft": "44",
    "theft-from-person": "39",
    "criminal-damage": "58A 58B 58C 58D 58J",
    "common-assault": "104 105A 105B",
    "wounding": "5D 5E 8N 8P 8S",
    "personal-robbery": "34B",
}


@pytest.fixture(scope="session")
def counts(shared: Path) -> Counter[tuple[str, str]]:
    table = pq.read_table(shared / "data/recorded-crime/prc_pfa_long.parquet")
    found: Counter[tuple[str, str]] = Counter()
    for row in table.filter(pc.equal(table["Force"], "West Midlands")).to_pylist():
        found[row["Offence Code"].strip().lstrip("0").upper(), row["FY"]] += int(row["n"])
    return found


@pytest.mark.parametrize("measure", TEN)
def test_each_of_the_ten_types_is_as_plain_reading_has_it_in_every_year(
    force: Place, counts: Counter[tuple[str, str]], measure: str
) -> None:
    expected = {(WHOLE, year): sum(counts[code, year] for code in TEN[measure].split()) for year in YEARS}
    assert min(expected.values()) > 500
    assert differences(force, measure, expected) == []


def test_the_basket_is_the_ten_types_together_in_every_year(
    force: Place, counts: Counter[tuple[str, str]]
) -> None:
    expected = {
        (WHOLE, year): sum(counts[code, year] for codes in TEN.values() for code in codes.split())
        for year in YEARS
    }
    assert differences(force, "psa1", expected) == []
    assert expected[WHOLE, "2012/13"] == 96_346


def test_three_quarters_are_not_told_as_a_year(force: Place) -> None:
    assert force.value("psa1", WHOLE, "2025/26") is None
    assert force.value("psa1", WHOLE, "2025/26 Q3") is not None
    assert force.release.manifest["through"] == "2025-12"
    assert force.value("psa1", WHOLE, "year to 2025-12") is not None


def test_nothing_with_burglary_in_it_is_compared_across_april_2017(force: Place) -> None:
    for measure in ("domestic-burglary", "psa1"):
        across = force.figures[f"{measure}.on-last-year", WHOLE, "2017/18"]
        assert across["value"] is None and "residential burglary" in across["note"]
        assert force.value(f"{measure}.on-last-year", WHOLE, "2016/17") is not None
        assert force.value(f"{measure}.on-last-year", WHOLE, "2018/19") is not None
        assert force.value(f"{measure}.on-baseline", WHOLE, "2024/25") is None
    assert force.value("vehicle-crime.on-baseline", WHOLE, "2024/25") == pytest.approx(28.27, abs=0.01)


def test_a_target_across_the_break_cannot_be_judged(force: Place) -> None:
    status = {row["target"]: row["status"] for row in force.release.rows("targets")}
    assert status == {"burglary": "cannot be said", "vehicle-crime": "not achieved"}


def test_corrections_below_zero_are_counted_and_told(force: Place, shared: Path) -> None:
    (receipt,) = (row for row in force.release.rows("receipts") if row["source"] == "recorded")
    assert receipts_that_do_not_add_up(force) == []
    assert (
        receipt["rows_read"] == pq.read_metadata(shared / "data/recorded-crime/prc_pfa_long.parquet").num_rows
    )
    (finding,) = (row for row in force.findings("negative counts") if row["source"] == "recorded")
    assert "9 counts are below zero" in finding["found"]
