"""The title of a chart says what it shows, and changes when the figures do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.assessment.headlines import (
    gap_headline,
    map_headline,
    ranked_headline,
    target_headline,
    trend_headline,
    years_headline,
)

BURGLARY = {"title": "Domestic burglary", "kind": "count"}


def test_a_year_without_a_figure_is_never_the_first_or_the_last() -> None:
    rows = [{"period": f"200{n}/0{n + 1}", "value": value} for n, value in enumerate([None, 7.0, 9.0, None])]
    assert years_headline(BURGLARY, rows, "count") == "Domestic burglary: from 7 in 2001/02 to 9 in 2002/03"


@pytest.mark.parametrize(("value", "side"), [(90.0, "higher"), (10.0, "lower")])
def test_a_month_that_stands_out_says_on_which_side(value: float, side: str) -> None:
    signal = {"rule": "point outside the limits", "centre": 50.0}
    said = trend_headline(BURGLARY, {"period": "2008-03", "value": value}, signal)
    assert said == f"Domestic burglary: March 2008 stands out as {side} than usual"


def test_a_month_without_a_rule_is_within_the_usual_range() -> None:
    assert "usual range" in trend_headline(BURGLARY, {"period": "2008-03", "value": 1.0}, {"rule": None})


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 500)), min_size=1, max_size=12).filter(
        lambda each: any(v is not None for v in each)
    )
)
def test_the_highest_area_named_has_no_area_above_it(values: list[float | None]) -> None:
    rows = [{"area_name": f"Area {n}", "value": value} for n, value in enumerate(values)]
    highest = max(row["value"] for row in rows if row["value"] is not None)
    named = ranked_headline(BURGLARY, rows, "domestic-burglary.rate").split("highest in ")[1].split(" (")[0]
    assert next(row["value"] for row in rows if row["area_name"] == named) == highest
    top = map_headline(BURGLARY, rows).split("highest in ")[1].split(",")[0].split(" and ")[0]
    assert next(row["value"] for row in rows if row["area_name"] == top) == highest


def test_a_target_that_cannot_be_judged_says_only_that() -> None:
    row = {
        "title": "Cut burglary",
        "change_percent": None,
        "latest_period": "2007/08",
        "status": "cannot be said",
    }
    assert target_headline(row) == "Cut burglary: cannot be said"


@pytest.mark.parametrize("verdict", ["narrowing", "widening"])
def test_the_gap_says_which_way_it_goes(verdict: str) -> None:
    assert gap_headline(BURGLARY, verdict).endswith(f"is {verdict}")
