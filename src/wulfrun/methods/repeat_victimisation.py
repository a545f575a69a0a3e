"""Repeat victimisation: how much of all harm falls on the same victims or places, and how soon again."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wulfrun.methods.confidence import checked
from wulfrun.methods.interval import Floats, Interval, proportion_interval, rate_interval

CLUSTERED = "Wilson, effective number of incidents (ratio over victims)"
Bools = npt.NDArray[np.bool_]


class Concentration(NamedTuple):
    """How incidents fall on victims.

    `repeat_victims`: share of victims with two or more; `repeat_incidents`: share of incidents that those
    suffer; `avoidable`: share of incidents that are not a victim's first. `concentration`: incidents a
    victim; `prevalence` and `incidence`: victims and incidents per one at risk, NaN where not known.
    """

    victims: int
    incidents: int
    repeat_victims: Interval
    repeat_incidents: Interval
    avoidable: float
    concentration: float
    prevalence: float
    incidence: float
    dropped: int


class Waits(NamedTuple):
    """For each incident followed (m,): days to the victim's next, or to the end of watching."""

    duration: Floats
    repeated: Bools


class TimeCourse(NamedTuple):
    """Repeats by time since the last incident, bands (k,): repeats, incident-days watched, repeats a day."""

    day_from: Floats
    day_to: Floats
    repeats: Floats
    exposure: Floats
    rate: Interval


def concentration(
    victim: npt.ArrayLike, at_risk: float = float("nan"), confidence: float = 0.95
) -> Concentration:
    """Shares of repeat victims and of what they suffer.

    `victim` (n,): whose each incident was, of anything that sorts; None, NaN or '' is left out and counted.
    `at_risk`: how many people or homes could have been one. Limits: Wilson; for incidents with the number
    that counting them by victim is worth. Raises ValueError for fewer at risk than victims.
    Source: Farrell & Pease 1993; Trickett et al. 1992; Korn & Graubard 1998.

    >>> found = concentration(["a", "a", "a", "b", "c", "d"])
    >>> float(found.repeat_victims.value), float(found.repeat_incidents.value), found.concentration
    (0.25, 0.5, 1.5)
    """
    keys, known = _known(victim)
    each = np.unique(keys, return_counts=True)[1] if len(keys) else np.zeros(0, np.int64)
    victims, incidents = len(each), int(each.sum())
    if at_risk < victims:
        raise ValueError(f"{at_risk:g} at risk are fewer than the {victims} victims")
    again = each > 1
    per = incidents / victims if victims else float("nan")
    return Concentration(
        victims,
        incidents,
        proportion_interval(int(again.sum()), victims, confidence),
        _share(each * again, each, confidence),
        (incidents - victims) / incidents if incidents else float("nan"),
        per,
        victims / at_risk,
        incidents / at_risk,
        int((~known).sum()),
    )


def waits(
    victim: npt.ArrayLike,
    day: npt.ArrayLike,
    first_day: int,
    last_day: int,
    history: int = 0,
    first_only: bool = False,
) -> Waits:
    """Days from each incident to the same victim's next: what `kaplan_meier` takes.

    `victim` (n,) as of `concentration`, `day` (n,) whole days, watched from `first_day` to `last_day`, both
    inside. Without a next, an incident is watched to the end of `last_day`. Incidents in the first `history`
    days are looked back on, not followed; with `first_only` neither are those with another of the victim
    within `history` days before. Raises ValueError for a day outside the window.

    >>> waits(["a", "b", "a"], [0, 2, 7], 0, 10).duration.tolist()
    [7.0, 8.0, 3.0]
    """
    keys, known = _known(victim)
    when = np.asarray(day, float)
    if when.shape != known.shape:
        raise ValueError(f"{known.shape} victims and {when.shape} days; expected one length")
    when = when[known]
    if not ((when >= first_day) & (when <= last_day)).all():
        raise ValueError(f"a day is missing or outside the window from {first_day} to {last_day}")
    order = np.lexsort((when, keys))
    keys, when = keys[order], when[order]
    follows = np.zeros(len(keys), bool)
    follows[1:] = keys[1:] == keys[:-1]
    since = np.full(len(keys), np.inf)
    since[1:][follows[1:]] = np.diff(when)[follows[1:]]
    repeated = np.append(follows[1:], False) if len(keys) else follows
    duration = np.where(repeated, np.append(since[1:], np.inf), last_day - when) if len(keys) else when
    use = when >= first_day + history
    if first_only:
        use &= since > history
    back = np.empty(len(keys), np.int64)
    back[order] = np.arange(len(keys))
    use, duration, repeated = use[back], duration[back], repeated[back]
    return Waits(duration[use], repeated[use])


def time_course(followed: Waits, edges: npt.ArrayLike, confidence: float = 0.95) -> TimeCourse:
    """How often it happens again by time since, each day's repeats over all that were still watched that day.

    `edges` (k + 1,) ascending whole days: bands [a, b). An incident followed to day d is at risk on days 0 to
    d, the day of its repeat inside; where watching ended, day d too. The rate falls only where the risk
    does: a plain histogram of days to the next falls anyway, as late incidents cannot be watched for long.
    Limits: exact Poisson under 10, else Byar. Raises ValueError for edges that do not ascend.

    >>> found = time_course(waits(["a", "b", "a"], [0, 2, 7], 0, 10), [0, 7, 14])
    >>> found.repeats.tolist(), found.exposure.tolist()
    ([0.0, 1.0], [18.0, 3.0])
    """
    bands = np.asarray(edges, float)
    if bands.ndim != 1 or len(bands) < 2 or not (np.diff(bands) > 0).all() or bands[0] < 0:
        raise ValueError(f"edges is {bands.tolist()!r}; expected days that ascend, such as [0, 7, 14]")
    low, high = bands[:-1], bands[1:]
    own = followed.duration[:, None]
    repeats = ((own >= low) & (own < high) & followed.repeated[:, None]).sum(axis=0).astype(float)
    exposure = np.clip(own + 1 - low, 0, high - low).sum(axis=0)
    return TimeCourse(low, high, repeats, exposure, rate_interval(repeats, exposure, 1, confidence))


def _known(victim: npt.ArrayLike) -> tuple[npt.NDArray[np.int64], Bools]:
    """Numbers for the victims that are named, and which are."""
    given = np.asarray(victim)
    if given.ndim != 1:
        raise ValueError(f"victims have the shape {given.shape}; expected one list")
    if given.dtype.kind in "iub":
        known = np.ones(given.shape, bool)
    elif given.dtype.kind == "f":
        known = ~np.isnan(given)
    else:
        known = np.array([each is not None and each == each and each != "" for each in given], bool)
    return np.unique(given[known], return_inverse=True)[1], known


def _share(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64], confidence: float) -> Interval:
    """Part of a whole over victims, who bring their incidents together."""
    level = checked(confidence)
    total, victims = int(whole.sum()), len(whole)
    share = part.sum() / total if total else float("nan")
    rest = (part - share * whole) / total if total else np.zeros(0)
    variance = float((rest**2).sum()) * victims / (victims - 1) if victims > 1 else 0.0
    size = share * (1 - share) / variance if variance > 0 else victims
    found = proportion_interval(share * size, size, level)
    return found._replace(method=np.full(np.shape(found.value), CLUSTERED))
