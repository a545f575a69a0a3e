"""Hot places, near repeats and the action are planted as told, and leave every other count as it was."""

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from wulfrun.example.city import City, make_city
from wulfrun.example.folder import _random, example_files
from wulfrun.example.gathering import hot_places, pull
from wulfrun.example.names import NEIGHBOURHOODS
from wulfrun.example.near_repeats import DAYS, METRES
from wulfrun.example.truths import plant


@lru_cache(maxsize=1)
def city() -> City:
    return make_city(_random(2008, 0))


@lru_cache(maxsize=4)
def made(**truths: float) -> dict[str, Any]:
    files = example_files(2008, truths, agencies=())
    return {**files, "told": json.loads(str(files["example-truths.json"]))}


def burglaries(files: dict[str, Any], year: str) -> np.ndarray[Any, Any]:
    """Day, easting and northing of each domestic burglary of a year, as the file says them."""
    rows = [line.split(",") for line in files[f"data/police/extract-{year}.csv"].split("\r\n")[1:-1]]
    own = [row for row in rows if row[1] in ("028", "029") and len(row) == 14 and row[5]]
    return np.array([(_day(row[2]), int(row[5]), int(row[6])) for row in own], float)


def _day(text: str) -> int:
    day, month, year = (int(part) for part in text.split("/"))
    return int(np.datetime64(f"{year}-{month:02d}-{min(day, 28):02d}", "D").astype(int)) + max(day - 28, 0)


def close_pairs(found: np.ndarray[Any, Any]) -> int:
    """Pairs within the planted distance and days, one by one."""
    day, place = found[:, 0], found[:, 1:]
    pairs = 0
    for at in range(len(found) - 1):
        near = np.hypot(*(place[at + 1 :] - place[at]).T) <= METRES
        pairs += int((near & (np.abs(day[at + 1 :] - day[at]) < DAYS)).sum())
    return pairs


def test_hot_places_lie_apart_and_outside_the_priority_neighbourhoods() -> None:
    places = hot_places(city())
    assert [each.emerging for each in places] == [False, False, True]
    assert not city().in_priority[[each.lsoa for each in places]].any()


def test_an_emerging_place_is_usual_at_first_and_the_others_never_are() -> None:
    steady, _, emerging = (each.lsoa for each in hot_places(city()))
    pulls = [pull(city(), "wounding", year, plant()) for year in range(5)]
    assert [each[emerging] for each in pulls] == pytest.approx([1, 1, 1, 3.2, 12])
    assert {each[steady] for each in pulls} == {10.0}
    assert (pull(city(), "shoplifting", 4, plant()) == 1).all()


@pytest.mark.parametrize("effect", [-30.0, 0.0, 25.0])
def test_the_action_has_the_effect_that_was_planted(effect: float) -> None:
    told = made(action_effect=effect)["told"]["action"]
    assert 100 * (told["ratio_of_ratios"] - 1) == pytest.approx(effect, abs=1.0)
    assert told["neighbourhood"] in NEIGHBOURHOODS


def test_what_is_planted_leaves_the_totals_of_every_year() -> None:
    usual, other = made()["told"]["offences"], made(action_effect=25.0)["told"]["offences"]
    assert usual == other


def test_planted_near_repeats_make_more_close_pairs_than_none() -> None:
    planted, none = made(), made(near_repeat_share=0.0)
    year = "2005/06"
    told = planted["told"]["near_repeats"]["burglaries"][year]
    assert none["told"]["near_repeats"]["burglaries"][year] == 0
    more = close_pairs(burglaries(planted, "2005-06")) - close_pairs(burglaries(none, "2005-06"))
    # A burglary that is moved also leaves the pairs that chance had put it in.
    assert more > 0.6 * told
