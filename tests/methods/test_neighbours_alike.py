"""A link between two smooth maps is tested by what the maps are worth, not by how many areas they have."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from wulfrun.methods.association import rank_correlation
from wulfrun.methods.neighbours_alike import neighbours_alike

Floats = npt.NDArray[np.float64]
AREAS = 90


def smooth(x: Floats, y: Floats, reach: float, rng: np.random.Generator) -> Floats:
    """A map whose areas are the more alike the nearer they are."""
    near = np.exp(-np.hypot(x[:, None] - x, y[:, None] - y) / reach) + 1e-9 * np.eye(len(x))
    return np.asarray(
        rng.poisson(60 * np.exp(0.5 * np.linalg.cholesky(near) @ rng.standard_normal(len(x)))), float
    )


def by_hand(a: Floats, b: Floats, x: Floats, y: Floats, classes: int) -> tuple[float, float]:
    """The same by loops over pairs, with SciPy's ranks and t: correlation and p."""
    n = len(a)
    ranks = [stats.rankdata(each) - (n + 1) / 2 for each in (a, b)]
    pairs = {(i, j): np.hypot(x[i] - x[j], y[i] - y[j]) for i in range(n) for j in range(n) if i != j}
    edges = np.quantile([d for (i, j), d in pairs.items() if i < j], np.linspace(0, 1, classes + 1)[1:-1])
    centring = np.eye(n) - 1 / n
    covariances = []
    for rank in ranks:
        total, many = np.zeros(classes + 1), np.zeros(classes + 1)
        which = {pair: 1 + sum(distance > edge for edge in edges) for pair, distance in pairs.items()}
        for (i, j), each in which.items():
            total[each] += rank[i] * rank[j]
            many[each] += 1
        matrix = np.diag(np.full(n, (rank**2).mean()))
        for (i, j), each in which.items():
            matrix[i, j] = total[each] / many[each]
        covariances.append(centring @ matrix)
    s, t = covariances
    worth = 1 + np.trace(s) * np.trace(t) / np.trace(s @ t)
    r = stats.spearmanr(a, b).statistic
    return r, 2 * stats.t.sf(abs(r) * np.sqrt((worth - 2) / (1 - r * r)), worth - 2)


def test_the_test_agrees_with_loops_over_pairs_and_scipys_distributions() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.uniform(0, 10, (2, 30))
    a, b = smooth(x, y, 3, rng), smooth(x, y, 3, rng)
    found = neighbours_alike(a, b, x, y)
    assert (found.correlation, found.p) == pytest.approx(by_hand(a, b, x, y, 10), rel=1e-9)


def test_smooth_maps_without_a_link_seldom_have_one_where_permutation_often_finds_one() -> None:
    rng = np.random.default_rng(1)
    told, permuted = [], []
    for _ in range(120):
        x, y = rng.uniform(0, 10, (2, AREAS))
        a, b = smooth(x, y, 4, rng), smooth(x, y, 4, rng)
        told.append(neighbours_alike(a, b, x, y).p <= 0.05)
        permuted.append(rank_correlation(a, b, runs=199).p <= 0.05)
    assert np.mean(told) <= 0.1
    assert np.mean(permuted) >= 0.25


def test_maps_without_pattern_are_worth_about_all_their_areas() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.uniform(0, 10, (2, AREAS))
    found = neighbours_alike(rng.poisson(60, AREAS), rng.poisson(60, AREAS), x, y)
    assert 0.7 * AREAS <= found.worth <= AREAS


def test_a_map_worth_fewer_areas_has_the_wider_limits() -> None:
    rng = np.random.default_rng(8)
    x, y = rng.uniform(0, 10, (2, AREAS))
    a, b = smooth(x, y, 4, rng), smooth(x, y, 4, rng)
    found, plain = neighbours_alike(a, b, x, y), rank_correlation(a, b, runs=99)
    assert found.correlation == pytest.approx(plain.correlation)
    assert found.lower < plain.lower and found.upper > plain.upper


def test_a_strong_link_is_found_in_spite_of_it() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, 10, (2, AREAS))
    a = smooth(x, y, 1, rng)
    assert neighbours_alike(a, rng.poisson(a), x, y).p < 0.001


def test_too_few_areas_missing_values_and_rates_all_alike_are_refused() -> None:
    eight = np.arange(8.0)
    with pytest.raises(ValueError, match="7 areas are too few"):
        neighbours_alike(eight[:7], eight[:7], eight[:7], eight[:7])
    with pytest.raises(ValueError, match="a place is not known"):
        neighbours_alike(eight, eight, np.r_[np.nan, eight[1:]], eight)
    with pytest.raises(ValueError, match="the same everywhere"):
        neighbours_alike(eight, np.ones(8), eight, eight)


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.floats(0.01, 100), st.floats(-1e5, 1e5))
def test_units_origins_and_the_order_of_areas_do_not_matter(seed: int, unit: float, shift: float) -> None:
    rng = np.random.default_rng(seed)
    x, y, people = rng.uniform(0, 10, 24), rng.uniform(0, 10, 24), rng.uniform(500, 2000, 24)
    a, b = rng.poisson(30, 24), rng.poisson(30, 24)
    found = neighbours_alike(a, b, x, y, people)
    turn = rng.permutation(24)
    other = neighbours_alike(b[turn], a[turn], y[turn] + shift, x[turn] + shift, people[turn] * unit)
    assert other.correlation == pytest.approx(found.correlation)
    assert found.worth <= 24 and -1 <= found.correlation <= 1
    assert not found.lower > found.correlation and not found.upper < found.correlation
    if abs(shift) < 10:
        assert other.p == pytest.approx(found.p, rel=1e-6, nan_ok=True)
