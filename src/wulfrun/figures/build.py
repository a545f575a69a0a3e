"""From a definition and the counted records to every figure, each with the SQL that made it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from wulfrun.data.engine import Engine, run, write_sql
from wulfrun.data.release import Rows
from wulfrun.data.tables import FIGURES
from wulfrun.definition.model import Definition, Measure
from wulfrun.definition.survey_check import survey_of
from wulfrun.figures import rows
from wulfrun.figures.breaks import breaks_of
from wulfrun.figures.changes import ON_BASELINE, ON_LAST_YEAR, changes
from wulfrun.figures.frame import AreaName, Frame
from wulfrun.figures.guard import Beside, guard
from wulfrun.figures.kinds import KINDS
from wulfrun.figures.protect import Key, counts_of, hide, protect
from wulfrun.figures.selections import COUNTED
from wulfrun.figures.timetable import LONG, Timetable
from wulfrun.methods.attacker import Memory
from wulfrun.words.periods import Period, month_of_day, period

Bind = Callable[[str, pa.Table], None]


@dataclass(frozen=True)
class Figures:
    """Every figure, the SQL behind each measure, the breaks of each, and what is never published.

    `counted` are the counts of the measures that keep small numbers back, before they were kept back;
    `memory` is what trying to work them out has shown.
    """

    table: pa.Table
    sql: dict[str, str]
    breaks: Rows
    counted: pa.Table
    memory: Memory = field(default_factory=dict)


def build(
    definition: Definition,
    frames: Mapping[str, Frame],
    engine: Engine,
    bind: Bind,
    parents: Mapping[str, str],
    beside: Beside,
    progress: Callable[[str, int, int], None],
) -> Figures:
    """Work out every measure whose records were taken in.

    `bind` gives the engine a table under a name; `parents` says for each neighbourhood the group
    (priority or rest) that it is published with; `beside` is what is known beside the figures to whoever
    would work out a small number from all of them.
    """
    measures = [
        (name, measure) for name, measure in sorted(definition.measure.items()) if measure.of in frames
    ]
    tables, counts, sql = dict[str, list[pa.Table]](), list[pa.Table](), dict[str, str]()
    breaks = list[dict[str, object]]()
    bound = ""
    # Counts are kept only of what a protected measure is a part of.
    wholes: dict[str, dict[Key, float]] = {
        each.part_of: {} for _, each in measures if each.part_of and each.suppress_below
    }
    for number, (name, measure) in enumerate(_in_order(measures, definition)):
        progress("Counting", number, len(measures))
        own = frames[measure.of]
        if bound != measure.of:
            for table_name, content in (
                ("wanted", own.wanted),
                ("month_of", own.month_of),
                ("at_risk", own.at_risk),
            ):
                bind(table_name, content)
            bound = measure.of
        expression = KINDS[_kind(measure)](measure, definition)
        sql[name] = write_sql(expression, engine.dialect)
        found = [row for row in breaks_of(name, measure, definition) if own.timetable.spans(row["when"])]
        breaks.extend(found)
        counted = _shown(run(engine, expression, sql[name]), measure)
        if not any(counted["numerator"].to_pylist()):
            del sql[name]
            continue
        first = _of_measure(name, measure, definition, own, counted)
        if measure.suppress_below and measure.kind in COUNTED:
            counts.append(first[0])
        if name in wholes and measure.kind in ("count", "people"):
            wholes[name] = counts_of(first[0])
        tables[name] = protect(first, measure, parents, _whole_of(measure, wholes))
    progress("Counting", len(measures), len(measures))
    counted = pa.concat_tables(counts) if counts else FIGURES.empty_table()
    memory: Memory = {}
    told = [row for row in breaks if row["measure"] in sql]
    more = guard([each for own in tables.values() for each in own], counted, definition, beside, memory)
    for name in tables:
        tables[name] = hide(tables[name], name, more)
        tables[name] = [*tables[name], *_changes(name, tables[name][0], definition, told)]
    whole = pa.concat_tables([FIGURES.empty_table(), *(each for own in tables.values() for each in own)])
    return Figures(whole, sql, told, counted, memory)


def _in_order(measures: Sequence[tuple[str, Measure]], definition: Definition) -> list[tuple[str, Measure]]:
    """Wholes before their parts, and as far as that allows by record, so that tables are bound seldom."""

    def depth(measure: Measure) -> int:
        steps, above = 0, definition.measure.get(measure.part_of or "")
        # A circle of parts is nobody's part: it ends where more steps were taken than there are measures.
        while above is not None and steps < len(definition.measure):
            steps, above = steps + 1, definition.measure.get(above.part_of or "")
        return steps

    return sorted(measures, key=lambda each: (depth(each[1]), each[1].of, each[0]))


def _kind(measure: Measure) -> str:
    """A count of so many per resident is worked out as a rate, which holds the count."""
    return "rate" if measure.kind == "count" and measure.per else measure.kind


def _shown(counted: pa.Table, measure: Measure) -> pa.Table:
    levels = rows.levels_from(measure.smallest_level)
    keep = [
        level in levels and _holds(measure, period(name))
        for level, name in _pairs(counted, "level", "period")
    ]
    return counted.filter(pa.array(keep, pa.bool_()))


def _pairs(table: pa.Table, *names: str) -> list[tuple[str, ...]]:
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def _holds(measure: Measure, each: Period) -> bool:
    """Whether a measure is defined over the whole of a period."""
    after = measure.valid_from is None or each.first >= month_of_day(measure.valid_from)
    return after and (measure.valid_to is None or each.last <= month_of_day(measure.valid_to))


def _of_measure(
    name: str,
    measure: Measure,
    definition: Definition,
    own: Frame,
    counted: pa.Table,
) -> list[pa.Table]:
    """The counts of a measure, then its rates where it has some; nothing is kept back yet."""
    names = {(area.code, area.level): area.name for area in own.areas}
    areas = [area for area in own.areas if area.level in rows.levels_from(measure.smallest_level)]
    broken = {each: why for each, why in own.timetable.broken.items() if _holds(measure, each)}
    first = rows.figures(
        name, measure.kind, measure, counted, names, own.timetable.placed, survey_terms(measure, definition)
    )
    tables = [pa.concat_tables([first, rows.gaps(name, areas, broken)])]
    if measure.kind == "count" and measure.per:
        tables.append(_rates(name, measure, counted, names, areas, own.timetable))
    return tables


def _changes(name: str, shown: pa.Table, definition: Definition, breaks: Rows) -> list[pa.Table]:
    """The changes of a measure, made of what is shown of it alone."""
    if definition.measure[name].kind not in ("count", "people"):
        return []
    own = [row for row in breaks if row["measure"] == name]
    baseline = definition.partnership.baseline
    return [changes(shown, against, baseline, own) for against in (ON_LAST_YEAR, ON_BASELINE)]


def survey_terms(measure: Measure, definition: Definition) -> rows.Terms:
    """On what terms figures of a survey are shown: as the measure declares, else as its survey does."""
    survey = survey_of(definition, measure.question) if measure.question else None
    least = measure.least_base or (survey.least_base if survey else rows.Terms().least_base)
    return rows.Terms(least, "quota sample" if survey and survey.design == "quota" else "")


def _whole_of(measure: Measure, wholes: Mapping[str, dict[Key, float]]) -> dict[Key, float]:
    """The counts of what a counted measure is a part of; none for a share."""
    return wholes.get(measure.part_of or "", {}) if measure.kind in ("count", "people") else {}


def _rates(
    name: str,
    measure: Measure,
    counted: pa.Table,
    names: Mapping[tuple[str, str], str],
    areas: Sequence[AreaName],
    times: Timetable,
) -> pa.Table:
    """Rates are told for twelve months only: a month's rate beside a year's misleads."""
    yearly = counted.filter(
        pa.array([kind in LONG for kind in counted["period_kind"].to_pylist()], pa.bool_())
    )
    own = {each: why for each, why in times.broken.items() if each.kind in LONG and _holds(measure, each)}
    table = rows.figures(f"{name}.rate", "rate", measure, yearly, names, times.placed)
    return pa.concat_tables([table, rows.gaps(f"{name}.rate", areas, own)])
