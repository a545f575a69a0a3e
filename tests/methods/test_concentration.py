"""Concentration agrees with the published formula, its limits, and what chance really gives."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.concentration import (
    concentration_by_chance,
    generalised_gini,
    lorenz_by_chance,
    lorenz_curve,
    places_holding,
    top_share,
)

GINI = json.loads((Path(__file__).parents[1] / "truths" / "gini_concentration.json").read_text("utf-8"))
COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=40).filter(any)


def gini_by_loop(counts: list[int]) -> float:
    """The area between the Lorenz curve and the most even one possible, over that under the most even one."""
    n, c = len(counts), sum(counts)
    held = area = 0.0
    for count in sorted(counts):
        area += (held + (held + count / c)) / 2 / n
        held += count / c
    # Fewer crimes than places: the most even spread puts one each at c of the n places.
    places = min(n, c)
    return 1 - area / (places / n / 2)


@pytest.mark.parametrize("case", GINI["cases"], ids=lambda case: str(case["counts"]))
def test_the_gini_agrees_with_the_published_examples(case: dict[str, list[int] | float]) -> None:
    assert float(generalised_gini(case["counts"])) == pytest.approx(case["generalised"], abs=0.005)


@given(COUNTS)
def test_the_gini_is_the_area_measured_from_the_most_even_spread(counts: list[int]) -> None:
    assert float(generalised_gini(counts)) == pytest.approx(gini_by_loop(counts), abs=1e-12)


@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(counts: list[int], random: Random) -> None:
    mixed = counts[:]
    random.shuffle(mixed)
    for measure in (generalised_gini, top_share, places_holding):
        assert float(measure(mixed)) == pytest.approx(float(measure(counts)))


@given(COUNTS, st.integers(2, 9))
def test_ten_times_the_crime_everywhere_is_as_concentrated(counts: list[int], times: int) -> None:
    many = [count * times for count in counts]
    assert float(top_share(many)) == pytest.approx(float(top_share(counts)))
    if sum(counts) >= len(counts):
        assert float(generalised_gini(many)) == pytest.approx(float(generalised_gini(counts)))


@given(COUNTS, st.floats(0.01, 0.99))
def test_half_the_crime_lies_where_half_of_it_is_said_to_lie(counts: list[int], share: float) -> None:
    assert float(top_share(counts, float(places_holding(counts, share)))) == pytest.approx(share, abs=1e-6)


@given(COUNTS, st.floats(0, 1))
def test_the_top_share_is_a_point_of_the_lorenz_curve(counts: list[int], share: float) -> None:
    curve = lorenz_curve(counts)
    assert float(top_share(counts, share)) == pytest.approx(
        float(np.interp(share, curve.places, curve.crimes)), abs=1e-6
    )
    assert (np.diff(curve.crimes, 2) <= 1e-12).all()


def test_equal_places_and_one_place_are_the_ends() -> None:
    assert float(generalised_gini([3] * 50)) == pytest.approx(0)
    assert float(top_share([3] * 50)) == pytest.approx(0.05)
    assert float(generalised_gini([1] * 8 + [0] * 92)) == pytest.approx(0)
    assert float(generalised_gini([8] + [0] * 99)) == pytest.approx(1 - 1 / 8)
    assert float(generalised_gini([800] + [0] * 99)) == pytest.approx(1 - 1 / 100)
    assert float(places_holding([800] + [0] * 99, 1.0)) == pytest.approx(0.01)


def test_a_part_of_the_last_place_is_counted() -> None:
    assert float(top_share([10, 6, 4], 0.5)) == pytest.approx((10 + 6 / 2) / 20)
    assert float(top_share([1] * 100, 0.07)) == pytest.approx(0.07)


def test_places_without_any_crime_say_nothing() -> None:
    assert np.isnan(top_share([0, 0])) and np.isnan(generalised_gini([0, 0]))
    assert np.isnan(places_holding([0, 0]))
    with pytest.raises(ValueError, match="no crime at any place"):
        lorenz_curve([0, 0])


def test_chance_alone_concentrates_few_crimes() -> None:
    found = concentration_by_chance(np.r_[np.ones(40), np.zeros(160)])
    # 40 crimes over 200 places: ten places hold about 15 of them by chance, never the 2 of an even spread.
    drawn = np.random.default_rng(7).integers(0, 200, (4000, 40))
    by_hand = [np.sort(np.bincount(row, minlength=200))[-10:].sum() / 40 for row in drawn]
    assert found.top_share == pytest.approx(np.mean(by_hand), abs=0.01)
    assert found.top_lower <= found.top_share <= found.top_upper
    assert found.gini_lower <= found.gini <= found.gini_upper


def test_the_curve_by_chance_is_the_one_of_crimes_put_at_random() -> None:
    counts = np.random.default_rng(3).integers(0, 50, 50)
    spread = np.random.default_rng(4).multinomial(int(counts.sum()), np.full(50, 0.02))
    chance, seen = lorenz_by_chance(counts), lorenz_curve(spread)
    np.testing.assert_allclose(chance.crimes, seen.crimes, atol=0.03)
    assert (lorenz_curve(counts).crimes[1:-1] > chance.crimes[1:-1]).all()
    with pytest.raises(ValueError, match="no crime"):
        lorenz_by_chance([0, 0])


def test_chance_follows_how_much_there_is_of_a_place() -> None:
    found = concentration_by_chance([50] * 20, exposure=[100] + [1] * 19)
    assert found.top_share == pytest.approx(100 / 119, abs=0.02)
    again = concentration_by_chance([50] * 20, exposure=[100] + [1] * 19)
    assert again == found


@pytest.mark.parametrize(
    ("counts", "share", "words"),
    [([1, -1], 0.05, "negative"), ([], 0.05, "one count a place"), ([1, 2], 5, "between 0 and 1")],
)
def test_what_cannot_be_a_count_is_refused(counts: list[int], share: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        top_share(counts, share)
    with pytest.raises(ValueError, match=words if share != 5 else "between 0 and 1"):
        places_holding(counts, share)


def test_exposures_must_match_the_places() -> None:
    with pytest.raises(ValueError, match="two lists of one length"):
        concentration_by_chance([1, 2], exposure=[1.0])
