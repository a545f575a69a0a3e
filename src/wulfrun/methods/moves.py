"""How hidden counts can move with every published fact kept: the system that an attack solves."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from wulfrun.methods.facts import CLOSE, Bools, Facts, Ints
from wulfrun.methods.interval import Floats

# Parts of the system that share no unknown are solved together up to so many unknowns: one call costs
# milliseconds however small it is.
_TOGETHER = 1_000
_ENDLESS = 1e15


class System(NamedTuple):
    """Unknowns, the rows among them, and the part each is in.

    `loose` (n,) are all unknowns, `follows` the cells that move as others do, turn by turn; `down` and `up`
    (n,) how far each can go.
    """

    loose: Bools
    cells: Ints
    matrix: csr_array
    label: Ints
    follows: list[tuple[Ints, csr_array]]
    down: Floats
    up: Floats


class Moves:
    """Every way the hidden counts can move with all facts kept, and how far each was seen to go."""

    def __init__(self, facts: Facts, system: System) -> None:
        self.system = system
        self.down, self.up = system.down, system.up
        self.lowest, self.highest = np.zeros(len(facts.value)), np.zeros(len(facts.value))
        self.part = np.zeros(len(facts.value), np.int64)
        self.part[system.cells] = system.label
        for cells, others in reversed(system.follows):
            self.part[cells] = self.part[others.indices[others.indptr[:-1]]]
        order = np.argsort(system.label, kind="stable")
        self.by_column = system.matrix.tocsc()
        self.columns = np.split(order, np.flatnonzero(np.diff(system.label[order])) + 1)

    def push(self, aim: Floats, box: float) -> bool:
        """Move towards an aim, each count by no more than the box; False where the aim has no end."""
        aim = aim.copy()
        for cells, others in self.system.follows:
            aim += others.T @ aim[cells]
            aim[cells] = 0.0
        moved = np.zeros(len(aim))
        aimed = np.unique(self.system.label[aim[self.system.cells] != 0])
        size = np.cumsum([len(self.columns[each]) for each in aimed])
        for labels in np.split(aimed, np.flatnonzero(np.diff(size // _TOGETHER)) + 1):
            if not len(labels):
                continue
            inside = np.concatenate([self.columns[each] for each in labels])
            cells = self.system.cells[inside]
            rows = self.by_column[:, inside].tocsr()
            rows = rows[np.diff(rows.indptr) > 0]
            found = _moved(
                rows, aim[cells], np.maximum(self.down[cells], -box), np.minimum(self.up[cells], box)
            )
            if found is None:
                return False
            moved[cells] = found
        for cells, others in reversed(self.system.follows):
            moved[cells] = others @ moved
        np.minimum(self.lowest, moved, out=self.lowest)
        np.maximum(self.highest, moved, out=self.highest)
        return True


def reduced(facts: Facts, low: Floats, high: Floats) -> System:
    """What is left to solve once counts that are told, and those that only follow others, are taken out.

    A count that stands in one row alone, as the sum of others, sets no limit to them: it is left out, and
    moves as they do. So does one that shares its only row with one other, which takes on its limits. Quarters
    and years of months that are hidden throughout go so, and what is left falls into parts without a common
    row.
    """
    told = loose = high - low > CLOSE
    down, up = -facts.value, facts.ceiling - facts.value
    rows = _among(facts.matrix, loose)
    follows: list[tuple[Ints, csr_array]] = []
    while True:
        cells, at = _followers(rows, down, up)
        if not len(cells):
            break
        others = _led_by(rows[at], cells)
        _take_on(others, cells, down, up)
        follows.append((cells, others))
        loose = loose.copy()
        loose[cells] = False
        keep = np.ones(rows.shape[0], bool)
        keep[at] = False
        rows = rows[keep]
    free = np.flatnonzero(loose)
    inside = rows[:, free].tocsr()
    inside = inside[np.diff(inside.indptr) > 0]
    _, label = connected_components(inside.T @ inside, directed=False) if len(free) else (0, np.zeros(0, int))
    return System(told, free, inside, label.astype(np.int64), follows, down, up)


def parts_of(matrix: csr_array, loose: Bools) -> list[Ints]:
    """The unknowns in parts that share no row."""
    cells = np.flatnonzero(loose)
    if not len(cells):
        return []
    inside = _among(matrix, loose)[:, cells]
    _, label = connected_components(inside.T @ inside, directed=False)
    order = np.argsort(label, kind="stable")
    return np.split(cells[order], np.flatnonzero(np.diff(label[order])) + 1)


def _among(matrix: csr_array, loose: Bools) -> csr_array:
    """The rows with nothing in them but what is not told."""
    entries = matrix.tocoo()
    kept = loose[entries.col]
    chosen = (entries.data[kept], (entries.row[kept], entries.col[kept]))
    return coo_array(chosen, shape=matrix.shape).tocsr()


def _followers(rows: csr_array, down: Floats, up: Floats) -> tuple[Ints, Ints]:
    """Cells of one row alone, and that row, that move as its others do; at most one of each row."""
    entries = rows.tocoo()
    row, cell = entries.row, entries.col
    count = rows.shape[0]
    once = np.bincount(cell, minlength=rows.shape[1])[cell] == 1
    length = np.bincount(row, minlength=count)[row]
    plus = np.bincount(row, entries.data > 0, count)[row]
    alone = np.where(entries.data > 0, plus, length - plus) == 1
    # As the sum of others it must hold whatever they can: then its own limits never matter.
    lowest = np.bincount(row, down[cell], count)[row] - down[cell]
    most = np.where(np.isinf(up), _ENDLESS, up)[cell]
    highest = np.bincount(row, most, count)[row] - most
    sums = alone & (lowest >= down[cell] - CLOSE) & ((most >= _ENDLESS) | (highest <= most + CLOSE))
    chosen = once & ((length == 2) | ((length > 2) & sums))
    at, first = np.unique(row[chosen], return_index=True)
    return cell[chosen][first].astype(np.int64), at.astype(np.int64)


def _led_by(rows: csr_array, cells: Ints) -> csr_array:
    """How each cell moves with the others of its row: one row a cell."""
    entries = rows.tocoo()
    own = entries.col == cells[entries.row]
    sign = np.zeros(len(cells))
    sign[entries.row[own]] = entries.data[own]
    moves = -entries.data / sign[entries.row]
    kept = (moves[~own], (entries.row[~own], entries.col[~own]))
    return coo_array(kept, shape=rows.shape).tocsr()


def _take_on(others: csr_array, cells: Ints, down: Floats, up: Floats) -> None:
    """Where a cell follows one other alone, that one is kept to the limits of both."""
    alone = np.flatnonzero(np.diff(others.indptr) == 1)
    leader, same = others.indices[others.indptr[alone]], others.data[others.indptr[alone]] > 0
    follower = cells[alone]
    np.maximum.at(down, leader, np.where(same, down[follower], -up[follower]))
    np.minimum.at(up, leader, np.where(same, up[follower], -down[follower]))


def _moved(matrix: csr_array, aim: Floats, down: Floats, up: Floats) -> Floats | None:
    """How the counts move, all facts kept, to make `aim` as large as can be; None where it has no end."""
    found = linprog(
        -aim,
        A_eq=matrix,
        b_eq=np.zeros(matrix.shape[0]),
        bounds=np.column_stack([np.minimum(down, 0.0), np.maximum(up, 0.0)]),
        method="highs",
    )
    return np.asarray(found.x, float) if found.status == 0 else None
