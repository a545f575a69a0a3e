"""A ratio of densities is judged as by shuffled labels, and says nothing where little happened."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import ndtri

from wulfrun.methods.grid import counts, square_grid
from wulfrun.methods.kernel_density import GAUSSIAN, QUARTIC, kernel_density
from wulfrun.methods.relative_risk import relative_risk, repeat_dispersion

GRID = square_grid(shapely.box(0, 0, 3000, 3000), 150)


def even(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0, 3000, (2, count))


@pytest.mark.parametrize("kernel", [QUARTIC, GAUSSIAN])
def test_p_agrees_with_labels_shuffled_many_times(kernel: str) -> None:
    points, rng = even(1, 600), np.random.default_rng(2)
    found = relative_risk(points[:, :200], points[:, 200:], GRID, 400, kernel)
    at = rng.choice(np.flatnonzero(~np.isnan(found.p)), 12, replace=False)
    square = ((GRID.centres[at, :1] - points[0]) ** 2 + (GRID.centres[at, 1:] - points[1]) ** 2) / 400**2
    each = np.maximum(1 - square, 0) ** 2 if kernel == QUARTIC else np.exp(-square / 2)
    labels = rng.permuted(np.tile(np.arange(600) < 200, (4000, 1)), axis=1)
    drawn, seen, mean = each @ labels.T, each[:, :200].sum(axis=1), each.sum(axis=1) / 3
    shuffled = (np.abs(drawn - mean[:, None]) >= np.abs(seen - mean)[:, None]).mean(axis=1)
    np.testing.assert_allclose(found.p[at], shuffled, atol=0.05)


@pytest.mark.parametrize("kernel", [QUARTIC, GAUSSIAN])
def test_the_ratio_is_that_of_the_two_densities_whatever_the_edge(kernel: str) -> None:
    cases, others = even(3, 500), even(4, 900)
    found = relative_risk(cases, others, GRID, 450, kernel)
    for edge in (False, True):
        one, other = (kernel_density(*p, GRID, 450, kernel, edge=edge).value for p in (cases, others))
        np.testing.assert_allclose(found.ratio, one / 500 / (other / 900), rtol=1e-9)
    turned = relative_risk(others, cases, GRID, 450, kernel)
    np.testing.assert_allclose(turned.ratio * found.ratio, 1, rtol=1e-9)
    np.testing.assert_allclose(turned.p, found.p, rtol=1e-6)
    np.testing.assert_allclose(turned.lower * found.upper, 1, rtol=1e-9)


def test_under_chance_one_in_twenty_is_called_and_after_correction_hardly_any() -> None:
    raw, inside, called = [], [], 0
    for seed in range(20):
        found = relative_risk(even(2 * seed + 10, 1500), even(2 * seed + 11, 1500), GRID, 400)
        raw.append((found.p <= 0.05).mean())
        inside.append(((found.lower <= 1) & (found.upper >= 1)).mean())
        called += int((found.adjusted <= 0.05).any())
    assert 0.03 < np.mean(raw) < 0.07
    assert 0.93 < np.mean(inside) < 0.97
    assert called <= 4


def test_where_little_happened_nothing_is_said() -> None:
    cluster = np.random.default_rng(5).normal(700, 150, (2, 300))
    found = relative_risk(cluster[:, :150], cluster[:, 150:], GRID, 300)
    empty = found.effective < 10
    assert empty.any() and np.isnan(found.ratio[empty]).all() and np.isnan(found.adjusted[empty]).all()
    assert np.isfinite(found.ratio[~empty & (found.p < 1)]).any()


def test_one_kind_alone_is_a_ratio_without_end_and_without_limits() -> None:
    rng = np.random.default_rng(6)
    found = relative_risk(rng.normal(700, 100, (2, 200)), rng.normal(2300, 100, (2, 200)), GRID, 300)
    here = np.isposinf(found.ratio)
    assert here.any() and np.isnan(found.lower[here]).all() and (found.adjusted[here] < 0.05).all()
    assert (found.ratio == 0).any()


def test_too_few_of_a_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="1 cases and 5 others"):
        relative_risk(even(1, 1), even(2, 5), GRID, 300)


def test_dispersion_divides_z_by_its_root_and_widens_the_limits_as_much() -> None:
    cases, others = even(6, 800), even(7, 900)
    plain = relative_risk(cases, others, GRID, 400)
    wide = relative_risk(cases, others, GRID, 400, dispersion=4)
    np.testing.assert_allclose(ndtri(wide.p / 2), ndtri(plain.p / 2) / 2, rtol=1e-9)
    np.testing.assert_allclose(
        np.log(wide.upper / wide.ratio), 2 * np.log(plain.upper / plain.ratio), rtol=1e-9
    )
    np.testing.assert_array_equal(wide.ratio, plain.ratio)
    assert "dispersion 4.00" in wide.method and "dispersion" not in plain.method
    with pytest.raises(ValueError, match=r"the dispersion is 0\.5"):
        relative_risk(cases, others, GRID, 400, dispersion=0.5)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=30), st.integers(2, 5))
def test_events_that_come_m_at_a_time_are_m_times_as_dispersed(pairs: list[tuple[int, int]], m: int) -> None:
    a, b = np.array(pairs).T
    assume(a.sum() and b.sum())
    once, often = repeat_dispersion(a, b), repeat_dispersion(m * a, m * b)
    assert once >= 1 and repeat_dispersion(b, a) == pytest.approx(once)
    assert repeat_dispersion(a[::-1], b[::-1]) == pytest.approx(once)
    assert often >= once
    if once > 1:
        assert often == pytest.approx(m * once)


def test_the_dispersion_is_that_of_a_plain_sum() -> None:
    a, b = np.random.default_rng(8).poisson([[3.0], [5.0]], (2, 200)) ** 2
    share, seen, by_chance = a.sum() / (a + b).sum(), 0.0, 0.0
    for own, other in zip(a.tolist(), b.tolist(), strict=True):
        seen += (own - (own + other) * share) ** 2
        by_chance += (own + other) * share * (1 - share)
    assert repeat_dispersion(a, b) == pytest.approx(seen / by_chance)


@pytest.mark.parametrize(("share", "spread"), [(0.0, 0), (0.15, 0), (0.15, 50)])
def test_with_the_dispersion_repeats_at_one_place_call_no_more_than_chance(
    share: float, spread: float
) -> None:
    called = {False: 0, True: 0}
    for seed in range(60):
        both = [_with_repeats(2 * seed + n, share, spread) for n in range(2)]
        clumped = repeat_dispersion(*(counts(GRID, *each) for each in both))
        for allowed in called:
            found = relative_risk(*both, GRID, 400, dispersion=clumped if allowed else 1.0)
            called[allowed] += int((found.adjusted <= 0.05).any())
    assert called[True] <= 6
    assert called[True] <= called[False] and (not share or called[False] > 6)


def _with_repeats(seed: int, share: float, spread: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 3000, (2, 700))
    again = rng.random(700) < 2 * share
    points[:, again] = points[:, rng.integers(0, 700, int(again.sum()))]
    return points + rng.normal(0, spread, points.shape) * again


def test_counts_that_cannot_be_compared_are_refused() -> None:
    for a, b in (([1, 2], [1]), ([1, -1], [1, 1])):
        with pytest.raises(ValueError, match="expected one each, none below 0"):
            repeat_dispersion(a, b)
    with pytest.raises(ValueError, match="no event of one kind"):
        repeat_dispersion([0, 0], [1, 2])
