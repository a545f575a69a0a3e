"""A ratio of densities is judged as by shuffled labels, and says nothing where little happened."""

import numpy as np
import pytest
import shapely

from wulfrun.methods.grid import square_grid
from wulfrun.methods.kernel_density import GAUSSIAN, QUARTIC, kernel_density
from wulfrun.methods.relative_risk import relative_risk

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
