"""Where a place heads in a national table: its last quarter against the same quarter a year ago."""

from typing import Any

import numpy as np

from wulfrun.assessment.peer_counts import Floats, PlaceCounts
from wulfrun.assessment.series import finite
from wulfrun.methods.peers import direction
from wulfrun.methods.regression import fit_quasi_poisson
from wulfrun.words.periods import quarter

_LEAST_QUARTERS, _RECENT_QUARTERS = 8, 12


def direction_of(found: PlaceCounts, place: str, better: str) -> dict[str, Any]:
    """The verdict in words with the ratio and its limits, and the quarter it speaks of."""
    if place not in found.places:
        return {"direction": "cannot be said", "quarter": ""}
    row = found.counts[found.places.index(place)]
    last = max((month for month, n in zip(found.months, row, strict=True) if np.isfinite(n)), default=None)
    if last is None:
        return {"direction": "cannot be said", "quarter": ""}
    months = np.zeros(15)
    months[-1], months[-13] = found.total(place, (last,)), found.total(place, (last - 12,))
    told = direction(months, quarterly_dispersion(row), "higher" if better == "higher" else "lower")
    return {
        "direction": _word(str(told.verdict), better),
        "direction_ratio": finite(told.ratio),
        "direction_lower": finite(told.lower),
        "direction_upper": finite(told.upper),
        "quarter": quarter(last - 2).name,
    }


def quarterly_dispersion(counts: Floats) -> float:
    """Over-dispersion φ of a quarterly series beyond season and trend, never under 1.

    `counts` (n,), NaN where not known; 1 where fewer than eight quarters are known. Only the last three
    years speak: over a longer time a straight trend is no fit, and everything would look uncertain.
    """
    counts = counts[-_RECENT_QUARTERS:]
    known = np.isfinite(counts) & (counts >= 0)
    if known.sum() < _LEAST_QUARTERS or not counts[known].sum():
        return 1.0
    index = np.arange(len(counts))
    design = np.column_stack([np.eye(4)[index % 4], index - index.mean()])[known]
    return max(1.0, fit_quasi_poisson(design, counts[known]).dispersion)


def _word(verdict: str, better: str) -> str:
    if better != "neither":
        return verdict
    return {"clearly improving": "clearly falling", "clearly deteriorating": "clearly rising"}.get(
        verdict, verdict
    )
