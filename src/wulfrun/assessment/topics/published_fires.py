"""Deliberate fires in published tables: this area beside others, and beside its fire service's own file."""

from collections import defaultdict
from typing import Any

import pyarrow as pa

from wulfrun.assessment.series import finite
from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.release import Rows
from wulfrun.data.sources._checks import area_key
from wulfrun.methods.change import percent_change
from wulfrun.words.periods import financial_year

TABLE = "published_fires"
_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
TABLES = {
    TABLE: pa.schema(
        {
            "area": _TEXT, "own": pa.bool_(), "type": _TEXT, "first_period": _TEXT, "first": _WHOLE,
            "period": _TEXT, "fires": _WHOLE, "change_percent": _NUMBER, "lower": _NUMBER, "upper": _NUMBER,
            "extract": _WHOLE,
        }
    )
}  # fmt: skip


def assess(known: Known) -> dict[str, Rows]:
    """Each area and type of fire: the first and the latest year that all areas have, and the change."""
    if "fire-table" not in known.months:
        return {}
    counts: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in known.cube_of("fire-table").to_pylist():
        counts[row["area"], row["code"]][row["month"]] += row["n"]
    own = area_key(known.definition.partnership.area_name)
    extract = _extract(known)
    rows: Rows = []
    for kind in sorted({code for _, code in counts}):
        series = {area: years for (area, code), years in sorted(counts.items()) if code == kind}
        shared = set.intersection(*(set(years) for years in series.values()))
        if not shared:
            continue
        first, last = min(shared), max(shared)
        rows += [_row(area, kind, years, first, last, area_key(area) == own, extract)
                 for area, years in series.items()]  # fmt: skip
    return {TABLE: rows}


def _row(
    area: str,
    kind: str,
    years: dict[int, int],
    first: int,
    last: int,
    own: bool,
    extract: dict[str, dict[str, int]],
) -> dict[str, Any]:
    period = financial_year(last).name
    change = percent_change(years[last], years[first]) if last > first else None
    told = (
        [None] * 3
        if change is None
        else [finite(each) for each in (change.value, change.lower, change.upper)]
    )
    mine = extract.get(period)
    return {
        "area": area, "own": own, "type": kind, "first_period": financial_year(first).name,
        "first": years[first], "period": period, "fires": years[last],
        "change_percent": told[0], "lower": told[1], "upper": told[2],
        "extract": same_kind(kind, mine) if own and mine is not None else None,
    }  # fmt: skip


def same_kind(kind: str, incidents: dict[str, int]) -> int | None:
    """Incidents of the fire service's own file that a published type holds; None where it cannot be told.

    >>> same_kind("deliberate-primary", {"deliberate-primary-vehicle": 3, "deliberate-secondary-refuse": 5})
    3
    """
    if kind.endswith("-without-vehicles") or kind.startswith("all"):
        return None
    wanted = set(kind.split("-"))
    return sum(n for code, n in incidents.items() if wanted <= set(code.split("-")))


def _extract(known: Known) -> dict[str, dict[str, int]]:
    """Incidents of the fire service's own file by financial year and code, of years known in every month."""
    if "fire" not in known.months:
        return {}
    complete = {month.month for month in known.months["fire"] if month.status == "complete"}
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in known.cube_of("fire").to_pylist():
        year = financial_year(row["month"])
        if row["area"] and set(year.months) <= complete:
            found[year.name][row["code"]] += row["n"]
    return found


TOPIC = Topic(TABLES, assess)
