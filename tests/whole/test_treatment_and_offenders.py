"""Treatment and offenders of the example: as planted, by a second route, and with other truths planted."""

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.whole.conftest import definition_of
from tests.whole.plain_lives import (
    COHORT,
    EPISODES,
    EVENTS,
    PLANNED,
    WHOLE,
    events,
    months_on,
    page,
    plain_day,
    plain_journeys,
    planted,
    published,
    sheet,
    spans,
    target_words,
    yearly,
)
from wulfrun.build import build
from wulfrun.data.pseudonyms import Seal
from wulfrun.data.release import Release
from wulfrun.example.folder import write_example
from wulfrun.methods.disclosure import recoverable

pytestmark = pytest.mark.xdist_group("whole")

BELOW = 5
OTHER = {
    "people_in_treatment_change": 10.0,
    "retained_12_weeks": 61.0,
    "ppo_offending_change": -25.0,
    "prolific_in_treatment": 3.0,
}
REFERENCE = re.compile(r"NDT-\d|PX/\d")
Row = dict[str, Any]


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Other truths planted, and only these three files taken in."""
    folder = tmp_path_factory.mktemp("treatment") / "northbank"
    write_example(folder, 2008, OTHER, agencies=("treatment", "offenders"))
    for path in sorted((folder / "data").rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in (EPISODES, COHORT, EVENTS):
            path.unlink()
    build(folder, definition_of(folder))
    return folder


@pytest.fixture(params=["usual", "alone"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def release(folder: Path) -> Release:
    return Release(folder / "store" / "current")


def test_people_and_retention_of_every_year_are_as_planted(folder: Path, release: Release) -> None:
    truth = planted(folder, "treatment")
    people, retained = yearly(release, "people-in-treatment"), yearly(release, "treatment-retained")
    assert {year: row["value"] for year, row in people.items()} == truth["people_in_treatment"]
    assert {year: row["numerator"] for year, row in retained.items()} == truth["retained"]
    assert {year: row["denominator"] for year, row in retained.items()} == truth["journeys_most_recent"]


def test_the_change_of_the_prolific_and_their_overlap_are_as_planted(folder: Path, release: Release) -> None:
    truth = planted(folder, "offenders")
    (change,) = release.rows("prolific_before_after")
    assert (change["people"], change["before"], change["after"]) == (
        truth["mature_members"], truth["before"], truth["after"],
    )  # fmt: skip
    assert change["change_percent"] == pytest.approx(truth["change_percent"], abs=1e-3)
    (year,) = (row for row in release.rows("prolific_in_treatment") if row["period"] == "2007/08")
    assert year["members"] == truth["members_2007_08"]
    shown = truth["in_treatment_2007_08"] if truth["in_treatment_2007_08"] >= BELOW else None
    assert year["in_treatment"] == shown


def test_the_pages_say_what_was_planted_and_other_words_where_it_is_otherwise(
    usual: Path, alone: Path
) -> None:
    for title in ("A quarter more people in drug treatment", "Three in four kept in drug treatment"):
        assert target_words(usual, title) == "achieved"
        assert target_words(alone, title) == "not achieved"
    assert "rose by 40.0%, from 620 people in 2003/04 to 868 in 2007/08" in page(
        usual, "topics/treatment.html"
    )
    assert "620 people in 2003/04 to 682 in 2007/08" in page(alone, "topics/treatment.html")
    good, bad = page(usual, "topics/offenders.html"), page(alone, "topics/offenders.html")
    assert "Fewer than expected" in good
    assert "to be expected anyway" in good
    assert "No effect shown" in bad
    assert "Fewer than expected" not in bad


def test_what_is_too_young_is_said_on_the_pages(usual: Path) -> None:
    assert "Of those who began in or after April 2008 it cannot be said yet" in page(
        usual, "topics/treatment.html"
    )
    offenders = page(usual, "topics/offenders.html")
    assert "Cohorts from 2006/07 Q4 on cannot be counted yet" in offenders
    assert "end of September 2008" in offenders


def test_treatment_by_a_second_route(folder: Path, release: Release) -> None:
    found = plain_journeys(folder)
    people, retained = yearly(release, "people-in-treatment"), yearly(release, "treatment-retained")
    exits = yearly(release, "treatment-planned-exits")
    for name, first, last in spans():
        inside = [
            who
            for who, own in found.items()
            if any(one["start"] <= last and (one["end"] is None or one["end"] >= first) for one in own)
        ]
        assert people[name]["value"] == len(inside), name
        newest = [
            max(begun, key=lambda one: one["start"])
            for own in found.values()
            if (begun := [one for one in own if first <= one["start"] <= last])
        ]
        stayed = [
            one
            for one in newest
            if one["end"] is None or (one["end"] - one["start"]).days >= 84 or one["reason"] in PLANNED
        ]
        assert (retained[name]["numerator"], retained[name]["denominator"]) == (len(stayed), len(newest)), (
            name
        )
        left = [one for own in found.values() for one in own if one["end"] and first <= one["end"] <= last]
        planned_exits = [one for one in left if one["reason"] in PLANNED]
        assert (exits[name]["numerator"], exits[name]["denominator"]) == (len(planned_exits), len(left)), name


def test_counting_rows_would_have_been_wrong(usual: Path) -> None:
    """The traps are in the files: more rows than journeys, and more journeys than the last of each year."""
    found = plain_journeys(usual)
    rows = sum(1 for _ in sheet(usual / EPISODES, 3))
    journeys = sum(len(own) for own in found.values())
    assert rows > journeys * 1.2
    gaps = [
        (later["start"] - earlier["end"]).days
        for own in found.values()
        for earlier, later in pairwise(own)
        if earlier["end"]
    ]
    assert min(gaps) == 22
    assert gaps.count(22) > 20


def test_reoffending_by_a_second_route(folder: Path, release: Release) -> None:
    everybody = events(folder)
    rows = {
        row["period"]: row for row in release.rows("reoffending_cohorts") if row["period_kind"] == "quarter"
    }
    assert sum(row["state"] == "counted" for row in rows.values()) == 15
    for name, row in rows.items():
        first = months_on(date(int(name[:4]), 4, 1), 3 * (int(name[-1]) - 1))
        last = months_on(first, 3) - timedelta(days=1)
        size, again, offences = 0, 0, 0
        for own in everybody.values():
            index = [
                one["Disposal Date"]
                for one in own
                if one["Event Type"] != "Charge" and first <= (one["Disposal Date"] or date.max) <= last
            ]
            if not index:
                continue
            size += 1
            begin = min(index)
            proven = sum(
                one["Proven"] == "Y"
                and begin < one["Offence Date"] <= months_on(begin, 12)
                and one["Disposal Date"] <= months_on(begin, 18)
                for one in own
            )
            again, offences = again + bool(proven), offences + proven
        assert row["offenders"] == size, name
        if row["state"] == "counted":
            assert (row["reoffenders"], row["reoffences"]) == (again, offences), name
            assert months_on(last, 18) <= date(2008, 6, 30)
        else:
            assert row["state"] == "not yet mature"
            assert row["rate"] is row["reoffenders"] is None
            assert months_on(last, 18) > date(2008, 6, 30)


def test_the_overlap_by_a_second_route(folder: Path, release: Release) -> None:
    treated = plain_journeys(folder)
    rows = {row["period"]: row for row in release.rows("prolific_in_treatment")}
    members = list(sheet(folder / COHORT, 2))
    for name, first, last in spans():
        if name not in rows:
            continue
        own = [
            one
            for one in members
            if plain_day(one["Date Adopted"]) <= last  # type: ignore[operator]
            and (plain_day(one["Date Removed"]) or date.max) >= first
        ]
        stays = [treated[one["Treatment Ref"]] for one in own if one["Treatment Ref"]]
        count = sum(
            any(stay["start"] <= last and (stay["end"] or date.max) >= first for stay in each)
            for each in stays
        )
        assert rows[name]["members"] == len(own)
        assert rows[name]["in_treatment"] == (
            count if BELOW <= count <= len(own) - BELOW or not count else None
        )


def test_no_reference_and_no_pseudonym_is_in_any_byte_that_is_published(folder: Path) -> None:
    release = (folder / "store" / "current").resolve()
    seal = Seal.of_folder(folder)
    who = {str(each) for each in pq.read_table(release / "restricted" / "people.parquet")["who"].to_pylist()}
    lists = pq.read_table(release / "restricted" / "lists" / "prolific-offenders.parquet")
    assert {seal.opened(each)[:3] for each in lists["sealed"].to_pylist()} == {"PX/"}
    assert len(who) > 1000
    numbers = re.compile(r"\d{15,19}")
    files = published(folder)
    assert len(files) > 50
    for path in files:
        text = path.read_bytes().decode("utf-8", "ignore")
        assert not REFERENCE.search(text), path
        assert who.isdisjoint(numbers.findall(text)), path
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            assert not {"who", "sealed", "other"} & set(table.column_names), path
            assert not REFERENCE.search(str(table.to_pylist())) if table.num_rows < 50_000 else True, path


def test_no_count_of_persons_from_1_to_4_is_published_and_none_can_be_worked_out(release: Release) -> None:
    rows = release.table("figures").to_pylist()
    own = {"people-in-treatment", "opiate-crack-in-treatment", "effective-treatment", "alcohol-in-treatment",
           "treatment-starts", "prolific-offenders", "treatment-retained", "treatment-planned-exits",
           "treatment-waited", "proven-reoffending"}  # fmt: skip
    told = [row for row in rows if row["measure"] in own and row["numerator"] is not None]
    assert {row["measure"] for row in told} >= {"people-in-treatment", "prolific-offenders"}
    for row in told:
        left = [] if row["denominator"] is None else [row["denominator"] - row["numerator"]]
        assert not any(0 < number < BELOW for number in (row["numerator"], *left)), row


def test_an_attacker_who_adds_and_takes_away_finds_no_small_number(folder: Path, release: Release) -> None:
    """Every neighbourhood and year of people in treatment, with the groups and the whole they add up to."""
    restricted = (folder / "store" / "current").resolve() / "restricted"
    member = pq.read_table(restricted / "member.parquet").to_pylist()
    of: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in member:
        of[row["smallest"], row["level"]].append(row["area"])
    seen = [row for row in pq.read_table(restricted / "people.parquet").to_pylist()
            if row["record"] == "treatment" and row["code"] != "alcohol"]  # fmt: skip
    figures = {
        (row["area_level"], row["area_code"], row["period"]): row
        for row in release.table("figures").to_pylist()
        if row["measure"] == "people-in-treatment"
    }
    for name, first, _ in spans():
        begin = first.year * 12 + 3
        people: dict[tuple[str, str], set[int]] = defaultdict(set)
        for row in seen:
            if begin <= row["month"] < begin + 12:
                for level in ("neighbourhood", "group", "partnership"):
                    for area in of[row["area"], level]:
                        people[level, area].add(row["who"])
        cells = sorted(people)
        counts = [len(people[cell]) for cell in cells]
        hidden = [figures[(*cell, name)]["value"] is None for cell in cells]
        group = {row["smallest"]: row["area"] for row in member if row["level"] == "group"}
        parent = {
            row["area"]: group.get(row["smallest"], "") for row in member if row["level"] == "neighbourhood"
        }
        above = [
            cells.index(("group", parent[area])) if level == "neighbourhood"
            else cells.index(("partnership", WHOLE)) if level == "group" else -1
            for level, area in cells
        ]  # fmt: skip
        lower, upper = recoverable(np.array(counts), np.array(hidden), [above])
        for cell, count, low, high in zip(cells, counts, lower, upper, strict=True):
            if 0 < count < BELOW:
                assert high - low >= BELOW - 1e-6, (name, cell)
