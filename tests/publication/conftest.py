"""A small release and its site, made once for all tests of what is published."""

from pathlib import Path

import pytest
from small_release import write_release

from wulfrun.data.release import Release
from wulfrun.publication.open_data import write_open_data
from wulfrun.publication.site import write_site


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return write_release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def out(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write_site(release, folder / "site", cache=tmp_path_factory.mktemp("drawings"))
    write_open_data(release, folder)
    return folder


@pytest.fixture(scope="session")
def site(out: Path) -> Path:
    return out / "site"


@pytest.fixture(scope="session")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, of a partnership that has said where it stands on the web."""
    folder = tmp_path_factory.mktemp("placed")
    placed = write_release(folder / "release", address="https://safer.example/data/")
    write_site(placed, folder / "site", cache=folder / "drawings")
    return folder / "site"
