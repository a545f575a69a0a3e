import csv
import json
import math

import numpy as np
import pytest
import shapely

from wulfrun.example.city import make_city
from wulfrun.words.places import is_lsoa

from .conftest import Example
from .recount import lsoas


def level(example: Example, file: str) -> np.ndarray:
    content = json.loads((example.path / "geography" / file).read_text("utf-8"))
    return shapely.from_geojson([json.dumps(each["geometry"]) for each in content["features"]])


@pytest.mark.parametrize(("file", "count"), [("lsoa.geojson", 160), ("wards.geojson", 20)])
def test_areas_fit_together_with_no_overlap_and_no_hole(northbank: Example, file: str, count: int) -> None:
    shapes = level(northbank, file)
    assert len(shapes) == count
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors
    assert whole.area == pytest.approx(shapely.area(shapes).sum(), rel=1e-9)


def test_wards_are_made_of_whole_lsoas(northbank: Example) -> None:
    lsoa, ward = level(northbank, "lsoa.geojson"), level(northbank, "wards.geojson")
    with (northbank.path / "geography" / "lsoa-to-ward.csv").open(encoding="utf-8") as file:
        lookup = [row["WD08CD"] for row in csv.DictReader(file)]
    for index, code in enumerate(sorted(set(lookup))):
        parts = lsoa[[each == code for each in lookup]]
        assert shapely.equals(shapely.union_all(parts), ward[index]), code


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_no_area_is_a_sliver_whatever_the_seed(seed: int) -> None:
    city = make_city(np.random.Generator(np.random.PCG64([seed, 0])))
    assert [shape.geom_type for shape in city.polygons] == ["Polygon"] * 160
    assert shapely.coverage_is_valid(city.polygons)
    area, around = shapely.area(city.polygons), shapely.length(city.polygons)
    assert area.min() > 100_000
    assert (4 * math.pi * area / around**2).min() > 0.2
    assert city.priority.sum() == 5
    assert len(set(city.neighbourhood.tolist())) == 16
    assert len(set(city.ward.tolist())) == 20


def test_every_address_lies_well_inside_its_lsoa_by_the_route_a_build_takes(northbank: Example) -> None:
    city = make_city(np.random.Generator(np.random.PCG64([2008, 0])))
    codes, shapes = lsoas(northbank.path)
    assert codes == list(city.codes)
    for shape, places in zip(shapely.buffer(shapes, -8), city.addresses, strict=True):
        assert shapely.contains_xy(shape, places).all()


def test_street_points_lie_in_the_lsoa_beside_them(northbank: Example) -> None:
    shapes = dict(zip(lsoas(northbank.path)[0], level(northbank, "lsoa.geojson"), strict=True))
    with (northbank.path / "data/police/street/2011-09/2011-09-northbank-street.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["LSOA code"].startswith("E0199")]
    assert len(rows) > 1500
    for row in rows:
        assert shapely.contains_xy(
            shapes[row["LSOA code"]], float(row["Longitude"]), float(row["Latitude"])
        ), row


def test_population_is_that_of_a_city_of_a_quarter_of_a_million(northbank: Example) -> None:
    with (northbank.path / "geography" / "population.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 160 * 11
    assert all(is_lsoa(row["LSOA01CD"]) and row["LSOA01NM"].startswith("Northbank ") for row in rows)
    for year in range(2003, 2014):
        here = [row for row in rows if row["Year"] == str(year)]
        assert 240_000 < sum(int(row["Residents"]) for row in here) < 265_000
        assert all(1000 <= int(row["Residents"]) <= 2400 for row in here)
        assert all(2 <= int(row["Residents"]) / int(row["Households"]) <= 3 for row in here)
    first = sum(int(row["Residents"]) for row in rows if row["Year"] == "2003")
    assert first == northbank.truths["people"]["residents_2003"]
