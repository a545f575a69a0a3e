"""How much residents speak of a problem: what they choose at meetings, or what a survey found."""

from collections.abc import Sequence

from wulfrun.assessment.criteria.criterion import Criterion, Found, Problem
from wulfrun.assessment.wording import number, when
from wulfrun.data.sources._neighbourhood_words import ISSUES
from wulfrun.definition.ranking_check import is_survey
from wulfrun.words.errors import DefinitionError, did_you_mean
from wulfrun.words.periods import month_index, rolling


def _find(problem: Problem) -> Found | None:
    ranking = problem.known.definition.ranking
    named = ranking.concern.get(problem.name, ()) if ranking else ()
    if not named:
        return None
    if is_survey(problem.known.definition, named[0]):
        return _asked(problem, named)
    return _chosen(problem, named)


def _asked(problem: Problem, surveys: Sequence[str]) -> Found | None:
    """The most that any of the surveys found: of one whose aim is a rise, the rest of the adults."""
    found = []
    for name in surveys:
        measure = problem.known.definition.measure[name]
        row = Problem(name, measure, problem.known).latest
        if row is not None:
            share = 100 - row["value"] if measure.better == "higher" else row["value"]
            words = f"{measure.title}: {number(row['value'], 1)}% in {when(row['period'])}"
            found.append(Found(float(share), words, name, row["period"]))
    return max(found, key=lambda each: (each.raw, each.figure), default=None)


def _chosen(problem: Problem, issues: Sequence[str]) -> Found | None:
    """The share of the priorities chosen in the latest twelve months; DefinitionError for no such issue."""
    for issue in issues:
        if issue not in ISSUES:
            raise DefinitionError(
                f"ranking.toml, [ranking.concern]: '{problem.name}' names the issue '{issue}', and there is "
                f"none. {did_you_mean(issue, ISSUES)}"
            )
    rows = problem.known.told.get("neighbourhood_priorities", ())
    months = [month_index(row["chosen"][:7]) for row in rows]
    if not months:
        return None
    year = rolling(max(months))
    lately = [row for row, month in zip(rows, months, strict=True) if year.first <= month <= year.last]
    share = 100 * sum(row["issue"] in issues for row in lately) / len(lately)
    listed = " and ".join(issues)
    words = f"{number(share)}% of {len(lately)} priorities residents chose in {when(year.name)}: {listed}"
    return Found(share, words, "", year.name)


CRITERION = Criterion(
    "Public concern",
    "How much residents speak of it, by what the partnership declares: the share of the priorities chosen "
    "at neighbourhood meetings, or of the adults of a survey. Who comes to a meeting is not everybody. Not "
    "known where nobody was asked.",
    _find,
)
