"""Domestic abuse: how soon it happens again, and repeats at the conference (MARAC) by both definitions.

Nothing here says who, and no number of people from 1 to 4 leaves it, nor one from which it can be told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.tells import Tells
from wulfrun.assessment.topics.environment import whole_years
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.methods.interval import proportion_interval
from wulfrun.methods.survival import Curve, kaplan_meier, log_rank, survival_at
from wulfrun.words.periods import financial_year

TIMES, SPEED, MARAC = "domestic_time_to_repeat", "domestic_repeat_speed", "marac_repeats"
CURRENT, EARLIER = "any further abuse", "a further criminal act"
_CODES = {CURRENT: ("repeat, criminal act", "repeat, other abuse"), EARLIER: ("repeat, criminal act",)}
BELOW = 5
# Fewer referrals than this in a year: the share of repeats hangs on a handful (NI 32).
FEW_REFERRALS = 100
# The curve is told at every 30th day of a year and at its end; people at risk are rounded.
STEP, YEAR, ROUND = 30, 365, 5
GRID = (*range(STEP, YEAR, STEP), YEAR)

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    TIMES: pa.schema(
        {"period": _TEXT, "day": _WHOLE, "not_repeated": _NUMBER, "lower": _NUMBER, "upper": _NUMBER,
         "at_risk": _WHOLE, "victims": _WHOLE, "method": _TEXT}
    ),
    SPEED: pa.schema(
        {"earlier": _TEXT, "later": _TEXT, "chi2": _NUMBER, "p": _NUMBER, "verdict": _TEXT, "method": _TEXT}
    ),
    MARAC: pa.schema(
        {"period": _TEXT, "definition": _TEXT, "referrals": _WHOLE, "repeats": _WHOLE, "share": _NUMBER,
         "lower": _NUMBER, "upper": _NUMBER, "few": pa.bool_(), "note": _TEXT}
    ),
}  # fmt: skip


def assess(known: Known) -> Mapping[str, Rows]:
    """The rows of the three tables; what was not sent has none."""
    found: dict[str, Rows] = {}
    waits = known.judged.get("domestic-time-to-repeat")
    if waits is not None:
        by_year = _by_year(waits.to_pylist())
        found[TIMES] = [row for period, rows in by_year.items() for row in curve_rows(period, rows)]
        found[SPEED] = list(speed_rows(by_year))
    if months := known.months.get("marac-case"):
        counts: dict[str, Counter[str]] = {}
        for row in known.cube_of("marac-case").to_pylist():
            counts.setdefault(financial_year(row["month"]).name, Counter())[row["code"]] += row["n"]
        whole = whole_years(months, 12)
        found[MARAC] = [
            row for period in sorted(counts) if period in whole for row in marac_rows(period, counts[period])
        ]
    return found


def curve_rows(period: str, waits: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The share of a year's victims without another incident, at each 30th day (Kaplan-Meier).

    A day is told only where none or five and more have had another since the day told before, and where
    five and more are still watched and without one: no step tells of one to four people. People at risk
    are rounded to five, shares to whole percent.
    """
    curve = kaplan_meier([row["days"] for row in waits], [row["repeated"] for row in waits])
    days = np.array([row["days"] for row in waits])
    if curve.people < 2 * BELOW:
        return
    told = 0.0
    for day in GRID:
        at_risk, repeated = int((days >= day).sum()), _repeated_by(curve, day)
        point = survival_at(curve, day)
        since = repeated - told
        if at_risk < BELOW or 0 < since < BELOW or point.value != point.value:
            continue
        told = repeated
        yield {
            "period": period, "day": day, "not_repeated": round(point.value, 2),
            "lower": _percent(point.lower), "upper": _percent(point.upper),
            "at_risk": ROUND * round(at_risk / ROUND),
            "victims": ROUND * round(curve.people / ROUND), "method": curve.method,
        }  # fmt: skip


def speed_rows(by_year: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Whether victims of the last year had another incident sooner than those of the first: log-rank test.

    Everybody is followed for a year at most, so that the first year, watched longest, is no longer.
    """
    periods = [period for period, rows in by_year.items() if len(rows) >= 2 * BELOW]
    if len(periods) < 2:
        return
    first, last = periods[0], periods[-1]
    rows = [(place, row) for place, name in enumerate((first, last)) for row in by_year[name]]
    found = log_rank(
        [min(row["days"], YEAR) for _, row in rows],
        [row["repeated"] and row["days"] <= YEAR for _, row in rows],
        [place for place, _ in rows],
    )
    verdict = "no clear difference"
    if found.p < 0.05:
        verdict = "sooner" if found.observed[1] > found.expected[1] else "later"
    yield {
        "earlier": first, "later": last, "chi2": found.chi2, "p": found.p, "verdict": verdict,
        "method": "log-rank, followed for 365 days",
    }  # fmt: skip


def marac_rows(period: str, counts: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """A year's repeats by the current and by the earlier definition, each with its interval (Wilson).

    Both are kept back where one of them, or the difference between them, is of one to four cases.
    """
    referrals = sum(counts.values())
    repeats = {name: sum(counts.get(code, 0) for code in codes) for name, codes in _CODES.items()}
    parts = (repeats[CURRENT] - repeats[EARLIER], repeats[EARLIER], referrals - repeats[CURRENT])
    hidden = any(0 < part < BELOW for part in parts)
    for name, n in repeats.items():
        row: dict[str, Any] = dict.fromkeys(TABLES[MARAC].names) | {
            "period": period, "definition": name, "referrals": referrals if referrals >= BELOW else None,
            "few": referrals < FEW_REFERRALS, "note": "",
        }  # fmt: skip
        if hidden or not referrals:
            yield row | {"note": f"suppressed: fewer than {BELOW} cases, or a difference of fewer"}
            continue
        found = proportion_interval(n, referrals)
        yield row | {
            "repeats": n, "share": n / referrals, "lower": float(found.lower), "upper": float(found.upper),
        }  # fmt: skip


def _by_year(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda one: one["month"]):
        found.setdefault(financial_year(row["month"]).name, []).append(row)
    return found


def _repeated_by(curve: Curve, day: int) -> float:
    return float(curve.events[curve.time <= day].sum())


def _percent(value: float) -> float | None:
    return None if value != value else round(value, 2)


TELLS = (
    Tells(MARAC, "referrals", "marac-case", below=BELOW),
    Tells(MARAC, "repeats", "marac-case", "definition", _CODES, below=BELOW),
)
TOPIC = Topic(tables=TABLES, assess=assess, tells=TELLS)
