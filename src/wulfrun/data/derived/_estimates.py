"""Published survey results as rows for a topic: what others estimated, never counted or tested here."""

import json
from collections.abc import Callable

import pyarrow as pa

from wulfrun.data.derived.derivation import Derived, Gathered
from wulfrun.words.periods import Period

ESTIMATES = pa.schema(
    [
        *((name, pa.string()) for name in ("survey", "area", "series", "group", "period", "unit")),
        ("value", pa.float64()),
        ("note", pa.string()),
    ]
)


def published(
    gathered: Gathered, record: str, table: str, survey: str, of: Callable[[int], Period]
) -> Derived:
    """The rows of a record as a judged table; a value that was not published stays empty, with its reason."""
    rows = []
    for event in gathered.events[record].select(["month", "area", "more"]).to_pylist():
        more = json.loads(event["more"])
        status = more["status"]
        rows.append(
            {
                "survey": survey + (f", indicator {more['indicator']}" if more["indicator"] else ""),
                "area": event["area"],
                "series": more["series"],
                "group": more["group"],
                "period": of(event["month"]).name,
                "unit": more["unit"],
                "value": float(more["value"]) if more["value"] else None,
                "note": "" if status.casefold() == "normal value" else status,
            }
        )
    rows.sort(key=lambda row: tuple(str(row[name]) for name in ESTIMATES.names[:5]))
    return Derived(judged={table: pa.Table.from_pylist(rows, schema=ESTIMATES)})
