"""Days of the week: only what is known of a day counts, over whole weeks, and many looks are allowed for."""

from datetime import date

import numpy as np
import pytest

from wulfrun.assessment.topics._offence_points import Offences
from wulfrun.assessment.topics._weekdays import adjust, weekday_counts, weekday_row
from wulfrun.words.periods import month_index

EPOCH = date(1970, 1, 1)
FIRST, LAST = month_index("2007-04"), month_index("2008-03")
SATURDAY = 5


def offences(days: list[float], window: float = 60, hour: int = 12) -> Offences:
    start = np.array(days, float) * 1440 + hour * 60
    return Offences(start * 0, start * 0, start, start + window)


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def test_a_day_stands_under_its_name() -> None:
    counts = weekday_counts(offences([day("2008-03-29")]), FIRST, LAST)
    assert counts is not None and counts.tolist() == [0, 0, 0, 0, 0, 1, 0]


def test_a_window_over_midnight_belongs_to_no_day_and_one_time_alone_to_its_own() -> None:
    over = offences([day("2008-03-29")], window=13 * 60)
    counts = weekday_counts(over, FIRST, LAST)
    assert counts is not None and counts.sum() == 0
    moment = Offences(over.x, over.y, over.start, np.array([np.nan]))
    counts = weekday_counts(moment, FIRST, LAST)
    assert counts is not None and counts[SATURDAY] == 1
    reversed_ = Offences(over.x, over.y, over.start, over.start - 30)
    counts = weekday_counts(reversed_, FIRST, LAST)
    assert counts is not None and counts.sum() == 0


def test_every_weekday_is_as_often_in_the_weeks_that_count() -> None:
    every = list(range(day("2007-04-01"), day("2008-04-01")))
    counts = weekday_counts(offences([float(each) for each in every]), FIRST, LAST)
    # 366 days: two of them are no whole week.
    assert counts is not None and counts.tolist() == [52] * 7


def test_half_a_year_is_needed() -> None:
    one = offences([day("2008-03-29")])
    assert weekday_counts(one, month_index("2007-11"), LAST) is None
    assert weekday_counts(one, month_index("2007-09"), LAST) is not None


def test_numbers_are_to_the_nearest_five_and_few_say_nothing() -> None:
    assert weekday_row(None) == {}
    assert weekday_row(np.array([4, 5, 5, 5, 5, 5, 5])) == {}
    row = weekday_row(np.array([6, 5, 5, 5, 5, 13, 5]))
    assert (row["day_known"], row["busiest_day"], row["busiest_events"]) == (45, SATURDAY, 15)


def test_one_uneven_group_among_many_even_ones_is_found_and_no_other() -> None:
    draw = np.random.default_rng(20080)
    rows = [{"group": str(at), **weekday_row(draw.multinomial(300, np.ones(7) / 7))} for at in range(11)]
    rows.append({"group": "violence", **weekday_row(np.array([30, 30, 30, 30, 50, 80, 50]))})
    rows.append({"group": "few"})
    adjust(rows)
    assert [row["group"] for row in rows if row.get("uneven")] == ["violence"]
    assert all(row["weekday_adjusted"] >= row["weekday_p"] for row in rows[:-1])
    assert "uneven" not in rows[-1]


def test_of_even_weeks_hardly_any_table_calls_a_group_uneven() -> None:
    draw, called = np.random.default_rng(1), []
    for _ in range(200):
        rows = [weekday_row(each) for each in draw.multinomial(300, np.ones(7) / 7, 12)]
        adjust(rows)
        called.append(any(row["uneven"] for row in rows))
    assert np.mean(called) == pytest.approx(0.05, abs=0.04)
