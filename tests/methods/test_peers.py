"""How an area stands among its peers, and where it heads."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wulfrun.methods.peers import against_peers, direction, funnel, group_average, over_dispersion, place

TRUTHS = Path(__file__).parents[1] / "truths"
TRUTH = json.loads((TRUTHS / "funnel_ratio_significance.json").read_text("utf-8"))
FUNNEL = json.loads((TRUTHS / "funnel_limits.json").read_text("utf-8"))
EXAMPLE = ([24000, 9000, 30000, 12000], [240_000, 60_000, 500_000, 110_000])


def test_the_published_average_is_the_unweighted_mean_of_rates_itself_included() -> None:
    assert group_average(*EXAMPLE, own=0, scale=1000) == pytest.approx(104.7727, abs=5e-5)
    assert group_average(*EXAMPLE, own=0, kind="pooled", scale=1000) == pytest.approx(82.4176, abs=5e-5)
    others = np.mean([150, 60, 12000 / 110])
    assert group_average(*EXAMPLE, own=0, kind="without self", scale=1000) == pytest.approx(others)
    with pytest.raises(ValueError, match="expected 'mean of rates', 'pooled' or 'without self'"):
        group_average(*EXAMPLE, own=0, kind="median")


def test_a_member_whose_count_is_missing_is_left_out_and_not_counted_as_nought() -> None:
    assert group_average([10, np.nan, 30], [100, 100, 100], 0) == pytest.approx(0.2)
    found = against_peers([10, np.nan, 30, 20, 25], [100] * 5, 0)
    assert found.members == 4 and found.average == pytest.approx(0.2125)


def test_first_is_the_lowest_and_those_who_tie_share_the_place() -> None:
    assert [place([9, 4, 4, 1], own)[:3] for own in range(4)] == [
        (4, 4, False), (2, 4, True), (2, 4, True), (1, 4, False)
    ]  # fmt: skip
    assert place([1, np.nan, 2], 1) == (0, 2, False, None)


def test_quarters_only_from_eight_members_on() -> None:
    assert place(range(7), 6).quartile is None
    assert [place(range(8), own).quartile for own in range(8)] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_without_any_spread_beyond_chance_the_funnel_is_the_exact_poisson_one() -> None:
    found = against_peers([100] * 10, [1000] * 10, 3, scale=1000)
    assert (found.dispersion, found.between) == (0, 0)
    # The limits are where the exact interval of a count just reaches the expected: between two whole counts.
    lower, upper = stats.poisson.ppf([0.025, 0.975], 100)
    assert lower - 1 <= found.lower <= lower and upper <= found.upper <= upper + 1


def test_spread_between_areas_widens_the_funnel_to_what_spiegelhalter_gives() -> None:
    lower, upper = funnel(1e7, between=0.05)
    assert (float(lower), float(upper)) == pytest.approx(
        ((1 - 1.959964 * 0.05) ** 2, (1 + 1.959964 * 0.05) ** 2), rel=1e-4
    )
    assert float(funnel(3)[0]) == 0 and float(funnel(4)[0]) > 0
    assert (funnel([5, 50, 500])[1] > funnel([5, 50, 500], confidence=0.8)[1]).all()


def test_funnel_limits_of_ratios_agree_with_the_public_health_spreadsheet() -> None:
    for name, confidence in (("2s", 0.95), ("3s", 0.998)):
        for case in FUNNEL["ratio_limits"]:
            lower, _ = funnel(case[f"lower_{name}_exp_events"], confidence=confidence)
            _, upper = funnel(case[f"upper_{name}_exp_events"], confidence=confidence)
            observed = case["Observed_events"]
            assert float(lower) == pytest.approx(observed / case[f"lower_{name}_exp_events"], rel=1e-5)
            assert float(upper) == pytest.approx(observed / case[f"upper_{name}_exp_events"], rel=1e-3)
            if name == "2s":
                assert 100 * float(lower) == pytest.approx(case["lower_2s_isr"], rel=1e-5)


def test_funnel_limits_of_crude_rates_agree_with_the_public_health_spreadsheet() -> None:
    for case in FUNNEL["rate_limits_crude"]:
        baseline, years = case["baseline"], 3
        for name, end in (("lower", 0), ("upper", 1)):
            expected = case[f"{name}_2s_population_1_year"] * years * baseline / 100_000
            limit = baseline * float(funnel(expected)[end])
            assert limit == pytest.approx(case[f"{name}_2s_limit"], rel=1e-3 if end else 1e-5)


def test_chance_alone_is_rarely_better_or_worse() -> None:
    rng = np.random.default_rng(1)
    words = [against_peers(rng.poisson(60, 15), [1000] * 15, 0).verdict for _ in range(1000)]
    assert np.mean([each != "in line" for each in words]) <= 0.07


def test_peers_that_differ_among_themselves_make_room_that_poisson_limits_would_not() -> None:
    rng = np.random.default_rng(2)
    flagged, plain = [], []
    for _ in range(500):
        counts = rng.poisson(5000 * rng.gamma(40, 1 / 40, 15))
        found = against_peers(counts, [50_000] * 15, 0)
        flagged.append(found.verdict != "in line")
        plain.append(abs(counts[0] - counts.mean()) > 1.96 * np.sqrt(counts.mean()))
        assert found.dispersion > 1
    assert np.mean(flagged) <= 0.15 and np.mean(plain) > 0.7


def test_the_spread_between_areas_is_found_again() -> None:
    rng = np.random.default_rng(3)
    expected = rng.uniform(500, 20_000, 3000)
    counts = rng.poisson(expected * rng.gamma(100, 1 / 100, 3000))
    phi, tau = over_dispersion(counts, expected)
    # A gamma of shape 100 has sd 0.1 of the rate, 0.05 of its square root; winsorising takes some away.
    assert 0.035 < tau < 0.052 and phi > 10


def test_the_dispersion_is_the_mean_square_of_winsorised_scores() -> None:
    counts, expected = np.array([80.0, 90, 100, 110, 160]), np.full(5, 100.0)
    score = 2 * (np.sqrt(counts) - 10)
    low, high = np.percentile(score, [10, 90])
    held = [min(max(each, low), high) for each in score]
    assert over_dispersion(counts, expected)[0] == pytest.approx(np.mean(np.square(held)))


def test_the_spread_is_the_moment_estimate_of_a_random_effect() -> None:
    counts, expected = np.array([80.0, 90, 300, 110, 160]), np.array([100.0, 50, 200, 120, 130])
    phi, tau = over_dispersion(counts, expected)
    weight = 4 * expected
    excess = 5 * phi - 4
    assert tau**2 == pytest.approx(excess / (weight.sum() - (weight**2).sum() / weight.sum()))


def test_an_outlier_is_worse_where_lower_is_better_and_better_where_higher_is() -> None:
    counts = ([240, 250, 245, 260, 255, 248, 252, 243, 410], [10_000] * 9)
    assert against_peers(*counts, 8).verdict == "worse"
    assert against_peers(*counts, 8, better="higher").verdict == "better"
    assert against_peers(*counts, 0).verdict == "in line"


@pytest.mark.parametrize("bound", ["interval of the mean", "normal range"])
def test_the_other_bounds_by_hand(bound: str) -> None:
    rates = np.array([10.0, 12, 14, 16, 18])
    found = against_peers(rates * 100, [100_000] * 5, 4, bound=bound, scale=1000)
    wide = stats.t.ppf(0.975, 4) / np.sqrt(5) if bound == "interval of the mean" else stats.norm.ppf(0.975)
    half = wide * rates.std(ddof=1)
    assert (found.lower, found.upper) == pytest.approx((14 - half, 14 + half))
    assert found.verdict == ("worse" if 14 + half < 18 else "in line") and found.bound == bound


def test_too_few_peers_or_an_unknown_rate_is_not_judged() -> None:
    assert against_peers([5, 6], [10, 10], 0).verdict == "cannot be said"
    assert against_peers([np.nan, 6, 7, 8], [10] * 4, 0).verdict == "cannot be said"
    assert against_peers([0, 0, 0], [10] * 3, 0).verdict == "cannot be said"
    with pytest.raises(ValueError, match="better is 'more'"):
        against_peers([5, 6, 7], [10] * 3, 0, better="more")


def test_the_same_three_months_a_year_ago_take_the_season_out() -> None:
    season = np.array([100, 100, 160, 160, 100, 100] * 5)[:27]
    assert direction(np.tile([50, 60, 90, 120, 120, 90, 60, 50, 40, 40, 40, 45], 2)).verdict == "stable"
    assert direction(season).year_ago == season[12:15].sum()


def test_direction_by_hand() -> None:
    found = direction([100] * 3 + [90] * 9 + [80] * 3, dispersion=2.0)
    half = 1.959964 * np.sqrt(2 * (1 / 300 + 1 / 240))
    assert found.ratio == pytest.approx(0.8)
    assert (found.lower, found.upper) == pytest.approx((0.8 * np.exp(-half), 0.8 * np.exp(half)))
    assert found.verdict == "stable"
    assert direction([100] * 3 + [90] * 9 + [80] * 3).verdict == "clearly improving"
    assert direction([100] * 3 + [90] * 9 + [80] * 3, better="higher").verdict == "clearly deteriorating"


def test_more_people_are_not_more_crime() -> None:
    counts, people = np.repeat([100.0, 150], [12, 3]), np.repeat([1000.0, 1500], [12, 3])
    assert direction(counts).verdict == "clearly deteriorating"
    assert direction(counts, exposure=people).verdict == "stable"


def test_many_areas_at_once_and_months_that_are_missing() -> None:
    series = np.array([[100] * 12 + [50] * 3, [100] * 12 + [100] * 3, [100] * 14 + [np.nan], [0] * 15])
    assert list(direction(series).verdict) == [
        "clearly improving",
        "stable",
        "cannot be said",
        "cannot be said",
    ]
    with pytest.raises(ValueError, match="at least 15 months"):
        direction([1] * 14)


def called(observed: float, expected: float, confidence: float) -> str:
    lower, upper = funnel(expected, confidence=confidence)
    return (
        "Low" if observed / expected < lower else "High" if observed / expected > upper else "Not significant"
    )


def test_funnels_call_the_areas_that_public_health_england_calls() -> None:
    assert len(TRUTH["cases"]) == 300
    for case in TRUTH["cases"]:
        word, _, tail = case["significance"].partition(" (")
        assert called(case["obs"], case["expected"], 0.95) == word, case
        far = word if tail == "0.001)" else "Not significant"
        assert called(case["obs"], case["expected"], 0.998) == far, case


@given(st.lists(st.integers(1, 5000), min_size=3, max_size=15), st.integers(1, 50))
def test_neither_scale_nor_the_order_of_the_group_changes_a_verdict(counts: list[int], factor: int) -> None:
    people = np.full(len(counts), 10_000.0)
    one = against_peers(counts, people, 0)
    other = against_peers(counts[::-1], people, len(counts) - 1, scale=factor)
    assert one.verdict == other.verdict
    assert one.upper * factor == pytest.approx(other.upper) and 0 <= one.lower <= one.average <= one.upper
    turned = against_peers(counts, people, 0, better="higher").verdict
    assert turned == {"better": "worse", "worse": "better"}.get(one.verdict, one.verdict)
