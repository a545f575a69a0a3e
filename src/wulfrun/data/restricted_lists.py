"""The lists of the restricted side: which there are, and one of them with the agency's own references."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from wulfrun.data.pseudonyms import FILE, FOLDER, Seal
from wulfrun.data.release import sha256
from wulfrun.data.store import Store
from wulfrun.words.errors import BuildError, DataError, DefinitionError, did_you_mean

SEALED, REFERENCE = "sealed", "reference"


@dataclass(frozen=True)
class Opened:
    """One list with its references in clear: only ever to be shown to who is named in the log."""

    name: str
    release: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def names(folder: Path) -> list[str]:
    """The lists of the release in force; BuildError where nothing was built yet."""
    return sorted(path.stem for path in (_release(folder) / "restricted" / "lists").glob("*.parquet"))


def opened(folder: Path, name: str) -> Opened:
    """A list in its own order; DataError where it holds references whose key is not here or is another."""
    path = _path(folder, name)
    table = pq.read_table(path)
    seal = _seal(folder) if SEALED in table.column_names else None
    columns = tuple(REFERENCE if each == SEALED else each for each in table.column_names)
    rows = [tuple(_clear(each, value, seal) for each, value in row.items()) for row in table.to_pylist()]
    return Opened(name, _release(folder).name, sha256(path), columns, tuple(rows))


def _seal(folder: Path) -> Seal:
    key = folder / FOLDER / FILE
    if not key.exists():
        raise DataError(
            f"{key}: the key is not here, so this list cannot be opened. "
            "Put back the key that the build used."
        )
    return Seal.of_folder(folder)


def _clear(column: str, value: Any, seal: Seal | None) -> Any:
    if seal is None or column != SEALED:
        return value
    return seal.opened(value) if value else ""


def _path(folder: Path, name: str) -> Path:
    known: Sequence[str] = names(folder)
    if name not in known:
        raise DefinitionError(f"There is no restricted list '{name}'. {did_you_mean(name, known)}")
    return _release(folder) / "restricted" / "lists" / f"{name}.parquet"


def _release(folder: Path) -> Path:
    found = Store(folder / "store").current_release()
    if found is None:
        raise BuildError(f"{folder}: nothing has been built here. Run 'wulfrun build {folder}' first.")
    return found
