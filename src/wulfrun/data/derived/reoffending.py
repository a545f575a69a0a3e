"""Proven re-offending: everybody cautioned, convicted or released in three months, followed for a year."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived._days import NOT_MATURE, end_of, first_day, last_day_known, last_whole_month
from wulfrun.data.derived._offending import Offender, offenders
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import CUBE, FLAGS
from wulfrun.methods.proven_reoffending import COHORT_MONTHS, is_mature, mature_month
from wulfrun.words.periods import month_words

EVENT, REOFFENDING = "offender-event", "reoffending"
# Left for the topic: one row for each person of each three months, without saying who.
JUDGED = pa.schema([("month", pa.int32()), ("mature", pa.bool_()), ("reoffences", pa.int64())])


@dataclass(frozen=True)
class Member:
    """One person of a three-month cohort: its last month, the event that brought them in, re-offences."""

    month: int
    kind: str
    reoffences: int


def derive(gathered: Gathered) -> Derived:
    """Cohorts by quarter with who offended again; those too young to tell are not counted."""
    months = list(gathered.months.get(EVENT, ()))
    rows = gathered.events[EVENT].to_pylist()
    last_day = last_day_known(months, (row["until"] for row in rows))
    if last_day < 0:
        return Derived(months={REOFFENDING: []})
    through = last_whole_month(last_day)
    known = offenders(rows, last_day)
    members = [one for month in months if month.status == COMPLETE for one in cohort(known, month.month)]
    return Derived(
        cube=_cube([one for one in members if _mature(one.month, through)], gathered),
        months={REOFFENDING: [_judged_month(each, through) for each in months]},
        judged={"reoffending-cohorts": _table(members, through)},
    )


def cohort(known: Sequence[Offender], last_month: int) -> Iterator[Member]:
    """Everybody with an index event in the three months that end with a month, once, by their first event."""
    begin, end = first_day(last_month - COHORT_MONTHS + 1), end_of(last_month)
    for each in known:
        first = next((event for event in each.index if begin <= event[0] <= end), None)
        if first:
            yield Member(last_month, first[1], each.reoffences(first[0]))


def _mature(month: int, through: int) -> bool:
    return bool(is_mature(month - COHORT_MONTHS + 1, through))


def _judged_month(each: Month, through: int) -> Month:
    if each.status != COMPLETE or _mature(each.month, through):
        return replace(each, record=REOFFENDING)
    ripe = month_words(int(mature_month(each.month - COHORT_MONTHS + 1)))
    why = f"re-offending within a year is proven only 18 months on, at the end of {ripe}"
    return replace(each, record=REOFFENDING, status=NOT_MATURE, reason=why)


def _cube(members: Sequence[Member], gathered: Gathered) -> pa.Table:
    file = min(gathered.events[EVENT]["file"].to_pylist(), default="")
    whole = gathered.geography.partnership_code
    cells = Counter(
        (REOFFENDING, one.kind, FLAGS["reoffended"] if one.reoffences else 0, one.month, whole, file)
        for one in members
    )
    counted = sorted(cells.items())
    columns = list(zip(*(cell for cell, _ in counted), strict=True)) if counted else [()] * 6
    return pa.table([*columns, [n for _, n in counted]], names=CUBE.names).cast(CUBE)


def _table(members: Sequence[Member], through: int) -> pa.Table:
    rows = [(one.month, _mature(one.month, through), one.reoffences) for one in members]
    columns = list(zip(*sorted(rows), strict=True)) if rows else [()] * 3
    return pa.table(columns, names=JUDGED.names).cast(JUDGED)


DERIVATION = Derivation(gives=(REOFFENDING,), of=(EVENT,), derive=derive)
