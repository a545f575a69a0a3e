"""A place of three districts with few hate incidents in the first: small enough to check by hand."""

import pyarrow as pa

from tests.figures.rows_of import figure, figure_table, member
from wulfrun.definition.model import Definition
from wulfrun.figures.guard import Beside
from wulfrun.figures.protect import protect

DISTRICTS = ("D1", "D2", "D3")
MEMBER = member(
    *((f"L{name[1]}", f"L{name[1]}", "lsoa") for name in DISTRICTS),
    *((f"L{name[1]}", name, "district") for name in DISTRICTS),
    *((f"L{name[1]}", "P", "partnership") for name in DISTRICTS),
)
BESIDE = Beside(MEMBER)
HATE = {"title": "Hate", "of": "hate", "suppress_below": 5, "smallest_level": "district"}
DEFINITION = Definition.model_validate(
    {
        "partnership": {"name": "Place", "area_codes": ["P"], "area_name": "Place", "baseline": "2005/06"},
        "measure": {
            "hate": HATE,
            "known": {**HATE, "kind": "share", "where": {"code": ["police"]}, "out_of": {}, "scale": 100},
            "racist": {**HATE, "where": {"flag": ["hate_race"]}},
            "fires": {"title": "Fires", "of": "fire"},
        },
    }
)


def rows(
    measure: str, period: str, counts: dict[str, float], wholes: dict[str, float] | None = None
) -> pa.Table:
    """Counts of the districts, and of the place as their sum."""
    wholes = wholes or {}
    counts = {**counts, "P": sum(counts.values())}
    wholes = {**wholes, "P": sum(wholes.values())} if wholes else {}
    return figure_table(
        figure(
            period,
            count,
            measure=measure,
            area_code=code,
            area_level="partnership" if code == "P" else "district",
            denominator=wholes.get(code),
        )
        for code, count in counts.items()
    )


def alone(*tables: pa.Table) -> list[pa.Table]:
    """Each table as its measure would show it alone."""
    return [protect([table], DEFINITION.measure[table["measure"][0].as_py()], {})[0] for table in tables]


def shown(tables: list[pa.Table], measure: str) -> dict[str, float | None]:
    """The counts that are shown of a measure, by area."""
    (own,) = [table for table in tables if table["measure"][0].as_py() == measure]
    return dict(zip(own["area_code"].to_pylist(), own["numerator"].to_pylist(), strict=True))
