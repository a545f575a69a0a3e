"""Each real place built once, in a copy of its folder, so that nothing is left in examples/."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.place import EXAMPLES, Place, build_place


@pytest.fixture(scope="session")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["dict[str, Place]"]:
    """Places by name, built when first asked for."""
    yield _Built(tmp_path_factory.mktemp("real"))


class _Built(dict[str, Place]):
    def __init__(self, root: Path) -> None:
        self.root = root

    def __missing__(self, name: str) -> Place:
        folder = self.root / name
        shutil.copytree(EXAMPLES / name, folder, ignore=shutil.ignore_patterns("store", "out", "data"))
        self[name] = build_place(folder)
        return self[name]


@pytest.fixture(scope="session")
def wolverhampton(built: dict[str, Place]) -> Place:
    return built["wolverhampton"]


@pytest.fixture(scope="session")
def surrey(built: dict[str, Place]) -> Place:
    return built["surrey"]


@pytest.fixture(scope="session")
def city(built: dict[str, Place]) -> Place:
    return built["city-of-london"]


@pytest.fixture(scope="session")
def force(built: dict[str, Place]) -> Place:
    return built["west-midlands-force"]
