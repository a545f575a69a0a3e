"""Proven re-offending as the Ministry of Justice counts it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from wulfrun.methods.proven_reoffending import (
    before_after,
    counts_as_reoffence,
    is_mature,
    mature_month,
    reoffending,
)

TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "truths" / "reoffending_moj.json").read_text("utf-8")
)


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


@pytest.mark.parametrize("case", TRUTH["hand_cases"])
def test_what_counts_is_what_the_guide_says(case: dict[str, Any]) -> None:
    assert bool(counts_as_reoffence(case["index"], case["offence"], case["proven"])) is case["counts"]


def test_the_last_day_counts_and_the_next_does_not() -> None:
    offences = ["2023-01-15", "2023-01-16", "2022-01-15", "2022-01-16"]
    assert counts_as_reoffence("2022-01-15", offences, "2023-07-15").tolist() == [True, False, False, True]
    shown = ["2023-07-15", "2023-07-16", "NaT"]
    assert counts_as_reoffence("2022-01-15", "2022-12-20", shown).tolist() == [True, False, False]
    assert bool(counts_as_reoffence("2020-02-29", "2021-02-28", "2021-08-29"))
    assert not bool(counts_as_reoffence("2020-02-29", "2021-03-01", "2021-08-29"))


def test_the_summary_of_the_hand_made_cohort() -> None:
    expected = TRUTH["hand_summary"]
    found = reoffending([1, 2, 0, 0])
    assert 100 * found.rate == expected["rate_pct"] and found.per_reoffender == expected["per_reoffender"]
    assert found.per_100_offenders == 100 * expected["per_offender"]
    assert (found.offenders, found.reoffenders, found.reoffences) == (4, 2, 3)


@pytest.mark.parametrize("case", TRUTH["published"])
def test_the_published_frequency_is_per_reoffender_and_not_per_hundred_offenders(
    case: dict[str, Any],
) -> None:
    offenders = round(case["offenders_approx"] / 1000)
    again = round(offenders * case["rate_pct"] / 100)
    often = round(again * case["per_reoffender"])
    counts = np.zeros(offenders)
    counts[:again] = 1
    counts[0] += often - again
    found = reoffending(counts)
    assert 100 * found.rate == pytest.approx(case["rate_pct"], abs=0.1)
    assert found.per_reoffender == pytest.approx(case["per_reoffender"], abs=0.01)
    assert found.per_100_offenders == pytest.approx(case["rate_pct"] * case["per_reoffender"], rel=0.01)


def test_the_binary_rate_has_wilsons_limits() -> None:
    found = reoffending([0] * 70 + [3] * 30)
    assert (found.lower, found.upper) == pytest.approx(proportion_confint(30, 100, method="wilson"))
    assert np.isnan(reoffending([0, 0]).per_reoffender) and np.isnan(reoffending([]).rate)


def test_a_cohort_of_october_to_december_2015_is_mature_after_june_2017() -> None:
    assert int(mature_month(month(2015, 10))) == month(2017, 6)
    assert bool(is_mature(month(2015, 10), month(2017, 6)))
    assert not bool(is_mature(month(2015, 10), month(2017, 5)))


def test_before_and_after_has_the_variance_of_a_ratio_of_sums() -> None:
    rng = np.random.default_rng(1)
    before, after = rng.poisson(5, 200), rng.poisson(3, 200)
    found = before_after(before, after)
    draw = rng.integers(0, 200, (4000, 200))
    again = np.log(after[draw].sum(axis=1) / before[draw].sum(axis=1))
    half = np.log(found.upper / found.lower) / 2
    assert found.ratio == pytest.approx(after.sum() / before.sum())
    assert half == pytest.approx(1.972 * again.std(), rel=0.05)


def test_before_and_after_of_three_people_by_hand() -> None:
    found = before_after([4, 6, 5], [3, 1, 2])
    own = [3 / 6 - 4 / 15, 1 / 6 - 6 / 15, 2 / 6 - 5 / 15]
    half = stats.t.ppf(0.975, 2) * np.sqrt(sum(each**2 for each in own) * 3 / 2)
    assert (found.lower, found.upper) == pytest.approx((0.4 * np.exp(-half), 0.4 * np.exp(half)))


def test_limits_hold_the_truth_for_people_who_differ_much() -> None:
    rng, inside = np.random.default_rng(2), []
    for _ in range(500):
        rates = rng.gamma(0.8, 4, 120)
        found = before_after(rng.poisson(rates), rng.poisson(0.7 * rates))
        inside.append(found.lower < 0.7 < found.upper)
    assert 0.92 <= np.mean(inside) <= 0.98


def test_half_a_year_free_is_counted_as_half_a_year() -> None:
    assert before_after([4, 4], [2, 2], 1.0, 0.5).ratio == pytest.approx(1)


def test_a_ratio_to_nothing_is_not_given() -> None:
    assert np.isnan(before_after([0, 0], [1, 2]).ratio)
    nothing = before_after([3, 4], [0, 0])
    assert nothing.ratio == 0 and np.isnan(nothing.upper)
    assert np.isnan(before_after([3], [2]).lower)


def test_values_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="not whole"):
        reoffending([0.5])
    with pytest.raises(ValueError, match="missing or negative"):
        before_after([1, 2], [np.nan, 1])


@given(st.lists(st.integers(0, 30), max_size=60))
def test_the_three_measures_fit_together(counts: list[int]) -> None:
    found = reoffending(counts)
    if found.reoffenders:
        assert found.per_100_offenders == pytest.approx(100 * found.rate * found.per_reoffender)
        assert found.per_reoffender >= 1 and 0 <= found.lower <= found.rate <= found.upper <= 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=40))
def test_looking_back_turns_before_and_after_over(pairs: list[tuple[int, int]]) -> None:
    before, after = np.array(pairs).T
    one, other = before_after(before, after), before_after(after, before)
    if before.any() and after.any():
        assert one.ratio * other.ratio == pytest.approx(1) and one.lower * other.upper == pytest.approx(1)
        assert one.lower <= one.ratio <= one.upper
