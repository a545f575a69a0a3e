"""Whether the burden falls more on deprived areas, and whether that is narrowing."""

from typing import Any

import numpy as np
import pytest

from wulfrun.assessment.topics.deprivation import (
    FALLS_LESS,
    FALLS_MORE,
    NARROWING,
    NO_CHANGE,
    NO_GRADIENT,
    NOT_COMPARED,
    WIDENING,
    compared,
    edition_for,
    judged_year,
)
from wulfrun.methods.gradient import relative_index

AREAS = 100


def _areas(counts: list[float], people: float = 1000.0) -> list[dict[str, Any]]:
    return [
        {"area_code": f"E{at:08}", "numerator": float(n), "denominator": people, "suppressed": False}
        for at, n in enumerate(counts)
    ]


def _ranks(count: int = AREAS) -> dict[str, dict[str, Any]]:
    return {f"E{at:08}": {"rank": 10.0 * (at + 1)} for at in range(count)}


def _drawn(ratio: float, seed: int = 1, mean: float = 60.0) -> list[float]:
    """Counts by chance, `ratio` times as high at the most deprived end as at the least."""
    place = 1 - (np.arange(AREAS) + 0.5) / AREAS
    rate = ratio**place
    return list(np.random.default_rng(seed).poisson(mean * rate / rate.mean()).astype(float))


@pytest.mark.parametrize(("ratio", "finding"), [(3.0, FALLS_MORE), (1 / 3.0, FALLS_LESS), (1.0, NO_GRADIENT)])
def test_the_finding_follows_the_gradient_that_was_drawn(ratio: float, finding: str) -> None:
    judged = judged_year(_areas(_drawn(ratio)), _ranks(), 1000)
    assert judged is not None
    assert judged[0]["finding"] == finding
    assert judged[0]["ratio_lower"] < ratio < judged[0]["ratio_upper"]


def test_the_tenths_hold_all_cases_and_everybody_and_the_first_is_the_most_deprived() -> None:
    counts = _drawn(4.0)
    judged = judged_year(_areas(counts), _ranks(), 1000)
    assert judged is not None
    tenths = judged[1]
    assert [each["group"] for each in tenths] == list(range(1, 11))
    assert sum(each["numerator"] for each in tenths) == sum(counts)
    assert sum(each["denominator"] for each in tenths) == AREAS * 1000
    assert tenths[0]["numerator"] == sum(counts[:10])
    assert tenths[0]["rate"] > tenths[-1]["rate"]


def test_few_areas_make_fifths_and_fewer_none() -> None:
    judged = judged_year(_areas([30.0] * 30), _ranks(30), 1000)
    assert judged is not None
    assert len(judged[1]) == 5
    assert judged_year(_areas([30.0] * 19), _ranks(19), 1000) is None


def test_a_suppressed_area_keeps_the_whole_measure_back() -> None:
    areas = _areas(_drawn(2.0))
    areas[5] |= {"suppressed": True, "numerator": None}
    assert judged_year(areas, _ranks(), 1000) is None


def _row(ratio: float, seed: int = 1) -> dict[str, Any]:
    counts = _drawn(ratio, seed)
    found = relative_index(np.arange(AREAS) + 1, np.full(AREAS, 1000.0), counts)
    return {"areas": AREAS, "ratio": found.ratio, "ratio_lower": found.lower, "ratio_upper": found.upper}


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [(4.0, 1.5, NARROWING), (1.5, 4.0, WIDENING), (2.5, 2.5, NO_CHANGE), (1 / 4, 1 / 1.5, NARROWING)],
)
def test_a_gap_narrows_when_it_comes_nearer_to_none_from_either_side(
    before: float, after: float, trend: str
) -> None:
    assert compared(_row(before, 1), _row(after, 2))["trend"] == trend


def test_no_change_is_called_one_in_about_one_of_twenty_cases() -> None:
    called = [compared(_row(2.0, 2 * at), _row(2.0, 2 * at + 1))["trend"] != NO_CHANGE for at in range(200)]
    assert 2 <= sum(called) <= 20


def test_without_intervals_years_are_not_compared() -> None:
    nothing = {"areas": AREAS, "ratio": 1.0, "ratio_lower": 1.0, "ratio_upper": 1.0}
    assert compared(nothing, nothing)["trend"] == NOT_COMPARED


def test_a_year_is_set_against_the_latest_edition_published_by_then() -> None:
    index: dict[int, dict[str, Any]] = {2004: {}, 2007: {}, 2010: {}}
    assert [edition_for(index, year) for year in (2003, 2004, 2006, 2007, 2025)] == [
        2004,
        2004,
        2004,
        2007,
        2010,
    ]
