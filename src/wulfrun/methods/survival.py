"""How long until it happens again: Kaplan-Meier curves of those not yet repeated, with censoring."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, ndtri

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats

GREENWOOD = "Kaplan-Meier, Greenwood, log-log"


class Curve(NamedTuple):
    """The share without a repeat after each time at which one happened; arrays (m,) sorted by time.

    `at_risk`: still watched just before; `events`: repeats at that time; `lower`, `upper`: NaN once nobody
    is left. `followed`: the longest time anybody was watched (nothing is known after it); `people`: n.
    """

    time: Floats
    at_risk: Floats
    events: Floats
    survival: Floats
    lower: Floats
    upper: Floats
    followed: float
    people: int
    confidence: float
    method: str


class Point(NamedTuple):
    """A value read off a curve, with its limits; NaN where the curve does not reach it."""

    value: float
    lower: float
    upper: float


class LogRank(NamedTuple):
    """Whether groups repeat at different speeds: χ², degrees of freedom, p, observed and expected (k,)."""

    chi2: float
    free: int
    p: float
    observed: Floats
    expected: Floats


def kaplan_meier(duration: npt.ArrayLike, repeated: npt.ArrayLike, confidence: float = 0.95) -> Curve:
    """The share who have not repeated, by time since the first.

    `duration` (n,): time to the repeat, or to the end of watching where `repeated` (n,) is false; 0 or more.
    Someone censored at a time counts as at risk at that time. S = Π(1 - d/r); limits S^exp(± z √V / log S),
    V = Σ d / (r (r - d)). Raises ValueError for a missing or negative time. Source: Kaplan & Meier 1958;
    Kalbfleisch & Prentice 1980.

    >>> found = kaplan_meier([6, 6, 7, 10], [True, False, True, False])
    >>> found.time.tolist(), found.survival.tolist()
    ([6.0, 7.0], [0.75, 0.375])
    """
    time, happened = _people(duration, repeated)
    moments = np.unique(time[happened])
    at_risk, events = _counts(time, happened, moments)
    survival = np.asarray(np.cumprod(1 - events / at_risk), float)
    left = np.where(at_risk > events, at_risk - events, np.nan)
    variance = np.cumsum(events / (at_risk * left))
    log = np.log(np.where(survival > 0, survival, np.nan))
    half = float(ndtri(0.5 + checked(confidence) / 2)) * np.sqrt(variance) / np.abs(log)
    lower, upper = np.exp(log * np.exp(half)), np.exp(log * np.exp(-half))
    followed = float(time.max()) if len(time) else float("nan")
    return Curve(moments, at_risk, events, survival, lower, upper, followed, len(time), confidence, GREENWOOD)


def median(curve: Curve) -> Point:
    """The time by which half have repeated; NaN where fewer than half had when watching ended.

    The limits are the times at which the curve's limits pass one half (Brookmeyer & Crowley 1982).

    >>> median(kaplan_meier([1, 2, 3, 4], [True, True, True, False])).value
    2.0
    """
    return Point(*(_first_below(curve, each) for each in (curve.survival, curve.lower, curve.upper)))


def survival_at(curve: Curve, time: float) -> Point:
    """The share who have not repeated by `time`; NaN after the longest time anybody was watched.

    >>> survival_at(kaplan_meier([6, 6, 7, 10], [True, False, True, False]), 6.5).value
    0.75
    """
    nan = float("nan")
    if not 0 <= time <= curve.followed:
        return Point(nan, nan, nan)
    place = int(np.searchsorted(curve.time, time, side="right")) - 1
    if place < 0:
        return Point(1.0, 1.0, 1.0)
    return Point(*(float(each[place]) for each in (curve.survival, curve.lower, curve.upper)))


def log_rank(duration: npt.ArrayLike, repeated: npt.ArrayLike, group: npt.ArrayLike) -> LogRank:
    """Whether groups differ in how soon they repeat: the log-rank (Mantel-Cox) test.

    `duration`, `repeated` as of `kaplan_meier`; `group` (n,) of anything that sorts, k kinds. Raises
    ValueError for fewer than two groups. Source: Mantel 1966; Peto & Peto 1972.

    >>> found = log_rank([1, 2, 3, 4], [True, True, True, True], ["a", "a", "b", "b"])
    >>> round(found.chi2, 4), found.free
    (2.8824, 1)
    """
    time, happened = _people(duration, repeated)
    kinds, place = np.unique(np.asarray(group), return_inverse=True)
    if len(kinds) < 2 or len(place) != len(time):
        raise ValueError(f"{len(kinds)} groups of {len(place)} people; expected at least two, of {len(time)}")
    moments = np.unique(time[happened])
    risk, events = _counts(time, happened, moments)
    each = [_counts(time[place == kind], happened[place == kind], moments) for kind in range(len(kinds))]
    share = np.array([at_risk / risk for at_risk, _ in each])
    observed, expected = np.array([seen.sum() for _, seen in each]), (share * events).sum(axis=1)
    hyper = events * (risk - events) / np.where(risk > 1, risk - 1, 1.0)
    covariance = np.diag((share * hyper).sum(axis=1)) - (share * hyper) @ share.T
    gap = (observed - expected)[:-1]
    chi2 = float(gap @ np.linalg.pinv(covariance[:-1, :-1]) @ gap)
    free = len(kinds) - 1
    return LogRank(chi2, free, float(chdtrc(free, chi2)), observed, expected)


def _people(duration: npt.ArrayLike, repeated: npt.ArrayLike) -> tuple[Floats, npt.NDArray[np.bool_]]:
    time, happened = np.asarray(duration, float), np.asarray(repeated, bool)
    if time.ndim != 1 or time.shape != happened.shape:
        raise ValueError(
            f"{time.shape} times and {happened.shape} outcomes; expected two lists of one length"
        )
    if not (time >= 0).all():
        raise ValueError(
            "a time is negative or missing; expected the days to the repeat or the end of watching"
        )
    return time, happened


def _counts(time: Floats, happened: npt.NDArray[np.bool_], moments: Floats) -> tuple[Floats, Floats]:
    at_risk = len(time) - np.searchsorted(np.sort(time), moments, side="left")
    place = np.searchsorted(moments, time[happened])
    return at_risk.astype(float), np.bincount(place, minlength=len(moments)).astype(float)


def _first_below(curve: Curve, values: Floats) -> float:
    below = np.flatnonzero(values <= 0.5)
    return float(curve.time[below[0]]) if len(below) else float("nan")
