"""Hate incidents known to anyone: rows of police, council and third parties matched, each counted once."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived._days import month_of
from wulfrun.data.derived._hate_matching import (
    AGENCIES,
    COUNCIL,
    POLICE,
    THIRD,
    Matched,
    Report,
    matched,
)
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.sources._hate_words import ALL_STRANDS, NOT_ASKED
from wulfrun.data.sources.hate_incidents import CRIME, PASSED_ON
from wulfrun.data.sources.hate_incidents import POLICE as POLICE_REFERENCE
from wulfrun.data.sources.racial_incidents import TOLD
from wulfrun.data.tables import CUBE, FLAGS

INCIDENT, RACIAL, REPORT = "hate-incident", "racial-incident", "third-party-report"
RECORDS = {INCIDENT: POLICE, RACIAL: COUNCIL, REPORT: THIRD}
KNOWN, DETECTION, SATISFACTION = "hate", "hate-detection", "hate-satisfaction"
MATCHING = "hate-matching"
ALL_THREE = "all three"
# Who knows of an incident, as its code.
CODES = (
    *(f"{agency} only" for agency in AGENCIES),
    f"{POLICE} and {COUNCIL}",
    f"{POLICE} and {THIRD}",
    f"{COUNCIL} and {THIRD}",
    ALL_THREE,
)
# Left for the topic, not saying who: rows of each agency by the month of their incident and by the rule that
# joined them ('' for the row that stands for the incident).
JUDGED = pa.schema([("month", pa.int32()), ("agency", pa.string()), ("rule", pa.string()), ("n", pa.int64())])

Cell = tuple[str, str, int, int, str, str]


def known_to(agencies: frozenset[str]) -> str:
    """Who knows of an incident, as a code: 'police only', 'police and council' ... 'all three'."""
    names = [each for each in AGENCIES if each in agencies]
    if len(names) == len(AGENCIES):
        return ALL_THREE
    return f"{names[0]} only" if len(names) == 1 else " and ".join(names)


def derive(gathered: Gathered) -> Derived:
    """One row for each incident, whoever was told; detection of its crimes; what victims said."""
    months = _months(gathered.months)
    lsoas = frozenset(gathered.geography.smallest)
    rows = {name: gathered.events[name].to_pylist() for name in RECORDS if name in gathered.events}
    reports = [_report(row, RECORDS[name], lsoas) for name, each in rows.items() for row in each]
    found = matched(reports)
    return Derived(
        cube=_counted([cell for each in found for cell in _cells(each)]),
        months={
            record: [replace(each, record=record) for each in _of(record, months, gathered.months[INCIDENT])]
            for record in DERIVATION.gives
        },
        judged={MATCHING: _judged(found)},
        notes=tuple(_notes(rows, found, {each.month for each in months})),
    )


def _report(row: Mapping[str, Any], agency: str, lsoas: frozenset[str]) -> Report:
    more = json.loads(row["more"] or "{}")
    return Report(
        agency=agency,
        key=row["key"],
        day=row["day"],
        flags=row["flags"],
        lsoa=row["area"] if row["area"] in lsoas else "",
        victim=row["who"],
        police=more.get(POLICE_REFERENCE, ""),
        third=more.get(PASSED_ON, ""),
        code=row["code"],
        satisfied=more.get("satisfied", ""),
        area=row["area"],
        file=row["file"],
    )


def _cells(each: Matched) -> Iterator[Cell]:
    """The incident itself; of a police row also whether its crime was detected, and what the victim said.

    All strands that anybody perceived count. Place and time are those of the first report that has a place.
    """
    lead = each.lead
    placed = next((report for report in each.reports if report.lsoa), lead)
    flags = 0
    for report in each.reports:
        flags |= report.flags
    agencies = each.agencies | ({THIRD} if flags & FLAGS["third_party"] else set())
    month = month_of(lead.day)
    yield KNOWN, known_to(frozenset(agencies)), flags, month, placed.area, lead.file
    own = lead.flags & (ALL_STRANDS | FLAGS["detected"])
    if lead.agency != POLICE:
        return
    if lead.code == CRIME:
        said = "detected" if own & FLAGS["detected"] else "not detected"
        yield DETECTION, said, own, month, lead.area, lead.file
    if lead.satisfied not in ("", NOT_ASKED):
        said = "satisfied" if lead.satisfied == "yes" else "not satisfied"
        yield SATISFACTION, said, own, month, lead.area, lead.file


def _counted(cells: Sequence[Cell]) -> pa.Table:
    counts = sorted(Counter(cells).items())
    columns = list(zip(*(cell for cell, _ in counts), strict=True)) if counts else [()] * 6
    return pa.table([*columns, [n for _, n in counts]], names=CUBE.names).cast(CUBE)


def _judged(found: Sequence[Matched]) -> pa.Table:
    counts: Counter[tuple[int, str, str]] = Counter()
    for each in found:
        month = month_of(each.lead.day)
        for report, rule in zip(each.reports, ("", *each.rules), strict=True):
            counts[month, report.agency, rule] += 1
    rows = sorted((*key, n) for key, n in counts.items())
    columns = list(zip(*rows, strict=True)) if rows else [()] * 4
    return pa.table(columns, names=JUDGED.names).cast(JUDGED)


def _of(record: str, every: Sequence[Month], police: Sequence[Month]) -> Sequence[Month]:
    """Detection and satisfaction are the police's alone, whatever the others sent."""
    return every if record == KNOWN else police


def _months(by_record: Mapping[str, Sequence[Month]]) -> list[Month]:
    """The police's months; one that the council's or the third parties' data should have and lack is a gap.

    Where another's data begin later, the months before are counted without it: a declared break says so.
    """
    found = list(by_record[INCIDENT])
    for other in (RACIAL, REPORT):
        gaps = {each.month: each for each in by_record.get(other, ()) if each.status != COMPLETE}
        found = [
            replace(each, status=gaps[each.month].status, reason=_why(other, gaps[each.month]))
            if each.status == COMPLETE and each.month in gaps
            else each
            for each in found
        ]
    return found


def _why(record: str, month: Month) -> str:
    return f"of the {RECORDS[record]}: {month.reason}" if month.reason else f"the {RECORDS[record]} sent none"


def _notes(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], found: Sequence[Matched], months: set[int]
) -> Iterator[str]:
    total = sum(len(each) for each in rows.values())
    probable = sum(rule.endswith("(probable)") for each in found for rule in each.rules)
    yield (
        f"Hate: {total:,} reports to police, council and third parties are {len(found):,} incidents; "
        f"{total - len(found):,} were matched with another report, {probable:,} of them only probably."
    )
    told = sum(
        any(report.code == TOLD for report in each.reports) and POLICE not in each.agencies for each in found
    )
    if told:
        yield (
            f"Hate: of {told:,} incidents the council says that the police were told, but no incident of the "
            "police could be matched; they count as not known to the police."
        )
    if early := sum(month_of(each.lead.day) not in months for each in found):
        yield (
            f"Hate: {early:,} incidents lie outside the months that the police's data cover; "
            "they are in no figure."
        )


DERIVATION = Derivation(gives=(KNOWN, DETECTION, SATISFACTION), of=(INCIDENT, RACIAL, REPORT), derive=derive)
