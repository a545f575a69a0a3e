"""Whether priority areas are catching up with the rest: the ratio of their changes, and both gaps."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from wulfrun.methods.interval import Floats, Texts, plain

LOG_RATIO = "ratio of ratios, log"


class Gap(NamedTuple):
    """The ratio of changes with its interval, the gaps at both times, and the verdict; all of one shape.

    `ratio` below 1: priority areas fell more (or rose less) than the rest. `relative_*`: priority rate over
    the rest's. `absolute_*`: priority rate less the rest's, per `scale`. `log_sd`: that of the log ratio.
    """

    ratio: float | Floats
    lower: float | Floats
    upper: float | Floats
    relative_before: float | Floats
    relative_after: float | Floats
    absolute_before: float | Floats
    absolute_after: float | Floats
    verdict: str | Texts
    log_sd: float | Floats
    confidence: float
    method: str


def closing_gap(
    priority_before: npt.ArrayLike,
    priority_after: npt.ArrayLike,
    rest_before: npt.ArrayLike,
    rest_after: npt.ArrayLike,
    exposures: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike, npt.ArrayLike] | None = None,
    dispersion: npt.ArrayLike = 1.0,
    scale: float = 1,
    confidence: float = 0.95,
) -> Gap:
    """Compare the change in priority areas with the change in the rest, which must not contain them.

    Counts (and `exposures`, in the same order) broadcast; without exposures the gaps are those of the counts.
    ρ = (P1/P0)/(R1/R0), log SE = √(φ(1/P0 + 1/P1 + 1/R0 + 1/R1)), φ = `dispersion`, never under 1. A count
    of 0 leaves ρ without a meaning: NaN and 'cannot be said'. The two gaps can move apart: give both.
    Numbers give numbers and a text, arrays give arrays.

    >>> found = closing_gap(3200, 2300, 20000, 15800)
    >>> round(found.ratio, 6), round(found.lower, 6), round(found.upper, 6), found.verdict
    (0.90981, 0.858975, 0.963654, 'narrowing')
    """
    p0, p1, r0, r1, phi, *at_risk = (
        np.asarray(each, float)
        for each in np.broadcast_arrays(
            priority_before, priority_after, rest_before, rest_after, dispersion, *(exposures or (1.0,) * 4)
        )
    )
    ep0, ep1, er0, er1 = (np.where(each > 0, each, np.nan) / scale for each in at_risk)
    if exposures is None:
        ep0, ep1, er0, er1 = (np.ones(p0.shape),) * 4
    rates_before, rates_after = (p0 / ep0, r0 / er0), (p1 / ep1, r1 / er1)
    counts = [np.where(each > 0, each, np.nan) for each in (p0, p1, r0, r1)]
    ratio = (counts[1] / ep1 / (counts[0] / ep0)) / (counts[3] / er1 / (counts[2] / er0))
    log_sd = np.sqrt(np.maximum(phi, 1.0) * sum(1 / each for each in counts))
    spread = np.exp(float(ndtri(0.5 + confidence / 2)) * log_sd)
    lower, upper = ratio / spread, ratio * spread
    words = np.select(
        [np.isnan(lower), upper < 1, lower > 1],
        ["cannot be said", "narrowing", "widening"],
        "no clear change",
    )
    gaps = [_over(*rates_before), _over(*rates_after), *(p - r for p, r in (rates_before, rates_after))]
    found = [plain(np.asarray(each)) for each in (ratio, lower, upper, *gaps, words, log_sd)]
    return Gap._make([*found, confidence, LOG_RATIO])


def _over(top: Floats, bottom: Floats) -> Floats:
    return top / np.where(bottom > 0, bottom, np.nan)
