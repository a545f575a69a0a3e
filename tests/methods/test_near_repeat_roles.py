"""Who began, who followed, and which events hang together: the same as looking at every pair."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.near_repeat_roles import near_repeat_before, near_repeat_chains, near_repeat_roles

EVENTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 30)), max_size=25)


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return np.hypot(one[0] - other[0], one[1] - other[1]) < 3 and abs(one[2] - other[2]) < 7


@given(EVENTS)
def test_roles_agree_with_looking_at_every_pair(events: list[tuple[int, int, int]]) -> None:
    x, y, day = ([each[at] for each in events] for at in range(3))
    expected = []
    for one in events:
        first = any(near(one, other) and other[2] > one[2] for other in events)
        after = any(near(one, other) and other[2] < one[2] for other in events)
        names = {(True, True): "both", (True, False): "originator", (False, True): "near repeat"}
        expected.append(names.get((first, after), "neither"))
    found = near_repeat_roles(x, y, day, 3, 7)
    assert found.role.tolist() == expected
    assert found.originators + found.near_repeats + found.both + found.neither == len(events)


@given(EVENTS)
def test_chains_agree_with_joining_every_pair(events: list[tuple[int, int, int]]) -> None:
    x, y, day = ([each[at] for each in events] for at in range(3))
    group = list(range(len(events)))
    for i, j in combinations(range(len(events)), 2):
        if near(events[i], events[j]):
            old, new = group[i], group[j]
            group = [new if each == old else each for each in group]
    found = near_repeat_chains(x, y, day, 3, 7)
    for i, j in combinations(range(len(events)), 2):
        assert (group[i] == group[j]) == (found.chain[i] == found.chain[j] != -1)
    assert found.events.sum() == (found.chain >= 0).sum()
    assert (np.diff(found.first) >= 0).all()


@given(EVENTS)
def test_the_one_before_agrees_with_looking_at_every_pair(events: list[tuple[int, int, int]]) -> None:
    x, y, day = ([each[at] for each in events] for at in range(3))
    found = near_repeat_before(x, y, day, 3, 7)
    for i, one in enumerate(events):
        earlier = [
            (one[2] - other[2], np.hypot(one[0] - other[0], one[1] - other[1]), j)
            for j, other in enumerate(events)
            if near(one, other) and other[2] < one[2]
        ]
        days, metres, before = min(earlier, default=(np.nan, np.nan, -1))
        assert found.before[i] == before
        np.testing.assert_allclose([found.days[i], found.metres[i]], [days, metres])


def test_the_one_before_is_told_by_its_place_among_those_given_and_along_streets() -> None:
    day = np.array(["NaT", "2008-01-01", "2008-01-03"], "datetime64[D]")
    found = near_repeat_before([0, 0, 30], [0, 0, 40], day, 100, 7, metric="manhattan")
    assert found.before.tolist() == [-1, -1, 1] and found.dropped == 1
    assert (found.days[2], found.metres[2]) == (2, 70)


def test_one_with_one_before_is_a_near_repeat_or_both() -> None:
    draw = np.random.default_rng(5)
    x, y, day = draw.uniform(0, 900, 300), draw.uniform(0, 900, 300), draw.integers(0, 60, 300)
    role = near_repeat_roles(x, y, day, 100, 14).role
    assert (
        (near_repeat_before(x, y, day, 100, 14).before >= 0) == np.isin(role, ["near repeat", "both"])
    ).all()


def test_two_on_one_day_give_each_other_no_role_but_make_a_chain() -> None:
    found = near_repeat_roles([0, 1, 900], [0, 0, 0], [5, 5, 5], 200, 14)
    assert found.role.tolist() == ["neither"] * 3 and found.same_day == 2
    assert near_repeat_chains([0, 1, 900], [0, 0, 0], [5, 5, 5], 200, 14).chain.tolist() == [0, 0, -1]


def test_a_cut_off_is_not_inside() -> None:
    assert near_repeat_roles([0, 200], [0, 0], [1, 2], 200, 14).neither == 2
    assert near_repeat_roles([0, 0], [0, 0], [1, 15], 200, 14).neither == 2
    assert near_repeat_roles([0, 0], [0, 0], [1, 14], 200, 14).originators == 1


def test_an_event_without_a_day_has_no_role_and_no_chain() -> None:
    day = np.array(["2008-01-01", "NaT", "2008-01-02"], "datetime64[D]")
    found = near_repeat_roles([0, 0, 0], [0, 0, 0], day, 10, 7)
    assert found.role.tolist() == ["originator", "", "near repeat"] and found.dropped == 1
    assert near_repeat_chains([0, 0, 0], [0, 0, 0], day, 10, 7).chain.tolist() == [0, -1, 0]


def test_cut_offs_must_be_above_nothing() -> None:
    with pytest.raises(ValueError, match="the cut-offs are 0 metres and 7 days; expected both above 0"):
        near_repeat_roles([0], [0], [0], 0, 7)
