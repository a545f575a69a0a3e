"""The example city built once with the usual truths, and once with others planted."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from wulfrun.build import Summary, build
from wulfrun.data.derived import records
from wulfrun.data.sources import layouts
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.example.folder import write_example
from wulfrun.figures.kinds import KINDS

OTHER_TRUTHS = {
    "psa1_change": -11.0,
    "priority_gap": 1.15,
    "fly_tipping_drives_fires": 0.0,
    "rubbish_arson_on_last_year": -12.0,
}


def definition_of(folder: Path) -> Definition:
    return read(folder, KINDS, layouts(), records())


def made(folder: Path, truths: Mapping[str, float] | None = None) -> Summary:
    write_example(folder, 2008, truths)
    return build(folder, definition_of(folder))


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usual") / "northbank"
    made(folder)
    return folder


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other") / "northbank"
    made(folder, OTHER_TRUTHS)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A city with two years of offences, no street files, and two other agencies: quick to build again."""
    folder = tmp_path / "northbank"
    write_example(folder, 2008, agencies=("treatment", "survey"))
    for path in (folder / "data" / "police").glob("extract-*.csv"):
        if path.name not in ("extract-2006-07.csv", "extract-2007-08.csv"):
            path.unlink()
    for path in (folder / "data" / "police" / "street").rglob("*.csv"):
        path.unlink()
    declared = folder / "partnership.toml"
    declared.write_text(declared.read_text("utf-8").replace('expected = ["2003-04", "2008-03"]', ""), "utf-8")
    declared.write_text(declared.read_text("utf-8").replace('expected = ["2011-04", "2013-09"]', ""), "utf-8")
    return folder
