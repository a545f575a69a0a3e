"""Synthetic control: what would have become of an area, told by the mix of others that was most like it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import nnls
from scipy.special import stdtrit

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

SYNTHETIC = "synthetic control on own averages, placebos in space"
# So small a preference for even weights that it decides only between mixes that fit alike.
_EVEN = 1e-8


class SyntheticControl(NamedTuple):
    """The mix and what it shows.

    `weights` (d,) of the donors, 0 or more, sum 1; `synthetic` (m,) the treated area's expected count each
    month; `gap` (m,) what was counted less that. `ratio`: counted over expected after the start, with limits
    from the placebos; `p`: the share of areas, itself among them, whose fit got at least as much worse
    (never under 1/(d + 1)); `fit`: root mean square of the gap before over the average before; `placebos`
    (d,) each donor's own ratio.
    """

    weights: Floats
    synthetic: Floats
    gap: Floats
    ratio: float
    lower: float
    upper: float
    p: float
    fit: float
    placebos: Floats
    confidence: float
    method: str


def synthetic_control(
    treated: npt.ArrayLike, donors: npt.ArrayLike, before: int, confidence: float = 0.95
) -> SyntheticControl:
    """Find the mix of donors that moved most like the treated area before the start, and follow it after.

    `treated` (m,), `donors` (d, m): counts by month without gaps; the first `before` months lie before the
    start. Each area is taken over its own average before, so that a large area can be told by small ones
    (as demeaning does for levels: Ferman & Pinto 2021). Weights: least squares over the simplex, exact, the
    same in any order of donors. Each donor is then taken as if it had been the one (placebo); the limits:
    log ratio ± t(d) times the root mean square of the placebos' log ratios. Raises ValueError for under three
    donors, under six months before or none after, or an area without counts before or after.
    Source: Abadie, Diamond & Hainmueller 2010, JASA 105:493-505.

    >>> donors = [[10, 12, 9, 11, 10, 8, 9, 10], [20, 18, 21, 22, 19, 20, 18, 22], [5, 6, 7, 5, 6, 7, 6, 6]]
    >>> found = synthetic_control([10, 11, 9, 11, 10, 9, 5, 5], donors, before=6)
    >>> bool(found.ratio < 0.7), round(float(found.weights.sum()), 6), found.p >= 0.25
    (True, 1.0, True)
    """
    own, others = np.asarray(treated, float), np.asarray(donors, float)
    _check(own, others, before)
    areas = np.vstack([own, others])
    scale = areas[:, :before].mean(axis=1)
    index = areas / scale[:, None]
    count = len(areas)
    found = [_against(index, each, [row for row in range(1, count) if row != each], before)
             for each in range(count)]  # fmt: skip
    weights, expected, _, fit = found[0]
    logs = np.array([each[2][0] for each in found])
    worse = np.array([each[2][1] for each in found])
    p = float((worse >= worse[0] * (1 - 1e-9)).sum()) / count
    half = float(stdtrit(count - 1, 0.5 + checked(confidence) / 2)) * float(np.sqrt((logs[1:] ** 2).mean()))
    ratio, lower, upper = (float(np.exp(logs[0] + each)) for each in (0.0, -half, half))
    synthetic = expected * scale[0]
    return SyntheticControl(
        weights, synthetic, own - synthetic, ratio, lower, upper, p, fit, np.exp(logs[1:]), confidence,
        SYNTHETIC,
    )  # fmt: skip


def simplex_weights(target: npt.ArrayLike, columns: npt.ArrayLike) -> Floats:
    """The weights w (d,), 0 or more with sum 1, for which columns @ w comes nearest to target.

    `target` (m,), `columns` (m, d). With the target taken from every column this is the point of a hull
    nearest to the origin, which non-negative least squares with a row of ones finds exactly
    (Lawson & Hanson 1974, ch. 23). Mixes that fit alike are told apart by evenness.

    >>> simplex_weights([3.0, 1.0, 2.0], [[1.0, 5.0], [1.0, 1.0], [2.0, 2.0]]).round(3).tolist()
    [0.5, 0.5]
    """
    away = np.asarray(columns, float) - np.asarray(target, float)[:, None]
    size = away.shape[1]
    scale = float(np.sqrt((away**2).sum(axis=0).mean())) or 1.0
    rows = np.vstack([away / scale, np.sqrt(_EVEN) * np.eye(size), np.ones((1, size))])
    aim = np.zeros(len(rows))
    aim[-1] = 1.0
    found = nnls(rows, aim)[0]
    return np.asarray(found / found.sum(), float)


def _against(
    index: Floats, row: int, donors: list[int], before: int
) -> tuple[Floats, Floats, tuple[float, float], float]:
    """Weights, the expected index, (log ratio after, how much worse the fit got), and the fit before."""
    weights = simplex_weights(index[row, :before], index[donors, :before].T)
    expected = weights @ index[donors]
    gap = index[row] - expected
    fit, worst = (float(np.sqrt((each**2).mean())) for each in (gap[:before], gap[before:]))
    log_ratio = float(np.log(index[row, before:].sum() / expected[before:].sum()))
    return weights, expected, (log_ratio, worst / fit if fit else np.inf), fit


def _check(own: Floats, others: Floats, before: int) -> None:
    if own.ndim != 1 or others.ndim != 2 or others.shape[1:] != own.shape:
        raise ValueError(f"the shapes are {own.shape} and {others.shape}; expected (m,) and (donors, m)")
    if len(others) < 3 or before < 6 or before >= len(own):
        raise ValueError(
            f"donors: {len(others)}, months before: {before}, after: {len(own) - before}; expected at least "
            "three donors, six months before and one after"
        )
    whole = np.vstack([own, others])
    if not (whole >= 0).all():
        raise ValueError("a count is negative or missing; expected 0 or more in every month")
    if not ((whole[:, :before].sum(axis=1) > 0) & (whole[:, before:].sum(axis=1) > 0)).all():
        raise ValueError("an area has no count before or none after; leave it out of the donors")
