"""Charts of rare events: limits are those of the distributions, and quiet times and crowds are seen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import comb
from scipy.stats import expon, geom, nbinom

from wulfrun.methods.control_chart import RUN, xmr
from wulfrun.methods.rare_events import CLOSE, LONG, SHORT, g_chart, t_chart, waiting_chance

GAPS = st.lists(st.integers(0, 400), min_size=8, max_size=40).filter(lambda gaps: sum(gaps) > 0)


@settings(max_examples=60)
@given(GAPS)
def test_limits_are_the_quantiles_of_the_geometric_distribution(gaps: list[int]) -> None:
    chart = g_chart(gaps)
    law = geom(len(gaps) / (sum(gaps) + len(gaps)), loc=-1)
    for ours, share in ((chart.centre, 0.5), (chart.lower, 0.00135), (chart.upper, 0.99865)):
        # A quantile that falls on a whole day to the last digit may be told as that day or the next.
        near = {law.ppf(share * (1 - 1e-9)), law.ppf(share), law.ppf(min(share * (1 + 1e-9), 1))}
        assert float(ours[0]) in near


@settings(max_examples=60)
@given(GAPS)
def test_four_gaps_are_close_together_by_the_negative_binomial(gaps: list[int]) -> None:
    chart = g_chart(gaps)
    law = nbinom(4, len(gaps) / (sum(gaps) + len(gaps)))
    starts = [at for at in range(len(gaps) - 3) if law.cdf(sum(gaps[at : at + 4])) < 0.00135]
    close = {at + step for at in starts for step in range(4)}
    outside = {at for at, gap in enumerate(gaps) if gap > chart.upper[0] or gap < chart.lower[0]}
    assert {at for at, rule in enumerate(chart.rule) if rule == CLOSE} == close - outside


def test_false_signals_are_as_rare_as_the_limits_say() -> None:
    gaps = np.random.default_rng(6).geometric(1 / 60, 20_000) - 1
    chart = g_chart(gaps)
    assert (chart.rule == LONG).mean() == pytest.approx(0.00135, abs=0.0008)
    # On a scale of three standard deviations short gaps could never be signals, and long ones far too often.
    usual = gaps.mean() + 3 * np.sqrt(gaps.mean() * (gaps.mean() + 1))
    assert (gaps > usual).mean() > 10 * 0.00135


def test_a_crowd_of_short_gaps_is_a_signal_and_one_short_gap_is_not() -> None:
    usual = [60, 130, 25, 90, 10, 75, 48, 160, 33, 81]
    assert set(g_chart([*usual, 0]).rule.tolist()) == {""}
    crowded = g_chart([*usual, 1, 2, 0, 3])
    assert crowded.rule.tolist()[-4:] == [CLOSE] * 4
    assert SHORT in g_chart([20_000, 40_000, 15_000, 30_000, 25_000, 60_000, 8_000, 12_000, 1]).rule.tolist()


def test_a_long_quiet_time_is_a_signal() -> None:
    assert g_chart([10, 20, 5, 30, 12, 8, 15, 22, 9, 14, 17, 6, 900]).rule.tolist()[-1] == LONG


def test_eight_gaps_on_one_side_of_the_median_are_a_signal() -> None:
    assert g_chart([90, 95, 99, 91, 96, 94, 92, 97, 10, 70, 30, 80, 20]).rule.tolist()[:8] == [RUN] * 8


def test_gaps_are_judged_anew_after_a_break() -> None:
    chart = g_chart([10] * 8 + [100] * 8, [0] * 8 + [1] * 8)
    assert chart.centre[0] < 10 < 20 < chart.centre[-1]
    assert np.isnan(g_chart([10] * 8 + [100] * 3, [0] * 8 + [1] * 3).upper[-1])


def test_the_chart_of_times_is_the_xmr_chart_of_their_power() -> None:
    times = np.random.default_rng(7).exponential(50, 60)
    chart, plain = t_chart(times), xmr(times ** (1 / 3.6))
    np.testing.assert_allclose(chart.upper, plain.upper**3.6)
    assert chart.rule.tolist() == plain.rule.tolist()


def test_limits_of_times_hold_for_exponential_times() -> None:
    times = np.random.default_rng(8).exponential(1, 20_000)
    chart = t_chart(times)
    # Nelson's power is an approximation: the limits are near the exact ones, not the same.
    assert float(chart.centre[0]) == pytest.approx(expon.median(), rel=0.05)
    assert float(chart.upper[0]) == pytest.approx(expon.ppf(0.99865), rel=0.15)
    assert float(chart.lower[0]) < 0.002


def test_waiting_without_a_break_is_what_counting_the_ways_gives() -> None:
    gaps = [3, 0, 2]
    ways = comb(5 + 3, 3) / comb(5 + 4 + 3, 3)
    assert waiting_chance(gaps, 4) == pytest.approx(ways)
    assert waiting_chance(gaps, 0) == pytest.approx(1)
    assert np.isnan(waiting_chance([], 4))


def test_the_chance_of_waiting_holds_whatever_the_rate() -> None:
    draw = np.random.default_rng(9)
    for p, least in ((0.02, 0.038), (0.003, 0.038), (0.5, 0.0)):
        gaps = draw.geometric(p, (4000, 9)) - 1
        found = [waiting_chance(row[:-1], float(row[-1])) for row in gaps]
        # Where gaps are of a day or two, whole days leave it on the safe side.
        assert least < np.mean(np.array(found) <= 0.05) < 0.062


def test_gaps_that_are_none_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        g_chart([1.5, 2])
    with pytest.raises(ValueError, match="negative or missing"):
        t_chart([1.0, np.nan])
    with pytest.raises(ValueError, match="expected 0 or more"):
        waiting_chance([1], -1)
