"""Whether a few events keep to some days of the week: an exact test, as normal ones fail for few."""

from collections.abc import Iterator
from math import exp, lgamma, log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

MOST = 60
_METHOD = "exact multinomial, G"


class EvenSpread(NamedTuple):
    """G, the exact chance of one at least as large where every class is as likely, how many events."""

    g: float
    p: float
    events: int
    method: str


def even_spread(counts: npt.ArrayLike) -> EvenSpread:
    """The G of events by class (seven days of the week) against an even spread, with its exact p.

    `counts` (k,) whole, at least 2 classes, 1 to 60 events in all: with more use a chi-square. G = 2 Σ n
    log(n / (N/k)); p adds the chances of every way to spread N events whose G is at least as large. It is
    for a series that somebody suspects beforehand: of many series some will look uneven. Raises ValueError
    for counts that are not whole or too many. Source: Wheeler 2016 (J Investig Psychol Offender Profil).

    >>> found = even_spread([3, 0, 0, 0, 0, 0, 0])
    >>> round(found.g, 2), round(found.p, 4)
    (11.68, 0.0204)
    """
    n = np.asarray(counts, float)
    if n.ndim != 1 or len(n) < 2 or not (n >= 0).all() or (np.mod(n, 1) > 0).any():
        raise ValueError(f"the counts are {counts!r}; expected whole numbers for 2 classes or more")
    total, classes = int(n.sum()), len(n)
    if not 1 <= total <= MOST:
        raise ValueError(f"{total} events; expected 1 to {MOST}, as with more a chi-square is good enough")
    own = _g([int(each) for each in n], total, classes)
    p = sum(
        _chance(parts, total, classes)
        for parts in _partitions(total, classes, total)
        if _g(parts, total, classes) >= own - 1e-9
    )
    return EvenSpread(own, min(1.0, p), total, _METHOD)


def _g(parts: list[int], total: int, classes: int) -> float:
    return 2 * sum(each * log(each * classes / total) for each in parts if each)


def _chance(parts: list[int], total: int, classes: int) -> float:
    """The chance of any spread that has these counts, in whatever order of the classes."""
    filled = [each for each in parts if each]
    alike = [filled.count(each) for each in set(filled)] + [classes - len(filled)]
    orders = lgamma(classes + 1) - sum(lgamma(each + 1) for each in alike)
    ways = lgamma(total + 1) - sum(lgamma(each + 1) for each in filled)
    return exp(orders + ways - total * log(classes))


def _partitions(total: int, parts: int, most: int) -> Iterator[list[int]]:
    """Every way to write a total as at most so many whole numbers, the largest first."""
    if total == 0:
        yield []
    elif parts:
        for first in range(min(total, most), 0, -1):
            for rest in _partitions(total - first, parts - 1, first):
                yield [first, *rest]
