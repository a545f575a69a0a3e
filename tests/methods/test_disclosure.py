"""Hidden counts stay hidden: the attacker is run against what would be published."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wulfrun.methods.disclosure import protect, recoverable

THRESHOLD = 5


def tree(leaves: list[int], wards: list[int], groups: int) -> tuple[np.ndarray, np.ndarray]:
    count, ward = np.array(leaves), np.array(wards[: len(leaves)])
    sums = np.bincount(ward, count, minlength=groups).astype(int)
    top = len(count) + groups
    cells = np.concatenate([count, sums, [count.sum()]])
    return cells, np.concatenate([len(count) + ward, np.full(groups, top), [-1]])


def test_a_small_count_beside_its_total_needs_a_companion() -> None:
    lower, upper = recoverable([3, 40, 12, 55], [True, False, False, False], [[3, 3, 3, -1]])
    assert (lower[0], upper[0]) == (3, 3)
    found = protect([3, 40, 12, 55], [[3, 3, 3, -1]], THRESHOLD)
    assert found.hidden.tolist() == [True, False, True, False]
    assert found.primary.tolist() == [True, False, False, False]


def test_two_small_counts_that_leave_too_little_room_need_a_third() -> None:
    found = protect([1, 2, 40, 30, 73], [[4, 4, 4, 4, -1]], THRESHOLD)
    assert found.hidden.tolist() == [True, True, False, True, False]


def test_noughts_and_large_counts_are_shown() -> None:
    found = protect([0, 40, 12, 52], [[3, 3, 3, -1]], THRESHOLD)
    assert not found.hidden.any()


def test_a_hidden_total_hides_a_part_of_itself() -> None:
    cells, parents = tree([3, 0, 50, 60, 70], [0, 0, 1, 1, 1], 2)
    found = protect(cells, [parents], THRESHOLD)
    assert found.hidden[5] and found.hidden[6], "a ward of 3, and the only other ward beside it"
    assert found.hidden[[2, 3, 4]].sum() >= 1, "or the other ward could be added up"


def test_a_count_that_is_a_part_of_nothing_needs_no_companion() -> None:
    found = protect([3, 40], [[-1, -1]], THRESHOLD)
    assert found.hidden.tolist() == [True, False]
    assert np.isinf(found.upper[0])


def test_parts_that_do_not_make_the_whole_are_still_bounded_by_it() -> None:
    lower, upper = recoverable([3, 40, 50], [True, False, False], [[2, 2, -1]])
    assert (lower[0], upper[0]) == (0, 10)


def test_parts_above_their_total_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to more"):
        protect([3, 4, 5], [[2, 2, -1]], THRESHOLD)


def safe(cells: np.ndarray, parents: list[np.ndarray]) -> None:
    found = protect(cells, parents, THRESHOLD)
    small = (cells > 0) & (cells < THRESHOLD)
    assert found.hidden[small].all()
    assert not found.hidden[cells == 0].any()
    lower, upper = recoverable(cells, found.hidden, parents)
    assert (upper - lower)[found.hidden].min(initial=np.inf) >= THRESHOLD - 1e-6
    assert (lower <= cells + 1e-6).all() and (cells <= upper + 1e-6).all()


COUNTS = st.lists(st.one_of(st.integers(0, 7), st.integers(0, 60)), min_size=2, max_size=10)


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.lists(st.integers(0, 2), min_size=10, max_size=10))
def test_the_attacker_never_recovers_a_count_in_nested_areas(leaves: list[int], wards: list[int]) -> None:
    cells, parents = tree(leaves, wards, 3)
    safe(cells, [parents])


@settings(max_examples=20, deadline=None)
@given(
    COUNTS,
    st.lists(st.integers(0, 1), min_size=10, max_size=10),
    st.lists(st.integers(0, 1), min_size=10, max_size=10),
)
def test_the_attacker_never_recovers_a_count_in_areas_that_overlap(
    leaves: list[int], wards: list[int], hoods: list[int]
) -> None:
    count, ward, hood = np.array(leaves), np.array(wards[: len(leaves)]), np.array(hoods[: len(leaves)])
    n = len(count)
    by_ward, by_hood = (np.bincount(each, count, minlength=2).astype(int) for each in (ward, hood))
    cells = np.concatenate([count, by_ward, by_hood, [count.sum()]])
    first = np.concatenate([n + ward, [n + 4, n + 4, -1, -1, -1]])
    second = np.concatenate([n + 2 + hood, [-1, -1, n + 4, n + 4, -1]])
    safe(cells, [first, second])
