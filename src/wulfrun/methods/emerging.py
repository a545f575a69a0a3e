"""Emerging hot spots: what the history of a cell's hot and cold spells amounts to, in one of eight words.

The classes are those that Esri documents for its Emerging Hot Spot Analysis, written anew from their
definitions. Two definitions can hold at once; then the first in the order of `KINDS` is given.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from wulfrun.methods.association import benjamini_hochberg
from wulfrun.methods.interval import Floats, Texts
from wulfrun.methods.mann_kendall import mann_kendall

KINDS = (
    "new", "consecutive", "intensifying", "diminishing", "persistent", "oscillating", "sporadic", "historical"
)  # fmt: skip
NONE = "no pattern"
ALMOST_ALWAYS = 0.9
FDR_AND_TREND = "Gi* after Benjamini-Hochberg over cells and periods, Mann-Kendall of its z"

Bools = npt.NDArray[np.bool_]


class Emerging(NamedTuple):
    """For each cell (n,): 'new hot spot', 'persistent cold spot' ... or 'no pattern', and what it rests on.

    `hot`, `cold` (n, t): surely hot or cold in a period; `trend_z`, `trend_p` (n,) of the cell's z.
    """

    kind: Texts
    hot: Bools
    cold: Bools
    trend_z: Floats
    trend_p: Floats
    level: float
    method: str


def emerging_hot_spots(
    z: npt.ArrayLike, p: npt.ArrayLike | None = None, level: float = 0.05, autocorrelated: bool = False
) -> Emerging:
    """The class of each cell from its Gi* in each period.

    `z` (n, t): Gi* of n cells in t periods, oldest first, at least 4 periods; a cell that cannot be told in a
    period is NaN (neither hot nor cold; for the trend, 0). `p` (n, t): two-sided p; from the normal where not
    given. A cell is hot in a period where z > 0 and p after Benjamini-Hochberg (over all cells and periods)
    is at most `level`. The trend is Mann-Kendall's on z at the same level, not corrected; `autocorrelated`:
    its variance after Hamed & Rao, where periods overlap. Raises ValueError for other shapes.
    Source: Esri, How Emerging Hot Spot Analysis works; Benjamini & Hochberg 1995.

    >>> z = np.zeros((40, 8))
    >>> z[0, 7] = z[1, 6:] = z[2] = 6.0
    >>> emerging_hot_spots(z).kind[:4].tolist()
    ['new hot spot', 'consecutive hot spot', 'persistent hot spot', 'no pattern']
    """
    scores = np.asarray(z, float)
    if scores.ndim != 2 or scores.shape[1] < 4:
        raise ValueError(f"Gi* has the shape {scores.shape}; expected cells by periods, at least 4 periods")
    chance = 2 * ndtr(-np.abs(scores)) if p is None else np.asarray(p, float)
    if chance.shape != scores.shape:
        raise ValueError(f"{scores.shape} scores and {chance.shape} p; expected two equal shapes")
    known = np.isfinite(scores) & np.isfinite(chance)
    sure = np.zeros(scores.shape, bool)
    sure[known] = benjamini_hochberg(chance[known]) <= level
    hot, cold = sure & (scores > 0), sure & (scores < 0)
    trend = mann_kendall(np.where(known, scores, 0.0), autocorrelated)
    way = np.where(trend.p <= level, np.sign(trend.z), 0.0)
    kind = emerging_kinds(hot, cold, way)
    return Emerging(kind, hot, cold, trend.z, trend.p, level, FDR_AND_TREND)


def emerging_kinds(hot: npt.ArrayLike, cold: npt.ArrayLike, trend: npt.ArrayLike) -> Texts:
    """The class of each cell from when it was hot and cold, and whether its score surely rose or fell.

    `hot`, `cold` (n, t) of true and false, oldest first; `trend` (n,): 1 rising, -1 falling, 0 neither. A
    cell that has a class as hot spot and as cold spot (historical) is told as the one of its last period.

    >>> hot = [[False, False, True, True], [True, False, True, True]]
    >>> emerging_kinds(hot, np.zeros((2, 4)), [0, 0]).tolist()
    ['consecutive hot spot', 'sporadic hot spot']
    """
    warm, cool = np.asarray(hot, bool), np.asarray(cold, bool)
    way = np.asarray(trend, float)
    if warm.ndim != 2 or warm.shape != cool.shape or way.shape != warm.shape[:1] or (warm & cool).any():
        raise ValueError(
            f"hot {warm.shape}, cold {cool.shape}, trend {way.shape}; expected cells by periods, no cell hot "
            "and cold at once, one trend a cell"
        )
    names = [[f"{kind} {side} spot" for kind in KINDS] for side in ("hot", "cold")]
    tests = [_holding(warm, cool, way), _holding(cool, warm, -way)]
    # What a cell was is told only where it is nothing now: the two 'historical' come last.
    order = [*range(len(KINDS) - 1), *range(len(KINDS), 2 * len(KINDS) - 1), len(KINDS) - 1, -1]
    flat_tests, flat_names = [*tests[0], *tests[1]], [*names[0], *names[1]]
    return np.select([flat_tests[at] for at in order], [flat_names[at] for at in order], NONE)


def _holding(own: Bools, opposite: Bools, way: Floats) -> list[Bools]:
    """Which cells each definition holds for, in the order of KINDS."""
    times = own.sum(axis=1)
    last = own[:, -1]
    run = np.cumprod(own[:, ::-1], axis=1).sum(axis=1)
    always = times >= ALMOST_ALWAYS * own.shape[1] - 1e-9
    ever_opposite = opposite.any(axis=1)
    return [
        last & (times == 1),
        last & ~always & (run == times) & (run >= 2),
        last & always & (way > 0),
        last & always & (way < 0),
        last & always & (way == 0),
        last & ~always & ever_opposite,
        last & ~always & ~ever_opposite,
        ~last & always,
    ]
