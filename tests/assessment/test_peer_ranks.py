"""The range of a rank among peers, the odds of each quarter, and who lies outside the funnel."""

import numpy as np
import pytest

from wulfrun.assessment.peer_counts import PlaceCounts
from wulfrun.assessment.peer_ranks import chance_columns, funnel_rows, outside, rank_columns, ranks_of

NAMES = tuple("abcdefgh")
COUNTS = np.array([200.0, 210, 190, 205, 195, 220, 180, 900])
PEOPLE = np.full(8, 10_000.0)
MONTHS = tuple(24_000 + 3 * each for each in range(12))


def _found(swing: float = 0.0) -> PlaceCounts:
    shape = 1 + swing * np.random.default_rng(1).uniform(-1, 1, 12)
    return PlaceCounts(NAMES, MONTHS, COUNTS[:, None] / 4 * shape)


def test_a_place_apart_has_its_rank_and_the_others_share_theirs() -> None:
    ranks = ranks_of(_found(), NAMES, COUNTS, PEOPLE)
    assert rank_columns(ranks, 7) == {"rank_lower": 8, "rank_upper": 8}
    assert rank_columns(ranks, 0) == {"rank_lower": 1, "rank_upper": 7}
    chances = chance_columns(ranks, 7)
    assert chances["chance_highest"] > 0.99 and chances["chance_quarter_4"] > 0.99


def test_quarters_of_a_year_that_swing_widen_the_ranges() -> None:
    def width(swing: float) -> int:
        ranks = ranks_of(_found(swing), NAMES[:7], COUNTS[:7] * np.linspace(1, 2, 7), PEOPLE[:7])
        assert ranks is not None
        return int((ranks.upper - ranks.lower).sum())

    assert width(0.9) > width(0.0)


def test_two_places_have_no_ranges_and_seven_no_quarters() -> None:
    assert ranks_of(_found(), NAMES[:2], COUNTS[:2], PEOPLE[:2]) is None
    assert rank_columns(None, 0) == {} == chance_columns(None, 0)
    seven = chance_columns(ranks_of(_found(), NAMES[:7], COUNTS[:7], PEOPLE[:7]), 0)
    assert set(seven) == {"chance_lowest", "chance_highest"}


def test_the_funnel_narrows_with_size_and_tells_who_lies_outside() -> None:
    people = np.geomspace(1000, 100_000, 8)
    counts = np.round(0.02 * people)
    rows = funnel_rows(counts, people, "mean of rates", 1000)
    width = [row["upper_95"] - row["lower_95"] for row in rows]
    assert (np.diff(width) < 0).all()
    assert all(row["lower_998"] <= row["lower_95"] < 20 < row["upper_95"] <= row["upper_998"] for row in rows)
    assert outside(counts, people, "mean of rates") == [""] * 8
    assert outside(np.r_[counts[:7], np.nan], people, "pooled") == [""] * 8


def test_one_far_above_lies_outside_even_the_outer_line() -> None:
    counts = np.r_[np.full(19, 200.0), 600]
    found = outside(counts, np.full(20, 10_000.0), "pooled")
    assert found[19] == "above 99.8%" and set(found[:19]) <= {"", "below 95%"}


@pytest.mark.parametrize("counts", [[1.0, 2.0], [0.0, 0.0, 0.0]])
def test_where_there_is_nothing_to_compare_there_is_no_funnel(counts: list[float]) -> None:
    people = np.full(len(counts), 100.0)
    assert funnel_rows(np.array(counts), people, "mean of rates", 1) == []
    assert outside(np.array(counts), people, "mean of rates") == [""] * len(counts)
