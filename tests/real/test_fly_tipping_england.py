"""Defra's two workbooks beside each other: where England's totals agree, and where they do not."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from wulfrun.data.sources import fly_tipping_england, fly_tipping_returns
from wulfrun.data.sources._fly_tipping_tables import AUTHORITY, CODE, COUNT, YEAR, march_of
from wulfrun.definition.model import Source
from wulfrun.words.periods import financial_year

pytestmark = pytest.mark.real

Counts = dict[tuple[str, str], int]
ENGLAND = Source(layout="fly-tipping-england", agency="defra")


@pytest.fixture(scope="module")
def national(shared: Path) -> Counts:
    (path,) = (shared / "data/environment").glob("Flytipping_*national*.xlsx")
    found = [fly_tipping_england.accepts(row, ENGLAND) for _, row in fly_tipping_england.opens(path, ENGLAND)]
    assert len(found) == 11 * (1 + 10 + 15 + 7 + 1 + 10) - 5
    return {(financial_year(each.month).name, each.code): each.n for each in found if each}


@pytest.fixture(scope="module")
def councils(shared: Path) -> Counts:
    """The sum of all authorities for each year and class."""
    (path,) = (shared / "data/environment").glob("Flytipping_*reported_by_LAs*.xlsx")
    found: Counter[tuple[str, str]] = Counter()
    for _, row in fly_tipping_returns.cells(path):
        if row[AUTHORITY] != "*Total":
            found[financial_year(march_of(row[YEAR])).name, row[CODE]] += int(row[COUNT])
    return dict(found)


def test_the_national_totals_are_those_published(national: Counts) -> None:
    totals = [national[year, "total"] for year in sorted({year for year, _ in national})]
    assert totals == [
        1_284_123, 1_165_003, 946_906, 819_571, 744_414, 714_637, 857_655, 905_604, 941_896, 1_011_199,
        997_553,
    ]  # fmt: skip


def test_both_workbooks_give_england_the_same_total(shared: Path, national: Counts) -> None:
    (path,) = (shared / "data/environment").glob("Flytipping_*reported_by_LAs*.xlsx")
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True)["LA_incidents"]
    england = {
        str(row[0]).replace("-", "/"): row[4]
        for row in sheet.iter_rows(min_row=4, values_only=True)
        if row[3] == "*Total England"
    }
    assert {year: round(float(str(n))) for year, n in england.items()} == {
        year: n for (year, code), n in national.items() if code == "total" and year >= "2012/13"
    }


def test_land_and_waste_types_each_make_up_the_total_but_for_rounding_and_old_returns(
    national: Counts,
) -> None:
    gaps = {}
    for year in sorted({year for year, _ in national}):
        for block in ("land", "waste"):
            parts = sum(n for (when, code), n in national.items() if when == year and code.startswith(block))
            gaps[year, block] = parts - national[year, "total"]
    # Defra: "small discrepancies between the total incidents reported by land type and by waste type".
    assert {key: gap for key, gap in gaps.items() if abs(gap) > 2} == {
        ("2009/10", "waste"): 7,
        ("2010/11", "land"): 11,
        ("2011/12", "waste"): 15,
    }


def test_sizes_do_not_make_up_the_total_as_they_are_of_cleared_incidents(national: Counts) -> None:
    years = sorted({year for year, _ in national})
    sized = {
        year: sum(n for (when, code), n in national.items() if when == year and code.startswith("size"))
        for year in years
    }
    assert all(sized[year] != national[year, "total"] for year in years)
    assert sized["2017/18"] - national["2017/18", "total"] == -26_888
    assert sized["2011/12"] - national["2011/12", "total"] == 14_934


def test_councils_add_up_to_less_than_england_which_holds_estimates_for_the_missing(
    national: Counts, councils: Counts
) -> None:
    years = sorted({year for year, code in councils if code == "total"})
    share = {year: round(100 * councils[year, "total"] / national[year, "total"], 1) for year in years}
    assert share == {
        "2012/13": 98.8, "2013/14": 98.9, "2014/15": 99.1, "2015/16": 88.6, "2016/17": 92.2, "2017/18": 88.4,
    }  # fmt: skip


def test_actions_agree_in_every_year_but_one(national: Counts, councils: Counts) -> None:
    years = sorted({year for year, code in councils if code == "actions-total"})
    differ = {year: councils[year, "actions-total"] - national[year, "actions-total"] for year in years}
    assert {year: gap for year, gap in differ.items() if gap} == {"2014/15": 30}
