"""Accuracy of a map agrees with published numbers and with a count by hand."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wulfrun.methods.prediction_accuracy import (
    accuracy_by_rank,
    compare_maps,
    highest_cells,
    prediction_accuracy,
    recapture_rate,
)

TRUTH = json.loads((Path(__file__).parents[1] / "truths" / "pai_pei_rri.json").read_text("utf-8"))
CELLS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), min_size=2, max_size=8)


@pytest.mark.parametrize("case", TRUTH["cases"])
def test_the_ranked_indices_agree_with_published_ones(case: dict[str, list[float]]) -> None:
    found = accuracy_by_rank(case["observed"], case["predicted"], case["area"])
    np.testing.assert_allclose(found.pai, case["PAI"])
    np.testing.assert_allclose(found.pei, case["PEI"])
    np.testing.assert_allclose(found.rri, case["RRI"])


@given(CELLS)
def test_a_map_is_as_good_as_a_count_by_hand(cells: list[tuple[int, int, bool]]) -> None:
    observed, _, flagged = (list(each) for each in zip(*cells, strict=True))
    found = prediction_accuracy(observed, flagged)
    hits, total = sum(n for n, own in zip(observed, flagged, strict=True) if own), sum(observed)
    assert (found.hits, found.total) == (hits, total)
    if not total or not any(flagged):
        return
    share = sum(flagged) / len(flagged)
    best = max(sum(each) for each in combinations(observed, sum(flagged)))
    assert found.pai == pytest.approx(hits / total / share)
    assert found.pei == pytest.approx(hits / best)
    assert found.lower <= found.hit_rate <= found.upper
    assert found.pai_upper == pytest.approx(found.upper / share)


@given(CELLS)
def test_the_first_cells_of_a_ranking_are_a_map(cells: list[tuple[int, int, bool]]) -> None:
    observed, predicted, _ = (list(each) for each in zip(*cells, strict=True))
    if not sum(observed):
        return
    ranked = accuracy_by_rank(observed, predicted)
    for size in range(1, len(cells) + 1):
        flagged = np.isin(np.arange(len(cells)), ranked.order[:size])
        own = prediction_accuracy(observed, flagged)
        assert ranked.pai[size - 1] == pytest.approx(own.pai)
        assert ranked.pei[size - 1] == pytest.approx(own.pei)


def test_the_whole_area_foretells_nothing() -> None:
    found = prediction_accuracy([3, 0, 5], [True] * 3, [2.0, 1.0, 4.0])
    assert (found.hit_rate, found.pai, found.pei) == (1, 1, 1)


def test_areas_in_any_unit_give_the_same_accuracy() -> None:
    metres, hectares = [40_000.0, 62_500.0, 10_000.0], [4.0, 6.25, 1.0]
    assert prediction_accuracy([3, 0, 5], [True, False, True], metres) == pytest.approx(
        prediction_accuracy([3, 0, 5], [True, False, True], hectares)
    )


def test_without_crime_or_without_a_map_nothing_is_told() -> None:
    assert np.isnan(prediction_accuracy([0, 0], [True, False]).pai)
    none = prediction_accuracy([1, 2], [False, False])
    assert none.hit_rate == 0 and np.isnan(none.pai)


def test_the_highest_cells_never_exceed_their_area() -> None:
    flagged = highest_cells([9, 8, 7, 1], [1, 1, 1, 7], 0.2)
    assert flagged.tolist() == [True, True, False, False]
    # Density counts, not number: nine in a large cell are fewer than two in a small one.
    assert highest_cells([9, 2], [9.0, 1.0], 0.5).tolist() == [False, True]


def test_recapture_is_one_where_nothing_moved() -> None:
    assert recapture_rate([8, 2, 4], [16, 4, 8], [True, False, False]) == pytest.approx(1)
    assert np.isnan(recapture_rate([0, 2], [1, 1], [True, False]))


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_two_maps_are_compared_by_what_only_one_held(first: int, second: int, rest: int) -> None:
    if not first + second + rest:
        return
    found = compare_maps([first, second, rest], [1, 0, 0], [0, 1, 0])
    mirrored = compare_maps([first, second, rest], [0, 1, 0], [1, 0, 0])
    assert found.difference == pytest.approx((first - second) / (first + second + rest))
    assert found.lower - 1e-12 <= found.difference <= found.upper + 1e-12
    assert found.lower == pytest.approx(-mirrored.upper)
    if first + second:
        # The limits leave out 0 where, and only where, the exact binomial test says the maps differ.
        p = stats.binomtest(first, first + second).pvalue
        assert (found.lower > 0 or found.upper < 0) == (p < 0.05)


def test_a_cell_without_area_is_refused() -> None:
    with pytest.raises(ValueError, match="area is missing or not above 0"):
        prediction_accuracy([1, 2], [True, False], [1.0, 0.0])
    with pytest.raises(ValueError, match="one a cell"):
        prediction_accuracy([1, 2], [True])
    with pytest.raises(ValueError, match="between 0 and 1"):
        highest_cells([1, 2], 1.0, 20)
    with pytest.raises(ValueError, match="three equal lengths"):
        recapture_rate([1, 2], [1], [True])
    with pytest.raises(ValueError, match="one number a cell"):
        accuracy_by_rank([[1, 2]], [1, 2])
