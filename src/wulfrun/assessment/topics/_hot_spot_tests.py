"""What is measured of a theme beside its map: how concentrated it is, whether last year's map foretold."""

from typing import Any

import numpy as np

from wulfrun.assessment.topics._hot_spot_cells import YEAR, Mapped, density, judged
from wulfrun.data.geography.streets import Streets
from wulfrun.data.release import Rows
from wulfrun.methods.concentration import (
    concentration_by_chance,
    generalised_gini,
    lorenz_by_chance,
    lorenz_curve,
    top_share,
)
from wulfrun.methods.gamma_concentration import underlying_concentration
from wulfrun.methods.gi_star import Bools
from wulfrun.methods.grid import Grid
from wulfrun.methods.interval import Floats
from wulfrun.methods.prediction_accuracy import compare_maps, highest_cells, prediction_accuracy
from wulfrun.methods.street_segments import street_concentration
from wulfrun.words.periods import month_name

TOP = 0.05
HOT, COUNTS, SMOOTH = "hot cells", "cells with the most", "cells of the highest density"
# A cell of which less lies inside is no place to count: it joins in no ranking.
_LEAST_INSIDE = 0.25
# What fewer hot cells hold together says too much of each.
LEAST_CELLS = 3
_POINTS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


def to_five(count: float) -> int:
    """A number to the nearest five.

    What is left out of the maps as sensitive is what the exact number lacks of the published one.
    """
    return 5 * round(count / 5)


def concentration(mapped: Mapped) -> dict[str, Any]:
    """The share of the worst five percent of cells and the Gini: seen, by chance, and of the risk behind."""
    counts, share = _whole_cells(mapped)
    chance = concentration_by_chance(counts, share, TOP)
    risk = underlying_concentration(counts, share, TOP)
    found = {
        "top_share": float(top_share(counts, TOP)),
        "top_by_chance": chance.top_share,
        "top_by_chance_upper": chance.top_upper,
        "top_risk": risk.top_share,
        "top_risk_lower": risk.top_lower,
        "top_risk_upper": risk.top_upper,
        "gini": float(generalised_gini(counts)),
        "gini_by_chance": chance.gini,
        "gini_by_chance_upper": chance.gini_upper,
    }
    rounded = {name: round(value, 3) for name, value in found.items()}
    return {**rounded, "concentration_method": f"{chance.method}; {risk.method}"}


def curve_rows(mapped: Mapped) -> Rows:
    """The Lorenz curve at some shares of cells, beside the one that chance alone would give."""
    counts, share = _whole_cells(mapped)
    seen, chance = lorenz_curve(counts), lorenz_by_chance(counts, share)
    return [
        {
            "theme": mapped.points.theme.name,
            "places": at,
            "crimes": round(float(np.interp(at, seen.places, seen.crimes)), 3),
            "by_chance": round(float(np.interp(at, chance.places, chance.crimes)), 3),
        }
        for at in _POINTS
    ]


def forecast_rows(mapped: Mapped, squares: Grid) -> Rows:
    """How much of the latest twelve months fell into maps made from the twelve months before them."""
    last = mapped.points.last
    if mapped.points.run < 2 * YEAR:
        return []
    before, after = mapped.counts(last - 2 * YEAR + 1, last - YEAR), mapped.latest
    area: Floats = mapped.grid.share
    hot = judged(mapped, last - 2 * YEAR + 1, last - YEAR).hot
    if hot.sum() < LEAST_CELLS:
        return []
    share = float(area[hot].sum() / area.sum())
    smooth = density(mapped, squares, last - 2 * YEAR + 1, last - YEAR)
    maps: dict[str, Bools] = {
        HOT: hot,
        COUNTS: highest_cells(before, area, share),
        # A density is of a place already: times its area it ranks cells as it stands.
        SMOOTH: highest_cells(smooth * area, area, share),
    }
    rows = []
    for name, flagged in maps.items():
        found = prediction_accuracy(after, flagged, area)
        if 0 < found.hits < mapped.points.below:
            return []
        against = compare_maps(after, flagged, hot)
        rows.append(
            {
                "theme": mapped.points.theme.name,
                "map": name,
                "made_first": month_name(last - 2 * YEAR + 1),
                "made_last": month_name(last - YEAR),
                "tested_first": month_name(last - YEAR + 1),
                "tested_last": month_name(last),
                "area_share": found.area_share,
                "hits": to_five(found.hits),
                "total": to_five(found.total),
                "hit_rate": round(found.hit_rate, 3),
                "lower": round(found.lower, 3),
                "upper": round(found.upper, 3),
                "pai": round(found.pai, 2),
                "pai_lower": round(found.pai_lower, 2),
                "pai_upper": round(found.pai_upper, 2),
                "pei": round(found.pei, 2),
                "difference": None if name == HOT else round(against.difference, 3),
                "difference_lower": None if name == HOT else round(against.lower, 3),
                "difference_upper": None if name == HOT else round(against.upper, 3),
                "method": found.method,
            }
        )
    return rows


def street_row(mapped: Mapped, streets: Streets | None, within: float) -> dict[str, Any]:
    """How few street segments hold a quarter and a half; where there is no network, a row that says so."""
    points = mapped.points
    about: dict[str, Any] = {"theme": points.theme.name}
    if streets is None:
        return {**about, "note": "no street network is declared under [geography.streets]"}
    if points.record == "street":
        return {**about, "note": "points of the street map are moved to shared places, not to their streets"}
    own = points.between(points.last - YEAR + 1, points.last)
    segment = streets.nearest(points.x[own], points.y[own], within)
    found = street_concentration(segment, len(streets.lines), streets.length, runs=99)
    names = ("with_crime", "quarter", "quarter_by_chance", "half", "half_by_chance", "half_lower",
             "half_upper")  # fmt: skip
    return {
        **about, "within": within, "note": "", "segments": found.segments, "method": found.method,
        "matched": to_five(found.matched), "unmatched": to_five(found.unmatched),
        **{name: round(getattr(found, name), 4) for name in names},
    }  # fmt: skip


def _whole_cells(mapped: Mapped) -> tuple[Floats, Floats]:
    whole = mapped.grid.share >= _LEAST_INSIDE
    return mapped.latest[whole].astype(float), mapped.grid.share[whole]
