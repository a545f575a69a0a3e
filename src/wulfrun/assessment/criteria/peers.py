"""How far a problem lies beyond what chance lets most similar places differ."""

from wulfrun.assessment.criteria.criterion import Criterion, Found, Problem
from wulfrun.assessment.wording import number, when

_WORDS = {"worse": "clearly worse", "better": "clearly better"}


def _find(problem: Problem) -> Found | None:
    row = next(
        (each for each in problem.known.told.get("peer_verdicts", ()) if each["measure"] == problem.name),
        None,
    )
    if row is None or problem.measure.better == "neither":
        return None
    rate, average, lower, upper = (row[name] for name in ("rate", "average", "lower", "upper"))
    if any(each is None for each in (rate, average, lower, upper)) or not average:
        return None
    over = rate - upper if rate > upper else rate - lower if rate < lower else 0.0
    sign = -1 if problem.measure.better == "higher" else 1
    said = _WORDS.get(row["verdict"], "in line with it")
    words = f"{number(rate, 1)} against an average of {number(average, 1)} in {when(row['period'])}: {said}"
    return Found(100 * sign * over / average, words, "", row["period"])


CRITERION = Criterion(
    "Gap to similar places",
    "By how much of their average the rate lies beyond the limits within which most similar places differ "
    "by chance; 0 inside them.",
    _find,
)
