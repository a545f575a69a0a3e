"""How steeply a rate rises with deprivation."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wulfrun.methods.gradient import deciles, relative_index, slope_index


def city(seed: int = 1, steep: float = 1.2, areas: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    rank = rng.permutation(areas) + 1
    people = rng.integers(900, 2500, areas)
    depth = 1 - (rank - 0.5) / areas
    return rank, people, rng.poisson(people * 0.02 * np.exp(steep * depth) * rng.gamma(8, 1 / 8, areas))


def place(rank: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Share of the people who live in less deprived places, half of the own place counted."""
    return (
        np.array([people[rank > each].sum() + people[rank == each].sum() / 2 for each in rank]) / people.sum()
    )


def test_the_slope_index_agrees_with_weighted_least_squares() -> None:
    rank, people, count = city()
    found = slope_index(rank, people, count, scale=1000)
    fit = sm.WLS(count / people * 1000, sm.add_constant(place(rank, people)), weights=people).fit()
    assert found.slope == pytest.approx(fit.params[1], rel=1e-9)
    assert (found.lower, found.upper) == pytest.approx(tuple(fit.conf_int()[1]), rel=1e-9)
    assert (found.least, found.most) == pytest.approx((fit.params[0], fit.params.sum()), rel=1e-9)
    assert found.method == "population-weighted least squares, Student's t" and found.areas == 60


def test_the_relative_index_agrees_with_quasi_poisson_regression() -> None:
    rank, people, count = city()
    found = relative_index(rank, people, count)
    fit = sm.GLM(
        count, sm.add_constant(place(rank, people)), family=sm.families.Poisson(), exposure=people
    ).fit(scale="X2", tol=1e-12)
    half = stats.t.ppf(0.975, 58) * fit.bse[1]
    expected = np.exp([fit.params[1], fit.params[1] - half, fit.params[1] + half])
    assert (found.ratio, found.lower, found.upper) == pytest.approx(tuple(expected), rel=1e-6)
    assert found.dispersion == pytest.approx(fit.scale, rel=1e-6)


def test_ten_fictitious_tenths_by_hand() -> None:
    # Rates fall by 4 per 1,000 a tenth, so the line passes through each midpoint: 42 at 0.05 to 6 at 0.95.
    found = slope_index(np.arange(1, 11), [1000] * 10, np.arange(42, 2, -4), scale=1000)
    assert (found.slope, found.most, found.least) == pytest.approx((40.0, 44.0, 4.0))
    assert (found.lower, found.upper) == pytest.approx((40.0, 40.0))
    assert found.ratio == pytest.approx(11.0)


def test_more_in_well_off_places_is_below_nought_and_below_one() -> None:
    rank, people, count = city()
    turned = rank.max() + 1 - rank
    assert slope_index(rank, people, count).slope == pytest.approx(-slope_index(turned, people, count).slope)
    one, other = relative_index(rank, people, count), relative_index(turned, people, count)
    assert one.ratio == pytest.approx(1 / other.ratio) and one.lower == pytest.approx(1 / other.upper)


def test_a_line_that_falls_to_nothing_has_no_ratio_but_the_log_line_has() -> None:
    steep = ([1, 2, 3, 4], [100] * 4, [60, 8, 1, 0])
    assert np.isnan(slope_index(*steep).ratio)
    assert relative_index(*steep).ratio > 100


def test_the_interval_of_the_ratio_holds_the_truth_as_often_as_it_says() -> None:
    inside = sum(
        found.lower < np.exp(1.2) < found.upper
        for found in (relative_index(*city(seed)) for seed in range(400))
    )
    assert 0.92 <= inside / 400 <= 0.98


def test_what_has_no_gradient_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 3 areas"):
        slope_index([1, 2], [1, 1], [1, 1])
    with pytest.raises(ValueError, match="2 ranks"):
        relative_index([1, 1, 1], [1, 1, 1], [1, 2, 3])
    with pytest.raises(ValueError, match="not above 0"):
        slope_index([1, 2, 3], [1, 0, 1], [1, 1, 1])
    with pytest.raises(ValueError, match="expected as many"):
        slope_index([1, 2, 3], [1, 1], [1, 1, 1])
    assert deciles([1, 2], [1, 1], 2).tolist() == [1, 2]


@given(st.lists(st.tuples(st.integers(50, 5000), st.integers(1, 200)), min_size=4, max_size=30))
def test_a_rate_that_is_the_same_everywhere_has_no_gradient(areas: list[tuple[int, int]]) -> None:
    people = np.array([each[0] for each in areas], float)
    rank = np.arange(1, len(people) + 1)
    flat = people * 0.5
    assert slope_index(rank, people, flat).slope == pytest.approx(0, abs=1e-9)
    assert relative_index(rank, people, flat).ratio == pytest.approx(1, rel=1e-6)
    found = relative_index(rank, people, [each[1] for each in areas])
    assert found.lower <= found.ratio <= found.upper
