"""Counts somebody already made."""

from pathlib import Path

import pytest

from wulfrun.data.layout import RefusedRow
from wulfrun.data.sources.area_month_counts import LAYOUT
from wulfrun.data.text_rows import first_characters
from wulfrun.data.unpack import members
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index, month_name

SOURCE = Source(layout="area-month-counts", agency="police", areas=("Wolverhampton",))
ROW = {
    "lsoa_code": "E01010410",
    "lsoa_name": "Wolverhampton 001A",
    "borough": "Wolverhampton",
    "category": "Burglary",
    "year": "2024",
    "month": "6",
    "crime_count": "4",
}


def test_a_row_is_as_many_records_as_it_counts() -> None:
    found = LAYOUT.accepts(ROW, SOURCE)
    assert found is not None
    assert (found.month, found.code, found.lsoa, found.n) == (
        month_index("2024-06"),
        "Burglary",
        "E01010410",
        4,
    )


def test_a_cell_supplied_twice_has_one_key_and_other_cells_have_others() -> None:
    cells = [ROW, {**ROW, "crime_count": "5"}, {**ROW, "month": "7"}, {**ROW, "category": "Drugs"}]
    assert len({found.key for row in cells if (found := LAYOUT.accepts(row, SOURCE))}) == 3


def test_a_count_of_nothing_is_allowed_and_another_borough_lies_outside() -> None:
    none = LAYOUT.accepts({**ROW, "crime_count": "0"}, SOURCE)
    assert none is not None and none.n == 0
    assert LAYOUT.accepts({**ROW, "borough": "Walsall"}, SOURCE) is None
    assert LAYOUT.accepts({**ROW, "borough": "Walsall"}, Source(layout="area-month-counts", agency="police"))


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("crime_count", "-1", "expected 0 or more"),
        ("crime_count", "", "crime_count is missing"),
        ("crime_count", "2.5", "expected a whole number"),
        ("crime_count", "inf", "expected a whole number"),
        ("month", "13", "expected 1 to 12"),
        ("year", "24", "expected one such as 2024"),
        ("lsoa_code", "", "lsoa_code is missing"),
        ("category", "Burglarys", "Did you mean 'Burglary'"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(column: str, value: str, reason: str) -> None:
    with pytest.raises(RefusedRow, match=reason):
        LAYOUT.accepts({**ROW, column: value}, SOURCE)


@pytest.mark.real
def test_wolverhampton_has_76798_crimes_and_its_holes(shared: Path, tmp_path: Path) -> None:
    months: dict[str, int] = {}
    places: dict[str, set[str]] = {}
    for member in members(shared / "data/police/lsoa-month-counts/birmingham.tar.xz", tmp_path):
        assert LAYOUT.recognises(member.path, first_characters(member.path))
        for _, row in LAYOUT.opens(member.path, SOURCE):
            if found := LAYOUT.accepts(row, SOURCE):
                month = month_name(found.month)
                months[month] = months.get(month, 0) + found.n
                places.setdefault(month, set()).add(found.lsoa)
    assert sum(months.values()) == 76_798
    assert len(set().union(*places.values())) == 161
    assert "2023-06" not in months and "2024-09" not in months
    assert [months[each] for each in ("2023-05", "2023-07", "2023-08", "2024-10")] == [2_286, 626, 626, 502]
    assert [len(places[each]) for each in ("2023-05", "2023-07", "2023-08", "2024-10")] == [129, 44, 44, 41]
