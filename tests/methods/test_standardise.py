"""Rates that allow for who lives where agree with published values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from wulfrun.methods.interval import byar_limits
from wulfrun.methods.standardise import direct_rate, indirect_rate, indirect_ratio

# PHEindicatormethods 1.0.8 (Public Health England), "DSR function" vignette of 25 April 2018, last example:
# 2013 European standard population, 19 age bands, printed as 8283.016 (6570.819, 10289.65) per 100,000.
PEOPLE = [30, 35, 35, 35, 40, 40, 45, 50, 50, 50, 60, 60, 70, 75, 70, 60, 20, 20, 15]
DEATHS = [1, 1, 0, 0, 0, 1, 1, 3, 3, 3, 3, 10, 10, 10, 10, 8, 8, 8, 8]
EUROPE = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000]
EUROPE += [7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000]


def test_the_direct_rate_is_the_one_public_health_england_printed() -> None:
    found = direct_rate(DEATHS, PEOPLE, EUROPE, scale=100_000)
    assert float(found.value) == pytest.approx(8283.016, abs=5e-4)
    assert float(found.lower) == pytest.approx(6570.819, abs=5e-4)
    assert float(found.upper) == pytest.approx(10289.65, abs=5e-3)
    assert str(found.method) == "Dobson with Byar"


def test_the_areas_own_people_as_standard_give_the_crude_rate() -> None:
    found = direct_rate(DEATHS, PEOPLE, PEOPLE)
    assert float(found.value) == pytest.approx(sum(DEATHS) / sum(PEOPLE))
    lower, upper = byar_limits(sum(DEATHS))
    assert float(found.lower) == pytest.approx(float(lower) / sum(PEOPLE))
    assert float(found.upper) == pytest.approx(float(upper) / sum(PEOPLE))


def test_many_areas_at_once_are_each_as_alone() -> None:
    deaths = np.array([DEATHS, DEATHS[::-1]])
    found = direct_rate(deaths, PEOPLE, EUROPE, scale=1000)
    for place in range(2):
        assert found.value[place] == pytest.approx(
            float(direct_rate(deaths[place], PEOPLE, EUROPE, 1000).value)
        )
        alone = direct_rate(deaths[place], PEOPLE, EUROPE, 1000)
        assert found.upper[place] == pytest.approx(float(alone.upper))


def test_under_ten_cases_or_a_band_without_people_there_is_no_direct_rate() -> None:
    assert np.isnan(direct_rate([4, 5], [100, 100], [1, 1]).value)
    assert not np.isnan(direct_rate([5, 5], [100, 100], [1, 1]).value)
    assert np.isnan(direct_rate([15, 5], [100, 0], [1, 1]).value)
    assert float(direct_rate([15, 0], [100, 0], [1, 0]).value) == pytest.approx(0.15)


def test_the_indirect_ratio_by_hand() -> None:
    found = indirect_ratio([5, 3], [1000, 500], [100, 200], [10_000, 5_000], scale=100)
    assert float(found.value) == pytest.approx(100 * 8 / 30)
    limits = chi2.ppf(0.025, 16) / 2, chi2.ppf(0.975, 18) / 2
    assert (float(found.lower), float(found.upper)) == pytest.approx(
        tuple(100 * each / 30 for each in limits)
    )
    assert str(found.method) == "exact Poisson"
    assert str(indirect_ratio([50], [1000], [100], [1000]).method) == "Byar"


def test_the_standard_compared_with_itself_is_one_and_its_own_crude_rate() -> None:
    assert float(indirect_ratio(DEATHS, PEOPLE, DEATHS, PEOPLE).value) == pytest.approx(1)
    found = indirect_rate(DEATHS, PEOPLE, DEATHS, PEOPLE, scale=1000)
    assert float(found.value) == pytest.approx(1000 * sum(DEATHS) / sum(PEOPLE))


def test_values_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="negative or missing"):
        direct_rate([1, np.nan], [1, 1], [1, 1])
    with pytest.raises(ValueError, match="nobody lives in a band"):
        indirect_ratio([1, 1], [1, 1], [1, 1], [1, 0])
    assert np.isnan(indirect_ratio([3, 3], [5, 5], [0, 0], [10, 10]).value)


bands = st.lists(
    st.tuples(st.integers(0, 60), st.integers(100, 9000), st.integers(1, 9000)), min_size=2, max_size=8
)


@given(bands)
def test_a_direct_rate_is_an_average_of_the_bands_rates(areas: list[tuple[int, int, int]]) -> None:
    cases, people, standard = np.array(areas, float).T
    found = direct_rate(cases, people, standard)
    if cases.sum() < 10:
        assert np.isnan(found.value)
        return
    assert (cases / people).min() - 1e-12 <= float(found.value) <= (cases / people).max() + 1e-12
    assert float(found.value) == pytest.approx(float(direct_rate(cases, people, standard * 3).value))
    assert float(found.lower) < float(found.value) < float(found.upper)


@given(bands, st.floats(0.1, 5))
def test_a_place_with_the_standards_rates_times_k_has_the_ratio_k(
    areas: list[tuple[int, int, int]], k: float
) -> None:
    cases, stand, people = np.array(areas, float).T
    if not cases.any():
        return
    found = indirect_ratio(k * people * cases / stand, people, cases, stand)
    assert float(found.value) == pytest.approx(k)
