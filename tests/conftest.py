"""What every test may ask for: the real public data, and a browser, where they are present."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from wulfrun.words.places import shared_folder

# A busy machine is no fault of a function; and a change must not pass or fail by the luck of the draw in CI.
settings.register_profile("steady", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "steady")
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data, or a skip that says how to have it."""
    folder = shared_folder()
    if not (folder / "data" / "SOURCES.md").exists():
        pytest.skip(
            f"the real public data are not at {folder}; set WULFRUN_SHARED to the folder that holds data/"
        )
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium a process: a second would be refused, whichever folder asked for it."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()
