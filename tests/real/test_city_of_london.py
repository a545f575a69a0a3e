"""The City of London: two spans of files with nothing between, rows elsewhere, and a fall that is real."""

from collections import Counter
from pathlib import Path

import pytest

from tests.real.place import Place, differences, figures_over_holes, months, receipts_that_do_not_add_up
from tests.real.second_route import TYPES, codes, offences, rows

pytestmark = pytest.mark.real

WHOLE = "E09000001"
PRESENT = months("2018-12", "2021-11") + months("2024-01", "2025-12")
GAP = months("2021-12", "2023-12")

Counts = dict[tuple[str, str, str], int]


@pytest.fixture(scope="session")
def files(shared: Path) -> list[Path]:
    police = shared / "data/police"
    return [*police.glob("2018-2021/*-street.csv"), *police.glob("2024-2025/*-street.csv")]


@pytest.fixture(scope="session")
def lsoas(shared: Path) -> set[str]:
    geography = shared / "data/geography"
    found = codes(geography / "lsoa-E09000001.geojson", "LSOA21CD")
    assert found == codes(geography / "lsoa11-E09000001.geojson", "LSOA11CD")
    return found


@pytest.fixture(scope="session")
def counts(files: list[Path], lsoas: set[str]) -> Counts:
    return offences(files, lsoas)


def test_the_gap_between_the_spans_is_a_gap_and_every_month_with_a_file_is_whole(city: Place) -> None:
    status = city.status("street")
    assert [month for month, each in status.items() if each == "complete"] == PRESENT
    assert [month for month, each in status.items() if each == "missing"] == GAP
    assert [row["period"] for row in city.findings("missing month")] == ["2021-12 to 2023-12"]


def test_the_fall_of_spring_2020_is_a_fall_and_not_a_hole(city: Place) -> None:
    values = [city.value("street-all-crime", WHOLE, month) for month in ("2020-02", "2020-04")]
    before, after = (each or 0 for each in values)
    assert 0 < after < 0.35 * before
    change = city.figures["street-all-crime.on-last-year", WHOLE, "2020-04"]
    assert change["upper"] < -50


def test_every_type_in_every_month_is_as_plain_reading_has_it(city: Place, counts: Counts) -> None:
    by_type: Counter[tuple[str, str]] = Counter()
    for (when, kind, _), n in counts.items():
        by_type[kind, when] += n
    for measure, kind in TYPES.items():
        assert differences(city, measure, {(WHOLE, when): by_type[kind, when] for when in PRESENT}) == []


def test_every_year_of_every_lsoa_is_as_plain_reading_has_it(
    city: Place, counts: Counts, lsoas: set[str]
) -> None:
    for year, parts in (("2019/20", months("2019-04", "2020-03")), ("2024/25", months("2024-04", "2025-03"))):
        expected = {(lsoa, year): 0 for lsoa in lsoas}
        for (when, kind, lsoa), n in counts.items():
            if lsoa and kind == "Other theft" and when in parts:
                expected[lsoa, year] += n
        assert differences(city, "street-other-theft", expected) == []


def test_rows_elsewhere_are_outside_and_counted(city: Place, files: list[Path], lsoas: set[str]) -> None:
    outside = sum(
        1 for path in files for row in rows(path) if row["LSOA code"] and row["LSOA code"] not in lsoas
    )
    receipts = [row for row in city.release.rows("receipts") if row["record"] == "street"]
    assert sum(row["rows_read"] for row in receipts) == 22_480 + 18_867
    assert sum(row["outside"] for row in receipts) == outside > 1_000
    assert receipts_that_do_not_add_up(city) == []


def test_a_crime_id_is_counted_once(city: Place, counts: Counts) -> None:
    receipts = [row for row in city.release.rows("receipts") if row["record"] == "street"]
    assert sum(row["accepted"] for row in receipts) == sum(counts.values())
    assert sum(row["duplicate"] for row in receipts) > 0


def test_a_file_that_holds_every_search_twice_is_not_counted(city: Place, shared: Path) -> None:
    path = shared / "data/police/2018-2021/2020-07-city-of-london-stop-and-search.csv"
    assert set(Counter(tuple(row.items()) for row in rows(path)).values()) == {2}
    assert {month: each for month, each in city.status("search").items() if each != "complete"} == {
        "2020-07": "repeated"
    }
    assert city.value("searches", WHOLE, "2020-07") is None
    assert "twice" in city.note("searches", WHOLE, "2020-07")


def test_searches_of_the_first_span_are_counted_month_by_month(city: Place, shared: Path) -> None:
    assert list(city.status("search")) == months("2018-12", "2021-11")
    assert city.value("searches", WHOLE, "2019/20") and figures_over_holes(city, "search") == []
    for month in ("2019-06", "2021-03"):
        path = shared / f"data/police/2018-2021/{month}-city-of-london-stop-and-search.csv"
        receipt = next(row for row in city.release.rows("receipts") if row["path"].endswith(path.name))
        assert receipt["rows_read"] == sum(1 for _ in rows(path))
        assert receipt["accepted"] == city.value("searches", WHOLE, month)


def test_no_figure_or_change_rests_on_the_gap(city: Place) -> None:
    assert figures_over_holes(city, "street") == []
    for when in ("2022-06", "2021/22", "2022/23", "2023/24", "year to 2024-06"):
        assert city.value("street-all-crime", WHOLE, when) is None
    assert city.value("street-all-crime.on-last-year", WHOLE, "2024-06") is None
    assert city.value("street-all-crime.on-last-year", WHOLE, "year to 2025-12") is not None
