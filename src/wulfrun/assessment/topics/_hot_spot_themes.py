"""The themes that hot spots are looked for in, and which records with a point belong to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.code_spans import fitting
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.coverage import COMPLETE
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import CodeSpan, Definition
from wulfrun.figures.kinds import named_groups

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]

OFFENCE, STREET = "offence", "street"
# What may not be shown by small place is not counted there either: a cell must not give it away.
_NEVER = ("domestic", "hate_race", "hate_faith", "hate_orientation", "hate_disability", "hate_transgender")
_NEVER_GROUPS = ("racially-aggravated", "sexual-offences")


@dataclass(frozen=True)
class Theme:
    """A theme: the measure whose offences it maps, else the types of the street map."""

    name: str
    title: str
    measure: str = ""
    types: tuple[str, ...] = ()


# Violence of the street map includes sexual offences, which are never mapped: it has no theme there.
THEMES = (
    Theme("domestic-burglary", "Domestic burglary", "domestic-burglary", ("Burglary",)),
    Theme("vehicle-crime", "Vehicle crime", "vehicle-crime", ("Vehicle crime",)),
    Theme("violence", "Violence", "violence"),
    Theme("robbery", "Robbery", "robbery", ("Robbery",)),
    Theme("criminal-damage", "Criminal damage", "criminal-damage", ("Criminal damage and arson",)),
    Theme("anti-social-behaviour", "Anti-social behaviour", types=("Anti-social behaviour",)),
)


@dataclass(frozen=True, eq=False)
class ThemePoints:
    """The points of a theme (n,): eastings, northings and months; `last` complete month, `run` before it.

    `run`: how many months up to `last` are complete without a gap. `title`: as this record names it.
    """

    theme: Theme
    record: str
    title: str
    last: int
    run: int
    month: Ints
    x: Reals
    y: Reals
    area: npt.NDArray[np.object_]
    below: int

    def between(self, first: int, last: int) -> Bools:
        """Which points lie in some months."""
        return np.asarray((self.month >= first) & (self.month <= last))


def points_of_themes(known: Known, names: Sequence[str] = ()) -> list[ThemePoints]:
    """Every theme that there are points of, police extracts before the street map; `names`: only those."""
    tables = {record: known.points_of(record) for record in (OFFENCE, STREET)}
    found = []
    for theme in THEMES:
        if names and theme.name not in names:
            continue
        for record, table in tables.items():
            points = _points(known, theme, record, table)
            if points is not None:
                found.append(points)
                break
    return found


def _points(known: Known, theme: Theme, record: str, table: pa.Table) -> ThemePoints | None:
    spans = _spans(known.definition, theme, record)
    last, run = complete_run(known, record)
    if not spans or not run or not len(table):
        return None
    kept = fitting(table, spans)
    kept &= ~fitting(table, _of_groups(known.definition, _NEVER_GROUPS))
    kept &= (np.asarray(table["flags"]) & reduce(int.__or__, (FLAGS[name] for name in _NEVER))) == 0
    kept &= np.asarray(pc.not_equal(table["area"], ""))
    if not kept.any():
        return None
    own = table.filter(pa.array(kept))
    measure = known.definition.measure.get(theme.measure)
    title = theme.title if record == OFFENCE or not theme.measure else f"{theme.types[0]} (street map)"
    return ThemePoints(
        theme,
        record,
        title,
        last,
        run,
        np.asarray(own["month"]).astype(np.int64),
        np.asarray(own["x"]),
        np.asarray(own["y"]),
        np.asarray(own["area"].to_pylist(), object),
        max(5, measure.suppress_below if measure else 0),
    )


def complete_run(known: Known, record: str) -> tuple[int, int]:
    """The last month of a record that is complete, and how many complete months end there without a gap."""
    months: dict[int, bool] = {}
    for each in known.months.get(record, ()):
        months[each.month] = months.get(each.month, True) and each.status == COMPLETE
    complete = {month for month, whole in months.items() if whole}
    last = max(complete, default=0)
    run = 0
    while last - run in complete:
        run += 1
    return last, run


def _spans(definition: Definition, theme: Theme, record: str) -> list[CodeSpan]:
    if record == STREET:
        return [CodeSpan(codes=theme.types)] if theme.types else []
    measure = definition.measure.get(theme.measure)
    if measure is None or measure.of != OFFENCE:
        return []
    spans = _of_groups(definition, named_groups(measure.where, definition))
    return [*spans, CodeSpan(codes=measure.where.code)] if measure.where.code else spans


def _of_groups(definition: Definition, names: Sequence[str]) -> list[CodeSpan]:
    return [span for name in names if name in definition.group for span in definition.group[name].spans]
