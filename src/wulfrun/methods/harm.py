"""Harm: offences weighed by how bad they are, how sure the sum is, and how much of crime it leaves out."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, Interval

GAMMA = "gamma limits of a weighted sum of Poisson counts (Fay & Feuer 1997)"
CHANGE = "ratio of two weighted sums, limits recovered on the log scale (Zou & Donner 2008)"


class Harm(NamedTuple):
    """The score per `scale` at risk with its limits, the share of crime it knows, and what makes it.

    `mapped` (...): offences that have a weight over all offences; `shares` (..., k): each code's share of the
    score, NaN where it has no weight.
    """

    value: Floats
    lower: Floats
    upper: Floats
    mapped: Floats
    shares: Floats
    confidence: float
    method: str


def harm_score(
    count: npt.ArrayLike,
    weight: npt.ArrayLike,
    exposure: npt.ArrayLike = 1.0,
    scale: float = 1,
    confidence: float = 0.95,
) -> Harm:
    """Σ weight x count / exposure x `scale`: the Crime Severity Score where the weights are the ONS's.

    `count` (..., k) by offence code, k last; `weight` (k,) of 0 or more, NaN where a code has none: its
    offences are left out of the score and told by `mapped`; `exposure` (...) people. Limits: with y = Σ w n
    and v = Σ w² n, the gamma quantiles with mean y and variance v, and for the upper one with y + w and v +
    w² for the largest weight w, so that one rare and grave offence more is always allowed for. With equal
    weights they are the exact Poisson limits. They take offences as independent. Nothing counted has score 0;
    no exposure, or no weight at all, gives NaN. Raises ValueError for negative or missing counts, negative
    weights, or shapes that differ. Source: ONS 2016, Crime Severity Score; Fay & Feuer 1997 (Stat Med 16).

    >>> found = harm_score([200, 30, 1, 9], [50, 400, 7500, np.nan], 10_000, scale=1000)
    >>> [round(float(each), 1) for each in found[:4]]
    [2950.0, 1618.3, 6111.1, 1.0]
    """
    cases, grave = np.asarray(count, float), np.asarray(weight, float)
    if cases.ndim == 0 or grave.shape != cases.shape[-1:] or not (cases >= 0).all() or (grave < 0).any():
        raise ValueError(
            f"counts are {cases.shape}, weights {grave.shape}; expected a weight (or NaN) of 0 or more for "
            "each code and counts of 0 or more"
        )
    known = ~np.isnan(grave)
    at_risk = np.asarray(exposure, float)
    factor = scale / np.where(at_risk > 0, at_risk, np.nan)
    if not (grave[known] > 0).any():
        factor = factor * np.nan
    each = cases * np.where(known, grave, 0.0)
    y, v = each.sum(axis=-1), (each * np.where(known, grave, 0.0)).sum(axis=-1)
    largest = float(grave[known].max(initial=0.0))
    tail = (1 - checked(confidence)) / 2
    lower = np.where(y > 0, _gamma(y, v, tail), 0.0)
    upper = _gamma(y + largest, v + largest**2, 1 - tail)
    total = cases.sum(axis=-1)
    mapped = cases[..., known].sum(axis=-1) / np.where(total > 0, total, np.nan)
    shares = np.where(known, each, np.nan) / np.where(y > 0, y, np.nan)[..., None]
    limits = (np.asarray(y * factor), np.asarray(lower * factor), np.asarray(upper * factor))
    return Harm(*limits, np.asarray(mapped), shares, confidence, GAMMA)


def harm_change(now: Harm, before: Harm) -> Interval:
    """The change from one score to another in percent, as `percent_change` gives for counts.

    Scores of one shape, of different times or places, with positive values; else NaN. Limits: log r -
    √((log y1 - log l1)² + (log u0 - log y0)²) and the mirror image. The confidence is that of `now`.

    >>> weights = [50, 400]
    >>> found = harm_change(harm_score([100, 40], weights), harm_score([200, 40], weights))
    >>> [round(float(each), 1) for each in found[:3]]
    [-19.2, -41.8, 11.4]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = [np.log(np.asarray(each, float)) for each in (*now[:3], *before[:3])]
        y1, l1, u1, y0, l0, u0 = (np.where(np.isfinite(each), each, np.nan) for each in logs)
        ratio = y1 - y0
        lower = ratio - np.hypot(y1 - l1, u0 - y0)
        upper = ratio + np.hypot(u1 - y1, y0 - l0)
    values = [np.asarray(100 * np.expm1(each)) for each in (ratio, lower, upper)]
    return Interval._make([*values, now.confidence, np.full(values[0].shape, CHANGE)])


def _gamma(mean: Floats, variance: Floats, chance: float) -> Floats:
    """The quantile of a gamma distribution with this mean and variance."""
    some = (mean > 0) & (variance > 0)
    shape = np.where(some, mean**2 / np.where(some, variance, 1.0), 1.0)
    return np.asarray(np.where(some, mean, 0.0) / shape * gammaincinv(shape, chance))
