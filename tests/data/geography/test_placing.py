"""Points in areas: the raster must say exactly what Shapely says, polygon by polygon."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from wulfrun.data.geography.placing import Placer


def slowly(polygons, x, y):
    """The first polygon that covers each point, tried one by one."""
    finite = np.isfinite(x) & np.isfinite(y)
    points = np.where(finite, shapely.points(np.where(finite, x, 0), np.where(finite, y, 0)), None)
    found = np.full(len(x), -1)
    for number in reversed(range(len(polygons))):
        found[shapely.intersects(polygons[number], points)] = number
    return found.tolist()


def told(polygons, points, cells=64):
    x, y = np.array(points, float).T
    found = Placer(np.array(polygons, object), cells).place(x, y).tolist()
    assert found == slowly(polygons, x, y)
    return found


RING = Polygon([(0, 0), (8, 0), (8, 8), (0, 8)], [[(2, 2), (6, 2), (6, 6), (2, 6)]])
NEIGHBOURS = [box(0, 0, 4, 4), box(4, 0, 8, 4), box(0, 4, 4, 8), box(4, 4, 8, 8)]


def test_a_point_on_a_shared_border_goes_to_the_first_area_in_the_order_given():
    assert told(NEIGHBOURS, [(4, 2), (4, 6), (2, 4), (6, 4), (4, 4)]) == [0, 2, 0, 1, 0]
    assert told(NEIGHBOURS[::-1], [(4, 2), (4, 6), (2, 4), (6, 4), (4, 4)]) == [2, 0, 1, 0, 0]


def test_a_point_on_the_outer_border_or_a_corner_is_inside():
    assert told(NEIGHBOURS, [(0, 0), (8, 8), (8, 0), (0, 8), (0, 3), (8, 5), (3, 8)]) == [0, 3, 1, 2, 0, 3, 2]


def test_a_hole_is_outside_but_its_rim_is_inside():
    assert told([RING], [(4, 4), (2, 4), (6, 6), (2, 2), (1, 1), (3, 5.999999)]) == [-1, 0, 0, 0, 0, -1]


def test_an_area_in_the_hole_of_another_is_found():
    assert told([RING, box(2, 2, 6, 6)], [(4, 4), (2, 4), (5.9, 5.9), (7, 7)]) == [1, 0, 1, 0]


def test_an_area_of_several_parts_is_one_area():
    parts = MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])
    assert told([parts, box(2, 2, 3, 3)], [(0.5, 0.5), (5.5, 5.5), (2.5, 2.5), (4, 4)]) == [0, 0, 1, -1]


def test_a_sliver_thinner_than_a_cell_is_found():
    sliver = Polygon([(0, 0), (100, 100), (100, 100.001), (0, 0.001)])
    around = box(0, 0, 100, 100)
    points = [(50, 50.0005), (50, 50.002), (50, 50), (99.9, 99.9005), (0, 0.0005), (10, 9.999)]
    assert told([sliver, around], points, cells=8) == [0, 1, 0, 0, 0, 1]


def test_of_overlapping_areas_the_first_wins_and_an_inner_one_is_not_lost():
    assert told([box(3, 3, 5, 5), box(0, 0, 8, 8)], [(4, 4), (3, 3), (1, 1)]) == [0, 0, 1]
    assert told([box(0, 0, 8, 8), box(3, 3, 5, 5)], [(4, 4), (3, 3), (1, 1)]) == [0, 0, 0]


def test_points_on_the_corners_of_cells_are_exact():
    corners = [(x, y) for x in np.linspace(0, 8, 17) for y in np.linspace(0, 8, 17)]
    told([RING, *NEIGHBOURS], corners, cells=16)
    told([shapely.affinity.rotate(RING, 45), *NEIGHBOURS], corners, cells=16)


def test_a_point_far_outside_or_without_coordinates_is_in_no_area():
    points = [(np.nan, 2), (2, np.nan), (np.inf, 2), (-np.inf, -np.inf), (1e300, 0), (-0.001, 4), (8.001, 4)]
    assert told(NEIGHBOURS, points) == [-1] * 7


def test_a_hair_beyond_a_border_is_beyond_it():
    beyond = np.nextafter(8.0, 9.0)
    assert told(NEIGHBOURS, [(beyond, 2), (2, beyond), (np.nextafter(4.0, 5.0), 2)]) == [-1, -1, 1]


@pytest.mark.parametrize("polygons", [[], [Polygon()], [Polygon(), Polygon()]])
def test_without_areas_no_point_is_in_one(polygons):
    array = np.empty(len(polygons), object)
    array[:] = polygons
    x = np.array([0.0, 1.0, 1e300, np.inf, np.nan])
    assert Placer(array).place(x, x).tolist() == [-1] * 5


def test_no_points_are_placed_nowhere():
    assert Placer(np.array(NEIGHBOURS, object)).place(np.array([]), np.array([])).tolist() == []


def test_an_area_as_thin_as_a_line_holds_the_points_on_it():
    upright = Polygon([(5, 0), (5, 1), (5, 2), (5, 0)])
    slanting = Polygon([(0, 0), (3, 3), (6, 6), (0, 0)])
    points = [(5, 1.5), (5, 0), (2.5, 2.5), (6, 6), (5, 2.001), (1e300, 1), (4, 1)]
    assert told([upright], points, cells=4)[:2] == [0, 0]
    assert told([slanting, upright], points, cells=4)[2:4] == [0, 0]
    assert told([upright, box(0, 0, 8, 8)], points, cells=4) == [0, 0, 1, 1, 1, -1, 1]


@pytest.mark.parametrize("corner", [500_000.0, 5e9])
@pytest.mark.parametrize("size", [1e-9, 1e-6, 1e-4, 1.0])
def test_a_tiny_area_far_from_the_origin_is_exact(corner, size):
    """Half a million metres are told to 6e-11 m only, which may be many cells of so small a raster."""
    shape = np.array([(0, 0), (1, 1 / 3), (1 / 2, 1), (1 / 7, 1 / 5)])
    points = np.random.default_rng(1).uniform(-1, 2, (2000, 2))
    told([Polygon(corner + size * shape)], corner + size * points, cells=2048)


def test_areas_a_continent_apart_are_exact():
    told(
        [box(0, 0, 1e-3, 1e-3), box(1e9, 1e9, 1e9 + 1, 1e9 + 1)],
        [(0, 1e-3), (2e-3, 0), (1e9, 1e9 + 1), (5e8, 5e8)],
    )


whole = st.integers(0, 12)
corner = st.tuples(whole, whole)


@st.composite
def shapes(draw):
    """A polygon over a few grid corners, convex or jagged, with or without a hole."""
    points = draw(st.lists(corner, min_size=3, max_size=8, unique=True))
    made = shapely.make_valid(Polygon(points))
    if draw(st.booleans()):
        made = made.difference(box(*draw(corner), *draw(corner)).buffer(draw(st.sampled_from([0, 0.3, 1]))))
    parts = [part for part in shapely.get_parts(made) if part.area > 0]
    return shapely.union_all(parts) if parts else box(0, 0, 1, 1)


beside = st.tuples(st.floats(-1, 5), st.floats(-1, 5))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(shapes(), min_size=1, max_size=5),
    st.sampled_from([1, 3, 4, 12, 16, 64]),
    st.floats(-1e6, 1e6),
    st.floats(0, 1),
    st.lists(beside, max_size=20),
)
def test_any_point_is_placed_as_shapely_places_it(polygons, cells, shift, share, loose):
    polygons = [shapely.transform(shape, lambda points: points / 3 + shift) for shape in polygons]
    vertices = shapely.get_coordinates(polygons)
    ends = np.roll(vertices, 1, axis=0)
    points = [vertices, vertices * share + ends * (1 - share), np.array(loose).reshape(-1, 2) + shift]
    told(polygons, np.concatenate(points), cells)


@settings(max_examples=100, deadline=None)
@given(st.lists(shapes(), min_size=1, max_size=6), st.sampled_from([1, 4, 6, 12, 24, 64]))
def test_every_corner_and_middle_of_whole_coordinates_is_placed_as_shapely_places_it(polygons, cells):
    """Borders, corners of areas and corners of cells fall together here; halves lie exactly on borders."""
    half = np.arange(-2, 28) / 2
    told(polygons, np.stack(np.meshgrid(half, half), axis=-1).reshape(-1, 2), cells)


@pytest.mark.real
def test_points_on_and_beside_every_corner_of_the_real_lsoas_are_exact(shared):
    from wulfrun.data.geography.boundaries import read_boundaries

    path = shared / "data" / "geography" / "lsoa-E08000031.geojson"
    polygons = read_boundaries(path, "LSOA21CD").polygons
    corners = shapely.get_coordinates(polygons)[::3]
    middles = (corners[1:] + corners[:-1]) / 2
    points = np.concatenate([corners, middles, np.nextafter(corners, 99.0), np.nextafter(corners, -99.0)])
    found = Placer(polygons).place(points[:, 0], points[:, 1])
    point, polygon = shapely.STRtree(polygons).query(shapely.points(points), predicate="intersects")
    expected = np.full(len(points), len(polygons))
    np.minimum.at(expected, point, polygon)
    assert np.array_equal(found, np.where(expected == len(polygons), -1, expected))
