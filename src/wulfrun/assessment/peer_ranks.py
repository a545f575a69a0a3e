"""How sure a place's rank among its peers is, and the funnel within which its rate would be in line."""

from typing import Any

import numpy as np

from wulfrun.assessment.peer_counts import Floats, PlaceCounts
from wulfrun.assessment.peer_direction import quarterly_dispersion
from wulfrun.assessment.series import finite
from wulfrun.methods.peers import QUARTILES_FROM, funnel, group_average, over_dispersion
from wulfrun.methods.rank_uncertainty import Ranks, rank_ranges

_POINTS = 30
# The usual two funnels: one place in twenty, and one in five hundred, lies outside by chance.
USUAL, FAR = 0.95, 0.998


def ranks_of(found: PlaceCounts, members: tuple[str, ...], counts: Floats, people: Floats) -> Ranks | None:
    """The ranges of ranks of a group's members, in their order; None where fewer than three are known.

    Each member's counts vary as its own quarters did beyond season and trend.
    """
    if ((counts >= 0) & (people > 0)).sum() < 3:
        return None
    phi = [
        quarterly_dispersion(found.counts[found.places.index(each)]) if each in found.places else 1.0
        for each in members
    ]
    return rank_ranges(counts, people, phi)


def rank_columns(ranks: Ranks | None, at: int) -> dict[str, Any]:
    """One member's range; nothing where its rank is not known."""
    if ranks is None or not ranks.rank[at]:
        return {}
    return {"rank_lower": int(ranks.lower[at]), "rank_upper": int(ranks.upper[at])}


def chance_columns(ranks: Ranks | None, at: int) -> dict[str, Any]:
    """The chances that one member's true rate is the lowest, the highest, and in each quarter of many."""
    if ranks is None or not ranks.rank[at]:
        return {}
    found = {"chance_lowest": finite(ranks.lowest[at]), "chance_highest": finite(ranks.highest[at])}
    if (ranks.rank > 0).sum() >= QUARTILES_FROM:
        found |= {f"chance_quarter_{each + 1}": finite(ranks.quarters[at, each]) for each in range(4)}
    return found


def funnel_rows(counts: Floats, people: Floats, average: str, scale: float) -> list[dict[str, Any]]:
    """The limits of a rate by the number of residents, over the sizes that the members have."""
    known = (counts >= 0) & (people > 0)
    mean, between = _centre(counts, people, average)
    if mean is None:
        return []
    sizes = np.geomspace(0.85 * people[known].min(), 1.1 * people[known].max(), _POINTS)
    limits = {
        f"{end}_{name}": mean * scale * each
        for name, confidence in (("95", USUAL), ("998", FAR))
        for end, each in zip(("lower", "upper"), funnel(mean * sizes, between, confidence), strict=True)
    }
    return [
        {"residents": float(size), **{name: float(each[at]) for name, each in limits.items()}}
        for at, size in enumerate(sizes)
    ]


def outside(counts: Floats, people: Floats, average: str) -> list[str]:
    """For each member which limits its rate lies outside of, '' where it is in line or not known."""
    mean, between = _centre(counts, people, average)
    words = [""] * len(counts)
    if mean is None:
        return words
    for at in np.flatnonzero((counts >= 0) & (people > 0)):
        ratio = counts[at] / (mean * people[at])
        for confidence, name in ((FAR, "99.8%"), (USUAL, "95%")):
            lower, upper = funnel(mean * people[at], between, confidence)
            if not words[at] and not lower <= ratio <= upper:
                words[at] = f"{'above' if ratio > upper else 'below'} {name}"
    return words


def _centre(counts: Floats, people: Floats, average: str) -> tuple[float | None, float]:
    known = (counts >= 0) & (people > 0)
    mean = group_average(counts, people, 0, average)
    if known.sum() < 3 or not mean > 0:
        return None, 0.0
    return mean, over_dispersion(counts[known], mean * people[known])[1]
