"""What a national table says of a measure in every place: counts by place and quarter, or year."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.assessment.code_spans import fitting
from wulfrun.definition.model import CodeSpan, Definition, Measure
from wulfrun.figures.kinds import named_groups

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PlaceCounts:
    """Counts of a measure: one row a place, one column a month at which a quarter or year stands.

    A place without any row in a month of the table is NaN there: it was not in that edition.
    """

    places: tuple[str, ...]
    months: tuple[int, ...]
    counts: Floats

    def total(self, place: str, months: tuple[int, ...]) -> float:
        """A place's count over some months; NaN where the table lacks any of them."""
        if place not in self.places or not set(months) <= set(self.months):
            return float("nan")
        at = [self.months.index(month) for month in months]
        return float(self.counts[self.places.index(place)][at].sum())


def allowed(measure: Measure, codes: frozenset[str]) -> bool:
    """Whether a table of offence codes can tell a measure: no flags, and some of its codes are there.

    A table of totals can only tell the measure of everything.
    """
    if measure.of != "offence" or measure.kind not in ("count", "rate") or measure.where.flag:
        return False
    chooses = bool(measure.where.code or measure.where.group or measure.where.basket)
    return len(codes) > 1 if chooses else True


def place_counts(table: pa.Table, measure: Measure, definition: Definition) -> PlaceCounts:
    """A measure counted over a national table (rows of the cube whose areas are places)."""
    areas = pc.dictionary_encode(table["area"].combine_chunks().cast(pa.string()))
    place, places = np.asarray(areas.indices), areas.dictionary.to_pylist()
    months, month = np.unique(np.asarray(table["month"]), return_inverse=True)
    n = np.asarray(table["n"], float)
    there = np.zeros((len(places), len(months)), bool)
    there[place, month] = True
    fits = _fits(table, measure, definition)
    counts = np.zeros(there.shape)
    np.add.at(counts, (place[fits], month[fits]), n[fits])
    order = np.argsort(places)
    return PlaceCounts(
        tuple(places[each] for each in order),
        tuple(int(each) for each in months),
        np.where(there, counts, np.nan)[order],
    )


def _fits(table: pa.Table, measure: Measure, definition: Definition) -> npt.NDArray[np.bool_]:
    """Which rows count: their code is one of the measure's in that month."""
    spans = _spans(measure, definition)
    if spans is None:
        return np.ones(len(table), bool)
    return fitting(table, spans)


def _spans(measure: Measure, definition: Definition) -> list[CodeSpan] | None:
    """The spans of codes a measure counts, or None where it counts every code."""
    where = measure.where
    spans = [span for name in named_groups(where, definition) for span in definition.group[name].spans]
    if where.code:
        spans.append(CodeSpan(codes=where.code))
    return spans or None


def rates(counts: Mapping[str, float], residents: Mapping[str, float], scale: float) -> dict[str, float]:
    """Rates of the places of which both are known."""
    return {
        place: scale * count / residents[place]
        for place, count in counts.items()
        if np.isfinite(count) and residents.get(place, 0) > 0
    }
