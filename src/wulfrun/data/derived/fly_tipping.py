"""What complaints of fly-tipping say beside that there was one: land, waste, size and channel."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import CUBE

RECORD, OF = "fly-tipping", "environment"
# Each incident counts once as this, and once in each of the classes that its row names.
INCIDENT = "incident"
CLASSES = ("land", "waste", "size", "channel")
# Fewer a month than this can be none by chance.
_FEW = 10


def derive(gathered: Gathered) -> Derived:
    """A cube of incidents and of their classes; the classes of one kind are parts of the incidents.

    A month of complaints without a single fly-tip, where there are ten or more in the usual month, is one
    whose list of fly-tipping was not sent: it is a gap, and no fall.
    """
    events = gathered.events[OF]
    told = events.filter(pc.equal(events["code"], RECORD))
    counts: Counter[tuple[str, int, str, str]] = Counter()
    months: Counter[int] = Counter()
    codes: dict[str, tuple[str, ...]] = {}
    columns = (told[name].to_pylist() for name in ("more", "month", "area", "file", "n"))
    for more, month, area, file, n in zip(*columns, strict=True):
        months[month] += n if area else 0
        if more not in codes:
            codes[more] = tuple(codes_of(json.loads(more)))
        for code in codes[more]:
            counts[code, month, area, file] += n
    rows = [
        {"record": RECORD, "code": code, "flags": 0, "month": month, "area": area, "file": file, "n": n}
        for (code, month, area, file), n in sorted(counts.items())
    ]
    return Derived(
        cube=pa.Table.from_pylist(rows, schema=CUBE),
        months={RECORD: _months(gathered.months[OF], months) if len(told) else []},
        notes=tuple(_notes(told)),
    )


def codes_of(more: Mapping[str, str]) -> Iterator[str]:
    """The codes that one incident counts under.

    >>> list(codes_of({"land": "highway", "size": "small-van"}))
    ['incident', 'land-highway', 'size-small-van']
    """
    yield INCIDENT
    for kind in CLASSES:
        if more.get(kind):
            yield f"{kind}-{more[kind]}"


def _months(months: Sequence[Month], counts: Mapping[int, int]) -> list[Month]:
    usual = median([n for n in counts.values() if n] or [0])
    return [
        replace(
            each, record=RECORD, status="missing", reason="no fly-tipping was received for this month", rows=0
        )
        if each.status == COMPLETE and usual >= _FEW and not counts.get(each.month)
        else replace(each, record=RECORD, rows=counts.get(each.month, 0))
        for each in months
    ]


def _notes(told: pa.Table) -> Iterator[str]:
    """How many incidents lack a class, where some do."""
    total = len(told)
    said = [json.loads(each) for each in told["more"].to_pylist()]
    for kind in CLASSES:
        lacking = sum(not each.get(kind) for each in said)
        if 0 < lacking < total:
            yield f"Fly-tipping: {lacking:,} of {total:,} do not say the {kind}; shares leave them out."


DERIVATION = Derivation(gives=(RECORD,), of=(OF,), derive=derive)
