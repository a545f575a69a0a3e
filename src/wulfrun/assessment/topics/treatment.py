"""What figures alone do not say of treatment: how long people stay, and how many need it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.methods.survival import kaplan_meier, survival_at

STAYS, NEED, INDICATORS = "time_in_treatment", "alcohol_dependence", "treatment_need"
WEEKS = (4, 12, 26, 52)
BELOW = 5

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
_VALUE = {"value": _NUMBER, "lower": _NUMBER, "upper": _NUMBER}
TABLES = {
    STAYS: pa.schema(
        {
            "period": _TEXT, "weeks": _WHOLE, "began": _WHOLE, "share": _NUMBER, "lower": _NUMBER,
            "upper": _NUMBER, "method": _TEXT, "note": _TEXT,
        }
    ),
    NEED: pa.schema({"period": _TEXT, **_VALUE}),
    INDICATORS: pa.schema({"indicator": _TEXT, "name": _TEXT, "area": _TEXT, "period": _TEXT, **_VALUE}),
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """The rows of the tables; those of what was not sent are left out."""
    found: dict[str, Rows] = {}
    if (stays := known.judged.get("treatment-stays")) is not None:
        found[STAYS] = stay_rows(stays.to_pylist())
    if (estimates := known.judged.get("alcohol-estimates")) is not None:
        names = TABLES[NEED].names
        found[NEED] = [{name: row[name] for name in names} for row in estimates.to_pylist()]
    if (indicators := known.judged.get("public-health-indicators")) is not None:
        found[INDICATORS] = indicators.to_pylist()
    return found


def stay_rows(stays: Sequence[Mapping[str, Any]]) -> Rows:
    """The share still in treatment after so many weeks, by the year in which the journey began.

    However they left, planned or not: a share of this curve is no retention. A step that so few make that
    they could be counted is kept back with all that follow.
    """
    years: dict[str, list[Mapping[str, Any]]] = {}
    for row in stays:
        years.setdefault(row["period"], []).append(row)
    return [row for period in sorted(years) for row in _year(period, years[period])]


def _year(period: str, own: Sequence[Mapping[str, Any]]) -> Rows:
    curve = kaplan_meier([row["days"] for row in own], [row["ended"] for row in own])
    rows: Rows = []
    before, closed = 0, len(own) < BELOW
    for weeks in WEEKS:
        left = sum(row["ended"] and row["days"] < 7 * weeks for row in own)
        closed = closed or 0 < left - before < BELOW or 0 < len(own) - left < BELOW
        before = left
        row: dict[str, Any] = {"period": period, "weeks": weeks, "began": None if closed else len(own)}
        # In treatment on the last day of the weeks: who left on that day had stayed them out.
        point = survival_at(curve, 7 * weeks - 0.5)
        if closed or point.value != point.value:
            why = "suppressed: few people" if closed else "not yet mature: nobody was watched so long"
            rows.append(row | {"method": "", "note": why})
            continue
        limits = {"lower": _percent(point.lower), "upper": _percent(point.upper)}
        share = {"share": _percent(point.value), **limits, "method": curve.method, "note": ""}
        rows.append(row | share)
    return rows


def _percent(value: float) -> float | None:
    return None if value != value else 100 * value


TOPIC = Topic(tables=TABLES, assess=assess)
