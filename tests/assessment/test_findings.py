"""Every sentence follows from the figures by rule: change the figures and the words change."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.assessment.findings import (
    SUPPRESSED,
    area_finding,
    break_finding,
    change_finding,
    direction,
    interval_words,
    level_finding,
    signal_finding,
    tone_of,
)
from wulfrun.assessment.target_findings import aim_of, chance_words, gap_finding, target_finding
from wulfrun.assessment.wording import clause, figure_text, inside, number, signed

Row = dict[str, Any]

BURGLARY: Row = {
    "title": "Domestic burglary",
    "kind": "count",
    "unit": "offences",
    "better": "lower",
    "better_because": "",
}
ABUSE: Row = BURGLARY | {
    "title": "Domestic abuse offences",
    "better": "higher",
    "better_because": "More reports are the aim: much is never reported",
}


def change(value: float | None, lower: float | None, upper: float | None, **more: Any) -> Row:
    return {"value": value, "lower": lower, "upper": upper, "suppressed": False, "note": ""} | more


def said(row: Row | None, measure: Row = BURGLARY) -> tuple[str, str]:
    earlier, now = change(2114.0, 0, 0), change(1607.0, 0, 0)
    finding = change_finding(measure, row, "2003/04", "2007/08", earlier, now)
    return finding.text, finding.tone


def test_a_clear_fall_says_how_much_from_what_to_what_and_how_sure() -> None:
    assert said(change(-24.0, -25.9, -22.1)) == (
        "Domestic burglary fell by 24.0%, from 2,114 offences in 2003/04 to 1,607 in 2007/08. "
        "We are 95% sure that the fall was between 22.1% and 25.9%.",
        "good",
    )


def test_a_clear_rise_of_what_should_fall_is_bad() -> None:
    text, tone = said(change(12.0, 3.0, 21.0))
    assert text.startswith("Domestic burglary rose by 12.0%") and tone == "bad"


def test_an_interval_across_zero_is_no_clear_change_whatever_the_percentage() -> None:
    text, tone = said(change(-8.0, -17.0, 1.9))
    assert text.startswith("No clear change in domestic burglary, from 2,114 offences")
    assert "anything from a fall of 17.0% to a rise of 1.9% (95% interval)" in text
    assert tone == "neutral"


def test_more_reports_are_good_where_they_are_the_aim_and_the_sentence_says_why() -> None:
    text, tone = said(change(30.0, 20.0, 40.0), ABUSE)
    assert text.endswith("More reports are the aim: much is never reported.") and tone == "good"
    assert said(change(-30.0, -40.0, -20.0), ABUSE)[1] == "bad"


def test_a_rise_of_what_is_neither_good_nor_bad_is_told_as_such() -> None:
    text, tone = said(change(30.0, 20.0, 40.0), BURGLARY | {"better": "neither"})
    assert text.endswith("A rise is neither good nor bad in itself.") and tone == "neutral"


def test_a_gap_in_the_data_forbids_the_comparison_and_says_why() -> None:
    text, tone = said(change(None, None, None, note="November 2006 is missing"))
    assert text == (
        "Domestic burglary: 1,607 offences in 2007/08. "
        "That cannot be compared with 2003/04 because November 2006 is missing."
    )
    assert tone == "unknown"
    nothing = change(None, None, None, note="May 2007 is missing")
    neither = change_finding(BURGLARY, nothing, "2003/04", "2007/08", change(2114.0, 0, 0), nothing)
    assert neither.text == (
        "Domestic burglary in 2007/08 cannot be compared with 2003/04 because May 2007 is missing."
    )
    assert said(None)[1] == "unknown"


def test_a_suppressed_change_gives_no_number_at_all() -> None:
    text, _ = said(change(-24.0, -25.9, -22.1, suppressed=True))
    assert SUPPRESSED in text and "24" not in text.replace("2003/04", "")


def test_a_suppressed_year_is_not_named_beside_a_change() -> None:
    hidden = change(3.0, 1.0, 5.0, suppressed=True)
    text = change_finding(
        BURGLARY, change(-24.0, -25.9, -22.1), "2003/04", "2007/08", hidden, change(9.0, 1, 2)
    ).text
    assert "between 2003/04 and 2007/08" in text and "offences" not in text


@given(st.floats(-99, 500), st.floats(-99, 500))
def test_the_direction_is_that_of_the_whole_interval(one: float, other: float) -> None:
    lower, upper = sorted((one, other))
    expected = "rose" if lower > 0 else "fell" if upper < 0 else "no clear change"
    assert direction(lower, upper) == expected
    assert ("between" in interval_words(lower, upper)) == (expected != "no clear change")


@pytest.mark.parametrize("better", ["lower", "higher", "neither"])
def test_no_clear_change_is_never_good_or_bad(better: str) -> None:
    assert tone_of("no clear change", better) == "neutral"
    assert tone_of("unknown", better) == "unknown"


def test_an_area_differs_only_when_its_whole_interval_lies_on_one_side() -> None:
    whole = change(10.0, 9.9, 10.1)
    assert area_finding(BURGLARY, change(13.0, 11.0, 15.0), whole, "Exampleton") == (
        area_finding(BURGLARY, change(12.0, 10.2, 15.0), whole, "Exampleton")
    )
    above = area_finding(BURGLARY, change(13.0, 11.0, 15.0), whole, "Exampleton")
    below = area_finding(BURGLARY, change(7.0, 6.0, 8.0), whole, "Exampleton")
    same = area_finding(BURGLARY, change(13.0, 9.0, 17.0), whole, "Exampleton")
    assert (above.text, above.tone) == ("Significantly above the rate of Exampleton", "bad")
    assert (below.text, below.tone) == ("Significantly below the rate of Exampleton", "good")
    assert (same.text, same.tone) == ("About the same as Exampleton", "neutral")
    hidden = area_finding(BURGLARY, change(13.0, 11.0, 15.0, suppressed=True), whole, "Exampleton")
    assert hidden.tone == "unknown" and "13" not in hidden.text


TARGET: Row = {
    "title": "Cut burglary", "measure": "domestic-burglary", "area_code": "X1", "baseline": 2114.0,
    "baseline_period": "2003/04", "end_period": "2007/08",
    "target_percent": -20.0, "target_value": 1691.0, "latest": 1607.0, "latest_period": "2007/08",
    "change_percent": -24.0, "lower": -25.9, "upper": -22.1, "status": "achieved", "probability": None,
    "needed_per_month": None, "note": "",
}  # fmt: skip


def test_a_target_that_is_over_was_met_or_not() -> None:
    met = target_finding(TARGET, BURGLARY)
    assert met.text == (
        "The aim was to cut domestic burglary by 20.0% by 2007/08, compared with 2003/04. "
        "It has fallen by 24.0%, to 1,607 in 2007/08. The target was met."
    )
    assert met.tone == "good"
    missed = target_finding(TARGET | {"status": "not achieved"}, BURGLARY)
    assert missed.text.endswith("The target was not met.") and missed.tone == "bad"


def test_a_target_that_runs_says_its_chance_and_what_is_needed() -> None:
    running = TARGET | {"status": "at risk", "probability": 0.5, "needed_per_month": 130.2}
    text = target_finding(running, BURGLARY).text
    assert text.startswith("The aim is to cut")
    assert "about 50%" in text and "no more than 130 offences a month" in text
    more = target_finding(running | {"target_percent": 20.0}, ABUSE).text
    assert "to raise domestic abuse offences by 20.0%" in more and "at least 130 offences a month" in more
    assert "can no longer be met" in target_finding(running | {"needed_per_month": -3.0}, BURGLARY).text


def test_a_target_of_which_nothing_can_be_said_says_why() -> None:
    finding = target_finding(
        TARGET | {"status": "cannot be said", "note": "Part of 2007/08 is missing."}, BURGLARY
    )
    assert (
        finding.text.endswith("cannot be said because part of 2007/08 is missing.")
        and finding.tone == "unknown"
    )


def test_a_target_of_no_change_is_not_to_raise_by_nothing() -> None:
    still = TARGET | {"target_percent": 0.0}
    assert aim_of(still, BURGLARY) == "for domestic burglary to be no more in 2007/08 than in 2003/04"
    assert aim_of(still, ABUSE) == "for domestic abuse offences to be no less in 2007/08 than in 2003/04"


def test_a_target_of_a_value_names_the_value() -> None:
    assert (
        aim_of(TARGET | {"target_percent": None}, BURGLARY)
        == "to bring domestic burglary to 1,691 by 2007/08"
    )


def test_a_probability_is_never_certain() -> None:
    assert [chance_words(each) for each in (0.0, 0.005, 0.2, 0.995, 1.0)] == [
        "less than 1%", "less than 1%", "about 20%", "more than 99%", "more than 99%",
    ]  # fmt: skip


GAP: Row = {
    "measure": "domestic-burglary", "baseline_period": "2003/04", "latest_period": "2007/08",
    "verdict": "narrowing",
    "relative_before": 1.64, "relative_after": 1.34, "note": "",
}  # fmt: skip


def test_a_narrowing_gap_says_both_changes_and_warns_of_chance() -> None:
    finding = gap_finding(GAP, BURGLARY, change(-45.5, -50, -40), change(-33.2, -40, -28))
    assert finding.text == (
        "The gap in domestic burglary is narrowing. Between 2003/04 and 2007/08, it fell by 45.5% in the "
        "priority neighbourhoods and fell by 33.2% in the rest of the area. The "
        "priority neighbourhoods stood at 1.64 times the rest in 2003/04 and at 1.34 times in 2007/08. "
        "Areas chosen because they were worst often improve anyway, so not all of this need be due to action."
    )
    assert finding.tone == "good"


def test_a_widening_gap_is_bad_and_has_no_warning_of_chance() -> None:
    finding = gap_finding(GAP | {"verdict": "widening"}, BURGLARY)
    assert finding.text.startswith("The gap in domestic burglary is widening.") and finding.tone == "bad"
    assert "improve anyway" not in finding.text
    assert gap_finding(GAP | {"verdict": "cannot be said"}, BURGLARY).tone == "unknown"


def test_a_target_to_close_the_gap_speaks_of_ratios_not_of_counts() -> None:
    of_gap = {"area_code": "PRIORITY", "target_percent": None, "target_value": None}
    row = TARGET | of_gap | {"baseline": 1.64, "latest": 1.34}
    text = target_finding(row, BURGLARY).text
    assert text == (
        "The aim was to bring the priority neighbourhoods closer to the rest in domestic burglary by "
        "2007/08, from 2003/04. The priority neighbourhoods stood at 1.64 times the rest in 2003/04 and at "
        "1.34 times in 2007/08. The target was met."
    )


def test_a_share_is_shown_where_it_stands_without_a_claim_of_change() -> None:
    measure = BURGLARY | {"title": "Detected", "kind": "share", "scale": 100}
    now = change(20.0, 17.2, 23.1, period="2007/08")
    finding = level_finding(measure, now, change(19.0, 16.0, 22.0, period="2006/07"))
    assert finding.text == (
        "Detected: 20.0% in 2007/08 (95% interval 17.2% to 23.1%), and 19.0% in 2006/07. "
        "Whether it changed has not been tested."
    )
    assert finding.tone == "unknown"


def test_notes_of_the_build_are_told_in_words() -> None:
    text, _ = said(
        change(None, None, None, note="no figure: 2006-11 missing; the series broke on 2005-04-01")
    )
    assert text.endswith("because November 2006 missing; the series broke on 1 April 2005.")


def test_a_month_beyond_its_limits_stands_out() -> None:
    signal = {"period": "2008-03", "value": 90.0, "centre": 60.0, "rule": "point outside the limits"}
    finding = signal_finding(BURGLARY, signal)
    assert finding.text == "March 2008 stands out as higher than usual: point outside the limits."
    assert finding.tone == "bad"
    assert signal_finding(BURGLARY, signal | {"rule": None}).tone == "neutral"


def test_a_break_that_forbids_joining_says_so() -> None:
    row = {"title": "New standard", "reason": "Counted anew", "severity": "do-not-join"}
    assert (
        break_finding(row).text
        == "New standard. Figures before and after it cannot be compared. Counted anew."
    )
    assert "Take care" in break_finding(row | {"severity": "annotate"}).text


def test_numbers_are_written_one_way() -> None:
    assert [number(12345.4), signed(-0.04), signed(3.06), figure_text(2.5, "count")] == [
        "12,345",
        "0.0%",
        "+3.1%",
        "2.5",
    ]
    assert inside("PSA1 basket") == "PSA1 basket" and clause("November is missing.") == "November is missing"
