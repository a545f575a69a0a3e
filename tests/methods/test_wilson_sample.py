"""The sample behind a Wilson interval is found again, whatever the share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.survey import difference, proportion, proportion_from_sums
from wulfrun.methods.wilson_sample import sample_of


@given(st.floats(0, 1), st.floats(2, 1e5))
def test_the_sample_is_found_again(share: float, sample: float) -> None:
    found = proportion_from_sums(share * sample, sample, sample, sample)
    assert sample_of(found.estimate, found.lower, found.upper) == pytest.approx(sample, rel=1e-5)


def test_of_weighted_answers_it_is_the_effective_sample() -> None:
    weights = [0.4] * 300 + [1.6] * 300
    found = proportion([1, 0] * 300, weights)
    assert sample_of(found.estimate, found.lower, found.upper) == pytest.approx(
        600**2 / (300 * 0.16 + 300 * 2.56)
    )


def test_a_difference_tested_from_published_intervals_is_the_one_tested_from_the_answers() -> None:
    waves = [proportion_from_sums(yes, 1000, 1250, 1000) for yes in (400, 450)]
    again = []
    for each in waves:
        worth = sample_of(each.estimate, each.lower, each.upper)
        again.append(proportion_from_sums(np.multiply(each.estimate, worth), worth, worth, worth))
    assert difference(*again).z == pytest.approx(difference(*waves).z)


def test_without_an_interval_there_is_no_sample() -> None:
    assert np.isnan(sample_of(0.5, 0.5, 0.5)) and np.isnan(sample_of(np.nan, np.nan, np.nan))
