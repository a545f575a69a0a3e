"""Whether the answers to a survey changed: two weighted shares tested against each other, never eyeballed."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wulfrun.assessment.findings import NOT_TESTED, Finding, direction, missing, tone_of
from wulfrun.assessment.wording import clause, figure_text, inside, number, when
from wulfrun.methods.survey import Difference, Estimate, difference, proportion_from_sums
from wulfrun.methods.wilson_sample import sample_of

Row = Mapping[str, Any]


def estimate_of(row: Row, scale: float = 100.0) -> Estimate | None:
    """A published share as an estimate, its effective base worked out from its interval; None for none."""
    if row.get("suppressed") or any(row.get(name) is None for name in ("value", "lower", "upper")):
        return None
    share, low, high = (float(row[name]) / scale for name in ("value", "lower", "upper"))
    worth = float(sample_of(share, low, high))
    if not np.isfinite(worth):
        return None
    return proportion_from_sums(share * worth, worth, worth, worth)


def wave_change(before: Row | None, now: Row | None, scale: float = 100.0) -> Difference | None:
    """The later share less the earlier, with interval, z and p; None where one of them is not there."""
    if before is None or now is None:
        return None
    earlier, later = estimate_of(before, scale), estimate_of(now, scale)
    return difference(earlier, later) if earlier is not None and later is not None else None


def points(value: float) -> str:
    """A difference of two percentages in words.

    >>> points(-3.44), points(1.0)
    ('3.4 percentage points', '1.0 percentage points')
    """
    return f"{number(abs(value), 1)} percentage points"


def p_words(p: float) -> str:
    """How likely so large a difference is by chance alone.

    >>> p_words(0.00002), p_words(0.0312)
    ('p < 0.001', 'p = 0.031')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def answers_finding(measure: Row, earlier: Row | None, now: Row) -> Finding:
    """Say whether the share who answer so changed between two periods, as tested."""
    shown = f"{figure_text(now['value'], 'share')} in {when(now['period'])}"
    found = wave_change(earlier, now, float(measure.get("scale") or 100))
    if found is None or earlier is None:
        why = missing(dict(earlier)) if earlier is not None else "there is no earlier figure"
        return Finding(f"{measure['title']}: {shown}. Before that, {clause(why)}. {NOT_TESTED}", "unknown")
    before = f"{figure_text(earlier['value'], 'share')} in {when(earlier['period'])}"
    moved = direction(float(found.lower), float(found.upper))
    size, low, high = (100 * float(each) for each in (found.difference, found.lower, found.upper))
    span = f"95% interval {_signed(low)} to {_signed(high)} percentage points; {p_words(float(found.p))}"
    if moved == "no clear change":
        text = f"No clear change in {inside(measure['title'])}: {shown}, {before} ({span})."
    else:
        text = f"{measure['title']} {moved} by {points(size)}, from {before} to {shown} ({span})."
    return Finding(text, tone_of(moved, str(measure.get("better", "lower"))))


def answers_headline(measure: Row, earlier: Row, now: Row) -> str:
    """The finding as the title of a chart."""
    found = wave_change(earlier, now, float(measure.get("scale") or 100))
    low, high = (None, None) if found is None else (float(found.lower), float(found.upper))
    moved = direction(low, high)
    if moved in ("rose", "fell"):
        ends = [f"{figure_text(row['value'], 'share')} in {when(row['period'])}" for row in (earlier, now)]
        return f"{measure['title']}: {moved} from {ends[0]} to {ends[1]}"
    words = "not tested" if moved == "unknown" else moved
    return f"{measure['title']}: {words} from {when(earlier['period'])} to {when(now['period'])}"


def _signed(value: float) -> str:
    text = number(value, 1)
    return text if text.startswith("−") or text == "0.0" else f"+{text}"
