"""Windows are spread over the hours as by hand and minute by minute; every event counts one."""

import json
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wulfrun.methods.aoristic import aoristic_counts

CASES = json.loads((Path(__file__).parents[1] / "truths" / "aoristic_hand.json").read_text("utf-8"))["cases"]
WINDOWS = st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 3_000)), max_size=12)


def minute_by_minute(windows: list[tuple[int, int]]) -> npt.NDArray[np.float64]:
    """The week by walking through every minute of every window; 1970 began on a Thursday."""
    found = np.zeros((7, 24))
    for start, length in windows:
        walked = range(start, start + length) if length else [start]
        for minute in walked:
            found[(minute // 1440 + 3) % 7, minute // 60 % 24] += 1 / len(walked)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["begin"])
def test_windows_agree_with_hand_arithmetic(case: dict) -> None:  # type: ignore[type-arg]
    window = (np.array([case[end]], "datetime64[m]") for end in ("begin", "end"))
    found = aoristic_counts(*window, longest_days=9, runs=0)
    hours = case["hours"]
    if hours == "hour 10 gets 2/25, every other hour 1/25":
        hours = {str(hour): (2 if hour == 10 else 1) / 25 for hour in range(24)}
    elif isinstance(hours, str):
        assert hours.startswith("1/24 each")
        hours = {str(hour): 1 / 24 for hour in range(24)}
        assert found.weekday.number[:2].tolist() == [1.5 / 8, 1.5 / 8]
    expected = [hours.get(str(hour), 0) for hour in range(24)]
    np.testing.assert_allclose(found.hour.number, expected)


@given(WINDOWS)
def test_the_week_agrees_with_walking_minute_by_minute(windows: list[tuple[int, int]]) -> None:
    start, length = np.array(windows, float).reshape(-1, 2).T
    found = aoristic_counts(start, start + length, runs=0)
    np.testing.assert_allclose(found.week.number, minute_by_minute(windows), atol=1e-9)


@given(WINDOWS, st.floats(0.1, 3))
def test_every_event_counts_one_or_is_kept_apart(windows: list[tuple[int, int]], longest: float) -> None:
    start, length = np.array(windows, float).reshape(-1, 2).T
    found = aoristic_counts(start, start + length, longest, runs=9)
    for spread in (found.week, found.hour, found.weekday):
        assert spread.number.sum() == pytest.approx(found.events)
    assert found.events + found.too_long + found.unknown + found.reversed == len(windows)


@given(WINDOWS.filter(bool), st.integers(-20, 20))
def test_whole_weeks_later_are_the_same_week(windows: list[tuple[int, int]], weeks: int) -> None:
    start, length = np.array(windows, float).T
    one = aoristic_counts(start, start + length, runs=20)
    other = aoristic_counts(start + weeks * 10_080, start + length + weeks * 10_080, runs=20)
    np.testing.assert_array_equal(one.week, other.week)


def test_days_begin_on_monday() -> None:
    monday = np.array(["2008-06-02T09:30"], "datetime64[s]")
    found = aoristic_counts(monday, monday, runs=0)
    assert found.week.number[0, 9] == 1 and found.to_the_hour == 1


def test_what_cannot_be_placed_is_kept_apart_and_counted() -> None:
    nan = np.nan
    found = aoristic_counts([nan, 100, 100, 100, nan], [500, nan, 90, 100 + 8 * 1440, nan], runs=0)
    assert (found.events, found.unknown, found.reversed, found.too_long) == (1, 2, 1, 1)
    assert found.hour.number[1] == 1


def test_the_limits_of_moments_are_those_of_a_proportion() -> None:
    hours = np.repeat([2, 5, 20], [30, 60, 110]) * 60.0
    found = aoristic_counts(hours, hours, runs=4000)
    for hour, share in ((2, 0.15), (5, 0.3), (20, 0.55)):
        half = 1.96 * np.sqrt(200 * share * (1 - share))
        assert found.hour.lower[hour] == pytest.approx(200 * share - half, abs=1.5)
        assert found.hour.upper[hour] == pytest.approx(200 * share + half, abs=1.5)
    assert found.hour.lower[3] == 0 and found.hour.upper[3] == pytest.approx(3.689, abs=0.001)


def test_the_same_seed_gives_the_same_limits_and_no_runs_give_none() -> None:
    draw = np.random.default_rng(1)
    start = draw.integers(0, 100_000, 300)
    end = start + draw.integers(0, 900, 300)
    one, other = (aoristic_counts(start, end, runs=99, seed=4) for _ in range(2))
    np.testing.assert_array_equal(one.week, other.week)
    assert np.isnan(aoristic_counts(start, end, runs=0).week.lower).all()


def test_hours_of_the_week_are_taken_together_in_blocks() -> None:
    start = np.array([60, 200, 5000, 9000])
    one, four = (aoristic_counts(start, start + 500, runs=9, block=block) for block in (1, 4))
    np.testing.assert_allclose(four.week.number, one.week.number.reshape(7, 6, 4).sum(axis=2))
    np.testing.assert_array_equal(four.hour.lower, one.hour.lower)
    with pytest.raises(ValueError, match="the block is 5 hours"):
        aoristic_counts(start, start, block=5)


def test_no_events_are_an_empty_week() -> None:
    found = aoristic_counts([], [], runs=9)
    assert found.events == 0 and found.week.number.sum() == 0 and np.isnan(found.hour.upper).all()


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="expected one length"):
        aoristic_counts([1, 2], [3])


def test_moments_may_be_dates_of_python() -> None:
    found = aoristic_counts(
        np.array([datetime(2008, 6, 3, 23, 30)], "datetime64[us]"),
        np.array([datetime(2008, 6, 4, 0, 30)], "datetime64[us]"),
        runs=0,
    )
    assert found.week.number[1, 23] == found.week.number[2, 0] == 0.5
