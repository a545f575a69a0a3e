"""Areas in metres and as drawn: by the national formula, without gaps, the same every time."""

import json

import numpy as np
import pyproj
import pytest
import shapely
from shapely.geometry import Point, box, shape
from small_places import squares

from wulfrun.data.geography.boundaries import (
    Shapes,
    in_crs,
    read_boundaries,
    shapes_to_geojson,
    to_national_grid,
)

# EPSG operation 1314 (OSGB36 to WGS 84), the seven figures that Ordnance Survey publishes, backwards.
FORMULA = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 +step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 "
    "+rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 +convention=position_vector "
    "+step +inv +proj=cart +ellps=airy +step +proj=pop +v_3 "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)


def as_shapes(polygons, crs="EPSG:27700"):
    codes = tuple(f"A{number:03}" for number in range(len(polygons)))
    return Shapes(codes, codes, np.array(polygons, object), crs)


def drawn(shapes, tolerance):
    found = shapes_to_geojson(shapes, tolerance)
    return found, np.array([shape(each["geometry"]) for each in found["features"]], object)


def jagged(count=60, seed=4):
    """A tessellation whose borders wander, with neighbours that share every corner."""
    seeds = shapely.multipoints(np.random.default_rng(seed).uniform(0, 8_000, (count, 2)))
    whole = box(0, 0, 8_000, 8_000)
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=whole))
    fine = shapely.segmentize(shapely.intersection(cells, whole), 40)
    return shapely.transform(fine, lambda at: 390_000 + at + 25 * np.sin(at[:, ::-1] / 37) * np.cos(at / 91))


def moved(longitude, latitude):
    spot = Point(longitude, latitude).buffer(1e-7)
    return to_national_grid(as_shapes([spot], "EPSG:4326")).polygons[0].centroid


@pytest.mark.parametrize(
    ("longitude", "latitude", "east", "north"),
    [
        # Ordnance Survey's worked example (Caister water tower, as ETRS89 and by the full grid OSTN15).
        (1 + 42 / 60 + 57.8663 / 3600, 52 + 39 / 60 + 28.8282 / 3600, 651409.804, 313177.450),
        # St Mary's, Isles of Scilly: a test point of OSTN15.
        (-6.29977752014, 49.92226393730, 91492.146, 11318.804),
    ],
)
def test_known_points_of_ordnance_survey_are_met_within_five_metres(longitude, latitude, east, north):
    assert moved(longitude, latitude).distance(Point(east, north)) < 5


def test_the_move_is_the_published_formula_whatever_grids_or_network_a_machine_has():
    """A grid file would answer decimetres to metres away: this is the formula, to the millimetre."""
    formula = pyproj.Transformer.from_pipeline(FORMULA)
    for longitude, latitude in [(-2.13, 52.59), (-6.3, 49.92), (1.7, 52.6), (-3.2, 58.6)]:
        assert moved(longitude, latitude).distance(Point(formula.transform(longitude, latitude))) < 0.001


def test_areas_moved_there_and_back_are_where_they_were():
    city = as_shapes(squares(3, 2))
    back = to_national_grid(in_crs(city, "EPSG:4326"))
    assert back.crs == "EPSG:27700"
    assert shapely.equals_exact(back.polygons, city.polygons, 0.001).all()
    assert to_national_grid(city) is city


@pytest.mark.parametrize("tolerance", [0, 10, 60])
def test_neighbours_still_meet_after_simplifying(tolerance):
    """Neither gap nor overlap is wider than rounding to whole metres can make it."""
    areas = as_shapes(jagged())
    _, found = drawn(areas, tolerance)
    assert shapely.is_valid(found).all()
    assert_they_meet(found)
    corners = shapely.get_num_coordinates(found).sum() / shapely.get_num_coordinates(areas.polygons).sum()
    assert corners < (1.01 if tolerance == 0 else 0.8)


def assert_they_meet(found):
    whole = shapely.union_all(found)
    gaps = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    assert [gap for gap in gaps if not gap.buffer(-0.75).is_empty] == []
    first, second = shapely.STRtree(found).query(found, predicate="intersects")
    common = shapely.intersection(found[first[first < second]], found[second[first < second]])
    assert shapely.is_empty(shapely.buffer(common, -0.75)).all()
    return gaps


def test_what_is_drawn_is_in_whole_metres_and_the_same_every_time():
    areas = as_shapes(jagged())
    first, second = (json.dumps(shapes_to_geojson(areas, 20)) for _ in range(2))
    turned = as_shapes([shapely.reverse(each) for each in areas.polygons])
    assert first == second == json.dumps(shapes_to_geojson(turned, 20))
    assert "." not in first


def test_an_area_smaller_than_a_metre_is_still_drawn():
    _, found = drawn(as_shapes([box(10.1, 10.1, 10.3, 10.3), box(100, 100, 900, 900)]), 10)
    assert not shapely.is_empty(found).any()
    assert found[0].distance(Point(10.2, 10.2)) < 1


def test_areas_that_overlap_are_drawn_all_the_same():
    found, polygons = drawn(as_shapes([box(0, 0, 700, 700), box(10, 10, 1000, 1000)]), 10)
    assert [each["properties"] for each in found["features"]] == [
        {"code": "A000", "name": "A000"},
        {"code": "A001", "name": "A001"},
    ]
    assert polygons[0].equals(box(0, 0, 700, 700))


@pytest.mark.real
@pytest.mark.parametrize("tolerance", [10, 30])
def test_the_real_lsoas_are_drawn_without_gaps(shared, tolerance):
    real = to_national_grid(read_boundaries(shared / "data/geography/lsoa-E08000031.geojson", "LSOA21CD"))
    _, found = drawn(real, tolerance)
    assert_they_meet(found)
    assert shapely.area(found).sum() == pytest.approx(shapely.area(real.polygons).sum(), rel=0.002)


@pytest.mark.real
def test_the_formula_meets_the_places_that_ons_publishes_in_both_systems(shared):
    fields = read_boundaries(shared / "data/geography/lsoa11-E08000031.geojson", "LSOA11CD").within
    told = np.array([(row["LONG"], row["LAT"], row["BNG_E"], row["BNG_N"]) for row in fields], float)
    spots = as_shapes(shapely.buffer(shapely.points(told[:, :2]), 1e-7), "EPSG:4326")
    there = shapely.centroid(to_national_grid(spots).polygons)
    assert shapely.distance(there, shapely.points(told[:, 2:])).max() < 4
