import csv
from collections import Counter
from itertools import groupby

from wulfrun.data.sources.police_street import TYPES

from .conftest import Example


def rows(example: Example) -> list[tuple[str, dict[str, str]]]:
    found = []
    for path in sorted((example.path / "data/police/street").glob("*/*-street.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            found += [(path.name[:7], row) for row in csv.DictReader(file)]
    return found


def test_counting_each_crime_once_finds_what_was_planted(northbank: Example) -> None:
    seen: set[str] = set()
    found: dict[str, Counter[str]] = {}
    for month, row in rows(northbank):
        key = row["Crime ID"]
        whole = row["Context"] is not None and row["Month"] == month
        if not whole or key in seen or row["LSOA code"].startswith("E0198"):
            continue
        seen |= {key} - {""}
        start = int(month[:4]) - (month[5:] < "04")
        found.setdefault(f"{start}/{(start + 1) % 100}", Counter())[row["Crime type"]] += 1
    assert found == northbank.truths["street"]


def test_a_month_uses_only_the_types_of_its_day(northbank: Example) -> None:
    for month, group in groupby(rows(northbank), key=lambda each: each[0]):
        for kind in {row["Crime type"] for _, row in group if row["Context"] is not None}:
            first, last = TYPES[kind]
            assert first <= month <= (last or month), (month, kind)


def test_anti_social_behaviour_has_no_crime_id_and_everything_else_has(northbank: Example) -> None:
    for _, row in rows(northbank):
        if row["Context"] is not None:
            assert (row["Crime ID"] == "") == (row["Crime type"] == "Anti-social behaviour")


def test_burglary_falls_towards_its_open_target(northbank: Example) -> None:
    told = northbank.truths["street"]
    assert told["2012/13"]["Burglary"] < told["2011/12"]["Burglary"]
    assert 2 * told["2013/14"]["Burglary"] < told["2012/13"]["Burglary"]
