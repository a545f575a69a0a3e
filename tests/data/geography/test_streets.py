"""Points are put to the street nearest to them, and to none where none is near."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from wulfrun.data.geography.streets import Streets, read_streets
from wulfrun.words.errors import DataError


def network(folder: Path, geometries: list[object], name: str = "streets.geojson") -> Path:
    features = [
        {"type": "Feature", "properties": {"n": n}, "geometry": each} for n, each in enumerate(geometries)
    ]
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def line(*points: tuple[float, float]) -> dict[str, object]:
    return {"type": "LineString", "coordinates": [list(each) for each in points]}


def test_each_point_has_the_segment_a_search_of_all_finds() -> None:
    draw = np.random.default_rng(1)
    ends = draw.uniform(0, 1000, (60, 2, 2))
    streets = Streets(shapely.linestrings(ends), np.ones(60))
    x, y = draw.uniform(-100, 1100, (2, 300))
    found = streets.nearest(x, y, 40)
    for place in range(300):
        apart = [shapely.distance(shapely.Point(x[place], y[place]), each) for each in streets.lines]
        assert found[place] == (int(np.argmin(apart)) if min(apart) <= 40 else -1)


def test_a_point_at_a_junction_is_the_first_segments() -> None:
    streets = Streets(
        shapely.linestrings([[[0, 0], [10, 0]], [[10, 0], [10, 9]], [[10, 0], [20, 0]]]), np.ones(3)
    )
    assert streets.nearest([10.0], [0.0], 5).tolist() == [0]


def test_lines_are_read_in_metres_from_metres_or_degrees(tmp_path: Path) -> None:
    metres = read_streets(network(tmp_path, [line((400_000, 300_000), (400_000, 300_120)), None]))
    assert metres.length.tolist() == [120]
    degrees = read_streets(network(tmp_path, [line((-2.0, 52.5), (-2.0, 52.501))], "lonlat.geojson"))
    assert degrees.length[0] == pytest.approx(111.2, abs=0.3)
    x, y = shapely.get_coordinates(degrees.lines)[0]
    assert degrees.nearest([x], [y], 1).tolist() == [0]


def test_what_is_no_network_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"the street network is not there.*\[geography.streets\]"):
        read_streets(tmp_path / "none.geojson")
    point = {"type": "Point", "coordinates": [400_000, 300_000]}
    with pytest.raises(DataError, match="feature 2: this is a Point; expected a line"):
        read_streets(network(tmp_path, [line((400_000, 300_000), (400_001, 300_000)), point]))
    with pytest.raises(DataError, match="there is no line in this file"):
        read_streets(network(tmp_path, [None]))
