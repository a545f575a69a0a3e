"""Whether two maps are alike beyond what smooth maps are by chance: neighbours are not independent."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri, stdtr

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats
from wulfrun.methods.ranking import mid_ranks

METHOD = "Spearman, modified t-test (Clifford, Richardson & Hémon; Dutilleul)"
_FEWEST = 8


class Alike(NamedTuple):
    """Spearman's correlation with limits and a two-sided p for maps whose neighbours are alike.

    `worth`: how many independent areas the map is worth, at most `areas`; limits and `p` are NaN where it is
    worth 3 or fewer.
    """

    correlation: float
    lower: float
    upper: float
    p: float
    worth: float
    areas: int
    confidence: float
    method: str


def neighbours_alike(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    exposure: npt.ArrayLike = 1.0,
    confidence: float = 0.95,
) -> Alike:
    """Spearman's correlation of the rates a / exposure and b / exposure, tested as the maps allow.

    `a`, `b` (n,) counts, `exposure` (n,) or one number, above 0; `x`, `y` (n,) metres of the areas' middles.
    The covariance of the ranks at each distance is estimated in 1 + log2(pairs) classes of as many pairs
    (Sturges); with the matrices S, T of both maps and B the centring, Var(r) = tr(BSBT) / (tr BS tr BT),
    worth = 1 + 1/Var(r), and t = r √((worth - 2)/(1 - r²)) on worth - 2 degrees of freedom. The worth is
    never taken to be more than the areas; limits as `rank_correlation` gives them for so many areas. A plain
    permutation takes each area as worth one and finds a link between smooth maps that have none far more
    often than 1 time in 20. Raises ValueError for fewer than 8 areas, values that are missing or below 0, or
    the same rate everywhere.
    Source: Clifford, Richardson & Hémon 1989 (Biometrics 45:123); Dutilleul 1993 (Biometrics 49:305).

    >>> at = np.arange(36)
    >>> found = neighbours_alike(at // 6 + 1, at // 6 + at % 2, at // 6, at % 6)
    >>> round(found.correlation, 2), found.worth < 10
    (0.96, True)
    """
    first, second, east, north, at_risk = (
        np.asarray(each, float) for each in np.broadcast_arrays(a, b, x, y, exposure)
    )
    size = len(first) if first.ndim == 1 else 0
    if size < _FEWEST:
        raise ValueError(
            f"{size} areas are too few to tell how alike neighbours are; expected at least {_FEWEST}"
        )
    if not ((first >= 0) & (second >= 0) & (at_risk > 0) & np.isfinite(east) & np.isfinite(north)).all():
        raise ValueError(
            "a count is negative or missing, an exposure is not above 0, or a place is not known"
        )
    one, other = (mid_ranks(each / at_risk) - (size + 1) / 2 for each in (first, second))
    spread = float(np.sqrt((one @ one) * (other @ other)))
    if spread == 0:
        raise ValueError("one of the rates is the same everywhere; expected rates that differ")
    r = float(one @ other) / spread
    classes = _classes(east, north)
    s, t = (_centred(_covariance(each, classes)) for each in (one, other))
    together = float((s * t.T).sum())
    apart = float(np.trace(s) * np.trace(t))
    worth = min(1 + apart / together, float(size)) if together > 0 and apart > 0 else float(size)
    nan = float("nan")
    if worth <= 3:
        return Alike(r, nan, nan, nan, worth, size, confidence, METHOD)
    left = max(1 - r * r, 1e-12)
    p = float(2 * stdtr(worth - 2, -abs(r) * np.sqrt((worth - 2) / left)))
    half = float(ndtri(0.5 + checked(confidence) / 2)) * float(np.sqrt((1 + r * r / 2) / (worth - 3)))
    middle = float(np.arctanh(np.clip(r, -1 + 1e-15, 1 - 1e-15)))
    lower, upper = min(float(np.tanh(middle - half)), r), max(float(np.tanh(middle + half)), r)
    return Alike(r, lower, upper, p, worth, size, confidence, METHOD)


def _classes(x: Floats, y: Floats) -> npt.NDArray[np.int64]:
    """For each pair of areas its class of distance (n, n), 0 for an area with itself."""
    distance = np.hypot(x[:, None] - x, y[:, None] - y)
    upper = distance[np.triu_indices(len(x), 1)]
    many = int(np.ceil(1 + np.log2(len(upper))))
    edges = np.quantile(upper, np.linspace(0, 1, many + 1)[1:-1])
    found = 1 + np.searchsorted(edges, distance, side="left")
    np.fill_diagonal(found, 0)
    return np.asarray(found, np.int64)


def _covariance(ranks: Floats, classes: npt.NDArray[np.int64]) -> Floats:
    """The covariance of each pair, as estimated from all pairs as far from each other."""
    flat = classes.ravel()
    products = np.bincount(flat, np.outer(ranks, ranks).ravel())
    return np.asarray((products / np.maximum(np.bincount(flat), 1))[classes])


def _centred(covariance: Floats) -> Floats:
    """B times the covariance, B taking away the mean."""
    return np.asarray(covariance - covariance.mean(axis=0, keepdims=True))
