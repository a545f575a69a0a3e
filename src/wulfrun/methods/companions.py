"""Which published counts to hide beside a small one, so that it can no longer be worked out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

from wulfrun.methods.attacker import Attacked
from wulfrun.methods.facts import CLOSE, Bools, Facts, Ints
from wulfrun.methods.interval import Floats


def too_narrow(found: Attacked, known: npt.ArrayLike, must: npt.ArrayLike) -> Ints:
    """The hidden counts (places) that are told more closely than each `must` (n,) keep; 0 for any range."""
    needed = np.asarray(must, float)
    narrow = found.upper - found.lower < needed - CLOSE
    return np.flatnonzero(~np.asarray(known, bool) & (needed > 0) & narrow).astype(np.int64)


def companions(
    facts: Facts, weak: npt.ArrayLike, found: Attacked, must: npt.ArrayLike, can_hide: npt.ArrayLike
) -> Ints:
    """Published counts to hide so that weak ones are told less closely: one for each that has none yet.

    `found`: what an attack found; `must` (n,): the width that each keeps; `can_hide` (n,): those that may be
    hidden. Of the sum that tells a weak count most closely the smallest count that is enough is chosen, else
    the largest; where it holds none, of the sums of its hidden companions. Noughts are never hidden. Empty
    where nothing is left to hide.

    >>> from wulfrun.methods.attacker import attack
    >>> from wulfrun.methods.facts import facts_of_sums
    >>> facts = facts_of_sums([3, 40, 12, 55], [True, False, False, False], [(3, [0, 1, 2])])
    >>> companions(facts, [0], attack(facts, [5, 0, 0, 0]), [5, 0, 0, 0], [True] * 4).tolist()
    [2]
    """
    may = np.asarray(can_hide, bool) & facts.known & (facts.value > 0)
    # What a hidden companion can give way by: what it was seen to, or, once it is guarded itself, its count.
    width = np.where(facts.known, 0.0, np.maximum(found.upper - found.lower, facts.value))
    need = np.asarray(must, float)
    table = _Table(facts, facts.matrix.tocsc(), may, width)
    chosen: dict[int, None] = {}
    touched = set[int]()
    for cell in np.asarray(weak, np.int64).tolist():
        # One that shares a sum with one just guarded may need nothing more.
        if cell in touched:
            continue
        for tight in (True, False):
            best, near = table.search(cell, need[cell], tight)
            if best is not None:
                chosen[best] = None
                touched |= near
                break
    return np.array(list(chosen), np.int64)


class _Table(NamedTuple):
    """The sums of a table, by row and by cell, and what may be hidden of it."""

    facts: Facts
    by_cell: csc_array
    may: Bools
    width: Floats

    def row(self, row: int) -> Ints:
        matrix = self.facts.matrix
        return np.sort(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]).astype(np.int64)

    def rows_of(self, cell: int) -> list[int]:
        indices, starts = self.by_cell.indices, self.by_cell.indptr
        return sorted(indices[starts[cell] : starts[cell + 1]].tolist())

    def slack(self, row: int, but: set[int]) -> float:
        """What the other hidden counts of a sum can give way by."""
        return float(sum(self.width[at] for at in self.row(row).tolist() if at not in but))

    def search(self, cell: int, need: float, tight: bool) -> tuple[int | None, set[int]]:
        """The count to hide for a cell, and all that were looked at: in its own sums, then further on.

        Where `tight`, only sums that leave the hidden ones in it less than they need are looked at.
        """
        seen, edge = {cell}, [cell]
        while edge:
            rows = [row for each in edge for row in self.rows_of(each)]
            near = {int(at) for row in rows for at in self.row(row)}
            looked = [row for row in rows if not tight or self.slack(row, set(edge)) < need]
            best = self.best(looked, set(edge), need)
            if best is not None:
                return best, seen | near
            edge = sorted(at for at in near - seen if not self.facts.known[at])
            seen |= near
        return None, seen

    def best(self, rows: Sequence[int], own: set[int], need: float) -> int | None:
        """The count to hide in the sum that leaves the least to its other hidden counts.

        One that stands among hidden counts in its other sums needs no companion there.
        """
        for row in sorted(rows, key=lambda each: self.slack(each, own)):
            inside = [at for at in self.row(row).tolist() if self.may[at]]
            short = need - self.slack(row, own)
            if inside:
                return int(min(inside, key=lambda at: self._cost(at, row, short, need)))
        return None

    def _cost(self, at: int, row: int, short: float, need: float) -> tuple[bool, bool, float]:
        value = float(self.facts.value[at])
        alone = any(self.slack(other, {at}) < need for other in self.rows_of(at) if other != row)
        return value < short, alone, value if value >= short else -value
