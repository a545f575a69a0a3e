"""Whether an order of problems holds when the weights of its criteria are others."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats
from wulfrun.methods.priority_score import Ints, checked_scores, ranks_of_scores, weighted_scores

METHOD = "Dirichlet weights round the declared, and uniform over all weights"
CONCENTRATION, RUNS = 40.0, 4000


class Sensitivity(NamedTuple):
    """By problem (n,), over draws of weights round the declared; NaN (rank 0) where nothing is known.

    `top_share`: the share of draws in which it is among the first `top`; `top_share_any`: the same with
    every mix of weights alike likely; `first_share`: in which it is first; `mean_rank`; `rank_low` and
    `rank_high`: the ranks between which it lies in at least 90% of draws. `ahead` (n, n): the share in
    which the problem of a row has a higher score than that of a column.
    """

    top_share: Floats
    top_share_any: Floats
    first_share: Floats
    mean_rank: Floats
    rank_low: Ints
    rank_high: Ints
    ahead: Floats
    runs: int
    method: str


def weight_sensitivity(
    scaled: npt.ArrayLike,
    weights: npt.ArrayLike,
    top: int = 4,
    concentration: float = CONCENTRATION,
    runs: int = RUNS,
    seed: int = 0,
) -> Sensitivity:
    """How often each problem stays among the first `top` when the weights move.

    `scaled` (n, c) in 0..1 or NaN, `weights` (c,) as for `priority_scores`. Weights are drawn from
    Dirichlet(concentration x share of each): their mean is the declared mix, and a weight of share w has a
    standard deviation of √(w (1 - w) / (concentration + 1)): at 40 and nine equal weights about half of the
    weight itself. A second set is drawn uniformly over all mixes, Dirichlet(1, ..., 1), of the criteria
    whose weight is above 0: one that is left out stays out. Draws do not depend on the problems, so that
    neither their order nor adding one changes what the others are weighed by. A share over `runs` draws has
    a standard error of at most 1 / (2 √runs). Raises ValueError as `priority_scores`, and for a top, a
    concentration or a number of runs below 1. Source: Butler, Jia & Dyer 1997 (Eur J Oper Res 103), who
    draw weights; Tervonen & Lahdelma 2007 (Eur J Oper Res 178), whose acceptability index `top_share_any` is.

    >>> found = weight_sensitivity([[0.9, 0.8], [0.2, 1.0], [0.1, 0.1]], [1, 1], top=1)
    >>> found.top_share.round(2).tolist(), bool(abs(found.top_share_any[0] - 7 / 9) < 0.02)
    ([1.0, 0.0, 0.0], True)
    """
    found, weight = checked_scores(scaled, weights)
    if top < 1 or runs < 1 or concentration <= 0:
        raise ValueError(f"top {top}, runs {runs}, concentration {concentration}; expected 1 or more of each")
    used = weight > 0
    found, share = found[:, used], weight[used] / weight.sum()
    draw = np.random.default_rng(seed)
    near = weighted_scores(found, draw.dirichlet(concentration * share, runs))
    wide = weighted_scores(found, draw.dirichlet(np.ones(len(share)), runs))
    told = np.asarray(~np.isnan(found).all(axis=1))
    ranks, any_ranks = ranks_of_scores(near), ranks_of_scores(wide)
    low, high = np.quantile(ranks, [0.05, 0.95], axis=1, method="inverted_cdf")

    def share_of(chosen: npt.NDArray[np.bool_]) -> Floats:
        return np.where(told, chosen.mean(axis=1), np.nan)

    return Sensitivity(
        share_of(ranks <= top),
        share_of(any_ranks <= top),
        share_of(ranks == 1),
        np.where(told, ranks.mean(axis=1), np.nan),
        low.astype(np.int64),
        high.astype(np.int64),
        _ahead(near, told),
        runs,
        METHOD,
    )


def _ahead(scores: Floats, told: npt.NDArray[np.bool_]) -> Floats:
    found = np.array([(own > scores).mean(axis=1) for own in scores]).reshape(len(scores), len(scores))
    return np.where(told[:, None] & told[None, :], found, np.nan)
