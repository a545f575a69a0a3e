"""Whether each target was met, or how likely it is to be met, with the reason where that cannot be said."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wulfrun.assessment.gap import compare_groups
from wulfrun.assessment.projection import Projection, project
from wulfrun.assessment.series import (
    Breaks,
    Row,
    base_measure,
    broken_between,
    latest_like,
    own_through,
    parting_months,
    partnership_code,
    why_missing,
)
from wulfrun.assessment.survey_target import ended_note, open_note, relative_change
from wulfrun.definition.model import Definition, Target
from wulfrun.figures.book import FigureBook
from wulfrun.methods import target as method
from wulfrun.methods.change import percent_change
from wulfrun.methods.interval import Interval
from wulfrun.words.periods import Period, period

COLUMNS = (
    "target", "title", "measure", "area_code", "area_name", "baseline_period", "baseline", "end_period",
    "target_value", "target_percent", "latest_period", "latest", "change_percent", "lower", "upper", "status",
    "probability", "projected", "projected_lower", "projected_upper", "needed_per_month", "owner", "note",
)  # fmt: skip


def assess_targets(definition: Definition, book: FigureBook, through: int, breaks: Breaks = ()) -> list[Row]:
    """One row of the table `targets` for each declared target, in the order they were declared.

    `through`: the latest month of any data; a measure whose records end earlier is judged at its own end.
    `breaks`: rows of the table `breaks`; a comparison across one that forbids joining is not made.
    """
    found = list(breaks)
    return [
        _close_gap(name, each, definition, book, through, found)
        if each.close_gap
        else _assess(name, each, definition, book, through, found)
        for name, each in definition.target.items()
    ]


def _assess(
    name: str, target: Target, definition: Definition, book: FigureBook, through: int, breaks: Breaks
) -> Row:
    measure = target.measure
    area = target.area or partnership_code(definition, book, measure)
    base, end = period(target.baseline), period(target.end)
    through = own_through(book, measure, area, through)
    latest = latest_like(book, measure, area, end, through)
    row = _blank(name, target, definition, area, latest)
    before, now = book.one(measure, area, base.name), book.one(measure, area, latest.name)
    row["area_name"] = (before or now or {}).get("area_name") or area
    missing_before = why_missing(before, base.name)
    if before is not None and not missing_before:
        row["baseline"] = before["value"]
        row["target_value"] = _goal(target, before["value"])
    missing_now = why_missing(now, latest.name)
    if now is not None and not missing_now:
        row["latest"] = now["value"]
    parting = parting_months(breaks, measure)
    why = missing_before or missing_now or _too_early(base, latest) or broken_between(parting, base, latest)
    if why or before is None or now is None:
        return row | {"note": why}
    kind = kind_of(definition, measure)
    change = (
        relative_change(before, now, _scale(definition, measure))
        if kind == "survey"
        else _change(before, now, kind)
    )
    row |= {
        "change_percent": _plain(change.value),
        "lower": _plain(change.lower),
        "upper": _plain(change.upper),
    }
    lower = _wants_lower(target, definition, before["value"])
    goal = float(row["target_value"])
    if through >= end.last:
        met = now["value"] <= goal if lower else now["value"] >= goal
        note = ended_note(now, goal) if kind == "survey" else ""
        return row | {"status": method.status(np.nan, ended=True, met=met), "note": note}
    if why := broken_between(parting, base, end):
        return row | {"note": why}
    if kind == "survey":
        return row | {"note": open_note(now, goal, lower)}
    since = max((month for month in parting if month <= through), default=base.first - 1200)
    return row | _open(project(book, measure, kind, now, end, through, since), goal, lower, kind)


def _open(ahead: Projection, goal: float, lower: bool, kind: str) -> Row:
    if ahead.mean is None:
        return {"note": f"the end cannot be projected: {ahead.note}"}
    chance = float(method.probability_of_meeting(ahead.mean, ahead.sd, goal, lower))
    if kind == "count" and ahead.so_far > goal:
        # What has been counted cannot be undone, whatever the forecast's spread.
        chance = 0.0 if lower else 1.0
    low, high = ahead.limits()
    needed = (
        float(method.needed_per_month(goal, ahead.so_far, ahead.months_left)) if kind == "count" else None
    )
    return {
        "status": method.status(chance),
        "probability": chance,
        "projected": ahead.mean,
        "projected_lower": max(low or 0.0, ahead.so_far) if kind == "count" else low,
        "projected_upper": high,
        "needed_per_month": needed,
        "note": ahead.note,
    }


def _close_gap(
    name: str, target: Target, definition: Definition, book: FigureBook, through: int, breaks: Breaks
) -> Row:
    """Met when priority neighbourhoods clearly changed more, in the wanted direction, than the rest."""
    measure = target.measure
    base, end = period(target.baseline), period(target.end)
    through = own_through(book, measure, "PRIORITY", through)
    latest = latest_like(book, measure, "PRIORITY", end, through)
    row = _blank(name, target, definition, "PRIORITY", latest)
    row["area_name"] = "Priority neighbourhoods"
    if kind_of(definition, measure) == "survey":
        return row | {"note": "the gap is one of counts; answers to a survey are compared by group instead"}
    compared = compare_groups(book, measure, base, latest, breaks, _scale(definition, measure))
    if compared.gap is None or (why := _too_early(base, latest)):
        return row | {"note": compared.note if compared.gap is None else why}
    gap = compared.gap
    row |= {
        "baseline": _plain(gap.relative_before),
        "latest": _plain(gap.relative_after),
        "change_percent": 100 * (float(gap.ratio) - 1),
        "lower": 100 * (float(gap.lower) - 1),
        "upper": 100 * (float(gap.upper) - 1),
    }
    more = definition.measure[base_measure(measure)].better == "higher"
    meaning = f"Baseline and latest are priority neighbourhoods over the rest. {compared.note}"
    if through >= end.last:
        met = gap.verdict == ("widening" if more else "narrowing")
        return row | {"status": method.status(np.nan, ended=True, met=met), "note": meaning}
    chance = float(method.probability_of_meeting(np.log(gap.ratio), gap.log_sd, 0.0, not more))
    return row | {"status": method.status(chance), "probability": chance, "note": meaning}


def _blank(name: str, target: Target, definition: Definition, area: str, latest: Period) -> Row:
    declared = definition.measure[base_measure(target.measure)]
    return dict.fromkeys(COLUMNS) | {
        "target": name,
        "title": target.title or declared.title,
        "measure": target.measure,
        "area_code": area,
        "area_name": area,
        "baseline_period": target.baseline,
        "end_period": target.end,
        "target_percent": target.change_percent,
        "latest_period": latest.name,
        "status": "cannot be said",
        "owner": target.owner,
        "note": "",
    }


def kind_of(definition: Definition, measure: str) -> str:
    """Count, rate or share: of a derived measure its suffix, otherwise as declared."""
    return measure.partition(".")[2] or definition.measure[measure].kind


def _goal(target: Target, baseline: float) -> float | None:
    if target.reach is not None:
        return target.reach
    return None if target.change_percent is None else float(method.goal(baseline, target.change_percent))


def _wants_lower(target: Target, definition: Definition, baseline: float) -> bool:
    if target.change_percent:
        return target.change_percent < 0
    if target.reach is not None and target.reach != baseline:
        return target.reach < baseline
    return definition.measure[base_measure(target.measure)].better != "higher"


def _too_early(base: Period, latest: Period) -> str:
    return "" if latest.last > base.last else f"there are no data yet after the baseline, {base.name}"


def _change(before: Mapping[str, Any], now: Mapping[str, Any], kind: str) -> Interval:
    if kind in ("count", "people"):
        return percent_change(now["value"], before["value"])
    return percent_change(now["numerator"], before["numerator"], now["denominator"], before["denominator"])


def _scale(definition: Definition, measure: str) -> float:
    return definition.measure[base_measure(measure)].scale


def _plain(value: Any) -> float | None:
    number = float(value)
    return None if np.isnan(number) else number
