"""A place stands for eight addresses or more, and no catchment crosses a boundary."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.snap_points import LEAST, SnapPoints, snap, snap_points

METRES = st.integers(0, 400)
ADDRESSES = st.lists(st.tuples(METRES, METRES, st.sampled_from(["", "A", "B"])), min_size=1, max_size=150)


def columns(rows: list[tuple[int, int, str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y, area = zip(*rows, strict=True)
    return np.array(x, float), np.array(y, float), np.array(area)


def catchments(x: np.ndarray, y: np.ndarray, places: SnapPoints, within: np.ndarray | None) -> np.ndarray:
    """How many addresses are shown at each place, told independently of how the places were made."""
    count = np.zeros(len(places.x), int)
    for at in range(len(x)):
        own = np.flatnonzero(places.within == (within[at] if within is not None else ""))
        if len(own):
            count[own[np.argmin(np.hypot(places.x[own] - x[at], places.y[own] - y[at]))]] += 1
    return count


@settings(max_examples=60, deadline=None)
@given(ADDRESSES, st.booleans())
def test_every_place_has_eight_addresses_in_its_catchment(
    rows: list[tuple[int, int, str]], bounded: bool
) -> None:
    x, y, area = columns(rows)
    within = area if bounded else None
    places = snap_points(x, y, within)
    shown = snap(x, y, places, within)
    counted = np.bincount(shown.place[shown.place >= 0], minlength=len(places.x))
    assert (counted >= LEAST).all() and counted.tolist() == places.addresses.tolist()
    # Ties go either way: the independent count may differ by the addresses half-way between two places.
    assert counted.sum() == catchments(x, y, places, within).sum()


@settings(max_examples=40, deadline=None)
@given(ADDRESSES, st.randoms(use_true_random=False))
def test_the_order_of_the_addresses_does_not_matter(rows: list[tuple[int, int, str]], random: object) -> None:
    x, y, area = columns(rows)
    first = snap_points(x, y, area)
    random.shuffle(rows)  # type: ignore[attr-defined]
    x, y, area = columns(rows)
    second = snap_points(x, y, area)
    assert [each.tolist() for each in first[:4]] == [each.tolist() for each in second[:4]]


@settings(max_examples=40, deadline=None)
@given(ADDRESSES)
def test_no_catchment_crosses_a_boundary(rows: list[tuple[int, int, str]]) -> None:
    x, y, area = columns(rows)
    places = snap_points(x, y, area)
    shown = snap(x, y, places, area)
    told = shown.place >= 0
    assert (places.within[shown.place[told]] == area[told]).all()
    few = {name for name in ("A", "B") if 0 < (area == name).sum() < LEAST}
    assert set(places.without) == few
    assert not told[np.isin(area, [*few, ""])].any()


def test_places_are_many_where_addresses_are_many() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.uniform(0, 3000, 4000), rng.uniform(0, 3000, 4000)
    places = snap_points(x, y)
    assert 4000 / 20 < len(places.x) <= 4000 / LEAST
    assert places.addresses.min() >= LEAST
    assert np.median(snap(x, y, places).distance) < 100


def test_one_house_of_many_flats_is_one_place() -> None:
    places = snap_points(np.full(40, 10.0), np.full(40, 20.0))
    assert (places.x.tolist(), places.y.tolist(), places.addresses.tolist()) == ([10], [20], [40])


def test_a_point_far_from_every_place_is_shown_nowhere() -> None:
    places = snap_points(np.arange(8.0), np.zeros(8))
    found = snap([4.0, 5000.0], [0.0, 0.0], places, farthest=500)
    assert found.place.tolist() == [0, -1]
    assert snap([1.0], [1.0], snap_points([1.0], [1.0])).place.tolist() == [-1]


def test_what_is_no_list_of_addresses_is_refused() -> None:
    with pytest.raises(ValueError, match="expected lists of one length"):
        snap_points([1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="a coordinate is no number"):
        snap_points([np.nan], [1.0])
    with pytest.raises(ValueError, match="a least of 1 addresses"):
        snap_points([1.0], [1.0], least=1)
