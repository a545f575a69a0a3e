"""Prolific offenders before and after they came onto the scheme, and how many of them are in treatment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived import treatment
from wulfrun.data.derived._days import first_day, last_day_known, last_whole_month, month_of
from wulfrun.data.derived._journeys import Journey, episodes_of, journeys
from wulfrun.data.derived._offending import Offender, as_day, offenders, shifted
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import PEOPLE
from wulfrun.words.periods import financial_year

COHORT, EVENT, MEMBER = "offender-cohort", "offender-event", "prolific-offender"
# Left for the topic, none of them saying who: what each did in the 12 months before and after coming onto the
# scheme (null where it cannot be told yet, or the lists do not reach back), what everybody known did in 12
# months, and how many members were in treatment in a year.
BEFORE_AFTER = pa.schema([("scheme", pa.string()), ("before", pa.int64()), ("after", pa.int64())])
EVERYBODY = pa.schema([("offences", pa.int64())])
IN_TREATMENT = pa.schema([("period", pa.string()), ("members", pa.int64()), ("in_treatment", pa.int64())])
LIST = pa.schema(
    [("sealed", pa.binary()), ("scheme", pa.string()), ("scheme_start", pa.date32()),
     ("offences_before", pa.int64()), ("offences_last_12_months", pa.int64()), ("in_treatment", pa.bool_())]
)  # fmt: skip


@dataclass(frozen=True)
class Stay:
    """One stay on the scheme; `treated` is the pseudonym by which the drug service knows the same person."""

    who: int
    treated: int
    scheme: str
    start: int
    end: int | None
    file: str
    sealed: bytes


def derive(gathered: Gathered) -> Derived:
    """Members by month, and for the topic and the restricted side what can be said of them together."""
    stays = stays_of(gathered.events[COHORT].to_pylist())
    own = gathered.months.get(COHORT, ())
    if not stays or not own:
        return Derived(months={MEMBER: []})
    first, last = own[0].month, max(each.month for each in own)
    offending = _offending(gathered)
    treated = _treated(gathered)
    return Derived(
        people=_people(stays, first, last, gathered.geography.partnership_code),
        # A month in which nobody came onto the scheme is no gap: those who are on it are known.
        months={MEMBER: [replace(each, record=MEMBER, status=COMPLETE, reason="") for each in own]},
        judged={
            "prolific-before-after": _before_after(stays, *offending),
            "offenders-in-a-year": _everybody(stays, *offending),
            "prolific-in-treatment": _overlap(stays, treated, first, last),
        },
        restricted={"prolific-offenders": _list(stays, treated, *offending)},
    )


def stays_of(rows: Iterable[dict[str, Any]]) -> list[Stay]:
    """The stays on the scheme; one sent again is one, and the row that tells its end is kept."""
    found: dict[tuple[int, int], Stay] = {}
    for row in rows:
        treated, sealed = row["other"] or row["who"], row["sealed"] or b""
        stay = Stay(row["who"], treated, row["code"], row["day"], row["until"], row["file"], sealed)
        known = found.get((stay.who, stay.start))
        if known is None or (known.end is None and stay.end is not None):
            found[stay.who, stay.start] = stay
    return [found[key] for key in sorted(found)]


def _offending(gathered: Gathered) -> tuple[Mapping[int, Offender], int, int]:
    """Everybody in the lists of events, and the first and the last day that these tell of."""
    months: Sequence[Month] = gathered.months.get(EVENT, ())
    rows = gathered.events[EVENT].to_pylist() if EVENT in gathered.events else []
    last_day = last_day_known(months, (row["until"] for row in rows))
    if last_day < 0:
        return {}, 0, -1
    # A quarter's rows stand at its last month.
    begin = first_day(min(each.month for each in months) - 2)
    return {each.who: each for each in offenders(rows, last_day)}, begin, last_day


def _before_after(
    stays: Sequence[Stay], known: Mapping[int, Offender], begin: int, last_day: int
) -> pa.Table:
    """A row for each member by the first stay; 12 months before, and 12 after once 18 have passed."""
    rows = []
    whole = -1 if last_day < 0 else first_day(last_whole_month(last_day) + 1) - 1
    for stay in _first(stays):
        before = _offences(known, stay.who, shifted(stay.start, -12)) if last_day >= 0 else None
        after = _offences(known, stay.who, stay.start)
        rows.append(
            (
                stay.scheme,
                before if shifted(stay.start, -12) >= begin else None,
                after if last_day >= 0 and shifted(stay.start, 18) <= whole else None,
            )
        )
    return _table(sorted(rows, key=str), BEFORE_AFTER)


def _everybody(stays: Sequence[Stay], known: Mapping[int, Offender], begin: int, last_day: int) -> pa.Table:
    """What everybody who did anything did in the year before the middle member came onto the scheme."""
    starts = [each.start for each in _first(stays) if shifted(each.start, -12) >= begin]
    if last_day < 0 or not starts:
        return EVERYBODY.empty_table()
    middle = sorted(starts)[len(starts) // 2]
    counts = [each.reoffences(shifted(middle, -12)) for each in known.values()]
    return _table([(n,) for n in sorted(counts) if n], EVERYBODY)


def _overlap(
    stays: Sequence[Stay], treated: tuple[Sequence[Journey], int, int], first: int, last: int
) -> pa.Table:
    """For each financial year that both lists hold whole: members, and members in treatment."""
    found, begin, last_day = treated
    if last_day < 0:
        return IN_TREATMENT.empty_table()
    rows = []
    month = max(first, begin)
    while (year := financial_year(month)).last <= min(last, last_whole_month(last_day)):
        month = year.last + 1
        if year.first < max(first, begin):
            continue
        days = first_day(year.first), first_day(year.last + 1) - 1
        members = {stay.who: stay.treated for stay in stays if _within(stay.start, stay.end, days)}
        own = {each.who for each in found if _within(each.start, each.end, days)}
        rows.append((year.name, len(members), sum(one in own for one in members.values())))
    return _table(rows, IN_TREATMENT)


def _list(
    stays: Sequence[Stay],
    treated: tuple[Sequence[Journey], int, int],
    known: Mapping[int, Offender],
    begin: int,
    last_day: int,
) -> pa.Table:
    """Those on the scheme now, for their offender managers: references sealed, most recent offences first."""
    now = {each.who for each in treated[0] if each.end is None}
    rows = [
        (
            stay.sealed,
            stay.scheme,
            as_day(stay.start).item(),
            _offences(known, stay.who, shifted(stay.start, -12))
            if last_day >= 0 and shifted(stay.start, -12) >= begin
            else None,
            _offences(known, stay.who, shifted(last_day, -12)) if last_day >= 0 else None,
            stay.treated in now,
        )
        for stay in stays
        if stay.end is None
    ]
    return _table(sorted(rows, key=lambda row: (-(row[4] or 0), row[0])), LIST)


def _treated(gathered: Gathered) -> tuple[Sequence[Journey], int, int]:
    """Every journey of treatment, the first month and the last day that the data tell of."""
    months = gathered.months.get(treatment.EPISODE, ())
    if treatment.EPISODE not in gathered.events or not months:
        return (), 0, -1
    rows = gathered.events[treatment.EPISODE].to_pylist()
    last_day = treatment.last_day_of(months, rows)
    return journeys(episodes_of(rows, last_day)), months[0].month, last_day


def _people(stays: Sequence[Stay], first: int, last: int, whole: str) -> pa.Table:
    rows = sorted(
        {
            (MEMBER, stay.scheme, 0, month, whole, stay.file, stay.who)
            for stay in stays
            for month in range(max(month_of(stay.start), first), _last_month(stay, last) + 1)
        }
    )
    return _table(rows, PEOPLE)


def _last_month(stay: Stay, last: int) -> int:
    return last if stay.end is None else min(last, month_of(stay.end))


def _first(stays: Sequence[Stay]) -> Iterator[Stay]:
    """Each person's first stay: the second began at no peak of its own."""
    seen: set[int] = set()
    for each in sorted(stays, key=lambda one: (one.start, one.who)):
        if each.who not in seen:
            seen.add(each.who)
            yield each


def _offences(known: Mapping[int, Offender], who: int, since: int) -> int:
    """Proven offences in the 12 months after a day; of somebody in no list, none."""
    return known[who].reoffences(since) if who in known else 0


def _within(start: int, end: int | None, days: tuple[int, int]) -> bool:
    return start <= days[1] and (end is None or end >= days[0])


def _table(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


DERIVATION = Derivation(gives=(MEMBER,), of=(COHORT, EVENT, treatment.EPISODE), derive=derive)
