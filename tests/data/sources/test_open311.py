"""Service requests in the JSON of Open311 GeoReport v2."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from wulfrun.data.layout import Found, NotThisLayout, RefusedRow
from wulfrun.data.sources.open311 import LAYOUT
from wulfrun.data.text_rows import first_characters
from wulfrun.definition.model import Column, Source
from wulfrun.words.errors import DataError
from wulfrun.words.periods import month_index

SOURCE = Source(layout="open311", agency="council")
# After the example answer of the standard, GET requests.json, moved to Wolverhampton.
REQUEST: dict[str, Any] = {
    "service_request_id": "638344",
    "status": "closed",
    "status_notes": "Duplicate request.",
    "service_name": "Graffiti removal",
    "service_code": "006",
    "description": None,
    "agency_responsible": None,
    "service_notice": None,
    "requested_datetime": "2010-04-14T06:37:38-08:00",
    "updated_datetime": "2010-04-14T06:37:38-08:00",
    "expected_datetime": "2010-04-15T06:37:38-08:00",
    "address": "8TH AVE and JUDAH ST",
    "address_id": "545483",
    "zipcode": None,
    "lat": 52.5862,
    "long": -2.1285,
    "media_url": None,
}


def saved(folder: Path, answer: Any, name: str = "requests.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(answer))
    return path


def read(path: Path, source: Source = SOURCE) -> list[Found]:
    return [each for _, row in LAYOUT.opens(path, source) if (each := LAYOUT.accepts(row, source))]


def test_the_example_of_the_standard_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, [REQUEST])
    assert LAYOUT.recognises(path, first_characters(path))
    (found,) = read(path)
    assert (found.code, found.key, found.month) == ("Incivilities", "638344", month_index("2010-04"))
    assert (found.x, found.y) == (-2.1285, 52.5862)


@pytest.mark.parametrize(
    "answer",
    [
        [REQUEST, {**REQUEST, "service_request_id": "2"}],
        [[REQUEST], [{**REQUEST, "service_request_id": "2"}]],
        [{"service_requests": [REQUEST]}, {"service_requests": [{**REQUEST, "service_request_id": "2"}]}],
        {
            "pages": [
                {"page": 1, "requests": [REQUEST]},
                {"requests": [{**REQUEST, "service_request_id": "2"}]},
            ]
        },
        {"service_requests": [REQUEST, {**REQUEST, "service_request_id": "2"}]},
    ],
)
def test_one_answer_and_many_pages_of_it_are_read_alike(tmp_path: Path, answer: Any) -> None:
    assert [each.key for each in read(saved(tmp_path, answer))] == ["638344", "2"]


def test_a_request_on_two_pages_has_one_key(tmp_path: Path) -> None:
    assert {each.key for each in read(saved(tmp_path, [[REQUEST], [REQUEST]]))} == {"638344"}


@pytest.mark.parametrize(
    "place",
    [
        {"lat": None, "long": None},
        {"lat": "", "long": ""},
        {"lat": 0, "long": 0},
        {"lat": 52.5, "long": None},
    ],
)
def test_a_request_without_coordinates_is_kept_without_a_place(tmp_path: Path, place: Any) -> None:
    (found,) = read(saved(tmp_path, [{**REQUEST, **place}]))
    assert found.x is None and found.y is None


def test_coordinates_that_are_not_there_at_all_are_no_mistake(tmp_path: Path) -> None:
    bare = {name: value for name, value in REQUEST.items() if name not in ("lat", "long", "service_name")}
    (found,) = read(saved(tmp_path, [bare]))
    assert found.x is None and found.code == "Other"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"requested_datetime": None}, "requested_datetime is missing"),
        ({"service_name": None, "service_code": None}, "both missing"),
        ({"lat": 40.7128, "long": -74.006}, "outside Great Britain"),
    ],
)
def test_a_request_that_breaks_the_contract_is_refused(tmp_path: Path, changed: Any, reason: str) -> None:
    ((_, row),) = LAYOUT.opens(saved(tmp_path, [{**REQUEST, **changed}]), SOURCE)
    with pytest.raises(RefusedRow, match=reason):
        LAYOUT.accepts(row, SOURCE)


def test_something_else_in_the_list_does_not_lose_the_others(tmp_path: Path) -> None:
    rows = list(LAYOUT.opens(saved(tmp_path, ["error", REQUEST]), SOURCE))
    assert [line for line, _ in rows] == [1, 2]
    with pytest.raises(RefusedRow, match="expected a service request"):
        LAYOUT.accepts(rows[0][1], SOURCE)
    assert LAYOUT.accepts(rows[1][1], SOURCE)


def test_own_service_names_can_be_declared(tmp_path: Path) -> None:
    words = Column(column="service_name", values={"Env 7": "Fly-tipping"})
    declared = Source(layout="open311", agency="council", columns={"service_name": words})
    assert read(saved(tmp_path, [{**REQUEST, "service_name": "Env 7"}]), declared)[0].code == "Rubbish"


def test_what_a_request_says_of_people_is_left_where_it_is(tmp_path: Path) -> None:
    ((_, row),) = LAYOUT.opens(saved(tmp_path, [{**REQUEST, "description": "next to Mrs X"}]), SOURCE)
    assert not {"next to Mrs X", REQUEST["address"]} & set(row.values())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<service_requests/>", "is XML"),
        ("<!doctype html><html>", "web page"),
        ('[{"service_request_id": ', "not whole JSON"),
        ('{"errors": 1}', "holds an object with errors"),
        ("7", "holds int"),
    ],
)
def test_another_file_is_told_as_what_it_is(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "requests.json"
    path.write_text(text)
    with pytest.raises(NotThisLayout, match=reason):
        list(LAYOUT.opens(path, SOURCE))


def test_a_packed_answer_is_read_and_a_damaged_one_told(tmp_path: Path) -> None:
    path = tmp_path / "requests.json.gz"
    path.write_bytes(gzip.compress(json.dumps([REQUEST]).encode()))
    assert len(read(path)) == 1
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises((DataError, NotThisLayout)):
        read(path)
