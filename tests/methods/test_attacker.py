"""The attacker finds what can be found, and nothing is called safe that can be worked out."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from wulfrun.methods.attacker import attack, basis
from wulfrun.methods.companions import companions, too_narrow
from wulfrun.methods.disclosure import recoverable
from wulfrun.methods.facts import Facts, facts_of_sums

NEED = 5.0


def table(counts: np.ndarray, hidden: np.ndarray) -> Facts:
    """Areas by categories with totals both ways: cells row by row, row totals, column totals, the whole."""
    areas, kinds = counts.shape
    inner = areas * kinds
    sums = [(inner + row, [row * kinds + column for column in range(kinds)]) for row in range(areas)]
    sums += [
        (inner + areas + column, [row * kinds + column for row in range(areas)]) for column in range(kinds)
    ]
    sums.append((inner + areas + kinds, [inner + row for row in range(areas)]))
    value = np.concatenate([counts.ravel(), counts.sum(axis=1), counts.sum(axis=0), [counts.sum()]])
    return facts_of_sums(value, hidden, sums)


def by_counting(facts: Facts, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Every filling in whole numbers up to `most`: the least and most of each cell."""
    unknown = np.flatnonzero(~facts.known)
    tried = np.array(list(product(range(most + 1), repeat=len(unknown)))).reshape(-1, len(unknown))
    known = facts.matrix[:, np.flatnonzero(facts.known)] @ facts.value[facts.known]
    left = tried @ facts.matrix[:, unknown].toarray().T + known
    fits = tried[(np.abs(left) < 1e-9).all(axis=1)]
    lower, upper = facts.value.copy(), facts.value.copy()
    lower[unknown], upper[unknown] = fits.min(axis=0), fits.max(axis=0)
    return lower, upper


SMALL = st.lists(st.integers(0, 3), min_size=6, max_size=6)


@settings(max_examples=60, deadline=None)
@given(SMALL, st.sets(st.integers(0, 5), min_size=1, max_size=5))
def test_ranges_are_those_that_counting_every_filling_finds(counts: list[int], hidden: set[int]) -> None:
    inner = np.array(counts).reshape(2, 3)
    facts = table(inner, np.isin(np.arange(12), list(hidden)))
    found = attack(facts, np.where(facts.known, 0.0, NEED), exact=True)
    lower, upper = by_counting(facts, int(inner.sum()))
    assert found.lower == pytest.approx(lower, abs=1e-6)
    assert found.upper == pytest.approx(upper, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.integers(0, 7), st.integers(0, 60)), min_size=12, max_size=12),
    st.sets(st.integers(0, 19), min_size=1, max_size=14),
    st.integers(2, 8),
)
def test_trying_all_together_calls_safe_what_two_programs_each_call_safe(
    counts: list[int], hidden: set[int], need: int
) -> None:
    facts = table(np.array(counts).reshape(3, 4), np.isin(np.arange(20), list(hidden)))
    must = np.where(facts.known, 0.0, float(need))
    each, together = attack(facts, must, exact=True), attack(facts, must)
    assert too_narrow(each, facts.known, must).tolist() == too_narrow(together, facts.known, must).tolist()
    wide = np.where(np.isinf(together.upper), 0.0, together.upper)
    assert (wide <= np.where(np.isinf(each.upper), np.inf, each.upper) + 1e-6).all()
    assert (together.lower >= each.lower - 1e-6)[must > 0].all() or too_narrow(
        together, facts.known, must
    ).size


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=3, max_size=7),
    st.lists(st.integers(0, 2), min_size=7, max_size=7),
    st.integers(0, 2**11 - 1),
    st.integers(0, 3),
)
def test_it_agrees_with_the_attacker_of_one_hierarchy(
    counts: list[int], groups: list[int], mask: int, outside: int
) -> None:
    """Parts that do not make up their total leave a rest, as `recoverable` takes it."""
    n = len(counts)
    own = np.array(groups[:n])
    sums = np.bincount(own, counts, 3)
    cells = np.concatenate([counts, sums, [sums.sum() + outside]])
    hidden = np.array([bool(mask >> at & 1) for at in range(len(cells))])
    lower, upper = recoverable(cells, hidden, [np.concatenate([n + own, [n + 3] * 3, [-1]])])
    parts = [(n + group, np.flatnonzero(own == group).tolist()) for group in range(3) if (own == group).any()]
    facts = facts_of_sums(cells, hidden, [*parts, (n + 3, [n, n + 1, n + 2])])
    found = attack(facts, np.where(facts.known, 0.0, NEED), exact=True)
    assert found.lower[: len(cells)] == pytest.approx(lower, abs=1e-6)
    assert found.upper[: len(cells)] == pytest.approx(upper, abs=1e-6)


def test_what_is_known_beside_the_table_narrows_the_range() -> None:
    """55 in all, 40 shown: two hidden parts share 15, unless one is known to be no more than 4."""
    facts = facts_of_sums([3, 40, 12, 55], [True, False, True, False], [(3, [0, 1, 2])])
    found = attack(facts._replace(ceiling=np.array([4.0, np.inf, np.inf, np.inf])), [5, 0, 5, 0])
    assert (found.lower.tolist(), found.upper.tolist()) == ([0, 40, 11, 55], [4, 40, 15, 55])


def test_two_editions_a_month_apart_give_a_hidden_month_away() -> None:
    """A rolling year told in each of two editions: their difference and the month that left tell the last."""
    months = [6] * 12 + [2]
    value = [*months, sum(months[:12]), sum(months[1:])]
    hidden = [*[True] * 13, False, False]
    hidden[0] = False
    facts = facts_of_sums(value, hidden, [(13, list(range(12))), (14, list(range(1, 13)))])
    found = attack(facts, np.where(facts.known, 0.0, NEED))
    assert (found.lower[12], found.upper[12]) == (2, 2)
    assert basis(facts, 12).tolist() == [0, 13, 14]


def test_what_was_tried_once_is_not_tried_again_and_comes_out_the_same() -> None:
    facts = table(np.array([[3, 40, 12], [9, 1, 30]]), np.isin(np.arange(12), [0, 2, 3, 4, 5]))
    must = np.where(facts.known, 0.0, NEED)
    memory: dict[bytes, tuple[np.ndarray, np.ndarray]] = {}
    first = attack(facts, must, memory=memory)
    kept = dict(memory)
    second = attack(facts, must, memory=memory)
    assert len(kept) == 1 and memory.keys() == kept.keys()
    assert [each.tolist() for each in first[:2]] == [each.tolist() for each in second[:2]]


def test_hiding_one_count_more_never_narrows_a_range() -> None:
    inner = np.array([[3, 40, 12, 8], [9, 1, 30, 2], [7, 7, 0, 15]])
    hidden = np.isin(np.arange(20), [0, 2, 5, 7])
    before = table(inner, hidden)
    after = before._replace(known=before.known & (np.arange(20) != 9))
    asked = np.where(before.known, 0.0, NEED)
    one, two = (attack(each, asked, exact=True) for each in (before, after))
    assert (two.upper - two.lower >= one.upper - one.lower - 1e-6)[asked > 0].all()


def chosen(facts: Facts, need: float, can_hide: list[bool]) -> list[int]:
    must = np.zeros(len(facts.value))
    must[0] = need
    return companions(facts, [0], attack(facts, must), must, can_hide).tolist()


def test_companions_are_the_smallest_counts_that_are_enough() -> None:
    facts = facts_of_sums([3, 40, 12, 9, 64], [True, False, False, False, False], [(4, [0, 1, 2, 3])])
    assert chosen(facts, 10, [True] * 5) == [2]
    assert chosen(facts, 10, [True, True, False, True, True]) == [1]
    assert chosen(facts, 90, [True] * 5) == [4]
    assert chosen(facts, 5, [False] * 5) == []


def test_a_companion_is_looked_for_beyond_the_hidden_ones() -> None:
    """The hidden count's own sum holds nothing more to hide: the next sum does."""
    facts = facts_of_sums([3, 7, 10, 20, 30], [True, True, True, False, False], [(2, [0, 1]), (4, [2, 3])])
    assert chosen(facts, 5, [True] * 5) == [3]


def test_counts_that_do_not_fit_the_facts_are_refused() -> None:
    facts = facts_of_sums([3, 40, 43], [True, False, False], [(2, [0, 1])])
    with pytest.raises(ValueError, match="fact 0 does not hold of the true counts: it is off by 1"):
        attack(facts._replace(value=np.array([4.0, 40.0, 43.0])), [5, 0, 0])
    with pytest.raises(ValueError, match=r"\(2,\) ranges for \(3,\) counts"):
        attack(facts, [5, 0])
    with pytest.raises(ValueError, match="a count is below nought or not known"):
        attack(facts._replace(value=np.array([-1.0, 44.0, 43.0])), [5, 0, 0])
    with pytest.raises(ValueError, match="the parts of cell 2 add up to more than its 3"):
        facts_of_sums([3, 4, 3], [True] * 3, [(2, [0, 1])])


def test_nothing_hidden_is_nothing_to_find() -> None:
    facts = Facts(np.array([3.0]), np.array([True]), csr_array((0, 1)), np.array([np.inf]))
    assert attack(facts, [0.0]).lower.tolist() == [3.0]
    nothing = Facts(np.zeros(0), np.zeros(0, bool), csr_array((0, 0)), np.zeros(0))
    assert attack(nothing, np.zeros(0)).lower.tolist() == []
