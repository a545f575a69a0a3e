"""CUSUM and EWMA agree with the published examples and with loops that read as their formulas."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wulfrun.methods.early_warning import HIGHER, LOWER, cusum, ewma, poisson_cusum

NIST = json.loads((Path(__file__).parents[1] / "truths" / "early_warning_nist.json").read_text("utf-8"))
SERIES = st.lists(st.one_of(st.just(np.nan), st.floats(-9, 9)), min_size=1, max_size=40)


def test_the_cusum_agrees_with_the_nist_handbook() -> None:
    case = NIST["cusum"]
    found = cusum(case["values"], case["target"], case["deviation"], case["slack"], case["limit"])
    # The handbook rounds every step to two decimals before it goes on.
    np.testing.assert_allclose(found.high * case["deviation"], case["high"], atol=0.03)
    np.testing.assert_allclose(found.low * case["deviation"], case["low"], atol=0.03)
    assert [at + 1 for at, told in enumerate(found.signal) if told == HIGHER] == case["signals_1based"]
    assert set(found.since.tolist()) == {-1, 12}


def test_the_ewma_agrees_with_the_nist_handbook() -> None:
    case = NIST["ewma"]
    found = ewma(case["values"], case["target"], case["deviation"], case["weight"], case["width"])
    np.testing.assert_allclose(found.mean, case["means"], atol=0.006)
    assert float(found.upper[-1]) == pytest.approx(case["upper"], abs=0.003)
    assert float(found.lower[-1]) == pytest.approx(case["lower"], abs=0.003)
    assert set(found.signal.tolist()) == {""}


@settings(max_examples=50)
@given(SERIES)
def test_the_sums_are_those_of_a_plain_loop(values: list[float]) -> None:
    high = low = 0.0
    found = cusum(values, 1.0, 2.0, 0.25, 3.0)
    for at, value in enumerate(values):
        if not np.isnan(value):
            high, low = max(0.0, high + (value - 1) / 2 - 0.25), max(0.0, low - (value - 1) / 2 - 0.25)
        assert [float(found.high[at]), float(found.low[at])] == pytest.approx([high, low])
        assert str(found.signal[at]) == (HIGHER if high > 3 else LOWER if low > 3 else "")


@settings(max_examples=50)
@given(SERIES)
def test_turning_a_series_over_turns_its_warnings_over(values: list[float]) -> None:
    turned = {HIGHER: LOWER, LOWER: HIGHER, "": ""}
    one, other = cusum(values), cusum([-value for value in values])
    np.testing.assert_allclose(one.high, other.low)
    # Of two sums that are exactly alike the rise is told, whichever way the series is turned.
    assume(not ((one.high > 5) & (one.high == one.low)).any())
    assert one.signal.tolist() == [turned[each] for each in other.signal.tolist()]
    assert ewma(values).signal.tolist() == [
        turned[each] for each in ewma([-v for v in values]).signal.tolist()
    ]


def test_without_a_shift_a_false_warning_comes_about_every_465_months() -> None:
    draw = np.random.default_rng(10)
    lengths = []
    for _ in range(300):
        found = cusum(draw.normal(size=4000))
        lengths.append(int(np.argmax(found.signal != "")) + 1)
    assert np.mean(lengths) == pytest.approx(465, rel=0.15)


def test_a_lasting_small_shift_is_seen_that_single_months_hide() -> None:
    draw = np.random.default_rng(11)
    values = np.concatenate([draw.normal(size=24), draw.normal(1.0, 1, 24)])
    found = cusum(values)
    assert (np.abs(values) < 3.3).all() and HIGHER in found.signal[24:].tolist()
    assert 20 <= int(found.since[-1]) <= 30


def test_limits_of_the_weighted_mean_hold_from_the_first_month_on() -> None:
    y = np.random.default_rng(12).normal(size=(4000, 6))
    found = [ewma(row, width=1.96) for row in y]
    inside = np.array([(each.mean >= each.lower) & (each.mean <= each.upper) for each in found])
    np.testing.assert_allclose(inside.mean(axis=0), 0.95, atol=0.015)


def test_the_reference_value_of_counts_is_that_of_lucas() -> None:
    found = poisson_cusum([8], 4.0, ratio=7 / 4)
    assert float(found.high[0]) == pytest.approx(8 - (7 - 4) / (np.log(7) - np.log(4)))
    fallen = poisson_cusum([1], 4.0, ratio=2)
    assert float(fallen.low[0]) == pytest.approx((4 - 2) / (np.log(4) - np.log(2)) - 1)


def test_counts_are_held_against_what_their_own_month_lets_expect() -> None:
    season = np.tile([2.0, 20.0], 30)
    assert set(poisson_cusum(season, season).signal.tolist()) == {""}
    assert HIGHER in poisson_cusum(np.round(1.5 * season), season).signal.tolist()


def test_a_gap_leaves_sums_and_means_as_they_were() -> None:
    found = cusum([2.0, np.nan, 2.0])
    assert found.high.tolist() == [1.5, 1.5, 3.0]
    assert ewma([1.0, np.nan]).mean.tolist() == [0.2, 0.2]


def test_settings_that_make_no_sense_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="expected above 0"):
        cusum([1.0], deviation=0)
    with pytest.raises(ValueError, match="the ratio is 1"):
        poisson_cusum([1], 1.0, ratio=1)
    with pytest.raises(ValueError, match="weight 0"):
        ewma([1.0], weight=0)
    with pytest.raises(ValueError, match="expected one series"):
        cusum([[1.0]])
