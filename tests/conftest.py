"""What every test may ask for: the real public data, where it is present."""

from pathlib import Path

import pytest

from wulfrun.words.places import shared_folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data, or a skip that says how to have it."""
    folder = shared_folder()
    if not (folder / "data" / "SOURCES.md").exists():
        pytest.skip(
            f"the real public data are not at {folder}; set WULFRUN_SHARED to the folder that holds data/"
        )
    return folder
