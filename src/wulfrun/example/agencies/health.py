"""What the health service sees of violence: ambulance calls, admissions, and the emergency department."""

from datetime import date
from typing import Any

import numpy as np

from wulfrun.data.sources.assault_attendances import PLACES
from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.domestic_files import Cells, csv_file, workbook
from wulfrun.example.totals import YEARS, changed
from wulfrun.words.periods import period

UNKNOWN = "violence_unknown_to_police"
FOLDER, _AUTHOR = "data/primary_care_trust", "Northbank Primary Care Trust"
ADMISSIONS, ATTENDANCES = f"{FOLDER}/admissions.xlsx", f"{FOLDER}/emergency-department.xlsx"
# Calls and admissions by financial year, oldest first.
_CALLS = {
    "assault": (820, 835, 850, 861, 848), "sexual-assault": (21, 24, 22, 26, 25),
    "stabbing": (46, 49, 52, 55, 50), "shooting": (6, 7, 5, 8, 6),
    "domestic-abuse": (140, 152, 149, 160, 171), "overdose": (402, 398, 415, 420, 431),
    "alcohol": (880, 912, 934, 951, 962),
}  # fmt: skip
_ASSAULTS = ("assault", "sexual-assault", "stabbing", "shooting")
_STAYS = {
    "assault": (310, 318, 325, 331, 322), "assault-sharp": (41, 44, 47, 50, 45),
    "drugs": (120, 128, 131, 137, 142), "alcohol": (420, 433, 452, 470, 489),
}  # fmt: skip
_ICD = {
    "assault": ("Y04", "Y04.2", "Y00", "Y08", "Y09", "X85", "X95"), "assault-sharp": ("X99", "X99.0"),
    "drugs": ("F11.2", "F19", "F14"), "alcohol": ("F10.0", "F10.2", "T51.0", "Y91"),
}  # fmt: skip
# The department has asked since April 2005: who answered, who was not asked, and how many of a hundred
# said in the first year that the police did not know.
_SINCE = 2
_ANSWERED, _NOT_ASKED, _FIRST_SHARE = (1000, 1000, 1000), (240, 205, 160), 52.0
_WEAPONS = {"fist-or-feet": 0.6, "knife-or-sharp": 0.08, "blunt": 0.12, "glass": 0.1, "none": 0.1}
_OUTWARD = ("XW1", "XW2", "XW3", "XW4", "")


def make(world: World) -> Made:
    """The files, and the calls, stays and attendances of each year that a right count must find."""
    calls, call_rows = _calls(world.rng)
    stays, stay_rows = _stays(world.rng)
    seen, unaware, seen_rows = _attendances(world.planted[UNKNOWN], world.rng)
    assaults = [sum(_CALLS[each][year] for each in _ASSAULTS) for year in range(len(YEARS))]
    stabbed = [a + b for a, b in zip(_STAYS["assault"], _STAYS["assault-sharp"], strict=True)]
    return Made(
        {**calls, ADMISSIONS: stays, ATTENDANCES: seen},
        {
            "truths": {UNKNOWN: world.planted[UNKNOWN]},
            "assault_calls": dict(zip(YEARS, assaults, strict=True)),
            "assault_admissions": dict(zip(YEARS, stabbed, strict=True)),
            "attendances": {year: _ANSWERED[at] + _NOT_ASKED[at] for at, year in enumerate(YEARS[_SINCE:])},
            "unknown_to_police": unaware,
            "files": call_rows | {ADMISSIONS: stay_rows, ATTENDANCES: seen_rows},
        },
    )


def _calls(rng: np.random.Generator) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """A CSV file a year; in two of them a row that cannot be read."""
    files, receipts = {}, {}
    header = ("Incident", "Date of Call", "Time of Call", "Category", "Postcode District")
    for year, name in enumerate(YEARS):
        every = [kind for kind, numbers in _CALLS.items() for _ in range(numbers[year])]
        rows: list[Cells] = []
        for number, (day, kind) in enumerate(_dated(name, every, rng), 1):
            rows.append([f"A-{name[:4]}-{number:05d}", day, _hour(rng), kind.capitalize(), _half(rng)])
        bad: list[Cells] = []
        if year == 1:
            bad = [[f"A-{name[:4]}-90001", *rows[5][1:2], "25:70", *rows[5][3:]]]
        if year == 3:
            bad = [[f"A-{name[:4]}-90002", *rows[5][1:3], "Fall at home", *rows[5][4:]]]
        path = f"{FOLDER}/ambulance-calls-{name.replace('/', '-')}.csv"
        titles = (f"{_AUTHOR} (invented)", f"Ambulance calls to crime and disorder, {name}")
        files[path] = csv_file(titles, header, [*rows, *bad])
        receipts[path] = _receipt(len(rows), len(bad))
    return files, receipts


def _stays(rng: np.random.Generator) -> tuple[bytes, dict[str, int]]:
    """One workbook of admissions; two were for something else and were not to be sent."""
    rows: list[Cells] = []
    for year, name in enumerate(YEARS):
        every = [kind for kind, numbers in _STAYS.items() for _ in range(numbers[year])]
        for day, kind in _dated(name, every, rng):
            rows.append([f"S-{len(rows) + 1:06d}", day, str(rng.choice(_ICD[kind])), _half(rng)])
    bad = [["S-900001", *rows[3][1:2], "J45.9", "XW1"], ["S-900002", *rows[8][1:2], "X84", "XW2"]]
    titles = (f"{_AUTHOR} (invented)", "Admissions for assault, drugs and alcohol by ICD-10 code")
    header = ("Spell", "Admission Date", "ICD-10 Code", "Postcode District")
    return workbook(_AUTHOR, "Admissions", titles, header, [*rows, *bad]), _receipt(len(rows), len(bad))


def _attendances(share: float, rng: np.random.Generator) -> tuple[bytes, dict[str, Any], dict[str, int]]:
    """One workbook of the department; the share that the police do not know of goes in a straight line."""
    rows: list[Cells] = []
    unaware: dict[str, Any] = {}
    years = YEARS[_SINCE:]
    for at, name in enumerate(years):
        answered = _ANSWERED[at]
        silent = changed(answered, _FIRST_SHARE + (share - _FIRST_SHARE) * at / (len(years) - 1) - 100)
        unaware[name] = {"answered": answered, "unaware": silent}
        told = ["No"] * silent + ["Yes"] * (answered - silent) + [""] * _NOT_ASKED[at]
        for day, said in _dated(name, told, rng):
            place = str(rng.choice(PLACES)).replace("-", " ")
            weapon = str(rng.choice(list(_WEAPONS), p=list(_WEAPONS.values())))
            rows.append([f"ED-{len(rows) + 1:06d}", day, _hour(rng), place, weapon, said])
    bad = [["ED-900001", *rows[2][1:3], "moon", *rows[2][4:]], ["ED-900002", "", *rows[6][2:]]]
    titles = (f"{_AUTHOR} (invented)", "Assaults seen in the emergency department; nobody is named")
    header = ("Attendance", "Attended", "Assault Time", "Place", "Weapon", "Police Told")
    content = workbook(_AUTHOR, "Assaults", titles, header, [*rows, *bad])
    return content, unaware, _receipt(len(rows), len(bad))


def _dated(year: str, every: list[str], rng: np.random.Generator) -> list[tuple[date, str]]:
    """Each on a day of the year, in the order of the days."""
    months = period(year).first + rng.integers(0, 12, len(every))
    days = rng.integers(1, 29, len(every))
    dated = [
        (date(month // 12, month % 12 + 1, day), each)
        for month, day, each in zip(months.tolist(), days.tolist(), every, strict=True)
    ]
    return sorted(dated, key=lambda one: one[0])


def _hour(rng: np.random.Generator) -> str:
    minute = int(np.mod(rng.normal(23, 4) * 60, 24 * 60))
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _half(rng: np.random.Generator) -> str:
    return str(rng.choice(_OUTWARD))


def _receipt(good: int, bad: int) -> dict[str, int]:
    return {"rows_read": good + bad, "accepted": good, "duplicate": 0, "outside": 0, "refused": bad}


SOURCES = """
# Violence as the health service sees it: no names, and half a postcode at most.

[source.ambulance]
layout = "ambulance-calls"
agency = "primary_care_trust"
title = "Ambulance calls to crime and disorder"
files = ["ambulance-calls-*.csv"]
expected = ["2003-04", "2008-03"]

[source.admissions]
layout = "assault-admissions"
agency = "primary_care_trust"
title = "Hospital admissions for assault, drugs and alcohol"
files = ["admissions.xlsx"]
expected = ["2003-04", "2008-03"]

[source.emergency_department]
layout = "assault-attendances"
agency = "primary_care_trust"
title = "Assaults seen in the emergency department"
files = ["emergency-department.xlsx"]
expected = ["2005-04", "2008-03"]
"""

PART = AgencyPart(
    make,
    {UNKNOWN: Truth(42.0, 5, 95, "Percent of assaults seen in the emergency department in 2007/08 of which "
                    "the police did not know; 52 in 2005/06")},
    SOURCES,
)  # fmt: skip
