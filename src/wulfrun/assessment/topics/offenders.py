"""Re-offending by cohort, prolific offenders before and after, and how many of them are in treatment.

Nothing here says who, and no number of persons from 1 to 4 leaves it, nor one that tells such a number.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.tells import Tells
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.methods.interval import proportion_interval
from wulfrun.methods.proven_reoffending import (
    COHORT_MONTHS,
    before_after,
    expected_without_effect,
    mature_month,
    reoffending,
    spread_between_people,
)
from wulfrun.words.periods import Period, financial_year, month_words, period, quarter

COHORTS, CHANGE, TREATED = "reoffending_cohorts", "prolific_before_after", "prolific_in_treatment"
COUNTED, YOUNG, SMALL = "counted", "not yet mature", "suppressed"
BELOW = 5

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    COHORTS: pa.schema(
        {
            **dict.fromkeys(("period", "period_kind", "state", "mature"), _TEXT),
            **dict.fromkeys(("offenders", "reoffenders"), _WHOLE),
            **dict.fromkeys(("rate", "lower", "upper"), _NUMBER),
            "reoffences": _WHOLE,
            **dict.fromkeys(("per_reoffender", "per_100_offenders"), _NUMBER),
            "method": _TEXT,
        }
    ),
    CHANGE: pa.schema(
        {
            **dict.fromkeys(("people", "left_out", "before", "after"), _WHOLE),
            **dict.fromkeys(("change_percent", "lower", "upper"), _NUMBER),
            **dict.fromkeys(("expected", "expected_lower", "expected_upper"), _NUMBER),
            **dict.fromkeys(("expected_change_percent", "against_expected_percent"), _NUMBER),
            **dict.fromkeys(("against_lower", "against_upper"), _NUMBER),
            "verdict": _TEXT,
            "everybody": _WHOLE,
            **dict.fromkeys(("method", "note"), _TEXT),
        }
    ),
    TREATED: pa.schema(
        {
            "period": _TEXT,
            **dict.fromkeys(("members", "in_treatment"), _WHOLE),
            **dict.fromkeys(("share", "lower", "upper"), _NUMBER),
            "note": _TEXT,
        }
    ),
}


@dataclass(frozen=True)
class _Cohort:
    """The re-offences of each person of one three months."""

    month: int
    reoffences: tuple[int, ...]


def assess(known: Known) -> dict[str, Rows]:
    """The rows of the three tables; those whose lists were not sent have none."""
    found: dict[str, Rows] = {}
    cohorts = known.judged.get("reoffending-cohorts")
    if cohorts is not None:
        months = known.months.get("reoffending", ())
        matured = {each.month for each in months if each.status == "complete"}
        found[COHORTS] = cohort_rows(_cohorts(cohorts), matured)
    pairs = known.judged.get("prolific-before-after")
    if pairs is not None:
        everybody = known.judged["offenders-in-a-year"]["offences"].to_pylist()
        found[CHANGE] = change_rows(pairs.to_pylist(), everybody)
        found[TREATED] = treated_rows(known.judged["prolific-in-treatment"].to_pylist())
    return found


def cohort_rows(cohorts: Sequence[_Cohort], matured: set[int]) -> Rows:
    """Quarters, then the financial years that hold four of them; a year is mature when its last cohort is.

    A year adds its four cohorts: whoever enters several is counted in each, as the Ministry of Justice does.
    """
    quarters = [_cohort_row(quarter(each.month), [each], matured) for each in cohorts]
    by_year: dict[str, list[_Cohort]] = {}
    for each in cohorts:
        by_year.setdefault(financial_year(each.month).name, []).append(each)
    years = [_cohort_row(period(name), own, matured) for name, own in by_year.items() if len(own) == 4]
    # A quarter that is kept back could be worked out from its year and the other three.
    hidden = {financial_year(period(row["period"]).first).name for row in quarters if row["state"] == SMALL}
    blanked = [
        _kept_back(row) if row["state"] == COUNTED and _year(row) in hidden else row for row in quarters
    ]
    return [*blanked, *years]


def _year(row: Mapping[str, Any]) -> str:
    return financial_year(period(row["period"]).first).name


def _cohort_row(of: Period, own: Sequence[_Cohort], matured: set[int]) -> dict[str, Any]:
    ripe = month_words(int(mature_month(max(each.month for each in own) - COHORT_MONTHS + 1)))
    again = [n for each in own for n in each.reoffences]
    row: dict[str, Any] = dict.fromkeys(TABLES[COHORTS].names) | {
        "period": of.name, "period_kind": of.kind, "mature": f"end of {ripe}", "method": "",
        "offenders": len(again) if len(again) >= BELOW else None,
    }  # fmt: skip
    if not all(each.month in matured for each in own):
        return row | {"state": YOUNG}
    found = reoffending(again)
    if _tells_few(found.reoffenders, found.offenders):
        return _kept_back(row)
    return row | {
        "state": COUNTED,
        "reoffenders": found.reoffenders,
        "rate": 100 * found.rate,
        "lower": 100 * found.lower,
        "upper": 100 * found.upper,
        "reoffences": found.reoffences,
        "per_reoffender": found.per_reoffender,
        "per_100_offenders": found.per_100_offenders,
        "method": found.method,
    }


def _kept_back(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {"period", "period_kind", "mature", "offenders"}
    return {name: value if name in kept else None for name, value in row.items()} | {
        "state": SMALL,
        "method": "",
    }


def change_rows(pairs: Rows, everybody: Sequence[int]) -> Rows:
    """One row: the same persons before and after, and what was to be expected of them without any scheme."""
    known = [row for row in pairs if row["before"] is not None and row["after"] is not None]
    left = len(pairs) - len(known)
    row: dict[str, Any] = dict.fromkeys(TABLES[CHANGE].names) | {
        "people": len(known) if len(known) >= BELOW else None,
        "left_out": left if left == 0 or left >= BELOW else None,
        "verdict": "", "method": "", "note": "",
    }  # fmt: skip
    before = np.array([one["before"] for one in known], float)
    after = np.array([one["after"] for one in known], float)
    if len(known) < BELOW or any(0 < total < BELOW for total in (before.sum(), after.sum())):
        why = "too few members have the 18 months behind them, or too few offences were proven"
        return [row | {"people": None, "left_out": None, "note": why}]
    try:
        spread = spread_between_people(everybody, at_least=1)
    except ValueError as reason:
        # A change alone would be read as the scheme's work.
        return [row | {"note": f"what was to be expected anyway cannot be estimated: {reason}"}]
    paired = before_after(before, after)
    expected = expected_without_effect(before, after, spread)
    return [
        row
        | {
            "before": int(before.sum()),
            "after": int(after.sum()),
            "change_percent": _change(paired.ratio),
            "lower": _change(paired.lower),
            "upper": _change(paired.upper),
            "expected": expected.expected,
            "expected_lower": expected.lower,
            "expected_upper": expected.upper,
            "expected_change_percent": -100 * expected.fall_by_chance,
            "against_expected_percent": _change(expected.ratio),
            "against_lower": _change(expected.ratio_lower),
            "against_upper": _change(expected.ratio_upper),
            "verdict": expected.verdict,
            "everybody": spread.people,
            "method": f"{paired.method}; {expected.method}",
        }
    ]


def treated_rows(years: Rows) -> Rows:
    """A row for each year; few members in treatment, and few (or none) out of it, are kept back alike."""
    rows = []
    for each in years:
        members, treated = each["members"], each["in_treatment"]
        row: dict[str, Any] = dict.fromkeys(TABLES[TREATED].names) | {"period": each["period"], "note": ""}
        if members < BELOW:
            rows.append(row | {"note": f"suppressed: fewer than {BELOW} members"})
        elif _tells_few(treated, members) or treated == members:
            why = f"suppressed: fewer than {BELOW}, or all but so few"
            rows.append(row | {"members": members, "note": why})
        else:
            found = proportion_interval(treated, members)
            share, lower, upper = (100 * float(one) for one in (found.value, found.lower, found.upper))
            limits = {"share": share, "lower": lower, "upper": upper}
            rows.append(row | {"members": members, "in_treatment": treated, **limits})
    return rows


def _cohorts(table: pa.Table) -> list[_Cohort]:
    own: dict[int, list[int]] = {}
    for row in table.to_pylist():
        own.setdefault(row["month"], []).append(row["reoffences"])
    return [_Cohort(month, tuple(own[month])) for month in sorted(own)]


def _few(number: int) -> bool:
    return 0 < number < BELOW


def _tells_few(part: int, whole: int) -> bool:
    return _few(part) or _few(whole - part)


def _change(ratio: float) -> float | None:
    return None if math.isnan(ratio) else 100 * (ratio - 1)


TELLS = (
    Tells(COHORTS, "offenders", "reoffending", below=BELOW),
    Tells(COHORTS, "reoffenders", "reoffending", flags=("reoffended",), below=BELOW),
)
TOPIC = Topic(tables=TABLES, assess=assess, tells=TELLS)
