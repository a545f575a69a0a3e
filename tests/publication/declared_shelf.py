"""The small release laid out for pages, with more declared and more judged than it has by itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from small_release import write_release

from wulfrun.data.release import write_rows
from wulfrun.publication.shelf import Shelf, page_figures, shelve

Rows = list[dict[str, Any]]


def declared_shelf(
    folder: Path,
    declared: Mapping[str, Any] | None = None,
    tables: Mapping[str, tuple[Rows, pa.Schema]] | None = None,
) -> Shelf:
    """A shelf whose definition has `declared` in place of its own, and whose release has more tables."""
    release = write_release(folder)
    release.definition.update(declared or {})
    for name, (rows, schema) in (tables or {}).items():
        write_rows(folder, name, rows, schema)
        release.manifest["tables"][name] = ""
    return shelve(release, page_figures(release))
