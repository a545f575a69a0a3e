"""Which problems come first: measures on declared criteria, how sure the order is, and the board's."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wulfrun.assessment.criteria import criteria
from wulfrun.assessment.criteria.criterion import Found, Problem
from wulfrun.assessment.series import finite
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.definition.model import Definition
from wulfrun.definition.ranking import Judgement, Ranking, weights_of
from wulfrun.methods.interval import Floats
from wulfrun.methods.priority_score import Scores, priority_scores, share_below
from wulfrun.methods.tipping_weight import Tipping, tipping_weights
from wulfrun.methods.weight_sensitivity import Sensitivity, weight_sensitivity

PROBLEMS, BY_CRITERION = "problems", "problem_criteria"
WEIGHTS, PAIRS = "problem_weights", "problem_pairs"
# A problem is ranked on two criteria at least, and where at least half as much of the weight is known of it
# as of the problem most is known of: else its place would tell of gaps in the data.
LEAST, LEAST_KNOWN = 2, 0.5
_FIRST_PAIRS = 12
_KINDS = ("count", "rate")
# Totals of all crime are the sum of problems and none themselves.
_TOTALS = "All crime"
_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    PROBLEMS: pa.schema(
        {
            "measure": _TEXT, "title": _TEXT, "rank": _WHOLE, "score": _NUMBER, "criteria": _WHOLE,
            "known": _NUMBER, "top": _WHOLE, "top_share": _NUMBER, "top_share_any": _NUMBER,
            "first_share": _NUMBER, "mean_rank": _NUMBER, "rank_low": _WHOLE, "rank_high": _WHOLE,
            "board_rank": _WHOLE, "board_reason": _TEXT, "board_by": _TEXT, "board_when": _TEXT,
            "impact": _WHOLE, "likelihood": _WHOLE, "confidence": _WHOLE, "priority": _TEXT, "note": _TEXT,
        }
    ),
    BY_CRITERION: pa.schema(
        {
            "measure": _TEXT, "criterion": _TEXT, "weight": _NUMBER, "raw": _NUMBER, "scaled": _NUMBER,
            "words": _TEXT, "figure": _TEXT, "period": _TEXT,
        }
    ),
    WEIGHTS: pa.schema(
        {
            "criterion": _TEXT, "title": _TEXT, "about": _TEXT, "weight": _NUMBER, "share": _NUMBER,
            "problems": _WHOLE, "above": _NUMBER, "above_to": _TEXT, "below": _NUMBER, "below_to": _TEXT,
        }
    ),
    PAIRS: pa.schema({"measure": _TEXT, "beside": _TEXT, "ahead": _NUMBER}),
}  # fmt: skip


class _Scanned(NamedTuple):
    """Problems by row, criteria by column: what was found, and its scaled values (NaN: not known)."""

    problems: Sequence[Problem]
    found: Sequence[Mapping[str, Found | None]]
    scaled: Floats
    weights: Mapping[str, float]


def assess(known: Known) -> dict[str, Rows]:
    """The tables; empty where fewer than two problems can be ranked."""
    definition = known.definition
    scanned = _scan([Problem(name, definition.measure[name], known) for name in ranked_measures(known)],
                    weights_of(definition.ranking))  # fmt: skip
    weights = np.array(list(scanned.weights.values()))
    enough = _known_enough(scanned.scaled, weights)
    if enough.sum() < 2:
        return {name: [] for name in TABLES}
    ranking = definition.ranking or Ranking()
    usable = np.where(enough[:, None], scanned.scaled, np.nan)
    scores = priority_scores(usable, weights)
    moved = weight_sensitivity(usable, weights, ranking.top)
    rows = [
        _row(definition, each.name, at, scanned, scores, moved) | {"top": ranking.top}
        for at, each in enumerate(scanned.problems)
    ]
    order = sorted(range(len(rows)), key=lambda at: (rows[at]["rank"] or len(rows) + 1, rows[at]["title"]))
    return {
        PROBLEMS: [rows[at] for at in order],
        BY_CRITERION: [row for at in order for row in _criterion_rows(scanned, at)],
        WEIGHTS: _weight_rows(scanned, tipping_weights(usable, weights)),
        PAIRS: _pair_rows(scanned, moved, [at for at in order if rows[at]["rank"]][:_FIRST_PAIRS]),
    }


def ranked_measures(known: Known) -> list[str]:
    """The measures that are ranked: the declared; else counts to fall that are neither part nor total.

    A measure of which more is the aim may be a problem, such as domestic abuse that is to be reported, or
    none, such as treatment: it is ranked where it is named, or judged by the board.
    """
    definition, told = known.definition, set(known.book.measures)
    if definition.ranking and definition.ranking.measures:
        names = [*definition.ranking.measures, *definition.judgement]
    else:
        usual = [
            name
            for name, each in definition.measure.items()
            if each.better == "lower"
            and not each.part_of
            and each.kind in _KINDS
            and not _is_total(name, definition)
        ]
        names = [*usual, *definition.judgement]
    return [name for name in dict.fromkeys(names) if name in told]


def _is_total(name: str, definition: Definition) -> bool:
    """Whether a measure adds problems up: a basket, or everything of crime, or what others are a part of."""
    measure = definition.measure[name]
    chooses = measure.where.code or measure.where.group or measure.where.flag
    has_parts = any(each.part_of == name for each in definition.measure.values())
    return measure.theme == _TOTALS and (has_parts or not chooses)


def _scan(problems: Sequence[Problem], weights: Mapping[str, float]) -> _Scanned:
    used = {name: each for name, each in criteria().items() if weights[name] > 0}
    found = [{name: each.find(problem) for name, each in used.items()} for problem in problems]
    columns = []
    for name in used:
        told = [each[name] for each in found]
        below = share_below([np.nan if each is None else each.raw for each in told])
        own = [None if each is None else each.scaled for each in told]
        columns.append([at if mine is None else mine for mine, at in zip(own, below.tolist(), strict=True)])
    scaled = np.array(columns, float).reshape(len(used), len(problems)).T
    return _Scanned(problems, found, scaled, {name: weights[name] for name in used})


def _known_enough(scaled: Floats, weights: Floats) -> npt.NDArray[np.bool_]:
    known = ~np.isnan(scaled)
    weight = known @ weights
    return np.asarray((known.sum(axis=1) >= LEAST) & (weight >= LEAST_KNOWN * weight.max(initial=0)))


def _row(
    definition: Definition, name: str, at: int, scanned: _Scanned, scores: Scores, moved: Sensitivity
) -> dict[str, Any]:
    judged = definition.judgement.get(name, Judgement())
    told = [each for each, found in scanned.found[at].items() if found is not None]
    rank = int(scores.rank[at]) or None
    row: dict[str, Any] = {
        "measure": name, "title": definition.measure[name].title, "rank": rank,
        "score": finite(scores.score[at]), "criteria": len(told),
        "known": sum(scanned.weights[each] for each in told) / sum(scanned.weights.values()),
        "board_rank": judged.rank, "board_reason": judged.reason, "board_by": judged.by,
        "board_when": judged.when.isoformat() if judged.when else "", "impact": judged.impact,
        "likelihood": judged.likelihood, "confidence": judged.confidence,
        "priority": ", ".join(priorities_of(definition, name)),
        "note": _note(definition, name, len(told), scanned, rank is None),
    }  # fmt: skip
    if rank:
        row |= {each: finite(getattr(moved, each)[at])
                for each in ("top_share", "top_share_any", "first_share", "mean_rank")}  # fmt: skip
        # The declared weights themselves are one of the mixes: their rank lies in the range.
        row["rank_low"] = min(int(moved.rank_low[at]), rank)
        row["rank_high"] = max(int(moved.rank_high[at]), rank)
    return row


def priorities_of(definition: Definition, measure: str) -> list[str]:
    """The priorities that name a measure, or a target of it, in their order."""
    found = []
    for name, each in sorted(definition.priority.items(), key=lambda item: (item[1].order, item[1].title)):
        aimed = {definition.target[target].measure for target in each.targets if target in definition.target}
        if measure in {*each.measures, *aimed}:
            found.append(name)
    return found


def _note(definition: Definition, name: str, told: int, scanned: _Scanned, unranked: bool) -> str:
    notes = []
    if unranked:
        of = len(scanned.weights)
        notes.append(f"Not ranked: too little is known of it ({told} of {of} criteria).")
    whole = definition.measure[name].part_of
    if whole and whole in {each.name for each in scanned.problems}:
        notes.append(f"A part of '{definition.measure[whole].title}', which is ranked too.")
    return " ".join(notes)


def _criterion_rows(scanned: _Scanned, at: int) -> Rows:
    name = scanned.problems[at].name
    rows: Rows = []
    for column, (criterion, weight) in enumerate(scanned.weights.items()):
        row = {"measure": name, "criterion": criterion, "weight": weight}
        found = scanned.found[at][criterion]
        if found is None:
            rows.append(row | {"words": "Not known", "figure": "", "period": ""})
        else:
            row |= {"raw": found.raw, "scaled": finite(scanned.scaled[at, column]), "words": found.words}
            rows.append(row | {"figure": found.figure, "period": found.period})
    return rows


def _weight_rows(scanned: _Scanned, tipping: Tipping) -> Rows:
    """Each criterion's weight, and over and under which share of all weights another problem comes first."""
    names = [each.name for each in scanned.problems]
    return [
        {
            "criterion": name, "title": criteria()[name].title, "about": criteria()[name].about,
            "weight": weight, "share": float(tipping.share[at]),
            "problems": sum(each[name] is not None for each in scanned.found),
            "above": finite(tipping.above[at]), "below": finite(tipping.below[at]),
            "above_to": names[tipping.above_to[at]] if tipping.above_to[at] >= 0 else "",
            "below_to": names[tipping.below_to[at]] if tipping.below_to[at] >= 0 else "",
        }
        for at, (name, weight) in enumerate(scanned.weights.items())
    ]  # fmt: skip


def _pair_rows(scanned: _Scanned, moved: Sensitivity, first: Sequence[int]) -> Rows:
    return [
        {"measure": scanned.problems[at].name, "beside": scanned.problems[other].name,
         "ahead": finite(moved.ahead[at, other])}
        for at in first for other in first if at != other
    ]  # fmt: skip


TOPIC = Topic(TABLES, assess, after=("harm", "lana", "peers"))
