"""Short ways to write months, areas and rows of figures in a test."""

from collections.abc import Iterable, Mapping

import pyarrow as pa

from wulfrun.data.coverage import Month
from wulfrun.data.tables import EXPOSURE, FIGURES, MEMBER
from wulfrun.words.periods import month_index, period


def months(first: str, last: str, bad: Mapping[str, str] | None = None, step: int = 1) -> list[Month]:
    """Months from the first to the last, complete but for those named in `bad` with their status."""
    reasons = {month_index(name): status for name, status in (bad or {}).items()}
    return [
        Month("offence", each, reasons.get(each, "complete"), _why(reasons.get(each)), 10, 1.0)
        for each in range(month_index(first), month_index(last) + 1, step)
    ]


def _why(status: str | None) -> str:
    return "nothing was received for this month" if status == "missing" else status or ""


def member(*rows: tuple[str, str, str]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(MEMBER.names, row, strict=True)) for row in rows], schema=MEMBER)


def exposures(*rows: tuple[str, str, int, float]) -> pa.Table:
    return pa.Table.from_pylist(
        [dict(zip(EXPOSURE.names, row, strict=True)) for row in rows], schema=EXPOSURE
    )


def figure(period_name: str, numerator: float | None, **others: object) -> dict[str, object]:
    """A row of figures of the partnership, its value the count."""
    return {
        "measure": "crime",
        "area_code": "P",
        "area_name": "Place",
        "area_level": "partnership",
        "period": period_name,
        "period_kind": period(period_name).kind,
        "numerator": numerator,
        "denominator": None,
        "value": numerator,
        "lower": None,
        "upper": None,
        "suppressed": False,
        "note": "",
        **others,
    }


def figure_table(rows: Iterable[Mapping[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=FIGURES)
