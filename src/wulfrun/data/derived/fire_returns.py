"""What fires' rows say beside their kind: attacks on crews, no smoke alarm, a class that is contradicted."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import CUBE

RECORD = "fire-return"
ATTACK = "violence-against-crew"
WITHOUT_ALARM = "dwelling-without-alarm"
# The parts of what an incident says that are counted beside one another.
_COUNTED = ("code", "flags", "month", "area", "file")

Row = Mapping[str, Any]


def derive(gathered: Gathered) -> Derived:
    """A cube of the two further items of the statutory return, and notes on what the rows left open."""
    told = gathered.events["fire"].select([*_COUNTED, "more"]).to_pylist()
    rows = [(row, json.loads(row["more"]) if len(row["more"]) > 2 else {}) for row in told]
    counts = Counter(
        (item, row["flags"], row["month"], row["area"], row["file"])
        for row, more in rows
        for item in items_of(row["code"], more)
    )
    cells = [
        dict(zip(("record", *_COUNTED, "n"), (RECORD, *cell, n), strict=True))
        for cell, n in sorted(counts.items())
    ]
    return Derived(cube=pa.Table.from_pylist(cells, schema=CUBE), notes=tuple(_notes(rows)))


def items_of(code: str, more: Mapping[str, str]) -> Iterator[str]:
    """What an incident counts for in the statutory return beside its own code."""
    if more.get("violence") == "yes":
        yield ATTACK
    if more.get("alarm") == "no":
        yield f"{code.split('-')[0]}-{WITHOUT_ALARM}"


def _notes(rows: list[tuple[Row, Mapping[str, str]]]) -> Iterator[str]:
    """How many fires were classed against what is stated, or could not be classed by the rule alone."""
    stated = [more for _, more in rows if more.get("stated")]
    against = Counter(more["stated"] for more in stated if more["stated"] != more["class"])
    taken = sum(more["told_by"] == "stated" for more in stated)
    for said, n in sorted(against.items()):
        other = "secondary" if said == "primary" else "primary"
        yield (
            f"Fires: {n:,} stated to be {said} are counted as {other}, because by what burnt, casualties, "
            "rescues and appliances they are."
        )
    if taken:
        yield (
            f"Fires: {taken:,} are counted as primary because the fire service states it; nothing else in "
            "their rows makes them so."
        )
    if silent := sum(more.get("motive") == "not given" for _, more in rows):
        yield f"Fires: {silent:,} have no motive; like those 'not known' they count as accidental."
    alarms = [more["alarm"] for _, more in rows if "alarm" in more]
    if unknown := alarms.count("not said"):
        yield (
            f"Fires: of {len(alarms):,} in dwellings {unknown:,} do not say whether a smoke alarm was "
            "fitted; they are not among those without one."
        )


DERIVATION = Derivation(gives=(RECORD,), of=("fire",), derive=derive)
