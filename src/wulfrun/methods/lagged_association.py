"""Whether one thing follows another in the same place some months later, beyond what is always so there."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

METHOD = "Poisson with area and month effects, errors clustered by area"
_ROUNDS = 200


class Lagged(NamedTuple):
    """The rate ratio at each lag, as lists by lag; `adjusted`: p after Holm, as several lags are tried.

    A lag at which nothing can be said (nobody varies) has NaN. `areas`: those with at least one count.
    """

    lags: list[int]
    ratio: Floats
    lower: Floats
    upper: Floats
    p: Floats
    adjusted: Floats
    areas: list[int]
    confidence: float
    method: str


def lagged_ratios(
    count: npt.ArrayLike,
    other: npt.ArrayLike,
    lags: Sequence[int] = (0, 1, 2, 3),
    per: str = "doubling",
    confidence: float = 0.95,
) -> Lagged:
    """By how much a count is multiplied where the other was higher `lag` months before, in the same area.

    `count`, `other` (areas, months) of 0 or more without NaN; a lag of 2 sets each month's count against the
    other's two months before, a negative lag the other way round (a check: what comes after is no cause).
    log E(count) = area + month + b x, x = log2(other + 0.5) for `per` 'doubling', the other itself for
    'event'. Area effects take away what is always so there (population, deprivation), month effects what is
    so everywhere (season). Standard errors clustered by area, Student's t on areas - 1. Raises ValueError for
    shapes that differ or a lag as long as the series. Source: Cameron & Trivedi 2013, 9.4; Liang & Zeger
    1986; Holm 1979.

    >>> rng = np.random.default_rng(1)
    >>> tips = rng.poisson(4, (50, 36))
    >>> fires = rng.poisson(np.hstack([np.ones((50, 1)), 0.25 * tips[:, :-1] + 0.1]))
    >>> found = lagged_ratios(fires, tips, lags=(0, 1))
    >>> [bool(each) for each in found.adjusted < 0.05]
    [False, True]
    """
    first, second = np.asarray(count, float), np.asarray(other, float)
    if first.ndim != 2 or first.shape != second.shape:
        raise ValueError(
            f"counts are {first.shape}, others {second.shape}; expected one shape, areas x months"
        )
    if not ((first >= 0) & (second >= 0)).all() or per not in ("doubling", "event"):
        raise ValueError(
            f"a count is negative or missing, or per is {per!r} (expected 'doubling' or 'event')"
        )
    x = np.log2(second + 0.5) if per == "doubling" else second
    found = [_one(first, x, lag, confidence) for lag in lags]
    ratio, lower, upper, p = (np.array([each[place] for each in found]) for place in range(4))
    areas = [int(each[4]) for each in found]
    return Lagged(list(lags), ratio, lower, upper, p, holm(p), areas, confidence, METHOD)


def holm(p: npt.ArrayLike) -> Floats:
    """p-values (n,) adjusted so that one false among all is rare; NaN stays and is not counted.

    >>> holm([0.01, 0.04, 0.03, np.nan]).round(4).tolist()
    [0.03, 0.06, 0.06, nan]
    """
    chance = np.asarray(p, float)
    known = np.flatnonzero(~np.isnan(chance))
    order = known[np.argsort(chance[known], kind="stable")]
    out = np.full(len(chance), np.nan)
    out[order] = np.minimum(np.maximum.accumulate(chance[order] * np.arange(len(known), 0, -1)), 1.0)
    return out


def _one(count: Floats, x: Floats, lag: int, confidence: float) -> tuple[float, float, float, float, int]:
    months = count.shape[1]
    if abs(lag) >= months:
        raise ValueError(f"a lag of {lag} months leaves nothing of {months} months")
    y, z = (count[:, lag:], x[:, : months - lag]) if lag >= 0 else (count[:, :lag], x[:, -lag:])
    # Areas and months without a count say nothing once they have their own effect.
    keep, when = y.sum(axis=1) > 0, y.sum(axis=0) > 0
    y, z = y[keep][:, when], z[keep][:, when]
    nothing = (float("nan"),) * 4
    if len(y) < 3 or y.shape[1] < 2:
        return (*nothing, len(y))
    slope = 0.0
    for _ in range(50):
        mean = _fitted(y, np.exp(slope * (z - z.mean())))
        own = _centred(z, mean)
        information = float((mean * own**2).sum())
        if information <= 1e-9 * max(float((mean * z**2).sum()), 1e-300):
            return (*nothing, len(y))
        step = float((own * (y - mean)).sum()) / information
        slope += float(np.clip(step, -1.0, 1.0))
        if abs(step) < 1e-10:
            break
    else:
        return (*nothing, len(y))
    scores = (own * (y - mean)).sum(axis=1)
    areas = len(y)
    sd = float(np.sqrt((scores**2).sum() * areas / (areas - 1))) / information
    half = float(stdtrit(areas - 1, 0.5 + checked(confidence) / 2)) * sd
    p = float(2 * stdtr(areas - 1, -abs(slope) / sd)) if sd > 0 else float("nan")
    return float(np.exp(slope)), float(np.exp(slope - half)), float(np.exp(slope + half)), p, areas


def _fitted(y: Floats, start: Floats) -> Floats:
    """Means in proportion to `start` with the margins of y: where area and month effects fit best."""
    mean = start
    for _ in range(_ROUNDS):
        mean = mean * (y.sum(axis=1) / mean.sum(axis=1))[:, None]
        factor = y.sum(axis=0) / mean.sum(axis=0)
        mean = mean * factor
        if np.max(np.abs(factor - 1)) < 1e-12:
            break
    return mean


def _centred(z: Floats, weight: Floats) -> Floats:
    """What is left of z once weighted area and month means are taken away."""
    left = z
    for _ in range(_ROUNDS):
        left = left - ((weight * left).sum(axis=1) / weight.sum(axis=1))[:, None]
        shift = (weight * left).sum(axis=0) / weight.sum(axis=0)
        left = left - shift
        if np.max(np.abs(shift)) < 1e-12:
            break
    return left
