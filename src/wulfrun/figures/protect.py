"""Keep small numbers back before anything is made of them: primary and secondary suppression."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.definition.model import Measure
from wulfrun.methods import disclosure

Bools = npt.NDArray[np.bool_]
Key = tuple[str, str, str]

SMALL = "suppressed: a small number, or one from which a small number could be worked out"
OVERLAPS = "suppressed: periods and areas that overlap could give a small number away"
JOINTLY = "suppressed: with other figures it would give a small number away"
_BELOW = ("lsoa", "ward", "neighbourhood", "group")


def protect(
    tables: Sequence[pa.Table],
    measure: Measure,
    parents: Mapping[str, str],
    whole: Mapping[Key, float] | None = None,
) -> list[pa.Table]:
    """The tables of one measure (its counts, then its rates) with small numbers kept back.

    Below the partnership only financial years are shown, for neighbourhoods (for wards where there are
    none), so that nothing shown overlaps; within each year the areas and the totals they add up to are
    protected together. For the partnership and its districts months, quarters and rolling years are shown
    only where none of them is small and no year is hidden. `parents` gives for each neighbourhood the
    group it is published with; `whole` the counts of the measure that this one is a part of: what the two
    leave between them is guarded like a count of its own.
    """
    if not measure.suppress_below or not len(tables[0]):
        return list(tables)
    hidden = _hidden(tables[0], measure, parents, whole or {})
    return [_without(table, hidden) for table in tables]


def counts_of(table: pa.Table) -> dict[Key, float]:
    """The counts of a measure by level, area and period, for what is a part of it."""
    return {_key(row): row["numerator"] for row in table.to_pylist() if row["numerator"] is not None}


def hide(
    tables: Sequence[pa.Table], measure: str, names: Collection[tuple[str, str, str, str]]
) -> list[pa.Table]:
    """The same tables without the figures named (measure, level, area, period)."""
    own = {(level, code, when): JOINTLY for name, level, code, when in names if name == measure}
    return [_without(table, own) for table in tables] if own else list(tables)


def _hidden(
    table: pa.Table, measure: Measure, parents: Mapping[str, str], whole: Mapping[Key, float]
) -> dict[Key, str]:
    rows = [
        {**row, "rest": whole[_key(row)] - row["numerator"] if _key(row) in whole else None}
        for row in table.to_pylist()
        if row["numerator"] is not None
    ]
    shown = "neighbourhood" if any(row["area_level"] == "neighbourhood" for row in rows) else "ward"
    found: dict[Key, str] = {}
    years: dict[str, list[dict[str, object]]] = {}
    parts_of_years = []
    for row in rows:
        if row["area_level"] in ("lsoa", "ward", "neighbourhood") and row["area_level"] != shown:
            found[_key(row)] = OVERLAPS
        elif row["period_kind"] == "year":
            years.setdefault(str(row["period"]), []).append(row)
        else:
            parts_of_years.append(row)
    for cells in years.values():
        hide = _guarded(cells, measure, parents)
        found |= {_key(row): SMALL for row, each in zip(cells, hide, strict=True) if each}
    # A year is the sum of its months, and one district is what the others leave of the partnership: a
    # level shows all of its shorter periods or none.
    closed = {level for level, _, _ in found} | set(_BELOW)
    closed |= {str(row["area_level"]) for row in parts_of_years if _is_small(row, measure)}
    found |= {_key(row): OVERLAPS for row in parts_of_years if row["area_level"] in closed}
    return found


def _guarded(cells: Sequence[Mapping[str, object]], measure: Measure, parents: Mapping[str, str]) -> Bools:
    """The cells of one year to hide: for a share both those counted and those left over are guarded."""
    counts = np.array([row["numerator"] for row in cells], float)
    guarded = [counts]
    if measure.kind == "share":
        guarded.append(np.array([row["denominator"] for row in cells], float) - counts)
    if any((each < 0).any() for each in guarded):
        return np.ones(len(cells), bool)
    rest = np.array([np.nan if row["rest"] is None else row["rest"] for row in cells], float)
    if (rest >= 0).all():
        guarded.append(rest)
    above = _hierarchies(cells, parents)
    if measure.kind == "people":
        # A person may be seen in two areas, so areas do not add up to the whole and no sum can be trusted
        # to protect them: where one is small, none below the whole is shown.
        small = np.any([(each > 0) & (each < measure.suppress_below) for each in guarded], axis=0)
        within = np.any([each >= 0 for each in above], axis=0)
        return np.asarray(small | within if small.any() else small, bool)
    hide = np.zeros(len(cells), bool)
    for each in guarded:
        hide |= disclosure.protect(each, above, measure.suppress_below).hidden
    return hide


def _is_small(row: Mapping[str, object], measure: Measure) -> bool:
    count, whole = float(str(row["numerator"])), row["denominator"]
    small = 0 < count < measure.suppress_below
    if row["rest"] is not None:
        small = small or 0 < float(str(row["rest"])) < measure.suppress_below
    if measure.kind == "share" and whole is not None:
        small = small or 0 < float(str(whole)) - count < measure.suppress_below
    return small


def _key(row: Mapping[str, object]) -> Key:
    return str(row["area_level"]), str(row["area_code"]), str(row["period"])


def _hierarchies(
    cells: Sequence[Mapping[str, object]], parents: Mapping[str, str]
) -> list[npt.NDArray[np.int64]]:
    """For each cell the total it is a part of: areas in groups in the partnership, and districts in it."""
    at = {(str(row["area_level"]), str(row["area_code"])): number for number, row in enumerate(cells)}
    top = next((number for (level, _), number in at.items() if level == "partnership"), -1)
    by_group, by_district = np.full(len(cells), -1), np.full(len(cells), -1)
    for (level, code), number in at.items():
        if level in ("neighbourhood", "ward"):
            by_group[number] = at.get(("group", parents.get(code, "")), top)
        elif level == "group":
            by_group[number] = top
        elif level == "district":
            by_district[number] = top
    return [by_group] if (by_district < 0).all() else [by_group, by_district]


def _without(table: pa.Table, hidden: Mapping[Key, str]) -> pa.Table:
    keys = zip(
        table["area_level"].to_pylist(),
        table["area_code"].to_pylist(),
        table["period"].to_pylist(),
        strict=True,
    )
    why = [hidden.get(key, "") for key in keys]
    hide = pa.array([bool(each) for each in why], pa.bool_())
    columns = {name: table[name] for name in table.column_names}
    for name in ("numerator", "denominator", "value", "lower", "upper"):
        columns[name] = pc.if_else(hide, pa.scalar(None, pa.float64()), table[name])
    columns["suppressed"] = pc.or_(hide, table["suppressed"])
    columns["note"] = pc.if_else(hide, pa.array(why, pa.string()), table["note"])
    return pa.table(columns, schema=table.schema)
