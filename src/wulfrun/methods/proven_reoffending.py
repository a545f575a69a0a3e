"""Proven re-offending: what counts, when a cohort is mature, its rates, and before against after."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import proportion_interval
from wulfrun.methods.regression_to_mean import (
    Expected,
    Spread,
    expected_without_effect,
    spread_between_people,
)

__all__ = [
    "BeforeAfter",
    "Expected",
    "Reoffending",
    "Spread",
    "before_after",
    "counts_as_reoffence",
    "expected_without_effect",
    "is_mature",
    "mature_month",
    "reoffending",
    "spread_between_people",
]

COHORT_MONTHS, FOLLOW_UP_MONTHS, WAITING_MONTHS = 3, 12, 6
WILSON = "Wilson"
PAIRED = "log ratio, paired by person"

Days = npt.NDArray[np.datetime64]


class Reoffending(NamedTuple):
    """The binary rate with Wilson's limits and both frequencies, which older and newer series mix up.

    `rate`, `lower`, `upper`: shares of the cohort; `per_reoffender`: re-offences per re-offender;
    `per_100_offenders`: per 100 of the cohort. NaN where there is nobody to divide by.
    """

    rate: float
    lower: float
    upper: float
    per_reoffender: float
    per_100_offenders: float
    offenders: int
    reoffenders: int
    reoffences: int
    confidence: float
    method: str


class BeforeAfter(NamedTuple):
    """The rate after over the rate before, with limits. No effect is shown by it alone."""

    ratio: float
    lower: float
    upper: float
    before: float
    after: float
    people: int
    confidence: float
    method: str


def reoffending(reoffences: npt.ArrayLike, confidence: float = 0.95) -> Reoffending:
    """The binary rate and the frequencies of a cohort, from each person's number of proven re-offences.

    `reoffences` (n,), whole, 0 for those without any: everybody in the cohort, once. Raises ValueError for
    missing or negative numbers. Source: Ministry of Justice, Guide to proven reoffending statistics 2019.

    >>> found = reoffending([0, 2, 0, 1])
    >>> found.rate, found.per_reoffender, found.per_100_offenders
    (0.5, 1.5, 75.0)
    """
    values = np.asarray(reoffences, float)
    if values.ndim != 1 or not ((values >= 0) & (values == np.floor(values))).all():
        raise ValueError(
            "a number of re-offences is missing, negative or not whole; expected one for each person"
        )
    people, again, total = len(values), int((values > 0).sum()), int(values.sum())
    share = proportion_interval(again, people, confidence)
    limits = (float(share.value), float(share.lower), float(share.upper))
    nan = float("nan")
    often = (total / again if again else nan, 100 * total / people if people else nan)
    return Reoffending(*limits, *often, people, again, total, confidence, WILSON)


def mature_month(first_month: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """The month at whose end a three-month cohort can be counted: 12 months more, and 6 for the courts.

    `first_month`: number of the cohort's first month (year x 12 + month - 1), any shape.

    >>> october_2015 = 2015 * 12 + 9
    >>> divmod(int(mature_month(october_2015)), 12)
    (2017, 5)
    """
    months = COHORT_MONTHS - 1 + FOLLOW_UP_MONTHS + WAITING_MONTHS
    return np.asarray(np.asarray(first_month, np.int64) + months)


def is_mature(first_month: npt.ArrayLike, last_month: int) -> npt.NDArray[np.bool_]:
    """Whether a cohort can be counted from data that end with `last_month`; else it is 'not yet mature'.

    >>> is_mature([24189, 24192], 24209).tolist()
    [True, False]
    """
    return np.asarray(mature_month(first_month) <= last_month)


def counts_as_reoffence(
    index: npt.ArrayLike, offence: npt.ArrayLike, proven: npt.ArrayLike
) -> npt.NDArray[np.bool_]:
    """Whether an offence is a proven re-offence of the index event.

    Three broadcasting arrays of days (datetime64); NaT in `proven` is not proven. Committed after the index
    day and within 12 calendar months of it, and proven within those or the 6 months after.

    >>> counts_as_reoffence("2022-01-15", ["2022-12-20", "2023-01-20"], ["2023-05-01", "2023-03-01"]).tolist()
    [True, False]
    """
    begin, done, shown = (np.asarray(each, "datetime64[D]") for each in (index, offence, proven))
    in_time = (done > begin) & (done <= _later(begin, FOLLOW_UP_MONTHS))
    return np.asarray(in_time & (shown <= _later(begin, FOLLOW_UP_MONTHS + WAITING_MONTHS)))


def before_after(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    time_before: npt.ArrayLike = 1.0,
    time_after: npt.ArrayLike = 1.0,
    confidence: float = 0.95,
) -> BeforeAfter:
    """The rate of the same people after something over their rate before.

    `before`, `after` (n,) counts; `time_before`, `time_after` (n,) or one number: time at liberty. Log ratio
    with the variance between people, Σ (after/A - before/B - (their times' shares))² n / (n - 1), so that
    persons who differ, and two counts of one person that go together, are allowed for; Student's t on n - 1.
    People chosen at their peak fall without any effect: never publish this without
    `expected_without_effect`. NaN for fewer than 2 people, or nothing before. Raises ValueError for values
    that are missing or negative. Source: Liang & Zeger 1986 (robust variance).

    >>> found = before_after([4, 6, 5, 5], [3, 3, 2, 2])
    >>> found.ratio, found.upper < 1
    (0.5, True)
    """
    first, later, start, length = (
        np.asarray(each, float) for each in np.broadcast_arrays(before, after, time_before, time_after)
    )
    if first.ndim != 1 or not ((first >= 0) & (later >= 0) & (start >= 0) & (length >= 0)).all():
        raise ValueError("a count or a time is missing or negative; expected one of each for each person")
    people, nan = len(first), float("nan")
    sums = [float(each.sum()) for each in (first, later, start, length)]
    if min(sums[2:]) <= 0:
        return BeforeAfter(nan, nan, nan, nan, nan, people, confidence, PAIRED)
    rate_before, rate_after = sums[0] / sums[2], sums[1] / sums[3]
    if people < 2 or rate_before <= 0 or rate_after <= 0:
        ratio = rate_after / rate_before if rate_before > 0 else nan
        return BeforeAfter(ratio, nan, nan, rate_before, rate_after, people, confidence, PAIRED)
    own = (later - rate_after * length) / sums[1] - (first - rate_before * start) / sums[0]
    sd = float(np.sqrt((own**2).sum() * people / (people - 1)))
    ratio = rate_after / rate_before
    width = float(np.exp(stdtrit(people - 1, 0.5 + checked(confidence) / 2) * sd))
    return BeforeAfter(
        ratio, ratio / width, ratio * width, rate_before, rate_after, people, confidence, PAIRED
    )


def _later(day: Days, months: int) -> Days:
    """The same day so many months on, or the last of that month where it has no such day."""
    month = day.astype("datetime64[M]")
    into = day - month.astype("datetime64[D]")
    last = (month + months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.asarray(np.minimum((month + months).astype("datetime64[D]") + into, last))
