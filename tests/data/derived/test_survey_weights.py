"""Respondents become weighted answers: raked by wave, thin groups joined, a score over whole strands only."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from street_world import HERE, WHOLE, geography
from tests.generative.shipped import library

from wulfrun.data.derived._survey_weights import join_thin
from wulfrun.data.derived.derivation import Derived, Gathered
from wulfrun.data.derived.survey import derive
from wulfrun.data.sources.survey_responses import identity
from wulfrun.data.tables import EVENTS, EXPOSURE
from wulfrun.definition.model import Definition
from wulfrun.words.periods import month_index

MARCH = month_index("2008-03")
SOURCE = {"layout": "survey-responses", "agency": "council"}
POPULATION = {"sex": {"Female": 520.0, "Male": 480.0}, "ethnic_group": {"White": 780.0, "Black": 220.0}}
MARGINS = [{"by": [axis], "people": people, "source": "census"} for axis, people in POPULATION.items()]
STRANDS = library().question["ni17"].strands


def definition(margins: Any = (), columns: Mapping[str, Any] | None = None, **changed: Any) -> Definition:
    survey = {
        "title": "Talk", "source": "sent", "design": "quota",
        "columns": columns or {"feel-safe-after-dark": "Q7"}, "margins": list(margins), **changed,
    }  # fmt: skip
    return Definition.model_validate(
        {
            "partnership": {"name": "P", "area_codes": [WHOLE], "area_name": "P"},
            "source": {"sent": SOURCE},
            "survey": {"talk": survey},
            "question": {name: each.model_dump() for name, each in library().question.items()},
        }
    )


def event(
    number: int, answers: Mapping[str, str], month: int = MARCH, area: str = HERE[0], **said: str
) -> Any:
    declared = definition().source["sent"]
    more = {**said, **{f"={name}": word for name, word in answers.items()}, "sent_by": identity(declared)}
    return {
        "key": number, "month": month, "code": "interview", "flags": 0, "area": area, "n": 1, "file": "f",
        "who": number, "other": 0, "day": None, "until": None, "more": json.dumps(more), "sealed": None,
    }  # fmt: skip


def derived(declared: Definition, events: list[Any], exposures: Any = ()) -> Derived:
    table = pa.Table.from_pylist(events, schema=EVENTS)
    people = pa.Table.from_pylist(list(exposures), schema=EXPOSURE)
    return derive(Gathered(declared, geography(), {"survey-response": table}, {}, people))


def boosted() -> list[Any]:
    """400 respondents, half of them Black where 22% live; Black respondents feel safe half as often."""
    rng = np.random.default_rng(7)
    found = []
    for number in range(400):
        ethnic = "Black" if number % 2 else "White"
        sex = "F" if rng.random() < 0.6 else "Male"
        safe = rng.random() < (0.3 if number % 2 else 0.6)
        words = "Very safe" if safe else "Very unsafe"
        if number % 10 == 9:
            words = "Don't know"
        found.append(event(number + 1, {"Q7": words}, sex=sex, ethnic_group=ethnic, area=HERE[number % 3]))
    return found


def test_a_boosted_sample_is_weighted_down_as_a_second_route_has_it() -> None:
    """Plain iterative fitting with pandas gives the same weighted share and the same effective base."""
    found = derived(definition(MARGINS, trim=None), boosted())
    answers = found.answers.to_pandas()
    ours = answers[answers.code != "dont-know"]
    share = ours.weight[ours.code == "very-safe"].sum() / ours.weight.sum()

    said = [json.loads(each["more"]) for each in boosted()]
    frame = pd.DataFrame(said)
    frame["sex"] = frame.sex.replace({"F": "Female"})
    frame["w"] = 1.0
    for _ in range(200):
        for axis, people in POPULATION.items():
            goal = frame[axis].map(people) / 1000 * len(frame)
            frame["w"] *= goal / frame.groupby(axis)["w"].transform("sum")
    known = frame[frame["=Q7"] != "Don't know"]
    theirs = known.w[known["=Q7"] == "Very safe"].sum() / known.w.sum()
    assert share == pytest.approx(theirs, abs=1e-5)
    unweighted = (known["=Q7"] == "Very safe").mean()
    assert share > unweighted + 0.04
    (wave,) = found.judged["survey_waves"].to_pylist()
    assert wave["effective"] == pytest.approx(frame.w.sum() ** 2 / (frame.w**2).sum(), rel=1e-4)
    assert (wave["base"], wave["converged"], wave["weighting"]) == (400, True, "raked to sex, ethnic group")
    assert answers.weight.sum() == pytest.approx(400, abs=1e-3)


def test_without_margins_it_is_unweighted_and_says_so() -> None:
    found = derived(definition(), boosted())
    assert set(found.answers["weight"].to_pylist()) == {1.0}
    assert any("unweighted" in note and "not of all residents" in note for note in found.notes)


def test_no_weight_leaves_the_declared_limits_and_a_margin_that_is_missed_for_it_is_told() -> None:
    rows = [
        event(number, {"Q7": "Very safe"}, sex="F", ethnic_group="White" if number <= 8 else "Black")
        for number in range(1, 401)
    ]
    people = [{"by": ["ethnic_group"], "people": {"White": 780, "Black": 220}, "source": "census"}]
    found = derived(definition(people, trim=3), rows)
    (wave,) = found.judged["survey_waves"].to_pylist()
    assert wave["largest"] <= 3.01 and wave["smallest"] >= 0.33
    assert not wave["converged"] and "ethnic group" in wave["reason"]
    assert any("do not meet every margin" in note for note in found.notes)


def test_a_group_with_few_respondents_is_weighted_with_the_next() -> None:
    place, aim, told = join_thin(
        np.array([0] * 9 + [1] * 2 + [2] * 9 + [-1]), np.array([30.0, 20, 50]), ["16-34", "35-54", "55+"], 5
    )
    assert aim.tolist() == [30.0, 70.0]
    assert np.bincount(place[place >= 0]).tolist() == [9, 11] and place[-1] == -1
    assert told == ("35-54 with 55+",)


def test_the_last_group_is_joined_to_the_one_before() -> None:
    _, aim, told = join_thin(np.array([0] * 9 + [1] * 9 + [2]), np.array([30.0, 20, 50]), ["a", "b", "c"], 5)
    assert (aim.tolist(), told) == ([30.0, 70.0], ("b with c",))


def test_ages_in_years_fall_into_their_bands() -> None:
    margin = [{"by": ["age"], "people": {"16-34": 500, "35+": 500}, "source": "census"}]
    rows = [
        event(number, {"Q7": "Very safe"}, age=str(20 if number <= 30 else 60)) for number in range(1, 101)
    ]
    found = derived(definition(margin, age_bands=["16-34", "35+"]), rows)
    weights = found.answers["weight"].to_pylist()
    assert sum(weights[:30]) == pytest.approx(sum(weights[30:]), abs=1e-3)


def test_areas_are_weighted_to_the_declared_residents() -> None:
    margin = [{"by": ["area"], "level": "neighbourhood"}]
    people = [{"of": "residents", "area": code, "year": 2007, "value": 100.0} for code in HERE]
    found = derived(definition(margin), boosted(), people)
    # This geography has no neighbourhoods: the margin cannot be had, and that is said.
    assert any("area: no population is known" in note for note in found.notes)


def strand_answers(scores: list[int]) -> dict[str, str]:
    words = ["Not a problem at all", "Not a very big problem", "A fairly big problem", "A very big problem"]
    return {strand: words[score] for strand, score in zip(STRANDS, scores, strict=True)}


@pytest.mark.parametrize(
    ("scores", "code"),
    [([3, 3, 3, 2, 0, 0, 0], "high"), ([3, 3, 3, 1, 0, 0, 0], "not-high"), ([2, 2, 2, 2, 2, 1, 0], "high")],
)
def test_eleven_of_twenty_one_is_high(scores: list[int], code: str) -> None:
    columns = {strand: strand for strand in STRANDS}
    found = derived(definition(columns=columns), [event(1, strand_answers(scores))])
    said = {row["question"]: row["code"] for row in found.answers.to_pylist()}
    assert said["ni17"] == code


@pytest.mark.parametrize("word", ["Don't know", "", "no idea"])
def test_only_who_answers_all_seven_strands_is_scored(word: str) -> None:
    columns = {strand: strand for strand in STRANDS}
    answers = strand_answers([3] * 7) | {STRANDS[2]: word}
    found = derived(definition(columns=columns), [event(1, answers)])
    assert "ni17" not in {row["question"] for row in found.answers.to_pylist()}
    if word == "no idea":
        assert any("'no idea' (1)" in note for note in found.notes)


def test_waves_take_interviews_by_name_or_by_day_and_tell_what_lies_in_none() -> None:
    waves = [
        {"name": "Spring", "starts": "2007-05-01", "ends": "2007-05-31"},
        {"name": "Autumn", "starts": "2007-10-01", "ends": "2007-10-31"},
    ]
    by_name = event(1, {"Q7": "Very safe"}, wave="autumn")
    by_day = event(2, {"Q7": "Very safe"}) | {"day": 13647}
    stray = event(3, {"Q7": "Very safe"}) | {"day": 13747}
    found = derived(definition(waves=waves), [by_name, by_day, stray])
    assert [(row["wave"], row["base"]) for row in found.judged["survey_waves"].to_pylist()] == [
        ("Spring", 1),
        ("Autumn", 1),
    ]
    assert any("1 interviews lie in no declared wave" in note for note in found.notes)


def test_a_year_without_a_wave_is_a_gap_and_not_a_nought() -> None:
    rows = [event(1, {"Q7": "Very safe"}, month=MARCH - 24), event(2, {"Q7": "Very safe"})]
    months = derived(definition(), rows).months["survey"]
    assert [(each.month, each.status) for each in months] == [
        (MARCH - 24, "complete"),
        (MARCH - 12, "missing"),
        (MARCH, "complete"),
    ]


def test_a_column_that_is_not_there_is_told_with_the_nearest() -> None:
    found = derived(definition(columns={"feel-safe-after-dark": "Q8"}), [event(1, {"Q7": "Very safe"})])
    assert any("no answer stands in a column 'Q8'" in note and "Q7" in note for note in found.notes)
