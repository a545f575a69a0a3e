"""Small invented figures: monthly counts in, a FigureBook with every period out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.data.tables import FIGURES
from wulfrun.definition.model import Definition
from wulfrun.figures.book import FigureBook
from wulfrun.words.periods import month_index, periods_over

APRIL_2003 = month_index("2003-04")
CITY = "X08000001"


def rows_of(
    counts: Sequence[float],
    measure: str = "burglary",
    area: str = CITY,
    level: str = "partnership",
    first: int = APRIL_2003,
    residents: float | None = None,
    scale: float = 1000,
) -> list[dict[str, Any]]:
    """Rows for every whole period of a series; NaN is a month that cannot be given."""
    y = np.asarray(counts, float)
    found = []
    for each in periods_over(range(first, first + len(y))):
        if each.first < first or each.last >= first + len(y):
            continue
        total = float(y[each.first - first : each.last - first + 1].sum())
        known = not np.isnan(total)
        value = total if residents is None else total / residents * scale
        found.append(
            dict.fromkeys(FIGURES.names)
            | {
                "measure": measure,
                "area_code": area,
                "area_name": area.title(),
                "area_level": level,
                "period": each.name,
                "period_kind": each.kind,
                "numerator": total if known else None,
                "denominator": residents,
                "value": value if known else None,
                "suppressed": False,
                "note": "" if known else "no figure: a file is missing",
            }
        )
    return found


def book_of(*rows: list[dict[str, Any]]) -> FigureBook:
    return FigureBook(pa.Table.from_pylist([row for each in rows for row in each], schema=FIGURES))


def definition_of(target: dict[str, Any] | None = None, **changed: Any) -> Definition:
    partnership = {"name": "Invented", "area_codes": [CITY], "area_name": "Invented"} | changed.pop(
        "partnership", {}
    )
    measure = {"title": "Domestic burglary", "of": "offence"} | changed.pop("measure", {})
    return Definition.model_validate(
        {
            "partnership": partnership,
            "measure": {"burglary": measure},
            "target": {"aim": target} if target else {},
        }
        | changed
    )


def a_break(when: str, severity: str = "do-not-join") -> dict[str, Any]:
    return {"measure": "burglary", "when": when, "title": "New rules", "severity": severity, "reason": ""}
