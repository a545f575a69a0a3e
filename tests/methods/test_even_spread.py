"""Events over the days of the week: few tested exactly, many by a statistic that is nearly so."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtrc

from wulfrun.methods.even_spread import EXACT, MOST, NEARLY, even_spread

TRUTH = json.loads(
    (Path(__file__).parents[1] / "truths" / "poisson_exact_small_samples.json").read_text("utf-8")
)


@pytest.mark.parametrize("case", TRUTH["cases"])
def test_g_agrees_with_wheelers_published_values(case: dict[str, list[int]]) -> None:
    assert even_spread(case["d"]).g == pytest.approx(case["G"], abs=5.1e-3)


@pytest.mark.parametrize("counts", [(3, 1, 0), (2, 2, 1), (0, 4, 1), (1, 1, 1)])
def test_p_is_the_share_of_all_ways_that_are_as_uneven(counts: tuple[int, ...]) -> None:
    own = even_spread(counts)
    every = [np.bincount(days, minlength=3) for days in product(range(3), repeat=sum(counts))]
    as_uneven = [even_spread(each.tolist()).g >= own.g - 1e-9 for each in every]
    assert own.p == pytest.approx(np.mean(as_uneven))


def test_the_most_even_spread_is_no_finding_and_one_day_alone_is_the_rarest() -> None:
    assert even_spread([1, 1, 1, 1, 1, 1, 1]).p == pytest.approx(1)
    assert even_spread([6, 0, 0, 0, 0, 0, 0]).p == pytest.approx(7 * 7.0**-6)


@pytest.mark.parametrize("counts", [(6, 9, 3, 12, 8, 10, 12), (4, 16, 6, 8, 9, 10, 7), (8, 8, 8, 9, 9, 9, 9)])
def test_where_the_exact_p_ends_the_corrected_one_goes_on(counts: tuple[int, ...]) -> None:
    exact = even_spread(counts)
    assert exact.events == MOST and exact.method == EXACT
    corrected = chdtrc(6, exact.g / (1 + 8 / (6 * MOST)))
    assert corrected == pytest.approx(exact.p, abs=1.5e-3)


def test_of_many_even_series_as_many_look_uneven_as_p_says() -> None:
    drawn = np.random.default_rng(20080).multinomial(400, np.ones(7) / 7, 4000)
    found = [even_spread(each) for each in drawn]
    assert {each.method for each in found} == {NEARLY}
    for level in (0.05, 0.2):
        assert np.mean([each.p <= level for each in found]) == pytest.approx(level, abs=0.015)


def test_counts_that_are_no_counts_are_refused() -> None:
    for counts in ([0, 0], [1.5, 2], [-1, 2], [3]):
        with pytest.raises(ValueError, match="expected"):
            even_spread(counts)


@given(st.lists(st.integers(0, 4), min_size=7, max_size=7).filter(any))
def test_which_day_the_week_begins_with_does_not_matter(counts: list[int]) -> None:
    found, turned = even_spread(counts), even_spread(counts[3:] + counts[:3])
    assert turned.g == pytest.approx(found.g, abs=1e-9)
    assert turned.p == pytest.approx(found.p)
    assert 0 < found.p <= 1
