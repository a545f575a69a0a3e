"""How many times as high a problem is in the priority neighbourhoods as in the rest."""

from wulfrun.assessment.criteria.criterion import Criterion, Found, Problem, beyond
from wulfrun.assessment.gap import PRIORITY, REST
from wulfrun.assessment.wording import number
from wulfrun.methods.rate_ratio import rate_ratio


def _find(problem: Problem) -> Found | None:
    row = problem.latest
    # Where more reports are the aim, more of them in one place is not worse.
    if row is None or problem.measure.better != "lower" or problem.measure.kind not in ("count", "rate"):
        return None
    book = problem.known.book
    names = (f"{problem.name}.rate", problem.name)
    name = next((each for each in names if book.one(each, PRIORITY, row["period"])), "")
    pair = [book.one(name, area, row["period"]) for area in (PRIORITY, REST)]
    counts = [
        (float(each["numerator"]), float(each["denominator"]))
        for each in pair
        if each and not each["suppressed"] and each["numerator"] is not None and each["denominator"]
    ]
    if len(counts) < 2 or any(not count.is_integer() for count, _ in counts):
        return None
    found = rate_ratio(*counts[0], *counts[1])
    value, lower, upper = (float(each) for each in (found.value, found.lower, found.upper))
    if not value < float("inf"):
        return None
    ends = f"{number(lower, 2)} to {number(upper, 2)}"
    words = f"{number(value, 2)} times the rate of the rest in priority neighbourhoods (95% interval {ends})"
    return Found(100 * beyond(lower - 1, upper - 1), words, name, row["period"])


CRITERION = Criterion(
    "Inequality",
    "How much higher the rate of the priority neighbourhoods is than that of the rest, as far as its 95% "
    "interval leaves no doubt. Not known where no priority neighbourhood is drawn, or there is no rate.",
    _find,
)
