"""Trackers of themes: records that people labelled for metal theft, and the reports of street sex."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.domestic_files import Cells, csv_file
from wulfrun.example.names import NEIGHBOURHOODS
from wulfrun.example.offences import GUN_CRIME, Offences
from wulfrun.example.profiles import CODES
from wulfrun.example.stolen import METAL_CODES, PHRASES, TAKEN_FOR, TOLD, TRUTH, counts
from wulfrun.example.totals import YEARS, changed
from wulfrun.words.periods import period

STREET_SEX = "street_sex_on_last_year"
SAMPLE, REPORTS = "data/police/metal-theft-labelled-sample.csv", "data/council/street-sex-reports.csv"
_LABELLED, _SOLICITING = 400, "27"
# Reports of street sex in 2003/04 to 2006/07; those of 2007/08 follow from the truth.
_REPORTED = (262, 281, 268, 300)
_KINDS = {
    "soliciting": 0.3, "kerb-crawling": 0.34, "approached-in-the-street": 0.14,
    "litter-of-street-sex": 0.18, "brothel-suspected": 0.04,
}  # fmt: skip
_TAKEN_BY = ("neighbourhood team", "contact centre", "council warden", "tenants' association")
_STREETS, _REPEATED = 4, 3


def make(world: World) -> Made:
    """The labelled sample and the reports, and what a right count must find."""
    sample, labelled = _sample(world.offences, world.rng)
    reports, reported = _reports(world)
    planned = counts(world.planted[TRUTH])
    of_code = world.offences.year[world.offences.code == CODES.index(_SOLICITING)]
    return Made(
        {SAMPLE: sample, REPORTS: reports},
        {
            "truths": {name: world.planted[name] for name in TRUTHS},
            "metal": {
                "thefts": dict(zip(YEARS, planned.metal, strict=True)),
                "found_by_rule": dict(zip(YEARS, planned.found, strict=True)),
            },
            "sample": labelled,
            "street_sex": reported,
            "soliciting": dict(zip(YEARS, np.bincount(of_code, minlength=len(YEARS)).tolist(), strict=True)),
        },
    )


def _sample(offences: Offences, rng: np.random.Generator) -> tuple[str, dict[str, Any]]:
    """Records of the last two years drawn by chance from thefts of the kinds in which metal is taken."""
    of_kind = np.isin(offences.code, [CODES.index(code) for code in METAL_CODES])
    drawn = rng.choice(np.flatnonzero(of_kind & (offences.year >= len(YEARS) - 2)), _LABELLED, replace=False)
    rows: list[Cells] = []
    hits = alarms = misses = 0
    for number, each in enumerate(np.sort(drawn).tolist(), 1):
        words, metal = PHRASES[int(offences.stolen[each])], bool(offences.metal[each])
        hits += metal and words in TOLD
        misses += metal and words not in TOLD
        alarms += not metal and words in TAKEN_FOR
        day = _day(int(offences.month[each]), rng)
        rows.append(
            [
                f"MT-{number:04d}",
                "metal-theft",
                day,
                CODES[int(offences.code[each])],
                words,
                "Y" if metal else "N",
            ]
        )
    unsure, undated = list(rows[4]), list(rows[9])
    unsure[0], unsure[5] = "MT-0901", "not sure"
    undated[0], undated[2] = "MT-0902", ""
    titles = (
        "Metal theft: records read and labelled by two officers (invented)",
        "Drawn by chance from thefts and burglaries of 2006/07 and 2007/08; no names and no addresses",
    )
    header = ("Reference", "Rule", "Recorded date", "Offence code", "Words", "Labelled")
    text = csv_file(titles, header, [*rows, unsure, undated])
    told = {"records": _LABELLED, "hits": hits, "false_alarms": alarms, "misses": misses, "refused": 2}
    return text, told


def _reports(world: World) -> tuple[str, dict[str, Any]]:
    """Reports of residents: most from a few streets, some with a neighbourhood in place of a point."""
    rng, city = world.rng, world.city
    by_year = (*_REPORTED, changed(_REPORTED[-1], world.planted[STREET_SEX]))
    known = np.argsort(-city.hardship, kind="stable")[:_STREETS]
    rows: list[Cells] = []
    unplaced = 0
    for year, wanted in zip(YEARS, by_year, strict=True):
        months = period(year).first + rng.integers(0, 12, wanted)
        for day in sorted(_day(int(month), rng) for month in months):
            lsoa = int(rng.choice(known) if rng.random() < 0.7 else rng.integers(len(city.codes)))
            said = rng.random()
            east, north = city.addresses[lsoa, int(rng.integers(city.addresses.shape[1]))].tolist()
            place: Cells = (
                [east, north, ""] if said < 0.85 else ["", "", NEIGHBOURHOODS[city.neighbourhood[lsoa]]]
            )
            if said >= 0.98:
                place = ["", "", ""]
                unplaced += 1
            kind = str(rng.choice(list(_KINDS), p=list(_KINDS.values())))
            rows.append([f"SS-{len(rows) + 1:05d}", day, kind, *place, _TAKEN_BY[int(rng.integers(4))]])
    repeated = [rows[each] for each in range(20, 20 + _REPEATED)]
    undated, unknown = list(rows[30]), list(rows[40])
    undated[0], undated[1] = "SS-90001", "31/06/2007"
    unknown[0], unknown[2] = "SS-90002", "nuisance"
    header = (
        "Report Ref",
        "Date Reported",
        "Category",
        "Easting",
        "Northing",
        "Neighbourhood",
        "Received By",
    )
    titles = ("Northbank City Council (invented)", "Street sex reported by residents, 2003/04 to 2007/08")
    written = [*rows, *repeated, undated, unknown]
    receipt = {
        "rows_read": len(written), "accepted": len(rows), "duplicate": _REPEATED, "outside": 0, "refused": 2,
        "unplaced": unplaced,
    }  # fmt: skip
    return csv_file(titles, header, written), {
        "reports": dict(zip(YEARS, by_year, strict=True)), "file": receipt,
    }  # fmt: skip


def _day(month: int, rng: np.random.Generator) -> date:
    return date(month // 12, month % 12 + 1, int(rng.integers(1, 29)))


def _on_last_year(what: str) -> str:
    return f"{what} of 2007/08 on 2006/07, percent"


TRUTHS: dict[str, Truth] = {
    TRUTH: Truth(-20.0, -80, 60, _on_last_year("Metal thefts that the rule finds")),
    GUN_CRIME: Truth(-15.0, -80, 60, _on_last_year("Offences with a firearm")),
    STREET_SEX: Truth(-18.0, -80, 200, _on_last_year("Reports of street sex")),
}
SOURCES = """
# Records that people labelled, by which a rule of the library is judged.

[source.metal_theft_sample]
layout = "rule-sample"
agency = "police"
title = "Thefts labelled by people: metal or not"
files = ["metal-theft-labelled-sample.csv"]

[source.street_sex]
layout = "street-sex-reports"
agency = "council"
title = "Street sex reported by residents"
files = ["street-sex-reports.csv"]
expected = ["2003-04", "2008-03"]

[source.street_sex.columns]
reference = "Report Ref"
"""
_AIMS: Sequence[tuple[str, str, str, str]] = (
    ("metal-theft", "A tenth less metal theft than in 2006/07", "metal-theft", "Northbank Police"),
    ("gun-crime", "A tenth less gun crime than in 2006/07", "firearm-crime", "Northbank Police"),
    ("street-sex", "A tenth less street sex reported than in 2006/07", "street-sex-reports",
     "Northbank City Council"),
)  # fmt: skip
TARGETS = "".join(
    f'\n[target.{name}]\ntitle = "{title}"\nmeasure = "{measure}"\nbaseline = "2006/07"\nend = "2007/08"\n'
    f'change_percent = -10\nowner = "{owner}"\n'
    for name, title, measure, owner in _AIMS
)

PART = AgencyPart(make, TRUTHS, SOURCES, TARGETS)
