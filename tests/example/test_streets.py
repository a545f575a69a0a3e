"""The invented streets lie in the city, cross nowhere, and pass most of its addresses."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from wulfrun.data.geography.streets import read_streets
from wulfrun.example.city import City, make_city
from wulfrun.example.streets import street_file


@pytest.fixture(scope="module")
def city() -> City:
    return make_city(np.random.default_rng(2008))


@pytest.fixture(scope="module")
def network(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("streets") / "streets.geojson"
    path.write_text(street_file(city), "utf-8")
    return path


def test_the_file_is_small_and_one_line_a_segment(network: Path) -> None:
    assert network.stat().st_size < 1_000_000
    features = json.loads(network.read_text("utf-8"))["features"]
    streets = read_streets(network)
    assert len(features) == len(streets.lines) > 3000
    assert streets.length.min() > 25 and streets.length.max() < 165


def test_streets_lie_in_the_city_and_no_two_cross(city: City, network: Path) -> None:
    lines = read_streets(network).lines
    whole = shapely.union_all(city.polygons).buffer(2)
    assert shapely.covers(whole, lines).mean() > 0.99
    pairs = shapely.STRtree(lines).query(lines, predicate="crosses")
    assert pairs.shape[1] == 0


def test_most_addresses_lie_near_a_street_and_some_do_not(city: City, network: Path) -> None:
    places = city.addresses.reshape(-1, 2)
    found = read_streets(network).nearest(places[:, 0], places[:, 1], 50)
    assert 0.9 < (found >= 0).mean() < 1
    assert np.bincount(found[found >= 0]).max() < 60
