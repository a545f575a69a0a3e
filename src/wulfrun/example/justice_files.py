"""Offences brought to justice, and clients of the domestic abuse services, in the example city."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from wulfrun.example.city import City
from wulfrun.example.domestic_files import Cells, csv_file
from wulfrun.example.totals import PATH, YEARS

FIRST = 2003
DOMESTIC_JUSTICE, OTHER_JUSTICE = 400, 2300
SERVICE_REFERRALS, SERVICE_LAST = 420, 640
_NOT_TOLD = (46.0, 38.0)
_JUSTICE_HEADER = ("Crime Ref", "Disposal Date", "Disposal", "HO Code", "DV Flag", "Hate Strand", "LSOA Code")
_SERVICE_HEADER = (
    "Client Ref", "Date of Referral", "Service Type", "Referred By", "Police Aware", "Result", "LSOA Code",
)  # fmt: skip
_OUTCOMES = (
    "Conviction", "Caution", "Taken into consideration", "Penalty notice", "Formal cannabis warning",
)  # fmt: skip
_SERVICES = ("Independent adviser (IDVA)", "Refuge", "Outreach", "Helpline", "Court support")
_BY = ("police", "self, family or friend", "health", "housing", "children's services")
_AGAIN = 4


def justice_files(
    city: City, rng: np.random.Generator, planted: Mapping[str, float]
) -> tuple[dict[str, str | bytes], dict[str, Any]]:
    """A CSV file a year by the day of the outcome, and the counts that are in them.

    Four offences of each year are sent again with the next: each is brought to justice once.
    """
    files: dict[str, str | bytes] = {}
    domestic: dict[str, int] = {}
    every: dict[str, int] = {}
    outcomes: dict[str, dict[str, int]] = {}
    sent_before: list[Cells] = []
    for place, year in enumerate(YEARS):
        own = round(DOMESTIC_JUSTICE * (1 + planted["obtj_change"] / 100 * PATH[place]))
        rows = [_justice(city, rng, place, number, number < own) for number in range(own + OTHER_JUSTICE)]
        rows = [rows[each] for each in rng.permutation(len(rows)).tolist()]
        domestic[year], every[year] = own, len(rows)
        outcomes[year] = dict(sorted(Counter(row[2] for row in rows if row[4] == "Y").items()))
        wrong = [["NB/990001", rows[0][1], "Charged", *rows[0][3:]]]
        wrong.append(["NB/990002", *rows[1][1:3], "", *rows[1][4:]])
        files[f"data/criminal_justice_board/obtj-{year.replace('/', '-')}.csv"] = csv_file(
            ("Northbank Criminal Justice Board (invented)", f"Offences brought to justice in {year}", ""),
            _JUSTICE_HEADER,
            [*rows, *sent_before, *wrong],
        )
        sent_before = rows[:_AGAIN]
    counts = {"domestic": domestic, "all": every, "domestic_by_outcome": outcomes}
    return files, counts


def service_file(city: City, rng: np.random.Generator) -> tuple[dict[str, str | bytes], dict[str, Any]]:
    """The services' referrals of five years in one CSV file, and the counts that are in it."""
    rows: list[Cells] = []
    referrals: dict[str, int] = {}
    not_told: dict[str, int] = {}
    people: dict[str, int] = {}
    client = 0
    for place, year in enumerate(YEARS):
        n = round(SERVICE_REFERRALS + (SERVICE_LAST - SERVICE_REFERRALS) * PATH[place])
        asked = n - n // 10
        silent = round(asked * (_NOT_TOLD[0] + (_NOT_TOLD[1] - _NOT_TOLD[0]) * PATH[place]) / 100)
        own: list[Cells] = []
        for number in range(n):
            # One referral in eight is of a client whom another service had the same year.
            again = bool(own) and number % 8 == 7
            client += not again
            reference = own[-1][0] if again else f"SVC-{client:06d}"
            told = "" if number >= asked else "N" if number < silent else "Y"
            lsoa = city.codes[int(rng.integers(len(city.codes)))] if rng.random() < 0.8 else ""
            by = str(rng.choice(_BY[1:] if told == "N" else _BY))
            outcome = str(rng.choice(("Engaged", "Engaged", "Declined", "Could not be reached", "No space")))
            service = str(rng.choice(_SERVICES, p=(0.34, 0.14, 0.36, 0.08, 0.08)))
            own.append([reference, _day(rng, place), service, by, told, outcome, lsoa])
        referrals[year], not_told[year] = n, silent
        people[year] = len({row[0] for row in own})
        rows += own
    rows.sort(key=lambda row: (row[1], row[0], row[2]))
    wrong = [["SVC-990001", *rows[5][1:2], "Counselling in space", *rows[5][3:]], ["", *rows[6][1:]]]
    text = csv_file(
        ("Northbank Domestic Violence Forum (invented)", "All services. Pseudonyms only."),
        _SERVICE_HEADER,
        [*rows, *wrong],
    )
    counts = {"referrals": referrals, "police_not_told": not_told, "people": people}
    return {"data/domestic_violence_forum/referrals.csv": text}, counts


def _justice(city: City, rng: np.random.Generator, place: int, number: int, domestic: bool) -> Cells:
    shares = (0.55, 0.35, 0.02, 0.08, 0.0) if domestic else (0.48, 0.25, 0.13, 0.1, 0.04)
    outcome = str(rng.choice(_OUTCOMES, p=shares))
    codes = ("105A", "8D", "58C", "5A") if domestic else ("45", "28A", "46", "105A", "8D", "34B", "58C")
    code = "92E" if outcome == _OUTCOMES[-1] else str(rng.choice(codes))
    hate = "Race" if not domestic and rng.random() < 0.02 else ""
    lsoa = city.codes[int(rng.integers(len(city.codes)))] if rng.random() < 0.95 else ""
    return [f"NB/{place}{number:05d}", _day(rng, place), outcome, code, "Y" if domestic else "N", hate, lsoa]


def _day(rng: np.random.Generator, place: int) -> date:
    begin = date(FIRST + place, 4, 1)
    return begin + timedelta(int(rng.integers((date(FIRST + place + 1, 4, 1) - begin).days)))
