"""Interrupted time series: did a series change its level or its slope when something was done?

Segmented quasi-Poisson regression of monthly counts: a trend, the months of the year, and from the start on
a step and, where asked for, another slope. Neighbouring months are alike, and errors that take them for
independent are too small: here their correlation is part of the error.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from wulfrun.methods.autocorrelation import Residuals, first_order, ljung_box, working_inverse
from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats
from wulfrun.methods.regression import fit_quasi_poisson

FIRST_ORDER = "segmented quasi-Poisson, first-order autocorrelation, t"
NEWEY_WEST = "segmented quasi-Poisson, Newey-West, t"
LEAST = 12


class Ratio(NamedTuple):
    """By how much a mean is multiplied, with limits and the two-sided p."""

    ratio: float
    lower: float
    upper: float
    p: float


class InterruptedSeries(NamedTuple):
    """`level`: the step at the start; `slope`: the change of a month's slope (ratio 1 without one);
    `average`: counted over expected, on average over the months after.

    `expected` (n,): the fit, had nothing been done; `fitted` (n,). `correlation`: of neighbouring months;
    `dispersion` φ; `durbin_watson` (about 2 where neighbours are not alike) of what the fit leaves; `left`: p
    of Ljung & Box for correlation left after the first order is taken out; `free`: degrees of freedom.
    """

    level: Ratio
    slope: Ratio
    average: Ratio
    expected: Floats
    fitted: Floats
    correlation: float
    dispersion: float
    durbin_watson: float
    left: float
    free: int
    confidence: float
    method: str


def interrupted_series(
    counts: npt.ArrayLike,
    start: int,
    first_month: int = 0,
    new_slope: bool = False,
    harmonics: int = 2,
    newey_west: int | None = None,
    confidence: float = 0.95,
) -> InterruptedSeries:
    """Fit a series that something interrupts at the month with index `start`.

    `counts` (n,) by month, 0 or more, NaN where a month is missing; `first_month`: the first one's month of
    the year (0 = January). `harmonics`: pairs of sines of the year, 0 to 5. Errors: the correlation ρ of
    neighbouring months and φ are set so that the residuals are as correlated and as large as a first-order
    series seen through this fit would be (the fit itself makes residuals look less alike than they are);
    the covariance follows from both. `newey_west`: that many lags of Newey & West's in place of it, with
    n/(n - k). t with n - k degrees of freedom. Raises ValueError for under twelve known months on either
    side, months that cannot tell the coefficients apart, or counts that are all 0 on one side.
    Source: Bernal, Cummins & Gasparrini 2017, Int J Epidemiology 46:348-355; Newey & West 1987.

    >>> usual = [30, 28, 31, 27, 33, 29, 30, 32, 28, 31, 29, 30] * 2
    >>> found = interrupted_series(usual + [round(each * 0.7) for each in usual], start=24)
    >>> bool(found.level.upper < 1 and 0.6 < found.level.ratio < 0.8), found.slope.ratio
    (True, 1.0)
    """
    y = np.asarray(counts, float)
    known = _known(y, start)
    design = _design(len(y), start, first_month, new_slope, harmonics)
    size, many = int(known.sum()), design.shape[1]
    if np.linalg.matrix_rank(design[known]) < many:
        raise ValueError(
            f"the {size} known months cannot tell {many} coefficients apart; expected months of the whole "
            "year, or fewer harmonics"
        )
    fit = fit_quasi_poisson(design[known], y[known])
    seen = Residuals(np.flatnonzero(known), design[known], y[known], fit.fitted)
    rho, phi = first_order(seen)
    if newey_west is None:
        covariance, method = phi * working_inverse(seen, rho), FIRST_ORDER
    else:
        covariance, method = _newey_west(seen, newey_west), NEWEY_WEST
    tell = _teller(fit.coefficients, covariance, size - many, checked(confidence))
    average = np.zeros(many)
    average[2] = 1.0
    if new_slope:
        average[3] = (len(y) - start - 1) / 2
    nothing = design.copy()
    nothing[:, 2 : 4 if new_slope else 3] = 0.0
    return InterruptedSeries(
        tell(np.eye(many)[2]),
        tell(np.eye(many)[3]) if new_slope else Ratio(1.0, 1.0, 1.0, float("nan")),
        tell(average),
        np.exp(nothing @ fit.coefficients),
        np.exp(design @ fit.coefficients),
        rho, phi, seen.durbin_watson(), ljung_box(seen.without(rho)), size - many, confidence, method,
    )  # fmt: skip


def _known(y: Floats, start: int) -> npt.NDArray[np.bool_]:
    known = ~np.isnan(y)
    before, after = known[:start], known[start:]
    if y.ndim != 1 or min(before.sum(), after.sum()) < LEAST:
        raise ValueError(
            f"{int(before.sum())} months are known before the start, {int(after.sum())} after; expected at "
            f"least {LEAST} on either side"
        )
    if (y[known] < 0).any() or not np.nansum(y[:start]) > 0 or not np.nansum(y[start:]) > 0:
        raise ValueError("a count is negative, or there is none on one side of the start")
    return known


def _design(n: int, start: int, first_month: int, new_slope: bool, harmonics: int) -> Floats:
    """Columns: level, trend, step, change of slope where asked for, and the year's sines and cosines."""
    if not 0 <= harmonics <= 5:
        raise ValueError(f"there are {harmonics} harmonics; expected 0 to 5")
    month = np.arange(n)
    after = (month >= start).astype(float)
    angle = 2 * np.pi * np.outer(first_month + month, np.arange(1, harmonics + 1)) / 12
    columns = [np.ones(n), (month - start) / 12, after]
    if new_slope:
        columns.append(after * (month - start))
    return np.column_stack([*columns, np.sin(angle), np.cos(angle)])


def _newey_west(seen: Residuals, lags: int) -> Floats:
    """Bartlett weights by months apart, so that a missing month is no neighbour's place."""
    scores = seen.design * (seen.counts - seen.mean)[:, None]
    apart = np.abs(np.subtract.outer(seen.month, seen.month))
    weight = np.maximum(1 - apart / (lags + 1), 0.0)
    bread = np.linalg.inv(seen.design.T @ (seen.design * seen.mean[:, None]))
    size, many = seen.design.shape
    return np.asarray(bread @ (scores.T @ weight @ scores) @ bread * size / (size - many), float)


def _teller(beta: Floats, covariance: Floats, free: int, confidence: float) -> Callable[[Floats], Ratio]:
    reach = float(stdtrit(free, 0.5 + confidence / 2))

    def tell(contrast: Floats) -> Ratio:
        log_ratio = float(contrast @ beta)
        error = float(np.sqrt(contrast @ covariance @ contrast))
        middle, low, high = np.exp(log_ratio + reach * error * np.array([0.0, -1.0, 1.0]))
        p = 2 * float(stdtr(free, -abs(log_ratio) / error)) if error else float("nan")
        return Ratio(float(middle), float(low), float(high), p)

    return tell
