"""What changed after something was done is said in plain words, and never as if the work had caused it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wulfrun.assessment.topics.voices import (
    ALIKE,
    BROKEN,
    GAP,
    LESS,
    MORE,
    NO_MEASURE,
    NOT_COUNTED,
    NOT_DONE,
    SMALL,
    TOO_EARLY,
)
from wulfrun.assessment.voice_words import changed_words
from wulfrun.methods.change import percent_change, verdict
from wulfrun.words.reading_grade import HARDEST, reading_grade, sentences

BURGLARY = {"title": "Domestic burglary", "plain": "burglary of homes", "better": "lower"}
REASONS = (NOT_DONE, NO_MEASURE, TOO_EARLY, SMALL, GAP, BROKEN, NOT_COUNTED)


def voice(before: float, after: float, beside: str = LESS, **more: Any) -> dict[str, Any]:
    change = [float(each) for each in percent_change(after, before)[:3]]
    spans = {"before": (before, "year to 2006-03"), "after": (after, "year to 2007-03")}
    return {
        "reason": "", "measure": "burglary", "area_code": "hill", "area_name": "Hill End",
        **{f"{which}_count": count for which, (count, _) in spans.items()},
        **{f"{which}_period": name for which, (_, name) in spans.items()},
        **{f"{which}_{end}": count for which, (count, _) in spans.items() for end in ("lower", "upper")},
        "change": change[0], "lower": change[1], "upper": change[2], "verdict": str(verdict(*change[1:])),
        "beside_rest": beside, "worst_year": False, "chosen_because": "",
    } | more  # fmt: skip


def test_a_fall_greater_than_elsewhere_may_be_due_to_the_work_and_no_more_is_said() -> None:
    found = changed_words(BURGLARY, voice(283, 195), "Northbank")
    assert found.spoken() == (
        "Burglary of homes fell by about 31% here. There were 283 in the year to March 2006, "
        "and 195 in the year to March 2007. "
        "We are sure that it fell. It fell more here than in the rest of Northbank. "
        "So this work may have helped."
    )
    assert found.tone == "good"
    assert [row["period"] for row in found.rows] == ["year to 2006-03", "year to 2007-03"]


def test_a_fall_like_that_of_the_rest_is_not_put_down_to_the_work() -> None:
    found = changed_words(BURGLARY, voice(283, 195, ALIKE), "Northbank").text
    assert "we do not know if this work was the cause" in found
    assert "may have helped" not in found


def test_a_place_chosen_because_it_was_worst_was_due_some_fall() -> None:
    worst = changed_words(BURGLARY, voice(283, 195, worst_year=True), "Northbank").text
    picked = changed_words(BURGLARY, voice(283, 195, chosen_because="Most burglaries."), "Northbank").text
    rose = changed_words(BURGLARY, voice(195, 283, MORE, worst_year=True), "Northbank").text
    assert "worst we know of here. Some fall was due" in worst
    assert "picked as it had so many. Some fall was due" in picked
    assert "due to come" not in rose
    assert "no sign that this work helped" in rose


def test_where_more_is_the_aim_a_greater_rise_may_be_due_to_the_work() -> None:
    found = changed_words(BURGLARY | {"better": "higher"}, voice(195, 283, MORE), "Northbank")
    assert found.text.endswith(
        "It rose more here than in the rest of Northbank. So this work may have helped."
    )
    assert found.tone == "good"
    neither = changed_words(BURGLARY | {"better": "neither"}, voice(195, 283, MORE), "Northbank")
    assert neither.text.endswith("It rose more here than in the rest of Northbank.")


def test_a_change_that_chance_could_make_is_said_to_be_one() -> None:
    found = changed_words(BURGLARY, voice(168, 180), "Northbank")
    assert found.tone == "neutral"
    assert "Chance alone could do that" in found.text
    assert "helped" not in found.text


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_for_no_figure_is_said_and_can_be_read(reason: str) -> None:
    found = changed_words({}, {"reason": reason}, "Northbank")
    assert (found.tone, found.rows) == ("unknown", ())
    assert all(reading_grade(each) <= HARDEST for each in sentences(found.text))


@given(
    some.integers(1, 3_000), some.integers(0, 3_000), some.sampled_from((LESS, MORE, ALIKE, "")),
    some.booleans(), some.sampled_from(("", "Worst.")), some.sampled_from(("lower", "higher", "neither")),
)  # fmt: skip
def test_every_sentence_can_be_read(
    before: int, after: int, beside: str, worst: bool, because: str, better: str
) -> None:
    row = voice(before, after, beside, worst_year=worst, chosen_because=because)
    for each in sentences(changed_words(BURGLARY | {"better": better}, row, "Northbank").spoken()):
        assert reading_grade(each) <= HARDEST, each
