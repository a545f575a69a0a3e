"""Probation's and the police's part: the prolific cohort, and cautions, convictions, releases and charges."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.offender_plan import Member, OffenderPlan, plan_offending
from wulfrun.example.treatment_plan import plan_treatment, treatment_rng
from wulfrun.example.treatment_plan import reference as treatment_reference

COHORT = "data/probation/prolific-offenders.xlsx"
EVENTS = "data/police/offender-events.csv"
YEAR = 2007


def make(world: World) -> Made:
    """The two lists; those of the cohort who are in treatment in 2007/08 are as many as planted."""
    plan = plan_offending(world.rng, world.planted["ppo_offending_change"])
    overlap = int(world.planted["prolific_in_treatment"])
    treated = _treated(world, plan, overlap)
    events, refused = _events(plan)
    mature = [each for each in plan.members if each.mature]
    return Made(
        {COHORT: _workbook(plan.members, treated), EVENTS: events},
        {
            "mature_members": len(mature),
            "before": plan.before,
            "after": plan.after,
            "change_percent": round(100 * (plan.after / plan.before - 1), 4),
            "members_2007_08": len(_current(plan)),
            "in_treatment_2007_08": overlap,
            "rows": {"cohort": len(plan.members), "events_refused": refused},
        },
    )


def reference(offender: int) -> str:
    """The pseudonym that probation and the police share."""
    return f"PX/{offender:05d}"


def _current(plan: OffenderPlan) -> list[Member]:
    """Who was on the scheme at some time in the last whole financial year."""
    first, last = date(YEAR, 4, 1), date(YEAR + 1, 3, 31)
    return [each for each in plan.members if each.start <= last and (each.end is None or each.end >= first)]


def _treated(world: World, plan: OffenderPlan, overlap: int) -> dict[int, str]:
    """Offender to the drug service's pseudonym: so many members are clients of that year, some of another."""
    treatment = plan_treatment(world.city, treatment_rng(world.seed), world.planted)
    own = sorted(treatment.clients[YEAR])
    others = sorted(treatment.clients[YEAR - 3] - treatment.clients[YEAR] - treatment.clients[YEAR + 1])
    current = [each.offender for each in _current(plan)]
    found = {
        offender: treatment_reference(own[3 * number]) for number, offender in enumerate(current[:overlap])
    }
    rest = current[overlap : overlap + 12]
    return found | {offender: treatment_reference(others[at]) for at, offender in enumerate(rest)}


def _events(plan: OffenderPlan) -> tuple[str, int]:
    """A CSV as a force's system writes it; the last rows are as they should not be."""
    rows: list[tuple[Any, ...]] = [
        (reference(each.offender), each.kind.title(), _day(each.committed), _day(each.disposed), each.code,
         "Y" if each.proven else "N")
        for each in plan.offences
    ]  # fmt: skip
    rows += [(reference(who), "Release", "", _day(day), "", "") for who, day in plan.releases]
    rows.sort(key=lambda row: (row[3][6:] + row[3][3:5] + row[3][:2] if row[3] else "9", row))
    bad = [
        ("PX/90001", "Conviction", "03/02/2006", "01/02/2006", "45", "Y"),
        ("PX/90002", "Conviction", "03/02/2006", "", "45", "Y"),
        ("PX/90003", "Caution", "03/02/2006", "01/03/2006", "45", "N"),
    ]
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow(("Offender Ref", "Event Type", "Offence Date", "Disposal Date", "HO Code", "Proven"))
    writer.writerows([*rows, *bad])
    return content.getvalue(), len(bad)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _workbook(members: Sequence[Member], treated: dict[int, str]) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": datetime(2008, 7, 10, 9, 0), "author": "Northbank Probation Area"})
    sheet, day = book.add_worksheet("Cohort"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, "Prolific and other priority offenders (invented): pseudonyms only")
    heads = ("Offender Ref", "Treatment Ref", "Date Adopted", "Date Removed", "Scheme", "Selection Reason")
    for column, name in enumerate(heads):
        sheet.write(2, column, name)
    for number, each in enumerate(members, 3):
        sheet.write(number, 0, reference(each.offender))
        if each.offender in treated:
            sheet.write(number, 1, treated[each.offender])
        for column, when in ((2, each.start), (3, each.end)):
            if when:
                sheet.write_datetime(number, column, datetime(when.year, when.month, when.day), day)
        sheet.write(number, 4, each.scheme)
        sheet.write(number, 5, "Selected by matrix score")
    book.close()
    return content.getvalue()


PART = AgencyPart(
    make=make,
    truths={
        "ppo_offending_change": Truth(
            -62.0, -95, 100, "Proven offences of prolific offenders, year after the start on year before"
        ),
        "prolific_in_treatment": Truth(
            38.0, 0, 60, "Members of the prolific cohort who were in treatment in 2007/08"
        ),
    },
    sources="""
# Prolific offenders, by pseudonym: who is on the scheme, and what is proven against anybody at all.

[source.prolific-offenders]
layout = "offender-cohort"
agency = "probation"
title = "Prolific and other priority offenders"
files = ["prolific-offenders.xlsx"]
expected = ["2004-07", "2008-06"]

[source.offender-events]
layout = "offender-events"
agency = "police"
title = "Cautions, convictions, releases and charges, by pseudonym"
files = ["offender-events.csv"]
expected = ["2003-06", "2008-06"]
""",
)
