"""A target that a survey shows is tested with the survey's error, and never projected from a few waves."""

from typing import Any

import pytest
from book_by_hand import CITY, book_of, definition_of

from wulfrun.assessment.survey_change import answers_finding, wave_change
from wulfrun.assessment.target_findings import target_finding
from wulfrun.assessment.targets import assess_targets
from wulfrun.data.tables import FIGURES
from wulfrun.methods.survey import proportion_from_sums
from wulfrun.words.periods import month_index

MEASURE = {
    "kind": "survey", "of": "survey", "question": "safe", "scale": 100, "better": "higher",
    "title": "Adults who feel safe",
}  # fmt: skip


def figure(period: str, percent: float, effective: float, area: str = CITY) -> dict[str, Any]:
    yes = percent / 100 * effective
    found = proportion_from_sums(yes, effective, effective, effective)
    return dict.fromkeys(FIGURES.names) | {
        "measure": "burglary", "area_code": area, "area_name": "City", "area_level": "partnership",
        "period": period, "period_kind": "year", "numerator": yes, "denominator": effective,
        "value": 100 * float(found.estimate), "lower": 100 * float(found.lower),
        "upper": 100 * float(found.upper), "suppressed": False, "note": f"base {effective:.0f}",
    }  # fmt: skip


def judge(before: float, now: float, effective: float = 900, **aim: Any) -> dict[str, Any]:
    book = book_of([figure("2003/04", before, effective), figure("2007/08", now, effective)])
    target = {"measure": "burglary", "baseline": "2003/04", "end": "2007/08", **aim}
    (row,) = assess_targets(definition_of(target, measure=MEASURE), book, month_index("2008-03"))
    return row


def test_a_level_reached_is_achieved_and_its_change_is_that_of_two_samples() -> None:
    row = judge(42, 50, reach=46)
    assert (row["status"], row["target_value"], row["note"]) == ("achieved", 46, "")
    assert row["change_percent"] == pytest.approx(100 * 8 / 42)
    # By hand: z = 8 / sqrt(42*58/900 + 50*50/900) = 8 / 2.343 = 3.414.
    error = (42 * 58 / 900 + 50 * 50 / 900) ** 0.5
    assert row["lower"] == pytest.approx(100 * (8 - 1.959964 * error) / 42, rel=1e-5)


def test_a_level_inside_the_interval_is_told_to_be_uncertain() -> None:
    row = judge(42, 50, reach=49)
    assert row["status"] == "achieved" and "lies inside the 95% interval" in row["note"]
    row = judge(42, 50, reach=51)
    assert row["status"] == "not achieved" and "another sample could have said otherwise" in row["note"]


def test_a_percentage_of_a_small_base_does_not_change_by_the_look_of_it() -> None:
    """Domain trap 14: eight points on 60 effective answers are no clear change, on 900 they are."""
    assert judge(42, 50, 60, reach=46)["lower"] < 0 < judge(42, 50, 900, reach=46)["lower"]


def test_the_end_is_not_projected_from_waves() -> None:
    row = judge(42, 50, reach=60, end="2010/11")
    assert row["status"] == "cannot be said" and row["projected"] is None and row["probability"] is None
    assert "a survey's waves are too few" in row["note"] and "clearly short of it" in row["note"]
    assert "clearly reached it already" in judge(42, 50, reach=45, end="2010/11")["note"]


def test_a_gap_of_answers_is_not_judged_as_one_of_counts() -> None:
    row = judge(42, 50, close_gap=True)
    assert row["status"] == "cannot be said" and "compared by group" in row["note"]


def test_the_sentence_names_both_levels_and_no_percent_of_a_percentage() -> None:
    text = target_finding(judge(42, 50, reach=46), MEASURE).text
    assert "risen from 42.0% in 2003/04 to 50.0% in 2007/08" in text and "19" not in text


def test_a_change_is_tested_and_said_with_its_interval() -> None:
    before, now = figure("2003/04", 42, 900), figure("2007/08", 50, 900)
    found = answers_finding(MEASURE, before, now)
    assert found.tone == "good"
    assert "rose by 8.0 percentage points, from 42.0% in 2003/04 to 50.0% in 2007/08" in found.text
    assert "95% interval +3.4 to +12.6 percentage points; p < 0.001" in found.text
    small = answers_finding(MEASURE, figure("2003/04", 42, 100), figure("2007/08", 50, 100))
    assert small.text.startswith("No clear change in adults who feel safe") and small.tone == "neutral"


def test_two_shares_differ_as_statsmodels_has_it() -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    found = wave_change(figure("a", 42, 900), figure("b", 50, 700))
    assert found is not None
    low, high = confint_proportions_2indep(350, 700, 378, 900, method="wald", compare="diff")
    assert (found.lower, found.upper) == pytest.approx((low, high), abs=1e-6)
