"""Intervals of counts, rates and proportions agree with published values."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.interval import (
    byar_limits,
    count_interval,
    exact_limits,
    proportion_interval,
    rate_interval,
)

TRUTHS = Path(__file__).parents[1] / "truths"


def truth(name: str) -> dict[str, Any]:
    return dict(json.loads((TRUTHS / f"{name}.json").read_text("utf-8")))


@pytest.mark.parametrize("case", [case for case in truth("ci_byars_poisson")["cases"] if case["lower"]])
def test_byar_limits_agree_with_the_public_health_spreadsheet(case: dict[str, float]) -> None:
    lower, upper = byar_limits(case["x"], case["confidence"])
    assert float(lower) == pytest.approx(case["lower"], rel=1e-12)
    assert float(upper) == pytest.approx(case["upper"], rel=1e-12)


def test_byar_has_no_limit_below_nought() -> None:
    assert float(byar_limits(1, 0.998)[0]) == 0.0


@pytest.mark.parametrize("case", truth("ci_byars_poisson")["exact95"])
def test_exact_limits_agree_with_r(case: dict[str, float]) -> None:
    lower, upper = exact_limits(case["x"])
    assert float(lower) == pytest.approx(case["lower"], abs=3e-5)
    assert float(upper) == pytest.approx(case["upper"], abs=3e-5)


def test_counts_under_ten_are_exact_and_the_rest_byar() -> None:
    found = count_interval([9, 10, 12, 20, 100])
    assert found.method.tolist() == ["exact Poisson", "Byar", "Byar", "Byar", "Byar"]
    np.testing.assert_allclose(found.lower[2:], [6.193510, 12.211429, 81.362105], atol=5e-7)
    np.testing.assert_allclose(found.upper[2:], [20.962858, 30.889880, 121.627938], atol=5e-7)


@pytest.mark.parametrize("case", truth("ci_wilson_proportion")["cases"])
def test_wilson_limits_agree_with_the_public_health_spreadsheet(case: dict[str, float]) -> None:
    found = proportion_interval(case["x"], case["n"], case["confidence"])
    assert float(found.lower) == pytest.approx(case["lower"], rel=1e-12)
    assert float(found.upper) == pytest.approx(case["upper"], rel=1e-12)


@pytest.mark.parametrize("case", truth("ci_wilson_proportion")["newcombe_table1"])
def test_wilson_limits_agree_with_newcombe(case: dict[str, float]) -> None:
    found = proportion_interval(case["x"], case["n"])
    assert (float(found.lower), float(found.upper)) == pytest.approx(
        (case["lower"], case["upper"]), abs=5.1e-5
    )


def test_the_name_of_the_method_travels_with_the_result() -> None:
    assert str(proportion_interval(3, 30).method) == "Wilson"
    assert rate_interval([3, 30], 1000, scale=1000).method.tolist() == ["exact Poisson", "Byar"]


def test_what_cannot_be_counted_has_no_interval() -> None:
    counted = count_interval([np.nan, -2, 0])
    assert np.isnan(counted.lower).tolist() == [True, True, False]
    assert np.isnan(rate_interval(5, [0, np.nan]).value).all()
    assert np.isnan(proportion_interval([1, 5], [0, 4]).lower).all()


def test_a_confidence_of_95_is_refused() -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1"):
        count_interval(3, confidence=95)


@given(st.integers(0, 10**7), st.floats(0.5, 0.999))
def test_a_count_lies_inside_its_interval(count: int, confidence: float) -> None:
    found = count_interval(count, confidence)
    assert 0 <= float(found.lower) <= count <= float(found.upper)


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_a_proportion_lies_inside_its_interval(total: int, share: float) -> None:
    count = round(total * share)
    found = proportion_interval(count, total)
    assert 0 <= float(found.lower) <= float(found.value) + 1e-12
    assert float(found.value) <= float(found.upper) + 1e-12 <= 1 + 2e-12
