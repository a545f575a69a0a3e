"""Street-level crime from police.uk, row by row."""

from collections import Counter
from pathlib import Path

import pytest

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources.police_street import LAYOUT, TYPES
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="police-street", agency="police")
ROW = {
    "Crime ID": "e61e",
    "Month": "2019-03",
    "Longitude": "-0.111497",
    "Latitude": "51.518226",
    "LSOA code": "E01000914",
    "Crime type": "Burglary",
}


def read(path: Path) -> list[Found]:
    found = [LAYOUT.accepts(row, SOURCE) for _, row in LAYOUT.opens(path, SOURCE)]
    return [each for each in found if each is not None]


def test_a_crime_has_its_month_type_identity_and_place() -> None:
    assert LAYOUT.accepts(ROW, SOURCE) == Found(
        month=month_index("2019-03"), code="Burglary", key="e61e", lsoa="E01000914", x=-0.111497, y=51.518226
    )


def test_a_crime_without_a_place_is_kept() -> None:
    found = LAYOUT.accepts({**ROW, "Longitude": "", "Latitude": "", "LSOA code": ""}, SOURCE)
    assert found is not None and (found.x, found.y, found.lsoa) == (None, None, "")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Month", "2019-13", "Month is '2019-13'; expected YYYY-MM"),
        ("Month", "0219-03", "Month is '0219-03'; expected YYYY-MM"),
        ("Month", "", "Month is ''; expected YYYY-MM"),
        ("Longitude", "west", "expected two numbers or two blanks"),
        ("Longitude", "", "expected two numbers or two blanks"),
        ("Longitude", "nan", "outside Great Britain"),
        ("Latitude", "-51.5", "outside Great Britain"),
        ("LSOA code", "E0100091", "LSOA code is 'E0100091'"),
        ("Crime type", "Burglery", "Crime type is 'Burglery'. Did you mean 'Burglary'?"),
        ("Crime type", "", "Crime type is ''."),
        ("", "2 fields; expected 12", "2 fields; expected 12"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused_with_its_reason(
    column: str, value: str, reason: str
) -> None:
    with pytest.raises(RefusedRow) as refusal:
        LAYOUT.accepts({**ROW, column: value}, SOURCE)
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("month", "count"), [("2010-12", 6), ("2011-08", 6), ("2011-09", 11), ("2013-05", 14), ("2025-12", 14)]
)
def test_each_vintage_has_as_many_types_as_police_uk_showed_then(month: str, count: int) -> None:
    assert sum(first <= month and (last is None or month <= last) for first, last in TYPES.values()) == count


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_of_any_vintage_is_accepted(kind: str) -> None:
    found = LAYOUT.accepts({**ROW, "Crime type": kind}, SOURCE)
    assert found is not None and found.code == kind


def test_old_files_without_context_and_lsoa_names_are_the_same_layout(tmp_path: Path) -> None:
    path = tmp_path / "2010-12-x-street.csv"
    path.write_text(",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n")
    assert LAYOUT.recognises(path, first_characters(path))
    assert read(path) == [LAYOUT.accepts(ROW, SOURCE)]


def test_an_outcomes_file_is_not_a_street_file(tmp_path: Path) -> None:
    path = tmp_path / "2019-03-x-street.csv"
    path.write_text("Crime ID,Month,Longitude,Latitude,LSOA code,Outcome type\n")
    assert not LAYOUT.recognises(path, first_characters(path))
    with pytest.raises(NotThisLayout, match=r"no column 'Crime type'.*not a police.uk street file"):
        read(path)


@pytest.mark.real
def test_the_city_of_london_has_its_36_months_whole(shared: Path) -> None:
    files = sorted((shared / "data/police/2018-2021").glob("*-street.csv"))
    found = [each for path in files for each in read(path)]
    assert len({each.month for each in found}) == 36
    assert len(found) == 22_480
    assert sum(not each.key for each in found) == 2_983
    assert len({each.key for each in found if each.key}) == 19_224
    assert sum(each.x is None and not each.lsoa for each in found) == 1_737
    assert all((each.code == "Anti-social behaviour") == (not each.key) for each in found)


@pytest.mark.real
def test_a_month_of_surrey_keeps_its_identical_rows_and_far_away_places(shared: Path) -> None:
    found = read(shared / "data/police/surrey/2021-08-surrey-street.csv.gz")
    without = [each for each in found if not each.key]
    assert {each.code for each in without} == {"Anti-social behaviour"}
    assert max(Counter(without).values()) > 1
    assert "E01031395" in {each.lsoa for each in found}, "an LSOA of Arun, outside Surrey"


@pytest.mark.real
def test_cambridgeshire_mixes_two_vintages_of_lsoa_and_btp_has_no_identities(shared: Path) -> None:
    folder = shared / "data/police/2023-03"
    assert len(read(folder / "2023-03-cambridgeshire-street.csv.gz")) == 7_153
    railway = read(folder / "2023-03-btp-street.csv.gz")
    assert len(railway) == 5_946
    assert not any(each.key for each in railway)
