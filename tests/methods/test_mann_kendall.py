"""Trends agree with a published example, with SciPy, and with loops over pairs."""

import json
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wulfrun.methods.mann_kendall import HAMED_RAO, mann_kendall

EPA = json.loads((Path(__file__).parents[1] / "truths" / "mann_kendall_epa.json").read_text("utf-8"))
SERIES = st.lists(st.integers(0, 6), min_size=4, max_size=14)


def by_loop(y: list[int]) -> tuple[int, float]:
    """S and its variance, pair by pair and tie group by tie group."""
    n = len(y)
    s = sum((y[j] > y[i]) - (y[j] < y[i]) for i in range(n) for j in range(i + 1, n))
    groups = [y.count(each) for each in set(y)]
    tied = sum(g * (g - 1) * (2 * g + 5) for g in groups)
    return s, (n * (n - 1) * (2 * n + 5) - tied) / 18


def test_the_example_of_the_environmental_protection_agency() -> None:
    found = mann_kendall(EPA["values"])
    assert float(found.s) == EPA["S"]
    assert float(found.z) == pytest.approx(EPA["z"], abs=5e-4)
    assert ((float(found.s) - 1) / float(found.z)) ** 2 == pytest.approx(EPA["variance"], abs=0.005)


@given(SERIES)
def test_a_series_is_judged_as_pair_by_pair(y: list[int]) -> None:
    found = mann_kendall(y)
    s, variance = by_loop(y)
    assert float(found.s) == s
    z = 0.0 if not variance else (s - np.sign(s)) / variance**0.5
    assert float(found.z) == pytest.approx(z)
    assert float(found.p) == pytest.approx(2 * stats.norm.sf(abs(z)))
    slopes = [(y[j] - y[i]) / (j - i) for i in range(len(y)) for j in range(i + 1, len(y))]
    assert float(found.slope) == pytest.approx(median(slopes))
    if len(set(y)) > 1:
        assert float(found.tau) == pytest.approx(stats.kendalltau(range(len(y)), y).statistic)


@given(st.lists(SERIES.filter(lambda y: len(y) >= 6).map(lambda y: y[:6]), min_size=1, max_size=5))
def test_many_series_at_once_are_as_each_alone(rows: list[list[int]]) -> None:
    together = mann_kendall(rows, autocorrelated=True)
    for place, row in enumerate(rows):
        alone = mann_kendall(row, autocorrelated=True)
        for one, other in zip(alone[:7], together[:7], strict=True):
            np.testing.assert_allclose(one, np.asarray(other)[place])


@given(SERIES)
def test_time_reversed_and_values_turned_over_reverse_the_trend(y: list[int]) -> None:
    found = mann_kendall(y)
    for other in (mann_kendall(y[::-1]), mann_kendall([-each for each in y])):
        assert float(other.z) == pytest.approx(-float(found.z))
        assert float(other.slope) == pytest.approx(-float(found.slope))
        assert float(other.lower) == pytest.approx(-float(found.upper))
    assert mann_kendall([3 * each + 7 for each in y]).p == pytest.approx(found.p)


def test_the_slope_and_its_limits_agree_with_scipy() -> None:
    y = np.random.default_rng(5).normal(0, 1, 24) + 0.1 * np.arange(24)
    found, theirs = mann_kendall(y), stats.theilslopes(y)
    assert float(found.slope) == pytest.approx(theirs.slope)
    # SciPy takes the nearest whole rank, we the place between two.
    assert float(found.lower) == pytest.approx(theirs.low_slope, abs=0.01)
    assert float(found.upper) == pytest.approx(theirs.high_slope, abs=0.01)


def test_no_trend_is_called_one_about_as_often_as_said() -> None:
    noise = np.random.default_rng(2).normal(0, 1, (4000, 12))
    assert 0.03 < (mann_kendall(noise).p < 0.05).mean() < 0.06


def hamed_rao_by_loop(y: np.ndarray, slope: float) -> float:
    n = len(y)
    ranks = stats.rankdata([each - slope * at for at, each in enumerate(y)])
    middle = ranks.mean()
    power = sum((each - middle) ** 2 for each in ranks)
    total = 0.0
    for lag in range(1, n):
        r = sum((ranks[at] - middle) * (ranks[at + lag] - middle) for at in range(n - lag)) / power
        if abs(r) > 1.959964 / n**0.5:
            total += (n - lag) * (n - lag - 1) * (n - lag - 2) * r
    return 1 + 2 / (n * (n - 1) * (n - 2)) * total


def test_what_hangs_together_is_not_taken_for_a_trend() -> None:
    draw, size = np.random.default_rng(3), 40
    rows = np.zeros((600, size))
    for step in range(1, size):
        rows[:, step] = 0.6 * rows[:, step - 1] + draw.normal(0, 1, 600)
    plain, corrected = mann_kendall(rows), mann_kendall(rows, autocorrelated=True)
    assert corrected.method == HAMED_RAO
    assert (plain.p < 0.05).mean() > 0.2
    assert (corrected.p < 0.05).mean() < 0.8 * (plain.p < 0.05).mean()
    for place in range(5):
        wider = hamed_rao_by_loop(rows[place], float(plain.slope[place]))
        assert float(corrected.z[place]) == pytest.approx(float(plain.z[place]) / wider**0.5)


def test_a_series_that_never_changes_has_no_trend() -> None:
    found = mann_kendall([2, 2, 2, 2, 2])
    assert (float(found.z), float(found.p), float(found.slope)) == (0, 1, 0)


@pytest.mark.parametrize("y", [[1, 2, 3], [1, 2, float("nan"), 4], 3.0])
def test_too_few_or_missing_values_are_refused(y: list[float]) -> None:
    with pytest.raises(ValueError, match="at least 4 values each, none missing"):
        mann_kendall(y)
