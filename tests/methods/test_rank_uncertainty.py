"""A rank is told with the range that chance allows it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.peers import place
from wulfrun.methods.rank_uncertainty import rank_ranges

PLACES = st.lists(st.tuples(st.integers(0, 400), st.integers(50, 5000)), min_size=3, max_size=9)


def test_places_that_are_the_same_may_have_any_rank() -> None:
    found = rank_ranges([50] * 8, [1000] * 8)
    assert found.rank.tolist() == [1] * 8
    assert found.lower.tolist() == [1] * 8 and found.upper.tolist() == [8] * 8
    np.testing.assert_allclose(found.quarters, 0.25, atol=0.03)
    np.testing.assert_allclose(found.highest, 1 / 8, atol=0.03)


def test_places_far_apart_have_one_rank_each() -> None:
    found = rank_ranges([100, 400, 900, 1600, 2500, 3600, 4900, 6400], 1000)
    assert found.rank.tolist() == found.lower.tolist() == found.upper.tolist() == list(range(1, 9))
    assert found.quarters.argmax(axis=1).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert found.highest[-1] > 0.99 and found.lowest[0] > 0.99


def test_the_largest_city_is_surer_of_its_place_than_a_village_with_the_same_rate() -> None:
    found = rank_ranges([12, 12_000, 20_000, 6_000, 18], [1000, 1_000_000, 10**6, 10**6, 1000])
    width = found.upper - found.lower
    assert width[1] < width[0] and width[2] < width[4]


def test_counts_that_vary_more_than_chance_widen_the_range() -> None:
    counts = [400, 460, 520, 580, 640]
    plain, wide = rank_ranges(counts, 1000), rank_ranges(counts, 1000, dispersion=5)
    assert (wide.lower <= plain.lower).all() and (wide.upper >= plain.upper).all()
    assert (wide.upper - wide.lower).sum() > (plain.upper - plain.lower).sum()


def test_a_place_whose_count_is_missing_is_left_out() -> None:
    found = rank_ranges([10, np.nan, 200, 90, 5], [100, 100, 100, 100, 0])
    assert found.rank.tolist() == [1, 0, 3, 2, 0] and found.upper[1] == 0
    assert np.isnan(found.highest[1]) and np.isnan(found.quarters[4]).all()
    assert found.highest[[0, 2, 3]].sum() == pytest.approx(1)


def test_two_places_are_no_table() -> None:
    with pytest.raises(ValueError, match="2 places with a count and an exposure; expected at least 3"):
        rank_ranges([1, 2, np.nan], [10, 10, 10])
    with pytest.raises(ValueError, match="between 0 and 1"):
        rank_ranges([1, 2, 3], [10, 10, 10], confidence=95)


def test_nothing_counted_anywhere_is_no_order() -> None:
    found = rank_ranges([0, 0, 0, 0], [100, 200, 300, 50])
    assert found.upper.tolist() == [4] * 4 and found.lower.tolist() == [1] * 4


def test_the_range_holds_the_true_rank_as_often_as_it_says_where_places_are_alike_or_not() -> None:
    rng = np.random.default_rng(5)
    for rates in (np.linspace(1, 1.01, 12), np.linspace(1, 1.5, 12), np.r_[np.linspace(1, 1.01, 11), 2]):
        true, people = np.arange(1, 13), rng.uniform(50, 300, 12)
        held = []
        for _ in range(60):
            found = rank_ranges(rng.poisson(rates * people), people, runs=500)
            held.append((found.lower <= true) & (true <= found.upper))
        assert np.mean(held, axis=0).min() >= 0.9
        assert np.mean(held) >= 0.95


def test_the_chance_of_being_highest_is_right_on_average() -> None:
    rng = np.random.default_rng(6)
    said, was = [], []
    for _ in range(150):
        people, rates = rng.uniform(50, 300, 12), rng.gamma(20, 1 / 20, 12)
        found = rank_ranges(rng.poisson(rates * people), people, runs=500)
        said.append(found.highest.max())
        was.append(found.highest.argmax() == rates.argmax())
    assert np.mean(said) == pytest.approx(np.mean(was), abs=0.1)


@settings(max_examples=40)
@given(PLACES)
def test_the_range_holds_the_rank_itself_and_the_chances_add_up(places: list[tuple[int, int]]) -> None:
    counts, people = np.array(places, float).T
    found = rank_ranges(counts, people, runs=200)
    assert ((found.lower >= 1) & (found.lower <= found.rank)).all()
    assert ((found.rank <= found.upper) & (found.upper <= len(places))).all()
    np.testing.assert_allclose(found.quarters.sum(axis=1), 1)
    assert found.highest.sum() == pytest.approx(1) and found.lowest.sum() == pytest.approx(1)
    assert found.rank.tolist() == [place(counts / people, own).rank for own in range(len(places))]


@settings(max_examples=40)
@given(PLACES, st.randoms(use_true_random=False), st.integers(-3, 6))
def test_the_order_of_places_and_the_unit_of_exposure_do_not_matter(
    places: list[tuple[int, int]], random: object, power: int
) -> None:
    counts, people = np.array(places, float).T
    turn = np.argsort([random.random() for _ in places])  # type: ignore[attr-defined]
    found = rank_ranges(counts, people, runs=200)
    turned = rank_ranges(counts[turn], people[turn] * 2.0**power, runs=200)
    if len(set(places)) == len(places):
        assert (turned.lower == found.lower[turn]).all() and (turned.upper == found.upper[turn]).all()
        np.testing.assert_allclose(turned.quarters, found.quarters[turn], atol=0.011)
