"""Rings around the treated areas: what fell into each before and after, where places are known."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from wulfrun.assessment.topics._evaluated_series import Compared
from wulfrun.assessment.topics.topic import Known
from wulfrun.data.geography.boundaries import NATIONAL_GRID, in_crs
from wulfrun.data.tables import FLAGS
from wulfrun.definition.evaluation import Evaluation
from wulfrun.definition.model import Definition, Measure
from wulfrun.figures.kinds import named_groups
from wulfrun.methods.rings import count_in_rings, effects_by_ring
from wulfrun.words.periods import month_of_day

Row = dict[str, Any]
Bools = npt.NDArray[np.bool_]
LEAST = 5


def ring_rows(known: Known, asked: Evaluation, found: Compared, dispersion: float) -> tuple[list[Row], str]:
    """A row a ring, the areas themselves first and the sums last; or none, and why.

    Where a ring holds fewer records than may be shown no ring is: sums would tell the one left out.
    """
    measure = known.definition.measure[asked.measure]
    if measure.smallest_level != "lsoa":
        return [], f"{measure.title} may not be shown by places smaller than a {measure.smallest_level}."
    shapes = known.geography.shapes.get(found.level)
    drawn = [at for at, code in enumerate(shapes.codes) if code in found.treated] if shapes else []
    if shapes is None or len(drawn) < len(found.treated):
        return [], "The outline of the areas is not known."
    points = known.points_of(measure.of)
    points = points.filter(pa.array(counted(points, measure, known.definition)))
    if not len(points):
        return [], "The places of these records are not known."
    area = shapely.union_all(in_crs(shapes.only(drawn), NATIONAL_GRID).polygons)
    shapely.prepare(area)
    away = shapely.distance(shapely.points(np.asarray(points["x"]), np.asarray(points["y"])), area)
    placed = np.asarray(points["area"].to_numpy(zero_copy_only=False) != "")
    at = np.asarray(points["month"]) - found.months[0]
    kept = placed & (at >= 0) & (at < len(found.months))
    kept[kept] = found.known[at[kept]]
    before = count_in_rings(away[kept & (at < found.start)], asked.rings)
    after = count_in_rings(away[kept & (at >= found.start)], asked.rings)
    least = max(LEAST, measure.suppress_below)
    if min(before.min(), after.min()) < least:
        return [], f"A ring holds fewer than {least} records before or after: draw wider rings."
    return _rows(before, after, asked.rings, dispersion), ""


def counted(points: pa.Table, measure: Measure, definition: Definition) -> Bools:
    """Which records a measure counts: by its codes, groups while they hold, flags, and its own validity."""
    code = points["code"].to_numpy(zero_copy_only=False)
    month, flags = np.asarray(points["month"]), np.asarray(points["flags"])
    kept = _while(month, measure.valid_from, measure.valid_to)
    where = measure.where
    if where.code:
        kept &= np.isin(code, where.code)
    if groups := named_groups(where, definition):
        spans = [span for name in groups for span in definition.group[name].spans]
        inside = [np.isin(code, span.codes) & _while(month, span.valid_from, span.valid_to) for span in spans]
        kept &= np.any(inside, axis=0)
    if where.flag:
        kept &= (flags & sum(FLAGS[name] for name in set(where.flag))) > 0
    return kept


def _while(month: npt.NDArray[np.int32], first: Any, last: Any) -> Bools:
    kept = np.ones(len(month), bool)
    if first:
        kept &= month >= month_of_day(first)
    if last:
        kept &= month <= month_of_day(last)
    return kept


def _rows(
    before: npt.NDArray[np.int64], after: npt.NDArray[np.int64], edges: Sequence[float], dispersion: float
) -> list[Row]:
    inner = slice(0, len(edges) + 1)
    found = effects_by_ring(before[inner], after[inner], (float(before[-1]), float(after[-1])), dispersion)
    names = ["The areas themselves"]
    names += [f"{low:,.0f} to {high:,.0f} m" for low, high in zip((0, *edges), edges, strict=False)]
    rows: list[Row] = [
        {
            "ring": name, "before": int(before[at]), "after": int(after[at]), "ratio": float(found.ratio[at]),
            "lower": float(found.lower[at]), "upper": float(found.upper[at]),
            "difference": float(found.difference[at]), "difference_lower": float(found.difference_lower[at]),
            "difference_upper": float(found.difference_upper[at]), "word": str(found.word[at]),
        }
        for at, name in enumerate(names)
    ]  # fmt: skip
    rows.append({"ring": "Beyond: compared with", "before": int(before[-1]), "after": int(after[-1])})
    for name, part in (("All rings around", found.around), ("The areas and all rings", found.net)):
        rows.append(
            {"ring": name, "difference": part[0], "difference_lower": part[1], "difference_upper": part[2]}
        )
    return rows
