"""What residents of each neighbourhood asked for and what was done, as its team tells it."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows

ASKED = "neighbourhood_priorities"
JUDGED = "neighbourhood_priority_list"
_TEXT, _WHOLE = pa.string(), pa.int64()
TABLES = {
    ASKED: pa.schema(
        {
            "area_code": _TEXT, "area_name": _TEXT, "chosen": _TEXT, "issue": _TEXT, "priority": _TEXT,
            "votes": _WHOLE, "status": _TEXT, "closed": _TEXT, "days": _WHOLE, "action": _TEXT,
        }
    )
}  # fmt: skip
_EPOCH = date(1970, 1, 1)


def assess(known: Known) -> dict[str, Rows]:
    """Every priority in order of neighbourhood and day, the latest first; it was chosen in public."""
    table = known.judged.get(JUDGED)
    names = {area.code: area.name for area in known.geography.areas}
    rows = table.to_pylist() if table is not None else []
    rows.sort(key=lambda row: (names.get(row["area"], ""), -row["chosen"], row["priority"]))
    return {ASKED: [_row(row, names) for row in rows]}


def _row(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    closed = row["closed"]
    return {
        "area_code": row["area"], "area_name": names.get(row["area"], row["area"]),
        "chosen": _day(row["chosen"]), "issue": row["issue"], "priority": row["priority"],
        "votes": row["votes"], "status": row["status"], "closed": _day(closed) if closed else "",
        "days": closed - row["chosen"] if closed else None, "action": row["action"],
    }  # fmt: skip


def _day(number: int) -> str:
    return (_EPOCH + timedelta(days=number)).isoformat()


TOPIC = Topic(tables=TABLES, assess=assess)
