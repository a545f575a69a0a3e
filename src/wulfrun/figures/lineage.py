"""Follow a figure back: to its measure, its SQL, and the files whose records it counts."""

from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow.compute as pc

from wulfrun.data.engine import duckdb_engine, run
from wulfrun.data.release import Release, Rows
from wulfrun.definition.model import Definition, Measure, Where
from wulfrun.figures.kinds import ANSWERS, CUBE, MEMBER, PEOPLE, fits, in_base
from wulfrun.words.errors import BuildError, did_you_mean
from wulfrun.words.periods import period


@dataclass(frozen=True)
class Lineage:
    """One figure with everything that made it; `sources` holds for each file the records it gave."""

    figure: dict[str, Any]
    measure_id: str
    measure: Measure
    derived: str
    sql: str
    sources: Rows
    counted: int


def follow(release: Release, figure_id: str) -> Lineage:
    """The lineage of 'measure:area:period', recounted from the cube of the release itself."""
    name, area, when = _parts(figure_id)
    figure = _figure(release, name, area, when)
    measure_id, _, derived = name.partition(".")
    definition = Definition.model_validate(release.definition)
    measure = definition.measure[measure_id]
    by_file = records_by_file(release, definition, measure, measure.where, area, figure["area_level"], when)
    receipts = {row["file"]: row for row in release.rows("receipts")}
    sources = [{**receipts[file], "records": n} for file, n in sorted(by_file.items()) if n]
    sources.sort(key=lambda row: row["path"])
    return Lineage(
        figure, measure_id, measure, derived, release.sql(measure_id), sources, sum(by_file.values())
    )


def records_by_file(
    release: Release, definition: Definition, measure: Measure, where: Where, area: str, level: str, when: str
) -> dict[str, int]:
    """How many records of each file a figure counts; of persons, each in one of the files that name it."""
    each = period(when)
    table = {"people": PEOPLE, "survey": ANSWERS}.get(measure.kind)
    table = CUBE if table is None else table.mutate(n=1)
    hits = table.filter(
        fits(measure, where, definition, table), table["month"] >= each.first, table["month"] <= each.last
    )
    if measure.kind == "survey":
        hits = hits.filter(in_base(measure, definition, hits))
    parts = MEMBER.filter(MEMBER["area"] == area, MEMBER["level"] == level).select("smallest")
    inside = hits.join(parts, hits["area"] == parts["smallest"])
    if measure.kind == "people":
        inside = inside.group_by("who").aggregate(file=lambda seen: seen["file"].min()).mutate(n=1)
    expression = inside.group_by("file").aggregate(
        n=lambda table: ibis.coalesce(table["n"].sum(), 0).cast("int64")
    )
    restricted = release.path / "restricted"
    tables = {name: restricted / f"{name}.parquet" for name in ("member", "people", "answers")}
    with duckdb_engine({"cube": restricted / "cube", **tables}) as engine:
        found = run(engine, expression)
    return dict(zip(found["file"].to_pylist(), found["n"].to_pylist(), strict=True))


def _parts(figure_id: str) -> tuple[str, str, str]:
    parts = figure_id.split(":")
    if len(parts) != 3:
        raise BuildError(
            f"{figure_id!r} is not a figure; expected measure:area:period, such as psa1:E08000031:2007/08."
        )
    return parts[0], parts[1], parts[2]


def _figure(release: Release, name: str, area: str, when: str) -> dict[str, Any]:
    table = release.table("figures")
    columns = (("measure", name), ("area_code", area), ("period", when))
    found = table
    for column, word in columns:
        found = found.filter(pc.equal(found[column], word))
    if found.num_rows:
        return dict(found.to_pylist()[0])
    for column, word in columns:
        known = set(pc.unique(table[column]).to_pylist())
        if word not in known:
            raise BuildError(
                f"no figure has the {column.replace('_', ' ')} {word!r}. {did_you_mean(word, known)}"
            )
    raise BuildError(
        f"there is no figure {name}:{area}:{when}: the measure is not told for that area and period."
    )
