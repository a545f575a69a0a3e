"""The harm of a problem's offences by the first declared index, from the rows told of each code."""

import numpy as np
import pyarrow as pa

from wulfrun.assessment.code_spans import fitting
from wulfrun.assessment.criteria.criterion import Criterion, Found, Problem
from wulfrun.assessment.topics.harm import ABOUT, CODES, OTHERS
from wulfrun.assessment.wording import number, when
from wulfrun.definition.model import CodeSpan, Definition, Measure
from wulfrun.figures.kinds import named_groups
from wulfrun.words.periods import period
from wulfrun.words.places import offence_code


def _find(problem: Problem) -> Found | None:
    measure, told = problem.measure, problem.known.told
    index = next(iter(told.get(ABOUT, ())), None)
    # Codes do not tell which of their offences bear a flag.
    if index is None or measure.of != index["record"] or measure.where.flag:
        return None
    if measure.kind not in ("count", "rate"):
        return None
    rows = [row for row in told.get(CODES, ()) if row["index"] == index["index"]]
    own = [row for row in rows if row["code"] != OTHERS and row["harm"] is not None]
    chosen = _of_measure(measure, problem.known.definition, own, period(index["period"]).last)
    if not chosen:
        return None
    harm = sum(row["harm"] for row in chosen)
    least = "at least " if any(row["code"] == OTHERS for row in rows) else ""
    return Found(
        harm, f"{least}{number(harm)} {index['unit']} of {index['title']} in {when(index['period'])}"
    )


def _of_measure(
    measure: Measure, definition: Definition, rows: list[dict[str, object]], month: int
) -> list[dict[str, float]]:
    """The rows whose code is one of the measure's in that month."""
    where = measure.where
    spans = [span for name in named_groups(where, definition) for span in definition.group[name].spans]
    spans += [CodeSpan(codes=where.code)] if where.code else []
    # Rows of harm bear the shortest form of a code.
    short = [
        span.model_copy(update={"codes": tuple(offence_code(each) or each for each in span.codes)})
        for span in spans
    ]
    table = pa.table({"code": [row["code"] for row in rows], "month": [month] * len(rows)})
    fits = fitting(table, short) if short else np.ones(len(rows), bool)
    return [row for row, fit in zip(rows, fits, strict=True) if fit]  # type: ignore[misc]


CRITERION = Criterion(
    "Harm",
    "The offences weighed by the declared index of harm. Not known for what the index does not weigh: "
    "fires, incidents, and offences told apart by a flag alone, such as domestic abuse.",
    _find,
)
