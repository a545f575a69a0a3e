"""Published estimates kept with the intervals they were published with, which no count of ours could have."""

import json
from typing import Any

import pyarrow as pa

from wulfrun.data.derived.derivation import Derivation, Derived, Gathered

ESTIMATES = pa.schema(
    [("period", pa.string()), ("month", pa.int32()), ("value", pa.float64()), ("lower", pa.float64()),
     ("upper", pa.float64())]
)  # fmt: skip


def derive(gathered: Gathered) -> Derived:
    """The estimates of the partnership's authorities together; the intervals of several do not add up."""
    years: dict[str, list[dict[str, Any]]] = {}
    for row in gathered.events["alcohol-dependence"].to_pylist():
        more = json.loads(row["more"])
        years.setdefault(more["period"], []).append({**row, **more})
    rows = [
        (
            name,
            own[0]["month"],
            float(sum(each["n"] for each in own)),
            _limit(own, "lower"),
            _limit(own, "upper"),
        )
        for name, own in sorted(years.items(), key=lambda each: (each[1][0]["month"], each[0]))
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(ESTIMATES)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, ESTIMATES, strict=True)]
    return Derived(judged={"alcohol-estimates": pa.table(arrays, schema=ESTIMATES)})


def _limit(own: list[dict[str, Any]], name: str) -> float | None:
    return float(own[0][name]) if len(own) == 1 and own[0].get(name) else None


DERIVATION = Derivation(gives=(), of=("alcohol-dependence",), derive=derive)
