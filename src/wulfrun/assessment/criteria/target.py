"""How far a problem is from its target."""

from wulfrun.assessment.criteria.criterion import Criterion, Found, Problem
from wulfrun.assessment.series import Row, base_measure
from wulfrun.assessment.target_findings import closes_gap
from wulfrun.assessment.wording import percent

_MET = ("achieved", "on track")


def _find(problem: Problem) -> Found | None:
    found = [
        (_short(row), row)
        for row in problem.known.told.get("targets", ())
        if base_measure(row["measure"]) == problem.name and not closes_gap(row)
    ]
    known = [(short, row) for short, row in found if short is not None]
    if not known:
        return None
    short, row = max(known, key=lambda each: (each[0], each[1]["target"]))
    how = "" if row["status"] in _MET else f", {percent(short)} from what is to be reached"
    return Found(short, f"{row['title']}: {row['status']}{how}")


def _short(row: Row) -> float | None:
    """How far the latest figure is from the goal, in percent of it: 0 where it is met or on its way."""
    goal, latest, baseline = row["target_value"], row["latest"], row["baseline"]
    if row["status"] == "cannot be said" or not goal or latest is None or baseline is None:
        return None
    if row["status"] in _MET:
        return 0.0
    over = latest - goal if goal < baseline else goal - latest
    return max(0.0, 100 * float(over) / abs(float(goal)))


CRITERION = Criterion(
    "Gap to target",
    "How far the latest figure is from what a target asks, in percent of it; 0 where it was met or is on "
    "track. Not known where no target was set, or it cannot be judged.",
    _find,
)
