"""What residents asked for and what was done: the list of priorities by neighbourhood, for its pages."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.sources.neighbourhood_priorities import DONE
from wulfrun.data.tables import CUBE
from wulfrun.words.periods import financial_year

TABLE = "neighbourhood_priority_list"
RECORD = "neighbourhood-priority-closed"
SCHEMA = pa.schema(
    [
        ("area", pa.string()), ("issue", pa.string()), ("priority", pa.string()), ("action", pa.string()),
        ("status", pa.string()), ("votes", pa.int64()), ("chosen", pa.int32()), ("closed", pa.int32()),
        ("month", pa.int32()),
    ]
)  # fmt: skip


def derive(gathered: Gathered) -> Derived:
    """The list, and a record of the priorities that no longer are open: those a share of success is of."""
    events = gathered.events["neighbourhood-priority"].to_pylist()
    rows, cells = [], []
    for each in events:
        said = json.loads(each["more"])
        rows.append({
            "area": each["area"], "issue": each["code"], "priority": said["priority"],
            "action": said["action"], "status": said["status"],
            "votes": int(said["votes"]) if "votes" in said else None,
            "chosen": each["day"], "closed": each["until"], "month": each["month"],
        })  # fmt: skip
        if said["status"] != "open":
            cells.append({
                "record": RECORD, "code": each["code"], "flags": each["flags"] & DONE,
                "month": each["month"], "area": each["area"], "file": each["file"], "n": 1,
            })  # fmt: skip
    still_open = sum(row["status"] == "open" for row in rows)
    notes = (f"Neighbourhood priorities: {still_open} are still open and in no share of those dealt with.",)
    months = yearly(gathered.months["neighbourhood-priority"])
    return Derived(
        months={"neighbourhood-priority": months, RECORD: [replace(each, record=RECORD) for each in months]},
        cube=pa.Table.from_pylist(cells, schema=CUBE),
        judged={TABLE: pa.Table.from_pylist(rows, schema=SCHEMA)},
        notes=notes if still_open else (),
    )


def yearly(months: Sequence[Month]) -> list[Month]:
    """The months, a year in which any meeting chose a priority being whole: meetings are every few months."""
    held = {financial_year(each.month) for each in months if each.status == COMPLETE}
    return [
        replace(each, status=COMPLETE, reason="") if financial_year(each.month) in held else each
        for each in months
    ]


DERIVATION = Derivation(
    gives=("neighbourhood-priority", RECORD), of=("neighbourhood-priority",), derive=derive
)
