"""Rare events of the whole place: the gaps between them, charted one event after another."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.rare_gaps import DAYS, Gaps, events_of, gaps_between
from wulfrun.assessment.series import parting_months
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.data.tables import FLAGS
from wulfrun.definition.model import Measure
from wulfrun.methods.control_rules import OUTSIDE
from wulfrun.methods.rare_events import LONG, SHORT, g_chart, t_chart, waiting_chance
from wulfrun.words.periods import month_name

EVENTS, SUMMARY = "rare_events", "rare_event_measures"
CHARTED, KEPT_BACK, TOO_FEW = "charted", "kept back", "too few"
G_CHART, T_CHART = "g chart", "t chart"
# Under one a month a chart of counts cannot show a change; limits of gaps need a few of them.
MOST_A_MONTH, LEAST_MONTHS, LEAST_GAPS = 1.0, 24, 8
SENSITIVE = {flag for flag in FLAGS if flag == "domestic" or flag.startswith("hate_")}
# Days are told to the nearest week: the days from one event to the next, and from the last to the end, would
# together give the day of every one.
WEEK, MINUTES = 7, 1440
# A wait is a signal at the chance that a gap beyond the upper limit has.
CHANCE = 0.00135

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    EVENTS: pa.schema(
        {
            "measure": _TEXT, "event": _WHOLE, "month": _TEXT, "gap": _WHOLE, "unit": _TEXT,
            "median": _NUMBER, "lower": _NUMBER, "upper": _NUMBER, "rule": _TEXT,
        }
    ),
    SUMMARY: pa.schema(
        {
            "measure": _TEXT, "what": _TEXT, "first_month": _TEXT, "last_month": _TEXT, "events": _WHOLE,
            "unit": _TEXT, "waiting": _WHOLE, "chance": _NUMBER, "suppress_below": _WHOLE, "chart": _TEXT,
        }
    ),
}  # fmt: skip


def assess(known: Known) -> Mapping[str, Rows]:
    """A row an event and a row a measure, of the whole place only; suppressed measures show no event."""
    events: Rows = []
    measures: Rows = []
    for name, measure in sorted(known.definition.measure.items()):
        if measure.kind not in ("count", "rate"):
            continue
        for area in known.book.codes(name, "partnership")[:1]:
            about, own = _of_measure(known, name, measure, area)
            measures += about
            events += own
    return {EVENTS: events, SUMMARY: measures}


def _of_measure(known: Known, name: str, measure: Measure, area: str) -> tuple[Rows, Rows]:
    monthly = known.book.monthly(name, area)
    seen = ~np.isnan(monthly.counts)
    hidden = len(known.book.kept_back(name, area))
    if seen.sum() + hidden < LEAST_MONTHS or monthly.counts[seen].sum() / max(seen.sum(), 1) >= MOST_A_MONTH:
        return [], []
    row: dict[str, Any] = {
        "measure": name,
        "first_month": month_name(int(monthly.months[0])),
        "last_month": month_name(int(monthly.months[-1])),
        "suppress_below": measure.suppress_below,
    }
    # A gap tells that its month held an event, which is what a measure under suppression must not.
    if hidden or measure.suppress_below > 1 or SENSITIVE & set(measure.where.flag):
        return [{**row, "what": KEPT_BACK}], []
    events = int(monthly.counts[seen].sum())
    if events <= LEAST_GAPS:
        return [{**row, "what": TOO_FEW, "events": events}] if events else [], []
    known_events = events_of(known.points_of(measure.of), measure, known.definition, monthly)
    found = gaps_between(monthly, known_events, list(parting_months(known.breaks, name)))
    waiting = blurred(found.waiting, found.unit)
    told = {
        "what": CHARTED, "events": found.events, "unit": found.unit, "waiting": waiting,
        "chart": T_CHART if found.exact else G_CHART, "chance": _chance(found, waiting),
    }  # fmt: skip
    return [{**row, **told}], event_rows(name, found)


def _chance(found: Gaps, waiting: int) -> float | None:
    """The chance of a wait as long as it is told; in few digits, as many would tell the days of all gaps."""
    # In whole steps as small as moments are known, as the chance counts the steps.
    steps = MINUTES if found.exact else 1
    since = np.round(found.gaps[found.segments == found.segments[-1:]] * steps)
    chance = waiting_chance(since, waiting * steps)
    return None if np.isnan(chance) else round(chance, 3 if chance > 0.01 else 5)


def blurred(gap: float, unit: str) -> int:
    """A gap as it is told: days to the nearest week, months as they are."""
    return WEEK * round(gap / WEEK) if unit == DAYS else int(gap)


def event_rows(measure: str, found: Gaps) -> Rows:
    """Each event but the first with the gap before it, what is usual to the day, and the rule it breaks."""
    chart = (t_chart if found.exact else g_chart)(found.gaps, found.segments, least=LEAST_GAPS)
    side = np.where(found.gaps > chart.centre, LONG, SHORT)
    rule = np.where(chart.rule == OUTSIDE, side, chart.rule)
    return [
        {
            "measure": measure,
            "event": at + 2,
            "month": month_name(int(found.months[at])),
            "gap": blurred(float(found.gaps[at]), found.unit),
            "unit": found.unit,
            "median": None if np.isnan(chart.centre[at]) else float(np.round(chart.centre[at])),
            "lower": None if np.isnan(chart.lower[at]) else float(np.round(chart.lower[at])),
            "upper": None if np.isnan(chart.upper[at]) else float(np.round(chart.upper[at])),
            "rule": str(rule[at]) or None,
        }
        for at in range(len(found.gaps))
    ]


TOPIC = Topic(tables=TABLES, assess=assess)
