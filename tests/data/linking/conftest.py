"""One linkage of the invented people, run once and looked at by many tests."""

from pathlib import Path

import pytest
from linked_city import LinkedCity, link_city


@pytest.fixture(scope="session")
def linked(tmp_path_factory: pytest.TempPathFactory) -> LinkedCity:
    pytest.importorskip("splink", reason="the extra 'link' is not installed")
    return link_city(Path(tmp_path_factory.mktemp("city")), seed=1)
