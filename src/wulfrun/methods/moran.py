"""Moran's I: whether places are like their neighbours, over all and place by place.

Weights of a place's neighbours are equal and sum to 1. Give rates, not counts, where places differ in size;
small places have noisy rates, which can hide or feign likeness.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from wulfrun.methods.association import benjamini_hochberg
from wulfrun.methods.conditional_permutation import shuffled_sums
from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, Texts
from wulfrun.methods.neighbours import Neighbours

NORMALITY, RANDOMISATION, PERMUTED = "normality", "randomisation", "permutation"
HIGH_HIGH, LOW_LOW = "high among high", "low among low"
HIGH_LOW, LOW_HIGH = "high among low", "low among high"
_TABLE = 4_000_000


class Moran(NamedTuple):
    """I, what chance alone would give, its variance, z, and p of both sides."""

    value: float
    expected: float
    variance: float
    z: float
    p: float
    method: str


class LocalMoran(NamedTuple):
    """For each place (n,): its I, z, two-sided p, adjusted p (Benjamini-Hochberg), quadrant, and if called.

    `quadrant`: the place's value and its neighbours' mean against the mean of all; it means something only
    where `called` (adjusted at most `level`). NaN and not called for places without neighbours.
    """

    value: Floats
    z: Floats
    p: Floats
    adjusted: Floats
    quadrant: Texts
    called: npt.NDArray[np.bool_]
    level: float
    method: str


def moran(
    values: npt.ArrayLike,
    neighbours: Neighbours,
    method: str = RANDOMISATION,
    permutations: int = 999,
    seed: int = 0,
) -> Moran:
    """I = (n/S0) Σ w_ij (x_i - x̄)(x_j - x̄) / Σ (x_i - x̄)² of values (n,), neighbours' weights summing to 1.

    `method`: variance under "normality" or "randomisation", p of z; or "permutation": p = 2 (1 + shuffles at
    least as far out on the same side) / (1 + permutations), at most 1, with the shuffles' variance.
    All NaN but the expected where values are all the same. Raises ValueError for fewer than 4 values, no
    neighbours at all, or an unknown method. Source: Cliff & Ord 1981.

    >>> from wulfrun.methods.neighbours import neighbours_of_pairs
    >>> chain = neighbours_of_pairs(range(9), range(1, 10), 10)
    >>> found = moran([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], chain)
    >>> round(found.value, 4), round(found.z, 3)
    (0.8909, 3.112)
    """
    d = _deviations(values, neighbours)
    size = len(d)
    weight = 1.0 / np.maximum(neighbours.counts, 1)
    s0 = float((neighbours.counts > 0).sum())
    square = float(d @ d)
    expected = -1 / (size - 1)
    if not square > 0:
        nan = float("nan")
        return Moran(nan, expected, nan, nan, nan, method)
    scale = size / s0 / square
    value = float(scale * (d * weight) @ neighbours.sums(d))
    if method == PERMUTED:
        drawn = _shuffles(d, neighbours, weight * scale, permutations, seed)
        far = min(int((drawn >= value - 1e-12).sum()), int((drawn <= value + 1e-12).sum()))
        variance, p = float(drawn.var()), min(2 * (1 + far) / (1 + permutations), 1.0)
        return Moran(value, expected, variance, (value - expected) / variance**0.5, p, method)
    variance = _variance(d, neighbours, weight, s0, method)
    z = (value - expected) / variance**0.5
    return Moran(value, expected, variance, z, float(2 * ndtr(-abs(z))), method)


def local_moran(
    values: npt.ArrayLike, neighbours: Neighbours, level: float = 0.05, permutations: int = 0, seed: int = 0
) -> LocalMoran:
    """I_i = d_i Σ_j w_ij d_j / (Σd²/n), d = x - x̄, of values (n,), neighbours' weights summing to 1.

    z takes the place's own value as given and its neighbours as drawn from all others without replacement
    (Sokal, Oden & Thomson 1998). `permutations`: 0 takes p from z; 999, say, draws them, seeded. Raises
    ValueError as `moran`. Source: Anselin 1995.

    >>> from wulfrun.methods.neighbours import neighbours_of_pairs
    >>> chain = neighbours_of_pairs(range(9), range(1, 10), 10)
    >>> found = local_moran([1, 1, 1, 1, 1, 1, 1, 9, 9, 9], chain)
    >>> found.quadrant[[0, 8]].tolist(), found.value.round(2)[[0, 8]].tolist()
    (['low among low', 'high among high'], [0.43, 2.33])
    """
    d = _deviations(values, neighbours)
    size, many = len(d), neighbours.counts
    square = float(d @ d)
    lone = (many == 0) | (not square > 0)
    near = np.where(lone, np.nan, neighbours.sums(d)) / np.maximum(many, 1)
    # The others' mean and variance, without the place itself.
    mean = -d / (size - 1)
    spread = (square - d**2) / (size - 1) - mean**2
    variance = np.maximum(spread, 0.0) / np.maximum(many, 1) * (size - 1 - many) / (size - 2)
    moves = variance > 1e-12 * square / size
    away = np.where(moves, near - mean, np.nan) / np.sqrt(np.where(moves, variance, 1.0))
    z = away * np.sign(d)
    p = 2 * ndtr(-np.abs(z))
    if permutations:
        p = np.where(np.isnan(z), np.nan, shuffled_sums(d, neighbours, permutations, seed).p)
    known = ~np.isnan(p)
    adjusted = np.full(size, np.nan)
    adjusted[known] = benjamini_hochberg(p[known])
    high, among_high = d > 0, near > 0
    quadrant = np.where(
        high, np.where(among_high, HIGH_HIGH, HIGH_LOW), np.where(among_high, LOW_HIGH, LOW_LOW)
    )
    value = d * near / (square / size if square > 0 else np.nan)
    called = adjusted <= checked(level)
    return LocalMoran(value, z, p, adjusted, quadrant, called, level, PERMUTED if permutations else NORMALITY)


def _variance(d: Floats, neighbours: Neighbours, weight: Floats, s0: float, method: str) -> float:
    size = len(d)
    owner = np.repeat(np.arange(size), neighbours.counts)
    s1 = float(((weight[owner] + weight[neighbours.indices]) ** 2).sum()) / 2
    s2 = float((((neighbours.counts > 0) + neighbours.sums(weight)) ** 2).sum())
    n, expected = float(size), -1 / (size - 1)
    if method == NORMALITY:
        return (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - expected**2
    if method != RANDOMISATION:
        raise ValueError(
            f'the method is "{method}"; expected "{NORMALITY}", "{RANDOMISATION}" or "{PERMUTED}"'
        )
    kurtosis = n * float((d**4).sum()) / float((d**2).sum()) ** 2
    first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0)
    second = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)
    return (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0) - expected**2


def _shuffles(d: Floats, neighbours: Neighbours, weight: Floats, runs: int, seed: int) -> Floats:
    rng, found, step = np.random.default_rng(seed), [], max(1, _TABLE // len(d))
    for start in range(0, runs, step):
        many = min(step, runs - start)
        drawn = rng.permuted(np.tile(d, (many, 1)), axis=1).T
        found.append(((drawn * weight[:, None]) * neighbours.sums(drawn)).sum(axis=0))
    return np.concatenate(found)


def _deviations(values: npt.ArrayLike, neighbours: Neighbours) -> Floats:
    x = np.asarray(values, float)
    size = len(neighbours.indptr) - 1
    if x.shape != (size,) or size < 4 or not np.isfinite(x).all():
        raise ValueError(
            f"{x.shape} values of {size} places; expected one each, none missing, for 4 places or more"
        )
    if not len(neighbours.indices):
        raise ValueError("no place has a neighbour; expected some that do")
    # Values all the same must not differ by rounding alone.
    return np.zeros(size) if x.min() == x.max() else x - x.mean()
