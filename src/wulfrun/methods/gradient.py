"""How steeply a rate rises with deprivation: the slope index and the relative index of inequality."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats
from wulfrun.methods.ranking import deciles, population_midpoints
from wulfrun.methods.rate_regression import fit_rates

__all__ = ["RelativeIndex", "SlopeIndex", "deciles", "relative_index", "slope_index"]

WLS = "population-weighted least squares, Student's t"
QUASI_POISSON = "quasi-Poisson on rank, Student's t"


class SlopeIndex(NamedTuple):
    """The slope index: the fitted rate at the most deprived end less that at the least deprived end.

    Above 0: more where people are most deprived. `most`, `least`: the fitted rates at both ends; `ratio`:
    most / least of the straight line (NaN where the line falls to 0) with its limits (delta method).
    """

    slope: float
    lower: float
    upper: float
    most: float
    least: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    areas: int
    confidence: float
    method: str


class RelativeIndex(NamedTuple):
    """How many times the rate at the least deprived end the rate at the most deprived end is.

    Above 1: more where people are most deprived. `most`, `least`: fitted rates; `dispersion`: φ.
    """

    ratio: float
    lower: float
    upper: float
    most: float
    least: float
    dispersion: float
    areas: int
    confidence: float
    method: str


def slope_index(
    rank: npt.ArrayLike,
    population: npt.ArrayLike,
    count: npt.ArrayLike,
    scale: float = 1,
    confidence: float = 0.95,
) -> SlopeIndex:
    """The slope index of inequality of area rates (count / population x `scale`) over deprivation rank.

    `rank` (n,), 1 = most deprived; `population` (n,), above 0; `count` (n,). Least squares weighted by
    population of the rate on the area's place in the cumulative population, with Student's limits on n - 2.
    PHEindicatormethods gives the opposite sign (least less most deprived) and limits by simulation. Raises
    ValueError for fewer than 3 areas, missing values, or ranks that are all the same.
    Source: Pamuk 1985; Low & Low 2004; Mackenbach & Kunst 1997.

    >>> found = slope_index([1, 2, 3, 4], [100] * 4, [40, 30, 20, 10], scale=1000)
    >>> [round(each, 4) for each in (found.slope, found.most, found.least, found.ratio)]
    [400.0, 450.0, 50.0, 9.0]
    """
    place, people, cases = _areas(rank, population, count, 3)
    rate = cases / people * scale
    design = np.column_stack([np.ones(len(place)), place])
    weight = people / people.mean()
    root = np.linalg.inv(design.T @ (design * weight[:, None]))
    beta = root @ (design.T @ (weight * rate))
    free = len(place) - 2
    covariance = float((weight * (rate - design @ beta) ** 2).sum()) / free * root
    spread = float(stdtrit(free, 0.5 + checked(confidence) / 2))
    slope, half = float(beta[1]), spread * float(np.sqrt(covariance[1, 1]))
    least, most = float(beta[0]), float(beta[0] + beta[1])
    ratio, low, high = float("nan"), float("nan"), float("nan")
    if least > 0 and most > 0:
        step = np.array([1 / most - 1 / least, 1 / most])
        width = float(np.exp(spread * np.sqrt(step @ covariance @ step)))
        ratio, low, high = most / least, most / least / width, most / least * width
    limits = (slope - half, slope + half)
    return SlopeIndex(slope, *limits, most, least, ratio, low, high, len(place), confidence, WLS)


def relative_index(
    rank: npt.ArrayLike,
    population: npt.ArrayLike,
    count: npt.ArrayLike,
    scale: float = 1,
    confidence: float = 0.95,
) -> RelativeIndex:
    """The relative index of inequality: log rate on the place in the cumulative population, quasi-Poisson.

    Arguments as of `slope_index`; exp of the coefficient, most over least deprived, with Student's limits on
    n - 2 and φ never under 1. Raises ValueError also where all counts are 0.
    Source: Moreno-Betancur et al. 2015; Mackenbach & Kunst 1997.

    >>> found = relative_index([1, 2, 3, 4], [100] * 4, [80, 40, 20, 10])
    >>> round(found.ratio, 4), round(found.most / found.least, 4)
    (16.0, 16.0)
    """
    place, people, cases = _areas(rank, population, count, 3)
    fit = fit_rates(np.column_stack([np.ones(len(place)), place]), cases, people)
    spread = float(stdtrit(fit.free, 0.5 + checked(confidence) / 2))
    log, half = float(fit.coefficients[1]), spread * float(np.sqrt(fit.covariance[1, 1]))
    least = float(np.exp(fit.coefficients[0])) * scale
    ratio, lower, upper = (float(np.exp(each)) for each in (log, log - half, log + half))
    most, areas = least * ratio, len(place)
    return RelativeIndex(ratio, lower, upper, most, least, fit.dispersion, areas, confidence, QUASI_POISSON)


def _areas(
    rank: npt.ArrayLike, population: npt.ArrayLike, count: npt.ArrayLike, fewest: int
) -> tuple[Floats, Floats, Floats]:
    """Each area's place from 0, the least deprived end, to 1, the most deprived; its people and its count."""
    order, people, cases = (np.asarray(each, float) for each in (rank, population, count))
    if not order.shape == people.shape == cases.shape or order.ndim != 1:
        raise ValueError(
            f"{order.shape} ranks, {people.shape} populations, {cases.shape} counts; expected as many"
        )
    if np.isnan(order).any() or not (people > 0).all() or not (cases >= 0).all():
        raise ValueError("a rank or count is missing or negative, or a population is not above 0")
    if len(order) < fewest or len(np.unique(order)) < 2:
        raise ValueError(
            f"{len(order)} areas with {len(np.unique(order))} ranks; expected {fewest} areas, 2 ranks"
        )
    return 1 - population_midpoints(order, people), people, cases
