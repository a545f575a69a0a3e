"""Boundary files: every common form says the same, and what is no boundary file is told in a sentence."""

import gzip
import json
import warnings
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
from small_city import feature_collection, lsoa_squares, square, write_city

from wulfrun.data.geography.boundaries import (
    in_crs,
    joined,
    read_boundaries,
    shapes_to_geojson,
    to_national_grid,
)
from wulfrun.words.errors import DataError


def refusal(path, code="code", **more):
    with pytest.raises(DataError) as told:
        read_boundaries(path, code, **more)
    return str(told.value)


def write_raw(path, areas, driver, **options):
    fields = [np.array(list(areas), object), np.array([f"Area {code}" for code in areas], object)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.raw.write(
            path, shapely.to_wkb(np.array(list(areas.values()), object)), fields, ["code", "name"],
            driver=driver, geometry_type="Polygon", crs="EPSG:27700", **options,
        )  # fmt: skip


@pytest.fixture
def city(tmp_path):
    return write_city(tmp_path)


def test_every_form_of_file_gives_the_same_areas(city):
    expected = read_boundaries(city / "lsoa.geojson", "code", "name")
    write_raw(city / "lsoa.gpkg", lsoa_squares(), "GPKG")
    (city / "shp").mkdir()
    write_raw(city / "shp" / "lsoa.shp", lsoa_squares(), "ESRI Shapefile")
    with zipfile.ZipFile(city / "lsoa.zip", "w") as packed:
        for part in sorted((city / "shp").iterdir()):
            packed.write(part, f"inside/{part.name}")
    (city / "lsoa.geojson.gz").write_bytes(gzip.compress((city / "lsoa.geojson").read_bytes()))
    for name in ("lsoa.gpkg", "shp", "lsoa.zip", "lsoa.geojson.gz"):
        shapes = read_boundaries(city / name, "code", "name")
        assert (shapes.codes, shapes.names) == (expected.codes, expected.names), name
        assert "27700" in shapes.crs or "British National Grid" in shapes.crs, name
        assert shapely.equals(to_national_grid(shapes).polygons, expected.polygons).all(), name


def test_topojson_is_read_as_longitude_and_latitude(tmp_path):
    arcs = [[[0, 0], [1000, 0], [0, 1000], [-1000, 0], [0, -1000]]]
    topology = {
        "type": "Topology", "transform": {"scale": [1e-5, 1e-5], "translate": [-2.1, 52.5]}, "arcs": arcs,
        "objects": {"areas": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0]], "properties": {"code": "X1"}}]}},
    }  # fmt: skip
    (tmp_path / "areas.json").write_text(json.dumps(topology))
    shapes = read_boundaries(tmp_path / "areas.json", "code")
    assert shapes.crs == "EPSG:4326" and shapes.names == ("X1",)
    assert shapely.equals_exact(
        shapes.polygons[0], shapely.box(-2.1, 52.5, -2.09, 52.51), 1e-9, normalize=True
    )


def test_of_several_layers_the_one_with_the_field_is_read(tmp_path):
    write_raw(tmp_path / "two.gpkg", {"Z": square(0, 0, 9, 9)}, "GPKG", layer="outline")
    geometry = shapely.to_wkb(np.array([square(0, 0, 1, 1)], object))
    pyogrio.raw.write(
        tmp_path / "two.gpkg", geometry, [np.array(["X1"], object)], ["LSOA21CD"],
        driver="GPKG", layer="lsoas", geometry_type="Polygon", crs="EPSG:27700", append=True,
    )  # fmt: skip
    assert read_boundaries(tmp_path / "two.gpkg", "LSOA21CD").codes == ("X1",)


def test_only_areas_within_are_kept_in_the_order_of_their_codes(city):
    shapes = read_boundaries(city / "lsoa.geojson", "code", within={"name": ("Area X7", "Area X2")})
    assert shapes.codes == ("X2", "X7")
    told = refusal(city / "lsoa.geojson", within={"district": ("D7",)})
    assert "none of the 9 features is kept by within (district in D7)" in told


def test_a_polygon_that_crosses_itself_is_mended_and_named(tmp_path):
    bow = shapely.Polygon([(390000, 290000), (391000, 291000), (391000, 290000), (390000, 291000)])
    (tmp_path / "a.geojson").write_text(json.dumps(feature_collection({"X1": bow, "X2": square(2, 0, 3, 1)})))
    shapes = read_boundaries(tmp_path / "a.geojson", "code")
    assert shapes.repaired == ("X1",)
    assert shapely.is_valid(shapes.polygons).all() and shapes.polygons[0].area == 500_000


def test_parts_of_an_area_given_as_features_of_their_own_are_one_area(tmp_path):
    told = feature_collection({"X1": square(0, 0, 1, 1)})
    told["features"] += feature_collection({"X1": square(5, 5, 6, 6)})["features"]
    (tmp_path / "a.geojson").write_text(json.dumps(told))
    assert read_boundaries(tmp_path / "a.geojson", "code").polygons[0].area == 2_000_000


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.geojson", b"<!DOCTYPE html><html><body>502</body></html>", "cannot be read as boundaries"),
        (
            "cut.geojson",
            b'{"type": "FeatureCollection", "features": [{"type": "Fea',
            "cannot be read as boundaries",
        ),
        ("table.csv", b"code,name\nX1,One\n", "there are no shapes in this file"),
        ("broken.geojson.gz", b"\x1f\x8b\x08not gzip", "cannot be read as boundaries"),
        ("broken.zip", b"PK not zip", "cannot be read as boundaries"),
    ],
)
def test_what_is_no_boundary_file_is_told_with_what_was_expected(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    told = refusal(tmp_path / name)
    assert name in told and said in told and "expected GeoJSON" in told and "mend the file's name" in told


def test_a_missing_file_a_wrong_field_and_points_are_told(city):
    assert "the boundary file is not there" in refusal(city / "none.geojson")
    assert "there is no field 'cod' in the boundaries. Did you mean 'code'?" in refusal(
        city / "lsoa.geojson", "cod"
    )
    (city / "points.geojson").write_text(
        json.dumps(feature_collection({"X1": shapely.Point(390000, 290000)}))
    )
    assert "feature 1 (X1): this is a Point; expected a polygon" in refusal(city / "points.geojson")


def test_metres_in_a_file_that_names_no_system_are_taken_as_the_national_grid(city):
    told = json.loads((city / "lsoa.geojson").read_text())
    del told["crs"]
    (city / "bare.geojson").write_text(json.dumps(told))
    assert read_boundaries(city / "bare.geojson", "code").crs == "EPSG:27700"
    far = feature_collection({"X1": shapely.box(2e6, 2e6, 3e6, 3e6)})
    del far["crs"]
    (city / "far.geojson").write_text(json.dumps(far))
    assert "does not say in which system" in refusal(city / "far.geojson")


def test_the_national_grid_is_reached_by_formula_within_five_metres(city):
    shapes = read_boundaries(city / "lsoa.geojson", "code")
    there = in_crs(shapes, "EPSG:4326")
    assert shapely.within(there.polygons, shapely.box(-2.2, 52.5, -2.0, 52.6)).all()
    assert shapely.equals_exact(to_national_grid(there).polygons, shapes.polygons, 0.001).all()
    # Ordnance Survey's worked example of the full (grid) transformation, St Mary's in the Isles of Scilly.
    mark = shapely.Point(-6.29977752014, 49.92226393730).buffer(1e-7)
    moved = to_national_grid(type(shapes)(("A",), ("A",), np.array([mark], object), "EPSG:4326"))
    assert moved.polygons[0].centroid.distance(shapely.Point(91492.146, 11318.804)) < 5


def test_files_of_one_level_are_joined_and_the_first_wins(city):
    all_of_them = read_boundaries(city / "lsoa.geojson", "code")
    first, second = all_of_them.only([3, 4]), in_crs(all_of_them.only([0, 3]), "EPSG:4326")
    both = joined([first, second])
    assert both.codes == ("X1", "X4", "X5") and both.crs == "EPSG:27700"
    assert both.polygons[1] is first.polygons[0]


def test_neighbours_are_drawn_with_the_same_border_in_whole_metres():
    wavy = [(500 + 40 * np.sin(north / 60) + 0.4, north) for north in range(0, 1001, 20)]
    left = shapely.Polygon([(0, 0), *wavy, (0, 1000)])
    right = shapely.Polygon([(1000, 0), (1000, 1000), *wavy[::-1]])
    from wulfrun.data.geography.boundaries import Shapes

    moved = (
        shapely.affinity.translate(left, 390000, 290000),
        shapely.affinity.translate(right, 390000, 290000),
    )
    shapes = Shapes(("L", "R"), ("Left", "Right"), np.array(moved, object), "EPSG:27700")
    drawn = shapes_to_geojson(shapes, 15)
    polygons = [shapely.geometry.shape(each["geometry"]) for each in drawn["features"]]
    assert drawn["features"][0]["properties"] == {"code": "L", "name": "Left"}
    assert polygons[0].union(polygons[1]).area == polygons[0].area + polygons[1].area == 1_000_000
    assert len(polygons[0].exterior.coords) < 40
    assert all(
        isinstance(number, int) for at in drawn["features"][0]["geometry"]["coordinates"][0] for number in at
    )
    assert json.dumps(drawn) == json.dumps(shapes_to_geojson(shapes, 15))


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "code", "count", "repaired"),
    [
        ("geography/lsoa-E08000031.geojson", "LSOA21CD", 161, 0),
        ("geography/lsoa-2011-E08000031.topojson", "LSOA11CD", 158, 0),
        ("boundaries/wards_2025/E47000007.geojson.gz", "WD25CD", 192, 0),
        ("boundaries/lsoa_2011_by_lad/E08000025.json", "LSOA11CD", 639, 3),
        ("points/lancashire_wards.gpkg", "ward_code", 271, 0),
    ],
)
def test_real_boundary_files_are_read_and_drawn(shared, file, code, count, repaired):
    shapes = read_boundaries(shared / "data" / file, code)
    assert (len(shapes.codes), len(shapes.repaired)) == (count, repaired)
    drawn = shapes_to_geojson(shapes, 25)
    assert len(drawn["features"]) == count and all(
        each["geometry"]["coordinates"] for each in drawn["features"]
    )
