"""How well each rule of the library finds what people found who read a sample of the records."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.data.tables import FLAGS
from wulfrun.definition.rule import Rule
from wulfrun.methods.classification import quality_from_counts

QUALITY, SAMPLE = "rule_quality", "rule-sample"

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
_SHARES = ("precision", "recall", "f1")
SCHEMA = pa.schema(
    {
        "rule": _TEXT, "title": _TEXT, "sample": _WHOLE, "hits": _WHOLE, "false_alarms": _WHOLE,
        "misses": _WHOLE,
        **{f"{name}{end}": _NUMBER for name in _SHARES for end in ("", "_lower", "_upper")},
        "confidence": _NUMBER, "method": _TEXT,
    }
)  # fmt: skip


def assess(known: Known) -> Mapping[str, Rows]:
    """A row for each rule of which a labelled sample was sent; they are records, and tell of no person."""
    if not known.months.get(SAMPLE):
        return {}
    return {QUALITY: quality_rows(known.cube_of(SAMPLE).to_pylist(), known.definition.rule)}


def quality_rows(sample: Iterable[Mapping[str, Any]], rules: Mapping[str, Rule]) -> Rows:
    """Precision, recall and F1 of each rule, from counts coded 'RULE:yes' or 'RULE:no' with the rule's flag.

    A sample of a rule that is not declared is left out; a share of nothing is None.
    """
    counts: dict[str, Counter[tuple[bool, bool]]] = {}
    for row in sample:
        name, _, label = row["code"].rpartition(":")
        if name in rules:
            found = bool(row["flags"] & FLAGS[rules[name].flag])
            counts.setdefault(name, Counter())[found, label == "yes"] += row["n"]
    return [_row(name, rules[name].title, counts[name]) for name in sorted(counts)]


def _row(name: str, title: str, own: Counter[tuple[bool, bool]]) -> dict[str, Any]:
    found = quality_from_counts(own[True, True], own[True, False], own[False, True])
    told = {each: value for each, value in found._asdict().items() if each in SCHEMA.names}
    # A share of nothing is no number.
    told = {each: None if value != value else value for each, value in told.items()}
    return {"rule": name, "title": title, "sample": own.total(), **told}


TOPIC = Topic(tables={QUALITY: SCHEMA}, assess=assess)
