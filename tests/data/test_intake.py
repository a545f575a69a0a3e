"""What intake makes of real defects: every row is accounted for, nothing vanishes, nothing counts twice."""

import gzip
from pathlib import Path
from unittest.mock import patch

import pytest
from street_world import (
    ELSEWHERE,
    HEADER,
    HERE,
    OLD,
    SPLIT,
    WHOLE,
    crime_id,
    definition,
    geography,
    incident,
    plainly,
    put,
    read,
    row,
    text,
    zipped,
)

from wulfrun.data import intake
from wulfrun.data.coverage import cover
from wulfrun.data.geography.areas import Geography
from wulfrun.evidence import read_cube
from wulfrun.words.periods import month_index

JANUARY, FEBRUARY = month_index("2019-01"), month_index("2019-02")
NAME = "2019-01-some-street.csv"
PAGE = "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>"


def test_a_blank_crime_id_is_kept_and_counted_as_such(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), incident()]))
    tally = read(tmp_path).one.tally
    assert (tally.rows_read, tally.accepted, tally.without_key) == (2, 2, 1)


def test_rows_of_one_offence_are_one_offence(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code=HERE[1]), row(LSOA_code=HERE[2]), row(Crime_ID=crime_id(2))]))
    found = read(tmp_path)
    assert (found.one.tally.accepted, found.one.tally.duplicate) == (2, 1)
    assert found.cells == {("Burglary", JANUARY, HERE[1]): 1, ("Burglary", JANUARY, HERE[0]): 1}


def test_an_offence_repeated_in_a_later_month_counts_in_its_first(tmp_path: Path) -> None:
    put(tmp_path, "2019-02-a-street.csv", text([row(Month="2019-02"), row(Month="2019-02", Crime_ID="x")]))
    put(tmp_path, "2019-01-b-street.csv", text([row()]))
    found = read(tmp_path)
    assert found.cells == {("Burglary", JANUARY, HERE[0]): 1, ("Burglary", FEBRUARY, HERE[0]): 1}
    assert (found.of("a-street.csv").tally.duplicate, found.of("b-street.csv").tally.duplicate) == (1, 0)


def test_a_late_row_of_an_earlier_month_is_the_one_that_counts(tmp_path: Path) -> None:
    put(tmp_path, "2019-01-b-street.csv", text([row(Month="2019-02")]))
    put(tmp_path, "2019-02-a-street.csv", text([row()]))
    assert read(tmp_path).cells == {("Burglary", JANUARY, HERE[0]): 1}


def test_an_unplaced_repeat_is_not_said_to_be_unplaced_as_well(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), row(LSOA_code="", Longitude="", Latitude="")]))
    tally = read(tmp_path).one.tally
    assert (tally.accepted, tally.duplicate, tally.unplaced) == (1, 1, 0)


@pytest.mark.parametrize("last", [[], [row(Month="January")]], ids=["quickly", "row by row"])
def test_identical_rows_without_an_id_are_kept_and_told(tmp_path: Path, last: list[dict[str, str]]) -> None:
    put(tmp_path, NAME, text([incident(), incident(), incident(), incident(Location="Elsewhere"), *last]))
    tally = read(tmp_path).one.tally
    assert (tally.accepted, tally.identical, tally.duplicate, tally.refused) == (4, 2, 0, len(last))


def test_a_row_without_coordinates_or_lsoa_is_kept_without_a_place(tmp_path: Path) -> None:
    nowhere = {"Longitude": "", "Latitude": "", "Location": "No Location"}
    put(tmp_path, NAME, text([row(LSOA_code="", **nowhere), row(Crime_ID=crime_id(2), **nowhere)]))
    found = read(tmp_path)
    assert found.cells == {("Burglary", JANUARY, ""): 1, ("Burglary", JANUARY, HERE[0]): 1}
    assert found.one.tally.unplaced == 1


def test_where_the_force_is_the_partnerships_own_such_a_row_counts_there(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code="", Longitude="", Latitude="")]))
    partnership = {"name": "Some", "area_codes": [WHOLE], "area_name": "Some", "whole_force": True}
    asked = definition().model_validate(
        {**definition().model_dump(by_alias=True), "partnership": partnership}
    )
    assert read(tmp_path, asked).cells == {("Burglary", JANUARY, WHOLE): 1}


def test_rows_outside_the_area_are_counted_but_not_taken(tmp_path: Path) -> None:
    far = {"LSOA_code": "", "Longitude": "0.5", "Latitude": "52.05"}
    put(tmp_path, NAME, text([row(), row(Crime_ID=crime_id(2), LSOA_code=ELSEWHERE)]))
    assert read(tmp_path).one.tally.outside == 1
    put(tmp_path, NAME, text([incident(**far)]))
    tally = read(tmp_path).one.tally
    assert tally.outside + tally.unplaced == 1 and tally.adds_up()


def test_lsoas_of_two_vintages_in_one_file_are_sorted_out_row_by_row(tmp_path: Path) -> None:
    second = {"LSOA_code": SPLIT, "Longitude": "-1.85"}
    rows = [row(), row(Crime_ID=crime_id(2), LSOA_code=OLD), row(Crime_ID=crime_id(3), **second)]
    put(tmp_path, NAME, text(rows))
    found = read(tmp_path)
    assert found.cells == {("Burglary", JANUARY, code): 1 for code in HERE}
    assert found.one.tally.mixed_vintage == 2


def test_a_divided_lsoa_whose_point_lies_in_neither_half_counts_for_the_whole_area(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code=SPLIT, Longitude="-1.75"), row(Crime_ID="x", LSOA_code=SPLIT)]))
    assert read(tmp_path).cells == {("Burglary", JANUARY, WHOLE): 1, ("Burglary", JANUARY, HERE[0]): 1}


def test_an_older_header_in_another_order_is_the_same_file(tmp_path: Path) -> None:
    old = [name for name in reversed(HEADER) if name not in ("Context", "LSOA name")]
    put(tmp_path, NAME, text([row(), incident()], old).replace("Crime type", "crime_type"))
    assert read(tmp_path).one.tally.accepted == 2


def test_a_header_without_a_needed_column_is_told_by_name(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row()]).replace("LSOA code", "Lower area"))
    found = read(tmp_path, definition(["*.csv"])).one
    assert "no column 'LSOA code'" in found.note and "Lower area" in found.note
    assert found.tally.rows_read == 0


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_marks_and_line_endings_change_nothing(tmp_path: Path, mark: str, ending: str) -> None:
    put(tmp_path, NAME, mark + text([row(), incident()]).replace("\n", ending))
    assert read(tmp_path).one.tally.accepted == 2


def test_a_cut_off_last_line_is_refused_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), row(Crime_ID=crime_id(2))])[:-60])
    found = read(tmp_path).one
    assert (found.tally.accepted, found.tally.refused) == (1, 1)
    (refused,) = plainly(tmp_path / found.rejects)
    assert refused["line"] == "3" and "cut off here" in refused["reason"]
    assert refused["row"].startswith(crime_id(2))


def test_refused_rows_are_written_with_line_reason_and_all_they_said(tmp_path: Path) -> None:
    good, bad = text([row()]).splitlines()[1], row(Crime_type="Burglery", Crime_ID=crime_id(2))
    content = (
        text([row(Crime_ID=crime_id(3)), bad]) + good + ",one more\n" + '"open ' + good + "\n" + good + "\n"
    )
    put(tmp_path, NAME, content)
    found = read(tmp_path).one
    assert found.rejects == f"store/refused/data__police__{NAME}"
    refused = plainly(tmp_path / found.rejects)
    assert [each["line"] for each in refused] == ["3", "4", "5"]
    assert "Did you mean 'Burglary'" in refused[0]["reason"] and "Burglery" in refused[0]["row"]
    assert "13 fields" in refused[1]["reason"] and refused[1]["row"].endswith("one more")
    assert "never closed" in refused[2]["reason"] and good in refused[2]["row"]
    assert (found.tally.rows_read, found.tally.accepted) == (5, 2)


def test_a_web_page_is_told_counts_nothing_and_leaves_a_gap(tmp_path: Path) -> None:
    for number, month in enumerate(("2018-12", "2019-01", "2019-02"), 1):
        content = text([row(Month=month, Crime_ID=crime_id(number))]) if month != "2019-01" else PAGE
        put(tmp_path, f"{month}-some-street.csv", content)
    found = read(tmp_path)
    assert "is a web page, not a police.uk street file" in found.of("2019-01-some-street.csv").note
    assert sum(found.cells.values()) == 2
    months = cover("street", read_cube(list(found.parts)), found.receipts, 1, None)
    assert [month.status for month in months] == ["complete", "missing", "complete"]


def test_a_web_page_beside_good_files_of_its_month_spoils_none(tmp_path: Path) -> None:
    put(tmp_path, "2019-01-a-street.csv", PAGE)
    put(tmp_path, "2019-01-b-street.csv", text([row()]))
    assert [each.tally.accepted for each in read(tmp_path).receipts] == [0, 1]


def test_a_web_page_does_not_replace_the_good_file_of_its_name(tmp_path: Path) -> None:
    put(tmp_path, f"a/{NAME}", text([row(), incident()]))
    put(tmp_path, f"b/{NAME}", PAGE)
    assert sum(read(tmp_path).cells.values()) == 2


def test_a_packed_file_is_read_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, f"{NAME}.gz", gzip.compress(text([row(), incident()]).encode()))
    put(tmp_path, "2019-02-some-street.csv", gzip.compress(text([incident(Month="2019-02")]).encode()))
    assert sum(read(tmp_path).cells.values()) == 3


def test_only_files_of_the_forces_asked_for_are_taken(tmp_path: Path) -> None:
    put(tmp_path, "2019-01-some-street.csv", text([row()]))
    put(tmp_path, "2019-01-other-street.csv", text([incident()]))
    assert read(tmp_path, definition(forces=("some",))).one.path.endswith(NAME)


def test_a_file_taken_in_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(), incident()]))
    put(tmp_path, "2019-02-some-street.csv", text([row(Month="Feb")]))
    put(tmp_path, "old.zip", zipped({"2018-12-some-street.csv": text([incident(Month="2018-12")])}))
    first = read(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "store" / "records").iterdir()}
    with patch.object(intake, "_read_fast", side_effect=AssertionError("read again")):
        assert read(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    put(tmp_path, NAME, text([row(), incident(), incident()]))
    with patch.object(intake, "_read_fast", wraps=intake._read_fast) as again:
        assert sum(read(tmp_path).cells.values()) == 4
    assert [piece.shown for call in again.call_args_list for piece in call.args[1]] == [f"data/police/{NAME}"]


def test_another_geography_reads_the_files_anew(tmp_path: Path) -> None:
    put(tmp_path, NAME, text([row(LSOA_code=HERE[2])]))
    assert read(tmp_path).one.tally.accepted == 1
    whole = geography()
    smaller = Geography(whole.areas, HERE[:2], whole.member, whole.partnership_code)
    assert read(tmp_path, places=smaller).one.tally.outside == 1


def test_a_deleted_store_comes_back_byte_for_byte(tmp_path: Path) -> None:
    for number in range(3):
        put(
            tmp_path,
            f"2019-01-f{number}-street.csv",
            text([row(), row(Crime_ID=crime_id(number)), incident()]),
        )
    put(tmp_path, "old.zip", zipped({"2018-12-some-street.csv": text([row(Month="2018-12"), incident()])}))
    first = read(tmp_path)
    before = [(path.name, path.read_bytes()) for path in first.parts]
    (tmp_path / "store").rename(tmp_path / "gone")
    again = read(tmp_path)
    assert [(path.name, path.read_bytes()) for path in again.parts] == before
    assert again.receipts == first.receipts
