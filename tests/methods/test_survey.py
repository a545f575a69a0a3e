"""What a weighted survey says, and whether two waves differ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from wulfrun.methods.survey import (
    Estimate,
    design_effect,
    difference,
    effective_sample,
    mean_from_sums,
    mean_score,
    proportion,
    proportion_from_sums,
)

weights_and_answers = st.lists(
    st.tuples(st.floats(0.05, 20), st.integers(0, 1)), min_size=2, max_size=60
).map(lambda pairs: (np.array([pair[0] for pair in pairs]), np.array([float(pair[1]) for pair in pairs])))


def test_kish_design_effect_is_one_plus_the_squared_variation_of_the_weights() -> None:
    weights = np.random.default_rng(1).gamma(2, 1, 500)
    assert design_effect(weights) == pytest.approx(1 + weights.var() / weights.mean() ** 2)
    assert effective_sample(weights) == pytest.approx(500 / design_effect(weights))
    assert design_effect(np.full(7, 3.0)) == 1 and effective_sample([]) == 0
    assert np.isnan(design_effect([]))


def test_the_limits_are_wilsons_on_the_effective_sample() -> None:
    rng = np.random.default_rng(2)
    weights, answers = rng.gamma(2, 1, 400), rng.binomial(1, 0.3, 400).astype(float)
    found = proportion(answers, weights)
    worth = weights.sum() ** 2 / (weights**2).sum()
    share = np.average(answers, weights=weights)
    expected = proportion_confint(share * worth, worth, method="wilson")
    assert found.estimate == pytest.approx(share) and found.n == 400
    assert (found.lower, found.upper) == pytest.approx(expected, rel=1e-12)
    assert found.method == "Wilson, effective sample"


def test_the_formula_of_the_survey_as_written_down() -> None:
    found = proportion_from_sums(40.0, 100.0, 150.0, 90)
    n, p, z = 100.0**2 / 150, 0.4, 1.959963984540054
    root = z * np.sqrt(z * z + 4 * n * p * (1 - p))
    bounds = [(2 * n * p + z * z + sign * root) / (2 * (n + z * z)) for sign in (-1, 1)]
    assert (found.lower, found.upper) == pytest.approx(bounds, rel=1e-12)
    assert found.error == pytest.approx(np.sqrt(p * (1 - p) / n))
    assert found.design_effect == pytest.approx(90 / n)


def test_who_did_not_answer_is_not_in_the_base() -> None:
    assert proportion([1, 0, np.nan, np.nan]) == proportion([1, 0])
    nobody = proportion([np.nan, np.nan])
    assert nobody.n == 0 and nobody.n_eff == 0 and np.isnan(nobody.estimate) and np.isnan(nobody.upper)


def test_a_quota_sample_unweighted_and_weighted_say_different_things() -> None:
    boosted, rest = np.ones(300), np.zeros(700)
    answers = np.concatenate([boosted, rest])
    weights = np.concatenate([boosted / 6, np.full(700, 950 / 700)])
    assert proportion(answers).estimate == pytest.approx(0.3)
    weighted = proportion(answers, weights)
    assert weighted.estimate == pytest.approx(0.05) and weighted.design_effect > 1.25


def test_sums_of_a_whole_table_give_an_estimate_for_each_group() -> None:
    rng = np.random.default_rng(3)
    group, weights, answers = rng.integers(0, 4, 300), rng.gamma(3, 1, 300), rng.binomial(1, 0.6, 300) * 1.0
    sums = [np.bincount(group, each) for each in (weights * answers, weights, weights**2)]
    found = proportion_from_sums(*sums, np.bincount(group))
    for place in range(4):
        one = proportion(answers[group == place], weights[group == place])
        assert [each[place] for each in found[:7]] == pytest.approx(list(one[:7]))


def test_a_mean_score_of_equal_weights_is_students() -> None:
    score = np.random.default_rng(4).integers(0, 22, 60).astype(float)
    found = mean_score(score)
    expected = stats.t.interval(0.95, 59, score.mean(), stats.sem(score))
    assert (found.lower, found.upper) == pytest.approx(expected, rel=1e-12)
    assert np.isnan(mean_score([4]).lower) and mean_score([4]).estimate == 4


def test_a_weighted_mean_score_agrees_with_statsmodels_once_weights_add_up_to_the_effective_sample() -> None:
    rng = np.random.default_rng(5)
    weights, score = rng.gamma(2, 1, 200), rng.integers(0, 4, 200).astype(float)
    worth = weights.sum() ** 2 / (weights**2).sum()
    described = DescrStatsW(score, weights * worth / weights.sum(), ddof=1)
    found = mean_score(score, weights)
    assert found.estimate == pytest.approx(described.mean)
    assert found.error == pytest.approx(described.std_mean, rel=1e-9)
    assert (found.lower, found.upper) == pytest.approx(described.tconfint_mean(), rel=1e-9)


def test_mean_scores_from_sums_have_the_shape_of_the_sums() -> None:
    found = mean_from_sums([15.0, 0.0], [55.0, 0.0], [5.0, 0.0], [5.0, 0.0], [5, 0])
    assert found.estimate.tolist()[0] == 3 and np.isnan(found.estimate[1]) and np.isnan(found.upper[1])


def test_two_waves_of_equal_weights_differ_as_the_unpooled_z_test_says() -> None:
    found = difference(
        proportion_from_sums(400, 1000, 1000, 1000), proportion_from_sums(450, 1000, 1000, 1000)
    )
    sd = np.sqrt(0.4 * 0.6 / 1000 + 0.45 * 0.55 / 1000)
    assert found.z == pytest.approx(0.05 / sd)
    assert found.p == pytest.approx(2 * stats.norm.sf(0.05 / sd))
    assert (found.lower, found.upper) == pytest.approx(stats.norm.interval(0.95, 0.05, sd))
    assert found.verdict == "rose"


def test_weights_can_take_the_difference_away() -> None:
    waves = [proportion_from_sums(share * 1000, 1000, 1000 * 2.0, 1000) for share in (0.40, 0.45)]
    assert difference(*waves).verdict == "no clear change"


def test_nobody_in_a_small_wave_is_not_certainty() -> None:
    found = difference(proportion([0] * 5), proportion([1, 1, 0, 0, 0]))
    assert found.lower < 0 < found.upper and np.isfinite(found.z)
    assert difference(proportion([]), proportion([1, 0])).verdict == "cannot be said"


def test_the_error_of_a_share_of_nought_is_that_of_one_more_yes_and_one_more_no() -> None:
    for answers, share in (([0] * 8, 1 / 10), ([1] * 8, 9 / 10)):
        assert proportion(answers).error == pytest.approx(np.sqrt(share * (1 - share) / 10))


def test_answers_and_weights_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="neither 0 nor 1"):
        proportion([0, 1, 2])
    with pytest.raises(ValueError, match="negative or missing"):
        proportion([0, 1], [1, np.nan])
    with pytest.raises(ValueError, match="one length"):
        mean_score([0, 1], [1])
    with pytest.raises(ValueError, match="between 0 and 1"):
        mean_score([0, 1], confidence=95)


@given(weights_and_answers)
def test_the_scale_of_the_weights_says_nothing(pair: tuple[np.ndarray, np.ndarray]) -> None:
    weights, answers = pair
    one, other = proportion(answers, weights), proportion(answers, weights * 37)
    assert list(one[:7]) == pytest.approx(list(other[:7]))
    assert float(one.design_effect) >= 1 - 1e-9 and float(one.n_eff) <= len(weights) + 1e-9
    assert (
        0 <= float(one.lower) <= float(one.estimate) + 1e-12
        and float(one.estimate) <= float(one.upper) + 1e-12
    )


@given(weights_and_answers, weights_and_answers)
def test_looking_back_turns_a_difference_over(
    one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]
) -> None:
    before, now = proportion(one[1], one[0]), proportion(other[1], other[0])
    forward, back = difference(before, now), difference(now, before)
    assert isinstance(before, Estimate)
    assert forward.difference == pytest.approx(-float(back.difference))
    assert forward.p == pytest.approx(float(back.p)) and 0 <= float(forward.p) <= 1
    assert (float(forward.p) < 0.05) == (forward.verdict in ("rose", "fell"))
