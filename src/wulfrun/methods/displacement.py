"""Whether crime fell where something was done, and whether it moved next door: WDD and WDQ.

Both compare a treated area with a control, and what lies around the treated area (where crime may be
displaced to, or where the benefit may spread) with a control of its own.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from wulfrun.methods.confidence import checked

WDD, WDQ = "weighted displacement difference, normal", "weighted displacement quotient"

Pair = tuple[float, float]
_NOTHING = (0.0, 0.0)


class DisplacementDifference(NamedTuple):
    """How many crimes more (or fewer, below 0) than the controls would lead one to expect.

    `effect` = `local` (treated against control) + `around` (displacement area against its control), each
    with its standard error; `z`, two-sided `p`, `lower` and `upper` are those of `effect`.
    """

    effect: float
    standard_error: float
    z: float
    p: float
    lower: float
    upper: float
    local: float
    local_error: float
    around: float
    around_error: float
    confidence: float
    method: str


class DisplacementQuotient(NamedTuple):
    """`quotient` above 1: more benefit around than inside; 0 to 1: some of it spread; below 0: displaced.

    `success` (A1/C1 - A0/C0) and `buffer` (B1/C1 - B0/C0) are the two differences it is made of; the quotient
    means something only where `success` is below 0, and is NaN where it is not.
    """

    quotient: float
    success: float
    buffer: float
    method: str


def weighted_displacement_difference(
    treated: Pair,
    control: Pair,
    displacement: Pair = _NOTHING,
    displacement_control: Pair = _NOTHING,
    periods: Pair = (1.0, 1.0),
    sizes: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0),
    confidence: float = 0.95,
) -> DisplacementDifference:
    """WDD = (T1 - T0) - (C1 - C0) + (D1 - D0) - (CD1 - CD0), variance = the sum of the counts.

    Each pair is the count (before, after), 0 or more. `periods`: the lengths before and after, where they
    differ; `sizes`: those of the four areas, in the order of the arguments. A count is divided by both, its
    variance by their square: with periods (2, 1) the effect is a rate per unit of time. Counts are taken as
    Poisson: counts that vary more make the interval too narrow. Raises ValueError for a count that is
    negative or missing, and for a weight that is not above 0.
    Source: Wheeler & Ratcliffe 2018, Crime Science 7:11, doi 10.1186/s40163-018-0085-5.

    >>> found = weighted_displacement_difference((207, 110), (308, 318), (178, 157), (150, 140))
    >>> [round(each, 2) for each in found[:3]], round(found.lower), round(found.upper)
    ([-118.0, 39.6, -2.98], -196, -40)
    """
    counts = _counted(treated, control, displacement, displacement_control)
    weights = np.outer(np.asarray(sizes, float), np.asarray(periods, float))
    if weights.shape != (4, 2) or not (weights > 0).all():
        raise ValueError(f"periods are {periods}, sizes {sizes}; expected two and four numbers above 0")
    change = np.diff(counts / weights)[:, 0]
    variance = (counts / weights**2).sum(axis=1)
    signs = np.array([1.0, -1.0, 1.0, -1.0])
    local, around = (signs * change)[:2].sum(), (signs * change)[2:].sum()
    effect, error = float(local + around), float(np.sqrt(variance.sum()))
    z = effect / error if error else float("nan")
    half = float(ndtri(0.5 + checked(confidence) / 2)) * error
    local_error, around_error = np.sqrt(variance[:2].sum()), np.sqrt(variance[2:].sum())
    parts = (float(local), float(local_error), float(around), float(around_error))
    p = float(2 * ndtr(-abs(z)))
    return DisplacementDifference(effect, error, z, p, effect - half, effect + half, *parts, confidence, WDD)


def weighted_displacement_quotient(treated: Pair, displacement: Pair, control: Pair) -> DisplacementQuotient:
    """WDQ = (B1/C1 - B0/C0) / (A1/C1 - A0/C0): A treated, B the area around, C control.

    It has no interval: give it beside the WDD, never in its place. Raises ValueError for counts that are
    negative or missing, and for a control without crime.
    Source: Bowers & Johnson 2003, Journal of Quantitative Criminology 19:275-301.

    >>> found = weighted_displacement_quotient((207, 110), (178, 157), (458, 458))
    >>> round(found.quotient, 4), round(found.success, 4)
    (0.2165, -0.2118)
    """
    a, b, c = _counted(treated, displacement, control)
    if not (c > 0).all():
        raise ValueError(f"the control has the counts {control}; expected both above 0")
    success, buffer = (float(each[1] / c[1] - each[0] / c[0]) for each in (a, b))
    return DisplacementQuotient(buffer / success if success < 0 else float("nan"), success, buffer, WDQ)


def _counted(*pairs: Pair) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    counts = np.array(pairs, float)
    if counts.shape != (len(pairs), 2) or not (counts >= 0).all():
        raise ValueError(f"the counts are {list(pairs)}; expected pairs (before, after) of 0 or more")
    return counts
