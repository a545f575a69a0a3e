"""The example's fires and fly-tipping hold what was planted: counted again from the files, by plain rules."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from tests.example.conftest import Example
from wulfrun.assessment.rubbish_link import NO_LINK, PLACE_AND_TIME, judged
from wulfrun.assessment.topics._fires_and_tips import Panel
from wulfrun.assessment.topics.rubbish_fires import link_rows, place_rows
from wulfrun.data.geography.areas import Area
from wulfrun.data.sources.fire_incidents import LAYOUT
from wulfrun.definition.model import Source
from wulfrun.example.city import City, make_city
from wulfrun.example.folder import write_example
from wulfrun.example.rubbish import FIRST_MONTH, Rubbish, make_rubbish

YEARS = ("2003-04", "2004-05", "2005-06", "2006-07", "2007-08")
REFUSE = {"Loose Refuse", "Wheelie Bin", "Refuse in Skip", "Fly-tipped Rubbish", "Litter Bin",
          "Refuse - Commercial Bin"}  # fmt: skip
VEHICLES = {"Car", "Van", "Motor Cycle", "Lorry", "Caravan"}
DWELLINGS = {"Dwelling - House", "Dwelling - Flat", "Dwelling - Maisonette", "Dwelling - Bungalow"}
ON_PURPOSE = {"Deliberate", "Suspected Deliberate", "Malicious", "Doubtful"}


def incidents(folder: Path, year: str) -> list[dict[str, Any]]:
    """Every incident of a year once, of the city alone, read with another library than the build's."""
    sheet = load_workbook(folder / "data" / "fire" / f"incidents-{year}.xlsx", read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "Incident No")
    named = [dict(zip(rows[head], row, strict=False)) for row in rows[head + 1 :]]
    once = {
        row["Incident No"]: row for row in named if not str(row["Incident No"]).startswith(("9", "Total"))
    }
    return [row for row in once.values() if _inside(row)]


def _inside(row: dict[str, Any]) -> bool:
    """The city lies within seven kilometres of its middle; strangers are put further away."""
    east, north = row["Grid Easting"] or 0, row["Grid Northing"] or 0
    return not east or np.hypot(east - 520_000, north - 620_000) < _REACH


_REACH = 6_500


def counted(folder: Path, year: str) -> dict[str, int]:
    fires = incidents(folder, year)
    set_on = [row for row in fires if row["Supposed Cause"] in ON_PURPOSE]
    hurt = [row for row in set_on if (row["Casualties"] or row["Rescues"] or row["Appliances"] >= 5)]
    refuse = [row for row in set_on if row["Property Type"] in REFUSE]
    derelict = [row for row in set_on if row["Derelict"] == "Y"]
    return {
        "deliberate-secondary-refuse": sum(row not in hurt for row in refuse),
        "deliberate-primary-refuse": sum(row in hurt for row in refuse),
        "deliberate-primary-vehicle": sum(
            row["Property Type"] in VEHICLES and row not in derelict for row in set_on
        ),
        "deliberate-secondary-derelict-vehicle": sum(row["Property Type"] in VEHICLES for row in derelict),
        "deliberate-primary-dwelling": sum(row["Property Type"] in DWELLINGS for row in set_on),
        "malicious-false-alarm": sum(row["Type of Incident"] == "False Alarm Malicious" for row in fires),
    }


@pytest.mark.parametrize("place", range(5))
def test_the_files_hold_the_planted_fires_of_every_year(northbank: Example, place: int) -> None:
    planted = northbank.truths["agencies"]["fire"]["by_code"]
    for code, n in counted(northbank.path, YEARS[place]).items():
        assert n == planted[code][place], code


def test_what_was_planted_is_what_the_truths_say(northbank: Example) -> None:
    by_code = northbank.truths["agencies"]["fire"]["by_code"]
    rubbish, hoax = by_code["deliberate-secondary-refuse"], by_code["malicious-false-alarm"]
    assert (rubbish[3], rubbish[4]) == (480, 552)
    assert 100 * (hoax[4] / hoax[0] - 1) == pytest.approx(-28, abs=0.5)
    vehicles = by_code["deliberate-primary-vehicle"]
    assert 100 * (vehicles[4] / vehicles[0] - 1) == pytest.approx(-31, abs=0.5)


def test_other_truths_make_other_fires_and_leave_the_rest_as_it_was(
    northbank: Example, tmp_path: Path
) -> None:
    write_example(tmp_path / "n", 2008, {"rubbish_arson_on_last_year": -25, "vehicle_arson_change": 40})
    found = counted(tmp_path / "n", "2007-08")
    usual = counted(northbank.path, "2007-08")
    assert found["deliberate-secondary-refuse"] == 360
    assert found["deliberate-primary-vehicle"] == 532
    assert found["malicious-false-alarm"] == usual["malicious-false-alarm"]


def test_fly_tipping_is_written_once_an_incident_and_again_for_some(northbank: Example) -> None:
    for path in sorted((northbank.path / "data" / "council").glob("fly-tipping-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        again = [row for row in rows if row["Linked Case"]]
        assert len(again) == 25
        assert {row["Linked Case"] for row in again} <= {row["Case Reference"] for row in rows}
        year = int(path.stem[-7:-3])
        good = [row for row in rows if row["Date Received"] != "30/02/2005"]
        dates = [datetime.strptime(row["Date Received"], "%d/%m/%Y") for row in good]
        assert {(each.year, each.month) for each in dates} == {
            (month // 12, month % 12 + 1) for month in range(12 * year + 3, 12 * year + 15)
        }


def test_the_fire_services_file_is_known_by_its_columns_alone(northbank: Example) -> None:
    path = northbank.path / "data" / "fire" / "incidents-2003-04.xlsx"
    assert LAYOUT.recognises(path, "")
    codes = Counter(
        found.code
        for _, row in LAYOUT.opens(path, Source(layout="fire-incidents", agency="fire"))
        if row["date"]
        and row["incident_type"]
        and (found := LAYOUT.accepts(row, Source(layout="x", agency="y")))
    )
    assert codes["deliberate-secondary-refuse"] >= 548


def panel(city: City, made: Rubbish) -> Panel:
    areas = tuple(Area(code, code, "lsoa") for code in city.codes)
    people = city.residents[:, 2].astype(float)
    return Panel(
        "lsoa", areas, FIRST_MONTH, people, made.fires.astype(float), made.tips.astype(float), 1.0, 1.0
    )


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 2008])
def test_a_city_whose_fires_follow_fly_tipping_shows_the_link_and_most_of_the_known_places(seed: int) -> None:
    city = make_city(np.random.default_rng([seed, 0]))
    made = make_rubbish(city, seed, 1.0, 15.0)
    found = judged(link_rows(panel(city, made)), "Northbank")
    assert (found.word, found.lag) == (PLACE_AND_TIME, 1)
    high = {row["area_code"] for row in place_rows(panel(city, made), 0) if row["high"]}
    assert len(high & {city.codes[each] for each in made.known}) >= 5
    assert len(high) <= 8


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5, 6, 7, 8, 2008])
def test_a_city_in_which_the_two_have_nothing_in_common_shows_no_link(seed: int) -> None:
    city = make_city(np.random.default_rng([seed, 0]))
    made = make_rubbish(city, seed, 0.0, 15.0)
    found = judged(link_rows(panel(city, made)), "Northbank")
    assert found.word != PLACE_AND_TIME and "go together in Northbank" not in found.sentence
    assert made.fires[:, 48:].sum() == 552


def test_the_usual_city_without_the_link_is_said_to_show_none() -> None:
    city = make_city(np.random.default_rng([2008, 0]))
    assert judged(link_rows(panel(city, make_rubbish(city, 2008, 0.0, 15.0))), "N").word == NO_LINK


def test_the_published_table_holds_what_was_planted_in_the_form_the_office_uses(northbank: Example) -> None:
    path = northbank.path / "data" / "fire" / "published-deliberate-fires.xlsx"
    book = load_workbook(path)
    for number, kind in enumerate(("primary", "secondary"), 1):
        rows = {row[0]: row[1:] for row in book[f"Table {number}"].iter_rows(values_only=True) if row[1]}
        told = [int(str(cell).replace(",", "")) for cell in rows["Northbank"]]
        by_code = northbank.truths["agencies"]["fire"]["by_code"]
        own = [
            sum(n[year] for code, n in by_code.items() if f"deliberate-{kind}" in code) for year in range(5)
        ]
        assert told == northbank.truths["agencies"]["fire"]["published"][kind]
        assert [mine - said for mine, said in zip(own, told, strict=True)] == [3] * 5
