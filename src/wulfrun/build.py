"""The main job: a partnership's folder in, one finished release out, swapped in whole."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from wulfrun import __version__
from wulfrun.data.batches import FILES
from wulfrun.data.engine import duckdb_engine
from wulfrun.data.geography.boundaries import shapes_to_geojson
from wulfrun.data.release import Release, Rows, sha256, write_json, write_rows, write_table
from wulfrun.data.store import Store, locked, point_to, sweep
from wulfrun.data.tables import CUBE, RELEASED
from wulfrun.definition.model import Definition
from wulfrun.edition_links import listed, stand_beside
from wulfrun.editions import changed_since, editions
from wulfrun.evidence import Evidence, counting_table, frames, gather, groups_of
from wulfrun.figures.build import Figures
from wulfrun.figures.build import build as work_out
from wulfrun.figures.guard import Beside
from wulfrun.fingerprint import code_sha256
from wulfrun.judging import judgements, through_of, write_attack, write_topics
from wulfrun.publication.open_data import write_open_data
from wulfrun.publication.returns_files import write_returns
from wulfrun.publication.site import write_site
from wulfrun.words.periods import month_name
from wulfrun.words.places import resolve

Progress = Callable[[str, int, int], None]

# Map lines are drawn to this many metres: finer than any screen shows, far smaller than the file.
_TOLERANCE = {"lsoa": 15.0}


@dataclass(frozen=True)
class Summary:
    """What a build did, for the last lines on the screen."""

    release: Release
    seconds: float
    unchanged: bool


def silent(step: str, done: int, of: int) -> None:
    """Progress for nobody."""


def build(folder: Path, definition: Definition, progress: Progress = silent) -> Summary:
    """Build the release of a folder; whatever goes wrong, the last good release stays.

    Raises BuildError where another build holds the store.
    """
    started = time.monotonic()
    store = Store(folder / "store")
    with locked(store):
        evidence = gather(definition, folder, store, progress)
        published = editions(folder)
        inputs = _inputs(definition, folder, evidence)
        name = _name(definition, inputs, published)
        target = store.releases / name
        unchanged = (target / "manifest.json").exists()
        if not unchanged:
            in_force = store.current_release()
            sweep(store.releases, {in_force.name} if in_force else set())
            part = store.releases / f"{name}.part"
            _write(part, name, folder, definition, evidence, inputs, published, store, progress)
            part.replace(target)
        point_to(store.current, target)
        point_to(folder / "out", store.current / "out")
        _tidy(store, evidence, name)
    return Summary(Release(target), time.monotonic() - started, unchanged)


def _name(definition: Definition, inputs: Rows, published: Sequence[Path]) -> str:
    """A release is named by everything it is made from."""
    content = {
        "version": __version__,
        "code": code_sha256(),
        "definition": definition.snapshot(),
        "inputs": [[each["path"], each["sha256"]] for each in inputs],
        "editions": [each.name for each in published],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]


def _inputs(definition: Definition, folder: Path, evidence: Evidence) -> Rows:
    """Every file the build rests on with its SHA-256: agencies' data, boundaries, lookups, populations."""
    found = [{"path": each.path, "sha256": each.sha256, "bytes": each.bytes} for each in evidence.receipts]
    declared = definition.geography
    named = [each.file for each in declared.boundaries] + [each.file for each in declared.lookups]
    named += [declared.streets.file] if declared.streets else []
    named += [each.file for one in definition.comparison.values() for each in one.columns]
    named += [each.file for each in definition.harm.values()]
    for name in dict.fromkeys([*named, *(each.file for each in declared.exposures)]):
        path = resolve(folder, name)
        parts = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for part in parts:
            shown = name if part == path else f"{name}/{part.relative_to(path).as_posix()}"
            found.append({"path": shown, "sha256": sha256(part), "bytes": part.stat().st_size})
    return found


def _write(
    part: Path,
    name: str,
    folder: Path,
    definition: Definition,
    evidence: Evidence,
    inputs: Rows,
    published: Sequence[Path],
    store: Store,
    progress: Progress,
) -> None:
    part.mkdir(parents=True)
    restricted = part / "restricted"
    _link_cube(restricted / "cube", evidence)
    write_table(restricted / "member.parquet", counting_table(evidence.geography))
    _write_derived(restricted, evidence)
    beside = _beside(evidence, published)
    figures = _figures(definition, evidence, restricted / "cube", beside, progress)
    write_table(part / "figures.parquet", figures.table)
    for measure, sql in figures.sql.items():
        (part / "sql").mkdir(exist_ok=True)
        (part / "sql" / f"{measure}.sql").write_text(sql + "\n", "utf-8")
    write_json(part / "definition.json", definition.snapshot())
    _write_shapes(part / "shapes", evidence)
    progress("Judging", 0, 1)
    judged = judgements(definition, evidence, figures)
    for table, rows in judged.items():
        write_rows(part, table, rows)
    topical = write_topics(part, folder, definition, evidence, figures, judged)
    progress("Judging", 1, 1)
    progress("Attacking what is kept back", 0, 1)
    topical.append(write_attack(part, definition, evidence, figures, beside, topical))
    progress("Attacking what is kept back", 1, 1)
    write_json(part / "manifest.json", _manifest(part, name, definition, evidence, inputs, topical))
    release = Release(part)
    if published:
        changes = changed_since(published[-1], figures.table.to_pylist(), inputs, release)
        write_json(part / "changes.json", changes)
        write_json(part / "editions.json", listed(published))
    write_open_data(release, part / "out")
    write_returns(release, part / "out")
    drawing, printing = (partial(progress, step) for step in ("Drawing", "Printing"))
    write_site(release, part / "out" / "site", drawing, store.charts, printing)
    stand_beside(part / "out" / "site", published)


def _beside(evidence: Evidence, editions: Sequence[Path]) -> Beside:
    """What whoever would work out a small number knows beside the figures of this build."""
    unplaced = {
        record: {each.month: round(each.rows * (1 - each.placed_share)) for each in months}
        for record, months in evidence.months.items()
    }
    earlier = {each.name: Release(each).table("figures") for each in editions}
    return Beside(counting_table(evidence.geography), unplaced, earlier)


def _figures(
    definition: Definition, evidence: Evidence, cube: Path, beside: Beside, progress: Progress
) -> Figures:
    geography = evidence.geography
    people, answers = (cube.parent / f"{name}.parquet" for name in ("people", "answers"))
    tables = {"cube": cube, "member": counting_table(geography), "people": people, "answers": answers}
    with duckdb_engine(tables) as engine:
        connection: Any = engine
        return work_out(
            definition,
            frames(definition, evidence),
            engine,
            connection.connection.register,
            groups_of(geography),
            beside,
            progress,
        )


def _write_derived(folder: Path, evidence: Evidence) -> None:
    """What derivations gave: counts beside the cube's others, and the tables of the restricted side."""
    whole = evidence.derived.whole
    write_table(folder / "cube" / "derived.parquet", whole.cube)
    write_table(folder / "people.parquet", whole.people)
    write_table(folder / "answers.parquet", whole.answers)
    for name, table in whole.restricted.items():
        write_table(folder / "lists" / f"{name}.parquet", table)


def _link_cube(folder: Path, evidence: Evidence) -> None:
    """The cube's parts stand in the release as links to the store's, so nothing is copied."""
    folder.mkdir(parents=True)
    write_table(folder / "none.parquet", CUBE.empty_table())
    for path in dict.fromkeys(evidence.cube_parts):
        try:
            os.link(path, folder / path.name)
        except OSError:
            shutil.copy2(path, folder / path.name)


def _write_shapes(folder: Path, evidence: Evidence) -> None:
    folder.mkdir()
    for level, shapes in evidence.geography.shapes.items():
        write_json(folder / f"{level}.geojson", shapes_to_geojson(shapes, _TOLERANCE.get(level, 25.0)))


def _manifest(
    part: Path, name: str, definition: Definition, evidence: Evidence, inputs: Rows, topical: list[str]
) -> dict[str, Any]:
    declared = json.dumps(definition.snapshot(), sort_keys=True).encode()
    return {
        "release": name,
        "wulfrun": __version__,
        "code_sha256": code_sha256(),
        "inputs": inputs,
        "geography_sha256": evidence.geography.digest(),
        "definition_sha256": hashlib.sha256(declared).hexdigest(),
        "derived": {record: list(of) for record, of in sorted(evidence.derived.gives.items())},
        "seed": 0,
        "through": month_name(through_of(evidence)),
        "tables": {table: sha256(part / f"{table}.parquet") for table in [*RELEASED, *topical]},
    }


def _tidy(store: Store, evidence: Evidence, name: str) -> None:
    """Remove batches and releases that nothing uses any more, and what dead builds left."""
    kept = {f"{batch.key}{end}" for batch in evidence.batches for end in FILES}
    kept |= {path.name for path in evidence.cube_parts}
    kept |= {path.name for path in store.records.glob("*.members")}
    sweep(store.records, kept)
    sweep(store.releases, {name})
    for stray in store.root.glob("unpack-*"):
        with suppress(OSError):
            shutil.rmtree(stray)
