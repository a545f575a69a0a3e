"""A release: one folder of Parquet with a manifest, from which everything published is made."""

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wulfrun.data.tables import RELEASED
from wulfrun.words.errors import BuildError

Rows = list[dict[str, Any]]


class Release:
    """A finished release, read lazily; nothing in it is ever changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not (path / "manifest.json").exists():
            raise BuildError(f"{path}: there is no release here. Run 'wulfrun build' first.")
        self._rows: dict[str, Rows] = {}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Version, inputs with their SHA-256, tables with theirs, seed."""
        return dict(json.loads((self.path / "manifest.json").read_text("utf-8")))

    @cached_property
    def definition(self) -> dict[str, Any]:
        """What the partnership had declared, as plain JSON."""
        return dict(json.loads((self.path / "definition.json").read_text("utf-8")))

    def table(self, name: str) -> pa.Table:
        """One table of the release."""
        return pq.read_table(self.path / f"{name}.parquet")

    @property
    def topic_tables(self) -> tuple[str, ...]:
        """The tables that topics added to this release."""
        return tuple(sorted(set(self.manifest["tables"]) - set(RELEASED)))

    def rows(self, name: str) -> Rows:
        """One table as a list of rows, kept once read; none where a topic had nothing to say."""
        if name not in RELEASED and name not in self.manifest["tables"]:
            return []
        if name not in self._rows:
            self._rows[name] = self.table(name).to_pylist()
        return self._rows[name]

    def cube(self) -> pa.Table:
        """The counts behind the figures; restricted, never published."""
        return pq.read_table(self.path / "restricted" / "cube")

    def sql(self, measure: str) -> str:
        """The SQL that counted a measure."""
        return (self.path / "sql" / f"{measure}.sql").read_text("utf-8")

    def shapes(self, level: str) -> dict[str, Any] | None:
        """The areas of a level as GeoJSON in British National Grid metres, or None."""
        path = self.path / "shapes" / f"{level}.geojson"
        return json.loads(path.read_text("utf-8")) if path.exists() else None


def write_table(path: Path, table: pa.Table) -> None:
    """Write Parquet whose bytes depend on the content alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", row_group_size=1 << 20, store_schema=False)


def write_rows(folder: Path, name: str, rows: Rows, schema: pa.Schema | None = None) -> None:
    """Write one released table from rows, in the promised columns and types."""
    schema = schema or RELEASED[name]
    plain = [{column: row.get(column) for column in schema.names} for row in rows]
    write_table(folder / f"{name}.parquet", pa.Table.from_pylist(plain, schema=schema))


def write_json(path: Path, content: Any) -> None:
    """Write JSON whose bytes depend on the content alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
