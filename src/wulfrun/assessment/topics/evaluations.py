"""Whether actions worked: every action with an evaluation, by each design that its data allow."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from wulfrun.assessment.topics._evaluated_series import Compared, Impossible, compared
from wulfrun.assessment.topics._evaluation_designs import (
    CHECK,
    COUNT,
    DIFFERENCE,
    SERIES,
    SYNTHETIC,
    compared_months,
    design_rows,
)
from wulfrun.assessment.topics._evaluation_rings import ring_rows
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.assessment.wording import inside
from wulfrun.data.release import Rows
from wulfrun.definition.action import Action
from wulfrun.definition.evaluation import Evaluation
from wulfrun.methods.verdict import HIGHER, LOWER, UNKNOWN, Joint, together
from wulfrun.words.periods import month_index, month_name, month_of_day

EVALUATIONS, DESIGNS = "evaluations", "evaluation_designs"
MONTHS, RINGS = "evaluation_months", "evaluation_rings"
# The count difference is the first of these in crimes, and would count it twice.
SEPARATE = (DIFFERENCE, SERIES, SYNTHETIC)
_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TABLES = {
    EVALUATIONS: pa.schema(
        {
            "action": _TEXT, "title": _TEXT, "owner": _TEXT, "priority": _TEXT, "measure": _TEXT,
            "areas": _TEXT, "control": _TEXT, "buffer": _TEXT, "level": _TEXT, "start": _TEXT,
            "first_month": _TEXT, "last_month": _TEXT, "months_before": _WHOLE, "months_after": _WHOLE,
            "word": _TEXT, "way": _TEXT, "sentence": _TEXT, "chosen_because": _TEXT, "left_out": _TEXT,
            "breaks": _TEXT, "rings_note": _TEXT, "note": _TEXT,
        }
    ),
    DESIGNS: pa.schema(
        {
            "action": _TEXT, "design": _TEXT, "kind": _TEXT, "estimate": _NUMBER, "lower": _NUMBER,
            "upper": _NUMBER, "p": _NUMBER, "word": _TEXT, "sentence": _TEXT, "treated_before": _NUMBER,
            "treated_after": _NUMBER, "compared_before": _NUMBER, "compared_after": _NUMBER,
            "method": _TEXT, "detail": _TEXT, "note": _TEXT,
        }
    ),
    MONTHS: pa.schema(
        {"action": _TEXT, "month": _TEXT, "counted": _NUMBER, "expected": _NUMBER, "synthetic": _NUMBER}
    ),
    RINGS: pa.schema(
        {
            "action": _TEXT, "ring": _TEXT, "before": _WHOLE, "after": _WHOLE, "ratio": _NUMBER,
            "lower": _NUMBER, "upper": _NUMBER, "difference": _NUMBER, "difference_lower": _NUMBER,
            "difference_upper": _NUMBER, "word": _TEXT,
        }
    ),
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """The tables of every evaluated action; an action that cannot be evaluated has a row that says why."""
    tables: dict[str, Rows] = {name: [] for name in TABLES}
    for name, priority, action, asked in evaluated(known):
        about = {
            "action": name, "title": action.title, "owner": action.owner, "priority": priority,
            "measure": asked.measure, "areas": ", ".join(asked.areas), "chosen_because": asked.chosen_because,
            "start": month_name(month_of_day(asked.start)),
        }  # fmt: skip
        try:
            found = compared(known, asked)
        except Impossible as why:
            note = {"word": UNKNOWN, "way": "", "sentence": str(why), "note": str(why)}
            tables[EVALUATIONS].append(about | note)
            continue
        for table, rows in _tables(known, asked, found).items():
            said = about if table == EVALUATIONS else {"action": name}
            tables[table] += [said | row for row in rows]
    return {name: [_of_schema(row, TABLES[name]) for row in rows] for name, rows in tables.items()}


def evaluated(known: Known) -> Iterator[tuple[str, str, Action, Evaluation]]:
    """Every action that declares how it is evaluated, under a name: its priority and its place there."""
    for priority, each in sorted(known.definition.priority.items()):
        for place, action in enumerate(each.actions, 1):
            if action.evaluation is not None:
                yield f"{priority}-{place}", priority, action, action.evaluation


def joint_word(designs: Rows) -> Joint:
    """What the separate designs come to; the difference in crimes where none of them could be worked out.

    Areas that moved apart before the start, too, are no measure of what would have happened: then the
    difference in differences is not counted.
    """
    apart = any(row["design"] == CHECK and row["word"] in (LOWER, HIGHER) for row in designs)
    trusted = SEPARATE[1:] if apart else SEPARATE
    words = [row["word"] for row in designs if row["design"] in trusted]
    if not apart and all(word == UNKNOWN for word in words):
        words = [row["word"] for row in designs if row["design"] == COUNT]
    return together(words)


def _tables(known: Known, asked: Evaluation, found: Compared) -> dict[str, Rows]:
    measure = known.definition.measure[asked.measure]
    breaks = _breaks(known, asked.measure, found.months)
    rows = list(design_rows(found, inside(measure.title), measure.unit, bool(breaks)))
    spread = next((row.get("dispersion") for row in rows if row["design"] == SERIES), None) or 1.0
    rings, why = ring_rows(known, asked, found, spread) if asked.rings else ([], "")
    joint = joint_word(rows)
    names = found.names
    about = {
        "areas": ", ".join(names[code] for code in found.treated),
        "control": ", ".join(names[code] for code in found.control),
        "buffer": ", ".join(names[code] for code in found.buffer),
        "level": found.level, "first_month": month_name(found.months[0]),
        "last_month": month_name(found.months[-1]), "months_before": int(found.known[: found.start].sum()),
        "months_after": int(found.known[found.start :].sum()), "word": joint.word, "way": joint.way,
        "sentence": joint.sentence, "left_out": ", ".join(found.left_out), "breaks": "; ".join(breaks),
        "rings_note": why, "note": "",
    }  # fmt: skip
    months = [{**row, "month": month_name(row["month"])} for row in compared_months(found)]
    return {EVALUATIONS: [about], DESIGNS: rows, MONTHS: months, RINGS: rings}


def _breaks(known: Known, measure: str, months: range) -> list[str]:
    """Breaks of the series within the months compared that may not be joined across."""
    return [
        f"{row['title']} ({row['when']})"
        for row in known.breaks
        if row["measure"] == measure and row["severity"] == "do-not-join"
        and months[0] < month_index(str(row["when"])[:7]) <= months[-1]
    ]  # fmt: skip


def _of_schema(row: dict[str, Any], schema: pa.Schema) -> dict[str, Any]:
    return {name: row.get(name) for name in schema.names}


TOPIC = Topic(TABLES, assess)
