"""Targets are judged on what was counted, and not judged where that would mislead."""

from typing import Any

import numpy as np
import pytest
from book_by_hand import APRIL_2003, CITY, a_break, book_of, definition_of, rows_of

from wulfrun.assessment.targets import COLUMNS, assess_targets
from wulfrun.data.tables import TARGETS
from wulfrun.words.periods import month_index

MARCH_2008 = month_index("2008-03")
AIM = {"measure": "burglary", "baseline": "2003/04", "end": "2007/08", "change_percent": -20}


def yearly(*levels: float) -> list[float]:
    return [level for level in levels for _ in range(12)]


def judge(
    counts: list[float],
    target: dict[str, Any] = AIM,
    breaks: Any = (),
    first: int = APRIL_2003,
    **changed: Any,
) -> dict[str, Any]:
    book = book_of(rows_of(counts, first=first))
    through = first + len(counts) - 1
    (row,) = assess_targets(definition_of(target, **changed), book, through, breaks)
    return row


def test_the_columns_are_those_of_the_released_table() -> None:
    assert tuple(TARGETS.names) == COLUMNS == tuple(judge(yearly(100, 95, 90, 85, 76)))


def test_a_fall_of_24_percent_achieves_a_target_of_20() -> None:
    row = judge(yearly(1000, 950, 900, 850, 760))
    assert row["status"] == "achieved"
    assert row["change_percent"] == pytest.approx(-24)
    assert row["lower"] < -24 < row["upper"] < -20
    assert (row["baseline"], row["latest"], row["target_value"]) == (12_000, 9_120, 9_600)
    assert row["latest_period"] == "2007/08"
    assert row["probability"] is None and row["projected"] is None


def test_a_fall_of_11_percent_does_not() -> None:
    row = judge(yearly(1000, 980, 950, 920, 890))
    assert (row["status"], row["change_percent"]) == ("not achieved", pytest.approx(-11))


def test_a_rise_can_be_the_aim() -> None:
    up = AIM | {"change_percent": 20}
    assert judge(yearly(100, 110, 115, 120, 125), up)["status"] == "achieved"
    assert judge(yearly(100, 110, 115, 118, 119), up)["status"] == "not achieved"


def test_a_value_to_reach_shows_its_own_direction() -> None:
    reach = AIM | {"change_percent": None, "reach": 1_000}
    assert judge(yearly(100, 90, 90, 90, 80), reach)["status"] == "achieved"
    assert judge(yearly(80, 80, 80, 82, 82), reach)["status"] == "not achieved"
    assert judge(yearly(80, 80, 80, 82, 84), reach)["status"] == "achieved"


def falling(rate: float, months: int, level: float = 1000.0) -> list[float]:
    return [float(round(level * np.exp(-rate * month))) for month in range(months)]


def test_a_fast_steady_fall_is_on_track() -> None:
    row = judge(falling(0.008, 54))
    assert row["status"] == "on track" and row["probability"] > 0.8
    assert row["projected_lower"] < row["projected"] < row["projected_upper"]
    assert row["latest_period"] == "year to 2007-09"
    assert "Projected from the months to September 2007" in row["note"]


def test_a_level_series_is_off_track() -> None:
    row = judge(yearly(1000, 1000, 1000, 1000)[:45] + [1000.0] * 6)
    assert row["status"] == "off track" and row["probability"] < 0.2


def test_a_series_that_lands_on_its_goal_is_at_risk() -> None:
    row = judge(yearly(1000, 900, 800, 800) + [800.0] * 6)
    assert row["status"] == "at risk"
    assert row["needed_per_month"] == pytest.approx(800)


def test_what_has_been_counted_cannot_be_undone() -> None:
    row = judge(yearly(100, 100, 100, 100) + [200.0] * 8)
    assert row["probability"] == 0.0 and row["status"] == "off track"
    assert row["needed_per_month"] < 0
    assert row["projected_lower"] >= 1600


def test_before_the_end_period_begins_the_whole_of_it_is_needed() -> None:
    assert judge(yearly(1000, 950, 900))["needed_per_month"] == pytest.approx(800)


def test_a_target_across_a_break_cannot_be_said() -> None:
    row = judge(yearly(100, 95, 90, 85, 76), breaks=[a_break("2006-04-01")])
    assert row["status"] == "cannot be said" and "2006-04" in row["note"] and "New rules" in row["note"]
    assert row["baseline"] == 1200 and row["latest"] == 912 and row["change_percent"] is None
    assert (
        judge(yearly(100, 95, 90, 85, 76), breaks=[a_break("2006-04-01", "annotate")])["status"] == "achieved"
    )
    assert judge(yearly(100, 95, 90, 85, 76), breaks=[a_break("2003-04-01")])["status"] == "achieved"


def test_a_break_still_to_come_stops_the_projection() -> None:
    row = judge(yearly(100, 95, 90, 85), breaks=[a_break("2007-10-01")])
    assert row["status"] == "cannot be said" and row["change_percent"] is not None


@pytest.mark.parametrize("month", [5, 57])
def test_a_gap_in_either_year_cannot_be_said(month: int) -> None:
    counts = yearly(100, 95, 90, 85, 76)
    counts[month] = np.nan
    row = judge(counts)
    assert row["status"] == "cannot be said" and "a file is missing" in row["note"]


def test_a_gap_between_the_years_does_not_matter() -> None:
    counts = yearly(100, 95, 90, 85, 76)
    counts[30] = np.nan
    assert judge(counts)["status"] == "achieved"


def test_a_baseline_before_the_data_cannot_be_said() -> None:
    row = judge(yearly(100, 95), first=month_index("2006-04"))
    assert row["status"] == "cannot be said" and row["note"] == "there is no figure for 2003/04"


def test_a_baseline_alone_cannot_be_said() -> None:
    row = judge(yearly(100))
    assert row["status"] == "cannot be said" and "no data yet after the baseline" in row["note"]


def test_a_rate_is_judged_by_its_value_not_its_count() -> None:
    before = rows_of(yearly(1000), residents=100_000)
    after = rows_of(yearly(1000), residents=200_000, first=month_index("2007-04"))
    definition = definition_of(AIM, measure={"kind": "rate", "per": "residents"})
    (row,) = assess_targets(definition, book_of(before, after), MARCH_2008)
    assert row["status"] == "achieved" and row["change_percent"] == pytest.approx(-50)
    assert (row["baseline"], row["latest"]) == (120.0, 60.0)


def test_an_open_rate_is_projected_in_its_own_unit() -> None:
    book = book_of(rows_of(falling(0.008, 54), residents=100_000))
    definition = definition_of(AIM, measure={"kind": "rate", "per": "residents"})
    (row,) = assess_targets(definition, book, APRIL_2003 + 53)
    assert row["status"] == "on track" and 60 < row["projected"] < 90
    assert row["needed_per_month"] is None


def test_a_rate_without_monthly_values_is_projected_from_its_counts() -> None:
    rates = rows_of(falling(0.008, 54), "burglary.rate", residents=100_000)
    derived = [row for row in rates if row["period_kind"] in ("year", "rolling")]
    (row,) = assess_targets(
        definition_of(AIM | {"measure": "burglary.rate"}),
        book_of(rows_of(falling(0.008, 54)), derived),
        APRIL_2003 + 53,
    )
    assert row["status"] == "on track" and 60 < row["projected"] < 90


def test_an_open_share_stays_a_share() -> None:
    rows = rows_of([30.0] * 54, residents=100, scale=100)
    for row in rows:
        months = {"month": 1, "quarter": 3}.get(row["period_kind"], 12)
        row["denominator"] = 100.0 * months
        row["value"] = row["numerator"] / row["denominator"] * 100
    definition = definition_of(AIM | {"change_percent": 50}, measure={"kind": "share", "scale": 100})
    (row,) = assess_targets(definition, book_of(rows), APRIL_2003 + 53)
    assert row["projected"] == pytest.approx(30, rel=0.02)
    assert row["status"] == "off track"


def test_a_suppressed_figure_is_not_given_away_by_its_target() -> None:
    rows = rows_of(yearly(0.25, 0, 0, 0, 0))
    for row in rows:
        if row["period"] == "2003/04":
            row |= {"suppressed": True, "value": None, "numerator": None}
    (row,) = assess_targets(definition_of(AIM), book_of(rows), MARCH_2008)
    assert row["status"] == "cannot be said" and row["baseline"] is None and row["target_value"] is None


def groups(priority: list[float], rest: list[float]) -> Any:
    return book_of(
        rows_of(priority, area="PRIORITY", level="group"), rows_of(rest, area="REST", level="group")
    )


def test_closing_the_gap_is_met_when_priority_areas_clearly_fall_faster() -> None:
    target = AIM | {"change_percent": None, "close_gap": True}
    rest = yearly(2000, 1900, 1800, 1700, 1600)
    (met,) = assess_targets(definition_of(target), groups(yearly(500, 450, 400, 350, 300), rest), MARCH_2008)
    assert met["status"] == "achieved" and met["upper"] < 0
    (missed,) = assess_targets(
        definition_of(target), groups(yearly(500, 490, 480, 470, 460), rest), MARCH_2008
    )
    assert missed["status"] == "not achieved"


def test_an_open_gap_has_a_probability() -> None:
    target = AIM | {"change_percent": None, "close_gap": True}
    book = groups(yearly(500, 450, 400), yearly(2000, 1900, 1800))
    (row,) = assess_targets(definition_of(target), book, APRIL_2003 + 35)
    assert row["status"] == "on track" and row["probability"] > 0.95
    assert row["area_code"] == "PRIORITY"


def test_records_that_ended_before_others_are_judged_at_their_own_end() -> None:
    book = book_of(rows_of(falling(0.008, 54)))
    (row,) = assess_targets(definition_of(AIM), book, MARCH_2008 + 60)
    assert row["latest_period"] == "year to 2007-09" and row["status"] == "on track"


def test_a_latest_month_that_is_missing_is_not_passed_over() -> None:
    row = judge([*falling(0.008, 53), np.nan])
    assert row["status"] == "cannot be said" and "a file is missing" in row["note"]


def test_a_target_may_be_for_one_area() -> None:
    book = book_of(
        rows_of(yearly(9, 9, 9, 9, 9)), rows_of(yearly(9, 8, 7, 6, 5), area="N1", level="neighbourhood")
    )
    city, ward = definition_of(AIM), definition_of(AIM | {"area": "N1"})
    assert assess_targets(city, book, MARCH_2008)[0]["area_code"] == CITY
    assert assess_targets(ward, book, MARCH_2008)[0]["status"] == "achieved"


def test_a_quarter_is_compared_with_the_same_quarter() -> None:
    target = AIM | {"baseline": "2003/04 Q2", "end": "2007/08 Q2"}
    row = judge(yearly(100, 95, 90, 85)[:44], target)
    assert row["latest_period"] == "2006/07 Q2"
