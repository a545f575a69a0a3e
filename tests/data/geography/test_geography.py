"""From declarations to areas: what the smallest are, what they make up, and where codes and points lie."""

import json

import numpy as np
import pytest
from small_city import (
    LSOA_SHAPES,
    TO_2021,
    TO_DISTRICT,
    TO_WARD,
    WARD_SHAPES,
    declared,
    feature_collection,
    lsoa_squares,
    square,
    write_city,
)

from wulfrun.data.geography.reading import read_geography
from wulfrun.definition.model import Boundaries, Lookup
from wulfrun.words.errors import DataError

NINE = tuple(f"X{n}" for n in range(1, 10))


@pytest.fixture
def city(tmp_path):
    return write_city(tmp_path)


def parts(geography, level):
    found = {}
    for row in geography.member.to_pylist():
        if row["level"] == level and row["smallest"] in geography.smallest:
            found.setdefault(row["area"], []).append(row["smallest"])
    return found


def test_every_lsoa_lies_in_itself_its_ward_and_the_partnership(city):
    geography = read_geography(declared(lookups=(TO_WARD,)), city)
    assert geography.smallest == NINE
    assert parts(geography, "lsoa")["X5"] == ["X5"]
    assert parts(geography, "ward") == {"W1": ["X1", "X2", "X3"], "W2": ["X4", "X5", "X6", "X7", "X8", "X9"]}
    assert parts(geography, "partnership") == {"D1": list(NINE)}
    assert {(area.code, area.name) for area in geography.areas if area.level != "lsoa"} == {
        ("W1", "Ward One"), ("W2", "Ward Two"), ("D1", "Small City")
    }  # fmt: skip
    assert not geography.is_open and geography.notes == ()


def test_wards_by_polygon_are_the_same_as_wards_by_lookup(city):
    by_lookup = read_geography(declared(lookups=(TO_WARD,)), city)
    by_polygon = read_geography(declared((LSOA_SHAPES, WARD_SHAPES)), city)
    assert parts(by_polygon, "ward") == parts(by_lookup, "ward")
    assert by_polygon.shapes["ward"].codes == ("W1", "W2")


def test_an_lsoa_across_two_wards_is_counted_where_most_of_it_lies_and_that_is_noted(city):
    wards = {"W1": square(0, 0, 3, 0.4), "W2": square(0, 0.4, 3, 3)}
    (city / "shifted.geojson").write_text(json.dumps(feature_collection(wards)))
    shifted = Boundaries(file="shifted.geojson", level="ward", code="code", name="name")
    geography = read_geography(declared((LSOA_SHAPES, shifted)), city)
    assert parts(geography, "ward") == {"W2": list(NINE)}
    assert "Only 60% of X1 lies in Area W2, the ward it is counted in." in geography.notes


def test_an_lsoa_in_no_ward_is_counted_in_none_and_told(city):
    (city / "far.geojson").write_text(json.dumps(feature_collection({"W1": square(0, 0, 3, 2)})))
    far = Boundaries(file="far.geojson", level="ward", code="code")
    geography = read_geography(declared((LSOA_SHAPES, far)), city)
    assert geography.notes == ("In no ward of the boundaries lies X7, X8, X9: counted in no ward.",)


def test_with_several_local_authorities_each_is_a_district_and_the_whole_has_its_own_code(city):
    geography = read_geography(declared(lookups=(TO_DISTRICT,), codes=("D1", "D2"), boundaries=()), city)
    assert geography.partnership_code == "PARTNERSHIP" and geography.smallest == NINE
    assert parts(geography, "district") == {"D1": list(NINE[:6]), "D2": list(NINE[6:])}
    assert [area.name for area in geography.areas if area.level == "district"] == [
        "District D1",
        "District D2",
    ]
    rows = [tuple(row.values()) for row in geography.member.to_pylist()]
    assert ("D1", "D1", "district") in rows and ("D1", "PARTNERSHIP", "partnership") in rows


def test_without_polygons_the_lsoas_come_from_the_lookup_of_districts(city):
    geography = read_geography(declared(lookups=(TO_DISTRICT,), codes=("D2",), boundaries=()), city)
    assert geography.smallest == ("X7", "X8", "X9")
    assert geography.place_bng(np.array([390500.0]), np.array([290500.0])).tolist() == [-1]


def test_only_lsoas_of_the_partnership_are_kept_by_lookup_or_by_their_own_field(city):
    untold = feature_collection(lsoa_squares())
    (city / "untold.geojson").write_text(json.dumps(untold))
    plain = Boundaries(file="untold.geojson", level="lsoa", code="code")
    assert read_geography(declared((plain,), (TO_DISTRICT,), codes=("D2",)), city).smallest == (
        "X7",
        "X8",
        "X9",
    )
    for each in untold["features"][:4]:
        each["properties"]["LAD"] = "D2"
    (city / "untold.geojson").write_text(json.dumps(untold))
    assert read_geography(declared((plain,), codes=("D2",)), city).smallest == ("X1", "X2", "X3", "X4")


def test_nothing_declared_leaves_the_geography_open(city):
    geography = read_geography(declared((), ()), city)
    assert geography.is_open and geography.resolve_lsoa("X1") is None
    assert geography.member.to_pylist() == [{"smallest": "D1", "area": "D1", "level": "partnership"}]


def test_boundaries_and_lookups_without_one_area_in_common_are_told(city):
    with pytest.raises(DataError, match=r"holds no LSOA of D3\. Use one of: D1, D2, D9\."):
        read_geography(declared(lookups=(TO_DISTRICT,), codes=("D3",)), city)
    (city / "old.geojson").write_text(json.dumps(feature_collection({"OLD12": square(0, 0, 2, 1)})))
    old = Boundaries(file="old.geojson", level="lsoa", code="code")
    with pytest.raises(DataError, match="expected boundaries and lookups of one vintage"):
        read_geography(declared((old,), (TO_DISTRICT,)), city)


def test_a_code_of_2011_is_the_same_area_its_successor_or_needs_the_point(city):
    geography = read_geography(declared(), city)
    assert geography.resolve_lsoa("X3") == 2
    assert (
        geography.resolve_lsoa("OLD9A")
        == geography.resolve_lsoa("OLD9B")
        == geography.resolve_lsoa("X9")
        == 8
    )
    assert geography.resolve_lsoa("OLD12") == (0, 1)
    assert geography.resolve_lsoa("X10") is None
    assert geography.known_lsoas == (*NINE, "OLD12", "OLD9A", "OLD9B")


def test_a_build_in_lsoas_of_2011_takes_codes_of_2021_back_to_their_parent(city):
    old = {"OLD12": square(0, 0, 2, 1), "OLD9A": square(2, 2, 2.5, 3), "OLD9B": square(2.5, 2, 3, 3)}
    areas = {**{code: shape for code, shape in lsoa_squares().items() if code in NINE[2:8]}, **old}
    (city / "old.geojson").write_text(json.dumps(feature_collection(areas)))
    shapes = Boundaries(file="old.geojson", level="lsoa", code="code", vintage=2011)
    geography = read_geography(
        declared((LSOA_SHAPES.model_copy(update={"vintage": 2021}), shapes), vintage=2011), city
    )
    place = geography.smallest.index
    assert geography.resolve_lsoa("X1") == geography.resolve_lsoa("X2") == place("OLD12")
    assert geography.resolve_lsoa("X9") == (place("OLD9A"), place("OLD9B"))
    assert geography.place_bng(np.array([392700.0]), np.array([292500.0])).tolist() == [place("OLD9B")]


def test_a_ward_lookup_of_the_other_vintage_serves_where_it_is_exact(city):
    rows = "OLD12,W1\nX3,W1\nX4,W2\nX5,W2\nX6,W2\nX7,W2\nX8,W2\nOLD9A,W2\nOLD9B,W1\n"
    (city / "old-wards.csv").write_text("LSOA11,WD\n" + rows)
    old = Lookup(file="old-wards.csv", code="LSOA11", to="WD", level="ward")
    geography = read_geography(declared(lookups=(TO_2021, old)), city)
    assert parts(geography, "ward") == {"W1": ["X1", "X2", "X3"], "W2": ["X4", "X5", "X6", "X7", "X8"]}
    assert geography.notes == ("The lookup gives no one ward for X9: counted in no ward.",)


def test_points_are_placed_by_grid_and_by_longitude_and_latitude(city):
    geography = read_geography(declared(), city)
    assert geography.place_bng(
        np.array([391500.0, 1.0, np.nan]), np.array([292500.0, 1.0, 1.0])
    ).tolist() == [7, -1, -1]
    # 391500, 292500 in longitude and latitude.
    assert geography.place_lonlat(np.array([-2.12661]), np.array([52.53031])).tolist() == [7]


def test_the_digest_follows_the_content_and_not_the_place_of_the_files(city, tmp_path):
    elsewhere = write_city((tmp_path / "other").absolute().parent)
    first, second = read_geography(declared(), city).digest(), read_geography(declared(), elsewhere).digest()
    assert first == second
    moved = {**lsoa_squares(), "X9": square(2, 2, 3, 3.1)}
    (elsewhere / "lsoa.geojson").write_text(json.dumps(feature_collection(moved, district="D1")))
    assert read_geography(declared(), elsewhere).digest() != first


@pytest.mark.real
def test_wolverhampton_today_has_161_lsoas_and_20_wards(shared):
    data = shared / "data"
    lookup = next((data / "lookups").glob("LSOA_(2021)_to_Electoral_Ward*"))
    old = next((data / "lookups").glob("LSOA_(2011)_to_LSOA_(2021)*"))
    seven = Boundaries(
        file=str(data / "geography/lsoa-E47000007.geojson"), level="lsoa", code="LSOA21CD", name="LSOA21NM"
    )
    lookups = (
        Lookup(file=str(lookup), code="LSOA21CD", to="WD24CD", to_name="WD24NM", level="ward"),
        Lookup(file=str(old), code="LSOA11CD", to="LSOA21CD", level="lsoa-2011-to-2021"),
    )
    geography = read_geography(declared((seven,), lookups, codes=("E08000031",)), shared)
    assert len(geography.smallest) == 161 and len(parts(geography, "ward")) == 20
    assert {code for code in geography.converted if code.startswith("E")} == {
        "E01010435",
        "E01010453",
        "E01010521",
    }
    assert all(isinstance(geography.resolve_lsoa(code), tuple) for code in geography.converted)
    assert geography.notes == ()
