"""How well a map of hot spots foretold: hit rate, prediction accuracy and efficiency, recapture rate."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, proportion_interval

Bools = npt.NDArray[np.bool_]
WILSON_HITS = "Wilson's limits of the hit rate over the share of area"
EXACT_PAIRED = "exact, crimes that only one of the two maps held"


class Accuracy(NamedTuple):
    """Of one map: crimes in its cells, their share (hit rate) with limits, the same over the share of area.

    `pai`: prediction accuracy index, 1 where a map is as good as cells taken blindly; `pei`: its share of
    the best that any map of that area could have had.
    """

    hits: float
    total: float
    area_share: float
    hit_rate: float
    lower: float
    upper: float
    pai: float
    pai_lower: float
    pai_upper: float
    pei: float
    confidence: float
    method: str


class Ranked(NamedTuple):
    """For each cell (n,) from the highest forecast: shares of area and crime so far, PAI, PEI and RRI."""

    order: npt.NDArray[np.intp]
    area_share: Floats
    hit_rate: Floats
    pai: Floats
    pei: Floats
    rri: Floats


class Compared(NamedTuple):
    """Two maps of the same crimes: the difference of hit rates with limits, and what only each one held."""

    difference: float
    lower: float
    upper: float
    only_first: float
    only_second: float
    confidence: float
    method: str


def prediction_accuracy(
    observed: npt.ArrayLike, flagged: npt.ArrayLike, area: npt.ArrayLike = 1.0, confidence: float = 0.95
) -> Accuracy:
    """How much of the crime that came later fell into the cells that a map had flagged.

    `observed` (n,) crimes that came afterwards, `flagged` (n,) whether the map held the cell, `area` (n,) or
    one number, above 0, in any unit. Hit rate = crimes in flagged cells / all; PAI = hit rate / share of
    area; PEI = hit rate / the highest that the same area could have had. The limits take crimes as
    independent: repeats make the true ones wider. What cannot be told, for want of crime or of a flagged
    cell, is NaN.
    Source: Chainey, Tompson & Uhlig 2008; Hunt 2016.

    >>> found = prediction_accuracy([6, 3, 0, 1], [True, False, False, False])
    >>> found.hit_rate, found.pai, found.pei
    (0.6, 2.4, 1.0)
    """
    crimes, size = _cells(observed, area)
    held = np.asarray(flagged, bool)
    if held.shape != crimes.shape:
        raise ValueError(f"{held.shape} flags for {crimes.shape} cells; expected one a cell")
    hits, total = float(crimes[held].sum()), float(crimes.sum())
    share = float(size[held].sum() / size.sum())
    rate = proportion_interval(hits, total, confidence)
    over = share if share > 0 else float("nan")
    best = float(_best(crimes, size, np.array([share]))[0])
    value, lower, upper = (float(each) for each in rate[:3])
    pei = value / best if best > 0 else float("nan")
    return Accuracy(
        hits, total, share, value, lower, upper, value / over, lower / over, upper / over, pei, confidence,
        WILSON_HITS,
    )  # fmt: skip


def accuracy_by_rank(observed: npt.ArrayLike, predicted: npt.ArrayLike, area: npt.ArrayLike = 1.0) -> Ranked:
    """The accuracy of a forecast at every size of map, from its highest cell down.

    `observed` and `predicted` (n,) counts, `area` (n,) or one number, above 0. Cells stand in the order of
    predicted / area, equal ones in the order given. RRI here is predicted over observed so far (1: neither
    too many nor too few foretold). Source: Chainey et al. 2008; Hunt 2016; Wheeler & Steenbeek 2021.

    >>> accuracy_by_rank([6, 3, 0], [3, 2, 1]).pai.tolist()
    [2.0, 1.5, 1.0]
    """
    crimes, size = _cells(observed, area)
    foretold, _ = _cells(predicted, area)
    if foretold.shape != crimes.shape:
        raise ValueError(f"{foretold.shape} forecasts for {crimes.shape} cells; expected one a cell")
    order = np.argsort(-foretold / size, kind="stable")
    so_far = np.cumsum(crimes[order])
    total = so_far[-1] if so_far[-1] > 0 else np.nan
    share = np.cumsum(size[order]) / size.sum()
    rate = so_far / total
    rri = np.cumsum(foretold[order]) / np.where(so_far > 0, so_far, np.nan)
    best = _best(crimes, size, share)
    return Ranked(order, share, rate, rate / share, rate / np.where(best > 0, best, np.nan), rri)


def highest_cells(predicted: npt.ArrayLike, area: npt.ArrayLike, share: float) -> Bools:
    """The cells with the highest forecast per area that together make up at most `share` of the area.

    `predicted` (n,), `area` (n,) or one number, above 0. Equal cells are taken in the order given.

    >>> highest_cells([5, 1, 9, 0], 1.0, 0.5).tolist()
    [True, False, True, False]
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share of area is {share}; expected a number between 0 and 1, such as 0.05")
    foretold, size = _cells(predicted, area)
    order = np.argsort(-foretold / size, kind="stable")
    held = np.zeros(foretold.shape, bool)
    held[order] = np.cumsum(size[order]) <= share * size.sum() * (1 + 1e-9)
    return held


def recapture_rate(before: npt.ArrayLike, after: npt.ArrayLike, flagged: npt.ArrayLike) -> float:
    """Levine's recapture rate index: the flagged cells' share of crime afterwards over their share before.

    `before`, `after` (n,) counts, `flagged` (n,). 1 where hot cells hold as much as they did; NaN where it
    cannot be told. Source: Levine 2008.

    >>> recapture_rate([8, 2], [6, 6], [True, False])
    0.625
    """
    first, second, held = (np.asarray(each, float) for each in (before, after, flagged))
    if not first.shape == second.shape == held.shape or first.ndim != 1:
        raise ValueError(
            f"{first.shape}, {second.shape} and {held.shape} cells; expected three equal lengths"
        )
    shares = [
        float((each * held).sum() / each.sum()) if each.sum() else float("nan") for each in (first, second)
    ]
    return shares[1] / shares[0] if shares[0] > 0 else float("nan")


def compare_maps(
    observed: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike, confidence: float = 0.95
) -> Compared:
    """Whether one map held more of the later crimes than another: the difference of their hit rates.

    `observed` (n,) whole counts, `first` and `second` (n,) whether each map flagged the cell. Crimes that
    both or neither held say nothing; of the rest, exact (Clopper-Pearson) limits of the first map's share
    give those of the difference. It takes crimes as independent, which makes the limits too narrow where they
    cluster. Without crime NaN. Source: McNemar 1947; Clopper & Pearson 1934.

    >>> found = compare_maps([30, 10, 60], [True, False, False], [False, True, False])
    >>> round(found.difference, 3), round(found.lower, 3), round(found.upper, 3)
    (0.2, 0.07, 0.298)
    """
    crimes, _ = _cells(observed, 1.0)
    one, other = np.asarray(first, bool), np.asarray(second, bool)
    if one.shape != crimes.shape or other.shape != crimes.shape:
        raise ValueError(f"{one.shape} and {other.shape} flags for {crimes.shape} cells; expected one a cell")
    total = float(crimes.sum()) or float("nan")
    only = float(crimes[one & ~other].sum()), float(crimes[other & ~one].sum())
    tail, apart = (1 - checked(confidence)) / 2, sum(only)
    low = float(betaincinv(only[0], only[1] + 1, tail)) if only[0] else 0.0
    high = float(betaincinv(only[0] + 1, only[1], 1 - tail)) if only[1] else 1.0
    low, high = ((2 * each - 1) * apart / total for each in (low, high))
    return Compared((only[0] - only[1]) / total, low, high, only[0], only[1], confidence, EXACT_PAIRED)


def _best(crimes: Floats, size: Floats, share: Floats) -> Floats:
    """The highest hit rate that cells of this share of the area could have, part of the last one counted."""
    order = np.argsort(-crimes / size, kind="stable")
    reach = np.r_[0.0, np.cumsum(size[order])] / size.sum()
    held = np.r_[0.0, np.cumsum(crimes[order])] / (crimes.sum() or np.nan)
    return np.asarray(np.interp(share, reach, held))


def _cells(values: npt.ArrayLike, area: npt.ArrayLike) -> tuple[Floats, Floats]:
    found = np.asarray(values, float)
    if found.ndim != 1 or not len(found) or not (found >= 0).all():
        raise ValueError(
            f"cells of the shape {found.shape}; expected one number a cell, none negative or missing"
        )
    size = np.broadcast_to(np.asarray(area, float), found.shape)
    if not (size > 0).all():
        raise ValueError("a cell's area is missing or not above 0; leave out cells outside the boundary")
    return found, size
