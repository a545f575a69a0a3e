"""The attacker of everything published together: how closely can each hidden count be told?

A hidden count is safe when two ways of filling all hidden counts agree with every fact and differ in it by
the range it must keep.
"""

import hashlib
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from wulfrun.methods.facts import CLOSE, Bools, Facts, Ints, check_facts, facts_of_sums, told_at_once
from wulfrun.methods.interval import Floats
from wulfrun.methods.moves import Moves, parts_of, reduced

__all__ = ["Attacked", "Facts", "Memory", "attack", "basis", "facts_of_sums"]

_ROUNDS, _FEW = 16, 3

# Of a part of the system, by all that it holds, how far each of its counts was seen to go down and up.
Memory = dict[bytes, tuple[Floats, Floats]]


class Attacked(NamedTuple):
    """The range (n,) of each count: the true one where `exact`, else one that is at least so wide."""

    lower: Floats
    upper: Floats
    exact: Bools


def attack(
    facts: Facts, needed: npt.ArrayLike, exact: bool = False, memory: Memory | None = None
) -> Attacked:
    """How closely the counts can be told that `needed` (n,) asks about: the width each must keep, 0 for none.

    First all are tried together: a few linear programs, each of which moves many counts at once by as much
    as they need, prove most of them safe. Only those left get two programs of their own, and are exact; with
    `exact` all of them do. Counts may be fractions here, so nothing is called safe that whole numbers would
    tell but for what only whole numbers tell. A part of the system that `memory` holds as it stands is not
    tried again. Source: Hundepool et al. 2012, Statistical Disclosure Control, ch. 4 (the audit of a
    protected table).

    >>> facts = facts_of_sums([3, 40, 12, 55], [True, False, True, False], [(3, [0, 1, 2])])
    >>> found = attack(facts, [5, 0, 5, 0], exact=True)
    >>> found.lower.tolist(), found.upper.tolist()
    ([0.0, 40.0, 0.0, 55.0], [15.0, 40.0, 15.0, 55.0])
    """
    must = np.asarray(needed, float)
    check_facts(facts, must)
    low, high = told_at_once(facts)
    lower, upper = np.where(facts.known, facts.value, low), np.where(facts.known, facts.value, high)
    # What limits passed along tell too closely is told: nothing more need be tried.
    asked = ~facts.known & (must > 0) & (exact | (high - low >= must - CLOSE)) & (high - low > CLOSE)
    if not asked.any():
        return Attacked(lower, upper, ~asked)
    moves = Moves(facts, reduced(facts, low, high))
    parts = _remembered(facts, np.where(asked, must, 0.0), moves, memory) if memory is not None else []
    _together(moves, np.where(asked & (not exact), must, 0.0))
    left = asked & (exact | (moves.highest - moves.lowest < must - CLOSE))
    for cell in np.flatnonzero(left):
        _alone(moves, int(cell), must, exact)
    for key, cells in parts:
        if memory is not None:
            memory[key] = moves.lowest[cells], moves.highest[cells]
    lower[asked] = facts.value[asked] + moves.lowest[asked]
    upper[asked] = facts.value[asked] + moves.highest[asked]
    return Attacked(lower, upper, ~asked | left)


def _remembered(facts: Facts, must: Floats, moves: Moves, memory: Memory) -> list[tuple[bytes, Ints]]:
    """What is remembered of each part is taken over; the parts, each by all that it holds."""
    found = []
    matrix = facts.matrix.tocsc()
    for cells in parts_of(facts.matrix, moves.system.loose):
        if not must[cells].any():
            continue
        rows = matrix[:, cells].tocsr()
        rows = rows[np.diff(rows.indptr) > 0]
        said = [rows.indptr, rows.indices, rows.data, facts.value[cells], facts.ceiling[cells], must[cells]]
        key = hashlib.blake2b(b"".join(np.ascontiguousarray(each).tobytes() for each in said)).digest()
        if key in memory:
            moves.lowest[cells], moves.highest[cells] = memory[key]
        found.append((key, cells))
    return found


def _together(moves: Moves, must: Floats) -> None:
    """Move as many counts as can be by what they need, in directions drawn once and for all."""
    draw = np.random.default_rng(1998)
    box = float(must.max())
    side = np.zeros(len(must))
    for number in range(_ROUNDS):
        narrow = (must > 0) & (moves.highest - moves.lowest < must - CLOSE)
        # The last few of a part are sooner tried one by one.
        narrow &= np.bincount(moves.part[narrow], minlength=len(must))[moves.part] > _FEW
        if not narrow.any():
            return
        # All up at first: where counts only limit each other, as persons do, they can all rise together.
        drawn = draw.choice([-1.0, 1.0], len(must)) if number else np.ones(len(must))
        side = -side if number % 2 == 0 and number else drawn
        moves.push(np.where(narrow, side, 0.0), box)


def _alone(moves: Moves, cell: int, must: Floats, exact: bool) -> None:
    """One count as far down and up as it goes."""
    if not exact and moves.highest[cell] - moves.lowest[cell] >= must[cell] - CLOSE:
        return
    for sign in (-1.0, 1.0):
        aim = np.zeros(len(must))
        aim[cell] = sign
        if not moves.push(aim, np.inf):
            moves.highest[cell] = np.inf if sign > 0 else moves.highest[cell]


def basis(facts: Facts, cell: int) -> Ints:
    """The published counts from which one hidden count is told as closely as it can be.

    They stand in the facts that the two linear programs lean on: those whose multiplier is not nought.

    >>> facts = facts_of_sums([3, 40, 12, 55], [True, False, False, False], [(3, [0, 1, 2])])
    >>> basis(facts, 0).tolist()
    [1, 2, 3]
    """
    unknown = np.flatnonzero(~facts.known)
    place = int(np.searchsorted(unknown, cell))
    matrix = facts.matrix[:, unknown].tocsr()
    right = -(facts.matrix @ np.where(facts.known, facts.value, 0.0))
    used = np.zeros(matrix.shape[0], bool)
    for sign in (1.0, -1.0):
        aim = np.zeros(len(unknown))
        aim[place] = sign
        limits = np.column_stack([np.zeros(len(unknown)), facts.ceiling[unknown]])
        found = linprog(aim, A_eq=matrix, b_eq=right, bounds=limits, method="highs")
        if found.status == 0:
            used |= np.abs(found.eqlin.marginals) > CLOSE
    inside = np.unique(facts.matrix[np.flatnonzero(used)].indices)
    return np.asarray(inside[facts.known[inside]], np.int64)
