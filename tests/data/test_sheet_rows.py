"""Workbooks: title rows, merged cells, words for missing."""

from datetime import datetime
from pathlib import Path

import pytest
from workbooks import ods, workbook

from wulfrun.data.layout import NotThisLayout
from wulfrun.data.sheet_rows import SHEET, read_sheets
from wulfrun.words.errors import DataError

COLUMNS = ("Area", "Count")


def test_the_header_is_found_below_titles_and_rows_bear_the_sheets_own_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"T": [["Title"], [], [None, "AREA ", "count"], [None, "X", 3], [], [None, "Y", 4]]},
    )
    assert [(line, row["Area"], row["Count"]) for line, row in read_sheets(path, COLUMNS)] == [
        (4, "X", "3"),
        (6, "Y", "4"),
    ]


def test_numbers_dates_and_words_for_missing_become_plain_text(tmp_path: Path) -> None:
    values = [
        28,
        37.2,
        "1,234",
        "-12",
        ":",
        "-",
        "..",
        "[c]",
        "[z]",
        "*",
        datetime(2004, 3, 31),
        datetime(2004, 3, 31, 23, 5),
    ]
    path = workbook(tmp_path / "a.xlsx", {"T": [["Area", "Count"], *[["X", value] for value in values]]})
    assert [row["Count"] for _, row in read_sheets(path, COLUMNS)] == [
        "28", "37.2", "1234", "-12", "", "", "", "", "", "", "2004-03-31", "2004-03-31T23:05:00",
    ]  # fmt: skip


def test_a_cell_merged_downwards_is_said_on_each_row_but_a_count_is_never_spread_sideways(
    tmp_path: Path,
) -> None:
    rows = [["Area", "Count", "Other"], ["X", 1, None], [None, 2, None], ["Y", 3, None]]
    path = workbook(tmp_path / "a.xlsx", {"T": rows}, ("A2:A3", "B4:C4"))
    found = [(row["Area"], row["Count"], row["Other"]) for _, row in read_sheets(path, COLUMNS)]
    assert found == [("X", "1", ""), ("X", "2", ""), ("Y", "3", "")]


def test_a_heading_merged_over_two_rows_still_heads_its_column(tmp_path: Path) -> None:
    rows = [["Title", None, None], ["Area", "Offences", None], [None, "Count", "Rate"], ["X", 1, 2.5]]
    path = workbook(tmp_path / "a.xlsx", {"T": rows}, ("A1:C1", "A2:A3", "B2:C2"))
    assert [(line, row["Area"], row["Count"]) for line, row in read_sheets(path, COLUMNS)] == [(4, "X", "1")]


def test_sheets_are_chosen_by_their_whole_name_and_each_row_names_its_own(tmp_path: Path) -> None:
    table = [["Area", "Count"], ["X", 1]]
    path = workbook(
        tmp_path / "a.xlsx",
        {"Notes": [["About"]], "2002-03": table, "2003-04": table, "2003-04 notes": table},
    )
    assert [row[SHEET] for _, row in read_sheets(path, COLUMNS, r"\d{4}-\d{2}")] == ["2002-03", "2003-04"]


def test_where_no_sheet_bears_the_name_those_with_the_columns_are_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Notes": [["About"]], "Data": [["Area", "Count"], ["X", 1]]})
    assert [row[SHEET] for _, row in read_sheets(path, COLUMNS, r"\d{4}-\d{2}")] == ["Data"]


def test_a_chosen_sheet_with_another_header_is_named_with_what_was_found(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"2002-03": [["Title"], ["Area", "Counts"], ["X", 1]]})
    with pytest.raises(
        NotThisLayout, match=r"sheet '2002-03' has no column 'Count'.*Did you mean 'Counts'\?"
    ):
        list(read_sheets(path, COLUMNS, r"\d{4}-\d{2}"))


def test_a_workbook_with_no_such_table_lists_its_sheets(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"One": [["x"]], "Two": [["y"]]})
    with pytest.raises(NotThisLayout, match="its sheets are: One, Two"):
        list(read_sheets(path, COLUMNS))


def test_an_open_document_is_read_as_an_excel_file_is(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "a.ods",
        {"Notes": [["About"]], "2015_16": [["Title"], ["Area", "Count"], ["X", 28], ["Y", "[z]"]]},
    )
    found = [(line, row["Area"], row["Count"]) for line, row in read_sheets(path, COLUMNS, r"\d{4}_\d{2}")]
    assert found == [(3, "X", "28"), (4, "Y", "")]


def test_what_is_not_a_workbook_is_said_to_be_what_it_is(tmp_path: Path) -> None:
    page, broken = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    page.write_text("<!doctype html><html></html>")
    with pytest.raises(NotThisLayout, match="is a web page"):
        list(read_sheets(page, COLUMNS))
    broken.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(DataError, match="cannot be read"):
        list(read_sheets(broken, COLUMNS))
