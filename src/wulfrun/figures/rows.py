"""Turn what a measure counted into rows of figures: value, interval, note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.data.tables import FIGURES
from wulfrun.definition.model import Measure
from wulfrun.figures.frame import LEVELS, AreaName
from wulfrun.methods.interval import Interval, count_interval, proportion_interval, rate_interval
from wulfrun.methods.survey import proportion_from_sums
from wulfrun.words.periods import Period

_ALL_PLACED = 0.9995

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Terms:
    """When a survey's figures are shown: the smallest effective base; `design` is told beside the base."""

    least_base: float = 100.0
    design: str = ""


def interval_of(kind: str, measure: Measure, numerator: Reals, denominator: Reals) -> Interval:
    """Value and 95% limits by kind: Byar or exact Poisson for counts and rates, Wilson for shares."""
    if kind == "share":
        found = proportion_interval(numerator, denominator)
        return found._replace(
            value=found.value * measure.scale,
            lower=found.lower * measure.scale,
            upper=found.upper * measure.scale,
        )
    if kind == "rate":
        return rate_interval(numerator, denominator, measure.scale)
    # Published tables correct earlier quarters with negative counts, for which no limits exist.
    return count_interval(numerator)


def figures(
    name: str,
    kind: str,
    measure: Measure,
    counted: pa.Table,
    names: Mapping[tuple[str, str], str],
    placed: Mapping[str, float] | None = None,
    terms: Terms = Terms(),
) -> pa.Table:
    """The figures of a measure over the wanted areas and periods, in a fixed order.

    `placed` gives the share of a period's records that have a place; every rate whose records do not
    all have one says so, because those that have none are missing from it while their residents are not.
    `terms` are those of a survey, whose figures tell their base, or that it is too small for a figure.
    """
    order = np.lexsort([np.asarray(counted[axis]) for axis in ("period", "area", "level")])
    counted = counted.take(pa.array(order))
    numerator = np.asarray(counted["numerator"], float)
    denominator = np.asarray(counted["denominator"].cast(pa.float64()).fill_null(np.nan), float)
    if kind in ("count", "people"):
        denominator = np.full(len(numerator), np.nan)
    if kind == "survey":
        found, asked = _weighted(measure, counted, numerator, denominator, terms)
        numerator, denominator = (
            np.where(np.isnan(found.value), np.nan, each) for each in (numerator, denominator)
        )
    else:
        found = interval_of(kind, measure, numerator, denominator)
    areas, levels = counted["area"].to_pylist(), counted["level"].to_pylist()
    rows = len(numerator)
    note = np.full(rows, "", object)
    if kind == "rate":
        note[:] = [_placed_words((placed or {}).get(each, 1.0)) for each in counted["period"].to_pylist()]
        note[~np.isfinite(denominator)] = f"no figure: the {measure.per} of this area and year are not known"
    if kind == "survey":
        note[:] = asked
    if kind == "share":
        note[denominator == 0] = "no figure: nothing was recorded that it could be a share of"
    return table(
        {
            "measure": [name] * rows,
            "area_code": areas,
            "area_name": [names[code, level] for code, level in zip(areas, levels, strict=True)],
            "area_level": levels,
            "period": counted["period"],
            "period_kind": counted["period_kind"],
            "numerator": numerator,
            "denominator": denominator,
            "value": found.value,
            "lower": found.lower,
            "upper": found.upper,
            "suppressed": np.zeros(rows, bool),
            "note": note,
        }
    )


def _weighted(
    measure: Measure, counted: pa.Table, numerator: Reals, denominator: Reals, terms: Terms
) -> tuple[Interval, list[str]]:
    """Wilson's limits on the effective base, and the base in words; no value where that base is too small."""
    base, squares = (np.asarray(counted[name], float) for name in ("base", "squares"))
    found = proportion_from_sums(numerator, denominator, squares, base)
    worth = np.asarray(found.n_eff, float)
    shown = worth >= terms.least_base
    scaled = [
        np.where(shown, np.asarray(each) * measure.scale, np.nan)
        for each in (found.estimate, found.lower, found.upper)
    ]
    words = [_base_words(*each, terms) for each in zip(base, worth, shown, strict=True)]
    method = np.full(len(base), found.method)
    return Interval(scaled[0], scaled[1], scaled[2], found.confidence, method), words


def _base_words(base: float, worth: float, shown: bool, terms: Terms) -> str:
    if base == 0:
        return "no figure: nobody here gave an opinion"
    if not shown:
        return f"no figure: the effective base is {worth:,.0f}, under {terms.least_base:g}"
    design = f"; {terms.design}" if terms.design else ""
    return f"base {base:,.0f}, effective {worth:,.0f}{design}"


def _placed_words(share: float) -> str:
    return "" if share > _ALL_PLACED else f"{share:.1%} of the records could be placed in an area"


def gaps(name: str, areas: Sequence[AreaName], broken: Mapping[Period, str]) -> pa.Table:
    """Rows without a value for periods that cannot be told, each with the reason."""
    told = [area for area in areas if area.level != "lsoa"]
    rows = [(area, each, why) for area in told for each, why in broken.items()]
    count = len(rows)
    empty = np.full(count, np.nan)
    return table(
        {
            "measure": [name] * count,
            "area_code": [area.code for area, _, _ in rows],
            "area_name": [area.name for area, _, _ in rows],
            "area_level": [area.level for area, _, _ in rows],
            "period": [each.name for _, each, _ in rows],
            "period_kind": [each.kind for _, each, _ in rows],
            "numerator": empty,
            "denominator": empty,
            "value": empty,
            "lower": empty,
            "upper": empty,
            "suppressed": np.zeros(count, bool),
            "note": [why for _, _, why in rows],
        }
    )


def table(columns: Mapping[str, object]) -> pa.Table:
    """Columns as a figures table; a number that is no number is null."""
    arrays = []
    for column in FIGURES:
        values = columns[column.name]
        if isinstance(values, np.ndarray) and values.dtype == np.float64:
            arrays.append(pa.array(values, column.type, from_pandas=True))
        elif isinstance(values, pa.ChunkedArray):
            arrays.append(values.combine_chunks().cast(column.type))
        else:
            arrays.append(pa.array(values, column.type))
    return pa.table(arrays, schema=FIGURES)


def levels_from(smallest: str) -> tuple[str, ...]:
    """The levels a measure may be shown at, from the smallest it allows."""
    return LEVELS[LEVELS.index(smallest) :]
