"""Near-repeat tables agree with published counts and with counting every pair; chance rejects as it says."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import pdtrc

from wulfrun.methods.knox import NearRepeats, near_repeats

TRUTHS = Path(__file__).parents[1] / "truths"
METRICS = st.sampled_from(["euclidean", "manhattan"])
PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 30)), max_size=25)


def truth(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TRUTHS / f"knox_{name}.json").read_text("utf-8"))
    return found


def chicago(**other: Any) -> NearRepeats:
    case = truth("nrc_chicago_burglary")
    day = np.array(case["date"], "datetime64[D]")
    bands = [*case["true_space_bands_lower"], np.inf], [*case["true_time_bands_lower"], np.inf]
    return near_repeats(case["x"], case["y"], day, *bands, metric="manhattan", **other)


def every_pair(
    x: Any, y: Any, day: Any, far: list[float], days: list[float], metric: str
) -> npt.NDArray[np.int64]:
    """The table by looking at every pair, one after the other."""
    found = np.zeros((len(far) - 1, len(days) - 1), np.int64)
    for i in range(len(x)):
        for j in range(i):
            east, north = abs(x[i] - x[j]), abs(y[i] - y[j])
            apart = east + north if metric == "manhattan" else np.hypot(east, north)
            band = [a <= apart < b for a, b in pairwise(far)]
            when = [a <= abs(day[i] - day[j]) < b for a, b in pairwise(days)]
            found += np.outer(band, when)
    return found


def test_the_burkitt_lymphoma_table_agrees_with_knox_and_its_exact_variance() -> None:
    case = truth("burkitt")
    # Published with distances and days up to and with the cut-off.
    far, days = [0, np.nextafter(20, 21), np.inf], [0, 6, np.inf]
    found = near_repeats(case["x"], case["y"], case["t"], far, days, permutations=999)
    assert found.observed.tolist() == case["observed"]
    np.testing.assert_allclose(found.expected, case["expected"], rtol=1e-8)
    assert found.expected[0, 0] == pytest.approx(case["exact_permutation_mean"], rel=1e-14)
    assert found.variance[0, 0] == pytest.approx(case["exact_permutation_variance"], rel=1e-14)
    assert found.p[0, 0] == pytest.approx(found.p_exact[0, 0], abs=0.04)


def test_chicago_burglaries_agree_with_the_near_repeat_calculator() -> None:
    case, found = truth("nrc_chicago_burglary"), chicago(permutations=999)
    assert found.observed.tolist() == case["nrc_published_observed"]
    np.testing.assert_allclose(found.expected, case["exact_expected_pairs"], rtol=1e-6)
    np.testing.assert_allclose(found.ratio, case["exact_knox_ratio"], atol=1e-4)


def test_the_calculators_ratio_drifts_with_few_runs_and_ours_does_not() -> None:
    case = truth("nrc_chicago_burglary")
    few, many = chicago(permutations=19), chicago(permutations=999, seed=1)
    exact = np.array(case["exact_knox_ratio"])[:4]
    drift = np.abs(np.array(case["nrc_published_ratio"])[:4] / exact - 1)
    assert drift.max() > 0.08
    assert np.abs(few.ratio_to_mean[:4] / exact - 1).max() > 0.05
    np.testing.assert_array_equal(few.ratio, many.ratio)


def test_a_band_ends_before_its_upper_edge_where_the_calculators_is_shifted_by_one() -> None:
    # 99.5 m is in [0, 100), and would be in the calculator's "101 to 200", which is [100, 200), were it 100.
    found = near_repeats([0, 99.5, 1000, 1100], [0, 0, 0, 0], [0, 1, 0, 7], [0, 100, 200], [0, 7, 14])
    assert found.observed.tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("number", range(12))
def test_cut_offs_agree_with_surveillance(number: int) -> None:
    case = truth("small_surveillance")
    each = case["results"][number]
    far, days = [0, np.nextafter(each["eps_s"], 1e9)], [0, each["eps_t"] + 1]
    found = near_repeats(case["x"], case["y"], case["day"], far, days, permutations=0)
    assert found.observed[0, 0] == each["observed"]
    assert found.expected[0, 0] == pytest.approx(each["expected"], rel=1e-12)
    assert pdtrc(each["observed"], found.expected[0, 0]) == pytest.approx(each["p_poisson"], rel=1e-9)


@given(PLACES, METRICS)
def test_the_table_agrees_with_looking_at_every_pair(events: list[tuple[int, int, int]], metric: str) -> None:
    x, y, day = ([each[at] for each in events] for at in range(3))
    far, days = [1.0, 2.0, 5.0, np.inf], [0, 3, 7, np.inf]
    found = near_repeats(x, y, day, far, days, metric, permutations=9)
    np.testing.assert_array_equal(found.observed, every_pair(x, y, day, far, days, metric))


def test_the_exact_moments_agree_with_many_shuffles() -> None:
    draw = np.random.default_rng(5)
    x, y = draw.normal(0, 300, (2, 200))
    found = near_repeats(x, y, draw.integers(0, 90, 200), [0, 100], [0, 14], permutations=4000)
    mean = found.observed / found.ratio_to_mean
    assert mean[0, 0] == pytest.approx(found.expected[0, 0], abs=4 * np.sqrt(found.variance[0, 0] / 4000))
    assert found.p[0, 0] == pytest.approx(found.p_exact[0, 0], abs=0.03)


@given(PLACES.filter(bool), METRICS, st.randoms(use_true_random=False))
def test_how_events_are_listed_changes_nothing(
    events: list[tuple[int, int, int]], metric: str, chance: Any
) -> None:
    mixed = events.copy()
    chance.shuffle(mixed)
    one, other = (
        near_repeats(*np.array(each, float).T, [0, 2, 5], [0, 7, 14], metric, permutations=49)
        for each in (events, mixed)
    )
    for name in ("observed", "expected", "variance", "p", "ratio_to_median"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@given(PLACES.filter(bool), st.integers(-1000, 1000), st.sampled_from([2, 4, 8]))
def test_moving_and_scaling_the_map_changes_nothing(
    events: list[tuple[int, int, int]], shift: int, scale: int
) -> None:
    x, y, day = np.array(events, float).T
    far = np.array([0, 2, 5])
    one = near_repeats(x, y, day, far, [0, 7, 14], permutations=0)
    moved = near_repeats(y * scale + shift, x * scale, 50 - day, far * scale, [0, 7, 14], permutations=0)
    for name in ("observed", "expected", "variance", "ratio", "p_exact"):
        np.testing.assert_array_equal(getattr(one, name), getattr(moved, name))


def test_the_bands_of_a_table_without_end_hold_every_pair() -> None:
    found = chicago(permutations=0)
    assert found.observed.sum() == 970 * 969 // 2
    assert found.expected.sum() == pytest.approx(970 * 969 // 2)


def test_the_same_place_is_a_band_of_its_own() -> None:
    found = near_repeats([5, 5, 5.5, 90], [1, 1, 1, 1], [1, 2, 3, 4], [0, 1, 100], [0, 7], same_place=True)
    assert found.observed[:, 0].tolist() == [1, 2, 3]
    assert found.distance_from.tolist() == [0, 0, 1] and found.distance_to.tolist() == [0, 1, 100]


def test_events_without_a_place_or_a_day_are_left_out_and_counted() -> None:
    day = np.array(["2008-01-01", "2008-01-02", "NaT", "2008-01-03"], "datetime64[D]")
    found = near_repeats([0, 1, 2, np.nan], [0, 1, 2, 3], day, [0, 10], [0, 7], permutations=9)
    assert (found.events, found.dropped, found.observed.tolist()) == (2, 2, [[1]])


@pytest.mark.parametrize("count", range(4))
def test_few_events_or_none_give_a_table_without_warnings(count: int) -> None:
    found = near_repeats(np.arange(count), np.zeros(count), np.arange(count), [0, 9], [0, 9], permutations=9)
    assert found.observed.tolist() == [[count * (count - 1) // 2]]
    # Every order of so few events has the same pairs.
    assert found.expected.tolist() == found.observed.tolist() and found.p.tolist() == [[1.0]]


def test_without_shuffles_p_is_exact_alone() -> None:
    found = chicago(permutations=0)
    assert np.isnan(found.p).all() and np.isnan(found.ratio_to_mean).all()
    assert found.p_exact[0, 0] < 0.001


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": [0.5, 1]}, "day holds fractions; expected whole days"),
        ({"distance_bands": [100, 0]}, "distance_bands is .*expected at least two edges"),
        ({"day_bands": [0, 1.5]}, "day_bands holds fractions"),
        ({"metric": "chebyshev"}, "the metric is 'chebyshev'; expected 'euclidean' or 'manhattan'"),
        ({"y": [1, 2, 3]}, "expected one length"),
        ({"permutations": -1}, "-1 permutations; expected 0 or more"),
        ({"distance_bands": [1, 2], "same_place": True}, "begin at 1; expected 0"),
    ],
)
def test_what_cannot_be_counted_is_said(changed: dict[str, Any], said: str) -> None:
    asked = {
        "x": [0, 1],
        "y": [0, 1],
        "day": [0, 1],
        "distance_bands": [0, 9],
        "day_bands": [0, 9],
        **changed,
    }
    with pytest.raises(ValueError, match=said):
        near_repeats(**asked)


def test_poisson_rejects_too_many_true_nulls_of_dense_events_and_ours_does_not() -> None:
    draw = np.random.default_rng(20250601)
    poisson, exact, shuffled = [], [], []
    for _ in range(200):
        # Few places and few busy weeks: pairs come in heaps, as they do where events are many.
        x, y = draw.normal(0, 400, (2, 400))
        day = (draw.beta(2, 5, 400) * 200).astype(int)
        found = near_repeats(x, y, day, [0, 400], [0, 21], permutations=99)
        poisson.append(pdtrc(found.observed[0, 0] - 1, found.expected[0, 0]) <= 0.05)
        exact.append(found.p_exact[0, 0] <= 0.05)
        shuffled.append(found.p[0, 0] <= 0.05)
    assert np.mean(poisson) > 0.10
    assert 0.01 <= np.mean(exact) <= 0.09 and 0.01 <= np.mean(shuffled) <= 0.09
