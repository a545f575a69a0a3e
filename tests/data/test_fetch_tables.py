"""Tables and boundaries that come in pages, from a server on this machine that pages as they do."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_server import Publisher, Query, publisher
from fetching import fetch_one

ONS = "/ons/ESMARspQHYMw9BZ9/arcgis/rest/services"
LOOKUP = f"{ONS}/LSOA21_WD24_LAD24_EW_LU/FeatureServer/0/query"


@pytest.fixture
def here() -> Iterator[Publisher]:
    with publisher() as found:
        yield found


def _areas(number: int) -> list[dict[str, str]]:
    return [
        {
            "LSOA21CD": f"E0100{index:04d}",
            "LSOA21NM": f"Wolverhampton {index:03d}A",
            "WD24CD": f"E0500{index % 20:04d}",
            "WD24NM": f"Ward {index % 20}",
            "LAD24CD": "E08000031",
            "LAD24NM": "Wolverhampton",
        }
        for index in range(number)
    ]


def _map_service(here: Publisher, path: str, areas: list[dict[str, str]], at_once: int, key: str) -> None:
    """A feature service as ArcGIS runs it: it gives fewer at once than it is asked for."""

    def answer(query: Query) -> object:
        listed = query["where"][0].split("(")[1].rstrip(")").replace("'", "").split(",")
        fits = [area for area in areas if area[key] in listed]
        if "returnCountOnly" in query:
            return {"count": len(fits)}
        start = int(query["resultOffset"][0])
        page = fits[start : start + at_once]
        more = start + at_once < len(fits)
        if query["f"][0] == "json":
            return {"features": [{"attributes": area} for area in page], "exceededTransferLimit": more}
        shape = {"type": "Polygon", "coordinates": [[[-2.1, 52.6], [-2.0, 52.6], [-2.0, 52.5], [-2.1, 52.6]]]}
        return {
            "type": "FeatureCollection",
            "properties": {"exceededTransferLimit": more},
            "features": [{"type": "Feature", "properties": area, "geometry": shape} for area in page],
        }

    here.json(path, answer)


def test_areas_that_come_in_pages_all_come(tmp_path: Path, here: Publisher) -> None:
    areas = _areas(161)
    _map_service(here, LOOKUP, areas, 70, "LAD24CD")
    found = fetch_one(tmp_path, here, "lsoa-2021-to-ward-2024")
    with (tmp_path / found.path).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == areas
    assert fetch_one(tmp_path, here, "lsoa-2021-to-ward-2024").status == "unchanged"


def test_boundaries_are_asked_for_by_the_codes_of_the_lookup(tmp_path: Path, here: Publisher) -> None:
    areas = _areas(161)
    service = f"{ONS}/Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5/FeatureServer/0/query"
    _map_service(here, LOOKUP, areas, 2000, "LAD24CD")
    _map_service(here, service, areas, 30, "LSOA21CD")
    found = fetch_one(tmp_path, here, "lsoa-2021")
    shapes = json.loads((tmp_path / found.path).read_text())
    assert [each["properties"]["LSOA21CD"] for each in shapes["features"]] == [
        area["LSOA21CD"] for area in areas
    ]
    assert shapes["features"][0]["geometry"]["type"] == "Polygon"
    assert (tmp_path / "data/geography/lsoa-2021-to-ward-2024.csv").exists()


def test_a_service_that_stops_half_way_leaves_no_half_a_table(tmp_path: Path, here: Publisher) -> None:
    here.json(LOOKUP, lambda query: {"count": 5} if "returnCountOnly" in query else {"features": []})
    found = fetch_one(tmp_path, here, "lsoa-2021-to-ward-2024")
    assert found.status == "failed"
    assert "0 of 5 areas came" in found.note
    assert not (tmp_path / "data").exists()


def test_a_refusal_said_with_200_is_heard(tmp_path: Path, here: Publisher) -> None:
    here.json(LOOKUP, lambda _: {"error": {"code": 400, "message": "Invalid field: LAD24CD"}})
    assert "Invalid field: LAD24CD" in fetch_one(tmp_path, here, "lsoa-2021-to-ward-2024").note


def test_residents_come_page_by_page_until_nomis_has_no_more(tmp_path: Path, here: Publisher) -> None:
    rows = [(year, f"E0100000{area}", 1000 + area) for year in range(2011, 2025) for area in range(5)]
    asked: list[Query] = []

    def answer(query: Query) -> bytes:
        asked.append(query)
        start = int(query["RecordOffset"][0])
        lines = ['"DATE_NAME","GEOGRAPHY_CODE","GEOGRAPHY_NAME","OBS_VALUE","RECORD_COUNT"']
        lines += [
            f'{year},"{code}","Wolverhampton",{n},{len(rows)}' for year, code, n in rows[start : start + 25]
        ]
        return ("\r\n".join(lines) + "\r\n").encode()

    here.answers["/nomis/api/v01/dataset/NM_2014_1.data.csv"] = answer
    found = fetch_one(tmp_path, here, "residents-lsoa-2021")
    with (tmp_path / found.path).open(newline="") as file:
        read = [
            (int(row["DATE_NAME"]), row["GEOGRAPHY_CODE"], int(row["OBS_VALUE"]))
            for row in csv.DictReader(file)
        ]
    assert sorted(read) == sorted(rows)
    assert asked[0]["geography"] == ["E08000031TYPE151"]
    assert asked[0]["date"] == ["2011-2024"]


def test_an_answer_of_nomis_that_is_no_table_is_refused(tmp_path: Path, here: Publisher) -> None:
    here.answers["/nomis/api/v01/dataset/NM_2014_1.data.csv"] = lambda _: b"error: query too large"
    assert "it begins 'error: query too large'" in fetch_one(tmp_path, here, "residents-lsoa-2021").note
