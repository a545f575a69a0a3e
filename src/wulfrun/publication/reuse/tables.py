"""The site's CSV files, described as a Data Package and as CSV on the Web."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.data.release import Release, sha256, write_json
from wulfrun.publication.csv_text import write_csv
from wulfrun.publication.open_data import FIGURE_COLUMNS, TARGET_COLUMNS, field_type, released_targets
from wulfrun.publication.reuse.csvw import CONTEXT, csvw
from wulfrun.publication.reuse.licence import LICENCE
from wulfrun.publication.shelf import Shelf


@dataclass(frozen=True)
class Table:
    """One CSV file of the site: where it is, what it is called, and what its columns hold."""

    path: Path
    title: str
    schema: pa.Schema
    words: Mapping[str, str]


def write_tables(
    release: Release, shelf: Shelf, figures: pa.Table, folder: Path
) -> tuple[list[Table], list[Path]]:
    """Write data/*.csv of the site with their descriptions: the tables, and every file written."""
    data = folder / "data"
    base = pc.list_element(pc.split_pattern(figures["measure"], ".", max_splits=1), 0)
    tables = []
    for measure, declared in shelf.measures.items():
        rows = figures.filter(pc.equal(base, measure)).select(list(FIGURE_COLUMNS))
        tables.append(_write(data / f"{measure}.csv", str(declared["title"]), rows, FIGURE_COLUMNS))
    for name in release.topic_tables:
        title = name.replace("_", " ").replace("-", " ").capitalize()
        tables.append(_write(data / f"{name}.csv", title, release.table(name), {}))
    targets = released_targets(release)
    tables.append(_write(data / "targets.csv", "Targets", targets, TARGET_COLUMNS))
    described = [data / "datapackage.json", data / "csv-metadata.json"]
    write_json(described[0], package(shelf, tables))
    write_json(described[1], csv_metadata(shelf, tables))
    return tables, [*(each.path for each in tables), *described]


def _write(path: Path, title: str, table: pa.Table, words: Mapping[str, str]) -> Table:
    write_csv(path, table)
    return Table(path, title, table.schema, words)


def package(shelf: Shelf, tables: Sequence[Table]) -> dict[str, Any]:
    """The Data Package (Frictionless, version 1) of the site's CSV files."""
    return {
        "profile": "tabular-data-package",
        "name": "wulfrun-site",
        "title": f"{shelf.partnership['name']}: the data behind the pages",
        "version": shelf.release.manifest["release"],
        "licenses": [LICENCE],
        "resources": [_resource(each) for each in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [
        {"name": field.name, "type": field_type(field.type)}
        | ({"description": table.words[field.name]} if field.name in table.words else {})
        for field in table.schema
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.path.stem,
        "path": table.path.name,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.path.stat().st_size,
        "hash": f"sha256:{sha256(table.path)}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def csv_metadata(shelf: Shelf, tables: Sequence[Table]) -> dict[str, Any]:
    """The tables as a CSVW table group (W3C, Metadata Vocabulary for Tabular Data, 2015)."""
    return {
        "@context": CONTEXT,
        "dc:title": f"{shelf.partnership['name']}: the data behind the pages",
        "dc:publisher": shelf.partnership["name"],
        "dc:license": {"@id": LICENCE["path"]},
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\n"]},
        "tables": [csvw(each.path.name, each.title, each.schema, each.words) for each in tables],
    }
