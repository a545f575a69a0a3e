"""Households by tenure in areas in use, of one series."""

import pyarrow as pa

from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.derived.population import reached
from wulfrun.data.population import chosen, series_of
from wulfrun.data.sources._ages import EVERY
from wulfrun.data.sources.households import ALL, TENURES

TABLE = "households_by_tenure"
SCHEMA = pa.schema(
    [
        ("area", pa.string()), ("year", pa.int32()), ("tenure", pa.string()), ("n", pa.float64()),
        ("series", pa.string()),
    ]
)  # fmt: skip


def derive(gathered: Gathered) -> Derived:
    """The table of households; all of them together stand under 'all'."""
    series = series_of(gathered.events["households"], gathered.geography)
    rows = []
    for tenure in (ALL, *(each for each in TENURES if each != ALL)):
        found = chosen(series, (tenure, EVERY))
        if found is None:
            continue
        for (area, year), n in sorted(found[1].items()):
            rows.append({"area": area, "year": year, "tenure": tenure, "n": n, "series": found[0].name})
    return Derived(
        months={"households": reached(gathered, "households")},
        judged={TABLE: pa.Table.from_pylist(rows, schema=SCHEMA)},
    )


DERIVATION = Derivation(gives=("households",), of=("households",), derive=derive)
