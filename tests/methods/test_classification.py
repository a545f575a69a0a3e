"""How well a rule finds what people who read the records found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from wulfrun.methods.classification import quality, quality_from_counts


def test_a_rule_against_labels_by_hand() -> None:
    found = quality([1, 1, 1, 1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 0, 1, 1, 0, 0, 0, 0])
    assert (found.hits, found.false_alarms, found.misses) == (3, 1, 2)
    assert (found.precision, found.recall) == pytest.approx((3 / 4, 3 / 5))
    assert found.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


def test_the_limits_are_wilsons() -> None:
    found = quality_from_counts(90, 10, 30)
    assert (found.precision_lower, found.precision_upper) == pytest.approx(
        proportion_confint(90, 100, method="wilson")
    )
    assert (found.recall_lower, found.recall_upper) == pytest.approx(
        proportion_confint(90, 120, method="wilson")
    )
    low, high = proportion_confint(90, 130, method="wilson")
    assert (found.f1_lower, found.f1_upper) == pytest.approx((2 * low / (1 + low), 2 * high / (1 + high)))


def test_the_limits_of_f1_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(1)
    draws = rng.multinomial(200, [0.3, 0.05, 0.1, 0.55], size=1000)
    truth = 2 * 0.3 / (2 * 0.3 + 0.05 + 0.1)
    inside = [
        found.f1_lower <= truth <= found.f1_upper
        for found in (quality_from_counts(*(int(each) for each in row[:3])) for row in draws)
    ]
    assert 0.93 <= np.mean(inside) <= 0.97


def test_a_rule_that_finds_nothing_has_no_precision_and_no_recall_of_nothing() -> None:
    nothing = quality([0, 0, 0], [0, 1, 0])
    assert np.isnan(nothing.precision) and nothing.recall == 0 and nothing.f1 == 0
    assert np.isnan(quality([0, 0], [0, 0]).f1)
    assert quality_from_counts(5, 0, 0).precision == 1 and quality_from_counts(5, 0, 0).precision_lower < 0.6


def test_lists_of_two_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        quality([1, 0], [1])


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_f1_lies_between_precision_and_recall(hits: int, alarms: int, misses: int) -> None:
    found = quality_from_counts(hits, alarms, misses)
    if hits:
        assert (
            min(found.precision, found.recall) - 1e-12
            <= found.f1
            <= max(found.precision, found.recall) + 1e-12
        )
        assert found.f1_lower <= found.f1 + 1e-12 and found.f1 <= found.f1_upper + 1e-12
    turned = quality_from_counts(hits, misses, alarms)
    assert turned.precision == pytest.approx(found.recall, nan_ok=True)
