"""Specialist domestic abuse services: clients, each counted once, and whether the police know of it."""

import json
from collections import Counter

import pyarrow as pa

from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.tables import CUBE, PEOPLE

REFERRAL, CLIENTS, ASKED = "specialist-referral", "service-client", "service-client-asked"
TOLD, NOT_TOLD = "police told", "police not told"
_WHERE = ("flags", "month", "area", "file")


def derive(gathered: Gathered) -> Derived:
    """Clients by month and service, and referrals of those who were asked whether the police know."""
    rows = gathered.events[REFERRAL].to_pylist()
    people = sorted({(CLIENTS, row["code"], *(row[name] for name in _WHERE), row["who"]) for row in rows})
    asked: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        said = json.loads(row["more"] or "{}").get("police")
        if said:
            asked[ASKED, TOLD if said == "yes" else NOT_TOLD, *(row[name] for name in _WHERE)] += 1
    counted = sorted(asked.items(), key=str)
    columns = list(zip(*(cell for cell, _ in counted), strict=True)) if counted else [()] * 6
    seen = list(zip(*people, strict=True)) if people else [()] * 7
    return Derived(
        cube=pa.table([*columns, [n for _, n in counted]], names=CUBE.names).cast(CUBE),
        people=pa.table(seen, names=PEOPLE.names).cast(PEOPLE),
    )


DERIVATION = Derivation(gives=(CLIENTS, ASKED), of=(REFERRAL,), derive=derive)
