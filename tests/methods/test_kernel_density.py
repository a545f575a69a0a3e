"""Densities agree with their definition and with SciPy; the border is not quiet, and numbers are kept."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gaussian_kde

from wulfrun.methods.grid import Grid, hexagons, square_grid
from wulfrun.methods.kernel_density import GAUSSIAN, QUARTIC, binned_density, kernel_density

CITY = shapely.Point(391_000, 291_000).buffer(1500, quad_segs=12)
GRID = square_grid(CITY, 100)


def brute(x: np.ndarray, y: np.ndarray, grid: Grid, h: float, kernel: str, w: np.ndarray) -> np.ndarray:
    """The sum over every point at every centre."""
    square = ((grid.centres[:, :1] - x) ** 2 + (grid.centres[:, 1:] - y) ** 2) / h**2
    if kernel == QUARTIC:
        return (np.maximum(1 - square, 0) ** 2 @ w) * 3 / np.pi / h**2 * 1e6
    return (np.exp(-square / 2) @ w) / (2 * np.pi * h**2) * 1e6


@given(
    seed=st.integers(0, 2**32 - 1),
    kernel=st.sampled_from([QUARTIC, GAUSSIAN]),
    h=st.floats(12, 900),
    weighted=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_every_density_is_the_sum_of_its_definition(seed: int, kernel: str, h: float, weighted: bool) -> None:
    rng = np.random.default_rng(seed)
    # Some points lie outside the grid, where they still count for cells near them.
    x, y = rng.uniform(389_000, 393_000, 60), rng.uniform(289_000, 293_000, 60)
    w = rng.uniform(0, 3, 60) if weighted else None
    found = kernel_density(x, y, GRID, h, kernel, w, edge=False, reach=9)
    expected = brute(x, y, GRID, h, kernel, np.ones(60) if w is None else w)
    np.testing.assert_allclose(found.value, expected, rtol=1e-9, atol=1e-12 * 1e6 / h**2)


def test_gaussian_densities_agree_with_scipy() -> None:
    x, y = np.random.default_rng(1).normal([[391_000], [291_000]], 500, (2, 500))
    theirs = gaussian_kde(np.vstack([x, y]))
    theirs.covariance, theirs.cho_cov = np.eye(2) * 250**2, np.eye(2) * 250
    theirs.log_det = 2 * np.log(250 * np.sqrt(2 * np.pi))
    found = kernel_density(x, y, GRID, 250, GAUSSIAN, edge=False, reach=9)
    np.testing.assert_allclose(found.value, theirs(GRID.centres.T) * 500 * 1e6, rtol=1e-9, atol=1e-9)


def test_leaving_off_beyond_four_bandwidths_costs_less_than_it_says() -> None:
    x, y = np.random.default_rng(2).normal([[391_000], [291_000]], 400, (2, 5000))
    whole, cut = (kernel_density(x, y, GRID, 200, GAUSSIAN, edge=False, reach=r).value for r in (9, 4))
    assert 0 < np.abs(whole - cut).max() / whole.max() < 1e-4
    assert ((whole - cut) <= 5000 * 3.4e-4 / (2 * np.pi * 0.2**2)).all()


@pytest.mark.parametrize(("kernel", "part"), [(GAUSSIAN, 12), (QUARTIC, 3)])
@pytest.mark.parametrize("finer", [1, 5])
def test_bins_cost_about_what_they_say(kernel: str, part: int, finer: int) -> None:
    x, y = np.random.default_rng(3).normal([[391_000], [291_000]], 300, (2, 40_000))
    exact = kernel_density(x, y, GRID, 300, kernel, edge=False, reach=9).value
    binned = binned_density(x, y, GRID, 300, kernel, edge=False, finer=finer).value
    stated = (100 / finer / 300) ** 2 / part
    assert np.abs(binned - exact).max() / exact.max() < 2 * stated + 2e-4


def test_bins_and_points_agree_where_points_are_in_the_middle_of_bins() -> None:
    x, y = GRID.centres[np.random.default_rng(4).integers(0, len(GRID.cells), 300)].T + 20
    for kernel in (QUARTIC, GAUSSIAN):
        exact = kernel_density(x, y, GRID, 230, kernel, edge=True, reach=9)
        np.testing.assert_allclose(
            binned_density(x, y, GRID, 230, kernel).value, exact.value, rtol=1e-4, atol=1e-3
        )


@pytest.mark.parametrize("kernel", [QUARTIC, GAUSSIAN])
def test_the_border_of_an_even_city_is_as_dense_as_its_middle(kernel: str) -> None:
    x, y = np.random.default_rng(5).uniform(-1500, 1500, (2, 60_000)) + np.array([[391_000], [291_000]])
    inside = shapely.contains_xy(CITY, x, y)
    even = inside.sum() / CITY.area * 1e6
    border = GRID.share < 1
    plain = kernel_density(x[inside], y[inside], GRID, 250, kernel, edge=False)
    found = kernel_density(x[inside], y[inside], GRID, 250, kernel)
    assert plain.value[border].mean() < 0.7 * even
    assert found.value[border].mean() == pytest.approx(even, rel=0.05)
    assert (found.inside[np.hypot(*(GRID.centres - (391_000, 291_000)).T) < 400] > 0.999).all()
    assert "edge corrected" in found.method and "edge" not in plain.method


@pytest.mark.parametrize("kernel", [QUARTIC, GAUSSIAN])
def test_a_density_over_all_cells_adds_up_to_the_events(kernel: str) -> None:
    x, y = np.random.default_rng(6).normal([[391_000], [291_000]], 150, (2, 200))
    found = kernel_density(x, y, GRID, 200, kernel, edge=False)
    assert float(found.value.sum()) * 0.01 == pytest.approx(200, rel=0.01)


def test_order_does_not_matter_and_two_sets_add() -> None:
    x, y = np.random.default_rng(7).uniform(390_000, 392_000, (2, 90)) - np.array([[0], [100_000]])
    for kernel in (QUARTIC, GAUSSIAN):
        whole = kernel_density(x, y, GRID, 300, kernel).value
        turned = kernel_density(x[::-1], y[::-1], GRID, 300, kernel).value
        parts = [
            kernel_density(x[own], y[own], GRID, 300, kernel).value for own in (slice(40), slice(40, 90))
        ]
        np.testing.assert_allclose(turned, whole, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(sum(parts), whole, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("work", [kernel_density, binned_density])
def test_no_points_or_missing_ones_are_no_density(work) -> None:
    for kernel in (QUARTIC, GAUSSIAN):
        assert not work([], [], GRID, 200, kernel).value.any()
        assert not work([np.nan, np.inf], [291_000.0, 0], GRID, 200, kernel).value.any()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="bandwidth is 0"):
        kernel_density([], [], GRID, 0)
    with pytest.raises(ValueError, match="sees nothing"):
        kernel_density([], [], GRID, 5)
    with pytest.raises(ValueError, match='kernel is "conic"'):
        kernel_density([], [], GRID, 100, "conic")
    with pytest.raises(ValueError, match="expected the grid of square_grid"):
        kernel_density([], [], hexagons(CITY, 200), 100)
    with pytest.raises(ValueError, match="equal lengths"):
        kernel_density([1.0], [], GRID, 100)
    with pytest.raises(ValueError, match="odd number"):
        binned_density([], [], GRID, 100, finer=2)
