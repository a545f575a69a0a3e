"""Shares of repeat victims as by hand; times to the next that the end of watching does not bend."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.repeat_victimisation import concentration, time_course, waits
from wulfrun.methods.survival import kaplan_meier, survival_at

VICTIMS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(VICTIMS)
def test_shares_agree_with_counting_by_hand(victims: list[str]) -> None:
    found = concentration(victims, at_risk=10)
    each = Counter(victims)
    again = {name: size for name, size in each.items() if size > 1}
    assert (found.victims, found.incidents) == (len(each), len(victims))
    if victims:
        assert float(found.repeat_victims.value) == pytest.approx(len(again) / len(each))
        assert float(found.repeat_incidents.value) == pytest.approx(sum(again.values()) / len(victims))
        assert found.avoidable == pytest.approx(1 - len(each) / len(victims))
        assert found.incidence == pytest.approx(found.prevalence * found.concentration)
        for share in (found.repeat_victims, found.repeat_incidents):
            assert 0 <= share.lower <= share.value <= share.upper <= 1


def test_incidents_that_come_together_tell_less_than_as_many_apart() -> None:
    few = np.repeat(np.arange(24), [20] * 4 + [1] * 20)
    found = concentration(few)
    width = float(found.repeat_incidents.upper - found.repeat_incidents.lower)
    share = float(found.repeat_incidents.value)
    assert share == pytest.approx(0.8)
    assert width > 2 * 1.96 * np.sqrt(share * (1 - share) / len(few))


def test_an_incident_without_a_victim_is_left_out_and_counted() -> None:
    assert concentration(np.array(["a", "", None, "a"], object)).dropped == 2
    assert concentration([1.0, np.nan, 1.0]).victims == 1


def test_nobody_has_no_shares() -> None:
    found = concentration([])
    assert np.isnan(found.repeat_victims.value) and np.isnan(found.concentration) and found.incidents == 0


def test_fewer_at_risk_than_victims_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="1 at risk are fewer than the 2 victims"):
        concentration(["a", "b"], at_risk=1)


def test_each_incident_waits_for_the_next_of_the_same_victim() -> None:
    found = waits(["b", "a", "b", "a", "a"], [3, 0, 9, 2, 2], 0, 20)
    assert found.duration.tolist() == [6, 2, 11, 0, 18]
    assert found.repeated.tolist() == [True, True, False, True, False]


def test_a_first_is_known_only_after_looking_back_long_enough() -> None:
    found = waits(["a", "a", "b", "b"], [5, 40, 60, 62], 0, 100, history=30, first_only=True)
    # a's first at 5 is too early to be known as one; a's at 40 has none within 30 days; b's at 62 has.
    assert found.duration.tolist() == [60, 2]


def test_a_constant_risk_shows_as_constant_where_a_histogram_falls() -> None:
    draw = np.random.default_rng(2)
    days = np.concatenate([np.cumsum(draw.geometric(0.01, 60)) for _ in range(400)])
    victim = np.repeat(np.arange(400), 60)
    inside = days <= 364
    followed = waits(victim[inside], days[inside], 0, 364)
    found = time_course(followed, [0, 60, 120, 180, 240, 300])
    rate = found.rate
    assert (rate.lower < 0.0102).all() and (rate.upper > 0.0098).all()
    naive = found.repeats / len(followed.duration)
    assert naive[-1] < 0.2 * naive[0]
    curve = kaplan_meier(followed.duration, followed.repeated)
    assert survival_at(curve, 200).value == pytest.approx(0.99**200, abs=0.03)
    assert followed.repeated.mean() < 1 - survival_at(curve, 300).value - 0.05


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 50)), max_size=30))
def test_repeats_and_days_watched_add_up(events: list[tuple[int, int]]) -> None:
    victim, day = np.array(events, float).reshape(-1, 2).T
    followed = waits(victim, day, 0, 50)
    found = time_course(followed, [0, 10, 30, 51])
    assert found.repeats.sum() == len(events) - len(set(victim.tolist())) == followed.repeated.sum()
    assert found.exposure.sum() == pytest.approx(float((followed.duration + 1).sum()))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 50)), min_size=1, max_size=30), st.randoms())
def test_how_incidents_are_listed_changes_nothing(events: list[tuple[int, int]], chance: object) -> None:
    mixed = sorted(events, key=lambda _: chance.random())  # type: ignore[attr-defined]
    one, other = (waits(*np.array(each, float).T, 0, 50, history=5) for each in (events, mixed))
    assert sorted(zip(*one, strict=True)) == sorted(zip(*other, strict=True))


def test_a_day_outside_the_window_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the window from 0 to 10"):
        waits(["a"], [11], 0, 10)
    with pytest.raises(ValueError, match="expected days that ascend"):
        time_course(waits(["a"], [1], 0, 10), [7, 0])
