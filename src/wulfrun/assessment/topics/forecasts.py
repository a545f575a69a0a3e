"""What to expect of the measures that targets, priorities and baskets are about, and what targets need."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.series import base_measure, own_through, parting_months, partnership_code
from wulfrun.assessment.targets import assess_targets, kind_of
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.definition.model import Definition
from wulfrun.figures.book import Monthly
from wulfrun.methods.forecast import LEAST_SEASONAL, Forecast, forecast
from wulfrun.methods.interval import Floats
from wulfrun.methods.target import path_needed
from wulfrun.words.periods import month_name, period

AHEAD, TESTS, NEEDED = "forecasts", "forecast_tests", "target_months"
HORIZON, NARROW, WIDE = 12, 0.8, 0.95
# Each costs a twentieth of a second, and a page of more is read by nobody.
MOST_MEASURES = 24

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
_ABOUT = {"measure": _TEXT, "area_code": _TEXT, "area_name": _TEXT}
_RANGES = {"lower80": _NUMBER, "upper80": _NUMBER, "lower95": _NUMBER, "upper95": _NUMBER}
TABLES = {
    AHEAD: pa.schema({**_ABOUT, "month": _TEXT, "ahead": _WHOLE, "mean": _NUMBER, **_RANGES}),
    TESTS: pa.schema(
        {
            **_ABOUT, "first_month": _TEXT, "last_month": _TEXT, "months_known": _WHOLE, "method": _TEXT,
            "origins": _WHOLE, "scaled_error": _NUMBER, "inside": _WHOLE, "months_tried": _WHOLE,
            "widening": _NUMBER, "last_total": _NUMBER, "total": _NUMBER, **_RANGES, "note": _TEXT,
        }
    ),
    NEEDED: pa.schema(
        {
            "target": _TEXT, "month": _TEXT, "expected": _NUMBER, "needed": _NUMBER, "rolling": _NUMBER,
        }
    ),
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """Twelve months ahead of each measure with how its method did before, and the months targets need."""
    ahead, tests = [], []
    for measure, area in measures_of(known):
        series = series_of(known, measure, area)
        if (~np.isnan(series.counts)).sum() < LEAST_SEASONAL or bool((series.counts < 0).any()):
            continue
        found = forecast(series.counts, HORIZON, int(series.months[0]))
        about = {"measure": measure, "area_code": area, "area_name": _area_name(known, measure, area)}
        ahead += [about | row for row in months_ahead(found, int(series.months[-1]))]
        tests.append(about | told(found, series))
    return {AHEAD: ahead, TESTS: tests, NEEDED: list(_needed(known))}


def measures_of(known: Known) -> list[tuple[str, str]]:
    """The counts that targets, priorities and baskets name, each with its area, in that order, once."""
    definition = known.definition
    named = [(target.measure, target.area or "") for target in definition.target.values()]
    named += [
        (measure, "")
        for each in sorted(definition.priority.values(), key=lambda one: one.order)
        for measure in each.measures
    ]
    named += [(name, "") for name, measure in definition.measure.items() if measure.where.basket]
    found = dict.fromkeys(
        (base, area or partnership_code(definition, known.book, base))
        for base, area in ((base_measure(measure), area) for measure, area in named)
        if _counted(definition, base)
    )
    return list(found)[:MOST_MEASURES]


def _counted(definition: Definition, measure: str) -> bool:
    return measure in definition.measure and kind_of(definition, measure) == "count"


def series_of(known: Known, measure: str, area: str) -> Monthly:
    """The months that belong together: up to the last counted, from the last break that parts them."""
    through = own_through(known.book, measure, area, known.through)
    parting = parting_months(known.breaks, measure)
    since = max((month for month in parting if month <= through), default=0)
    return known.book.monthly(measure, area).through(through).since(since)


def _area_name(known: Known, measure: str, area: str) -> str:
    rows = known.book.series(measure, area, "month")
    return str(rows[-1]["area_name"] or area) if rows else area


def months_ahead(found: Forecast, last: int) -> Iterator[dict[str, Any]]:
    """A row for each month after `last`."""
    (low80, high80), (low95, high95) = found.limits(NARROW), found.limits(WIDE)
    for at in range(len(found.mean)):
        yield {
            "month": month_name(last + 1 + at), "ahead": at + 1, "mean": float(found.mean[at]),
            "lower80": float(low80[at]), "upper80": float(high80[at]), "lower95": float(low95[at]),
            "upper95": float(high95[at]),
        }  # fmt: skip


def told(found: Forecast, series: Monthly) -> dict[str, Any]:
    """How a forecast was made and tried, with the total of the year ahead and of the year before."""
    year = series.counts[-HORIZON:]
    (low80, high80), (low95, high95) = found.total_limits(NARROW), found.total_limits(WIDE)
    tried = found.backtest
    return {
        "first_month": month_name(int(series.months[0])),
        "last_month": month_name(int(series.months[-1])),
        "months_known": int((~np.isnan(series.counts)).sum()),
        "method": found.method,
        "origins": tried["origins"],
        "scaled_error": tried["scaled"].get(found.method),
        "inside": tried["inside"],
        "months_tried": tried["months"],
        "widening": tried["widening"],
        "last_total": None if np.isnan(year).any() else float(year.sum()),
        "total": found.total_mean,
        "lower80": low80, "upper80": high80, "lower95": low95, "upper95": high95,
        "note": tried["note"],
    }  # fmt: skip


def _needed(known: Known) -> Iterator[dict[str, Any]]:
    for row in assess_targets(known.definition, known.book, known.through, known.breaks):
        if row["needed_per_month"] is None:
            continue
        series = series_of(known, row["measure"], row["area_code"])
        end = period(row["end_period"])
        last = int(series.months[-1])
        counted = float(series.counts[(series.months >= end.first) & (series.months <= end.last)].sum())
        ahead = forecast(series.counts, end.last - last, int(series.months[0]))
        first = max(end.first - last - 1, 0)
        yield from needed_rows(
            row["target"], series.counts, last, ahead.mean, first, row["target_value"], counted
        )


def needed_rows(
    target: str, counts: Floats, last: int, expected: Floats, first: int, reach: float, so_far: float
) -> Iterator[dict[str, Any]]:
    """Each month from here to the end: what is expected, what would make the goal, the twelve months then.

    `first`: how many of the months ahead come before the end period; those are as expected.
    """
    needed = np.concatenate([expected[:first], path_needed(reach, so_far, expected[first:])])
    joined = np.concatenate([counts, needed])
    for at in range(len(expected)):
        end = len(counts) + at + 1
        rolling = float(joined[max(end - 12, 0) : end].sum()) if end >= 12 else float("nan")
        yield {
            "target": target, "month": month_name(last + 1 + at), "expected": float(expected[at]),
            "needed": _finite(needed[at]) if at >= first else None, "rolling": _finite(rolling),
        }  # fmt: skip


def _finite(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


TOPIC = Topic(TABLES, assess)
