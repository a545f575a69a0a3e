"""What every test may ask for: the real public data, where it is present."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from wulfrun.words.places import shared_folder

# A busy machine is no fault of a function; and a change must not pass or fail by the luck of the draw in CI.
settings.register_profile("steady", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "steady")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data, or a skip that says how to have it."""
    folder = shared_folder()
    if not (folder / "data" / "SOURCES.md").exists():
        pytest.skip(
            f"the real public data are not at {folder}; set WULFRUN_SHARED to the folder that holds data/"
        )
    return folder
