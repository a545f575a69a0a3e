"""Protect a whole table, areas by categories with totals both ways: what to hide so that nothing is told."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.attacker import Attacked, attack
from wulfrun.methods.companions import companions, too_narrow
from wulfrun.methods.facts import Bools, Facts, Ints, facts_of_sums
from wulfrun.methods.interval import Floats

_TRIED = 300


class ProtectedTable(NamedTuple):
    """Cells (areas, categories) to hide, those that are small themselves, and a range of each.

    A hidden cell can be told no more closely than from `lower` to `upper`; a shown one is its count.
    """

    hidden: Bools
    primary: Bools
    lower: Floats
    upper: Floats


def protect_table(
    counts: npt.ArrayLike,
    area_parents: Sequence[npt.ArrayLike],
    category_parents: Sequence[npt.ArrayLike],
    threshold: int,
) -> ProtectedTable:
    """Hide counts from 1 to `threshold` - 1, and few others, so that none is told within `threshold`.

    `counts`: (areas, categories) whole numbers of 0 or more, totals among them. `area_parents`: one array
    (areas,) for each hierarchy of areas, the row that each is a part of, -1 for none; `category_parents` the
    same for columns. Parts that do not make up their total leave a rest that is not told. Noughts are shown.
    Secondary cells that turn out not to be needed are shown again, the largest first. Raises ValueError for
    counts below nought, hierarchies of another length, or parts that exceed their total. Source: Hundepool
    et al. 2012, Statistical Disclosure Control, ch. 4.

    >>> table = [[3, 40, 43], [20, 12, 32], [9, 15, 24], [32, 67, 99]]
    >>> found = protect_table(table, [[3, 3, 3, -1]], [[2, 2, -1]], threshold=5)
    >>> found.hidden.astype(int).tolist()
    [[1, 1, 0], [0, 0, 0], [1, 1, 0], [0, 0, 0]]
    """
    table = np.asarray(counts, float)
    if table.ndim != 2 or not (table >= 0).all():
        raise ValueError("expected a table of counts of 0 or more, every cell known")
    places = np.arange(table.size).reshape(table.shape)
    sums = [*_sums(places, area_parents, "area"), *_sums(places.T, category_parents, "category")]
    value = table.ravel()
    primary = (value > 0) & (value < threshold)
    facts = facts_of_sums(value, primary, sums)
    must = np.append(np.full(table.size, float(threshold)), np.zeros(len(facts.value) - table.size))
    facts, found = hidden_until_safe(facts, must)
    facts, found = shown_again(facts, found, must, np.append(primary, np.ones(len(must) - table.size, bool)))
    inner, shape = slice(0, table.size), table.shape
    return ProtectedTable(
        (~facts.known[inner]).reshape(shape),
        primary.reshape(shape),
        found.lower[inner].reshape(shape),
        found.upper[inner].reshape(shape),
    )


def hidden_until_safe(facts: Facts, must: Floats) -> tuple[Facts, Attacked]:
    """The facts with as many more counts hidden as are needed; all that are not nought where that is too few.

    `must` (n,): the width that each count keeps where it is hidden, 0 for any.
    """
    value = facts.value
    while True:
        asked = np.where(facts.known | (value == 0), 0.0, must)
        found = attack(facts, asked)
        weak = too_narrow(found, facts.known, asked)
        can_hide = (must > 0) & (value > 0)
        more = companions(facts, weak, found, must, can_hide) if len(weak) else weak
        if not len(more):
            return facts, found
        known = facts.known.copy()
        known[more] = False
        facts = facts._replace(known=known)


def shown_again(facts: Facts, found: Attacked, must: Floats, keep: Bools) -> tuple[Facts, Attacked]:
    """The facts with those shown again that nothing needs hidden, the largest first; `keep` stay hidden."""
    spare = np.flatnonzero(~facts.known & ~keep & (must > 0))
    for cell in spare[np.argsort(-facts.value[spare], kind="stable")][:_TRIED]:
        known = facts.known.copy()
        known[cell] = True
        tried = facts._replace(known=known)
        asked = np.where(known | (facts.value == 0), 0.0, must)
        again = attack(tried, asked)
        if not len(too_narrow(again, known, asked)):
            facts, found = tried, again
    return facts, found


def _sums(places: Ints, hierarchies: Sequence[npt.ArrayLike], what: str) -> Iterator[tuple[int, list[int]]]:
    """For every column of places the totals along the rows, each with its parts."""
    for hierarchy in hierarchies:
        above = np.asarray(hierarchy, np.int64)
        if above.shape != places.shape[:1]:
            raise ValueError(
                f"a hierarchy has {above.shape} entries for {places.shape[0]} rows of one {what} each; "
                "expected as many"
            )
        for total in np.unique(above[above >= 0]):
            parts = places[above == total]
            yield from zip(places[total].tolist(), parts.T.tolist(), strict=True)
