"""A year of the invented fire service's incidents as a workbook, with its words, titles and defects."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wulfrun.example.city import City, outside_points
from wulfrun.example.fires import RUBBISH, Fires
from wulfrun.example.rubbish import FIRST_MONTH
from wulfrun.example.totals import YEARS

HEADER = (
    "Incident No", "Date/Time of Call", "Type of Incident", "Report Form", "Property Type", "Supposed Cause",
    "Derelict", "Casualties", "Rescues", "Appliances", "Smoke Alarm Fitted", "Crew Attacked", "Grid Easting",
    "Grid Northing",
)  # fmt: skip
# Defects, in fixed numbers so that a receipt can be checked against them.
_REPEATED, _OUTSIDE, _BLANK, _BLANK_RUBBISH = 6, 8, 30, 4
_BAD_DATE, _UNKNOWN = 2, 3
# Fires whose report form contradicts what burnt: derelict on FDR1, a recycling point on FDR3.
CONTRADICTED = {"deliberate-secondary-derelict-building": 3, "deliberate-primary-outdoor-structure": 2}
_TEXT_DATES = 2

_ON_PURPOSE = ("Deliberate", "Deliberate", "Suspected Deliberate", "Malicious", "Doubtful")
_BY_ACCIDENT = ("Accidental", "Accidental", "Accidental", "Not Known")
_BURNT = {
    "dwelling": ("Dwelling - House", "Dwelling - Flat", "Dwelling - Maisonette", "Dwelling - Bungalow"),
    "building": ("Shop", "School", "Private Garage", "Garden Shed", "Factory", "Public House"),
    "vehicle": ("Car", "Car", "Van", "Motor Cycle", "Lorry", "Caravan"),
    "outdoor-structure": ("Recycling Collection Point", "Bottle Bank", "Post Box", "Bus Shelter"),
    "refuse": ("Loose Refuse", "Wheelie Bin", "Refuse in Skip", "Fly-tipped Rubbish", "Litter Bin",
               "Refuse - Commercial Bin"),
    "grassland": ("Grassland", "Scrub Land", "Tree or Hedge", "Allotment", "Roadside Vegetation"),
    "derelict-building": ("House", "Factory", "Shop", "Building"),
    "derelict-vehicle": ("Car", "Car", "Van"),
    "other-outdoor": ("Fence", "Lamp Post", "Other Outdoor Location"),
}  # fmt: skip
_OTHERS = {
    "malicious-false-alarm": "False Alarm Malicious",
    "other-false-alarm": "False Alarm Good Intent",
    "road-traffic-collision": "Road Traffic Collision",
    "special-service": "Special Service",
    "chimney-fire": "Chimney Fire",
}

Cells = list[Any]
Whole = NDArray[np.int64]


def written_year(
    city: City, fires: Fires, year: int, rng: np.random.Generator
) -> tuple[bytes, dict[str, int]]:
    """A year's workbook, and what its receipt should say."""
    here = np.flatnonzero(fires.month // 12 == year)
    calls = _moments(fires.month[here], rng)
    order = np.argsort(calls, kind="stable")
    here, calls = here[order], calls[order]
    places = _places(city, fires, here, rng)
    contradicted = _contradicted(fires, here)
    rows = [
        [f"{number:05d}/{YEARS[year][2:4]}", when, *_told(fires, row, row in contradicted, rng), *place]
        for number, (row, when, place) in enumerate(
            zip(here.tolist(), calls.tolist(), places, strict=True), 1
        )
    ]
    strangers = _strangers(city, rows, year, rng)
    broken = _broken(rows, year)
    repeated = [rows[each] for each in rng.choice(len(rows), _REPEATED, replace=False)]
    total: Cells = ["Total", f"{len(rows):,} incidents", *[""] * (len(HEADER) - 2)]
    every = [*rows, *strangers, *broken, *repeated, total]
    lost = len(repeated) + len(strangers) + len(broken) + 1
    counts = {
        "rows_read": len(every), "accepted": len(every) - lost, "duplicate": len(repeated),
        "outside": len(strangers), "refused": len(broken) + 1, "unplaced": _BLANK + _BLANK_RUBBISH,
    }  # fmt: skip
    return _workbook(YEARS[year], every, text_dates=year < _TEXT_DATES), counts


def _moments(month: Whole, rng: np.random.Generator) -> NDArray[np.datetime64]:
    """A moment of each month, most often in the evening."""
    first = (FIRST_MONTH + month - 1970 * 12).astype("datetime64[M]")
    start, end = (each.astype("datetime64[m]") for each in (first, first + 1))
    days = ((end - start).astype(np.int64) // 1440).astype(float)
    day = np.floor(rng.random(len(month)) * days).astype(np.int64)
    minute = np.mod(np.round(rng.normal(20.5, 3.5, len(month)) * 60).astype(np.int64), 1440)
    return np.asarray(start + day * 1440 + minute)


def _places(city: City, fires: Fires, here: Whole, rng: np.random.Generator) -> list[Cells]:
    count = city.addresses.shape[1]
    chosen = np.floor(count * rng.random(len(here)) ** 1.8).astype(np.int64)
    found: list[Cells] = [list(point) for point in city.addresses[fires.lsoa[here], chosen].tolist()]
    names = [fires.codes[each] for each in fires.code[here].tolist()]
    calls = [
        place for place, code in enumerate(names) if code in ("malicious-false-alarm", "special-service")
    ]
    rubbish = [place for place, code in enumerate(names) if code == RUBBISH]
    for among, blanks in ((calls, _BLANK), (rubbish, _BLANK_RUBBISH)):
        for each in rng.choice(among, blanks, replace=False).tolist():
            found[each] = ["", ""] if each % 2 else [0, 0]
    return found


def _contradicted(fires: Fires, here: Whole) -> set[int]:
    """The first few of each kind of fire whose report form is to say the other class."""
    kinds = fires.code[here]
    return {
        row for code, n in CONTRADICTED.items() for row in here[kinds == fires.codes.index(code)][:n].tolist()
    }


def _told(fires: Fires, row: int, contradicted: bool, rng: np.random.Generator) -> Cells:
    """What the service says of an incident, from its type to the attack on the crew."""
    code = fires.codes[fires.code[row]]
    attacked = "Y" if fires.attacked[row] else "N"
    if code in _OTHERS:
        form = "FDR3" if code == "chimney-fire" else ""
        burnt = "Dwelling - House" if form else ""
        return [_OTHERS[code], form, burnt, "Accidental" if form else "", "", "", "", 1, "", attacked]
    motive, fire_class, burnt = code.split("-", 2)
    form = "FDR1" if (fire_class == "primary") != contradicted else "FDR3"
    words = _BURNT[burnt][0] if contradicted else str(rng.choice(_BURNT[burnt]))
    cause = str(rng.choice(_ON_PURPOSE if motive == "deliberate" else _BY_ACCIDENT))
    casualties, rescues, pumps = 0, 0, int(rng.integers(1, 4 if fire_class == "primary" else 3))
    if burnt == "refuse" and fire_class == "primary":
        # Refuse is secondary, but for what it did: somebody was hurt, or five appliances came.
        casualties, pumps = (1, 2) if rng.random() < 0.5 else (0, 5)
    elif burnt == "dwelling" and rng.random() < 0.15:
        casualties, rescues = int(rng.integers(0, 3)), int(rng.integers(0, 2))
    alarm = {1: "Yes", 0: "No", -1: "Not known" if burnt == "dwelling" else ""}[int(fires.alarm[row])]
    derelict = "Y" if burnt.startswith("derelict") else "N"
    return ["Fire", form, words, cause, derelict, casualties, rescues, pumps, alarm, attacked]


def _strangers(city: City, rows: Sequence[Cells], year: int, rng: np.random.Generator) -> list[Cells]:
    """Incidents that the service attended beyond the city's border."""
    points = outside_points(city, _OUTSIDE, rng).tolist()
    like = rng.choice(len(rows), _OUTSIDE, replace=False).tolist()
    first = len(rows) + 1
    return [
        [f"{first + number:05d}/{YEARS[year][2:4]}", *rows[row][1:-2], *point]
        for number, (row, point) in enumerate(zip(like, points, strict=True))
    ]


def _broken(rows: Sequence[Cells], year: int) -> list[Cells]:
    """Rows that no reader can accept: a day that is none, a property nobody knows, no property at all."""
    fire = next(row for row in rows if row[2] == "Fire")
    named = [f"9{number:04d}/{YEARS[year][2:4]}" for number in (1, 2)]
    if year == _BAD_DATE:
        return [[named[0], f"31/02/20{YEARS[year][-2:]} 21:10", *fire[2:]]]
    if year == _UNKNOWN:
        return [[named[0], *fire[1:4], "Xenolith", *fire[5:]], [named[1], *fire[1:4], "", *fire[5:]]]
    return []


def _workbook(year: str, rows: Sequence[Cells], text_dates: bool) -> bytes:
    """The workbook with its titles and merged cells; the same rows give the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties(
        {"created": datetime(2008, 6, 2, 9, 0), "author": "Northbank Fire and Rescue Service"}
    )
    sheet, moment = (
        book.add_worksheet(f"Incidents {year.replace('/', '-')}"),
        book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    )
    sheet.merge_range(
        0, 0, 0, 6, "NORTHBANK FIRE AND RESCUE SERVICE (invented)", book.add_format({"bold": True})
    )
    sheet.merge_range(1, 0, 1, 6, f"Incidents attended, 1 April {year[:4]} to 31 March 20{year[-2:]}", None)
    sheet.write(2, 0, "Restricted: for the community safety partnership. FDR1 = primary, FDR3 = secondary.")
    for column, name in enumerate(HEADER):
        sheet.write(4, column, name)
    for number, row in enumerate(rows, 5):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime) and text_dates:
                sheet.write_string(number, column, f"{cell:%d/%m/%Y %H:%M}")
            elif isinstance(cell, datetime):
                sheet.write_datetime(number, column, cell, moment)
            elif cell != "":
                sheet.write(number, column, cell)
    book.close()
    return content.getvalue()
