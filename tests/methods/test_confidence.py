"""A confidence of 95 is refused by every method, and not taken for certainty."""

from collections.abc import Callable

import pytest

from wulfrun.methods.association import rank_correlation, ratio_per_doubling
from wulfrun.methods.confidence import checked
from wulfrun.methods.gradient import relative_index, slope_index
from wulfrun.methods.lagged_association import lagged_ratios
from wulfrun.methods.peers import against_peers, direction
from wulfrun.methods.proven_reoffending import before_after
from wulfrun.methods.survey import mean_score, proportion
from wulfrun.methods.survival import kaplan_meier

FOUR = [1, 2, 3, 5]
FIRES, TIPS = [[1, 2, 1], [0, 3, 1], [2, 1, 4]], [[1, 2, 3], [1, 0, 5], [4, 2, 1]]
METHODS: dict[str, Callable[[float], object]] = {
    "rank_correlation": lambda sure: rank_correlation(FOUR, FOUR, runs=9, confidence=sure),
    "ratio_per_doubling": lambda sure: ratio_per_doubling(FOUR, FOUR, confidence=sure),
    "slope_index": lambda sure: slope_index(FOUR, FOUR, FOUR, confidence=sure),
    "relative_index": lambda sure: relative_index(FOUR, FOUR, FOUR, confidence=sure),
    "lagged_ratios": lambda sure: lagged_ratios(FIRES, TIPS, lags=(0,), confidence=sure),
    "against_peers": lambda sure: against_peers(FOUR, FOUR, 0, confidence=sure),
    "direction": lambda sure: direction([3] * 15, confidence=sure),
    "before_after": lambda sure: before_after(FOUR, FOUR, confidence=sure),
    "mean_score": lambda sure: mean_score(FOUR, confidence=sure),
    "proportion": lambda sure: proportion([0, 1], confidence=sure),
    "kaplan_meier": lambda sure: kaplan_meier(FOUR, [True] * 4, confidence=sure),
}


@pytest.mark.parametrize("name", list(METHODS))
def test_a_confidence_of_95_is_refused(name: str) -> None:
    METHODS[name](0.95)
    with pytest.raises(ValueError, match="the confidence is 95; expected a number between 0 and 1"):
        METHODS[name](95)


def test_nor_is_nought_or_one() -> None:
    for each in (0, 1, -0.5, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            checked(each)
