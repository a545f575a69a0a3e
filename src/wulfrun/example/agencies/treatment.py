"""The drug action team's part: one workbook of treatment episodes at three agencies, as services send it."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from wulfrun.data.sources._treatment_words import PLANNED
from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.treatment_plan import THROUGH, Stay, plan_treatment, reference, treatment_rng

PATH = "data/drug_action_team/treatment-episodes.xlsx"
AGENCIES = ("Northbank Community Drug Team", "Harbour House", "Northbank GP Prescribing Scheme")
HEADER = (
    "Client Ref", "Treatment Agency", "Referral Date", "Triage Date", "First Modality Start", "Modality Type",
    "Main Drug", "Discharge Date", "Discharge Reason", "LSOA of Residence", "Postcode District",
)  # fmt: skip
# The service's own words for substances, said in partnership.toml to be ours.
DRUGS = {
    "opiates and crack": "Heroin & crack",
    "opiates": "Heroin/methadone",
    "crack": "Crack",
    "cocaine": "Cocaine powder",
    "amphetamines": "Amphetamines",
    "cannabis": "Cannabis",
    "other drug": "Other drug",
    "alcohol": "Alcohol",
}
_MODALITY = ("specialist prescribing", "GP prescribing", "structured counselling", "structured day programme")


@dataclass(frozen=True)
class Row:
    """One episode as it is written down."""

    client: int
    agency: int
    referral: date | None
    triage: date | None
    start: date | None
    modality: str
    substance: str
    end: date | None
    reason: str
    lsoa: int | None


def make(world: World) -> Made:
    """The workbook, and the people, starters and retained of each year that a right count must find."""
    plan = plan_treatment(world.city, treatment_rng(world.seed), world.planted)
    rng = world.rng
    rows = [row for stay in plan.stays for row in _episodes(stay, rng)]
    first = 1 + max(stay.client for stay in plan.stays)
    rows += [_alcohol(world, client, rng) for client in range(first, first + 160)]
    rows += [_not_begun(world, client, rng) for client in range(first + 160, first + 185)]
    rows.sort(key=lambda row: (row.referral or row.start or THROUGH, row.client, row.agency, str(row.start)))
    cells = [_cells(world, row) for row in rows]
    bad = list(_bad(cells))
    return Made(
        {PATH: _workbook([*cells, *bad])},
        {
            "people_in_treatment": dict(plan.people),
            "journeys_most_recent": dict(plan.begun),
            "retained": dict(plan.retained),
            "rows": {"good": len(cells), "refused": len(bad)},
        },
    )


def _episodes(stay: Stay, rng: np.random.Generator) -> Iterator[Row]:
    """A stay at one agency, or handed on to a second: with a gap of up to 21 days, or overlapping."""
    home = stay.lsoa if rng.random() > 0.15 else None
    referral, triage = stay.start - timedelta(stay.wait), stay.start - timedelta(min(stay.wait, 4))
    agency = int(rng.integers(3))
    one = Row(stay.client, agency, referral, triage, stay.start, str(rng.choice(_MODALITY)), stay.substance,
              stay.end, stay.reason, home)  # fmt: skip
    length = ((stay.end or THROUGH) - stay.start).days
    handed = rng.random()
    if handed > 0.3 or length < 60:
        yield one
        return
    middle = stay.start + timedelta(length // 2)
    overlaps = handed < 0.1
    gap = -10 if overlaps else 21 if handed < 0.2 else int(rng.integers(1, 21))
    begins = middle + timedelta(gap)
    handed_on = "transferred not in custody" if handed < 0.25 else "referred on"
    yield replace(one, end=middle, reason=handed_on)
    yield replace(one, agency=(agency + 1) % 3, referral=middle - timedelta(12 if overlaps else 0),
                  triage=begins, start=begins)  # fmt: skip


def _alcohol(world: World, client: int, rng: np.random.Generator) -> Row:
    start = date(2003, 4, 10) + timedelta(int(rng.integers(0, 1700)))
    end = start + timedelta(int(rng.integers(10, 200)))
    referral = start - timedelta(int(rng.integers(3, 40)))
    lsoa = int(rng.integers(len(world.city.codes)))
    reason = str(rng.choice((*PLANNED, "dropped out")))
    return Row(client, 0, referral, start, start, "structured counselling", "alcohol",
               end if end <= THROUGH else None, reason if end <= THROUGH else "", lsoa)  # fmt: skip


def _not_begun(world: World, client: int, rng: np.random.Generator) -> Row:
    """Referred and seen once; no modality began, so never in treatment."""
    referral = date(2003, 5, 1) + timedelta(int(rng.integers(0, 1750)))
    lsoa = int(rng.integers(len(world.city.codes)))
    end = referral + timedelta(20)
    return Row(client, 1, referral, referral + timedelta(6), None, "", "opiates", end,
               "treatment declined", lsoa)  # fmt: skip


def _cells(world: World, row: Row) -> list[Any]:
    # Who moved from one address to another is written down with half a postcode only.
    return [
        reference(row.client), AGENCIES[row.agency], row.referral, row.triage, row.start, row.modality,
        DRUGS[row.substance], row.end, row.reason.capitalize(),
        world.city.codes[row.lsoa] if row.lsoa is not None else "", "" if row.lsoa is not None else "XW3",
    ]  # fmt: skip


def _bad(cells: Sequence[list[Any]]) -> Iterator[list[Any]]:
    """Rows as they should not be: a discharge before the start, an unknown drug, a whole postcode."""
    for number, column, word in ((1005, 7, date(1999, 1, 4)), (1009, 6, "Herion"), (1014, 10, "XW3 4AB")):
        row = list(cells[number])
        row[0] = f"NDT-9000{number}"
        row[column] = word
        if column == 10:
            row[9] = ""
        yield row


def _workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """The workbook with two title rows above its header; the same rows give the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": datetime(2008, 7, 14, 9, 0), "author": "Northbank Drug Action Team"})
    sheet, day = book.add_worksheet("Episodes"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range(0, 0, 0, 5, "Northbank Drug Action Team (invented): treatment episodes", None)
    sheet.write(1, 0, "All episodes open at any time from 1 April 2003 to 30 June 2008. Pseudonyms only.")
    for column, name in enumerate(HEADER):
        sheet.write(3, column, name)
    for number, row in enumerate(rows, 4):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
            elif cell not in ("", None):
                sheet.write(number, column, cell)
    book.close()
    return content.getvalue()


_WORDS = ", ".join(f'"{theirs}" = "{ours}"' for ours, theirs in DRUGS.items())
PART = AgencyPart(
    make=make,
    truths={
        "people_in_treatment_change": Truth(40.0, -25, 150, "People in drug treatment, 2007/08 on 2003/04"),
        "retained_12_weeks": Truth(
            78.0, 20, 98, "Percent of those who began in 2007/08 retained 12 weeks; 60 in 2003/04"
        ),
    },
    sources=f"""
# Who is in drug treatment, by the service's own pseudonyms: no names, and half a postcode at most.

[agency.drug_action_team]
name = "Northbank Drug Action Team"
role = "Joint body of the responsible authorities"

[source.treatment]
layout = "treatment-episodes"
agency = "drug_action_team"
title = "Episodes of drug and alcohol treatment"
files = ["treatment-episodes.xlsx"]
areas = ["Northbank"]            # where half a postcode stands for: the whole city
expected = ["2003-04", "2008-06"]

[source.treatment.columns]
main_substance = {{ column = "Main Drug", values = {{ {_WORDS} }} }}
""",
    targets="""
# Here the aim is a rise: most who need treatment are not in it.
[target.people-in-treatment]
title = "A quarter more people in drug treatment"
measure = "people-in-treatment"
baseline = "2003/04"
end = "2007/08"
change_percent = 25
owner = "Northbank Drug Action Team"

[target.treatment-retained]
title = "Three in four kept in drug treatment for 12 weeks"
measure = "treatment-retained"
baseline = "2003/04"
end = "2007/08"
reach = 75
owner = "Northbank Drug Action Team"
""",
)
