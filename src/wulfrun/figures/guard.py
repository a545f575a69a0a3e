"""All figures together: whatever measure tells it, a small number that was kept back stays kept back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from wulfrun.definition.model import Definition
from wulfrun.figures.cells import Cells, Name, Told, cells_of, publish, told_by_figures, wholes_of
from wulfrun.figures.ground import Ground, ground
from wulfrun.figures.selections import Selection
from wulfrun.figures.sums import Unplaced, add_sums
from wulfrun.methods.attacker import Memory, attack
from wulfrun.methods.companions import companions, too_narrow

Hidden = set[Name]


@dataclass(frozen=True)
class Beside:
    """What is known beside the figures of a build.

    `member`: which smallest areas make which areas; `unplaced`: records without a place by record type and
    month; `earlier`: the figures of earlier editions by the day of each.
    """

    member: pa.Table
    unplaced: Unplaced = field(default_factory=dict)
    earlier: Mapping[str, pa.Table] = field(default_factory=dict)


def guard(
    figures: Sequence[pa.Table],
    counted: pa.Table,
    definition: Definition,
    beside: Beside,
    memory: Memory | None = None,
) -> Hidden:
    """The figures to hide besides those already hidden, so that all of them together give nothing away.

    `figures` are counts, rates and shares as each measure would show them alone. What cannot be kept back by
    hiding more is left to the attack on the finished build, which says so.
    """
    if not len(counted):
        return set()
    cells, where = joined(counted, definition, beside)
    told_to(cells, pa.concat_tables(figures), definition, where, beside)
    must, more = cells.asked(), Hidden()
    ask = must
    while True:
        facts = cells.facts()
        found = attack(facts, np.where(facts.known, 0.0, ask), memory=memory)
        weak = too_narrow(found, facts.known, ask)
        if not len(weak):
            return more
        can_hide = np.zeros(len(must), bool)
        can_hide[
            [at for at, told in cells.told.items() if at in cells.names and told.now and at not in cells.open]
        ] = True
        chosen = companions(facts, weak, found, must, can_hide)
        if not len(chosen):
            return more
        before = facts.known
        more |= {name for at in chosen for name in cells.names[int(at)]}
        _untell(cells, more)
        # Hiding more only widens what is safe: those found weak, and those newly hidden, are tried again.
        ask = np.zeros(len(must))
        ask[weak] = must[weak]
        newly = before & ~cells.known()
        ask[newly] = must[newly]


def joined(
    counted: pa.Table, definition: Definition, beside: Beside, extra: Iterable[tuple[Told, float]] = ()
) -> tuple[Cells, Ground]:
    """The cells of what was counted, and of what `extra` tells (each with the width it must keep)."""
    where = ground(beside.member)
    try:
        cells = cells_of(counted, definition, where, extra)
    except ValueError:
        # What is known by an area's name counts for that area alone, not for others of the same streets.
        where = ground(beside.member, merge=False)
        cells = cells_of(counted, definition, where, extra)
    add_sums(cells, definition, where, beside.unplaced)
    return cells, where


def told_to(cells: Cells, figures: pa.Table, definition: Definition, where: Ground, beside: Beside) -> None:
    """Mark what the figures tell, and what earlier editions told."""
    wholes = wholes_of(cells, definition)
    asked = {what for what in cells.series if isinstance(what, Selection)} | wholes
    levels = {name.level for names in cells.names.values() for name in names}
    open_ = {name for name, measure in definition.measure.items() if not measure.suppress_below}
    publish(cells, told_by_figures(figures, definition, asked, levels), where, wholes, open_)
    for day, table in sorted(beside.earlier.items()):
        publish(cells, told_by_figures(table, definition, asked, levels, day), where, wholes)


def _untell(cells: Cells, hidden: Hidden) -> None:
    """Forget what only hidden figures tell."""
    for at in [at for at, told in cells.told.items() if told.now and at not in cells.open]:
        if at in cells.names and hidden.issuperset(cells.shown.get(at, ())):
            del cells.told[at]
