"""A council's list of environmental complaints."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.data.layout import Found, RefusedRow
from wulfrun.data.sources._environment_words import CHANNELS, LAND, SIZE, TYPES, WASTE, coded, spelt
from wulfrun.data.sources.environment_complaints import LAYOUT
from wulfrun.data.tables import FLAGS
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Column, Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="environment-complaints", agency="council")
HEAD = (
    "Case reference,Request type,Date received,Easting,Northing,Ward,Land type,Waste type,Size category,"
    "Channel"
)


def read(path: Path, source: Source = SOURCE) -> tuple[list[Found], list[str]]:
    found, refused = [], []
    for _, row in LAYOUT.opens(path, source):
        try:
            if each := LAYOUT.accepts(row, source):
                found.append(each)
        except RefusedRow as reason:
            refused.append(str(reason))
    return found, refused


def sent(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text("\n".join(["Exported cases,,,,,,,,,", head, *rows, ""]))
    return path


def test_a_complaint_says_what_when_where_and_for_fly_tipping_on_what_land_of_what_and_how_much(
    tmp_path: Path,
) -> None:
    path = sent(
        tmp_path / "c.csv",
        "F1,Fly tip,14/05/2007,391540,298860,,Footpath / Bridleway,Black Bags - Household,"
        "Small Van Load,Phone",
    )
    ((found,), refused) = read(path)
    assert refused == []
    assert (found.month, found.code, found.key) == (month_index("2007-05"), "fly-tipping", "F1")
    assert (found.x, found.y, found.area) == (391540, 298860, "")
    assert found.more == {
        "land": "footpath", "waste": "household-bags", "size": "small-van", "channel": "telephone",
    }  # fmt: skip


def test_an_area_by_name_is_used_only_where_there_is_no_point(tmp_path: Path) -> None:
    path = sent(
        tmp_path / "c.csv",
        "1,Graffiti,01/06/2007,391540,298860,Bilston North,,,,",
        "2,Graffiti,01/06/2007,,,Bilston North,,,,",
    )
    assert [each.area for each in read(path)[0]] == ["", "Bilston North"]


def test_a_second_report_of_the_same_thing_has_the_key_of_the_first(tmp_path: Path) -> None:
    path = sent(tmp_path / "c.csv", "1,Noise,01/06/2007,", "2,Noise,02/06/2007,1",
                head="Reference,Type,Reported,Linked case")  # fmt: skip
    assert [each.key for each in read(path)[0]] == ["1", "1"]


def test_racially_offensive_marks_graffiti_and_nothing_else(tmp_path: Path) -> None:
    rows = ("1,Graffiti,01/06/2007,Y", "2,Graffiti,01/06/2007,N", "3,Litter,01/06/2007,Y")
    path = sent(tmp_path / "c.csv", *rows, head="Reference,Type,Reported,Racially offensive")
    assert [each.flags for each in read(path)[0]] == [FLAGS["hate_race"], 0, 0]


def test_bad_rows_are_refused_one_by_one_with_what_was_expected(tmp_path: Path) -> None:
    path = sent(
        tmp_path / "c.csv",
        "1,Graffiti,31/02/2007,,,,,,,",
        "2,Sinkhole,01/06/2007,,,,,,,",
        "3,,01/06/2007,,,,,,,",
        "4,Fly tip,01/06/2007,,,,The moon,,,",
        "5,Needles,01/06/2007,,,,,,,",
    )
    found, refused = read(path)
    assert [each.key for each in found] == ["5"]
    assert [reason.split(";")[0].split(".")[0] for reason in refused] == [
        "reported is '31/02/2007'", "type is 'Sinkhole'", "type is missing", "land is 'The moon'",
    ]  # fmt: skip


def test_a_partnership_can_declare_the_words_of_its_own_system(tmp_path: Path) -> None:
    declared = Source(
        layout="environment-complaints", agency="council",
        columns={"type": Column(column="Job", values={"SC12": "fly-tipping", "SC13": "needles"})},
    )  # fmt: skip
    path = sent(tmp_path / "c.csv", "1,SC12,01/06/2007", "2,SC13,01/06/2007", head="Reference,Job,Reported")
    assert [each.code for each in read(path, declared)[0]] == ["fly-tipping", "needles"]


def test_a_workbook_with_titles_and_true_dates_is_read_like_a_text_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Street services cases 2005/06"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["Case reference", "Request type", "Date received", "Easting", "Northing"])
    sheet.append(["A1", "Abandoned vehicle", datetime(2005, 4, 3), 391540, 298860])
    book.save(tmp_path / "c.xlsx")
    ((found,), _) = read(tmp_path / "c.xlsx")
    assert (found.code, found.month, found.x) == ("abandoned-vehicle", month_index("2005-04"), 391540)
    assert found.day == (date(2005, 4, 3) - date(1970, 1, 1)).days


def test_a_list_with_land_types_is_recognised_and_police_files_are_not(tmp_path: Path) -> None:
    path = sent(tmp_path / "c.csv")
    assert LAYOUT.recognises(path, first_characters(path))
    assert not LAYOUT.recognises(path, "Crime ID,Month,Longitude,Latitude,LSOA code,Crime type\n")


@pytest.mark.parametrize("words", [TYPES, LAND, WASTE, SIZE, CHANNELS])
def test_no_spelling_stands_for_two_codes(words: dict[str, tuple[str, ...]]) -> None:
    for code, spellings in words.items():
        assert {spelt(words, each) for each in (code, *spellings)} == {code}


@given(st.text(max_size=200))
def test_any_word_is_a_code_or_refused_never_taken_for_something_else(said: str) -> None:
    try:
        found = coded(SIZE, said, "size")
    except RefusedRow as reason:
        assert str(reason).startswith("size is '") and "Declare the file's own words" in str(reason)
    else:
        assert found in ("", *SIZE)
