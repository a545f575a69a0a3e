"""A police extract in the force's own columns."""

from datetime import datetime
from pathlib import Path

import pytest
from workbooks import workbook

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources._dates import month_of
from wulfrun.data.sources.police_extract import LAYOUT
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Column, Source
from wulfrun.words.errors import DefinitionError
from wulfrun.words.periods import month_index

COLUMNS: dict[str, Column | str] = {
    "offence_code": Column(column="HO Class", values={"Burg Dwelling": "28A"}),
    "reference": "Crime Ref",
    "recorded_date": Column(column="Recorded", format="%d/%m/%Y"),
    "easting": "East",
    "northing": "North",
    "lsoa": "LSOA",
}
FLAGS: dict[str, Column | str] = {
    "domestic": "DV",
    "hate_race": Column(column="Markers", true=("RACE", "RAC")),
}
SOURCE = Source(layout="police-extract", agency="police", columns=COLUMNS, flags=FLAGS)
HEADER = "Crime Ref,HO Class,Recorded,East,North,LSOA,DV,Markers"
VALUES = ["20/1/04", "028A", "31/03/2004", "391500", "298500", "E01010410", "N", ""]
ROW = dict(zip(HEADER.split(","), VALUES, strict=True))


def accepted(row: dict[str, str], source: Source = SOURCE) -> Found:
    found = LAYOUT.accepts(row, source)
    assert found is not None
    return found


def test_an_offence_has_its_code_reference_month_place_and_flags() -> None:
    assert accepted({**ROW, "DV": "yes", "Markers": "RACE"}) == Found(
        month=month_index("2004-03"),
        code="28A",
        key="20/1/04",
        flags=3,
        lsoa="E01010410",
        x=391500.0,
        y=298500.0,
    )


def test_their_words_are_put_into_ours() -> None:
    assert accepted({**ROW, "HO Class": "Burg Dwelling"}).code == "28A"


@pytest.mark.parametrize("text", ["RACE", "rac", "FAITH; RACE", "ALC|RACE"])
def test_one_marker_among_several_in_a_column_sets_its_flag(text: str) -> None:
    assert accepted({**ROW, "Markers": text}).flags == 2


def test_where_the_words_are_declared_every_other_word_leaves_the_flag_unset() -> None:
    assert accepted({**ROW, "Markers": "RACECOURSE"}).flags == 0


def test_where_they_are_not_a_word_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(RefusedRow, match=r"Flag 'domestic' is 'DOM'.*`true`"):
        accepted({**ROW, "DV": "DOM"})


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("HO Class", "", "Offence code is ''"),
        ("HO Class", "Burglary", "Offence code is 'Burglary'; expected a Home Office code"),
        ("Recorded", "", "recorded_date is missing"),
        ("Recorded", "03/31/2004", "expected a date written %d/%m/%Y"),
        ("East", "SO 915", "expected two numbers"),
        ("East", "39150000", "outside Great Britain"),
        ("LSOA", "E0101", "LSOA code is 'E0101'"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused(column: str, value: str, reason: str) -> None:
    with pytest.raises(RefusedRow) as refusal:
        accepted({**ROW, column: value})
    assert reason in str(refusal.value)


@pytest.mark.parametrize(("east", "north"), [("", ""), ("0", "0"), ("NULL", "NULL")])
def test_a_point_that_says_nothing_is_no_point(east: str, north: str) -> None:
    found = accepted({**ROW, "East": east, "North": north, "LSOA": "Unknown"})
    assert (found.x, found.y, found.lsoa) == (None, None, "")


def test_longitude_and_latitude_become_a_place_on_the_national_grid() -> None:
    columns: dict[str, Column | str] = {
        "offence_code": "Code", "recorded_date": "Day", "longitude": "Lon", "latitude": "Lat",
    }  # fmt: skip
    source = Source(layout="police-extract", agency="police", columns=columns)
    found = accepted({"Code": "45", "Day": "2004-03-31", "Lon": "-2.127", "Lat": "52.586"}, source)
    assert found.x == pytest.approx(391_395, abs=100)
    assert found.y == pytest.approx(298_600, abs=150)


def test_where_no_recorded_date_is_mapped_the_earliest_moment_dates_the_offence() -> None:
    columns: dict[str, Column | str] = {"offence_code": "Code", "committed_from": "From"}
    source = Source(layout="police-extract", agency="police", columns=columns)
    assert accepted({"Code": "45", "From": "01/04/2004 23:59"}, source).month == month_index("2004-04")


@pytest.mark.parametrize(
    "text",
    [
        "31/03/2004",
        "31-03-2004 23:10",
        "2004-03-31",
        "2004-03-31T23:10:00",
        "38077",
        "38077.9",
        "31 March 2004",
    ],
)
def test_a_day_is_known_however_it_is_written(text: str) -> None:
    assert month_of(text) == month_index("2004-03")


@pytest.mark.parametrize(
    "text", ["31/02/2004", "03/31/2004", "1/4/04", "2104-03-31", "99999", "yesterday", "20040331"]
)
def test_what_is_no_day_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(RefusedRow):
        month_of(text)


def test_a_declared_format_rules_the_others_out_but_not_what_a_spreadsheet_wrote() -> None:
    assert month_of("03/04/2004", "%m/%d/%Y") == month_index("2004-03")
    assert month_of("2004-03-31", "%m/%d/%Y") == month_of("38077", "%m/%d/%Y") == month_index("2004-03")
    with pytest.raises(RefusedRow):
        month_of("31/03/2004", "%m/%d/%Y")


def test_a_workbook_and_the_same_text_say_the_same(tmp_path: Path) -> None:
    text = tmp_path / "a.csv"
    text.write_text(HEADER + "\n" + ",".join(ROW.values()) + "\n")
    values = ["20/1/04", "028A", datetime(2004, 3, 31, 14, 5), 391500, 298500, "E01010410", "N", None]
    book = workbook(tmp_path / "a.xlsx", {"Data": [["Extract for March"], HEADER.split(","), values]})
    for path in (text, book):
        assert LAYOUT.recognises(path, first_characters(path))
        assert [LAYOUT.accepts(row, SOURCE) for _, row in LAYOUT.opens(path, SOURCE)] == [accepted(ROW)]


def test_a_declared_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER.replace("HO Class", "HO Klass") + "\n")
    with pytest.raises(NotThisLayout, match=r"no column 'HO Class'.*Did you mean 'HO Klass'\?"):
        list(LAYOUT.opens(path, SOURCE))


def test_every_mistake_in_the_declaration_is_told_at_once(tmp_path: Path) -> None:
    columns: dict[str, Column | str] = {"offense_code": "Code", "easting": "E"}
    source = Source(layout="police-extract", agency="police", columns=columns, flags={"domestc": "DV"})
    with pytest.raises(DefinitionError) as mistakes:
        LAYOUT.opens(tmp_path / "a.csv", source)
    for part in (
        "Did you mean 'offence_code'",
        "Did you mean 'domestic'",
        "no date is declared",
        "go together",
    ):
        assert part in str(mistakes.value)


@pytest.mark.parametrize(
    "header",
    [
        "Crime ID,Month,Longitude,Latitude,LSOA code,Crime type",
        "Crime ID,Month,Longitude,Latitude,LSOA code,Outcome type",
        "lsoa_code,lsoa_name,borough,category,year,month,crime_count",
    ],
)
def test_a_file_another_layout_knows_is_no_extract(tmp_path: Path, header: str) -> None:
    assert not LAYOUT.recognises(tmp_path / "a.csv", header + "\n")
