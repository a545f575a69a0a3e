"""Public health indicators about drugs and alcohol, kept with the intervals they were published with."""

import json

import pyarrow as pa

from wulfrun.data.derived.derivation import Derivation, Derived, Gathered

INDICATORS = pa.schema(
    [("indicator", pa.string()), ("name", pa.string()), ("area", pa.string()), ("period", pa.string()),
     ("value", pa.float64()), ("lower", pa.float64()), ("upper", pa.float64())]
)  # fmt: skip


def derive(gathered: Gathered) -> Derived:
    """One row for each indicator, area and year."""
    rows = []
    for row in gathered.events["public-health-indicator"].to_pylist():
        more = json.loads(row["more"])
        limits = (float(more[each]) if each in more else None for each in ("lower", "upper"))
        rows.append((row["code"], more["name"], more["area"], more["period"], float(more["value"]), *limits))
    columns = list(zip(*sorted(rows, key=str), strict=True)) if rows else [()] * len(INDICATORS)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, INDICATORS, strict=True)]
    return Derived(judged={"public-health-indicators": pa.table(arrays, schema=INDICATORS)})


DERIVATION = Derivation(gives=(), of=("public-health-indicator",), derive=derive)
