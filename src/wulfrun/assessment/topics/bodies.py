"""The bodies of a partnership as a table: who decides, who sits on them, and to whom they answer."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows

BODIES = "bodies"
_TEXT = pa.string()
TABLES = {
    BODIES: pa.schema(
        {
            "body": _TEXT, "title": _TEXT, "kind": _TEXT, "chair": _TEXT, "members": _TEXT,
            "reports_to": _TEXT, "does": _TEXT, "since": _TEXT, "until": _TEXT,
        }
    )
}  # fmt: skip


def assess(known: Known) -> Mapping[str, Rows]:
    """One row a body, as declared; members by name."""
    agencies, bodies = known.definition.agency, known.definition.body
    return {
        BODIES: [
            {
                "body": key,
                "title": body.title,
                "kind": body.kind,
                "chair": body.chair,
                "members": "; ".join(agencies[member].name for member in body.members),
                "reports_to": bodies[body.reports_to].title if body.reports_to else "",
                "does": body.does,
                "since": _written(body.since),
                "until": _written(body.until),
            }
            for key, body in bodies.items()
        ]
    }


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


TOPIC = Topic(tables=TABLES, assess=assess)
