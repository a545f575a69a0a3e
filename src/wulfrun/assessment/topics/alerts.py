"""What stood out: the alerts of the latest months with what was decided about each, and slow changes."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.anomalies import (
    FALSE_SHARE,
    FEW,
    LATELY,
    NO_FIGURE,
    SEASONAL,
    SHORT,
    SMALL,
    UNEVEN,
    Judged,
    judge,
)
from wulfrun.assessment.slow_changes import slow_change
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.definition.alert import Alert, alert_name
from wulfrun.definition.model import Definition
from wulfrun.words.periods import month_name

ALERTS, MONTHS, RANGES = "alerts", "alert_months", "alert_ranges"
SLOW, DECISIONS = "slow_changes", "alert_decisions"
EARLIER, UNKNOWN = "earlier", "no such alert"
HIGHER, LOWER = "higher", "lower"
_REASONS = {"no_figure": NO_FIGURE, "small_numbers": SMALL, "too_short": SHORT, "too_few": FEW,
            "too_uneven": UNEVEN}  # fmt: skip

_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_RANGE = {"count": _NUMBER, "expected": _NUMBER, "lower": _NUMBER, "upper": _NUMBER}
_DECIDED = {"decision": _TEXT, "decided_by": _TEXT, "decided_on": _TEXT, "note": _TEXT}
TABLES = {
    ALERTS: pa.schema(
        {
            "alert": _TEXT, "measure": _TEXT, "area_code": _TEXT, "area_name": _TEXT, "area_level": _TEXT,
            "month": _TEXT, "latest": _YES, "direction": _TEXT, **_RANGE, "p": _NUMBER, "adjusted": _NUMBER,
            "held_against": _TEXT, **_DECIDED,
        }
    ),
    MONTHS: pa.schema(
        {"month": _TEXT, "tested": _WHOLE, "alerts": _WHOLE, "false_share": _NUMBER,
         **dict.fromkeys(_REASONS, _WHOLE)}
    ),
    RANGES: pa.schema({"measure": _TEXT, "area_code": _TEXT, "month": _TEXT, **_RANGE}),
    SLOW: pa.schema(
        {
            "measure": _TEXT, "area_code": _TEXT, "month": _TEXT, "direction": _TEXT, "since": _TEXT,
            "counted": _NUMBER, "expected": _NUMBER, "high_sum": _NUMBER, "low_sum": _NUMBER,
            "mean": _NUMBER, "mean_limit": _NUMBER, "judged": _WHOLE,
        }
    ),
    DECISIONS: pa.schema(
        {"alert": _TEXT, "month": _TEXT, **_DECIDED, "why": _TEXT, "nearest": _TEXT}
    ),
}  # fmt: skip


def assess(known: Known) -> Mapping[str, Rows]:
    """Every alert of the latest twelve months of each kind of record, and every decision."""
    found = judge(known.definition, known.book, known.breaks)
    names = {area.code: area.name for area in known.geography.areas}
    names |= dict.fromkeys(
        known.definition.partnership.area_codes[:1], known.definition.partnership.area_name
    )
    alerts = alert_rows(found, known.definition, names)
    whole = [each for each in found.series if each.level == "partnership"]
    slow = [row for each in whole if (row := slow_change(each)) is not None]
    return {
        ALERTS: alerts,
        MONTHS: month_rows(found),
        RANGES: range_rows(found, {(row["measure"], row["area_code"]) for row in alerts}),
        SLOW: slow,
        DECISIONS: decision_rows(known.definition.alert, alerts, found),
    }


def alert_rows(found: Judged, definition: Definition, names: Mapping[str, str]) -> Rows:
    """The alerts, newest first and within a month the surest first, each with its decision."""
    last: dict[str, int] = {}
    for at, which in enumerate(found.which.tolist()):
        record = definition.measure[found.series[which].measure].of
        last[record] = max(last.get(record, 0), int(found.month[at]))
    with np.errstate(invalid="ignore"):
        places = np.flatnonzero(found.adjusted <= FALSE_SHARE)
    rows = []
    for at in places.tolist():
        series, month = found.series[found.which[at]], int(found.month[at])
        key = f"{series.measure}:{series.area}:{month_name(month)}"
        rows.append(
            {
                "alert": key,
                "measure": series.measure,
                "area_code": series.area,
                "area_name": names.get(series.area, series.area),
                "area_level": series.level,
                "month": month_name(month),
                "latest": month == last[definition.measure[series.measure].of],
                "direction": HIGHER if found.counted[at] > found.expected[at] else LOWER,
                **_range_of(found, at),
                "p": float(found.p[at]),
                "adjusted": float(found.adjusted[at]),
                "held_against": SEASONAL if found.seasonal[at] else LATELY,
                **_decided(definition.alert.get(key)),
            }
        )
    ordered = sorted(rows, key=lambda row: (row["p"], row["alert"]))
    return sorted(ordered, key=lambda row: str(row["month"]), reverse=True)


def month_rows(found: Judged) -> Rows:
    """For each month how many series were tested, how many stood out, and why others were not tested."""
    rows = []
    for month in np.unique(found.month)[::-1]:
        own = found.month == month
        with np.errstate(invalid="ignore"):
            stood_out = int((found.adjusted[own] <= FALSE_SHARE).sum())
        why = found.why_not[own]
        reasons = {name: int((why == reason).sum()) for name, reason in _REASONS.items()}
        tested = {"tested": int((why == "").sum()), "alerts": stood_out, "false_share": FALSE_SHARE}
        rows.append({"month": month_name(int(month)), **tested, **reasons})
    return rows


def range_rows(found: Judged, wanted: set[tuple[str, str]]) -> Rows:
    """The expected range of every month judged, for the series that had an alert."""
    rows = []
    for at, which in enumerate(found.which.tolist()):
        series = found.series[which]
        if (series.measure, series.area) in wanted and not np.isnan(found.p[at]):
            about = {"measure": series.measure, "area_code": series.area}
            rows.append({**about, "month": month_name(int(found.month[at])), **_range_of(found, at)})
    return rows


def decision_rows(decisions: Mapping[str, Alert], alerts: Rows, found: Judged) -> Rows:
    """Decisions that stand beside no alert: of months before those judged, and those that name none."""
    there = {row["alert"]: row for row in alerts}
    first: dict[tuple[str, str], str] = {}
    for at in range(len(found.which)):
        series, month = found.series[found.which[at]], month_name(int(found.month[at]))
        place = series.measure, series.area
        first[place] = min(first.get(place, month), month)
    rows = []
    for key, decision in sorted(decisions.items()):
        name = alert_name(key)
        if key in there or name is None:
            continue
        earlier = name.month < first.get((name.measure, name.area), "")
        near = get_close_matches(key, there, n=1, cutoff=0.6)
        rows.append(
            {
                "alert": key,
                "month": name.month,
                **_decided(decision),
                "why": EARLIER if earlier else UNKNOWN,
                "nearest": "" if earlier or not near else near[0],
            }
        )
    return rows


def _range_of(found: Judged, at: int) -> dict[str, float]:
    return {
        "count": float(found.counted[at]),
        "expected": float(found.expected[at]),
        "lower": float(found.lower[at]),
        "upper": float(found.upper[at]),
    }


def _decided(decision: Alert | None) -> dict[str, Any]:
    if decision is None:
        return dict.fromkeys(_DECIDED)
    return {
        "decision": decision.decision,
        "decided_by": decision.by,
        "decided_on": decision.when.isoformat(),
        "note": decision.note,
    }


TOPIC = Topic(tables=TABLES, assess=assess)
