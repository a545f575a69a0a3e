"""The restricted lists: named, opened with the key alone, and closed to any other."""

from pathlib import Path

import pyarrow as pa
import pytest

from wulfrun.data.pseudonyms import FILE, FOLDER, Seal
from wulfrun.data.release import write_table
from wulfrun.data.restricted_lists import names, opened
from wulfrun.data.store import point_to
from wulfrun.words.errors import BuildError, DataError, DefinitionError

SEAL = Seal(b"k" * 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    release = tmp_path / "store" / "releases" / "abc"
    table = pa.table({"sealed": [SEAL.sealed("NBV-77"), None], "why": ["three incidents", "risk rose"]})
    write_table(release / "restricted" / "lists" / "earlier-intervention.parquet", table)
    point_to(tmp_path / "store" / "current", release)
    lock(tmp_path, b"k")
    return tmp_path


def lock(folder: Path, letter: bytes) -> None:
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / FOLDER / FILE).write_text((letter * 64).hex(), "ascii")


def test_a_list_is_opened_with_the_agencys_own_references_in_its_own_order(folder: Path) -> None:
    assert names(folder) == ["earlier-intervention"]
    found = opened(folder, "earlier-intervention")
    assert found.columns == ("reference", "why") and found.release == "abc"
    assert found.rows == (("NBV-77", "three incidents"), ("", "risk rose"))
    assert len(found.sha256) == 64


def test_another_key_opens_nothing(folder: Path) -> None:
    lock(folder, b"x")
    with pytest.raises(DataError, match="another key"):
        opened(folder, "earlier-intervention")


def test_a_list_without_references_needs_no_key(folder: Path) -> None:
    release = folder / "store" / "current"
    write_table(release / "restricted" / "lists" / "places.parquet", pa.table({"easting": [517_493]}))
    (folder / FOLDER / FILE).unlink()
    assert opened(folder, "places").rows == ((517_493,),)
    with pytest.raises(DataError, match="the key is not here"):
        opened(folder, "earlier-intervention")
    assert not (folder / FOLDER / FILE).exists()


def test_a_list_that_is_not_there_is_told_with_the_nearest(folder: Path) -> None:
    with pytest.raises(DefinitionError, match="earlier-intervention"):
        opened(folder, "earlier-interventions")


def test_before_the_first_build_there_is_nothing_to_open(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="nothing has been built"):
        names(tmp_path)
