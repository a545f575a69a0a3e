"""What would have happened anyway to people chosen because their count was high."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad
from statsmodels.discrete.discrete_model import NegativeBinomial

from wulfrun.methods.proven_reoffending import before_after
from wulfrun.methods.regression_to_mean import Spread, expected_without_effect, spread_between_people

SURE = np.zeros((2, 2))


def everybody(
    seed: int, people: int = 4000, mean: float = 1.2, shape: float = 0.6
) -> tuple[np.ndarray, np.ndarray]:
    """Each person's own rate, and their count in one year."""
    rng = np.random.default_rng(seed)
    rates = rng.gamma(shape, mean / shape, people)
    return rates, rng.poisson(rates)


def test_the_spread_between_people_agrees_with_statsmodels() -> None:
    counts = everybody(1)[1]
    found = spread_between_people(counts)
    fit = NegativeBinomial(counts, np.ones(len(counts))).fit(disp=False)
    assert found.mean == pytest.approx(np.exp(fit.params[0]), rel=1e-4)
    assert found.shape == pytest.approx(1 / fit.params[1], rel=1e-3)
    assert found.log_covariance[0, 0] == pytest.approx(fit.cov_params()[0, 0], rel=1e-2)
    # The log of the shape is minus the log of statsmodels' alpha: the delta method turns one into the other.
    assert found.log_covariance[1, 1] == pytest.approx(fit.cov_params()[1, 1] / fit.params[1] ** 2, rel=2e-2)


@pytest.mark.parametrize("at_least", [1, 3])
def test_it_is_found_again_when_only_people_with_so_many_are_known(at_least: int) -> None:
    counts = everybody(2, people=40_000)[1]
    known = counts[counts >= at_least]
    found = spread_between_people(known, at_least)
    for value, truth, place in ((found.mean, 1.2, 0), (found.shape, 0.6, 1)):
        sd = np.sqrt(found.log_covariance[place, place])
        assert abs(np.log(value / truth)) < 3 * sd and sd < 0.3
    naive = spread_between_people(known)
    assert abs(np.log(naive.mean / 1.2)) > 0.3, "to take the list of offenders as everybody would be wrong"


def test_the_expected_count_of_a_person_is_the_mean_of_what_their_rate_can_be() -> None:
    mean, shape, seen, before, after = 1.5, 0.7, 6, 0.8, 1.3
    own = stats.gamma(shape, scale=mean / shape)
    top, bottom = (
        quad(lambda rate, n=power: rate**n * own.pdf(rate) * stats.poisson.pmf(seen, rate * before), 0, 60)[0]
        for power in (1, 0)
    )
    found = expected_without_effect([seen], [0], Spread(mean, shape, SURE, 1000), before, after)
    assert found.expected == pytest.approx(after * top / bottom, rel=1e-6)


def test_those_chosen_at_their_peak_fall_and_it_is_not_called_an_improvement() -> None:
    called, naive, falls = [], [], []
    for seed in range(150):
        rng = np.random.default_rng(10_000 + seed)
        rates, before = everybody(seed)
        chosen = before >= 5
        after = rng.poisson(rates[chosen])
        spread = spread_between_people(before)
        found = expected_without_effect(before[chosen], after, spread)
        called.append(found.verdict == "fewer than expected")
        naive.append(before_after(before[chosen], after).upper < 1)
        falls.append(found.fall_by_chance)
    assert np.mean(naive) > 0.95, "before and after alone would call chance a success"
    assert 0.2 < np.mean(falls) < 0.5
    assert np.mean(called) <= 0.025 + 3 * np.sqrt(0.025 * 0.975 / 150)


def test_the_interval_holds_what_comes_as_often_as_it_says_even_from_a_list_of_offenders_only() -> None:
    inside = []
    for seed in range(80):
        rng = np.random.default_rng(20_000 + seed)
        rates, before = everybody(seed, people=3000)
        chosen = before >= 5
        spread = spread_between_people(before[before >= 1], at_least=1)
        found = expected_without_effect(before[chosen], rng.poisson(rates[chosen]), spread)
        inside.append(found.lower <= found.observed <= found.upper)
    assert 0.89 <= np.mean(inside) <= 1.0


def test_a_real_effect_is_still_found() -> None:
    found = []
    for seed in range(50):
        rng = np.random.default_rng(30_000 + seed)
        rates, before = everybody(seed)
        chosen = before >= 5
        after = rng.poisson(rates[chosen] * 0.5)
        found.append(expected_without_effect(before[chosen], after, spread_between_people(before)))
    assert np.mean([each.verdict == "fewer than expected" for each in found]) > 0.95
    assert np.mean([each.ratio for each in found]) == pytest.approx(0.5, abs=0.03)
    assert np.mean([each.ratio_lower < 0.5 < each.ratio_upper for each in found]) >= 0.88


def test_people_all_alike_lose_all_their_excess_and_people_all_unlike_none() -> None:
    alike = expected_without_effect([8, 9], [1, 1], Spread(1.0, 1e6, SURE, 1000))
    unlike = expected_without_effect([8, 9], [8, 9], Spread(1.0, 1e-6, SURE, 1000))
    assert alike.expected == pytest.approx(2, abs=1e-3)
    assert unlike.expected == pytest.approx(17, abs=1e-3) and unlike.fall_by_chance == pytest.approx(
        0, abs=1e-3
    )


def test_time_in_prison_is_no_improvement() -> None:
    everyone = Spread(1.2, 0.6, SURE, 1000)
    free = expected_without_effect([6] * 30, [2] * 30, everyone)
    half = expected_without_effect([6] * 30, [2] * 30, everyone, 1.0, 0.5)
    assert half.expected == pytest.approx(free.expected / 2)
    assert free.verdict == "fewer than expected" and half.verdict == "as expected without any effect"


def test_less_sure_of_the_spread_is_less_sure_of_the_rest() -> None:
    sure = expected_without_effect([6] * 30, [3] * 30, Spread(1.2, 0.6, SURE, 1000))
    unsure = expected_without_effect([6] * 30, [3] * 30, Spread(1.2, 0.6, np.eye(2) * 0.2, 30))
    assert unsure.upper > sure.upper and unsure.lower < sure.lower


def test_counts_that_show_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 20"):
        spread_between_people([1, 2, 3])
    with pytest.raises(ValueError, match="every count is 2"):
        spread_between_people([2] * 30)
    with pytest.raises(ValueError, match="under 1"):
        spread_between_people([0, 1] * 15, at_least=1)
    with pytest.raises(ValueError, match="nobody was chosen"):
        expected_without_effect([], [], Spread(1, 1, SURE, 50))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=20), st.floats(0.05, 20), st.floats(0.05, 20))
def test_everyone_is_drawn_towards_the_mean_and_never_past_it(
    before: list[int], mean: float, shape: float
) -> None:
    found = expected_without_effect(before, before, Spread(mean, shape, SURE, 100))
    counts = np.array(before, float)
    low, high = np.minimum(counts, mean), np.maximum(counts, mean)
    assert (found.each >= low - 1e-9).all() and (found.each <= high + 1e-9).all()
    assert found.lower <= found.expected <= found.upper
    assert found.expected == pytest.approx(found.each.sum())
