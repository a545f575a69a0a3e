"""Displacement and diffusion of benefit by distance: what changed in rings around a treated area."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, Texts

RINGS = "change over the control's, log; differences by the delta method"
MORE, FEWER, NEITHER, UNKNOWN = "more than expected", "fewer than expected", "not shown", "cannot be said"


class Rings(NamedTuple):
    """What happened in each ring (k,), against what the control's change would lead one to expect.

    `ratio` with limits: the ring's change over the control's (NaN where a count is 0); `difference` with
    limits: crimes more (or fewer, below 0) than expected; `word`: by the ratio's interval. `around` and
    `net` are (difference, lower, upper) of all rings but the first, and of all with it.
    """

    ratio: Floats
    lower: Floats
    upper: Floats
    difference: Floats
    difference_lower: Floats
    difference_upper: Floats
    word: Texts
    around: tuple[float, float, float]
    net: tuple[float, float, float]
    confidence: float
    method: str


def count_in_rings(distances: npt.ArrayLike, edges: Sequence[float]) -> npt.NDArray[np.int64]:
    """How many points lie within (distance 0), in each ring, and beyond the last: (len(edges) + 2,).

    `distances` (n,) from the treated area, 0 inside it, NaN where a place is unknown (left out); `edges`
    rise from above 0; a point on an edge belongs to the ring within it. Raises ValueError for other edges.

    >>> count_in_rings([0, 0, 10, 250, 251, 900], [250, 500]).tolist()
    [2, 2, 1, 1]
    """
    outer = np.asarray(edges, float)
    if not len(outer) or not (np.diff(outer, prepend=0.0) > 0).all():
        raise ValueError(f"the rings end at {list(edges)}; expected distances that rise from above 0")
    far = np.asarray(distances, float)
    place = np.searchsorted(np.concatenate([[0.0], outer]), far[~np.isnan(far)], side="left")
    return np.bincount(place, minlength=len(outer) + 2).astype(np.int64)


def effects_by_ring(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    control: tuple[float, float],
    dispersion: float = 1.0,
    confidence: float = 0.95,
) -> Rings:
    """Compare each ring's change with the control's; the first ring is the treated area itself.

    `before`, `after` (k,): counts of 0 or more in rings from the inside out; `control`: its counts, above 0.
    ratio = (A/B)/(C1/C0), log SE² = φ(1/A + 1/B + 1/C0 + 1/C1). difference = A - B·r, r = C1/C0, variance
    φ(A + B·r² + (B·r)²(1/C0 + 1/C1)); sums share the control, and their variance allows for it. φ =
    `dispersion`, never under 1. Many rings are many tests: read the sums first. Raises ValueError where
    shapes differ, a count is negative or missing, or the control has none.
    Source: Guerette 2009 (POP Center tool guide 10) for the design; the delta method for the differences.

    >>> found = effects_by_ring([600, 200, 300], [400, 190, 290], (2000, 1900))
    >>> found.word.tolist(), [round(each) for each in found.net]
    (['fewer than expected', 'not shown', 'not shown'], [-165, -272, -58])
    """
    b, a = np.asarray(before, float), np.asarray(after, float)
    if b.ndim != 1 or a.shape != b.shape or not len(b):
        raise ValueError(f"before has the shape {b.shape}, after {a.shape}; expected two equal lengths")
    if not (b >= 0).all() or not (a >= 0).all() or not min(control) > 0:
        raise ValueError("a ring's count is negative or missing, or the control has none before or after")
    z, phi = float(ndtri(0.5 + checked(confidence) / 2)), max(dispersion, 1.0)
    change, shared = control[1] / control[0], 1 / control[0] + 1 / control[1]
    known = (a > 0) & (b > 0)
    top, base = np.where(known, a, np.nan), np.where(known, b, np.nan)
    spread = np.exp(z * np.sqrt(phi * (1 / top + 1 / base + shared)))
    ratio = top / base / change
    lower, upper = ratio / spread, ratio * spread
    words = np.select([~known, upper < 1, lower > 1], [UNKNOWN, FEWER, MORE], NEITHER)

    def differ(rings: slice) -> tuple[float, float, float]:
        inside, expected = float(a[rings].sum()), float(b[rings].sum()) * change
        half = z * float(np.sqrt(phi * (inside + expected * change + expected**2 * shared)))
        return inside - expected, inside - expected - half, inside - expected + half

    single = np.array([differ(slice(each, each + 1)) for each in range(len(b))])
    return Rings(
        ratio, lower, upper, single[:, 0], single[:, 1], single[:, 2], words,
        differ(slice(1, None)), differ(slice(0, None)), confidence, RINGS,
    )  # fmt: skip
