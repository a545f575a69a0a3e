"""A verdict says no more than its interval: no direction where it holds none, and both its ends in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.verdict import (
    AGREED,
    CONTRADICTED,
    HIGHER,
    LOWER,
    NOT_SHOWN,
    PARTLY,
    UNKNOWN,
    percent_apart,
    together,
    verdict_of_difference,
    verdict_of_ratio,
)

ratios = st.lists(st.floats(0.01, 20), min_size=3, max_size=3).map(sorted)
differences = st.lists(st.floats(-5000, 5000), min_size=3, max_size=3).map(sorted)
AGAINST = "expected from the comparison areas"


@given(ratios)
def test_no_direction_is_said_where_the_interval_holds_no_difference(limits: list[float]) -> None:
    lower, ratio, upper = limits
    found = verdict_of_ratio(ratio, lower, upper, "domestic burglary", AGAINST)
    assert (found.word == NOT_SHOWN) == (lower <= 1 <= upper)
    assert found.sentence.startswith("No difference could be shown") == (found.word == NOT_SHOWN)
    if found.word == LOWER:
        assert upper < 1 and "higher" not in found.sentence
    if found.word == HIGHER:
        assert lower > 1 and "lower" not in found.sentence
    for cause in ("because", "caused", "due to", "led to", "worked", "prevented", "thanks to", "saved"):
        assert cause not in found.sentence
    assert AGAINST in found.sentence


@given(ratios)
def test_the_numbers_in_words_are_those_of_the_interval(limits: list[float]) -> None:
    lower, ratio, upper = limits
    said = verdict_of_ratio(ratio, lower, upper, "arson", AGAINST)
    texts = re.findall(
        r"(less than 1%|more than 99%|no difference|[\d,]+%)", said.sentence.split("anything")[1]
    )
    ends = [lower, upper] if lower <= 1 <= upper else sorted((lower, upper), key=lambda each: abs(each - 1))
    assert texts == ["no difference" if each == 1 else percent_apart(each) for each in ends]
    for text, end in zip(texts, ends, strict=True):
        if text[0].isdigit():
            assert abs(float(text.rstrip("%").replace(",", "")) - abs(end - 1) * 100) <= 0.5 + 1e-9
    if said.word != NOT_SHOWN:
        assert said.sentence.startswith(f"Arson was {percent_apart(ratio)} {said.word}")


@given(differences)
def test_a_difference_of_counts_is_said_by_the_same_rule(limits: list[float]) -> None:
    lower, effect, upper = limits
    found = verdict_of_difference(effect, lower, upper, "offences", AGAINST)
    assert (found.word == NOT_SHOWN) == (lower <= 0 <= upper)
    tail = found.sentence.split("anything")[1]
    numbers = [float(each.replace(",", "")) for each in re.findall(r"[\d,]*\d", tail)]
    ends = [abs(each) for each in (lower, upper)]
    wanted = ends if found.word == NOT_SHOWN else sorted(ends)
    for number, end in zip(numbers, wanted, strict=True):
        assert abs(number - end) <= 0.5 + 1e-9 or (number == 1 and end < 0.5)
    if found.word != NOT_SHOWN:
        assert ("fewer" in found.sentence) == (upper < 0) and ("more" in found.sentence) == (lower > 0)


def test_a_limit_at_no_difference_itself_is_not_a_difference() -> None:
    found = verdict_of_ratio(1.1, 1.0, 1.2, "arson", AGAINST)
    assert found.word == NOT_SHOWN and "from no difference to 20% higher" in found.sentence


def test_what_has_no_interval_has_no_verdict() -> None:
    assert verdict_of_ratio(0.5, float("nan"), 0.9, "arson", AGAINST).word == UNKNOWN
    assert verdict_of_difference(1, 0.5, float("inf"), "fires", AGAINST).word == UNKNOWN


@pytest.mark.parametrize("limits", [(0.5, 0.6, 0.9), (1.0, 0.6, 0.9)])
def test_a_value_outside_its_own_limits_is_refused(limits: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="not within its limits"):
        verdict_of_ratio(*limits, "arson", AGAINST)
    with pytest.raises(ValueError, match="not within its limits"):
        verdict_of_difference(limits[0] - 1, limits[1] - 1, limits[2] - 1, "fires", AGAINST)


@given(st.lists(st.sampled_from([LOWER, HIGHER, NOT_SHOWN, UNKNOWN]), max_size=5))
def test_designs_are_never_said_to_show_more_than_they_do(words: list[str]) -> None:
    found = together(words)
    known = [each for each in words if each != UNKNOWN]
    if found.word == AGREED:
        assert set(known) == {found.way} and found.way in (LOWER, HIGHER)
    elif found.word == PARTLY:
        assert set(known) == {found.way, NOT_SHOWN}
        assert str(known.count(found.way)) in found.sentence and "cannot tell" in found.sentence
    elif found.word == CONTRADICTED:
        assert {LOWER, HIGHER} <= set(known) and not found.way
    else:
        assert found.word == (NOT_SHOWN if known else UNKNOWN) and not found.way
        assert "less" not in found.sentence.replace("no less", "") and "more than" not in found.sentence
