"""Rates and ratios that allow for who lives where: direct and indirect standardisation."""

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import SMALL, Floats, Interval, byar_limits, count_interval

DOBSON = "Dobson with Byar"


def direct_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    scale: float = 1,
    confidence: float = 0.95,
) -> Interval:
    """The rate an area would have if its people were of the ages (or the kinds) of the standard population.

    `count`, `population`, `standard` broadcast to (..., k), k age bands last, which are summed over.
    DSR = Σ w (O/n) / Σ w; limits DSR + √(var/O) (Byar limit of O - O), var = Σ w² O/n² / (Σ w)². Fewer than
    10 cases in all, or a band of the standard in which nobody lives, have no rate: NaN. Raises ValueError
    for a negative or missing value. Source: Dobson et al. 1991; Breslow & Day 1987; as PHEindicatormethods.

    >>> found = direct_rate([5, 20, 35], [1000, 1000, 500], [300, 500, 200], scale=1000)
    >>> [round(float(each), 3) for each in found[:3]]
    [25.5, 19.399, 32.896]
    """
    cases, people, weight = _bands(count, population, standard)
    total = cases.sum(axis=-1)
    lived = np.where(people > 0, people, np.nan)
    share = np.where(weight > 0, weight / weight.sum(axis=-1, keepdims=True), 0.0)
    rate = np.where(share > 0, share * cases / lived, 0.0).sum(axis=-1)
    variance = np.where(share > 0, share**2 * cases / lived**2, 0.0).sum(axis=-1)
    enough = np.where(total >= SMALL, total, np.nan)
    rate = np.where(total >= SMALL, rate, np.nan)
    step = np.sqrt(variance / enough)
    lower, upper = byar_limits(enough, confidence)
    value = rate * scale
    low, high = (rate + step * (lower - total)) * scale, (rate + step * (upper - total)) * scale
    return Interval(np.asarray(value), low, high, confidence, np.full(value.shape, DOBSON))


def indirect_ratio(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_count: npt.ArrayLike,
    standard_population: npt.ArrayLike,
    scale: float = 1,
    confidence: float = 0.95,
) -> Interval:
    """How many times the cases that the standard's rates would give in the area's own population there are.

    All broadcast to (..., k), k age bands last. Ratio = ΣO / Σ n (standard count / standard population), x
    `scale` (100 for the usual ratio); limits of ΣO exact Poisson under 10, else Byar. No case expected gives
    NaN. Raises ValueError for a negative or missing value, or a standard band without people.
    Source: Breslow & Day 1987; as PHEindicatormethods.

    >>> found = indirect_ratio([20, 30], [1000, 500], [100, 200], [10_000, 5_000], scale=100)
    >>> [round(float(each), 2) for each in found[:3]]
    [166.67, 123.69, 219.73]
    """
    cases, people, _ = _bands(count, population, 0.0)
    theirs, stand, _ = _bands(standard_count, standard_population, 0.0)
    if not (stand > 0).all():
        raise ValueError("nobody lives in a band of the standard population; expected people in each")
    expected = (people * (theirs / stand)).sum(axis=-1)
    found = count_interval(np.broadcast_to(cases, people.shape).sum(axis=-1), confidence)
    factor = scale / np.where(expected > 0, expected, np.nan)
    return Interval(
        found.value * factor, found.lower * factor, found.upper * factor, confidence, found.method
    )


def indirect_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_count: npt.ArrayLike,
    standard_population: npt.ArrayLike,
    scale: float = 1,
    confidence: float = 0.95,
) -> Interval:
    """The indirectly standardised rate: the ratio times the standard's crude rate, per `scale`.

    Arguments as of `indirect_ratio`.

    >>> found = indirect_rate([20, 30], [1000, 500], [100, 200], [10_000, 5_000], scale=1000)
    >>> [round(float(each), 3) for each in found[:3]]
    [33.333, 24.739, 43.947]
    """
    found = indirect_ratio(count, population, standard_count, standard_population, scale, confidence)
    theirs, stand, _ = _bands(standard_count, standard_population, 0.0)
    crude = theirs.sum(axis=-1) / stand.sum(axis=-1)
    return found._replace(value=found.value * crude, lower=found.lower * crude, upper=found.upper * crude)


def _bands(*values: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    first, second, third = (np.asarray(each, float) for each in np.broadcast_arrays(*values))
    if first.ndim == 0 or not ((first >= 0) & (second >= 0) & (third >= 0)).all():
        raise ValueError("a count or population is negative or missing, or there are no bands to sum over")
    return first, second, third
