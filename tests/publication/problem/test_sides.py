"""Each side of a problem is told from the tables that speak of it; what none tells is said to be so."""

from pathlib import Path
from typing import Any

import pytest
from declared_shelf import declared_shelf
from small_tables import CITY

from wulfrun.assessment.topics import deprivation, hot_spots, near_repeats, time_of_day
from wulfrun.publication.problem.sides import sides
from wulfrun.publication.problem.subject import Side, Subject
from wulfrun.publication.shelf import Shelf

AGAIN: dict[str, Any] = {
    "group": "domestic-burglary", "places": 400, "share_again": 0.2, "lower": 0.16, "upper": 0.24,
    "incidents_again": 0.41, "within_year": 0.25, "year_lower": 0.2, "year_upper": 0.3, "day_from": 0,
    "day_to": 7, "repeats": 30, "per_1000": 3.1, "rate_lower": 2.0, "rate_upper": 4.0,
}  # fmt: skip
NEAR: dict[str, Any] = {
    "group": "domestic-burglary", "title": "Domestic burglary", "verdict": near_repeats.FOUND, "note": "",
    "events": 500, "undated": 0, "metres": 200, "days": 14, "pairs": 90, "expected": 50.0, "ratio": 1.8,
    "lower": 1.5, "upper": 2.1,
}  # fmt: skip
HOURS: dict[str, Any] = {
    "group": "domestic-burglary", "title": "Domestic burglary", "first_month": "2007-04",
    "last_month": "2008-03", "events": 500, "to_the_hour": 0.2, "note": "", "day_known": 400,
    "busiest_day": 4, "busiest_events": 90, "weekday_p": 0.001, "weekday_adjusted": 0.004, "uneven": True,
}  # fmt: skip
HOUR = [
    {"group": "domestic-burglary", "hour": hour, "busier": 9 <= hour < 12, "quieter": False}
    for hour in range(24)
]
GRADIENT: dict[str, Any] = {
    "measure": "domestic-burglary", "period": "2007/08", "ratio": 2.5, "ratio_lower": 2.0, "ratio_upper": 3.1,
    "finding": deprivation.FALLS_MORE,
}  # fmt: skip
THEME: dict[str, Any] = {
    "theme": "domestic-burglary", "title": "Domestic burglary", "record": "offence", "note": "",
    "first_month": "2007-04", "last_month": "2008-03", "offences": 500, "cell_metres": 250.0, "cells": 100,
    "hot_cells": 2, "hot_area": 0.02, "hot_offences": 0.1,
}  # fmt: skip
CELLS = [
    {"theme": "domestic-burglary", "cell": n, "area_name": "Ashmoor", "hot": True, "times": "2 to under 3"}
    for n in (1, 2)
]
TABLES = {
    near_repeats.AGAIN: ([AGAIN], near_repeats.TABLES[near_repeats.AGAIN]),
    near_repeats.GROUPS: ([NEAR], near_repeats.TABLES[near_repeats.GROUPS]),
    time_of_day.GROUPS: ([HOURS], time_of_day.TABLES[time_of_day.GROUPS]),
    time_of_day.HOURLY: (HOUR, time_of_day.TABLES[time_of_day.HOURLY]),
    deprivation.GRADIENT: ([GRADIENT], deprivation.TABLES[deprivation.GRADIENT]),
    hot_spots.THEMES: ([THEME], hot_spots.TABLES[hot_spots.THEMES]),
    hot_spots.CELLS: (CELLS, hot_spots.TABLES[hot_spots.CELLS]),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return declared_shelf(tmp_path_factory.mktemp("told"), tables=TABLES)


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return declared_shelf(tmp_path_factory.mktemp("silent"))


def by_question(shelf: Shelf, measure: str, area: str = "") -> dict[str, Side]:
    return {each.question: each for each in sides(Subject(shelf, measure, area))}


def test_homes_burgled_again_answer_who_is_affected(told: Shelf) -> None:
    side = by_question(told, "domestic-burglary")["who is affected"]
    assert side.told[0].text.startswith(
        "Of 400 places with a burglary, 20.0% (16.0% to 24.0%) had more than one"
    )
    assert "2.5 times as high at the most deprived end" in side.words
    assert not side.missing


def test_who_offends_is_said_to_be_told_by_nobody_with_what_would_be_needed(told: Shelf) -> None:
    side = by_question(told, "domestic-burglary")["who offends"]
    assert not side.told
    assert side.missing == "No agency's data say who does it."
    assert "cautioned or charged" in side.needed


def test_a_measure_declared_to_speak_of_offenders_answers_who_offends(tmp_path: Path) -> None:
    shelf = declared_shelf(tmp_path)
    assert by_question(shelf, "robbery")["who offends"].missing
    shelf.definition["measure"]["asb"]["speaks_of"] = {"measures": ["robbery"], "side": "who offends"}
    assert by_question(shelf, "robbery")["who offends"].words.startswith("Anti-social behaviour: ")


def test_where_names_the_areas_that_are_surely_above_and_the_hot_cells(told: Shelf) -> None:
    words = by_question(told, "domestic-burglary")["where"].words
    assert "neighbourhoods" in words and "a rate clearly above that of Exampleton" in words
    assert "2 cells are hot" in words and "Most of them are in Ashmoor" in words
    assert "1.8 times as likely as chance would have it" in words


def test_only_areas_whose_whole_interval_lies_above_are_named(told: Shelf) -> None:
    subject = Subject(told, "psa1")
    whole = told.row("psa1.rate", CITY, subject.period)
    rows = told.across("psa1.rate", "neighbourhood", subject.period)
    assert whole is not None
    above = {row["area_name"] for row in rows if row["lower"] > whole["value"]}
    words = by_question(told, "psa1")["where"].words
    assert above and all(name in words for name in above)
    assert not any(row["area_name"] in words for row in rows if row["area_name"] not in above)


def test_when_says_hours_and_days_in_no_more_words_than_were_tested(told: Shelf) -> None:
    words = by_question(told, "domestic-burglary")["when"].words
    assert "Clearly most from 09:00 to 12:00." in words
    assert "most on Fridays" in words


def test_a_problem_that_nothing_speaks_of_says_so_on_every_side(silent: Shelf) -> None:
    found = by_question(silent, "racially-aggravated")
    for question in ("who is affected", "who offends", "when"):
        assert found[question].missing, question
    assert "hour" in found["when"].missing


def test_of_a_part_of_the_place_what_is_known_of_all_of_it_is_said_to_be_so(told: Shelf) -> None:
    side = by_question(told, "domestic-burglary", "N01")["who is affected"]
    assert side.told[0].text.startswith("In all of Exampleton: of 400 places")
    where = by_question(told, "domestic-burglary", "N01")["where"].words
    assert "Ashmoor holds 2 hot cells of the 2 in Exampleton." in where
    assert "Bell Green holds no hot cell" in by_question(told, "domestic-burglary", "N02")["where"].words


def test_the_priority_neighbourhoods_are_told_apart_among_themselves(told: Shelf) -> None:
    words = by_question(told, "domestic-burglary", "PRIORITY")["where"].words
    assert "priority neighbourhood" in words
    assert "Fallings" not in words


def test_a_measure_of_flagged_records_takes_nothing_from_tables_of_whole_groups(told: Shelf) -> None:
    assert Subject(told, "domestic-abuse").of_groups(near_repeats.AGAIN) == []
    assert "places with a burglary" not in by_question(told, "domestic-abuse")["who is affected"].words
