"""Answers of the police API."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources.police_api import LAYOUT, SLUGS, type_of
from wulfrun.data.sources.police_street import TYPES
from wulfrun.data.text_rows import first_characters
from wulfrun.data.unpack import members
from wulfrun.definition.model import Source
from wulfrun.words.periods import month_index

SOURCE = Source(layout="police-api", agency="police")
CRIME: dict[str, Any] = {
    "category": "vehicle-crime",
    "location_type": "Force",
    "location": {
        "latitude": "51.537035",
        "street": {"id": 1, "name": "On or near Vicarage Drive"},
        "longitude": "0.081555",
    },
    "outcome_status": None,
    "persistent_id": "590d",
    "id": 46148627,
    "month": "2016-01",
}


def read(path: Path) -> list[Found]:
    return [found for _, row in LAYOUT.opens(path, SOURCE) if (found := LAYOUT.accepts(row, SOURCE))]


def answer(path: Path, *crimes: Any) -> Path:
    path.write_text(json.dumps(list(crimes)))
    return path


def test_a_crime_has_its_type_in_words_and_its_point_as_numbers(tmp_path: Path) -> None:
    path = answer(tmp_path / "a.json", CRIME)
    assert LAYOUT.recognises(path, first_characters(path))
    assert read(path) == [Found(month_index("2016-01"), "Vehicle crime", "590d", x=0.081555, y=51.537035)]


def test_a_record_without_a_persistent_id_is_known_by_its_own(tmp_path: Path) -> None:
    path = answer(
        tmp_path / "a.json", {**CRIME, "persistent_id": ""}, {**CRIME, "persistent_id": "", "id": None}
    )
    assert [each.key for each in read(path)] == ["id:46148627", ""]


def test_a_crime_without_a_place_is_kept(tmp_path: Path) -> None:
    assert read(answer(tmp_path / "a.json", {**CRIME, "location": None}))[0].x is None


def test_an_area_without_crime_gives_no_rows_and_is_no_mistake(tmp_path: Path) -> None:
    path = answer(tmp_path / "a.json")
    assert LAYOUT.recognises(path, first_characters(path))
    assert read(path) == []


def test_every_type_police_uk_has_used_has_its_category() -> None:
    assert set(SLUGS.values()) | {"Violent crime"} == set(TYPES)
    assert type_of("violent-crime", month_index("2013-04")) == "Violent crime"
    assert type_of("violent-crime", month_index("2013-05")) == "Violence and sexual offences"


def test_an_unknown_category_and_a_thing_that_is_no_crime_are_refused(tmp_path: Path) -> None:
    rows = [
        row
        for _, row in LAYOUT.opens(answer(tmp_path / "a.json", {**CRIME, "category": "burglry"}, "x"), SOURCE)
    ]
    for row, reason in zip(rows, ("Did you mean 'burglary'", "found 'x'; expected a crime"), strict=True):
        with pytest.raises(RefusedRow, match=reason):
            LAYOUT.accepts(row, SOURCE)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (json.dumps([CRIME, CRIME])[:-30].encode(), "is not whole JSON"),
        (b"<html><body>Bad gateway</body></html>", "is a web page"),
        (b'{"error": "too many"}', "expected a list of crimes"),
        (gzip.compress(b"null"), "expected a list of crimes"),
    ],
)
def test_an_answer_that_is_none_is_refused_as_a_whole(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(NotThisLayout, match=reason):
        read(path)


@pytest.mark.real
def test_records_found_in_two_wards_of_a_month_have_one_key(shared: Path, tmp_path: Path) -> None:
    records: list[str] = []
    keys: set[str] = set()
    for borough in ("greenwich", "barking-and-dagenham"):
        for member in members(shared / f"data/police/api-json-london-wards/{borough}.tar.xz", tmp_path):
            for _, row in LAYOUT.opens(member.path, SOURCE):
                found = LAYOUT.accepts(row, SOURCE)
                assert found is not None
                records.append(row["id"])
                keys.add(found.key)
    assert len(records) == 128_673
    assert len(records) - len(set(records)) == 3_077, "records found in two wards of one month"
    assert len(keys) == 120_284, "one crime is also several records under one persistent_id"
