"""u' and p' charts: Laney's correction, worked out a second time by hand, and what must hold of it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.control_chart import OUTSIDE, RUN, xmr
from wulfrun.methods.laney import p_prime, u_prime

COUNTS, TOTALS = [20, 26, 18, 24, 61, 19], [1000, 1100, 900, 1000, 1200, 800]


def by_hand(counts: list[int], totals: list[int], binomial: bool) -> list[tuple[float, float, float]]:
    """Centre and limits month by month, as the steps are told in Laney 2002."""
    mean = sum(counts) / sum(totals)
    spread = mean * (1 - mean) if binomial else mean
    sigmas = [(spread / n) ** 0.5 for n in totals]
    z = [(x / n - mean) / sigma for x, n, sigma in zip(counts, totals, sigmas, strict=True)]
    ranges = [abs(b - a) for a, b in pairwise(z)]
    sigma_z = sum(ranges) / len(ranges) / 1.128
    return [(mean, max(mean - 3 * s * sigma_z, 0), mean + 3 * s * sigma_z) for s in sigmas]


@pytest.mark.parametrize("binomial", [False, True])
def test_limits_are_those_worked_out_by_hand(binomial: bool) -> None:
    chart = (p_prime if binomial else u_prime)(COUNTS, TOTALS, scale=1000)
    for at, limits in enumerate(by_hand(COUNTS, TOTALS, binomial)):
        assert [float(each[at]) for each in chart[:3]] == pytest.approx([1000 * each for each in limits])


@settings(max_examples=40)
@given(st.lists(st.integers(0, 500), min_size=4, max_size=40), st.integers(600, 100_000))
def test_with_one_denominator_it_is_the_chart_of_the_rates(counts: list[int], total: int) -> None:
    plain = xmr(np.array(counts) / total)
    for chart in (u_prime(counts, [total] * len(counts)), p_prime(counts, [total] * len(counts))):
        np.testing.assert_allclose(chart.centre, plain.centre, atol=1e-12)
        # 2.66 is 3 / 1.128 rounded.
        reach = (plain.upper - plain.centre) * 3 / 1.128 / 2.66
        np.testing.assert_allclose(
            chart.upper, np.minimum(plain.centre + reach, chart.upper.max()), atol=1e-9
        )
        np.testing.assert_allclose(chart.lower, np.maximum(plain.centre - reach, 0), atol=1e-9)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(100, 900)), min_size=3, max_size=30),
    st.floats(0.1, 99),
)
def test_the_scale_of_the_rate_changes_no_signal(months: list[tuple[int, int]], scale: float) -> None:
    counts, totals = zip(*months, strict=True)
    one, other = u_prime(counts, totals), u_prime(counts, totals, scale=scale)
    assert one.rule.tolist() == other.rule.tolist()
    np.testing.assert_allclose(other.upper, scale * one.upper)


def test_counts_that_vary_as_chance_lets_them_need_no_correction() -> None:
    draw = np.random.default_rng(5)
    totals = draw.integers(20_000, 40_000, 4000)
    chart = u_prime(draw.poisson(0.002 * totals), totals)
    sigma = np.sqrt(chart.centre / totals)
    assert float(((chart.upper - chart.centre) / (3 * sigma))[0]) == pytest.approx(1, abs=0.03)
    assert (chart.rule == OUTSIDE).mean() < 0.01


def test_a_larger_denominator_brings_the_limits_nearer() -> None:
    chart = u_prime([20, 26, 18, 24], [1000, 1000, 1000, 4000])
    assert float(chart.upper[3] - chart.centre[3]) == pytest.approx(
        float(chart.upper[0] - chart.centre[0]) / 2
    )


def test_limits_start_afresh_at_a_break_and_nothing_reaches_across_a_gap() -> None:
    counts = [10.0, 12, 10, 12, 50, 52, 50, 52]
    chart = u_prime(counts, [100.0] * 8, [0, 0, 0, 0, 1, 1, 1, 1])
    assert chart.centre.tolist() == pytest.approx([0.11] * 4 + [0.51] * 4)
    assert set(chart.rule.tolist()) == {""}
    gap = [1.0, 2, 1, 2, np.nan, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8, 9, 8]
    assert RUN not in u_prime(gap, [10.0] * 17).rule[:9].tolist()
    assert RUN in u_prime(gap, [10.0] * 17).rule[9:].tolist()


def test_months_without_events_have_limits_at_nothing() -> None:
    chart = u_prime([0, 0, 0, 0], [5, 6, 7, 8])
    assert chart.upper.tolist() == [0.0] * 4 and set(chart.rule.tolist()) == {""}


def test_wrong_denominators_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="not above 0"):
        u_prime([1, 2], [0, 3])
    with pytest.raises(ValueError, match="larger than its total"):
        p_prime([4, 2, 1], [3, 3, 3])
    with pytest.raises(ValueError, match="equal lengths"):
        u_prime([1, 2], [3])
