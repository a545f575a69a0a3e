"""How often a problem was recorded in its latest twelve months."""

from wulfrun.assessment.criteria.criterion import Criterion, Found, Problem
from wulfrun.assessment.wording import number, when

_KINDS = ("count", "rate", "share", "people")


def _find(problem: Problem) -> Found | None:
    row = problem.latest
    if row is None or problem.measure.kind not in _KINDS or row["numerator"] is None:
        return None
    count = float(row["numerator"])
    unit = problem.measure.unit if problem.measure.kind in ("count", "people") else "records"
    return Found(count, f"{number(count)} {unit} in {when(row['period'])}", problem.name, row["period"])


CRITERION = Criterion(
    "Volume",
    "How many were recorded in the latest twelve months. Kinds differ: one report of litter counts here like "
    "one robbery, which is why harm stands beside it.",
    _find,
)
