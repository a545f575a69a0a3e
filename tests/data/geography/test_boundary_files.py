"""Boundary files as they come: every form gives the same areas, and each defect is told by name."""

import gzip
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from small_places import SOUTH, WEST, by_gdal, geojson, squares

from wulfrun.data.geography.boundaries import read_boundaries
from wulfrun.words.errors import DataError

CODES = ("E01000001", "E01000002", "E01000003", "E01000004")
NAMES = ("First", "Second", "Third", "Fourth")
CITY = squares(2, 2)


def _geojson(folder: Path) -> Path:
    return geojson(folder / "areas.geojson", CITY, CODE=CODES, NAME=NAMES)


def _geojson_gz(folder: Path) -> Path:
    path = folder / "areas.geojson.gz"
    path.write_bytes(gzip.compress(_geojson(folder).read_bytes()))
    return path


def _geopackage(folder: Path) -> Path:
    return by_gdal(folder / "areas.gpkg", CITY, "GPKG", CODE=CODES, NAME=NAMES)


def _shapefile_folder(folder: Path) -> Path:
    inside = folder / "shapefile"
    inside.mkdir()
    by_gdal(inside / "areas.shp", CITY, "ESRI Shapefile", CODE=CODES, NAME=NAMES)
    return inside


def _shapefile(folder: Path) -> Path:
    return _shapefile_folder(folder) / "areas.shp"


def _shapefile_zip(folder: Path) -> Path:
    path = folder / "areas.zip"
    with zipfile.ZipFile(path, "w") as file:
        for part in sorted(_shapefile_folder(folder).iterdir()):
            file.write(part, f"download/{part.name}")
    return path


def _topojson(folder: Path) -> Path:
    """Quantised arcs, as in the real files; TopoJSON cannot say its coordinate system."""
    rings = [(shapely.get_coordinates(shape) - (WEST, SOUTH)) / 10 for shape in CITY]
    content = {
        "type": "Topology",
        "transform": {"scale": [10, 10], "translate": [WEST, SOUTH]},
        "arcs": [np.diff(ring, axis=0, prepend=0).astype(int).tolist() for ring in rings],
        "objects": {
            "areas": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[arc]], "properties": {"CODE": code, "NAME": name}}
                    for arc, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
                ],
            }
        },
    }
    path = folder / "areas.topojson"
    path.write_text(json.dumps(content), "utf-8")
    return path


FORMS = [_geojson, _geojson_gz, _topojson, _geopackage, _shapefile_folder, _shapefile, _shapefile_zip]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_boundary_file_gives_the_same_areas(tmp_path, form):
    found = read_boundaries(form(tmp_path), "CODE", "NAME")
    assert (found.codes, found.names, found.crs) == (CODES, NAMES, "EPSG:27700")
    assert shapely.equals(found.polygons, np.array(CITY, object)).all()
    assert found.repaired == ()


def test_areas_stand_in_the_order_of_their_codes_and_without_a_name_field_bear_the_code(tmp_path):
    found = read_boundaries(geojson(tmp_path / "a.geojson", CITY, CODE=CODES[::-1]), "CODE")
    assert found.codes == found.names == CODES
    assert found.polygons[0].equals(CITY[3])


def test_a_field_that_is_not_there_is_answered_with_the_nearest_one(tmp_path):
    path = geojson(tmp_path / "a.geojson", CITY, LSOA21CD=CODES, LSOA21NM=NAMES)
    with pytest.raises(DataError, match=r"a\.geojson: there is no field 'LSOA21C'.*mean 'LSOA21CD'"):
        read_boundaries(path, "LSOA21C")
    with pytest.raises(DataError, match=r"no field 'LSOA21NAME'.*mean 'LSOA21NM'"):
        read_boundaries(path, "LSOA21CD", "LSOA21NAME")
    with pytest.raises(DataError, match="no field 'LAD'"):
        read_boundaries(path, "LSOA21CD", within={"LAD": ("x",)})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.geojson", b"<!DOCTYPE html><html><body>Not found</body></html>"),
        ("page.gpkg", b"<!DOCTYPE html><html><body>Not found</body></html>"),
        ("areas.csv", b"CODE,NAME\nE01000001,First\n"),
        ("areas.zip", b"not a zip at all"),
        ("areas.geojson.gz", b"not compressed"),
        ("cut.geojson.gz", gzip.compress(b'{"type": "FeatureCollection"}' * 99, mtime=0)[:40]),
        ("empty.geojson", b""),
    ],
)
def test_a_file_that_holds_no_boundaries_is_named_in_one_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError, match=f"{name}: .*expected GeoJSON, TopoJSON, a GeoPackage or a") as told:
        read_boundaries(path, "CODE")
    assert "\n" not in str(told.value)


def test_a_zip_without_boundaries_says_what_it_holds(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("notes/readme.txt", "no boundaries")
    with pytest.raises(DataError, match=r"a\.zip: .*holds notes/readme\.txt"):
        read_boundaries(tmp_path / "a.zip", "CODE")


def test_a_line_among_the_areas_is_told_by_its_place_and_code(tmp_path):
    path = geojson(tmp_path / "a.geojson", [CITY[0], LineString([(0, 0), (9, 9)])], CODE=CODES[:2])
    with pytest.raises(DataError, match=r"feature 2 \(E01000002\): this is a LineString; expected a polygon"):
        read_boundaries(path, "CODE")


@pytest.mark.parametrize("blank", [None, ""])
def test_an_area_without_a_code_is_told_by_its_place_in_the_file(tmp_path, blank):
    path = geojson(tmp_path / "a.geojson", CITY[:2], CODE=[CODES[0], blank])
    with pytest.raises(DataError, match="feature 2: 'CODE' is blank"):
        read_boundaries(path, "CODE")


def test_codes_that_are_numbers_are_text_even_beside_blanks(tmp_path):
    found = read_boundaries(
        path := geojson(tmp_path / "a.geojson", CITY[:2], CODE=[7, 8], LAD=[12, None]), "CODE"
    )
    assert found.codes == ("7", "8")
    assert [fields["LAD"] for fields in found.within] == ["12", ""]
    assert read_boundaries(path, "CODE", within={"LAD": ("12",)}).codes == ("7",)


def test_mending_leaves_areas_and_drops_spikes(tmp_path):
    spiked = Polygon([(0, 0), (1000, 0), (1000, 1000), (1000, 2000), (1000, 1000), (0, 1000)])
    found = read_boundaries(geojson(tmp_path / "a.geojson", [spiked], CODE=CODES[:1]), "CODE")
    assert found.repaired == CODES[:1]
    assert found.polygons[0].equals(box(0, 0, 1000, 1000))


def test_only_a_mended_area_that_is_kept_is_named(tmp_path):
    bow = Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    path = geojson(tmp_path / "a.geojson", [CITY[0], bow], CODE=CODES[:2], LAD=["X", "Y"])
    assert read_boundaries(path, "CODE").repaired == CODES[1:2]
    assert read_boundaries(path, "CODE").only([0]).repaired == ()
    assert read_boundaries(path, "CODE", within={"LAD": ("X",)}).repaired == ()


def test_a_polygon_without_any_area_is_refused_by_name(tmp_path):
    flat = Polygon([(0, 0), (1000, 1000), (500, 500), (0, 0)])
    path = geojson(tmp_path / "a.geojson", [CITY[0], flat], CODE=CODES[:2])
    with pytest.raises(DataError, match=r"feature 2 \(E01000002\): this polygon has no area"):
        read_boundaries(path, "CODE")


def test_several_features_of_one_code_are_one_area_named_as_the_first(tmp_path):
    island = box(500_000, 500_000, 500_100, 500_100)
    shapes = [CITY[0], CITY[1], island]
    path = geojson(tmp_path / "a.geojson", shapes, CODE=[CODES[0]] * 3, NAME=["A", "B", "C"])
    found = read_boundaries(path, "CODE", "NAME")
    assert (found.codes, found.names) == (CODES[:1], ("A",))
    assert found.polygons[0].equals(MultiPolygon([CITY[0].union(CITY[1]), island]))


def test_a_feature_without_a_shape_is_left_out(tmp_path):
    path = geojson(tmp_path / "a.geojson", [None, *CITY[1:]], CODE=CODES)
    assert read_boundaries(path, "CODE").codes == CODES[1:]


@pytest.mark.real
def test_the_real_invalid_polygons_are_mended_and_named(shared):
    files = sorted((shared / "data" / "boundaries" / "lsoa_2011_by_lad").glob("*.json"))
    repaired = {path.stem: len(read_boundaries(path, "LSOA11CD").repaired) for path in files}
    assert {code: count for code, count in repaired.items() if count} == {"E08000025": 3, "E08000027": 1}


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "code", "count", "crs"),
    [
        ("geography/lsoa-2011-E08000031.topojson", "LSOA11CD", 158, "EPSG:4326"),
        ("points/lancashire_wards.gpkg", "ward_code", 271, "EPSG:27700"),
        ("boundaries/lad/topo_lad.json", "LAD13CD", 326, "EPSG:4326"),
    ],
)
def test_real_boundary_files_give_their_areas(shared, file, code, count, crs):
    found = read_boundaries(shared / "data" / file, code)
    assert (len(set(found.codes)), found.crs) == (count, crs)
    assert shapely.is_valid(found.polygons).all()
    assert (shapely.area(found.polygons) > 0).all()
