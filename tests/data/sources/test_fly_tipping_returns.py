"""Defra's yearly tables of fly-tipping, and the form a council returns each quarter."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources import fly_tipping_england, fly_tipping_quarterly
from wulfrun.data.sources._environment_words import LAND, SIZE, WASTE
from wulfrun.data.sources._fly_tipping_tables import ACTIONS, headings, march_of
from wulfrun.data.sources.fly_tipping_returns import LAYOUT
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="fly-tipping-returns", agency="defra", areas=("Wolverhampton",))
HEAD = ["Year", "ONS Code", "LA Name", "Region", "Total Incidents", "Highway Incidents",
        "Other (unidentified) Incidents", "Tyres Incidents",
        "Primary Waste Type Measures Other (unidentified) Incidents", "Single Item Incidents",
        "Single Item Clearance Costs (£)"]  # fmt: skip
OURS = ["2012-13", "E08000031", "Wolverhampton ", "West Midlands", 3054, 1052, 54, 81, 247, 610, 17690]


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if rows and rows[0] and str(rows[0][0]).startswith("Fly"):
            sheet.merge_cells("F2:G2")
    book.save(path)
    return path


def as_published(path: Path, *rows: list[Any], head: list[str] = HEAD) -> Path:
    groups = [None] * 4 + ["TOTAL", "Land type", None, "Waste type", None, "Size and costs"]
    title = ["Fly-tipping incidents reported by local authorities in England"]
    notes = [["Notes"], [":", "Data not available"]]
    return workbook(path, {"Notes": notes, "LA_incidents": [title, groups, list(head), *rows]})


def read(path: Path, source: Source = SOURCE) -> dict[str, int]:
    found = [LAYOUT.accepts(row, source) for _, row in LAYOUT.opens(path, source)]
    return {each.code: each.n for each in found if each}


def test_each_class_of_a_year_is_a_count_dated_to_its_march(tmp_path: Path) -> None:
    path = as_published(tmp_path / "Flytipping.xlsx", OURS)
    found = [each for _, row in LAYOUT.opens(path, SOURCE) if (each := LAYOUT.accepts(row, SOURCE))]
    assert {each.month for each in found} == {month_index("2013-03")}
    assert {each.code: each.n for each in found} == {
        "total": 3054, "land-highway": 1052, "land-other": 54, "waste-tyres": 81, "waste-other": 247,
        "size-single-item": 610,
    }  # fmt: skip


def test_a_colon_is_not_known_and_no_zero(tmp_path: Path) -> None:
    row = [*OURS[:5], ":", 0, *OURS[7:]]
    assert "land-highway" not in read(as_published(tmp_path / "Flytipping.xlsx", row))
    assert read(as_published(tmp_path / "Flytipping.xlsx", row))["land-other"] == 0


def test_costs_are_left_out_and_the_totals_of_regions_are_not_the_councils(tmp_path: Path) -> None:
    region = ["2012-13", "*Total", "*Total", "West Midlands", 60000, 1, 1, 1, 1, 1, 1]
    blank: list[Any] = [None] * 11
    assert read(as_published(tmp_path / "Flytipping.xlsx", region, blank, OURS))["total"] == 3054


def test_a_class_that_is_new_is_told_and_does_not_lose_the_others(tmp_path: Path) -> None:
    head = [*HEAD[:-1], "Mattress Incidents"]
    path = as_published(tmp_path / "Flytipping.xlsx", OURS, head=head)
    rows = list(LAYOUT.opens(path, SOURCE))
    with pytest.raises(RefusedRow, match="'Mattress Incidents' is none of Defra's classes"):
        LAYOUT.accepts(rows[0][1], SOURCE)
    assert len([each for _, row in rows[1:] if (each := LAYOUT.accepts(row, SOURCE))]) == 6


def test_the_authority_must_be_named_and_be_there(tmp_path: Path) -> None:
    path = as_published(tmp_path / "Flytipping.xlsx", OURS)
    with pytest.raises(NotThisLayout, match="name yours under `areas`"):
        LAYOUT.opens(path, Source(layout="fly-tipping-returns", agency="defra"))
    elsewhere = Source(layout="fly-tipping-returns", agency="defra", areas=("Wolverhamptn",))
    with pytest.raises(NotThisLayout, match="no row is of 'Wolverhamptn'"):
        list(LAYOUT.opens(path, elsewhere))


@pytest.mark.parametrize(
    ("place", "said", "reason"),
    [(0, "2012", "Year is '2012'"), (4, "many", "total is 'many'"), (5, -3, "land-highway is -3"),
     (2, "", "LA Name is missing")],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_refused(tmp_path: Path, place: int, said: Any, reason: str) -> None:
    row = [*OURS]
    row[place] = said
    refused = []
    for _, each in LAYOUT.opens(as_published(tmp_path / "Flytipping.xlsx", row, OURS), SOURCE):
        try:
            LAYOUT.accepts(each, SOURCE)
        except RefusedRow as told:
            refused.append(str(told))
    assert refused and all(reason in each for each in refused)


def test_a_workbook_of_something_else_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Flytipping.xlsx", {"Sheet1": [["Year", "Visitors"], ["2012-13", 3]]})
    with pytest.raises(NotThisLayout, match="no sheet that is fly-tipping"):
        list(LAYOUT.opens(path, SOURCE))


def test_the_same_table_as_text_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "Flytipping.csv"
    path.write_text(",".join(HEAD) + "\n" + ",".join(map(str, [*OURS[:5], ":", *OURS[6:]])) + "\n")
    assert LAYOUT.recognises(path, path.read_text())
    assert read(path) == read(as_published(tmp_path / "F.xlsx", [*OURS[:5], ":", *OURS[6:]]))


def test_every_class_has_one_heading_in_defras_table() -> None:
    blocks = {"land": LAND, "waste": WASTE, "size": SIZE, "action": ACTIONS}
    codes = {f"{block}-{code}" for block, words in blocks.items() for code in words}
    assert set(headings().values()) == codes | {"total", "actions-total"}
    assert len(headings()) == len(codes) + 2


def test_a_financial_year_is_read_however_defra_writes_it() -> None:
    assert {march_of(each) for each in ("2012-13", "2012/13 ", "2012/2013")} == {month_index("2013-03")}


ENGLAND = Source(layout="fly-tipping-england", agency="defra")
NATIONAL = [
    ["Incidents"], [], ["Land type"],
    [None, "Total Incidents", "Highway", "Commercial\n/Industrial"],
    ["2007/08", 1284123, 635301, 9364], ["2013/14 ", 857655, 410704.0823, ":"], [],
    ["Waste type"], [None, "Total Incidents", " Household Waste (Black Bags)"],
    ["2007/08", 1284125, 310427], [],
    ["Size"], [None, "Single Item"], ["2007/08", 262381],
    ["Incidents recorded by size category relate to those investigated and cleared."],
]  # fmt: skip
DONE = [
    ["Actions"], [], ["Type"], [None, "Total Actions", "Prosecution"], ["2007/08", 503662, 2209], [],
    ["Cost"], [None, "Clearance Cost"], ["2007/08", 63660865.5],
]  # fmt: skip


def national(path: Path) -> dict[tuple[int, str], Found]:
    layout = fly_tipping_england.LAYOUT
    found = [layout.accepts(row, ENGLAND) for _, row in layout.opens(path, ENGLAND)]
    return {(each.month, each.code): each for each in found if each}


def test_the_national_table_is_read_block_by_block_and_costs_are_left(tmp_path: Path) -> None:
    path = workbook(tmp_path / "Flytipping_national.xlsx", {"Incidents": NATIONAL, "Actions": DONE})
    first, later = month_index("2008-03"), month_index("2014-03")
    assert {key: each.n for key, each in national(path).items()} == {
        (first, "total"): 1284123, (first, "land-highway"): 635301, (first, "land-commercial"): 9364,
        (first, "waste-household-bags"): 310427, (first, "size-single-item"): 262381,
        (first, "actions-total"): 503662, (first, "action-prosecution"): 2209,
        (later, "total"): 857655, (later, "land-highway"): 410704,
    }  # fmt: skip
    assert {each.area for each in national(path).values()} == {"England"}
    assert fly_tipping_england.LAYOUT.recognises(path, "") and not LAYOUT.recognises(path, "")


QUARTER = Source(layout="fly-tipping-quarterly", agency="council")
FORM = [
    ["Fly-tipping return, Some Council"], [],
    ["Year", "Quarter", "Land type", *fly_tipping_quarterly.SIZES],
    ["2012/13", "Q1", "Highway", 12, 3, "", 1, 0, 0, 2],
    ["2012/13", "Q1", "Council Land", 1, 1, 1, 1, 1, 1, 1],
    ["2012/13", "Q1", "Total", 13, 4, 1, 2, 1, 1, 3],
]  # fmt: skip


def test_the_quarterly_form_gives_each_land_and_size_and_its_totals_are_not_added(tmp_path: Path) -> None:
    layout = fly_tipping_quarterly.LAYOUT
    path = workbook(tmp_path / "return.xlsx", {"Return": FORM})
    found = [layout.accepts(row, QUARTER) for _, row in layout.opens(path, QUARTER)]
    assert {each.month for each in found if each} == {month_index("2012-06")}
    assert sum(each.n for each in found if each) == 25
    assert {each.code: each.n for each in found if each}["highway/significant"] == 2
    assert len({each.key for each in found if each}) == 14


def test_a_land_type_that_is_none_is_refused_with_those_that_are(tmp_path: Path) -> None:
    layout = fly_tipping_quarterly.LAYOUT
    rows = [*FORM[:3], ["2012/13", "Q1", "Moon", 1, 1, 1, 1, 1, 1, 1]]
    path = workbook(tmp_path / "return.xlsx", {"Return": rows})
    for _, row in layout.opens(path, QUARTER):
        with pytest.raises(RefusedRow, match=r"Land type is 'Moon'.*highway"):
            layout.accepts(row, QUARTER)
