"""Rows of persons written for a test, and what a derivation is given of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
from street_world import HERE, geography

from wulfrun.data.coverage import Month
from wulfrun.data.derived.derivation import Gathered
from wulfrun.data.tables import EVENTS
from wulfrun.definition.model import Definition
from wulfrun.words.periods import month_index

DEFINITION = Definition.model_validate(
    {"partnership": {"name": "Some", "area_codes": ["E08000099"], "area_name": "Some"}}
)


def number(day: str) -> int:
    """Days since 1970 of a day written 2005-03-01."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def event(who: int, code: str, day: str | None, until: str | None = None, **more: str) -> dict[str, Any]:
    """One kept row; `area`, `other` and `sealed` may be among the rest."""
    when = day or until
    assert when is not None
    own = {name: more.pop(name) for name in ("area", "other", "month") if name in more}
    return {
        "key": 0,
        "month": month_index(own.get("month", when[:7])),
        "code": code,
        "flags": 0,
        "area": own.get("area", HERE[0]),
        "n": 1,
        "file": "f",
        "who": who,
        "other": int(own.get("other", 0)),
        "day": number(day) if day else None,
        "until": number(until) if until else None,
        "more": json.dumps(more),
        "sealed": f"sealed {who}".encode(),
    }


def episode(
    who: int, start: str, end: str | None = None, reason: str = "", agency: str = "A", **more: str
) -> dict[str, Any]:
    """One episode of treatment for opiates, unless `code` says otherwise."""
    code = more.pop("code", "opiates")
    days = {name: str(number(more.pop(name))) for name in ("referral", "triage") if name in more}
    said = {"agency": agency, **days, **more}
    if end:
        said["reason"] = reason or "dropped out"
    return event(who, code, start, end, **said)


def months(record: str, first: str, last: str, step: int = 1) -> list[Month]:
    """Complete months from the first to the last."""
    return [
        Month(record, month, "complete", "", 5, 1.0)
        for month in range(month_index(first), month_index(last) + 1, step)
    ]


def gathered(
    events: Mapping[str, Sequence[Mapping[str, Any]]], when: Mapping[str, Sequence[Month]]
) -> Gathered:
    """What a derivation may look at, of these rows."""
    tables = {name: pa.Table.from_pylist(list(rows), EVENTS) for name, rows in events.items()}
    return Gathered(DEFINITION, geography(), tables, when, pa.table({}))
