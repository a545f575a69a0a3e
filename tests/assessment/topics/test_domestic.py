"""Time to repeat and repeats at MARAC: right against another method, and no small number leaves them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.assessment.topics.domestic import (
    BELOW,
    CURRENT,
    EARLIER,
    ROUND,
    YEAR,
    curve_rows,
    marac_rows,
    speed_rows,
)

WAITS = st.lists(
    st.builds(lambda days, again: {"days": days, "repeated": again}, st.integers(0, 700), st.booleans()),
    max_size=120,
)


def people(*waits: tuple[int, bool, int]) -> list[dict[str, Any]]:
    return [{"days": days, "repeated": again} for days, again, n in waits for _ in range(n)]


def marac(**counts: int) -> dict[str, Mapping[str, Any]]:
    named = {"criminal": "repeat, criminal act", "other": "repeat, other abuse", "new": "new referral"}
    told = {named[name]: n for name, n in counts.items()}
    return {row["definition"]: row for row in marac_rows("2007/08", told)}


def test_without_censoring_the_curve_is_the_plain_share() -> None:
    rows = list(curve_rows("2007/08", people((20, True, 30), (100, True, 10), (400, False, 60))))
    by_day = {row["day"]: row for row in rows}
    assert by_day[30]["not_repeated"] == 0.70 and by_day[120]["not_repeated"] == 0.60
    assert by_day[YEAR]["not_repeated"] == 0.60 and by_day[30]["victims"] == 100


def test_those_for_whom_the_data_end_are_not_taken_for_safe() -> None:
    """Kaplan-Meier by hand: 50 watched for 40 days only, then 25 of the other 50 at day 60 = half."""
    rows = {
        row["day"]: row for row in curve_rows("y", people((40, False, 50), (60, True, 25), (400, False, 25)))
    }
    assert rows[30]["not_repeated"] == 1.0 and rows[60]["not_repeated"] == 0.5
    assert rows[60]["at_risk"] == 50


def test_fewer_than_five_people_draw_no_step() -> None:
    rows = {
        row["day"]: row for row in curve_rows("y", people((20, True, 3), (50, True, 4), (400, False, 60)))
    }
    assert 30 not in rows
    assert rows[60]["not_repeated"] == pytest.approx(60 / 67, abs=0.005)


@given(WAITS)
def test_no_step_tells_of_one_to_four_people(waits: list[dict[str, Any]]) -> None:
    days = np.array([row["days"] for row in waits])
    again = np.array([row["repeated"] for row in waits], bool)
    before = 0
    for row in curve_rows("y", waits):
        repeated = int((days[again] <= row["day"]).sum())
        assert repeated - before == 0 or repeated - before >= BELOW
        assert (days >= row["day"]).sum() >= BELOW
        assert row["at_risk"] % ROUND == 0 and row["victims"] % ROUND == 0
        before = repeated


@given(WAITS)
def test_the_curve_never_rises_and_lies_within_its_limits(waits: list[dict[str, Any]]) -> None:
    rows = list(curve_rows("y", waits))
    shares = [row["not_repeated"] for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert all(
        row["lower"] <= row["not_repeated"] <= row["upper"] for row in rows if row["lower"] is not None
    )


def test_a_handful_of_victims_has_no_curve() -> None:
    assert list(curve_rows("y", people((20, True, 9)))) == []


def test_sooner_is_said_only_where_the_log_rank_test_shows_it() -> None:
    slow, fast = people((300, True, 40), (365, False, 160)), people((20, True, 80), (365, False, 120))
    (row,) = speed_rows({"2003/04": slow, "2007/08": fast})
    assert row["verdict"] == "sooner" and row["p"] < 0.001
    (row,) = speed_rows({"2003/04": fast, "2007/08": slow})
    assert row["verdict"] == "later"
    (row,) = speed_rows({"2003/04": slow, "2007/08": list(slow)})
    assert row["verdict"] == "no clear difference"


def test_a_year_that_was_watched_longer_is_no_slower_for_that() -> None:
    short = people((100, True, 40), (365, False, 60))
    longer = people((100, True, 40), (900, True, 60))
    (row,) = speed_rows({"2003/04": longer, "2007/08": short})
    assert row["chi2"] == pytest.approx(0) and row["verdict"] == "no clear difference"


def test_one_year_is_compared_with_nothing() -> None:
    assert list(speed_rows({"2003/04": people((10, True, 50))})) == []


def test_both_definitions_stand_side_by_side_with_wilsons_interval() -> None:
    rows = marac(criminal=20, other=5, new=158)
    # Hounslow's case of domain.md 4.3: 25 repeats of 183 referrals; Wilson's limits worked out by hand.
    assert (rows[CURRENT]["repeats"], rows[CURRENT]["referrals"]) == (25, 183)
    assert rows[CURRENT]["lower"] == pytest.approx(0.0943, abs=2e-4)
    assert rows[CURRENT]["upper"] == pytest.approx(0.1939, abs=2e-4)
    assert rows[EARLIER]["repeats"] == 20
    assert not rows[CURRENT]["few"]


def test_few_referrals_are_told_to_be_few() -> None:
    assert marac(criminal=20, other=5, new=74)[CURRENT]["few"]


@pytest.mark.parametrize(
    "counts",
    [
        {"criminal": 3, "other": 9, "new": 80},
        {"criminal": 9, "other": 2, "new": 80},
        {"criminal": 9, "new": 4},
    ],
)
def test_one_to_four_cases_are_kept_back_also_where_a_difference_tells_them(counts: dict[str, int]) -> None:
    for row in marac(**counts).values():
        assert row["repeats"] is None and row["share"] is None and row["lower"] is None
        assert "suppressed" in row["note"]


def test_no_repeats_at_all_may_be_shown() -> None:
    assert marac(new=80)[CURRENT]["repeats"] == 0
