"""Relative risk: where one kind of event is denser than another, as a ratio of two kernel densities.

Both have the same bandwidth, so what the boundary takes away cancels. Whether a ratio is more than chance is
judged with the labels shuffled: if every event could as well have been of the other kind, the mean and the
variance of each density are known exactly, without a simulation.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from wulfrun.methods.association import benjamini_hochberg
from wulfrun.methods.confidence import checked
from wulfrun.methods.grid import Grid, off_lattice
from wulfrun.methods.interval import Floats
from wulfrun.methods.kernel_sums import QUARTIC, kernel_sums, square_of

RISK = "ratio of kernel densities, p by the moments of shuffled labels, Benjamini-Hochberg"


class RelativeRisk(NamedTuple):
    """For each cell (k,): the ratio, its limits, two-sided p, and p adjusted for the number of cells.

    `effective`: how many events, of both kinds, speak for the cell. All others are NaN where they are fewer
    than asked for; the limits also where there is no event of one kind.
    """

    ratio: Floats
    lower: Floats
    upper: Floats
    p: Floats
    adjusted: Floats
    effective: Floats
    confidence: float
    method: str


def relative_risk(
    cases: tuple[npt.ArrayLike, npt.ArrayLike],
    others: tuple[npt.ArrayLike, npt.ArrayLike],
    grid: Grid,
    bandwidth: float,
    kernel: str = QUARTIC,
    confidence: float = 0.95,
    least: float = 10.0,
) -> RelativeRisk:
    """The density of cases over that of others, each over its own total: 1 where both are alike.

    `cases` and `others`: x and y (n,) and (m,) in metres, points, such as this year's and last year's, or
    burglaries and homes. With f̂ and ĝ the means of the kernel K over each and k̄ over all N: p is of z = (f̂ -
    k̄) / √(S²/n (1 - n/N)), S² the variance of K over all points. Limits: exp(log f̂/ĝ ± z √(S_f²/(n f̂²) +
    S_g²/(m ĝ²))). `least`: cells with fewer effective events, (ΣK)²/ΣK², say nothing. The mean of a ratio map
    says nothing either: it depends on where few events are. Raises ValueError for fewer than 2 of either, and
    as `kernel_density`. Source: Kelsall & Diggle 1995; Hazelton & Davies 2009.

    >>> import shapely
    >>> from wulfrun.methods.grid import square_grid
    >>> rng = np.random.default_rng(1)
    >>> grid, here = square_grid(shapely.box(0, 0, 2000, 2000), 200), rng.uniform(0, 2000, (2, 900))
    >>> more = rng.normal(500, 100, (2, 100))
    >>> found = relative_risk(np.hstack([here[:, :400], more]), here[:, 400:], grid, 400)
    >>> grid.centres[np.nanargmax(found.ratio)].tolist(), bool(np.nanmin(found.adjusted) < 0.001)
    ([500.0, 500.0], True)
    """
    lattice = square_of(grid, bandwidth, kernel)
    n, m = (len(np.asarray(each[0])) for each in (cases, others))
    if min(n, m) < 2:
        raise ValueError(f"{n} cases and {m} others; expected at least 2 of each")
    reach = 4.0
    (f, f2), (g, g2) = (
        tuple(
            off_lattice(grid, kernel_sums(*each, lattice, bandwidth, kernel, None, reach, squared))
            for squared in (False, True)
        )
        for each in (cases, others)
    )
    total, both = f + g, f2 + g2
    effective = np.divide(total**2, both, out=np.zeros_like(total), where=both > 0)
    told = effective >= least
    f, g, f2, g2 = (np.where(told, each, np.nan) for each in (f, g, f2, g2))
    size, mean = n + m, (f + g) / (n + m)
    spread = ((f2 + g2) / size - mean**2) * size / (size - 1)
    z = (f / n - mean) / np.sqrt(spread / n * (1 - n / size))
    p = 2 * ndtr(-np.abs(z))
    adjusted = np.full(p.shape, np.nan)
    adjusted[told] = benjamini_hochberg(p[told])
    one_kind = (f > 0) & (g > 0)
    ratio = np.divide(f / n, g / m, out=np.where(f > 0, np.inf, np.nan), where=g > 0)
    f, g = np.where(one_kind, f, np.nan), np.where(one_kind, g, np.nan)
    half = ndtri(0.5 + checked(confidence) / 2) * np.sqrt(f2 / f**2 - 1 / n + g2 / g**2 - 1 / m)
    limits = np.exp(-half), np.exp(half)
    method = f"{RISK}; {kernel} kernel, {bandwidth:g} m"
    return RelativeRisk(
        ratio, ratio * limits[0], ratio * limits[1], p, adjusted, effective, confidence, method
    )
