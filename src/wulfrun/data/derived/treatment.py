"""Drug and alcohol treatment: persons and journeys made of the episodes that several agencies record."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from wulfrun.data.coverage import Month
from wulfrun.data.derived._days import day_words, first_day, last_day_known, matured, month_of
from wulfrun.data.derived._journeys import THREE_WEEKS, TWELVE_WEEKS, Journey, episodes_of, journeys
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.sources._treatment_words import CARRIES_ON
from wulfrun.data.tables import CUBE, FLAGS, PEOPLE
from wulfrun.words.periods import financial_year

EPISODE = "treatment-episode"
IN_TREATMENT, EFFECTIVE = "treatment", "treatment-effective"
START, WAIT, JOURNEY, EXIT = "treatment-start", "treatment-wait", "treatment-journey", "treatment-exit"

# Left for the topic: a row for each journey, without saying whose.
STAYS = pa.schema([("period", pa.string()), ("days", pa.int64()), ("ended", pa.bool_())])
# Record, code, flags, month, area, file: one counted thing.
Cell = tuple[str, str, int, int, str, str]


@dataclass(frozen=True)
class Told:
    """What the data reach: the first month they hold, the last day they tell of; the partnership's code."""

    first: int
    last_day: int
    whole: str


@dataclass(frozen=True)
class Spell:
    """The months of one journey that are counted."""

    journey: Journey
    first: int
    last: int


def derive(gathered: Gathered) -> Derived:
    """People in treatment by month, and journeys at their start and end, for every measure of treatment."""
    months = list(gathered.months.get(EPISODE, ()))
    rows = gathered.events[EPISODE].to_pylist()
    last_day = last_day_of(months, rows)
    if last_day < 0:
        return Derived(months={record: [] for record in DERIVATION.gives})
    told = Told(months[0].month, last_day, gathered.geography.partnership_code)
    found = journeys(episodes_of(rows, last_day))
    people = _seen(IN_TREATMENT, _spells(found, told), told)
    effective = _seen(EFFECTIVE, _effective(found, told), told)
    return Derived(
        cube=_cube([*_starts(found, told), *_retention(found, told), *_exits(found, told)]),
        people=_people([*people, *effective]),
        months=_months(months, last_day),
        judged={"treatment-stays": _stays(found, told)},
        notes=_notes(rows, last_day),
    )


def last_day_of(months: Sequence[Month], rows: Iterable[dict[str, Any]]) -> int:
    """The last day that the episodes tell of, -1 where there is none."""
    return last_day_known(months, (day for row in rows for day in (row["day"], row["until"])))


def most_recent(found: Iterable[Journey]) -> list[Journey]:
    """Of each person's journeys that start in one financial year the last (NI 40: the most recent)."""
    last: dict[tuple[int, str], Journey] = {}
    for each in found:
        key = (each.who, financial_year(month_of(each.start)).name)
        if key not in last or each.start > last[key].start:
            last[key] = each
    return list(last.values())


def _months(months: Sequence[Month], last_day: int) -> dict[str, list[Month]]:
    reach = f"the data reach {day_words(last_day)}"
    # How many episodes have no place is said once, of the episodes.
    months = [replace(each, placed_share=1.0) for each in months]
    found = {
        record: [replace(each, record=record) for each in months] for record in (IN_TREATMENT, START, WAIT)
    }
    for record in (JOURNEY, EFFECTIVE):
        found[record] = matured(
            months, record, TWELVE_WEEKS, last_day, f"{reach}; who stays 12 weeks is known 12 weeks later"
        )
    open_end = f"{reach}; whoever begins again within {CARRIES_ON} days has not left"
    found[EXIT] = matured(months, EXIT, CARRIES_ON, last_day, open_end)
    return found


def _starts(found: Iterable[Journey], told: Told) -> Iterator[Cell]:
    for each in found:
        if month_of(each.start) >= told.first:
            yield _cell(START, each, each.start, 0, told)
            if each.waited is not None:
                yield _cell(WAIT, each, each.start, _late(each), told)


def _retention(found: Iterable[Journey], told: Told) -> Iterator[Cell]:
    """Journeys begun before the data do are left out: of those only the ones that lasted are known."""
    for each in most_recent(found):
        if month_of(each.start) >= told.first:
            flags = FLAGS["retained"] * each.retained | FLAGS["planned_exit"] * each.planned | _late(each)
            yield _cell(JOURNEY, each, each.start, flags, told)


def _exits(found: Iterable[Journey], told: Told) -> Iterator[Cell]:
    for each in found:
        if each.end is not None and month_of(each.end) >= told.first:
            yield _cell(EXIT, each, each.end, FLAGS["planned_exit"] * each.planned, told)


def _late(each: Journey) -> int:
    return FLAGS["waited_3_weeks"] if each.waited is not None and each.waited > THREE_WEEKS else 0


def _cell(record: str, each: Journey, day: int, flags: int, told: Told) -> Cell:
    place = each.placed
    return (record, each.substance, flags, month_of(day), place.area or told.whole, place.file)


def _spells(found: Iterable[Journey], told: Told) -> Iterator[Spell]:
    """Each journey with the first and the last month in which it was seen."""
    for each in found:
        end = told.last_day if each.end is None else each.end
        if end >= first_day(told.first):
            yield Spell(each, max(month_of(each.start), told.first), month_of(end))


def _effective(found: Iterable[Journey], told: Told) -> Iterator[Spell]:
    """For each person and financial year the last journey that reaches into it, where it was effective."""
    last: dict[tuple[int, str], Spell] = {}
    for spell in _spells(found, told):
        for own in _by_year(spell):
            key = (spell.journey.who, financial_year(own.first).name)
            if key not in last or spell.journey.start > last[key].journey.start:
                last[key] = own
    return (each for each in last.values() if each.journey.effective)


def _by_year(spell: Spell) -> Iterator[Spell]:
    first = spell.first
    while first <= spell.last:
        end = financial_year(first).last
        yield replace(spell, first=first, last=min(end, spell.last))
        first = end + 1


def _seen(record: str, spells: Iterable[Spell], told: Told) -> Iterator[tuple[Cell, int]]:
    """One row for each journey and month in treatment, with whose it is."""
    for each in spells:
        place = each.journey.placed
        area, substance = place.area or told.whole, each.journey.substance
        for month in range(each.first, each.last + 1):
            yield (record, substance, 0, month, area, place.file), each.journey.who


def _stays(found: Iterable[Journey], told: Told) -> pa.Table:
    """How long each journey for drugs lasted, or has lasted, by the year it began in; nobody is named."""
    rows = sorted(
        (
            financial_year(month_of(each.start)).name,
            (told.last_day if each.end is None else each.end) - each.start,
            each.end is not None,
        )
        for each in found
        if month_of(each.start) >= told.first and each.substance != "alcohol"
    )
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(STAYS)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, STAYS, strict=True)]
    return pa.table(arrays, schema=STAYS)


def _cube(cells: Sequence[Cell]) -> pa.Table:
    counted = sorted(Counter(cells).items())
    columns = list(zip(*(cell for cell, _ in counted), strict=True)) if counted else [()] * 6
    return pa.table([*columns, [n for _, n in counted]], names=CUBE.names).cast(CUBE)


def _people(rows: Sequence[tuple[Cell, int]]) -> pa.Table:
    ordered = sorted(set(_in_one_place(rows)))
    columns = list(zip(*(cell for cell, _ in ordered), strict=True)) if ordered else [()] * 6
    return pa.table([*columns, [who for _, who in ordered]], names=PEOPLE.names).cast(PEOPLE)


def _in_one_place(rows: Sequence[tuple[Cell, int]]) -> Iterator[tuple[Cell, int]]:
    """Each person in one area a year, that of their last month there: the areas then add up to the whole."""
    last: dict[tuple[str, int, str], tuple[int, str]] = {}
    keys = [(cell[0], who, financial_year(cell[3]).name) for cell, who in rows]
    for key, (cell, _) in zip(keys, rows, strict=True):
        last[key] = max(last.get(key, (0, "")), (cell[3], cell[4]))
    for key, (cell, who) in zip(keys, rows, strict=True):
        yield (*cell[:4], last[key][1], cell[5]), who


def _notes(rows: Iterable[dict[str, Any]], last_day: int) -> tuple[str, ...]:
    later = sum(max(row["day"] or 0, row["until"] or 0) > last_day for row in rows)
    if not later:
        return ()
    return (
        f"Treatment: {later:,} episodes tell of days after {day_words(last_day)}, the last that the data "
        "reach; what happens after it is not counted.",
    )


DERIVATION = Derivation(
    gives=(IN_TREATMENT, EFFECTIVE, START, WAIT, JOURNEY, EXIT), of=(EPISODE,), derive=derive
)
