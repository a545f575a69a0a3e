"""Rolling-origin back-test: each candidate forecasts a series' own past, and its errors choose and widen.

From every origin a candidate knows only the months before it. What came then is compared with what it
said; the mean absolute error over that of the plain seasonal naive (its scaled error) ranks the candidates,
and the errors measured in its own standard deviations set how wide its intervals must be.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import gammaincinv

from wulfrun.methods.interval import Floats

SPAN, STEP, BACK, FIRST_ORIGIN, LEAST_AHEAD = 12, 3, 36, 18, 6
# A candidate tried from fewer origins is not chosen; one better by less than 5% is better by chance.
LEAST_ORIGINS, CLEARLY = 3, 0.95
# Widening: how many origins' worth of evidence 'the model is right' counts for, and what it says.
_MONTH_PRIOR, _MONTH_ORIGINS = 1.0, 4.0
_TOTAL_PRIOR, _TOTAL_ORIGINS = 1.5, 3.0
# The origins overlap, so that a dozen are worth about four; as Student's t allows for few observations.
# Both were set on one half of the real series of tests/real/monthly_series.py and tried on the other.
_MONTH_ALLOWANCE, _TOTAL_ALLOWANCE = 1.08, 1.75
_MOST_RAISED = 4.0

Prediction = tuple[Floats, Floats]
From = Callable[[Floats, int, Sequence[int], int], Iterator[Prediction]]


class Tried(NamedTuple):
    """A forecast of the past: months known, mean (k,), covariance (k, k), and what came (NaN: not known)."""

    origin: int
    mean: Floats
    covariance: Floats
    came: Floats

    def until(self, month: int) -> "Tried":
        """What was known of it when `month` months had been counted."""
        k = max(min(len(self.came), month - self.origin), 0)
        return Tried(self.origin, self.mean[:k], self.covariance[:k, :k], self.came[:k])


def origins_of(y: Floats) -> list[int]:
    """The months from which a series is forecast again: every third of the last three years.

    >>> origins_of(np.ones(36))
    [18, 21, 24, 27, 30]
    """
    first = max(FIRST_ORIGIN, len(y) - BACK)
    return [
        each
        for each in range(first, len(y) - LEAST_AHEAD + 1, STEP)
        if (~np.isnan(y[:each])).sum() >= 12 and not np.isnan(y[each : each + SPAN]).all()
    ]


def rolled(y: Floats, first_month: int, candidate: From, origins: Sequence[int]) -> list[Tried]:
    """What a candidate says from each origin, beside what came."""
    if not origins:
        return []
    found = []
    made = candidate(y, first_month, origins, SPAN)
    for origin, (mean, covariance) in zip(origins, made, strict=True):
        came = y[origin : origin + SPAN]
        found.append(Tried(origin, mean[: len(came)], covariance[: len(came), : len(came)], came))
    return found


def mean_absolute_error(tried: Sequence[Tried]) -> float:
    """Over the origins, of each origin's mean over its months; NaN without any."""
    each = [float(np.nanmean(np.abs(one.came - one.mean))) for one in tried]
    return float(np.mean(each)) if each else float("nan")


def scaled_errors(tried: Mapping[str, Sequence[Tried]], yardstick: Sequence[Tried]) -> dict[str, float]:
    """Each candidate's error over the yardstick's from the same origins, but for those tried too seldom."""
    found = {}
    for name, own in tried.items():
        same = {each.origin for each in own}
        base = mean_absolute_error([each for each in yardstick if each.origin in same])
        if len(own) >= min(LEAST_ORIGINS, len(yardstick)) and own:
            # A series that repeats each year without a miss is no measure: errors then stand in counts.
            found[name] = mean_absolute_error(own) / (base or 1.0)
    return found


def chosen(scaled: Mapping[str, float], order: Sequence[str]) -> str:
    """The first of `order` that was tried, unless another errs by clearly (5%) less: then that one.

    >>> chosen({"a": 0.80, "b": 0.78}, ["a", "b"]), chosen({"a": 0.80, "b": 0.70}, ["a", "b"])
    ('a', 'b')
    """
    preferred = next(name for name in order if name in scaled)
    best = min(scaled, key=lambda name: (scaled[name], order.index(name)))
    return best if scaled[best] < CLEARLY * scaled[preferred] else preferred


def calibrated(covariance: Floats, tried: Sequence[Tried]) -> Floats:
    """The covariance (h, h) of months ahead, made as wide as the back-test's errors show it must be.

    Two mean squares of errors in the model's own standard deviations, one of single months and one of each
    origin's total, are pulled towards what is usual by a few origins' worth. The first widens or narrows
    every month; then the months are made to err together more, or less, until their total has the spread
    that the second asks for: from none at all to all alike, which leaves each month's own spread as it is.
    """
    known = [each for each in tried if not np.isnan(each.came).all()]
    month, total = _mean_squares(known)
    wide = covariance * month * _MONTH_ALLOWANCE
    k = min(max((len(each.came) for each in known), default=SPAN), len(wide))
    want = float(covariance[:k, :k].sum()) * total * _TOTAL_ALLOWANCE
    sd = np.sqrt(np.diag(wide))
    apart, alike = np.diag(sd**2), np.outer(sd, sd)
    least, now, most = (float(each[:k, :k].sum()) for each in (apart, wide, alike))
    if want < now:
        return _between(apart, wide, (want - least) / max(now - least, 1e-12))
    raised = min(max(want / most, 1.0), _MOST_RAISED)
    return _between(wide, alike, (want - now) / max(most - now, 1e-12)) * raised


def held(tried: Sequence[Tried], confidence: float = 0.8) -> tuple[int, int]:
    """How many months of the back-test fell inside their limits, and of how many.

    The limits are those that would have been given then: widened by earlier origins alone, and of those by
    the months that had been counted by then.
    """
    inside = whole = 0
    for place, one in enumerate(tried):
        covariance = calibrated(one.covariance, [each.until(one.origin) for each in tried[:place]])
        lower, upper = gamma_limits(one.mean, np.diag(covariance), confidence)
        known = ~np.isnan(one.came)
        inside += int(((one.came >= lower) & (one.came <= upper))[known].sum())
        whole += int(known.sum())
    return inside, whole


def gamma_limits(mean: Floats, variance: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Limits from a gamma of this mean and variance: never under 0, and the normal's for large counts.

    >>> lower, upper = gamma_limits(np.array([100.0]), np.array([100.0]), 0.8)
    >>> round(float(lower[0]), 1), round(float(upper[0]), 1)
    (87.4, 113.0)
    """
    shape, rate, tail = mean**2 / variance, mean / variance, (1 - confidence) / 2
    return gammaincinv(shape, tail) / rate, gammaincinv(shape, 1 - tail) / rate


def _mean_squares(tried: Sequence[Tried]) -> tuple[float, float]:
    months, totals = [], []
    for each in tried:
        known = ~np.isnan(each.came)
        error = (each.came - each.mean)[known]
        months.append(float((error**2 / np.diag(each.covariance)[known]).mean()))
        totals.append(float(error.sum() ** 2 / each.covariance[np.ix_(known, known)].sum()))
    number = len(tried)
    return (
        (sum(months) + _MONTH_ORIGINS * _MONTH_PRIOR) / (number + _MONTH_ORIGINS),
        (sum(totals) + _TOTAL_ORIGINS * _TOTAL_PRIOR) / (number + _TOTAL_ORIGINS),
    )


def _between(low: Floats, high: Floats, share: float) -> Floats:
    part = float(np.clip(share, 0.0, 1.0))
    return np.asarray((1 - part) * low + part * high)
