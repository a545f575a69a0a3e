"""Whether places are like their neighbours: over all cells, and small area by small area, in classes only."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wulfrun.assessment.series import finite
from wulfrun.assessment.topics._fires_and_tips import residents_by_area
from wulfrun.assessment.topics._hot_spot_cells import YEAR, Mapped
from wulfrun.assessment.topics._hot_spot_themes import STREET, Bools, ThemePoints
from wulfrun.assessment.topics.rubbish_fires import areas_around
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.geography.boundaries import to_national_grid
from wulfrun.data.release import Rows
from wulfrun.methods.interval import Floats
from wulfrun.methods.moran import HIGH_HIGH, HIGH_LOW, local_moran, moran
from wulfrun.methods.neighbours import Neighbours, neighbours_of_pairs, touching

# Among fewer places chance makes likeness too easily for a test of many.
LEAST_PLACES = 30
# Rates of slivers on the border vary so much, and lie so much together, that chance would look like likeness.
_LEAST_INSIDE = 0.5
_GLOBAL = "Moran's I of offences by area of land, two-sided p under randomisation"
_LOCAL = "local Moran's I of offences by resident, two-sided normal p, Benjamini-Hochberg"


def alike(mapped: Mapped) -> dict[str, Any]:
    """Moran's I of the cells' rates by the part of each that lies inside; nothing of fewer than thirty."""
    whole = mapped.grid.share >= _LEAST_INSIDE
    neighbours = among(mapped.grid.neighbours, whole)
    if whole.sum() < LEAST_PLACES or not len(neighbours.indices):
        return {}
    found = moran(mapped.latest[whole] / mapped.grid.share[whole], neighbours)
    value, p = finite(found.value), finite(found.p)
    return {
        "alike": None if value is None else round(value, 3),
        "alike_p": None if p is None else float(f"{p:.2g}"),
        "alike_method": _GLOBAL,
    }


def among(neighbours: Neighbours, kept: Bools) -> Neighbours:
    """The neighbours that some places (n,) have among themselves."""
    place = np.cumsum(kept) - 1
    first = np.repeat(np.arange(len(kept)), neighbours.counts)
    both = kept[first] & kept[neighbours.indices]
    return neighbours_of_pairs(place[first[both]], place[neighbours.indices[both]], int(kept.sum()))


def area_rows(known: Known, points: ThemePoints) -> tuple[Rows, dict[str, Any]]:
    """The small areas that are unlike chance together with their neighbours, and how many were judged.

    High is told only of areas with enough offences beside the one place with the most, and low only of those
    of which as many were to be expected: no class gives away a small number or a single home.
    """
    shapes = to_national_grid(known.geography.shapes["lsoa"])
    months = range(points.last - YEAR + 1, points.last + 1)
    people = residents_by_area(known.exposures, months)
    residents = np.array([people.get(code, 0.0) for code in shapes.codes])
    counts, most = _counts(points, shapes.codes, points.between(months[0], months[-1]))
    kept = residents > 0
    neighbours = among(touching(shapes.polygons), kept)
    if why := _too_little(known, points, counts[kept].sum() / max(kept.sum(), 1), neighbours):
        return [], {"areas_note": why}
    rate = counts[kept] / residents[kept]
    found = local_moran(rate, neighbours)
    high = np.isin(found.quadrant, (HIGH_HIGH, HIGH_LOW))
    enough = np.where(high, (counts - most)[kept], rate.mean() * residents[kept]) >= points.below
    codes, names = np.array(shapes.codes, object)[kept], _names(known)
    within = areas_around(known.geography)
    rows = [
        {
            "theme": points.theme.name,
            "area_code": codes[at],
            "area_name": names.get(codes[at], codes[at]),
            "within": within.get(codes[at], ""),
            "kind": str(found.quadrant[at]),
        }
        for at in np.flatnonzero(found.called & enough).tolist()
    ]
    return rows, {"areas_judged": int(kept.sum()), "areas_method": _LOCAL, "areas_note": ""}


def _counts(points: ThemePoints, codes: Sequence[str], own: Bools) -> tuple[Floats, Floats]:
    """Offences in each small area, and the most at one exact place; none where places are shared ones."""
    number = {code: at for at, code in enumerate(codes)}
    area = np.array([number.get(code, -1) for code in points.area[own].tolist()], float)
    here = np.stack([area, points.x[own], points.y[own]])[:, area >= 0]
    places, many = np.unique(here, axis=1, return_counts=True)
    counts, most = np.zeros(len(codes)), np.zeros(len(codes))
    at = places[0].astype(np.int64)
    np.add.at(counts, at, many)
    if points.record != STREET:
        np.maximum.at(most, at, many)
    return counts, most


def _too_little(known: Known, points: ThemePoints, mean: float, neighbours: Neighbours) -> str:
    measure = known.definition.measure.get(points.theme.measure)
    if measure is not None and measure.smallest_level != "lsoa":
        return f"its figures are not told of places smaller than a {measure.smallest_level}"
    if len(neighbours.counts) < LEAST_PLACES or not len(neighbours.indices):
        return f"residents are known of fewer than {LEAST_PLACES} small areas that touch"
    if mean < points.below:
        return f"there were fewer than {points.below} to a small area on average"
    return ""


def _names(known: Known) -> Mapping[str, str]:
    return {area.code: area.name for area in known.geography.areas if area.level == "lsoa"}
