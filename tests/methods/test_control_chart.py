"""Control charts agree with published charts, and never join what is broken."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.control_chart import NEAR, OUTSIDE, RUN, TREND, xmr

TRUTHS = Path(__file__).parents[1] / "truths"
NHS = json.loads((TRUTHS / "spc_nhs_making_data_count.json").read_text("utf-8"))
LABELS = {
    "Common Cause": "",
    "Above UCL": OUTSIDE,
    "Below LCL": OUTSIDE,
    "7 Point Trend (Increasing)": "seven in a row rising or falling",
    "7 Points Above CL": "seven in a row on one side",
    "7 Points Below CL": "seven in a row on one side",
    "2 in 3 Below CL": NEAR,
}


def test_limits_agree_with_the_nist_handbook() -> None:
    case = json.loads((TRUTHS / "spc_nist_individuals.json").read_text("utf-8"))
    chart = xmr(case["y"])
    assert float(chart.centre[0]) == pytest.approx(case["mean"])
    assert float(chart.upper[0]) == pytest.approx(case["ucl"], abs=0.002)
    assert float(chart.lower[0]) == pytest.approx(case["lcl"], abs=0.002)


def test_limits_and_signals_agree_with_the_nhs_chart() -> None:
    case = NHS["unscreened"]
    chart = xmr(NHS["y"], run=7, trend=7)
    np.testing.assert_allclose(chart.centre, case["mean"])
    np.testing.assert_allclose(chart.lower, case["lpl"])
    np.testing.assert_allclose(chart.upper, case["upl"])
    labels = [LABELS[label] for label in case["special_cause_type"]]
    # The two houses differ in which of several broken rules they name first; not in what is a signal.
    assert [bool(rule) for rule in chart.rule] == [bool(label) for label in labels]
    assert [rule == OUTSIDE for rule in chart.rule] == [label == OUTSIDE for label in labels]


def test_a_rebased_chart_agrees_with_the_nhs_chart() -> None:
    case = NHS["rebase_at_index25_1based"]
    chart = xmr(NHS["y"], (np.arange(len(NHS["y"])) >= 24).astype(int), run=7, trend=7)
    np.testing.assert_allclose(chart.centre, case["mean"])
    # After the rebase the NHS chart leaves out large moving ranges, which we never do.
    before = slice(0, 24)
    np.testing.assert_allclose(chart.upper[before], case["upl"][before])
    labels = [LABELS[label] for label in case["special_cause_type"][before]]
    assert [bool(rule) for rule in chart.rule[before]] == [bool(label) for label in labels]


def test_eight_on_one_side_are_a_signal_and_seven_are_not() -> None:
    seven = xmr([1, 2, 1, 2, 1, 2, 1] + [-2, -1, -2, -1, -2, -1, -2, 0] * 2)
    assert RUN not in seven.rule[:7].tolist()
    eight = xmr([1.0, 2, 1, 2, 1, 2, 1, 2, -1, -2, -1, -2, -1, -2, -1, -2])
    assert eight.rule.tolist() == [RUN] * 16


def test_a_value_equal_to_the_mean_breaks_a_run() -> None:
    chart = xmr([1.0, 2, 1, 2, 0, 1, 2, 1, 2, -1, -2, -1, -2, 0, -1, -2, -1, -2])
    assert float(chart.centre[0]) == 0
    assert set(chart.rule.tolist()) == {""}


def test_six_rising_are_a_trend_from_their_first_point() -> None:
    y = [5.0, 9, 4, 8, 3, 4, 5, 6, 7, 8, 2, 9, 5]
    assert [rule == TREND for rule in xmr(y).rule] == [4 <= at <= 9 for at in range(len(y))]


def test_two_of_three_near_the_limit_are_marked() -> None:
    y = np.tile([9.0, 11.0], 10)
    y[8:11] = [16.0, 10.0, 15.9]
    chart = xmr(y)
    assert float(chart.upper[0]) > 16.0
    assert [at for at, rule in enumerate(chart.rule) if rule == NEAR] == [8, 10]


def test_nothing_reaches_across_a_gap() -> None:
    y = [1.0, 2, 1, 2, np.nan, 1, 2, 1, 2, -1, -2, -1, -2, np.nan, -1, -2, -1, -2]
    chart = xmr(y)
    assert set(chart.rule.tolist()) == {""}
    whole = xmr([10.0, 12, np.nan, 40, 42], least=2)
    assert float(whole.upper[0] - whole.centre[0]) == pytest.approx(2.66 * 2)


def test_nothing_reaches_across_a_break() -> None:
    y = [10.0, 12, 10, 12, 100, 102, 100, 102]
    chart = xmr(y, [0, 0, 0, 0, 1, 1, 1, 1])
    assert set(chart.rule.tolist()) == {""}
    assert chart.centre.tolist() == [11.0] * 4 + [101.0] * 4


def test_a_segment_with_too_few_points_has_no_limits() -> None:
    chart = xmr([1.0, 90, 3, 5, 4], least=6)
    assert np.isnan(chart.upper).all() and set(chart.rule.tolist()) == {""}


def test_nothing_at_all_is_an_empty_chart() -> None:
    assert len(xmr([]).rule) == 0
    assert xmr([np.nan, np.nan]).rule.tolist() == ["", ""]


@given(st.lists(st.one_of(st.just(np.nan), st.floats(-1e6, 1e6)), max_size=60))
def test_a_gap_is_never_a_signal(values: list[float]) -> None:
    chart = xmr(values)
    assert all(not rule for rule, value in zip(chart.rule, values, strict=True) if np.isnan(value))


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=40))
def test_turning_a_series_over_keeps_its_signals(values: list[int]) -> None:
    assert xmr(values).rule.tolist() == xmr([-value for value in values]).rule.tolist()
