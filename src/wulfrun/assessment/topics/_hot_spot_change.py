"""Where a theme changed: its share of the latest twelve months against that of the twelve before."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import ndtri

from wulfrun.assessment.topics._hot_spot_cells import LEAST, YEAR
from wulfrun.assessment.topics._hot_spot_places import STILL
from wulfrun.assessment.topics._hot_spot_squares import Squares
from wulfrun.assessment.topics._hot_spot_themes import Bools, ThemePoints
from wulfrun.methods.grid import counted, off_lattice
from wulfrun.methods.interval import Floats, Texts
from wulfrun.methods.kernel_sums import QUARTIC, kernel_sums, square_of
from wulfrun.methods.relative_risk import RelativeRisk, relative_risk, repeat_dispersion
from wulfrun.words.periods import month_name

TWICE, MORE = "at least twice the share", "a larger share"
ALIKE, LESS = "no clear difference", "a smaller share"
LEVEL = 0.05


def change_of(squares: Squares) -> tuple[Texts, dict[str, Any]]:
    """The class of each square (k,), '' where too few speak for it; and what is said of all of them.

    Shares are compared, so that a rise or a fall of the whole place changes none of them.
    """
    points, size = squares.points, len(squares.grid.cells)
    before, now = (
        points.between(points.last - years * YEAR + 1, points.last - (years - 1) * YEAR) for years in (2, 1)
    )
    if why := _too_little(points, int(before.sum())):
        return np.full(size, ""), {"change_note": why}
    places = [(points.x[own], points.y[own]) for own in (now, before)]
    # Repeats come in runs: taken as independent, offences would change many a place that only had a run.
    clumped = repeat_dispersion(*(counted(squares.mapped.cell[own], size) for own in (now, before)))
    found = relative_risk(places[0], places[1], squares.grid, squares.bandwidth, dispersion=clumped)
    told = ~np.isnan(found.adjusted) & squares.told(now | before)
    called = told & (found.adjusted <= LEVEL) & _without_one(squares, places, found)
    words = np.select([~told, ~called, found.ratio >= 2, found.ratio > 1], ["", ALIKE, TWICE, MORE], LESS)
    return words, {
        "change_first": month_name(points.last - 2 * YEAR + 1),
        "change_last": month_name(points.last - YEAR),
        "change_squares": int(told.sum()),
        "change_method": found.method,
        "change_note": "",
    }


def _without_one(squares: Squares, places: Sequence[tuple[Floats, Floats]], found: RelativeRisk) -> Bools:
    """Which squares would differ still without the one exact place that adds most to their difference."""
    both = [np.column_stack(each) for each in places]
    unique, at = np.unique(np.concatenate(both), axis=0, return_inverse=True)
    kind = np.arange(len(at)) < len(both[0])
    shares = [np.bincount(at.ravel(), own / own.sum()) for own in (kind, ~kind)]
    more = shares[0] - shares[1]
    lattice = square_of(squares.grid, squares.bandwidth, QUARTIC)
    sums = kernel_sums(unique[:, 0], unique[:, 1], lattice, squares.bandwidth, QUARTIC, more)
    difference = off_lattice(squares.grid, sums)
    up, down = (squares.most_of_one(unique, np.maximum(sign * more, 0.0)) for sign in (1, -1))
    rest = np.abs(difference) - np.where(difference > 0, up, down)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(-ndtri(found.p / 2) * rest >= STILL * np.abs(difference))


def _too_little(points: ThemePoints, before: int) -> str:
    if points.run < 2 * YEAR:
        return f"only {points.run} complete months in a row are known, and two years are needed"
    if before < LEAST:
        return f"there were fewer than {LEAST} with a place in the twelve months before"
    return ""
