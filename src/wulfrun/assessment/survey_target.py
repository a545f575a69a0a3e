"""What may be said of a target that a survey is to show: a level measured with error, once a year."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wulfrun.assessment.survey_change import wave_change
from wulfrun.assessment.wording import figure_text
from wulfrun.methods.interval import Interval

Row = Mapping[str, Any]


def relative_change(before: Row, now: Row, scale: float) -> Interval:
    """The change of a share in percent of what it was, with the limits of the tested difference.

    The earlier share is taken as it was measured, so that the limits hold nought exactly where the test of
    the difference finds no clear change. NaN where either share has no interval or the earlier is nought.
    """
    found = wave_change(before, now, scale)
    if found is None or not before["value"]:
        none = np.array(np.nan)
        return Interval(none, none, none, 0.95, np.array(""))
    per = 100 * scale / float(before["value"])
    values = [np.asarray(float(each) * per) for each in (found.difference, found.lower, found.upper)]
    return Interval(values[0], values[1], values[2], found.confidence, np.array("difference of two waves"))


def ended_note(now: Row, goal: float) -> str:
    """A word of care where the level to reach lies inside the interval of what was measured."""
    if now["lower"] is None or not now["lower"] <= goal <= now["upper"]:
        return ""
    return (
        f"The level to reach, {figure_text(goal, 'share')}, lies inside the 95% interval of the survey's "
        f"figure, {_span(now)}: another sample could have said otherwise."
    )


def open_note(now: Row, goal: float, lower: bool) -> str:
    """Why the end is not projected from a few waves, and where the latest stands against the level."""
    if now["lower"] is None:
        return "the end cannot be projected: a survey has no monthly counts"
    done = now["upper"] <= goal if lower else now["lower"] >= goal
    short = now["lower"] > goal if lower else now["upper"] < goal
    where = (
        "has clearly reached it already"
        if done
        else "is clearly short of it so far"
        if short
        else "does not differ clearly from it"
    )
    return (
        "the end cannot be projected: a survey's waves are too few for a forecast. The latest figure, "
        f"{figure_text(now['value'], 'share')} (95% interval {_span(now)}), {where}"
    )


def _span(row: Row) -> str:
    return f"{figure_text(row['lower'], 'share')} to {figure_text(row['upper'], 'share')}"
