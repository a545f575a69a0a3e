"""What changed after something was done: the year before beside the year after, and beside the rest."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.assessment.book_by_hand import CITY, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.topics.topic import Known
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
    TABLES,
    TOO_EARLY,
    VOICES,
    assess,
)
from wulfrun.methods.change import percent_change
from wulfrun.methods.gap import closing_gap

MONTHS, START = 48, 36
VOICE = {
    "neighbourhood": "hill",
    "when": date(2006, 1, 10),
    "said": "Too many of us are burgled.",
    "done": "Gates.",
    "done_when": date(2006, 4, 1),
    "measure": "burglary",
}


def steady(before: float, after: float) -> np.ndarray:
    return np.array([before] * START + [after] * (MONTHS - START))


def row(
    hill: Any, city: Any = None, breaks: Any = (), hidden: int | None = None, action: Any = None, **voice: Any
) -> dict[str, Any]:
    rows = rows_of(hill, area="hill", level="neighbourhood")
    if hidden is not None:
        month = next(each for each in rows if each["period"] == "2006-07")
        month.update(numerator=None, value=None, suppressed=True)
    everywhere: Any = steady(200.0, 200.0) if city is None else city
    whole = rows_of(everywhere, area=CITY)
    actions = [{"title": "Gates", "evaluation": action}] if action else []
    definition = definition_of(
        voice={"gates": VOICE | voice},
        neighbourhood={"hill": {"name": "Hill End"}},
        priority={"homes": {"title": "Homes", "actions": actions}},
    )
    areas = [SimpleNamespace(code="hill", name="Hill End", level="neighbourhood")]
    geography: Any = SimpleNamespace(areas=areas)
    nothing: Any = None
    known = Known(
        definition, nothing, book_of(rows, whole), 0, geography, nothing, {}, [], nothing, {}, breaks
    )
    (found,) = assess(known)[VOICES]
    assert set(found) == set(TABLES[VOICES].names)
    return found


def test_the_year_before_is_compared_with_the_year_after_and_with_the_rest() -> None:
    found = row(steady(20.0, 12.0))
    assert (found["area_name"], found["reason"]) == ("Hill End", "")
    assert (found["before_period"], found["after_period"]) == ("year to 2006-03", "year to 2007-03")
    assert (found["before_count"], found["after_count"]) == (240, 144)
    expected = percent_change(144, 240)
    assert found["change"] == pytest.approx(-40.0)
    assert (found["lower"], found["upper"]) == pytest.approx((float(expected.lower), float(expected.upper)))
    assert found["verdict"] == "fell"
    assert (found["rest_before"], found["rest_after"]) == (12 * 180, 12 * 188)
    gap = closing_gap(240, 144, 2160, 2256)
    assert (found["ratio"], found["ratio_upper"]) == pytest.approx((gap.ratio, gap.upper))
    assert found["beside_rest"] == LESS


def test_a_fall_like_that_of_everywhere_is_no_difference_from_the_rest() -> None:
    found = row(steady(20.0, 12.0), city=steady(200.0, 120.0))
    assert found["verdict"] == found["rest_verdict"] == "fell"
    assert found["beside_rest"] == ALIKE
    assert row(steady(20.0, 40.0))["beside_rest"] == MORE


def test_months_that_swing_more_than_chance_widen_the_interval() -> None:
    calm, wild = steady(20.0, 15.0), steady(20.0, 15.0)
    wild[START - 12 :: 2] += 14
    wild[START - 11 :: 2] -= 14
    narrow, wide = row(calm), row(wild)
    assert narrow["dispersion"] == 1.0
    assert wide["dispersion"] > 5
    assert (narrow["verdict"], wide["verdict"]) == ("fell", "no clear change")


def test_the_month_in_which_it_was_done_is_left_out_unless_it_was_its_first_day() -> None:
    hill = np.arange(MONTHS, dtype=float)
    first, middle = row(hill), row(hill, done_when=date(2006, 3, 15))
    assert first["before_count"] == hill[24:36].sum()
    assert middle["before_count"] == hill[23:35].sum()
    assert first["after_count"] == middle["after_count"] == hill[36:48].sum()


def test_a_year_worse_than_those_before_it_is_named() -> None:
    worst = np.array([10.0] * 24 + [30.0] * 12 + [10.0] * 12)
    assert row(worst)["worst_year"]
    assert not row(steady(20.0, 12.0))["worst_year"]
    # Of one earlier year alone nothing can be said.
    assert not row(worst[12:48].tolist() + [10.0] * 12, done_when=date(2005, 4, 1))["worst_year"]


def test_what_is_not_known_has_a_reason_and_no_figure() -> None:
    gap = steady(20.0, 12.0)
    gap[40] = np.nan
    for found, reason in (
        (row(steady(20.0, 12.0), done="", done_when=None), NOT_DONE),
        (row(steady(20.0, 12.0), measure=""), NO_MEASURE),
        (row(steady(20.0, 12.0), done_when=date(2006, 4, 2)), TOO_EARLY),
        (row(steady(20.0, 12.0), done_when=date(2003, 6, 1)), NOT_COUNTED),
        (row(steady(20.0, 12.0), hidden=1), SMALL),
        (row(gap), GAP),
        (row(steady(20.0, 12.0), breaks=[a_break("2006-04-01")]), BROKEN),
    ):
        assert found["reason"] == reason
        assert (
            found["before_count"] is found["after_count"] is found["change"] is found["rest_before"] is None
        )


def test_an_action_evaluated_for_the_same_place_and_measure_is_named_with_why_it_was_chosen() -> None:
    asked = {
        "measure": "burglary",
        "areas": ["Hill End"],
        "start": date(2006, 4, 1),
        "chosen_because": "Worst.",
    }
    found = row(steady(20.0, 12.0), action=asked)
    assert (found["action"], found["chosen_because"]) == ("homes-1", "Worst.")
    elsewhere = row(steady(20.0, 12.0), action=asked | {"areas": ["Dale"]})
    assert (elsewhere["action"], elsewhere["chosen_because"]) == ("", "")


def test_a_month_without_a_record_of_the_whole_leaves_the_rest_out() -> None:
    city = steady(200.0, 200.0)
    city[30] = np.nan
    found = row(steady(20.0, 12.0), city=city)
    assert found["verdict"] == "fell"
    assert found["rest_before"] is None
