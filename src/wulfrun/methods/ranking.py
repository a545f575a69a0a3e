"""Places in an order, with ties and with people behind each place."""

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats

Ints = npt.NDArray[np.int64]


def mid_ranks(values: npt.ArrayLike) -> Floats:
    """Ranks from 1 (lowest), those who tie sharing the mean of their places. `values` (n,) without NaN.

    >>> mid_ranks([30, 10, 20, 20]).tolist()
    [4.0, 1.0, 2.5, 2.5]
    """
    _, place, many = np.unique(np.asarray(values, float), return_inverse=True, return_counts=True)
    last = np.cumsum(many)
    return np.asarray((last - (many - 1) / 2)[place], float)


def population_midpoints(rank: npt.ArrayLike, population: npt.ArrayLike) -> Floats:
    """Where each area stands between the first (0) and the last (1) person when areas stand by rank.

    The midpoint of the area's share of the cumulative population; areas that tie share one midpoint.
    `rank` (n,), 1 first; `population` (n,), 0 or more and not all 0.

    >>> population_midpoints([1, 2, 3], [50, 25, 25]).tolist()
    [0.25, 0.625, 0.875]
    """
    people = np.asarray(population, float)
    _, place = np.unique(np.asarray(rank, float), return_inverse=True)
    block = np.bincount(place, people)
    return np.asarray(((np.cumsum(block) - block / 2) / people.sum())[place], float)


def deciles(rank: npt.ArrayLike, population: npt.ArrayLike, groups: int = 10) -> Ints:
    """The tenth of the population each area belongs to, 1 = most deprived where rank 1 is most deprived.

    By the midpoint of the area's place in the cumulative population, so that tenths hold about as many
    people, not as many areas; `groups=5` gives fifths. Local tenths, not national ones. `rank`,
    `population` (n,). Raises ValueError for missing values, or a population that is negative or 0 in all.

    >>> deciles([1, 2, 3, 4], [10, 10, 10, 10], groups=2).tolist()
    [1, 1, 2, 2]
    """
    order, people = np.asarray(rank, float), np.asarray(population, float)
    if order.shape != people.shape or np.isnan(order).any() or not (people >= 0).all() or people.sum() <= 0:
        raise ValueError(
            "ranks and populations differ in number, are missing or negative, or nobody lives there"
        )
    middle = population_midpoints(order, people)
    return np.clip(np.floor(middle * groups), 0, groups - 1).astype(np.int64) + 1
