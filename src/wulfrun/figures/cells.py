"""Every count behind the figures as one cell, however many figures tell it, and how cells add up."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array

from wulfrun.definition.model import Definition
from wulfrun.figures.changes import ON_BASELINE, ON_LAST_YEAR
from wulfrun.figures.ground import Ground
from wulfrun.figures.selections import COUNTED, Selection, selections_of
from wulfrun.methods.facts import Facts
from wulfrun.words.periods import a_year_before, period

# What is counted (a selection, or what one leaves of another), where, and from which month to which.
What = Selection | tuple[Selection, Selection] | tuple[str, Selection]
Area = int | tuple[object, ...]
Key = tuple[What, Area, int, int]


class Told(NamedTuple):
    """One count that something published tells: of what, where, when, how many.

    `by` is the measure or table that tells it, `edition` the day of the earlier edition that does, '' for
    what is published now.
    """

    what: Selection
    level: str
    code: str
    period: str
    number: float
    by: str
    edition: str = ""

    @property
    def now(self) -> bool:
        """Whether it is published now, and can still be kept back."""
        return not self.edition


class Name(NamedTuple):
    """A figure that tells a cell."""

    measure: str
    level: str
    code: str
    period: str


# Cells of one thing in one area, by first and last month.
Series = dict[tuple[int, int], int]


@dataclass
class Cells:
    """Cells with their true counts, and the sums they are in.

    `names` are the figures that could tell each, `shown` those that do.

    `series` holds the place of each cell by what is counted, then by area, then by first and last month;
    `told` what tells a published one, and `ceiling` what is known of a cell beside the sums. `leaves` are
    wholes, parts and what those leave of them.
    """

    series: dict[What, dict[Area, Series]] = field(default_factory=dict)
    value: list[float] = field(default_factory=list)
    needed: list[float] = field(default_factory=list)
    names: dict[int, list[Name]] = field(default_factory=dict)
    told: dict[int, Told] = field(default_factory=dict)
    shown: dict[int, set[Name]] = field(default_factory=dict)
    ceiling: dict[int, float] = field(default_factory=dict)
    sums: list[tuple[list[int], list[float]]] = field(default_factory=list)
    leaves: list[tuple[int, int, int]] = field(default_factory=list)
    open: set[int] = field(default_factory=set)

    def at(self, key: Key) -> int | None:
        """The place of a cell, if there is one."""
        what, area, first, last = key
        return self.series.get(what, {}).get(area, {}).get((first, last))

    def add(self, key: Key, value: float, needed: float = 0.0) -> int:
        """The place of a cell; a new one where there is none yet."""
        what, area, first, last = key
        own = self.series.setdefault(what, {}).setdefault(area, {})
        at = own.setdefault((first, last), len(self.value))
        if at == len(self.value):
            self.value.append(value)
            self.needed.append(0.0)
        self.needed[at] = max(self.needed[at], needed)
        return at

    def loose(self, value: float) -> int:
        """The place of a new number of nought or more that nobody asks about."""
        self.value.append(value)
        self.needed.append(0.0)
        return len(self.value) - 1

    def sum(self, total: int, parts: Iterable[int], rest: int | None = None) -> None:
        """That parts, with a rest where there is one, add up to a total."""
        inside = [*parts, *(() if rest is None else (rest,))]
        self.sums.append(([total, *inside], [-1.0, *[1.0] * len(inside)]))

    def known(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which cells are published."""
        found = np.zeros(len(self.value), bool)
        found[list(self.told)] = True
        return found

    def facts(self) -> Facts:
        """The cells as the attacker takes them."""
        size = len(self.value)
        lengths = [len(cells) for cells, _ in self.sums]
        rows = np.repeat(np.arange(len(self.sums)), lengths)
        columns = np.array([cell for cells, _ in self.sums for cell in cells], np.int64)
        signs = np.array([sign for _, each in self.sums for sign in each], float)
        matrix = coo_array((signs, (rows, columns)), shape=(len(self.sums), size)).tocsr()
        ceiling = np.full(size, np.inf)
        for at, most in self.ceiling.items():
            ceiling[at] = most
        return Facts(np.array(self.value), self.known(), matrix, ceiling)

    def asked(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The width each hidden count must keep: its own, or what a whole that hides nothing leaves it.

        Nought is no small number, and may be told.
        """
        needed, value = np.array(self.needed), np.array(self.value)
        for at, most in self.ceiling.items():
            needed[at] = min(needed[at], most)
        for whole, *inside in self.leaves:
            if whole in self.open:
                needed[inside] = np.minimum(needed[inside], value[whole])
        return np.where(value > 0, needed, 0.0)


def wholes_of(cells: Cells, definition: Definition) -> set[Selection]:
    """What measures count that keep nothing back, and that holds all of something that is kept back."""
    inside = [what for what in cells.series if isinstance(what, Selection)]
    open_ = {
        selections_of(measure, definition)[0]
        for measure in definition.measure.values()
        if measure.kind in COUNTED and not measure.suppress_below
    }
    return {each for each in open_ if any(each.holds(what) for what in inside)}


def told_by_figures(
    table: pa.Table,
    definition: Definition,
    whats: Iterable[Selection],
    levels: Iterable[str],
    edition: str = "",
) -> Iterator[Told]:
    """Every count that a table of figures tells of what is asked about: its own, and those of its changes."""
    wanted = set(whats)
    names: dict[str, tuple[Selection, Selection | None]] = {}
    for name, measure in definition.measure.items():
        if measure.kind in COUNTED:
            part, whole = selections_of(measure, definition)
            if part in wanted or whole in wanted:
                names |= {f"{name}{end}": (part, whole) for end in ("", ".rate", *_CHANGES)}
    kept = pc.and_(
        pc.is_in(table["measure"], pa.array(sorted(names), pa.string())), pc.is_valid(table["numerator"])
    )
    kept = pc.and_(kept, pc.is_in(table["area_level"], pa.array(sorted(levels), pa.string())))
    kept = pc.and_(kept, pc.invert(pc.fill_null(table["suppressed"], False)))
    columns = ("measure", "area_level", "area_code", "period", "numerator", "denominator")
    for row in table.select(list(columns)).filter(kept).to_pylist():
        name, level, code, when = (str(row[each]) for each in columns[:4])
        part, whole = names[name]
        yield Told(part, level, code, when, row["numerator"], name, edition)
        if row["denominator"] is None:
            continue
        if whole is not None:
            yield Told(whole, level, code, when, row["denominator"], name, edition)
        elif name.endswith(f".{ON_LAST_YEAR}"):
            yield Told(part, level, code, a_year_before(period(when)).name, row["denominator"], name, edition)
        elif name.endswith(f".{ON_BASELINE}"):
            yield Told(
                part, level, code, str(definition.partnership.baseline), row["denominator"], name, edition
            )


_CHANGES = (f".{ON_LAST_YEAR}", f".{ON_BASELINE}")


def cells_of(
    counted: pa.Table, definition: Definition, where: Ground, extra: Iterable[tuple[Told, float]] = ()
) -> Cells:
    """The cells of what measures counted that keep small numbers back, each with the width it must keep.

    `extra` are counts beside those of measures, each with its width.
    """
    cells = Cells()
    names = {
        name: selections_of(definition.measure[name], definition)
        for name in set(counted["measure"].to_pylist())
    }
    columns = ("measure", "area_level", "area_code", "period", "numerator", "denominator")
    for row in counted.select(list(columns)).to_pylist():
        if row["numerator"] is None:
            continue
        name = Name(*(str(row[each]) for each in columns[:4]))
        part, whole = names[name.measure]
        least = float(definition.measure[name.measure].suppress_below)
        _add(cells, part, name, where, row["numerator"], least)
        if whole is not None and row["denominator"] is not None:
            _add(cells, whole, name, where, row["denominator"], least)
    for told, least in extra:
        name = Name(told.by, told.level, told.code, told.period)
        _add(cells, told.what, name, where, told.number, least)
    return cells


def _base(name: str) -> str:
    """The measure that a rate or a change is made of."""
    for end in (".rate", *_CHANGES):
        name = name.removesuffix(end)
    return name


def key_of(what: What, level: str, code: str, when: str, where: Ground) -> Key:
    """The key of a cell: areas of the same streets and periods of the same months are the same."""
    number = where.of(level, code)
    each = period(when)
    return what, number if number >= 0 else (level, code), each.first, each.last


def _add(cells: Cells, what: Selection, name: Name, where: Ground, value: float, least: float) -> None:
    key = key_of(what, name.level, name.code, name.period, where)
    if value < 0:
        # A correction below nought: what is counted there is no number of records, and cannot be told.
        return
    at = cells.add(key, value, least)
    cells.names.setdefault(at, []).append(name)
    if cells.value[at] != value:
        raise ValueError(
            f"{name.measure} in {name.code}, {name.period}: counted as {value:g} and as "
            f"{cells.value[at]:g} in the same streets; expected one count"
        )


def publish(
    cells: Cells,
    told: Iterable[Told],
    where: Ground,
    wholes: Iterable[Selection] = (),
    open_: Container[str] = (),
) -> None:
    """Mark the cells that are told; what is told of `wholes` that hold more than a cell is a limit to it.

    What `open_` measures tell is told whatever is kept back, because they keep nothing back.

    What an earlier edition told otherwise than it is counted today says nothing of today's count.
    """
    holds = {
        whole: [what for what in cells.series if isinstance(what, Selection) and whole.holds(what)]
        for whole in wholes
    }
    for each in told:
        key = key_of(each.what, each.level, each.code, each.period, where)
        at = cells.at(key)
        if at is not None and cells.value[at] == each.number:
            # What an edition told is told for good, whatever is kept back now.
            if not each.now or at not in cells.told:
                cells.told[at] = each
            if each.now:
                cells.shown.setdefault(at, set()).add(Name(_base(each.by), *each[1:4]))
            if each.by in open_:
                cells.open.add(at)
        if at is not None:
            continue
        for what in holds.get(each.what, ()):
            inside = cells.at((what, *key[1:]))
            if inside is not None and cells.value[inside] <= each.number:
                cells.ceiling[inside] = min(each.number, cells.ceiling.get(inside, np.inf))
