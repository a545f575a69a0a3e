"""Difference in differences agrees with the regression it stands for, and covers the truth with one area."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.difference_in_differences import difference_in_differences

counts = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)), min_size=4, max_size=12)


def panel(seed: int, areas: int = 12, treated: int = 4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    level = rng.uniform(5, 40, areas)[:, None]
    months = rng.poisson(level * np.exp(rng.normal(0, 0.2, (areas, 24))))
    return months.astype(float), np.arange(areas) < treated


@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_poisson_regression_with_effects_of_areas_and_months(seed: int) -> None:
    months, treated = panel(seed)
    n, m = months.shape
    area, month = np.repeat(np.arange(n), m), np.tile(np.arange(m), n)
    acting = (treated[area] & (month >= 12)).astype(float)
    design = np.column_stack([np.eye(n)[area], np.eye(m)[month][:, 1:], acting])
    model = sm.GLM(months.ravel(), design, family=sm.families.Poisson())
    fitted = model.fit(cov_type="cluster", cov_kwds={"groups": area, "use_correction": False}, tol=1e-12)
    found = difference_in_differences(months[:, :12].sum(1), months[:, 12:].sum(1), treated, clustered=True)
    assert np.log(found.ratio) == pytest.approx(fitted.params[-1], abs=1e-9)
    # Theirs without its correction, ours with n/(n-1) in each group: taken out again here.
    before, after = months[:, :12].sum(1), months[:, 12:].sum(1)
    whole = 0.0
    for group in (treated, ~treated):
        pair = np.column_stack([before, after])[group]
        share = pair[:, 1].sum() / pair.sum()
        missed = pair[:, 1] - share * pair.sum(axis=1)
        whole += (missed**2).sum() / (pair.sum() * share * (1 - share)) ** 2
    assert np.sqrt(whole) == pytest.approx(fitted.bse[-1], rel=1e-6)
    assert found.log_error > np.sqrt(whole)


def test_areas_that_changed_alike_leave_the_error_of_poisson_counts() -> None:
    found = difference_in_differences([100, 200, 400], [50, 200, 400], [True, False, False])
    assert found.spread == 0
    assert found.log_error == pytest.approx(np.sqrt(1 / 100 + 1 / 50 + 2 / 600))


def test_areas_that_changed_differently_widen_the_interval() -> None:
    alike = difference_in_differences([600, 300, 300, 300], [400, 300, 300, 300], [1, 0, 0, 0])
    apart = difference_in_differences([600, 300, 300, 300], [400, 200, 300, 400], [1, 0, 0, 0])
    assert alike.ratio == pytest.approx(apart.ratio)
    assert apart.spread > 0.2 > alike.spread
    assert apart.upper > 1 > alike.upper


@given(counts, st.integers(1, 3))
def test_the_order_of_areas_changes_nothing_and_the_groups_exchanged_turn_the_ratio(
    pairs: list[tuple[int, int]], treated: int
) -> None:
    before, after = np.array(pairs, float).T
    inside = np.arange(len(pairs)) < treated
    one = difference_in_differences(before, after, inside)
    back = difference_in_differences(before[::-1], after[::-1], inside[::-1])
    assert back[:6] == pytest.approx(one[:6])
    other = difference_in_differences(before, after, ~inside)
    assert (other.ratio, other.lower, other.log_error) == pytest.approx(
        (1 / one.ratio, 1 / one.upper, one.log_error)
    )
    assert one.lower <= one.ratio <= one.upper


def test_one_treated_area_among_areas_that_wander_is_covered_about_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(4)
    level = np.array([600, 200, 350, 330, 380, 450, 280, 240, 210, 260, 300])
    covered = []
    for _ in range(1500):
        before = rng.poisson(level)
        after = rng.poisson(level * np.exp(rng.normal(0, 0.1, len(level))) * 0.9)
        found = difference_in_differences(before, after, np.arange(len(level)) == 0)
        covered.append(found.lower <= 1 <= found.upper)
    assert 0.92 < np.mean(covered) < 0.975


@pytest.mark.parametrize(
    ("before", "after", "treated", "words"),
    [
        ([1, 2, 3], [1, 2], [1, 0, 0], "equal lengths"),
        ([1, 2, 3], [1, -2, 3], [1, 0, 0], "negative or missing"),
        ([1, 2], [1, 2], [1, 0], "three in all"),
        ([1, 2, 3], [1, 2, 3], [0, 0, 0], "0 treated"),
        ([0, 2, 3], [1, 2, 3], [1, 0, 0], "no count before or after"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    before: list[float], after: list[float], treated: list[int], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        difference_in_differences(before, after, treated)


def test_clusters_of_one_area_are_refused() -> None:
    with pytest.raises(ValueError, match="at least two in both"):
        difference_in_differences([5, 5, 5], [4, 5, 6], [1, 0, 0], clustered=True)
