"""Whether a problem is growing: the change on a year before that can be told from chance."""

from wulfrun.assessment.criteria.criterion import Criterion, Found, Problem, beyond
from wulfrun.assessment.findings import direction, interval_words
from wulfrun.assessment.wording import percent

_SIGN = {"lower": 1.0, "higher": -1.0}


def _find(problem: Problem) -> Found | None:
    row, sign = problem.latest, _SIGN.get(problem.measure.better)
    if row is None or sign is None:
        return None
    name = f"{problem.name}.on-last-year"
    change = problem.known.book.one(name, problem.whole, row["period"])
    if change is None or change["suppressed"] or change["lower"] is None or change["upper"] is None:
        return None
    lower, upper = float(change["lower"]), float(change["upper"])
    moved = direction(lower, upper)
    sure = f"(95% interval: {interval_words(lower, upper)})"
    if moved == "no clear change":
        words = f"No clear change on a year before {sure}"
    else:
        words = f"{moved.capitalize()} by {percent(change['value'])} on a year before {sure}"
        words += "; more reports are the aim" if sign < 0 else ""
    return Found(sign * beyond(lower, upper), words, name, row["period"])


CRITERION = Criterion(
    "Trend",
    "The change on a year before, as far as its 95% interval leaves no doubt; 0 where there is no clear "
    "change. Where more reports are the aim a rise counts as better, and a fall as worse.",
    _find,
)
