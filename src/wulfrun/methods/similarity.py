"""Which areas are most like one: the distance over several variables, for proposing a most-similar group."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.interval import Floats

Ints = npt.NDArray[np.int64]
# An area that shares fewer of the weights than this with the own area is not compared.
LEAST_SHARED = 0.5


class Similar(NamedTuple):
    """The distance of each area from the own one (k,), the nearest others in order, and what it rests on.

    `distance`: NaN for areas not compared, 0 for the own one; `nearest`: their places, nearest first;
    `shared`: the share of the weights both know; `weights` (v,): those used, adding up to 1 (0 for a constant
    variable).
    """

    distance: Floats
    nearest: Ints
    shared: Floats
    weights: Floats


def distance(
    variables: npt.ArrayLike, own: int, weights: npt.ArrayLike | None = None, nearest: int = 7
) -> Similar:
    """How unlike each area is to one area, and the `nearest` most similar others.

    `variables` (k, v), one row an area, NaN where not known; `own` a row; `weights` (v,), equal where not
    given. Each variable is standardised over the areas (mean 0, sd 1): distance = √(Σ w (difference)² / Σ w)
    over the variables both areas know, so a missing one neither helps nor harms; areas that share under half
    the weights are not compared. Not symmetric as a list: A can be in B's group without B in A's. A
    proposal: which variables make areas alike is the partnership's judgement. Raises ValueError for
    other shapes, negative weights, or variables that are all constant.
    Source: Gower 1971 (missing values); Home Office most similar groups (standardised variables, weights).

    >>> found = distance([[1, 10], [2, 11], [9, 30], [1, 12]], own=0, nearest=2)
    >>> found.nearest.tolist()
    [3, 1]
    """
    table = np.asarray(variables, float)
    if table.ndim != 2 or not 0 <= own < len(table):
        raise ValueError(f"variables are {table.shape} and the own row is {own}; expected areas x variables")
    weight = np.ones(table.shape[1]) if weights is None else np.asarray(weights, float)
    if weight.shape != (table.shape[1],) or not (weight >= 0).all():
        raise ValueError(
            f"{weight.shape} weights for {table.shape[1]} variables; expected as many, 0 or more"
        )
    known = ~np.isnan(table)
    many = np.maximum(known.sum(axis=0), 1)
    middle = np.where(known, table, 0.0).sum(axis=0) / many
    gap = np.where(known, table - middle, 0.0)
    spread = np.sqrt((gap**2).sum(axis=0) / many)
    # What rounding leaves of a constant is no difference between areas.
    varies = spread > 1e-12 * np.maximum(np.abs(middle), 1e-300)
    weight = np.where(varies, weight, 0.0)
    if weight.sum() <= 0:
        raise ValueError(
            "every variable is the same in all areas or weighs nothing; nothing tells areas apart"
        )
    weight = weight / weight.sum()
    score = gap / np.where(varies, spread, 1.0)
    both = known & known[own]
    shared = (both * weight).sum(axis=1)
    square = (weight * both * (score - score[own]) ** 2).sum(axis=1)
    compared = shared >= LEAST_SHARED - 1e-12
    far = np.sqrt(square / np.where(compared, shared, np.nan))
    order = np.argsort(far, kind="stable")
    order = order[compared[order] & (order != own)]
    return Similar(far, order[:nearest].astype(np.int64), shared, weight)
