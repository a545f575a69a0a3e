"""Domestic abuse: repeat victims and addresses, the time to a repeat, and who needs help sooner."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived._days import day_words, last_day_known
from wulfrun.data.derived._domestic_incidents import Incident, by_victim, incidents_of, waits
from wulfrun.data.derived._earlier_intervention import listed, patterns
from wulfrun.data.derived._marac_cases import Case, cases_of
from wulfrun.data.derived._within_a_year import repeats, with_history
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import CUBE, FLAGS
from wulfrun.words.periods import financial_year

INCIDENT, REFERRAL = "domestic-incident", "marac-referral"
VICTIMS, ADDRESSES = "domestic-victim-incident", "domestic-address-incident"
WAITS, LIST = "domestic-time-to-repeat", "earlier-intervention"
# Left for the topic, not saying who: the year (its last month) of each victim's incident, days to the next
# one, and whether there was one.
JUDGED = pa.schema([("month", pa.int32()), ("days", pa.int64()), ("repeated", pa.bool_())])

Cell = tuple[str, str, int, int, str, str]


@dataclass(frozen=True)
class _Repeat:
    """An incident of a known victim (or address), and whether it is a repeat."""

    incident: Incident
    again: bool


def derive(gathered: Gathered) -> Derived:
    """Incidents flagged as repeats, waits for the next, and the restricted list."""
    months = list(gathered.months.get(INCIDENT, ()))
    every = incidents_of(gathered.events[INCIDENT].to_pylist())
    last_day = last_day_known(months, (each.day for each in every))
    incidents = [each for each in every if each.day <= last_day]
    cases = cases_of(gathered.events[REFERRAL].to_pylist()) if REFERRAL in gathered.events else []
    own = by_victim(incidents)
    victims = list(_flagged(incidents, [each.victim for each in incidents]))
    addresses = list(_flagged(incidents, [each.address for each in incidents]))
    known = [each for each in cases if each.victim in own]
    return Derived(
        cube=_cube([*_cells(VICTIMS, victims), *_cells(ADDRESSES, addresses)]),
        months={
            VICTIMS: with_history(months, VICTIMS, "who was a victim"),
            ADDRESSES: with_history(months, ADDRESSES, "where there was an incident"),
        },
        judged={WAITS: _waits(own, months, last_day)},
        restricted={LIST: listed(list(patterns(own, known, last_day)))},
        notes=tuple(_notes(every, incidents, cases, known, last_day)),
    )


def _flagged(incidents: Sequence[Incident], whose: Sequence[object]) -> Iterator[_Repeat]:
    """The incidents whose victim (or address) is known, each with whether it is a repeat."""
    told = [(incident, who) for incident, who in zip(incidents, whose, strict=True) if who]
    again = repeats((incident.day, str(who)) for incident, who in told)
    for (incident, _), repeat in zip(told, again, strict=True):
        yield _Repeat(incident, repeat)


def _cells(record: str, found: Iterable[_Repeat]) -> Iterator[Cell]:
    for each in found:
        one = each.incident
        flags = one.flags | (FLAGS["repeat"] if each.again else 0)
        yield (record, one.code, flags, one.month, one.area, one.file)


def _waits(own: dict[int, list[Incident]], months: Sequence[Month], last_day: int) -> pa.Table:
    """A row for each victim of each financial year that the data hold whole."""
    whole = {each.month for each in months if each.status == COMPLETE}
    years = {month: financial_year(month) for month in whole}
    year_of = {month: year.last for month, year in years.items() if whole.issuperset(year.months)}
    rows = sorted((each.month, each.days, each.repeated) for each in waits(own, year_of, last_day))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 3
    return pa.table(columns, names=JUDGED.names).cast(JUDGED)


def _cube(cells: Sequence[Cell]) -> pa.Table:
    counted = sorted(Counter(cells).items())
    columns = list(zip(*(cell for cell, _ in counted), strict=True)) if counted else [()] * 6
    return pa.table([*columns, [n for _, n in counted]], names=CUBE.names).cast(CUBE)


def _notes(
    every: Sequence[Incident],
    incidents: Sequence[Incident],
    cases: Sequence[Case],
    known: Sequence[Case],
    last_day: int,
) -> Iterator[str]:
    if nobody := sum(not each.victim for each in incidents):
        yield (
            f"Domestic abuse: {nobody:,} of {len(incidents):,} incidents name no victim; they are counted as "
            "incidents, but are in no figure of repeats."
        )
    if len(every) > len(incidents) and last_day >= 0:
        yield (
            f"Domestic abuse: {len(every) - len(incidents):,} incidents are dated after "
            f"{day_words(last_day)}, the last day of the last whole month; repeats are told up to that day."
        )
    if cases and not known:
        yield (
            "MARAC: no victim of a referral is a victim of a police incident, so the two do not use the same "
            "references; the rules of the earlier-intervention list that rest on both are left out."
        )


DERIVATION = Derivation(gives=(VICTIMS, ADDRESSES), of=(INCIDENT, REFERRAL), derive=derive)
