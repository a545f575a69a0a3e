"""Targets: where the path should be, what is needed from here, how likely it is, and the word for it.

Times are whole numbers of months; a path's value at a month is that of the twelve months that end with it.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from wulfrun.methods.interval import Floats, Texts, plain

ON_TRACK, OFF_TRACK = 0.8, 0.2


def goal(baseline: npt.ArrayLike, change_percent: npt.ArrayLike) -> Floats:
    """The value a percent change from a baseline leads to.

    >>> float(goal(10_000, -20))
    8000.0
    """
    return np.asarray(baseline, float) * (1 + np.asarray(change_percent, float) / 100)


def path_at(
    baseline: npt.ArrayLike,
    reach: npt.ArrayLike,
    start: npt.ArrayLike,
    end: npt.ArrayLike,
    at: npt.ArrayLike,
    path: str = "straight",
) -> Floats:
    """The value a target's path asks for at given months.

    `start`: last month of the baseline; `end`: last month of the end period; `at`: last month of what is
    compared; all broadcast. 'straight' moves by the same amount each month; 'stepped' once a year, at
    its end. Before the start the baseline holds, after the end the goal. Raises ValueError for another path.

    >>> path_at(10_000, 8_000, 0, 48, [12, 24, 36, 48]).tolist()
    [9500.0, 9000.0, 8500.0, 8000.0]
    >>> path_at(10_000, 8_000, 0, 48, [11, 12, 23], path="stepped").tolist()
    [10000.0, 9500.0, 9500.0]
    """
    if path not in ("straight", "stepped"):
        raise ValueError(f"the path is {path!r}; expected 'straight' or 'stepped'")
    first, last, month = (np.asarray(each, float) for each in (start, end, at))
    gone, whole = month - first, np.maximum(last - first, 1.0)
    if path == "stepped":
        # The last step falls on the end itself, however many months the last year has.
        gone = np.where(month >= last, whole, np.floor(gone / 12) * 12)
    share = np.clip(gone / whole, 0.0, 1.0)
    low = np.asarray(baseline, float)
    return np.asarray(low + (np.asarray(reach, float) - low) * share)


def needed_per_month(reach: npt.ArrayLike, so_far: npt.ArrayLike, months_left: npt.ArrayLike) -> Floats:
    """How many a month, from here to the end, would make the goal exactly; NaN when no month is left.

    >>> float(needed_per_month(8_000, 5_000, 5))
    600.0
    """
    left = np.asarray(months_left, float)
    rest = np.asarray(reach, float) - np.asarray(so_far, float)
    return np.asarray(rest / np.where(left > 0, left, np.nan))


def path_needed(reach: float, so_far: float, usual: npt.ArrayLike) -> Floats:
    """What each month from here must be so that the end makes the goal exactly and the season stays as usual.

    `usual` (k,) is what the months left would be if things went on: a forecast, or those months of other
    years; only their shares count. Where they are all 0 the rest is spread evenly. NaN where more than the
    goal has been counted already: no month can be under 0. Raises ValueError for a usual month under 0.

    >>> path_needed(1_000, 700, [120, 80]).tolist()
    [180.0, 120.0]
    """
    shape = np.asarray(usual, float)
    if shape.ndim != 1 or bool((shape < 0).any()):
        raise ValueError("expected a list of what is usual for each month left, each 0 or more")
    rest = reach - so_far
    if rest < 0:
        return np.full(shape.shape, np.nan)
    whole = float(shape.sum())
    share = shape / whole if whole > 0 else np.full(shape.shape, 1 / max(len(shape), 1))
    return np.asarray(rest * share)


def probability_of_meeting(
    mean: npt.ArrayLike, sd: npt.ArrayLike, reach: npt.ArrayLike, lower: bool = True
) -> Floats:
    """The probability that a normal outcome of this mean and sd ends on the right side of the goal.

    `lower`: the goal is to be at or under it (otherwise at or over). With an sd of 0 it is 0 or 1.

    >>> round(float(probability_of_meeting(7_900, 100, 8_000)), 4)
    0.8413
    """
    middle, spread, aim = np.broadcast_arrays(*(np.asarray(each, float) for each in (mean, sd, reach)))
    room = aim - middle if lower else middle - aim
    certain = np.where(room >= 0, 1.0, 0.0)
    chance = np.where(spread > 0, ndtr(room / np.where(spread > 0, spread, 1.0)), certain)
    return np.where(np.isnan(room) | np.isnan(spread), np.nan, chance)


def status(
    probability: npt.ArrayLike, ended: npt.ArrayLike = False, met: npt.ArrayLike = False
) -> str | Texts:
    """The word for a target: by whether it was met once it has ended, by its probability before.

    Numbers give a text, arrays an array of texts. A NaN probability before the end 'cannot be said'.

    >>> status(0.85), status(0.5), status(0.2), status(float("nan"), ended=True, met=True)
    ('on track', 'at risk', 'off track', 'achieved')
    """
    chance, over, made = np.broadcast_arrays(
        np.asarray(probability, float), np.asarray(ended), np.asarray(met)
    )
    words = np.select(
        [over & made, over, np.isnan(chance), chance >= ON_TRACK, chance <= OFF_TRACK],
        ["achieved", "not achieved", "cannot be said", "on track", "off track"],
        "at risk",
    )
    return plain(words)  # type: ignore[no-any-return]
