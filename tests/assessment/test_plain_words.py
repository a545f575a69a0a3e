"""Plain sentences never say more than their interval allows, and are easy to read."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from wulfrun.assessment.plain_words import (
    Plain,
    change_words,
    compares,
    plain_name,
    size_words,
    span_words,
    sureness,
)
from wulfrun.data.derived import records
from wulfrun.data.sources import layouts
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.methods.change import percent_change
from wulfrun.words.reading_grade import HARDEST, reading_grade, sentences

SHARES = {"a tenth": 10, "a fifth": 20, "a quarter": 25, "a third": 100 / 3, "two fifths": 40, "half": 50,
          "three fifths": 60, "two thirds": 200 / 3, "three quarters": 75}  # fmt: skip
BURGLARY = {"title": "Domestic burglary", "plain": "burglary of homes", "better": "lower"}


def figure(value: float, period: str = "2003/04", spread: float = 0.1, **more: Any) -> dict[str, Any]:
    ends = {"lower": value * (1 - spread), "upper": value * (1 + spread)}
    return {"value": value, "period": period, "suppressed": False, **ends} | more


def change_of(before: float, after: float) -> dict[str, Any]:
    found = percent_change(after, before)
    names = ("value", "lower", "upper")
    return {name: float(each) for name, each in zip(names, found[:3], strict=True)} | {"suppressed": False}


def said_size(words: str) -> float:
    bare = words.removeprefix("about ")
    return SHARES[bare] if bare in SHARES else float(bare.rstrip("%").replace(",", ""))


def words_of(before: float, after: float, **measure: Any) -> Plain:
    earlier, now = figure(before), figure(after, "2007/08")
    return change_words(BURGLARY | measure, change_of(before, after), earlier, now)


def test_a_fall_by_a_quarter_is_said_with_how_sure_we_are() -> None:
    found = words_of(3100, 2370)
    assert found.spoken() == (
        "Burglary of homes fell by about a quarter in the four years to March 2008. "
        "The count went from 3,100 to 2,370 a year. We are sure that it fell."
    )
    assert found.tone == "good"
    assert [row["value"] for row in found.rows] == [3100, 2370]


def test_twice_as_many_are_doubled_and_not_a_hundred_percent_more() -> None:
    assert "Burglary of homes doubled in" in words_of(170, 340).text
    assert "Burglary of homes about doubled in" in words_of(170, 343).text
    assert "rose by about 103%" in words_of(170, 345).text


def test_a_change_that_chance_could_make_is_no_rise_and_no_fall() -> None:
    found = words_of(550, 572)
    assert found.tone == "neutral"
    assert found.spoken().startswith("We cannot say if burglary of homes rose or fell")
    assert " sure " not in found.text


def test_a_rise_is_what_we_want_where_more_is_the_aim() -> None:
    assert words_of(800, 944, better="higher").spoken().endswith("it rose. That is what we want.")
    assert words_of(800, 944, better="higher").tone == "good"
    assert words_of(944, 700, better="higher").tone == "bad"
    assert words_of(800, 944, better="neither").tone == "neutral"


def test_small_numbers_and_gaps_are_not_compared_and_show_no_figure() -> None:
    hidden = change_words(BURGLARY, {"value": None, "suppressed": True}, figure(3), figure(4, "2007/08"))
    gap = change_words(BURGLARY, None, None, figure(400, "2007/08"))
    assert hidden.tone == gap.tone == "unknown"
    assert hidden.rows == gap.rows == ()
    assert "could be known" in hidden.text
    assert "a gap" in gap.text


def test_answers_to_a_survey_are_told_as_shares_and_tested_as_shares() -> None:
    measure = {"title": "Adults who feel safe", "kind": "survey", "scale": 100, "better": "higher"}
    earlier = figure(42.0, lower=39.0, upper=45.0)
    found = change_words(measure, None, earlier, figure(50.0, "2007/08", lower=46.9, upper=53.1))
    assert found.spoken("share") == (
        "The share of adults who feel safe rose in the four years to March 2008. "
        "It went from 42.0% to 50.0%. We are sure that it rose."
    )
    close = change_words(measure, None, earlier, figure(43.0, "2007/08", lower=40.0, upper=46.0))
    assert close.tone == "neutral"
    assert "cannot say" in close.text


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2003/04", "2007/08", "in the four years to March 2008"),
        ("2006/07", "2007/08", "in the year to March 2008"),
        ("2003/04", "year to 2008-06", "from March 2004 to June 2008"),
        ("1990/91", "2007/08", "in the 17 years to March 2008"),
    ],
)
def test_the_span_is_told_in_years_that_end_in_a_month(before: str, after: str, words: str) -> None:
    assert span_words(before, after) == words


@given(some.integers(1, 200_000), some.integers(1, 200_000))
def test_the_size_that_is_said_always_lies_within_the_interval(before: int, after: int) -> None:
    found = change_of(before, after)
    assume(found["lower"] > 0 or found["upper"] < 0)
    size = said_size(size_words(found["value"], found["lower"], found["upper"]))
    near, far = sorted((abs(found["lower"]), abs(found["upper"])))
    assert near - 0.051 <= size <= far + 0.051
    assert abs(size - abs(found["value"])) <= 2.0


@given(some.integers(0, 5_000), some.integers(1, 5_000))
def test_a_direction_is_said_just_where_the_interval_leaves_out_no_change(before: int, after: int) -> None:
    assume(before > 0)
    found = change_of(before, after)
    text = words_of(before, after).text
    certain = sureness(found["value"], found["lower"], found["upper"])
    assert bool(certain) == (found["lower"] > 0 or found["upper"] < 0)
    assert ("cannot say" in text) == (not certain)
    if certain:
        assert f"We are {certain} that it {'rose' if found['lower'] > 0 else 'fell'}." in text


def test_sure_needs_more_than_the_interval_alone() -> None:
    # One in a thousand: |z| = 3.29; 95% alone is "fairly sure".
    weak, strong = change_of(100, 136), change_of(100, 170)
    assert sureness(weak["value"], weak["lower"], weak["upper"]) == "fairly sure"
    assert sureness(strong["value"], strong["lower"], strong["upper"]) == "sure"
    nothing_left = change_of(40, 0)
    assert sureness(nothing_left["value"], nothing_left["lower"], nothing_left["upper"]) == "fairly sure"


def every_plain(measure: dict[str, Any], before: float, after: float) -> list[str]:
    survey = measure["kind"] == "survey"
    earlier, now = figure(before), figure(after, "2007/08")
    if survey:
        earlier, now = figure(42.0, spread=0.07), figure(30.0 + after % 30, "2007/08", spread=0.07)
    made = [
        change_words(measure, change_of(before, after), earlier, now),
        change_words(measure, None, None, now),
        change_words(measure, {"value": None, "suppressed": True}, earlier, now),
    ]
    return [each.spoken("share" if survey else "count") for each in made]


@cache
def shipped() -> list[dict[str, Any]]:
    """Every measure of the library and of the example whose change is told."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        about = '[partnership]\nname = "X"\narea_codes = ["X08000001"]\narea_name = "X"\n'
        (folder / "partnership.toml").write_text(about, "utf-8")
        own = files("wulfrun.example") / "text" / "measures.toml"
        (folder / "measures.toml").write_text(own.read_text("utf-8"), "utf-8")
        definition = read(folder, KINDS, layouts(), records())
    return [row for row in definition.snapshot()["measure"].values() if compares(row)]


@settings(max_examples=20, deadline=None)
@given(some.integers(1, 99_999), some.integers(1, 99_999))
def test_every_sentence_about_every_shipped_measure_can_be_read(before: int, after: int) -> None:
    assert len(shipped()) > 50
    for measure in shipped():
        for text in every_plain(measure, before, after):
            hardest = max(sentences(text), key=reading_grade)
            assert reading_grade(hardest) <= HARDEST, hardest
            assert not re.search(r"[{}]", text)


def test_a_measure_without_a_plain_name_goes_by_its_title() -> None:
    assert plain_name({"title": "PSA1 basket", "plain": ""}) == "PSA1 basket"
    assert plain_name({"title": "Robbery"}) == "robbery"
