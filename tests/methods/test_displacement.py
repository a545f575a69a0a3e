"""The displacement difference agrees with its paper, and its interval covers the truth."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.displacement import weighted_displacement_difference, weighted_displacement_quotient

TRUTHS = Path(__file__).parents[1] / "truths"
WDD = json.loads((TRUTHS / "wdd_displacement.json").read_text("utf-8"))
WDQ = json.loads((TRUTHS / "wdq_quotient.json").read_text("utf-8"))
ARGUMENTS = ("treated", "control", "displacement", "displacement_control", "periods", "sizes", "confidence")
pairs = st.tuples(st.integers(1, 500), st.integers(1, 500))


@pytest.mark.parametrize("case", WDD["cases"], ids=lambda case: str(case["name"]))
def test_it_agrees_with_published_numbers(case: dict[str, Any]) -> None:
    found = weighted_displacement_difference(**{name: case[name] for name in ARGUMENTS if name in case})
    assert found.effect == pytest.approx(case["effect"], abs=1e-7)
    assert found.standard_error == pytest.approx(case["standard_error"], abs=1e-6)
    if "z" in case:
        near = 0.5 if "decimals" in case else 1e-6
        assert found.z == pytest.approx(case["z"], abs=0.005 if "decimals" in case else 1e-6)
        assert (found.lower, found.upper) == pytest.approx((case["lower"], case["upper"]), abs=near)


def test_the_quotient_agrees_with_arithmetic_on_the_papers_counts() -> None:
    found = weighted_displacement_quotient(tuple(WDQ["A"]), tuple(WDQ["B"]), tuple(WDQ["C"]))
    assert found.quotient == pytest.approx(WDQ["wdq"])
    assert found.success == pytest.approx(WDQ["success_measure"])
    assert found.buffer == pytest.approx(WDQ["buffer_measure"])


def test_a_quotient_means_nothing_where_the_action_did_not_succeed() -> None:
    assert np.isnan(weighted_displacement_quotient((100, 120), (100, 90), (100, 100)).quotient)


@given(pairs, pairs, pairs, pairs)
def test_treated_and_control_changed_about_turn_the_sign_and_nothing_else(
    a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]
) -> None:
    one, other = weighted_displacement_difference(a, b, c, d), weighted_displacement_difference(b, a, d, c)
    assert one.effect == pytest.approx(-other.effect)
    assert (one.standard_error, one.p) == pytest.approx((other.standard_error, other.p))
    assert one.lower == pytest.approx(-other.upper)
    assert one.effect == pytest.approx(one.local + one.around)
    assert one.standard_error**2 == pytest.approx(one.local_error**2 + one.around_error**2)


def test_the_interval_covers_the_truth_about_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(3)
    means = np.array([[60, 40], [90, 85], [50, 52], [40, 38]])
    truth = float(np.diff(means)[:, 0] @ [1, -1, 1, -1])
    drawn = rng.poisson(means, (4000, 4, 2))
    found = [weighted_displacement_difference(*each.tolist()) for each in drawn]
    covered = np.mean([each.lower <= truth <= each.upper for each in found])
    assert 0.94 < covered < 0.96


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"treated": (-1, 2)}, "0 or more"),
        ({"treated": (float("nan"), 2)}, "0 or more"),
        ({"periods": (0, 1)}, "above 0"),
        ({"confidence": 95}, "between 0 and 1"),
    ],
)
def test_what_is_no_count_or_weight_is_refused(given_: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        weighted_displacement_difference(**({"treated": (5, 4), "control": (5, 5)} | given_))


def test_a_quotient_over_a_control_without_crime_is_refused() -> None:
    with pytest.raises(ValueError, match="expected both above 0"):
        weighted_displacement_quotient((5, 4), (5, 5), (0, 3))
